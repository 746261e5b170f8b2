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


def _takes_tab(widget: QWidget) -> bool:
    policy = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return policy == Qt.FocusPolicy.TabFocus and widget.focusProxy() is None


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
        self._is_above = False
        self._shadow = QGraphicsDropShadowEffect(self)
        self._shadow.setBlurRadius(28)
        self._shadow.setOffset(0, 6)
        self.setGraphicsEffect(self._shadow)
        theme().changed.connect(self._on_theme)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._on_focus_changed)
        self._on_theme()
        self.hide()

    def _on_theme(self) -> None:
        colour = QColor(Qt.GlobalColor.black)
        colour.setAlphaF(0.59 if theme().scheme == "dark" else 0.24)
        self._shadow.setColor(colour)

    def show_at(self, head: QPoint, tail: QPoint, *, gap: int) -> None:
        """Show beside a passage, given by places on the screen."""
        window = self._around
        self._is_above = False
        self.adjustSize()
        head, tail = window.mapFromGlobal(head), window.mapFromGlobal(tail)
        self.move(place_beside(self.rect(), head, tail, window.rect(), gap))
        self._is_above = self.y() < tail.y()
        self.show()
        self.raise_()
        self.fit()  # wrapped lines know their height only now, the first time

    def fit(self) -> None:
        """Take the height that the content needs; the edge at the passage stays."""
        bottom = self.y() + self.height()
        self.adjustSize()
        if self._is_above:
            self.move(self.x(), bottom - self.height())

    def dismiss(self) -> None:
        """Go away."""
        if self.isVisible():
            self.hide()
            self.closed.emit()

    def _on_focus_changed(self) -> None:
        """Go when the focus went elsewhere in the window.

        The signal's widgets are not taken: one that is being destroyed would get a wrapper that
        outlives it.
        """
        new = QApplication.focusWidget() if self.isVisible() else None
        if new is None or new is self or self.isAncestorOf(new):
            return
        if new.window() is self.window():
            self.dismiss()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Keep Tab among the popup's own controls; Escape leads back to the text."""
        stops = [
            widget
            for widget in self.findChildren(QWidget)
            if widget.isVisible() and widget.isEnabled() and _takes_tab(widget)
        ]
        if not stops:
            return False
        now = QApplication.focusWidget()
        at = stops.index(now) if now in stops else -1 if forward else 0
        stops[(at + (1 if forward else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go with Escape; keys that nobody took do not reach the text."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Go away like with Escape."""
        self.dismiss()
        event.accept()
