# SPDX-License-Identifier: MIT
"""Agreement as a table: a row a code (or pair, or document), figures right, sortable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from coder_app.agreement.alpha import Coefficient
from coder_app.agreement.report import AgreementRow
from coder_app.core.places import tr
from coder_app.ui.look import theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ROW_ROLE = Qt.ItemDataRole.UserRole
SORT_ROLE = Qt.ItemDataRole.UserRole + 1
CHIP_ROLE = Qt.ItemDataRole.UserRole + 2  # (colour, key) or None
FEW = 10  # a coder who used a code less often than this makes its figure shaky


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRow:
    """A row of the report with the words for it."""

    name: str
    row: AgreementRow
    chip: tuple[str, str] | None = None  # colour and key of a code
    first: bool = False  # stays on top however the table is sorted


def share(value: float | None) -> str:
    """Write a figure that cannot pass 1: .512, −.040, 1.000."""
    if value is None:
        return "–"
    text = f"{abs(value):.3f}"
    text = text if text.startswith("1") or abs(value) > 1 else text[1:]
    return f"−{text}" if round(value, 3) < 0 else text


def percent(value: float | None) -> str:
    """Write a share of units as a whole percentage; 100 only where nothing differs."""
    if value is None:
        return "–"
    whole = round(value * 100)
    return f"{99 if whole == 100 and value < 1 else whole} %"


class AgreementTable(QAbstractTableModel):
    """Columns: name, a count for each coder, equal, alpha, kappa, the plot, differing units."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[NamedRow, ...] = ()
        self._coders: tuple[str, ...] = ()
        self._kappa = tr("Kappa")
        self._what = tr("Code")

    def show(
        self, rows: tuple[NamedRow, ...], coders: Mapping[Any, str], *, what: str, kappa: str
    ) -> None:
        """Take the rows of one question; with `coders` empty no counts are shown."""
        self.beginResetModel()
        self._rows, self._coders = rows, tuple(coders.values())
        self._what, self._kappa = what, kappa
        self.endResetModel()

    @property
    def columns(self) -> tuple[str, ...]:
        """Heads of the columns."""
        figures = (tr("Equal"), tr("Alpha"), self._kappa, "", tr("Differ"))
        return (self._what, *self._coders, *figures)

    @property
    def plot_column(self) -> int:
        """Which column holds the plot."""
        return len(self._coders) + 4

    @property
    def alpha_column(self) -> int:
        """Which column holds alpha."""
        return len(self._coders) + 2

    def row_at(self, index: Index) -> NamedRow | None:
        """Give the row of an index."""
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(section)
        if role == Qt.ItemDataRole.ToolTipRole and 0 < section <= len(self._coders):
            return tr("Units that {0} marked with the code").format(self.columns[section])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell."""
        named = self.row_at(index)
        if named is None:
            return None
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(named, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(named, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._alignment(column)
        if role == Qt.ItemDataRole.FontRole:
            strong = named.first or column == self.alpha_column
            return theme().font("strong" if strong else "body" if column == 0 else "figures")
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour(self._ink(named, column))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._reason(named.row, column) or None
        return {ROW_ROLE: named, SORT_ROLE: self._key(named, column), CHIP_ROLE: named.chip}.get(
            role
        )

    # ---- one cell

    def _figure(self, row: AgreementRow, column: int) -> Coefficient | int | None:
        coders = len(self._coders)
        if 0 < column <= coders:
            return row.marked[column - 1]
        figures: dict[int, Coefficient | int] = {
            1: row.percent,
            2: row.alpha,
            3: row.kappa,
            4: row.alpha,
            5: row.differing,
        }
        return figures.get(column - coders)

    def _text(self, named: NamedRow, column: int) -> str:
        if column == 0:
            return named.name
        figure = self._figure(named.row, column)
        if column == self.plot_column:
            return "" if named.row.alpha.value is not None else named.row.alpha.reason
        if isinstance(figure, Coefficient):
            write = percent if column == len(self._coders) + 1 else share
            return write(figure.value)
        return f"{figure:,}" if figure or named.row.units else "–"

    def _spoken(self, named: NamedRow, column: int) -> str:
        if column == self.plot_column:
            return tr("alpha {0}").format(share(named.row.alpha.value))
        reason = self._reason(named.row, column)
        return reason or self._text(named, column)

    def _reason(self, row: AgreementRow, column: int) -> str:
        figure = self._figure(row, column)
        return figure.reason if isinstance(figure, Coefficient) and figure.value is None else ""

    def _ink(self, named: NamedRow, column: int) -> str:
        if column == len(self.columns) - 1:
            return "accent" if named.row.differing else "ink3"
        if column == 0 or column == self.alpha_column or named.first:
            return "ink"
        return "ink3" if column == self.plot_column else "ink2"

    def _key(self, named: NamedRow, column: int) -> Any:
        if column == 0:
            return named.name.casefold()
        figure = self._figure(named.row, column)
        if isinstance(figure, Coefficient):
            return 9.0 if figure.value is None else figure.value  # undefined stands last
        return float(figure or 0)

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        left = column in (0, self.plot_column)
        side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter


class AgreementOrder(QSortFilterProxyModel):
    """The table in the order of a column; the row for all codes stays first."""

    def __init__(self, table: AgreementTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.setSourceModel(table)
        self.setSortRole(SORT_ROLE)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Compare two rows by their keys."""
        one, other = self._table.row_at(left), self._table.row_at(right)
        if one is not None and other is not None and one.first != other.first:
            return one.first == (self.sortOrder() == Qt.SortOrder.AscendingOrder)
        return bool(left.data(SORT_ROLE) < right.data(SORT_ROLE))
