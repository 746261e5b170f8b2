# SPDX-License-Identifier: MIT
"""What floats over the text: below the passage it is about, or above; never over it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QVBoxLayout, QWidget

from coder_app.ui.look import theme

_EDGE = 8


def place_beside(size: QRect, head: QPoint, tail: QPoint, room: QRect, gap: int) -> QPoint:
    """Choose a corner below `tail`, or above `head` where there is no room below."""
    x = min(max(tail.x(), room.left() + _EDGE), room.right() - size.width() - _EDGE)
    below = tail.y() + gap
    if below + size.height() <= room.bottom() - _EDGE:
        return QPoint(x, below)
    above = head.y() - gap - size.height()
    if above >= room.top() + _EDGE:
        return QPoint(x, above)
    return QPoint(x, max(room.bottom() - size.height() - _EDGE, room.top()))


class FloatFrame(QFrame):
    """A popup inside the main window; it goes when the focus leaves it, or with Escape."""

    closed = Signal()

    def __init__(self, parent: QWidget, *, width: int) -> None:
        super().__init__(parent)
        self._around = parent
        theme().say(self, kind="float")
        self.setFixedWidth(width)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)
        self._shadow = QGraphicsDropShadowEffect(self)
        self._shadow.setBlurRadius(28)
        self._shadow.setOffset(0, 6)
        self.setGraphicsEffect(self._shadow)
        theme().changed.connect(self._on_theme)
        self._on_theme()
        self.hide()

    def _on_theme(self) -> None:
        colour = QColor(Qt.GlobalColor.black)
        colour.setAlphaF(0.59 if theme().scheme == "dark" else 0.24)
        self._shadow.setColor(colour)

    def show_at(self, head: QPoint, tail: QPoint, *, gap: int) -> None:
        """Show beside a passage, given by places on the screen."""
        window = self._around
        self.adjustSize()
        head, tail = window.mapFromGlobal(head), window.mapFromGlobal(tail)
        self.move(place_beside(self.rect(), head, tail, window.rect(), gap))
        self.show()
        self.raise_()
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed, Qt.ConnectionType.UniqueConnection)

    def dismiss(self) -> None:
        """Go away."""
        if self.isVisible():
            self.hide()
            app = QApplication.instance()
            if isinstance(app, QApplication):
                app.focusChanged.disconnect(self._on_focus_changed)
            self.closed.emit()

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        left = new is not None and new is not self and not self.isAncestorOf(new)
        if self.isVisible() and left and new is not None and new.window() is self.window():
            self.dismiss()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go with Escape; keys that nobody took do not reach the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Go away like with Escape."""
        self.dismiss()
        event.accept()
