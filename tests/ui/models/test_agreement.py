# SPDX-License-Identifier: MIT
"""Agreement as a table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from coder_app.agreement.intervals import IntervalRule, Method, Over
from coder_app.agreement.measures import Measure
from coder_app.agreement.report import agreement_report
from coder_app.agreement.units import CodedDocument, Unit
from coder_app.ui.models.agreement import AgreementOrder, AgreementTable
from coder_app.ui.models.agreement_rows import By, Names, named_rows

SPANS = {
    "Ana": {"trust": [(0, 50)], "loyalty": [(60, 90)], "humour": [(0, 40)]},
    "Ben": {"trust": [(0, 50)], "loyalty": [(100, 110)], "humour": [(0, 20)]},
}
CODES = ["trust", "loyalty", "humour", "unused"]
CODERS = {"Ana": "Ana Ruiz", "Ben": "Ben"}
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def _report(measure: Measure = Measure.ALPHA, method: Method = Method.PERCENTILE):
    documents = [
        CodedDocument(key=name, name=name, length=200, coders=("Ana", "Ben"), spans=SPANS)
        for name in "abcde"
    ]
    rule = IntervalRule(method=method, over=Over.DOCUMENTS, draws=20)
    return agreement_report(
        documents,
        codes=CODES,
        coders=("Ana", "Ben"),
        unit=Unit.CHARACTER,
        measure=measure,
        interval=rule,
    )


def _show(table: AgreementTable, report, by: By = By.CODE, **more) -> None:
    coders = {} if by is By.PAIR else CODERS
    rows = named_rows(report, by, Names(coders=CODERS), more.get("now"))
    table.show(
        rows, coders, what=by.head, measure=report.measure, compared=more.get("now") is not None
    )


@pytest.fixture
def shown(look, qtbot):
    table = AgreementTable()
    order = AgreementOrder(table)
    for model in (table, order):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    _show(table, _report())
    order.sort(table.column_of("figure"), Qt.SortOrder.AscendingOrder)
    return table, order


def _column(order, column: int) -> list[str]:
    return [order.index(row, column).data() for row in range(order.rowCount())]


def test_columns_are_named_coders_between_code_and_figures(shown) -> None:
    assert shown[0].columns == (
        "Code", "Ana Ruiz", "Ben", "Equal", "Positive", "AC1", "Alpha", "95 % interval", "",
        "Differ",
    )  # fmt: skip


def test_the_chosen_measure_does_not_stand_there_twice(look, qtbot) -> None:
    table = AgreementTable()

    _show(table, _report(Measure.PERCENT))

    assert table.columns[1:6] == ("Ana Ruiz", "Ben", "Positive", "AC1", "Equal")
    row = next(r for r in range(table.rowCount()) if table.index(r, 0).data() == "trust")
    assert table.index(row, table.column_of("figure")).data() == "100 %"


@pytest.mark.parametrize("order_of", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
@pytest.mark.parametrize("column", range(10))
def test_all_codes_stay_first_however_the_table_is_sorted(shown, column, order_of) -> None:
    order = shown[1]

    order.sort(column, order_of)

    assert _column(order, 0)[0] == "all codes, pooled"


@pytest.mark.parametrize("order_of", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_what_is_undefined_stands_last_either_way(shown, order_of) -> None:
    table, order = shown

    order.sort(table.column_of("figure"), order_of)

    assert _column(order, 0)[-1] == "unused"


def test_sorting_by_the_figure_puts_the_worst_code_below_all_codes(shown) -> None:
    assert _column(shown[1], 0)[1:] == ["loyalty", "humour", "trust", "unused"]


def test_a_code_that_nobody_used_has_no_agreement_in_any_column(shown) -> None:
    table, order = shown
    cells = [order.index(4, column) for column in range(table.columns_number)]

    assert [cell.data() for cell in cells] == [
        "unused", "0", "0", "–", "–", "–", "–", "–", "Nobody used it: nothing to compare.", "–",
    ]  # fmt: skip
    for kind in ("ac1", "interval", "plot"):
        spoken = cells[table.column_of(kind)].data(SPOKEN)
        assert spoken == "Nobody used it: nothing to compare."


def test_a_reader_hears_what_dot_and_whisker_show(shown) -> None:
    table, order = shown

    dot = order.index(2, table.column_of("plot"))

    figure, interval = (order.index(2, table.column_of(k)).data() for k in ("figure", "interval"))
    low, _, high = interval.partition(" to ")
    assert dot.data(SPOKEN) == f"Alpha {figure}, from {low} to {high}"


def test_the_column_of_intervals_sorts_by_the_lower_end(shown) -> None:
    table, order = shown
    order.sort(table.column_of("interval"), Qt.SortOrder.DescendingOrder)

    assert _column(order, 0)[1:] == ["trust", "humour", "loyalty", "unused"]


def test_why_there_is_no_interval_is_told_in_its_place(look, qtbot) -> None:
    table = AgreementTable()

    _show(table, _report(method=Method.NONE))

    cell = table.index(1, table.column_of("interval"))
    assert cell.data() == "–"
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "No interval was asked for."


def test_pairs_have_no_counts_of_single_coders(look, qtbot) -> None:
    table = AgreementTable()

    _show(table, _report(), By.PAIR)

    assert table.columns[:3] == ("Coders", "Equal", "Positive")
    assert [table.index(r, 0).data() for r in (0, 1)] == ["all codes, pooled", "Ana Ruiz – Ben"]


def test_beside_frozen_figures_stands_the_one_of_now(look, qtbot) -> None:
    table = AgreementTable()

    _show(table, _report(), now=_report(method=Method.NONE))

    assert table.columns[6:9] == ("Alpha", "Now", "95 % interval")
    assert table.index(2, 7).data() == table.index(2, 6).data()


def test_where_nothing_leads_to_passages_differ_is_no_link(shown, look) -> None:
    table = shown[0]
    cell = table.index(1, table.column_of("differ"))
    assert cell.data(Qt.ItemDataRole.ForegroundRole) == look.colour("accent")

    report = _report()
    table.show(named_rows(report, By.CODE, Names()), {}, what="Code", linked=False)

    cell = table.index(1, table.column_of("differ"))
    assert cell.data(Qt.ItemDataRole.ForegroundRole) == look.colour("ink2")


def test_who_is_missing_in_a_transcript_has_a_dash_and_readers_hear_why(look, qtbot) -> None:
    document = CodedDocument(key="d", name="d", length=200, coders=("Ana", "Ben"), spans=SPANS)
    coders = {**CODERS, "Chi": "Chika"}
    report = agreement_report([document], codes=CODES, coders=tuple(coders), unit=Unit.CHARACTER)
    table = AgreementTable()

    table.show(named_rows(report, By.DOCUMENT, Names()), coders, what="Transcript")

    assert table.index(1, 3).data() == "–"
    assert table.index(1, 3).data(SPOKEN) == "missing: Chika has not coded it"
