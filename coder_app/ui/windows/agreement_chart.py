# SPDX-License-Identifier: MIT
"""The chart of agreement for a paper: dots and whiskers in ink on paper, as PNG or as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication, QImage, QImageWriter, QPainter, QPen
from PySide6.QtSvg import QSvgGenerator

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.formats.replacing import replacing
from coder_app.ui.look import theme
from coder_app.ui.models.agreement_rows import (
    NamedRow,
    figure_of,
    figure_text,
    interval_of,
    interval_text,
)
from coder_app.ui.windows.agreement_marks import Axis, draw_lines, draw_mark

WIDTH = 860  # lengths are pixels of the design
_EDGE, _ROW, _FIGURE, _INTERVAL = 16, 24, 62, 104
_NAME_LEAST, _NAME_MOST = 140, 340
_SHARPNESS = 3  # pixels of a PNG for one of the design: 300 dpi at 7.5 cm less than a page
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
_BELOW = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What is drawn: rows in their order, a title, and what a reader must know below."""

    title: str
    about: str
    rows: Sequence[NamedRow]
    axis: Axis
    level: float
    foot: str

    # ---- files

    def write(self, path: Path) -> None:
        """Write the chart; the ending says as what. The file is whole, or as it was."""
        data = self.as_svg() if path.suffix.casefold() == ".svg" else self.as_png()
        with replacing(path) as draft:
            draft.write_bytes(data)

    def as_svg(self) -> bytes:
        """Draw as SVG; words stay words."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        made, size = QSvgGenerator(), self.size()
        made.setOutputDevice(buffer)
        made.setSize(size)
        made.setViewBox(QRect(0, 0, size.width(), size.height()))
        made.setResolution(round(QGuiApplication.primaryScreen().logicalDotsPerInch()))
        made.setTitle(self.title)
        made.setDescription(self.about)
        painter = QPainter(made)
        self.paint(painter)
        painter.end()
        return bytes(buffer.data().data())

    def as_png(self) -> bytes:
        """Draw as pixels, three for one of the screen."""
        size = self.size()
        image = QImage(size * _SHARPNESS, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_SHARPNESS)
        image.fill(theme().printed("raised"))
        image.setText("Title", self.title)
        painter = QPainter(image)
        self.paint(painter)
        painter.end()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        if not QImageWriter(buffer, QByteArray(b"png")).write(image):
            raise ProjectProblem(tr("The picture could not be made. Try SVG."))
        return bytes(buffer.data().data())

    # ---- drawing

    def size(self) -> QSize:
        """Measure the whole."""
        px = theme().px
        rows = len(self.rows) * px(_ROW)
        return QSize(px(WIDTH), self._top() + rows + px(16) + self._foot_height() + px(_EDGE))

    def _top(self) -> int:
        return theme().px(_EDGE + 20 + 20 + 32)

    def _foot_height(self) -> int:
        return self._foot_box(QFontMetrics(theme().font("small"))).height()

    def _foot_box(self, metrics: QFontMetrics) -> QRect:
        room = QRect(0, 0, theme().px(WIDTH - 2 * _EDGE), 10_000)
        return metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self.foot)

    def paint(self, painter: QPainter) -> None:
        """Draw all of it."""
        px, size = theme().px, self.size()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(QRect(0, 0, size.width(), size.height()), theme().printed("raised"))
        wide = px(WIDTH - 2 * _EDGE)
        head = QRect(px(_EDGE), px(_EDGE), wide, px(20))
        self._write(painter, head, self.title, "title")
        self._write(painter, head.translated(0, px(22)), self.about, "small", "ink2")
        top = self._top()
        self._paint_heads(painter, QRect(px(_EDGE), top - px(32), wide, px(32)))
        for place, named in enumerate(self.rows):
            row = QRect(px(_EDGE), top + place * px(_ROW), wide, px(_ROW))
            self._paint_row(painter, row, named)
        below = top + len(self.rows) * px(_ROW) + px(16)
        painter.setFont(theme().font("small"))
        painter.setPen(theme().printed("ink2"))
        foot = QRect(px(_EDGE), below, wide, self._foot_height() + px(4))
        painter.drawText(foot, Qt.TextFlag.TextWordWrap, self.foot)

    def _name_width(self) -> int:
        """Give names what the longest takes."""
        metrics, px = QFontMetrics(theme().font("strong")), theme().px
        widest = max((metrics.horizontalAdvance(named.name) for named in self.rows), default=0)
        return min(max(widest + px(26), px(_NAME_LEAST)), px(_NAME_MOST))

    def _columns(self, row: QRect) -> tuple[QRect, QRect, QRect, QRect]:
        px = theme().px
        left, boxes = row.left(), []
        for width in (self._name_width(), px(_FIGURE), px(_INTERVAL)):
            boxes.append(QRect(left, row.top(), width, row.height()))
            left += width
        plot = QRect(left, row.top(), row.right() - left, row.height())
        return boxes[0], boxes[1], boxes[2], plot

    def _paint_heads(self, painter: QPainter, row: QRect) -> None:
        _, figure, interval, plot = self._columns(row)
        measure = self.rows[0].row.measure if self.rows else None
        if measure is not None:
            self._write(painter, figure, measure.short, "small", "ink2", _RIGHT)
        head = tr("{0} % interval").format(f"{self.level * 100:g}")
        self._write(painter, interval, head, "small", "ink2", _RIGHT)
        painter.setFont(theme().font("caption"))
        metrics = QFontMetrics(theme().font("caption"))
        for _, x, text in self.axis.ticks(plot, metrics):
            painter.setPen(theme().printed("ink2"))
            box = QRectF(x - theme().px(20), plot.top(), theme().px(40), plot.height() * 0.78)
            painter.drawText(
                box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, text
            )
            painter.setPen(QPen(theme().printed("border"), 1))
            low = plot.bottom()
            painter.drawLine(QPointF(x, low - theme().px(5)), QPointF(x, low))
        painter.setPen(QPen(theme().printed("border"), 1))
        painter.drawLine(row.bottomLeft(), row.bottomRight())

    def _paint_row(self, painter: QPainter, row: QRect, named: NamedRow) -> None:
        name, figure, interval, plot = self._columns(row)
        measure, found = named.row.measure, figure_of(named.row, named.row.measure)
        if named.chip is not None:
            self._paint_chip(painter, name, *named.chip)
            name.setLeft(name.left() + theme().px(22))
        step = "strong" if named.first else "body"
        self._write(painter, name, named.name, step)
        self._write(painter, figure, figure_text(found.value, measure), "strong", "ink", _RIGHT)
        told = interval_text(interval_of(named.row), measure)
        self._write(painter, interval, told, "figures", "ink2", _RIGHT)
        draw_lines(painter, plot, self.axis, theme().printed)
        if found.value is None:
            left = round(self.axis.x(0.0, plot)) + theme().px(6)
            told_at = plot.adjusted(left - plot.left(), 0, 0, 0)
            self._write(painter, told_at, found.reason, "small", "ink3")
        else:
            draw_mark(painter, plot, self.axis, named, theme().printed, "raised")

    @staticmethod
    def _paint_chip(painter: QPainter, box: QRect, colour: str, key: str) -> None:
        """Draw a chip as shapes: a picture in an SVG would blur."""
        shades, side = theme().printed_code(colour), theme().px(14)
        square = QRectF(box.left(), box.center().y() - side / 2 + 0.5, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(shades.stripe)
        painter.drawRoundedRect(square, side / 4, side / 4)
        font = theme().font("caption")
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(shades.letter)
        painter.drawText(square, Qt.AlignmentFlag.AlignCenter, key)

    @staticmethod
    def _write(
        painter: QPainter,
        box: QRect,
        words: str,
        step: str,
        ink: str = "ink",
        side: Qt.AlignmentFlag = _LEFT,
    ) -> None:
        font = theme().font(step)
        painter.setFont(font)
        painter.setPen(theme().printed(ink))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, side | _MIDDLE, shown)
