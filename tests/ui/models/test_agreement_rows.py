# SPDX-License-Identifier: MIT
"""Rows with their names, and figures in writing."""

from __future__ import annotations

from coder_app.agreement.intervals import Interval
from coder_app.agreement.measures import Measure
from coder_app.agreement.report import agreement_report
from coder_app.agreement.units import CodedDocument, Unit
from coder_app.ui.models.agreement_rows import (
    By,
    Names,
    figure_text,
    interval_text,
    named_rows,
    passages_of,
    percent,
    spoken,
)

SPANS = {
    "Ana": {"trust": [(0, 50)], "humour": [(0, 40)]},
    "Ben": {"trust": [(10, 20)]},
    "Chi": {"trust": [(0, 50)], "humour": [(0, 40)]},
}


def _report(coders=("Ana", "Ben", "Chi")):
    documents = [
        CodedDocument(
            key=key, name=key, length=100, coders=coders, spans=SPANS, period=(place, key * 2)
        )
        for place, key in enumerate(("d", "c"))
    ]
    return agreement_report(
        documents, codes=["trust", "humour"], coders=coders, unit=Unit.CHARACTER
    )


def test_a_hundred_percent_is_said_only_where_nothing_differs() -> None:
    assert [percent(x) for x in (1.0, 0.9999, 0.5, None)] == ["100 %", "99 %", "50 %", "–"]


def test_figures_are_written_as_their_measure_is() -> None:
    assert figure_text(0.5123, Measure.ALPHA) == ".512"
    assert figure_text(0.5123, Measure.PERCENT) == "51 %"
    assert interval_text(Interval(-0.04, 0.721), Measure.ALPHA) == "−.04 to .72"
    assert interval_text(Interval(0.9, 1.0), Measure.PERCENT) == "90 % to 100 %"
    assert interval_text(Interval(None, None, "too few"), Measure.ALPHA) == "–"


def test_a_row_without_interval_is_spoken_without_one() -> None:
    row = next(row for row in _report().by_code if row.key == "trust")

    assert row.interval.low is None
    assert spoken(row).startswith("Alpha .")
    assert "from" not in spoken(row)


def test_what_is_gone_is_told_so_and_texts_name_themselves() -> None:
    names = Names(coders={1: "Ana"}, documents={2: "P07"})

    assert [names.of(key) for key in (None, 1, 2, (1, 2), "first third", 9)] == [
        "all codes, pooled", "Ana", "P07", "Ana – P07", "first third", "one that is gone",
    ]  # fmt: skip


def test_periods_keep_the_order_they_have() -> None:
    rows = named_rows(_report(), By.PERIOD, Names())

    assert [(row.name, row.place) for row in rows[1:]] == [("dd", 0), ("cc", 1)]


def test_each_row_leads_to_its_own_passages() -> None:
    report, names = _report(), Names()
    rows = {by: {row.row.key: row for row in named_rows(report, by, names)} for by in By}

    def passages(by: By, key: object) -> int:
        return len(passages_of(rows[by][key], report, by, names))

    everything = len(report.disagreements)
    assert passages(By.CODE, None) == everything
    assert passages(By.CODE, "trust") + passages(By.CODE, "humour") == everything
    assert passages(By.DOCUMENT, "d") * 2 == everything
    assert passages(By.PAIR, ("Ana", "Chi")) == 0
    assert passages(By.PAIR, ("Ana", "Ben")) == everything
    assert passages(By.PERIOD, "dd") == everything


def test_who_is_missing_has_no_zero_and_makes_no_figure_shaky() -> None:
    document = CodedDocument(key="d", name="d", length=100, coders=("Ana", "Ben"), spans=SPANS)
    report = agreement_report(
        [document], codes=["trust"], coders=("Ana", "Ben", "Chi"), unit=Unit.CHARACTER
    )

    row = named_rows(report, By.DOCUMENT, Names())[1]

    assert row.row.marked == (50, 10, 0)
    assert [row.is_missing(place) for place in range(3)] == [False, False, True]
    assert not row.is_shaky
