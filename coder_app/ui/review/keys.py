# SPDX-License-Identifier: MIT
"""Keys of a review: single letters and digits act beside its fields and filters, never in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

Keys = Iterable[tuple[str, Callable[[], object]]]  # a line feed parts the keys of one deed


def give_keys(window: QWidget, keys: Keys, places: Sequence[QWidget]) -> None:
    """Let keys act while the focus is in one of these places; a field keeps what it can type."""
    for key, do in keys:
        action = _action(window, key, do)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for place in places:
            place.addAction(action)


def give_keys_everywhere(window: QWidget, keys: Keys) -> None:
    """Let keys act wherever the focus is in the window."""
    for key, do in keys:
        window.addAction(_action(window, key, do))


def _action(window: QWidget, keys: str, do: Callable[[], object]) -> QAction:
    action = QAction(window)
    action.setShortcuts([QKeySequence(key) for key in keys.splitlines()])
    action.triggered.connect(lambda *_: do())
    return action
