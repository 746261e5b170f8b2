# SPDX-License-Identifier: MIT
"""While figures are counted: nothing at first, then bars where they will stand, then Stop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from coder_app.core.places import tr
from coder_app.ui.look import theme
from coder_app.ui.parts import label

_LONG_MS = 2000
_WIDTHS = (0.62, 0.8, 0.55, 0.74, 0.66, 0.85, 0.5, 0.7)


class Waiting(QWidget):
    """Shows itself when counting takes long; `late` asks for the place, `stopped` for an end."""

    late = Signal()
    stopped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme().say(self, surface="paper")
        self._said = label("", self, step="small", ink="ink2")
        self._foot = QWidget(self)
        self._slow = _single_shot(self, theme().time("slow_job"), self.late.emit)
        self._long = _single_shot(self, _LONG_MS, self._foot.show)
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(12))
        bar = QProgressBar(self._foot)
        bar.setRange(0, 0)  # nobody knows how much there is
        bar.setTextVisible(False)
        bar.setAccessibleName(tr("Counting"))
        bar.setFixedWidth(theme().px(260))
        self._stop = QPushButton(tr("Stop"), self._foot)
        self._stop.setAutoDefault(False)
        self._stop.clicked.connect(self.stopped)
        row.addWidget(bar)
        row.addWidget(self._stop)
        column = QVBoxLayout(self)
        column.setSpacing(theme().px(10))
        column.addStretch(3)
        column.addWidget(self._said, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._foot, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)

    def begin(self, sentence: str) -> None:
        """Wait from now on."""
        self._said.setText(sentence)
        self._foot.hide()
        self._slow.start()
        self._long.start()

    def end(self) -> None:
        """Wait no longer."""
        self._slow.stop()
        self._long.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bars in the shape of the rows that come."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme().colour("paper"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("sunken"))
        row, edge, high = theme().size("table_row"), theme().px(16), theme().px(8)
        for place, share in enumerate(_WIDTHS):
            top = row * (place + 1) + (row - high) / 2
            box = QRectF(edge, top, (self.width() - 2 * edge) * share, high)
            painter.drawRoundedRect(box, high / 2, high / 2)
        painter.end()


def _single_shot(parent: QWidget, after: int, do: Callable[[], object]) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(after)
    timer.timeout.connect(do)
    return timer
