# SPDX-License-Identifier: MIT
"""Figures of agreement as one table."""

from __future__ import annotations

from coder_app.operations import people
from coder_app.queries import sheets
from coder_app.queries.agreement_table import agreement_table


def rows(study):
    (sheet,) = [
        sheet
        for sheet in study.project.ask(sheets.workbook_sheets, study.lead)
        if sheet.name == "Agreement"
    ]
    return [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]


def test_there_is_a_row_for_all_each_code_family_document_and_pair(study) -> None:
    study.apply("I trust her", "trust", coder="Mia")
    study.apply("I trust her", "trust", coder="Noa")
    for coder in ("Mia", "Noa"):
        study.project.run(people.mark_done, document=study.documents[0], coder=study.coders[coder])

    found = rows(study)

    kinds = ["all", "code", "code", "code", "family", "family", "document", "pair"]
    assert [row["by"] for row in found] == kinds
    trust = next(row for row in found if row["name"] == "trust")
    assert (trust["percent agreement"], trust["alpha"], trust["codings by Mia"]) == (1, 1, 1)
    unused = next(row for row in found if row["name"] == "closeness")
    assert (unused["alpha"], unused["kappa"], unused["AC1"]) == (None, None, None)
    assert unused["why undefined"]
    assert (trust["measure"], trust["figure"], trust["low"]) == ("alpha", 1, None)
    assert trust["why no interval"].startswith("2 turns: too few")
    assert found[-1]["name"] == "Mia / Noa"


def test_one_coder_alone_leaves_the_table_empty(study) -> None:
    study.apply("I trust her", "trust")

    assert rows(study) == []


def test_without_a_report_the_columns_stand_there_still(study) -> None:
    sheet = study.project.ask(agreement_table, study.lead, None)

    assert (sheet.rows, len(sheet.columns)) == ([], 24)
