# SPDX-License-Identifier: MIT
"""A project's codebook can be written as a file and read again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from coder_app.formats.codebooks.toml import read_codebook, write_codebook
from coder_app.operations import codebook
from coder_app.queries import lists
from coder_app.queries.codebook_draft import codebook_draft, drafts_of


def test_the_draft_is_what_the_project_was_begun_with(study, tmp_path: Path) -> None:
    draft = study.project.ask(codebook_draft, study.lead)

    assert (draft.title, draft.rules) == ("A small book", ("Mark whole sentences.",))
    by_name = {code.name: code for code in draft.codes}
    assert by_name["trust"].parent == "Outcomes"
    assert by_name["trust"].guid == study.code("trust")
    assert [level.label for level in by_name["likeness"].scale] == ["low", "high"]
    write_codebook(draft, tmp_path / "a.toml")
    plain = tuple(replace(code, guid=None) for code in draft.codes)
    assert set(read_codebook(tmp_path / "a.toml").codes) == set(plain)


def test_merged_codes_are_left_out(study) -> None:
    study.project.run(
        codebook.merge_codes, source=study.code("likeness"), target=study.code("trust")
    )

    names = [code.name for code in study.project.ask(codebook_draft, study.lead).codes]

    assert "likeness" not in names


def test_codes_of_one_name_are_told_apart(study) -> None:
    study.project.run(codebook.add_code, name="trust", parent=study.code("Motives"))
    codes = study.project.ask(lists.codes, study.lead)
    twin = next(code for code in codes if code.path == "Motives > trust")
    codes.append(replace(twin, guid=study.lead))  # the same place, as a merge can bring it

    names = [code.name for code in drafts_of(codes)]

    assert names.count("trust") == 1
    assert {"trust (Outcomes)", "trust (2)"} <= set(names)


def test_a_group_says_the_row_of_the_palette_or_nothing(study) -> None:
    for name, colour in (("One", "iris"), ("Two", "#112233"), ("Three", "tide-4")):
        study.project.run(codebook.add_code, name=name, codable=False, colour=colour)

    draft = study.project.ask(codebook_draft, study.lead)

    told = {code.name: code.colour for code in draft.codes if not code.codable}
    assert (told["One"], told["Two"], told["Three"]) == ("iris", "", "tide")
