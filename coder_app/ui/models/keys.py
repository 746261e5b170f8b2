# SPDX-License-Identifier: MIT
"""The keys as a table: what an action does and which key asks for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from coder_app.core.places import tr
from coder_app.ui.actions import ActionRow, shown_key
from coder_app.ui.look import theme
from coder_app.ui.models.rows import Index, RowsModel


class KeyTable(RowsModel):
    """A row an action whose key may be changed."""

    def __init__(self, actions: Sequence[ActionRow], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._actions = tuple(action for action in actions if not action.fixed)
        self._changed: dict[str, str] = {}
        self.heads = (tr("What it does"), tr("Key"))

    def show(self, changed: Mapping[str, str]) -> None:
        """Take the keys that this person changed."""
        self._changed = dict(changed)
        if self._actions:
            last = self.index(len(self._actions) - 1, 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def action_at(self, row: int) -> ActionRow | None:
        """Give the action of a row."""
        return self._actions[row] if 0 <= row < len(self._actions) else None

    def key(self, action: ActionRow) -> str:
        """Give the key in force."""
        return self._changed.get(action.id, action.key)

    def is_changed(self, action: ActionRow) -> bool:
        """Tell whether the key is not the shipped one."""
        return action.id in self._changed

    # ---- Qt

    def _count_rows(self) -> int:
        return len(self._actions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell."""
        if not index.isValid():
            return None
        action = self._actions[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            if index.column() == 0:
                return action.text.rstrip(" …")
            return shown_key(self.key(action)) or tr("none")
        if role == Qt.ItemDataRole.FontRole and index.column() == 1:
            return theme().font("strong" if self.is_changed(action) else "body")
        return None
