# SPDX-License-Identifier: MIT
"""Figures of agreement as one table."""

from __future__ import annotations

import pytest

from coder_app.agreement.units import CodedDocument
from coder_app.operations import people
from coder_app.queries import sheets
from coder_app.queries.agreement_table import agreement_table, met_in


def rows(study, **choice):
    (sheet,) = [
        sheet
        for sheet in study.project.ask(sheets.workbook_sheets, study.lead, **choice)
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


@pytest.mark.parametrize("unit", ["turn", "passage"])
def test_who_has_not_rated_a_transcript_is_missing_there_and_no_zero(study, unit: str) -> None:
    for coder, number in (("Mia", 0), ("Noa", 0), ("Mia", 1), ("Lea", 1)):
        study.apply("I trust her", "trust", coder=coder, number=number)
        study.done(coder, number=number)

    found = rows(study, unit=unit)

    by = {row["name"]: row for row in found if row["by"] in ("document", "pair")}
    ana, eva = by["Ana"], by["Eva"]
    assert (ana["units marked by Noa"], ana["codings by Noa"]) == (1, 1)
    assert (ana["units marked by Lea"], ana["codings by Lea"]) == (None, None)
    assert (eva["units marked by Noa"], eva["codings by Lea"]) == (None, 1)


def test_two_who_never_met_have_no_row_and_about_says_so(study) -> None:
    for coder, number in (("Mia", 0), ("Noa", 0), ("Mia", 1), ("Lea", 1)):
        study.apply("I trust her", "trust", coder=coder, number=number)
        study.done(coder, number=number)

    pairs = [set(row["name"].split(" / ")) for row in rows(study) if row["by"] == "pair"]
    assert sorted(map(sorted, pairs)) == [["Lea", "Mia"], ["Mia", "Noa"]]
    about = study.project.ask(sheets.workbook_sheets, study.lead)[-1]
    notes = [row[1] for row in about.rows if row[0] == "note"]
    assert "No transcript in which both can be compared: Lea / Noa." in notes


def test_a_pair_meets_where_both_are_done(study) -> None:
    here = CodedDocument(key=1, name="A", length=9, coders=("m", "n"), unfinished=("l",), spans={})

    assert met_in([here], ["l", "m", "n"], with_unfinished=False) == (("m", "n"),)
    assert len(met_in([here], ["l", "m", "n"], with_unfinished=True)) == 3
    assert met_in([], ["m", "n"], with_unfinished=True) == ()
