# SPDX-License-Identifier: MIT
"""Dot and whisker on one axis, with the lines that a person has chosen: on screen and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPolygonF

from coder_app.agreement.diagnosis import Bands
from coder_app.agreement.words import share
from coder_app.ui.look import theme
from coder_app.ui.models.agreement_rows import NamedRow, figure_of, interval_of

Colour = Callable[[str], QColor]  # by role: `theme().colour` on screen, `theme().printed` on paper
_ENDS = (0.0, 1.0, 0.5, 0.25, -0.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Where a figure lies in a column: from the lowest (at most 0, at least −1) to 1."""

    low: float = -0.03
    bands: Bands = Bands.KRIPPENDORFF

    @classmethod
    def over(cls, rows: Iterable[NamedRow], bands: Bands) -> Axis:
        """Make room for every dot and whisker."""
        ends = [0.0]
        for named in rows:
            figure, interval = figure_of(named.row, named.row.measure), interval_of(named.row)
            ends += [end for end in (figure.value, interval.low) if end is not None]
        return cls(low=max(-1.0, min(ends)) - 0.03, bands=bands)

    def x(self, value: float, box: QRect) -> float:
        """Place a value in a cell."""
        edge = theme().px(12)
        share_of = (max(value, self.low) - self.low) / (1.0 - self.low)
        return box.left() + edge + share_of * (box.width() - 2 * edge)

    def ticks(self, box: QRect, metrics: QFontMetrics) -> Iterator[tuple[float, float, str]]:
        """Give value, place and text of each tick that has room; lines and ends come first."""
        taken: list[tuple[float, float]] = []
        for value in (*self.bands.lines, *_ENDS):
            if value < self.low:
                continue
            x, text = self.x(value, box), tick_text(value)
            half = metrics.horizontalAdvance(text) / 2 + theme().px(2)
            if all(x + half <= left or right <= x - half for left, right in taken):
                taken.append((x - half, x + half))
                yield value, x, text


def tick_text(value: float) -> str:
    """Write a value below an axis: 0, .25, .667, .8, 1."""
    if value == int(value):
        return str(int(value)).replace("-", "−")
    return share(value).rstrip("0")


def draw_lines(painter: QPainter, cell: QRect, axis: Axis, colour: Colour) -> None:
    """Draw the line at 0 and those chosen: the last full, the others dashed."""
    lines = axis.bands.lines
    marks = [(0.0, "hairline", Qt.PenStyle.SolidLine)]
    marks += [(value, "border", Qt.PenStyle.DashLine) for value in lines[:-1]]
    marks += [(value, "border", Qt.PenStyle.SolidLine) for value in lines[-1:]]
    for value, role, style in marks:
        painter.setPen(QPen(colour(role), 1, style))
        x = round(axis.x(value, cell)) + 0.5
        painter.drawLine(QPointF(x, cell.top()), QPointF(x, cell.bottom() + 1))


def draw_mark(
    painter: QPainter, cell: QRect, axis: Axis, named: NamedRow, colour: Colour, ground: str
) -> None:
    """Draw whisker and dot: hollow where a coder used the code seldom, a diamond for all codes."""
    figure, interval = figure_of(named.row, named.row.measure), interval_of(named.row)
    if figure.value is None:
        return
    y = cell.center().y() + 0.5
    if interval.low is not None and interval.high is not None:
        painter.setPen(_whisker(colour("ink")))
        ends = (QPointF(axis.x(end, cell), y) for end in (interval.low, interval.high))
        painter.drawLine(*ends)
    middle, size = QPointF(axis.x(figure.value, cell), y), theme().px(9) / 2
    painter.setPen(QPen(colour("ink"), theme().px(3) / 2))
    painter.setBrush(colour(ground) if named.is_shaky else colour("ink"))
    if named.first:
        reach = size + 1
        corners = ((reach, 0), (0, reach), (-reach, 0), (0, -reach))
        painter.drawPolygon(QPolygonF([middle + QPointF(x, y) for x, y in corners]))
    else:
        painter.drawEllipse(middle, size, size)


def _whisker(ink: QColor) -> QPen:
    pen = QPen(ink, theme().px(2))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
