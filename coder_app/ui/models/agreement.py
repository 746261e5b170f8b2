# SPDX-License-Identifier: MIT
"""Agreement as a table: a row a code (family, transcript, pair, period), sortable."""

from __future__ import annotations

from collections.abc import Mapping
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
from coder_app.agreement.intervals import Interval
from coder_app.agreement.measures import Measure
from coder_app.agreement.words import share
from coder_app.core.places import tr
from coder_app.ui.look import theme
from coder_app.ui.models.agreement_rows import (
    NamedRow,
    figure_of,
    figure_text,
    interval_of,
    interval_text,
    percent,
    spoken,
)

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ROW_ROLE = Qt.ItemDataRole.UserRole
SORT_ROLE = Qt.ItemDataRole.UserRole + 1
CHIP_ROLE = Qt.ItemDataRole.UserRole + 2  # (colour, key) or None
_BESIDE = {"percent": Measure.PERCENT, "positive": Measure.POSITIVE, "ac1": Measure.AC1}


class AgreementTable(QAbstractTableModel):
    """Figures of the chosen measure with their intervals, and what has to stand beside them.

    A column is called by its kind: "name", "coder", "percent", "positive", "ac1", "figure", "now",
    "interval", "plot", "differ".
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[NamedRow, ...] = ()
        self._coders: tuple[str, ...] = ()
        self._what = tr("Code")
        self._measure = Measure.ALPHA
        self._level = 0.95
        self._linked = True
        self._kinds: tuple[str, ...] = self._find_kinds(compared=False)

    def show(
        self,
        rows: tuple[NamedRow, ...],
        coders: Mapping[Any, str],
        *,
        what: str,
        measure: Measure = Measure.ALPHA,
        level: float = 0.95,
        compared: bool = False,
        linked: bool = True,
    ) -> None:
        """Take the rows of one question; with `coders` empty no counts are shown.

        `compared`: each row brings the figure as it is now, beside the frozen one. `linked`:
        "Differ" leads to passages.
        """
        self.beginResetModel()
        self._linked = linked
        self._rows, self._coders = rows, tuple(coders.values())
        self._what, self._measure, self._level = what, measure, level
        self._kinds = self._find_kinds(compared=compared)
        self.endResetModel()

    def _find_kinds(self, *, compared: bool) -> tuple[str, ...]:
        beside = [kind for kind, measure in _BESIDE.items() if measure is not self._measure]
        now = ["now"] if compared else []
        coders = ["coder"] * len(self._coders)
        return ("name", *coders, *beside, "figure", *now, "interval", "plot", "differ")

    # ---- columns

    @property
    def columns(self) -> tuple[str, ...]:
        """Heads of the columns; the plot has an axis in place of one."""
        heads = {
            "name": self._what,
            "percent": Measure.PERCENT.short,
            "positive": Measure.POSITIVE.short,
            "ac1": Measure.AC1.short,
            "figure": self._measure.short,
            "now": tr("Now"),
            "interval": tr("{0} % interval").format(f"{self._level * 100:g}"),
            "plot": "",
            "differ": tr("Differ"),
        }
        coders = iter(self._coders)
        return tuple(next(coders) if kind == "coder" else heads[kind] for kind in self._kinds)

    @property
    def columns_number(self) -> int:
        """How many columns there are."""
        return len(self._kinds)

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kind of each column."""
        return self._kinds

    @property
    def coder_columns(self) -> range:
        """Which columns hold the counts of coders."""
        return range(1, len(self._coders) + 1)

    def column_of(self, kind: str) -> int:
        """Find the column of a kind; -1 if it is not shown."""
        return self._kinds.index(kind) if kind in self._kinds else -1

    @property
    def measure(self) -> Measure:
        """The measure of the figures."""
        return self._measure

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
        if role == Qt.ItemDataRole.AccessibleTextRole and self._kinds[section] == "plot":
            return tr("{0}, drawn").format(self._measure.short)
        return None

    def _explained(self, section: int) -> str:
        kind = self._kinds[section]
        if kind == "coder":
            return tr("Units that {0} marked with the code").format(self.columns[section])
        if kind in _BESIDE:
            return f"{_BESIDE[kind].words}. {_BESIDE[kind].explanation}"
        return {
            "figure": f"{self._measure.words}. {self._measure.explanation}",
            "now": tr("The same figure as it is now, after the round was closed"),
            "interval": tr("How sure the figure is; sorted by its lower end"),
            "differ": tr("Units on which they differ"),
        }.get(kind, "")

    # ---- cells

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
            kind = self._kinds[column]
            strong = named.first or kind == "figure"
            return theme().font("strong" if strong else "body" if column == 0 else "figures")
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour(self._ink(named, column))
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._reason(named, column) or None
        return {ROW_ROLE: named, SORT_ROLE: self._key(named, column), CHIP_ROLE: named.chip}.get(
            role
        )

    def _value(self, named: NamedRow, column: int) -> Coefficient | Interval | int | None:
        """Give what a cell holds."""
        kind, row = self._kinds[column], named.row
        if kind == "coder":
            return None if named.is_missing(column - 1) else row.marked[column - 1]
        if kind in _BESIDE:
            return figure_of(row, _BESIDE[kind])
        if kind in ("figure", "plot"):
            return figure_of(row, self._measure)
        if kind == "interval":
            return interval_of(row)
        if kind == "now":
            return named.now
        return row.differing if kind == "differ" else None

    def _text(self, named: NamedRow, column: int) -> str:
        kind, value = self._kinds[column], self._value(named, column)
        if kind == "name":
            return named.name
        if kind == "plot":
            return self._reason(named, column)
        if kind == "percent":
            assert isinstance(value, Coefficient)
            return percent(value.value)
        if kind in ("positive", "ac1"):
            assert isinstance(value, Coefficient)
            return share(value.value, places=2)
        if isinstance(value, Interval):
            return interval_text(value, self._measure)
        if isinstance(value, Coefficient):
            return figure_text(value.value, self._measure)
        nothing = kind == "differ" and not named.row.marked_by_any
        return "–" if value is None or nothing or not named.row.units else f"{value:,}"

    def _spoken(self, named: NamedRow, column: int) -> str:
        if self._kinds[column] == "coder" and named.is_missing(column - 1):
            return tr("missing: {0} has not coded it").format(self._coders[column - 1])
        if self._kinds[column] == "plot":
            return spoken(named.row)
        return self._reason(named, column) or self._text(named, column)

    def _reason(self, named: NamedRow, column: int) -> str:
        value = self._value(named, column)
        if isinstance(value, Coefficient) and value.value is None:
            return value.reason
        return value.reason if isinstance(value, Interval) else ""

    def _ink(self, named: NamedRow, column: int) -> str:
        kind = self._kinds[column]
        if kind == "differ" and self._linked:
            return "accent" if named.row.differing else "ink3"
        if kind in ("name", "figure") or named.first:
            return "ink"
        return "ink3" if kind == "plot" else "ink2"

    def _key(self, named: NamedRow, column: int) -> Any:
        if column == 0:
            return named.name.casefold() if named.place is None else named.place
        value = self._value(named, column)
        if isinstance(value, Coefficient):
            return value.value
        if isinstance(value, Interval):
            return value.low
        return float(value or 0)

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        left = self._kinds[column] in ("name", "plot")
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
