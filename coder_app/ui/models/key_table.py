# SPDX-License-Identifier: MIT
"""Names and their pseudonyms as a table; what was found and is not in the key yet is offered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Qt

from coder_app.core.places import tr
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.ui.look import theme
from coder_app.ui.models.rows import NOWHERE, Index, RowsModel

_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A name: from the key, or offered; `on` means that it is replaced now."""

    entry: Pseudonym
    is_offered: bool = False
    on: bool = True
    places: int = 0

    @property
    def is_whole(self) -> bool:
        """Tell whether it has both a name and a pseudonym."""
        return bool(self.entry.name and self.entry.pseudonym)


class KeyTable(RowsModel):
    """One row a name; tick it to have it replaced, write into it to change it."""

    heads = (tr("Name"), tr("Pseudonym"), tr("Places"))
    at_right = (2,)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[KeyRow] = []

    # ---- in and out

    def show(self, key: Sequence[Pseudonym], offered: Sequence[Pseudonym]) -> None:
        """Show a key, and below it what might go into it."""
        self.beginResetModel()
        self._rows = [KeyRow(entry) for entry in key]
        self._rows += [KeyRow(entry, is_offered=True, on=False) for entry in offered]
        self.endResetModel()

    def count_places(self, counts: Mapping[str, int]) -> None:
        """Say how often each name stands in the texts."""
        changed = [replace(r, places=counts.get(r.entry.name.casefold(), 0)) for r in self._rows]
        if changed != self._rows:
            self._rows = changed
            last = self.index(len(self._rows) - 1, len(self.heads) - 1)
            self.dataChanged.emit(self.index(0, 2), last, [Qt.ItemDataRole.DisplayRole])

    def add(self) -> int:
        """Append an empty row; gives its number."""
        at = len(self._rows)
        self.beginInsertRows(NOWHERE, at, at)
        self._rows.append(KeyRow(Pseudonym(name="", pseudonym="")))
        self.endInsertRows()
        return at

    def drop(self, row: int) -> None:
        """Take a name out of the key."""
        self.beginRemoveRows(NOWHERE, row, row)
        del self._rows[row]
        self.endRemoveRows()

    @property
    def rows(self) -> Sequence[KeyRow]:
        """The rows as they stand."""
        return tuple(self._rows)

    def key(self) -> tuple[Pseudonym, ...]:
        """Give what belongs into the key's file."""
        return tuple(r.entry for r in self._rows if r.is_whole and (r.on or not r.is_offered))

    def in_use(self) -> tuple[Pseudonym, ...]:
        """Give the names that are replaced now."""
        return tuple(r.entry for r in self._rows if r.is_whole and r.on)

    # ---- Qt

    def _count_rows(self) -> int:
        return len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let names be ticked, and both columns be written into."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = _FLAGS
        if index.column() == 0:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() < 2 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        told = (row.entry.name, row.entry.pseudonym, f"{row.places:,}" if row.places else "–")
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return told[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if index.column():
                return told[index.column()]
            state = tr("offered") if row.is_offered and not row.on else row.entry.note
            return ", ".join(filter(None, (row.entry.name, row.entry.pseudonym, state)))
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return Qt.CheckState.Checked if row.on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr("Not in the key yet: {0}").format(row.entry.note) if row.is_offered else None
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour("ink" if row.on and index.column() < 2 else "ink3")
        return self.side(index.column()) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a tick or other words."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.CheckStateRole:
            changed = replace(row, on=Qt.CheckState(value) == Qt.CheckState.Checked)
        elif role == Qt.ItemDataRole.EditRole:
            words = " ".join(str(value).split())
            field = "name" if index.column() == 0 else "pseudonym"
            changed = replace(row, entry=replace(row.entry, **{field: words}))
        else:
            return False
        if changed != row:
            self._rows[index.row()] = changed
            self.dataChanged.emit(self.index(index.row(), 0), self.index(index.row(), 2), [role])
        return True
