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

    def __init__(self, parent: QObject | None = None, *, linked: bool = True) -> None:
        super().__init__(parent)
        self._linked = linked  # "Differ" leads to passages
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
        figures = (tr("Equal"), tr("Alpha"), self._kappa, "", tr("Differ"))  # "": the plot
        return (self._what, *self._coders, *figures)

    @property
    def columns_number(self) -> int:
        """How many columns there are."""
        return len(self._coders) + 6

    @property
    def coder_columns(self) -> range:
        """Which columns hold the counts of coders."""
        return range(1, len(self._coders) + 1)

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
        return 0 if parent.isValid() else self.columns_number

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
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._explained(section)
        if role == Qt.ItemDataRole.AccessibleTextRole and section == self.plot_column:
            return tr("Alpha, drawn")
        return None

    def _explained(self, section: int) -> str:
        if 0 < section <= len(self._coders):
            return tr("Units that {0} marked with the code").format(self.columns[section])
        return {
            self.plot_column - 3: tr("Units on which all said the same"),
            self.alpha_column: tr("Krippendorff’s alpha"),
            self.columns_number - 1: tr("Units on which they differ"),
        }.get(section, "")

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
            if column == self.plot_column - 3:
                # that nobody used a code is no agreement on it
                return percent(figure.value if named.row.marked_by_any else None)
            return share(figure.value)
        nothing = column == self.columns_number - 1 and not named.row.marked_by_any
        return "–" if nothing or not named.row.units else f"{figure:,}"

    def _spoken(self, named: NamedRow, column: int) -> str:
        reason = self._reason(named.row, column)
        if column == self.plot_column and not reason:
            return tr("alpha {0}").format(share(named.row.alpha.value))
        return reason or self._text(named, column)

    def _reason(self, row: AgreementRow, column: int) -> str:
        figure = self._figure(row, column)
        return figure.reason if isinstance(figure, Coefficient) and figure.value is None else ""

    def _ink(self, named: NamedRow, column: int) -> str:
        if column == self.columns_number - 1 and self._linked:
            return "accent" if named.row.differing else "ink3"
        if column == 0 or column == self.alpha_column or named.first:
            return "ink"
        return "ink3" if column == self.plot_column else "ink2"

    def _key(self, named: NamedRow, column: int) -> Any:
        if column == 0:
            return named.name.casefold()
        figure = self._figure(named.row, column)
        if isinstance(figure, Coefficient):
            return figure.value
        return float(figure or 0)

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        left = column in (0, self.plot_column)
        side = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignRight
        return side | Qt.AlignmentFlag.AlignVCenter


class AgreementOrder(QSortFilterProxyModel):
    """The table in the order of a column; the row for all codes stays first, the undefined last."""

    def __init__(self, table: AgreementTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self.setSourceModel(table)
        self.setSortRole(SORT_ROLE)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Compare two rows by their keys."""
        one, other = self._table.row_at(left), self._table.row_at(right)
        if one is None or other is None:
            return False
        upwards = self.sortOrder() == Qt.SortOrder.AscendingOrder
        if one.first != other.first:
            return one.first == upwards
        key, its = left.data(SORT_ROLE), right.data(SORT_ROLE)
        if key is None or its is None:  # what is undefined stands last either way
            return key is not its and (its is None) == upwards
        return bool(key < its)
