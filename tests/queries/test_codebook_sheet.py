# SPDX-License-Identifier: MIT
"""The codebook as a table has every field, and can be read back as a codebook."""

from __future__ import annotations

from pathlib import Path

from coder_app.formats.codebooks.table import read_codebook_table
from coder_app.formats.datasets.workbook import write_workbook
from coder_app.operations import codebook
from coder_app.queries import lists
from coder_app.queries.codebook_sheet import codebook_sheet


def rows(study):
    sheet = codebook_sheet(study.project.ask(lists.codes, study.lead, merged=True))
    return {row[1]: dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows}


def test_a_code_names_what_it_was_merged_into(study) -> None:
    study.project.run(
        codebook.merge_codes, source=study.code("likeness"), target=study.code("trust")
    )

    shown = rows(study)

    assert shown["likeness"]["merged into"] == "trust"
    assert shown["likeness"]["scale"] == "1 low\n3 high"
    assert (shown["Motives"]["group"], shown["trust"]["group"]) == (1, 0)


def test_the_sheet_comes_back_as_the_codebook_it_was(study, tmp_path: Path) -> None:
    fields = {"definition": "She trusts.", "use_when": ["a", "b"], "level": "latent"}
    study.project.run(codebook.edit_code, code=study.code("trust"), **fields)
    codes = study.project.ask(lists.codes, study.lead)

    write_workbook([codebook_sheet(codes)], tmp_path / "a.xlsx")
    draft, _ = read_codebook_table(tmp_path / "a.xlsx")

    told = {code.name: code for code in draft.codes}
    for code in codes:
        back = told[code.name]
        for field in ("guid", "codable", "key", "definition", "use_when", "level", "scale"):
            assert getattr(back, field) == getattr(code, field)
    assert (told["trust"].parent, told["trust"].colour) == ("Outcomes", codes[-1].colour)
