# SPDX-License-Identifier: MIT
"""Retrieved segments as a list: codings with their words, transcript and coder."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from coder_app.core.places import tr
from coder_app.core.records import SegmentRecord

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
RecordRole = Qt.ItemDataRole.UserRole
GuidRole = Qt.ItemDataRole.UserRole + 1


def place_of(segment: SegmentRecord) -> str:
    """Write where a segment stands and whose it is: "P07 Marisol · line 44 · Ana · weight 3"."""
    parts = [
        segment.document_name,
        tr("line {0}").format(segment.line),
        segment.coding.coder_name,
    ]
    if segment.coding.weight is not None:
        parts.append(tr("weight {0}").format(segment.coding.weight))
    if segment.coding.memo:
        parts.append(tr("memo"))
    return " · ".join(parts)


class SegmentListModel(QAbstractListModel):
    """Records in, rows out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[SegmentRecord, ...] = ()

    def set_records(self, rows: Sequence[SegmentRecord]) -> None:
        """Show these segments."""
        same = [r.coding.guid for r in rows] == [r.coding.guid for r in self._rows]
        if same:
            self._rows = tuple(rows)
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, 0))
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    @property
    def records(self) -> tuple[SegmentRecord, ...]:
        """The segments shown."""
        return self._rows

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a role asks for."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join([row.coding.code_name, row.text, place_of(row)])
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.path}\n{place_of(row)}"
        return {RecordRole: row, GuidRole: row.coding.guid}.get(role)
