# SPDX-License-Identifier: MIT
"""The transcripts as a list: found by name, filtered by status, participant and coder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from coder_app.core.places import tr, tr_n
from coder_app.core.records import AssignmentStatus, DocumentRow
from coder_app.ui.models.finding import Found, find_letters

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
RecordRole = Qt.ItemDataRole.UserRole
GuidRole = Qt.ItemDataRole.UserRole + 1
LettersRole = Qt.ItemDataRole.UserRole + 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFilter:
    """What the list shows; empty is all."""

    status: str = ""  # "mine" | "open" | "done" | "begun"
    participant: UUID | None = None
    coder: str = ""

    def keeps(self, row: DocumentRow) -> bool:
        """Tell whether a transcript is shown."""
        if self.participant is not None and row.participant != self.participant:
            return False
        if self.coder and self.coder not in row.coders:
            return False
        done = row.status == AssignmentStatus.DONE
        kept = {
            "": True,
            "mine": row.assigned,
            "open": not done,
            "done": done,
            "begun": not done and (row.codings > 0 or row.share_read > 0),
        }
        return kept[self.status]


def meta_of(attributes: tuple[tuple[str, str], ...], most: int = 3) -> str:
    """Write the first attributes of a participant in one line."""
    return " · ".join([value for _, value in attributes if value][:most])


class DocumentListModel(QAbstractListModel):
    """Records in, rows out."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[DocumentRow, ...] = ()
        self._shown: list[tuple[DocumentRow, Found]] = []
        self._asked = ""
        self._filter = DocumentFilter()

    def set_records(self, records: Sequence[DocumentRow]) -> None:
        """Show these transcripts; where the same ones stay, only their cells change."""
        self._all = tuple(records)
        self._show()

    def find(self, asked: str) -> None:
        """Show only transcripts with these letters."""
        self._asked = asked.strip()
        self._show()

    def set_filter(self, chosen: DocumentFilter) -> None:
        """Show only what the filter keeps."""
        self._filter = chosen
        self._show()

    @property
    def filter(self) -> DocumentFilter:
        """The filter in force."""
        return self._filter

    @property
    def records(self) -> tuple[DocumentRow, ...]:
        """All transcripts, shown or not."""
        return self._all

    @property
    def shown(self) -> list[DocumentRow]:
        """The transcripts in the list now."""
        return [row for row, _ in self._shown]

    def index_of(self, document: UUID) -> QModelIndex:
        """Find the place of a transcript that is shown."""
        for n, (row, _) in enumerate(self._shown):
            if row.guid == document:
                return self.index(n, 0)
        return QModelIndex()

    def _show(self) -> None:
        found = [
            (row, hit)
            for row in self._all
            if self._filter.keeps(row)
            and (hit := find_letters(self._asked, row.name) or self._by_meta(row))
        ]
        if [row.guid for row, _ in found] == [row.guid for row, _ in self._shown]:
            self._shown = found
            if found:
                self.dataChanged.emit(self.index(0, 0), self.index(len(found) - 1, 0))
            return
        self.beginResetModel()
        self._shown = found
        self.endResetModel()

    def _by_meta(self, row: DocumentRow) -> Found | None:
        """Find a transcript by what is known of its participant, without underlining."""
        told = " ".join([row.participant_name, *(value for _, value in row.attributes)])
        return Found(200, ()) if find_letters(self._asked, told) else None

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a role asks for."""
        if not index.isValid() or not 0 <= index.row() < len(self._shown):
            return None
        row, hit = self._shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.name
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return _in_words(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join([row.name, *(f"{name}: {value}" for name, value in row.attributes)])
        return {RecordRole: row, GuidRole: row.guid, LettersRole: hit.letters}.get(role)


def _in_words(row: DocumentRow) -> str:
    """Say what a reader hears after the name: what ring, count and second line show."""
    state = (
        tr("done")
        if row.status == AssignmentStatus.DONE
        else tr("{0} % read").format(round(row.share_read * 100))
    )
    parts = [state, tr_n("{n} coding", "{n} codings", row.codings)]
    return ", ".join([*parts, meta_of(row.attributes)]).rstrip(", ")
