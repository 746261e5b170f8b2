# SPDX-License-Identifier: MIT
"""Fitting into little room: rows that wrap, windows that stay inside the screen."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget

from coder_app.ui.look import theme

_FRAME = 40  # of the window manager, about


def resize_within_screen(window: QWidget, width: float, height: float) -> None:
    """Give a window the size of the design, or what the screen has: large text on a small one."""
    room = window.screen().availableGeometry()
    window.resize(
        min(theme().px(width), room.width()), min(theme().px(height), room.height() - _FRAME)
    )


class FlowLayout(QLayout):
    """Puts things beside each other, and on a further row what has no room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more."""
        self._items.append(item)

    def count(self) -> int:
        """Count what is here."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem:
        """Give one; Qt asks until there is none."""
        return self._items[index] if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def takeAt(self, index: int) -> QLayoutItem:
        """Let one go."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None  # type: ignore[return-value]

    def hasHeightForWidth(self) -> bool:
        """Say that a narrow place makes more rows."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Measure the rows."""
        return self._place(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Put everything in its place."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        """Wish for one row."""
        edge = self.contentsMargins()
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() + self.spacing() for hint in hints)
        height = max((hint.height() for hint in hints), default=0)
        return QSize(width + edge.left() + edge.right(), height + edge.top() + edge.bottom())

    def minimumSize(self) -> QSize:
        """Need at least the widest thing."""
        edge = self.contentsMargins()
        width = max((item.minimumSize().width() for item in self._items), default=0)
        height = max((item.minimumSize().height() for item in self._items), default=0)
        return QSize(width + edge.left() + edge.right(), height + edge.top() + edge.bottom())

    def _place(self, rect: QRect, *, move: bool) -> int:
        edge = self.contentsMargins()
        inside = rect.marginsRemoved(edge)
        row = max((item.sizeHint().height() for item in self._items), default=0)
        x, y = inside.left(), inside.top()
        for item in self._items:
            if item.isEmpty():  # hidden
                continue
            width = item.sizeHint().width()
            if x > inside.left() and x + width > inside.right() + 1:
                x, y = inside.left(), y + row + self.spacing()
            if move:
                item.setGeometry(QRect(x, y, width, row))
            x += width + self.spacing()
        return y + row - rect.top() + edge.bottom()


class SharedRow(QWidget):
    """Controls that share the width of a row; of two rows where one would be too narrow."""

    def __init__(self, parent: QWidget | None, *, one_row: float) -> None:
        super().__init__(parent)
        self._one_row = one_row  # the width of the design that one row needs
        self._parts: list[tuple[QWidget, int]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(6))
        self._rows = (QHBoxLayout(), QHBoxLayout())
        for row in self._rows:
            row.setSpacing(theme().px(6))
            column.addLayout(row)

    def put(self, parts: Sequence[tuple[QWidget, int]]) -> None:
        """Take the controls, each with its share of the width."""
        self._parts = list(parts)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= theme().px(self._one_row)
        first = len(self._parts) if wide else -(-len(self._parts) // 2)
        upper, lower = self._rows
        if upper.count() == first:
            return
        for number, (part, share) in enumerate(self._parts):
            upper.removeWidget(part)
            lower.removeWidget(part)
            (upper if number < first else lower).addWidget(part, share)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Choose one row or two."""
        super().resizeEvent(event)
        self._arrange()
