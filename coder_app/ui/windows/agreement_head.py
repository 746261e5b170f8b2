# SPDX-License-Identifier: MIT
"""The head of the agreement window: what the figures speak of, frozen or now, and the ways out."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from coder_app.core.places import tr
from coder_app.ui.choices import push_button
from coder_app.ui.look import theme
from coder_app.ui.parts import ElidedLabel, Picture, label

Entry = tuple[str, Callable[[], object]]


class AgreementHead(QWidget):
    """Title and state at the left; frozen or now, for the paper, export at the right."""

    switched = Signal()  # from frozen figures to those after settling, or back

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme().px(n) for n in (16, 12, 16, 4)))
        row.setSpacing(theme().px(8))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(tr("Agreement"), self, step="title"))
        line = QHBoxLayout()
        line.setSpacing(theme().px(6))
        self._lock = Picture("lock", self, size=14)
        self._lock.hide()
        self._state = ElidedLabel(self, step="small", ink="ink2")
        line.addWidget(self._lock)
        line.addWidget(self._state, 1)
        words.addLayout(line)
        row.addLayout(words, 1)
        self.switch = QPushButton(self)
        self.switch.setAutoDefault(False)
        self.switch.clicked.connect(self.switched)
        self.switch.hide()
        row.addWidget(self.switch)
        self._row = row
        self._menus: list[QPushButton] = []

    def add_menu(self, text: str, icon: str, entries: Sequence[Entry | None]) -> QPushButton:
        """Add a button with a menu; None draws a line."""
        button = push_button(text, icon, self)
        menu = QMenu(button)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            else:
                words, do = entry
                menu.addAction(words).triggered.connect(lambda _=False, do=do: do())
        button.setMenu(menu)
        self._row.addWidget(button)
        self._menus.append(button)
        return button

    def say(self, sentence: str, *, frozen: bool = False) -> None:
        """Say what the figures speak of."""
        self._state.setText(sentence)
        self._state.setToolTip(sentence)
        self._lock.setVisible(frozen)

    @property
    def sentence(self) -> str:
        """What is said."""
        return self._state.text()

    def offer_switch(self, words: str) -> None:
        """Offer the other figures; nothing where there are none."""
        self.switch.setText(words)
        self.switch.setVisible(bool(words))

    def enable_ways_out(self, there: bool) -> None:
        """Let figures be taken out only where there are figures."""
        for button in self._menus:
            button.setEnabled(there)
            button.setToolTip("" if there else tr("There are no figures yet"))
