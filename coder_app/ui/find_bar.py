# SPDX-License-Identifier: MIT
"""Find words in the transcript: how many places, the next, the one before."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coder_app.core.places import tr
from coder_app.core.spans import Span
from coder_app.ui.look import theme
from coder_app.ui.parts import SearchField, icon_button, label
from coder_app.ui.transcript.view import TranscriptView


class FindBar(QWidget):
    """A line below the head; Enter goes on, Shift+Enter back, Escape closes."""

    closed = Signal()

    def __init__(self, view: TranscriptView, parent: QWidget) -> None:
        super().__init__(parent)
        theme().say(self, surface="window")
        self._view = view
        self._found: list[Span] = []
        self._at = -1
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme().px(n) for n in (16, 5, 12, 5)))
        row.setSpacing(theme().px(8))
        self.field = SearchField(tr("Find in the transcript"), self)
        self.field.setMaximumWidth(theme().px(320))
        self.field.installEventFilter(self)
        self.count = label("", self, step="small", ink="ink3")
        previous = icon_button("chevron-up", tr("Find previous (Shift+Enter)"), self)
        following = icon_button("chevron-down", tr("Find next (Enter)"), self)
        close = icon_button("x", tr("Close (Esc)"), self)
        for part in (self.field, previous, following, self.count):
            row.addWidget(part, 1 if part is self.field else 0)
        row.addStretch(1)
        row.addWidget(close)
        self.field.textChanged.connect(self._on_text)
        self.field.let_go.connect(self.close_bar)
        previous.clicked.connect(lambda: self.go(-1))
        following.clicked.connect(lambda: self.go(1))
        close.clicked.connect(self.close_bar)
        self.hide()

    def open(self) -> None:
        """Show, with the selected words to look for."""
        span, record = self._view.selection(), self._view.record
        if span is not None and record is not None and len(span) < 80:
            self.field.setText(span.text_of(record.text))
        self.show()
        self.field.selectAll()
        self.field.setFocus()

    def close_bar(self) -> None:
        """Go, and take the marks away; what was found last is selected."""
        self.hide()
        self._view.set_found(())
        if 0 <= self._at < len(self._found):
            self._view.select(self._found[self._at])
        self.closed.emit()

    def search_again(self) -> None:
        """Look for the same words, as in another transcript."""
        if self.isVisible():
            self._on_text(self.field.text())

    def _on_text(self, asked: str) -> None:
        self._found = self._view.find_all(asked)
        caret = self._view.caret()
        self._at = next((n for n, s in enumerate(self._found) if s.start >= caret), 0) - 1
        if self._found:
            self.go(1)
        else:
            self._at = -1
            self.count.setText(tr("not said here") if asked else "")

    def go(self, step: int) -> None:
        """Go to the next place, or the one before; round at the ends."""
        if not self.isVisible() and not self._found:
            self.open()
            return
        if not self._found:
            return
        self._at = (self._at + step) % len(self._found)
        span = self._found[self._at]
        self._view.scroll_to(span)
        if not self.isVisible():
            self._view.select(span)
        self.count.setText(tr("{0} of {1}").format(self._at + 1, len(self._found)))

    @property
    def current(self) -> Span | None:
        """The place that was gone to last."""
        return self._found[self._at] if 0 <= self._at < len(self._found) else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on with Enter, back with Shift."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self.go(-1 if back else 1)
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_bar()
                return True
        return super().eventFilter(watched, event)
