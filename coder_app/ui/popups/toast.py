# SPDX-License-Identifier: MIT
"""One line that says what happened, with Undo; it goes by itself and never asks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QPushButton,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.ui.look import theme
from coder_app.ui.parts import KeyBadge, Picture, label


class Toast(QFrame):
    """What happened, its key, and the way back; one at a time."""

    undo_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        theme().say(self, kind="float")
        self.setMaximumWidth(theme().size("toast_width"))
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(14), theme().px(9), theme().px(10), theme().px(9))
        row.setSpacing(theme().px(10))
        self._icon = Picture("check", self)
        self._text = label("", self, wraps=True)
        self._key = KeyBadge("", self)
        self._undo = QPushButton(tr("Undo"), self)
        theme().say(self._undo, kind="quiet")
        self._undo.clicked.connect(self._on_undo)
        row.addWidget(self._icon)
        row.addWidget(self._text, 1)
        row.addWidget(self._key)
        row.addWidget(self._undo)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(28)
        shadow.setOffset(0, 6)
        self.setGraphicsEffect(shadow)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        self.hide()

    def tell(self, sentence: str, *, undo_key: str = "", icon: str = "check") -> None:
        """Say what happened; with a key where it can be undone."""
        self._text.setText(sentence)
        self._key.setText(undo_key)
        self._key.setVisible(bool(undo_key))
        self._undo.setVisible(bool(undo_key))
        self._icon.set_icon(icon)
        self.place()
        self.show()
        self.raise_()
        self._timer.start(theme().time("toast"))
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    @property
    def sentence(self) -> str:
        """What is said, empty when nothing is."""
        return self._text.text() if self.isVisible() else ""

    def place(self) -> None:
        """Stand at the bottom of the transcript, in the middle."""
        around = self._around.rect()
        wide = min(theme().size("toast_width"), around.width() - theme().px(16))
        self.setFixedWidth(wide)
        height = self._row.heightForWidth(wide)
        self.resize(wide, max(height, self.minimumSizeHint().height()))
        left = (around.width() - self.width()) // 2
        self.move(QPoint(left, around.bottom() - self.height() - theme().px(40)))

    def _on_undo(self) -> None:
        self.hide()
        self.undo_requested.emit()

    def _on_time(self) -> None:
        if self.underMouse() or self._undo.hasFocus():
            self._timer.start(theme().time("toast"))
        else:
            self.hide()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Stay while the pointer is on it."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go a while after the pointer has left."""
        self._timer.start(theme().time("toast"))
        super().leaveEvent(event)
