# SPDX-License-Identifier: MIT
"""Who called it what, as a table: the first coder's codes down, the second's across."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from coder_app.agreement.confusion import Confusion
from coder_app.core.places import tr
from coder_app.core.records import CodeRecord

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
CHIP_ROLE = Qt.ItemDataRole.UserRole
SHADE_ROLE = Qt.ItemDataRole.UserRole + 1  # 0 to 1 off the diagonal; None on it
MOST = 5
MANY = 7  # from here on a number is strong


class ConfusionTable(QAbstractTableModel):
    """The codes most often taken for another, and what had nothing in its place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._codes: tuple[CodeRecord, ...] = ()
        self._letters: tuple[str, ...] = ()
        self._counts: tuple[tuple[int, ...], ...] = ()
        self._first, self._second = "", ""
        self._worst = 1

    def show(
        self,
        confusion: Confusion | None,
        codes: Mapping[Any, CodeRecord],
        names: tuple[str, str] = ("", ""),
    ) -> None:
        """Take one pair of coders."""
        self.beginResetModel()
        self._first, self._second = names
        chosen = confusion.most_confused(MOST) if confusion is not None else ()
        known = [code for code in chosen if code in codes]
        self._codes = tuple(codes[code] for code in known)
        self._letters = _letters(self._codes)
        self._counts = ()
        if confusion is not None:
            picked = [confusion.codes.index(code) for code in known] + [len(confusion.codes)]
            table = confusion.table
            self._counts = tuple(tuple(table[r][c] for c in picked) for r in picked)
        apart = [
            n
            for r, row in enumerate(self._counts)
            for c, n in enumerate(row)
            if not self._alike(r, c)
        ]
        self._worst = max([1, *apart])
        self.endResetModel()

    def _alike(self, row: int, column: int) -> bool:
        return row == column < len(self._codes)

    def is_corner(self, index: Index) -> bool:
        """Tell whether a cell says nothing: neither coder marked anything."""
        return index.row() == index.column() == len(self._codes)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count codes, and one row for nothing."""
        return 0 if parent.isValid() or not self._codes else len(self._codes) + 1

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count codes, and one column for nothing."""
        return self.rowCount(parent)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name a code; readers hear whose it is."""
        across = orientation == Qt.Orientation.Horizontal
        if section >= len(self._codes):
            if role == Qt.ItemDataRole.DisplayRole:
                return tr("nothing") if across else tr("nothing else")
            return None
        code = self._codes[section]
        if role == CHIP_ROLE:
            return code.colour, self._letters[section]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            coder = self._second if across else self._first
            return tr("{0} called it {1}").format(coder, code.name)
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if across else code.name
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        count = self._counts[row][column]
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if self.is_corner(index) else f"{count:,}" if count else "·"
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self._spoken(row, column, count)
        if role == SHADE_ROLE:
            return None if self._alike(row, column) else count / self._worst
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def _spoken(self, row: int, column: int, count: int) -> str:
        many = f"{count:,}"
        if row == column == len(self._codes):
            return tr("Neither marked anything.")
        if self._alike(row, column):
            said = tr("{0} and {1} both called it {2}: {3}")
            return said.format(self._first, self._second, self._codes[row].name, many)
        if row == len(self._codes):
            said = tr("{0} called it {1}, {2} nothing else: {3}")
            return said.format(self._second, self._codes[column].name, self._first, many)
        if column == len(self._codes):
            said = tr("{0} called it {1}, {2} nothing else: {3}")
            return said.format(self._first, self._codes[row].name, self._second, many)
        said = tr("{0} called it {1}, {2} called it {3}: {4}")
        names = self._codes[row].name, self._codes[column].name
        return said.format(self._first, names[0], self._second, names[1], many)

    def as_text(self) -> str:
        """Give the table ready for a spreadsheet."""
        heads = [code.name for code in self._codes] + [tr("nothing else")]
        lines = ["\t".join([f"{self._first} \\ {self._second}", *heads])]
        for name, row in zip(heads, self._counts, strict=True):
            lines.append("\t".join([name, *(f"{count}" for count in row)]))
        return "\n".join(lines)


def _letters(codes: tuple[CodeRecord, ...]) -> tuple[str, ...]:
    """Give each code its key; one without a key the first letter that nobody else here has."""
    taken = {code.key for code in codes if code.key}
    found = []
    for code in codes:
        free = (chr(n) for n in range(ord("a"), ord("z") + 1) if chr(n).upper() not in taken)
        letter = code.key or next(free)
        taken.add(letter.upper())
        found.append(letter)
    return tuple(found)
