# SPDX-License-Identifier: MIT
"""The status bar: at the left the keys that work now, at the right saved, codings, share read."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QStatusBar, QWidget

from coder_app.ui.look import theme
from coder_app.ui.parts import ElidedLabel, KeyHint, label

Hint = tuple[str, str]  # key, what it does
SAID_MS = 6000
MOST_HINTS = 8


class StatusBar(QStatusBar):
    """Hints that change with the situation, and sentences that pass."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.setFixedHeight(theme().size("status_bar"))
        self._shown: tuple[Hint, ...] = ()
        self._stack = QStackedWidget(self)
        # no sentence, however long, makes the window wider
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._hints = QWidget(self)
        self._row = QHBoxLayout(self._hints)
        self._row.setContentsMargins(theme().px(10), 0, 0, 0)
        self._row.setSpacing(theme().px(16))
        # made once: widgets that come and go with each key cost time
        self._places = [KeyHint("", "", self._hints) for _ in range(MOST_HINTS)]
        for place in self._places:
            self._row.addWidget(place)
        self._row.addStretch(1)
        self._said = ElidedLabel(self, step="small")
        self._said.setContentsMargins(theme().px(10), 0, 0, 0)
        self._stack.addWidget(self._hints)
        self._stack.addWidget(self._said)
        self.addWidget(self._stack, 1)
        self.saved = label("", self, step="small", ink="ink2")
        self.codings = label("", self, step="small", ink="ink2")
        self.read = label("", self, step="small", ink="ink2")
        for part in (self.saved, self.codings, self.read):
            part.setContentsMargins(0, 0, theme().px(10), 0)
            self.addPermanentWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SAID_MS)
        self._timer.timeout.connect(lambda: self._stack.setCurrentIndex(0))

    def show_hints(self, hints: Sequence[Hint]) -> None:
        """Show which keys work now."""
        if tuple(hints) == self._shown:
            return
        self._shown = tuple(hints)
        for place, (key, text) in zip(self._places, hints, strict=False):
            place.set_key(key)
            place.set_text(text)
        self._fit()

    def say(self, sentence: str) -> None:
        """Say something in place of the hints for a while, also to a screen reader."""
        self._said.setText(sentence)
        self._stack.setCurrentIndex(1)
        self._timer.start()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    @property
    def sentence(self) -> str:
        """What is being said, empty when nothing is."""
        return self._said.text() if self._stack.currentIndex() == 1 else ""

    @property
    def hints(self) -> tuple[Hint, ...]:
        """The keys that are shown."""
        return self._shown

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the last hints where there is no room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        taken = sum(p.sizeHint().width() for p in (self.saved, self.codings, self.read))
        left = self.width() - taken - theme().px(72)  # with what lies between them
        for n, place in enumerate(self._places):
            left -= place.sizeHint().width() + self._row.spacing()
            place.setVisible(n < len(self._shown) and left >= 0)
