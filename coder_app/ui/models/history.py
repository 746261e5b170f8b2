# SPDX-License-Identifier: MIT
"""The history as a table: when, who, what, newest first; more is read as one scrolls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt

from coder_app.core.places import tr
from coder_app.core.records import EventRecord
from coder_app.ui.look import theme
from coder_app.ui.models.rows import NOWHERE, Index, RowsModel
from coder_app.ui.parts import moment_in_words

PAGE = 200


class HistoryTable(RowsModel):
    """Events; those of other coders can be left out."""

    def __init__(
        self, read: Callable[[UUID | None], Sequence[EventRecord]], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._read = read  # a page of events older than one
        self._events: list[EventRecord] = []
        self._shown: list[EventRecord] = []
        self._who = ""
        self._ended = True
        self.heads = (tr("When"), tr("Who"), tr("What"))

    def reload(self, *, who: str = "") -> None:
        """Read the newest page; a coder's name leaves the others out."""
        self.beginResetModel()
        self._who = who
        self._events = list(self._read(None))
        self._ended = len(self._events) < PAGE
        self._shown = self._fitting(self._events)
        self.endResetModel()

    def _fitting(self, events: Sequence[EventRecord]) -> list[EventRecord]:
        return [event for event in events if self._who in ("", event.who)]

    def event_at(self, row: int) -> EventRecord | None:
        """Give the event of a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    # ---- Qt

    def canFetchMore(self, parent: Index) -> bool:
        """Tell whether there are older events."""
        return not parent.isValid() and not self._ended

    def fetchMore(self, parent: Index) -> None:
        """Read one page more."""
        if parent.isValid() or self._ended:
            return
        more = list(self._read(self._events[-1].guid))
        self._events += more
        self._ended = len(more) < PAGE
        fitting = self._fitting(more)
        if fitting:
            first = len(self._shown)
            self.beginInsertRows(NOWHERE, first, first + len(fitting) - 1)
            self._shown += fitting
            self.endInsertRows()

    def _count_rows(self) -> int:
        return len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell."""
        event = self.event_at(index.row())
        if event is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            cells = (moment_in_words(event.at), event.who, _what(event))
            return cells[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            quiet = event.undone or index.column() < 2
            return theme().colour("ink3" if event.undone else "ink2" if quiet else "ink")
        if role == Qt.ItemDataRole.ToolTipRole:
            return event.at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
        return None


def _what(event: EventRecord) -> str:
    return tr("{0} (undone)").format(event.sentence) if event.undone else event.sentence
