# SPDX-License-Identifier: MIT
"""The middle of the window: head, find bar, transcript or what stands in its place, closed dock."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAction,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from coder_app.core.places import tr
from coder_app.ui.docks.retrieved import ClosedBar
from coder_app.ui.find_bar import FindBar
from coder_app.ui.head import DocumentHead
from coder_app.ui.look import theme
from coder_app.ui.parts import EmptyState, Picture, icon_button, label, rule
from coder_app.ui.popups.toast import Toast
from coder_app.ui.transcript.view import TranscriptView


class NoticeBar(QFrame):
    """A sentence about the project that stays until it is closed."""

    def __init__(self, sentence: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.sentence = sentence
        theme().say(self, kind="warn")
        row = QHBoxLayout(self)
        row.setContentsMargins(*(theme().px(n) for n in (16, 5, 8, 5)))
        row.setSpacing(theme().px(8))
        icon = Picture("info", self, ink="warn")
        close = icon_button("x", tr("Close the notice"), self)
        close.clicked.connect(self.deleteLater)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(sentence, self, step="small", ink="ink", wraps=True), 1)
        row.addWidget(close)


class Centre(QWidget):
    """The transcript with what belongs to it."""

    import_requested = Signal()
    resized = Signal()

    def __init__(self, find: QAction, done: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        theme().say(self, surface="paper")
        self.view = TranscriptView(self)
        self.head = DocumentHead(find, done, self)
        self.find_bar = FindBar(self.view, self)
        self.empty = EmptyState(self)
        self.empty.wished.connect(self.import_requested)
        self.bar = ClosedBar(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        self._line = rule(self)
        self._bar_line = rule(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self.head)
        self._column.addWidget(self._line)
        self._column.addWidget(self.find_bar)
        self._column.addWidget(self._stack, 1)
        self._column.addWidget(self._bar_line)
        self._column.addWidget(self.bar)
        self.toast = Toast(self)
        self.find_bar.closed.connect(self.view.setFocus)
        self.show_empty(has_documents=False)

    def add_notice(self, sentence: str) -> None:
        """Say something about the project above the transcript, also to a screen reader."""
        self._column.insertWidget(0, NoticeBar(sentence, self))
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def show_transcript(self) -> None:
        """Show the transcript and its head."""
        self.head.show()
        self._line.show()
        self._stack.setCurrentIndex(0)

    def show_empty(self, *, has_documents: bool) -> None:
        """Say that no transcript is open, and what to do."""
        self.head.hide()
        self._line.hide()
        self.find_bar.hide()
        if has_documents:
            said = tr("Choose one in the list at the left.")
            self.empty.tell("file-text", tr("No transcript open"), said)
        else:
            said = tr("Word, text, subtitles: as many as you like.")
            self.empty.tell("file-text", tr("No transcripts yet"), said, tr("Add transcripts"))
        self._stack.setCurrentIndex(1)

    def show_bar(self, shown: bool) -> None:
        """Show the closed dock's line, or leave its place to the dock."""
        self.bar.setVisible(shown)
        self._bar_line.setVisible(shown)

    @property
    def has_transcript(self) -> bool:
        """Tell whether a transcript is shown."""
        return self._stack.currentIndex() == 0

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the toast in its place."""
        super().resizeEvent(event)
        if self.toast.isVisible():
            self.toast.place()
        self.resized.emit()
