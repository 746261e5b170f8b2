# SPDX-License-Identifier: MIT
"""The gutter: when a turn begins in the recording, and the wording's own line numbers."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from coder_app.core.records import Turn
from coder_app.ui.look import theme
from coder_app.ui.transcript.filling import NAME_HEIGHT
from coder_app.ui.transcript.pane import TextPane
from coder_app.ui.transcript.shown import Kind

_BEFORE_TEXT = 10
_BESIDE_TIME = 26


class Gutter(QWidget):
    """Times and line numbers, right before the words."""

    def __init__(self, pane: TextPane, inset: int) -> None:
        super().__init__(pane)
        self._pane = pane
        self._inset = inset  # of the words in their sheet
        pane.scrolled.connect(self.update)
        pane.lines_changed.connect(self.update)

    def width_for(self, turns: Iterable[Turn]) -> int:
        """Give the width that the longest time asks for."""
        metrics = QFontMetricsF(theme().font("caption"))
        latest = max((turn.begins or 0 for turn in turns), default=0)
        longest = metrics.horizontalAdvance(time_text(latest))
        return max(theme().size("gutter"), round(longest) + theme().px(_BESIDE_TIME))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write times and numbers beside the lines on the screen."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme().colour("paper"))
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().colour("ink3"))
        right = self.width() - theme().px(_BEFORE_TEXT - self._inset)
        for block in self._pane.blocks_on_screen():
            paragraph = self._pane.paragraphs[block.number]
            if not block.geometry.rects:
                continue
            line = block.geometry.rects[0].translated(0, block.top)
            if paragraph.line:
                _write(painter, right, line, str(paragraph.line))
            if paragraph.turn is not None and paragraph.kind in (Kind.LABEL, Kind.FIRST):
                if paragraph.kind is Kind.FIRST:
                    height = theme().px(NAME_HEIGHT)
                    line = QRectF(0, block.top - height, 0, height)
                _write(painter, right, line, time_text(paragraph.turn.begins))


def _write(painter: QPainter, right: float, line: QRectF, words: str) -> None:
    box = QRectF(0, line.top(), right, line.height())
    painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, words)


def time_text(seconds: float | None) -> str:
    """Write a time of the recording: 03:41, from the first hour on 1:03:41.

    >>> time_text(221.4)
    '03:41'
    """
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"
