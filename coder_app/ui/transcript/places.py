# SPDX-License-Identifier: MIT
"""Where a passage lies on the screen, and bringing it there. Positions are UTF-16 units."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF

from coder_app.ui.transcript.pane import TextPane


def bring_on_screen(pane: TextPane, qt_start: int, qt_end: int) -> None:
    """Bring words on the screen, a third from its top, unless all of them are there already.

    Of a passage that is longer than the screen the beginning is shown.
    """
    head, tail = pane.box_of_line(qt_start), pane.box_of_line(qt_end - 1)
    height, edge = pane.viewport().height(), head.height()
    length = tail.bottom() - head.top()
    below = max(0.0, min(height / 3, height - length - edge))
    lowest = tail.bottom() if length + edge < height else head.bottom()
    if head.top() < 0 or lowest + edge > height:
        pane.verticalScrollBar().setValue(round(pane.top + head.top() - below))


def make_room(pane: TextPane, qt_start: int, qt_end: int, height: int) -> None:
    """Move a passage to the top where neither below nor above it is room for a popup."""
    head, tail = pane.box_of_line(qt_start), pane.box_of_line(qt_end - 1)
    below = pane.viewport().height() - tail.bottom()
    if below < height and head.top() < height:
        pane.verticalScrollBar().setValue(round(pane.top + head.top() - head.height() / 4))


def corners_of(pane: TextPane, qt_start: int, qt_end: int) -> tuple[QPoint, QPoint]:
    """Give the places on the screen of the top left and the bottom left of a passage."""
    head, tail = pane.box_of_line(qt_start), pane.box_of_line(qt_end - 1)
    to_global = pane.viewport().mapToGlobal
    return (
        to_global(QPointF(tail.left(), head.top()).toPoint()),
        to_global(QPointF(tail.left(), tail.bottom()).toPoint()),
    )
