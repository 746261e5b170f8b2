# SPDX-License-Identifier: MIT
"""Figures of agreement leave the program as tables that need no cleaning."""

from __future__ import annotations

from uuid import uuid4

import pytest
from openpyxl import load_workbook

from coder_app.agreement.intervals import IntervalRule, Method
from coder_app.agreement.measures import Measure
from coder_app.agreement.report import agreement_report
from coder_app.agreement.units import CodedDocument, Unit
from coder_app.core.records import Sheet
from coder_app.formats.datasets.workbook import write_workbook
from coder_app.queries.agreement_sheets import agreement_sheets

ANA, BEN, TRUST, UNUSED, FAMILY, TEXT = (uuid4() for _ in range(6))
NAMES = {
    ANA: "Ana",
    BEN: "Ben",
    TRUST: "=trust",
    UNUSED: "unused",
    FAMILY: "Outcomes",
    TEXT: "P07",
}


@pytest.fixture
def report():
    spans = {ANA: {TRUST: [(0, 50)]}, BEN: {TRUST: [(10, 50)]}}
    document = CodedDocument(
        key=TEXT, name="P07", length=100, coders=(ANA, BEN), spans=spans, period=(0, "first third")
    )
    return agreement_report(
        [document],
        codes=[TRUST, UNUSED],
        coders=[ANA, BEN],
        unit=Unit.CHARACTER,
        measure=Measure.AC1,
        interval=IntervalRule(method=Method.NONE),
        families={TRUST: FAMILY},
    )


def _by_name(sheets: list[Sheet]) -> dict[str, Sheet]:
    return {sheet.name: sheet for sheet in sheets}


def _cell(sheet: Sheet, row: int, column: str) -> object:
    return sheet.rows[row][sheet.columns.index(column)]


def test_each_kind_of_row_has_a_sheet_of_its_own(report) -> None:
    sheets = _by_name(agreement_sheets(report, NAMES))

    assert list(sheets) == [
        "By code", "By family", "By transcript", "By pair", "Trend", "Confusion", "About",
    ]  # fmt: skip
    assert [row[0] for row in sheets["By code"].rows] == ["all codes, pooled", "=trust", "unused"]
    assert sheets["By family"].rows[0][0] == "Outcomes"
    assert sheets["By pair"].rows[0][0] == "Ana / Ben"
    assert sheets["Trend"].rows[0][0] == "first third"


def test_figures_are_numbers_and_what_is_undefined_is_empty_with_its_reason(report) -> None:
    sheet = _by_name(agreement_sheets(report, NAMES))["By code"]

    assert _cell(sheet, 1, "measure") == "ac1"
    assert _cell(sheet, 1, "figure") == _cell(sheet, 1, "ac1") == report.by_code[0].ac1.value
    assert _cell(sheet, 1, "units marked by Ben") == 40
    assert _cell(sheet, 1, "why no interval") == "No interval was asked for."
    assert _cell(sheet, 2, "alpha") is None
    assert _cell(sheet, 2, "why no figure") == "Nobody used it: nothing to compare."
    assert _cell(sheet, 1, "GUID") == str(TRUST)


def test_confusions_are_listed_cell_by_cell(report) -> None:
    sheet = _by_name(agreement_sheets(report, NAMES))["Confusion"]

    assert set(sheet.rows) == {
        ("Ana", "Ben", "=trust", "=trust", 40),
        ("Ana", "Ben", "=trust", "nothing else", 10),
    }


def test_what_is_now_stands_beside_what_was_frozen(report) -> None:
    sheet = _by_name(agreement_sheets(report, NAMES, now=report))["By code"]

    assert _cell(sheet, 1, "figure now") == _cell(sheet, 1, "figure")


def test_about_says_what_was_asked_with_the_seed(report) -> None:
    sheets = agreement_sheets(report, NAMES, about=[("round", "round 1")])
    about = dict(_by_name(sheets)["About"].rows)

    assert about["round"] == "round 1"
    assert about["seed"] == IntervalRule().seed
    assert about["unit"] == "character"
    assert about["coders"] == "Ana; Ben"
    assert about["rule"] == report.rule


def test_a_workbook_of_it_opens_again_with_text_as_text(report, tmp_path) -> None:
    path = tmp_path / "agreement.xlsx"

    write_workbook(agreement_sheets(report, NAMES), path)

    sheet = load_workbook(path)["By code"]
    assert sheet["A3"].value == "=trust"
    assert sheet["A3"].data_type == "s"


def test_who_has_not_rated_a_transcript_is_missing_there_and_no_zero() -> None:
    cat = uuid4()
    texts = [
        CodedDocument(key=TEXT, name="P07", length=9, coders=(ANA, BEN), spans={}),
        CodedDocument(key=uuid4(), name="P08", length=9, coders=(ANA, BEN, cat), spans={}),
    ]
    report = agreement_report(
        texts,
        codes=[TRUST],
        coders=[ANA, BEN, cat],
        unit=Unit.CHARACTER,
        interval=IntervalRule(method=Method.NONE),
    )

    sheet = _by_name(agreement_sheets(report, {**NAMES, cat: "Cat"}))["By transcript"]

    assert [_cell(sheet, n, "units marked by Cat") for n in (0, 1)] == [None, 0]
    assert [_cell(sheet, n, "codings by Cat") for n in (0, 1)] == [None, 0]
