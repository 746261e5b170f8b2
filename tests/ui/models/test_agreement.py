# SPDX-License-Identifier: MIT
"""Agreement as a table."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from coder_app.agreement.report import agreement_report
from coder_app.agreement.units import CodedDocument, Unit
from coder_app.ui.models.agreement import (
    AgreementOrder,
    AgreementTable,
    NamedRow,
    percent,
    share,
)

LENGTH = 200
SPANS = {
    "Ana": {"trust": [(0, 50)], "loyalty": [(60, 90)], "humour": [(0, 40)]},
    "Ben": {"trust": [(0, 50)], "loyalty": [(100, 110)], "humour": [(0, 20)]},
}


def _report(coders=("Ana", "Ben"), spans=SPANS):
    document = CodedDocument(key="d", name="d", length=LENGTH, coders=tuple(coders), spans=spans)
    codes = ["trust", "loyalty", "humour", "unused"]
    return agreement_report([document], codes=codes, coders=coders, unit=Unit.CHARACTER)


@pytest.fixture
def shown(look, qtbot):
    table = AgreementTable()
    order = AgreementOrder(table)
    for model in (table, order):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    report = _report()
    rows = [NamedRow(name="all codes, pooled", row=report.pooled, first=True)]
    rows += [NamedRow(name=str(row.key), row=row) for row in report.by_code]
    table.show(
        tuple(rows), {"Ana": "Ana Ruiz", "Ben": "Ben"}, what="Code", kappa=report.pooled.kappa_name
    )
    return table, order


def _column(order, column: int) -> list[str]:
    return [order.index(row, column).data() for row in range(order.rowCount())]


def test_figures_are_written_without_the_zero_that_cannot_be_another_digit() -> None:
    assert [share(x) for x in (0.5123, -0.04, 1.0, 0.9996, -0.0001, None)] == [
        ".512", "−.040", "1.000", "1.000", ".000", "–",
    ]  # fmt: skip


def test_a_hundred_percent_is_said_only_where_nothing_differs() -> None:
    assert [percent(x) for x in (1.0, 0.9999, 0.5, None)] == ["100 %", "99 %", "50 %", "–"]


def test_columns_are_named_coders_between_code_and_figures(shown) -> None:
    assert shown[0].columns == (
        "Code", "Ana Ruiz", "Ben", "Equal", "Alpha", shown[0].columns[5], "", "Differ",
    )  # fmt: skip
    assert "Cohen" in shown[0].columns[5]


@pytest.mark.parametrize("order_of", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
@pytest.mark.parametrize("column", [0, 1, 3, 4, 5, 7])
def test_all_codes_stay_first_however_the_table_is_sorted(shown, column, order_of) -> None:
    order = shown[1]

    order.sort(column, order_of)

    assert _column(order, 0)[0] == "all codes, pooled"


@pytest.mark.parametrize("order_of", [Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder])
def test_what_is_undefined_stands_last_either_way(shown, order_of) -> None:
    table, order = shown

    order.sort(table.alpha_column, order_of)

    assert _column(order, 0)[-1] == "unused"


def test_sorting_by_alpha_puts_the_worst_code_below_all_codes(shown) -> None:
    table, order = shown

    order.sort(table.alpha_column, Qt.SortOrder.AscendingOrder)

    assert _column(order, 0)[1:] == ["loyalty", "humour", "trust", "unused"]


def test_a_code_that_nobody_used_has_no_agreement(shown) -> None:
    table, order = shown
    order.sort(table.alpha_column, Qt.SortOrder.AscendingOrder)
    cells = [order.index(4, column) for column in range(8)]

    assert [cell.data() for cell in cells[:6]] == ["unused", "0", "0", "–", "–", "–"]
    assert cells[6].data() == "Nobody used it: nothing to compare."
    assert cells[7].data() == "–"
    spoken = cells[6].data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Nobody used it: nothing to compare."


def test_a_reader_hears_what_the_dot_shows(shown) -> None:
    table, order = shown
    order.sort(table.alpha_column, Qt.SortOrder.AscendingOrder)

    dot = order.index(3, table.plot_column)

    assert dot.data(Qt.ItemDataRole.AccessibleTextRole) == "alpha 1.000"


def test_without_coders_no_counts_are_shown(look, qtbot) -> None:
    table = AgreementTable()
    report = _report()

    row = NamedRow(name="Ana – Ben", row=report.by_pair[0])
    table.show((row,), {}, what="Coders", kappa="Cohen's kappa")

    assert table.columns == ("Coders", "Equal", "Alpha", "Cohen's kappa", "", "Differ")
    assert table.index(0, 5).data() == "60"
