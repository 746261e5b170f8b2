# SPDX-License-Identifier: MIT
"""The buttons that settle a disagreement, each with its key and what it would leave."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coder_app.ui.look import theme
from coder_app.ui.parts import ElidedLabel, KeyBadge

HEIGHT = 46
_MOST_IN_A_ROW = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to settle: its key, its name, what it leaves in words."""

    key: str
    name: str
    leaves: str
    why_not: str = ""  # why it cannot be chosen now


class WayButton(QPushButton):
    """A way to settle as a button: key, name, and below it what it leaves."""

    def __init__(self, way: Way, parent: QWidget) -> None:
        super().__init__(parent)
        self.way = way
        theme().say(self, kind="choice")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setFixedHeight(theme().px(HEIGHT))
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme().px(n) for n in (9, 4, 8, 4)))
        row.setSpacing(theme().px(10))
        badge = KeyBadge(way.key, self)
        badge.setFixedWidth(max(theme().px(17), badge.sizeHint().width()))
        row.addWidget(badge)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        self._name = ElidedLabel(self)
        self._leaves = ElidedLabel(self, step="small", ink="ink2")
        column.addWidget(self._name)
        column.addWidget(self._leaves)
        column.addStretch(1)
        row.addLayout(column, 1)
        for part in (badge, self._name, self._leaves):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.toggled.connect(self._on_toggled)
        self.show_way(way)

    def _on_toggled(self, chosen: bool) -> None:
        self._name.setFont(theme().font("strong" if chosen else "body"))

    def show_way(self, way: Way) -> None:
        """Say what this way would leave now."""
        self.way = way
        self._name.setText(way.name)
        self._leaves.setText(way.leaves)
        self._leaves.setVisible(bool(way.leaves))
        self.setEnabled(not way.why_not)
        for words, ink in ((self._name, "ink"), (self._leaves, "ink2")):
            words.set_ink("disabled" if way.why_not else ink)
        self.setToolTip(way.why_not)
        self.setAccessibleName(", ".join(part for part in (way.name, way.leaves) if part))
        self.setAccessibleDescription(way.why_not)

    def sizeHint(self) -> QSize:
        """Take what the row gives."""
        return QSize(theme().px(120), theme().px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Give way down to the key and a few letters."""
        return QSize(theme().px(84), theme().px(HEIGHT))


class Ways(QWidget):
    """All ways to settle one disagreement, one of them chosen at most."""

    chosen_changed = Signal(object)  # key, or None

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme().px(8))
        self._buttons: dict[str, WayButton] = {}

    def show_ways(self, ways: Sequence[Way]) -> None:
        """Offer these ways, none of them chosen."""
        if list(self._buttons) == [way.key for way in ways]:
            for way in ways:
                self._buttons[way.key].show_way(way)
        else:
            self._make(ways)
        self.choose(None)

    def _make(self, ways: Sequence[Way]) -> None:
        for button in self._buttons.values():
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {way.key: WayButton(way, self) for way in ways}
        rows = -(-len(ways) // _MOST_IN_A_ROW) or 1
        in_a_row = -(-len(ways) // rows) or 1
        for number, button in enumerate(self._buttons.values()):
            self._grid.addWidget(button, number // in_a_row, number % in_a_row)
            button.clicked.connect(lambda _=False, key=button.way.key: self.choose(key))
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, 1 if column < in_a_row else 0)

    def update_way(self, way: Way) -> None:
        """Say anew what one of the ways would leave."""
        if way.key in self._buttons:
            self._buttons[way.key].show_way(way)

    def is_possible(self, key: str) -> bool:
        """Tell whether a way can be chosen."""
        return key in self._buttons and self._buttons[key].isEnabled()

    @property
    def chosen(self) -> str | None:
        """The key of the way that is chosen."""
        return next((key for key, b in self._buttons.items() if b.isChecked()), None)

    def choose(self, key: str | None) -> None:
        """Choose a way by its key, or none."""
        if key is not None and not self.is_possible(key):
            return
        for other, button in self._buttons.items():
            button.setChecked(other == key)
        self.chosen_changed.emit(key)
