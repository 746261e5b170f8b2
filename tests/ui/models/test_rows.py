# SPDX-License-Identifier: MIT
"""A table of rows names its columns and puts numbers at the right."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from coder_app.ui.models.rows import RowsModel


class Figures(RowsModel):
    heads = ("Name", "Figure")
    at_right = (1,)

    def _count_rows(self) -> int:
        return 3

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return f"{index.row()}{index.column()}" if role == Qt.ItemDataRole.DisplayRole else None


def test_it_has_its_rows_and_nothing_below_them(qapp) -> None:
    table = Figures()
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)

    assert (table.rowCount(), table.columnCount()) == (3, 2)
    below = table.index(0, 0)
    assert (table.rowCount(below), table.columnCount(below)) == (0, 0)


def test_columns_have_names_and_sides_rows_have_not(qapp) -> None:
    table, across = Figures(), Qt.Orientation.Horizontal
    side = Qt.ItemDataRole.TextAlignmentRole

    assert [table.headerData(at, across) for at in range(2)] == ["Name", "Figure"]
    assert table.headerData(0, across, side) & Qt.AlignmentFlag.AlignLeft
    assert table.headerData(1, across, side) & Qt.AlignmentFlag.AlignRight
    assert table.headerData(0, Qt.Orientation.Vertical) is None
    assert table.headerData(0, across, Qt.ItemDataRole.FontRole) is None
