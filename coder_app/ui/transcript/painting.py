# SPDX-License-Identifier: MIT
"""Codings in the text: tints below the glyphs, bars under the lines, the coding in hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from coder_app.ui.look import theme

DENSE = ("", "", "")  # three codes or more: no blend


class HasBoxes(Protocol):
    """What has lines to paint on."""

    def boxes(self, start: int, end: int) -> Iterator[QRectF]:
        """Give the rectangles of a stretch, line by line."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A coding as painting needs it, in UTF-16 units."""

    guid: UUID
    start: int
    end: int
    code: UUID
    colour: str
    row: int
    has_tint: bool = True


@dataclass(slots=True)
class Bands:
    """What lies under one block: tints by the colours of their codes, bars by colour."""

    tints: list[tuple[tuple[str, ...], list[QRectF]]]
    bars: list[tuple[str, list[QRectF]]]


def sweep(marks: Iterable[Mark], start: int, end: int) -> list[tuple[int, int, tuple[str, ...]]]:
    """Cut overlapping codings into runs that do not overlap, each with the colours of its codes."""
    turns: dict[int, list[tuple[int, Mark]]] = {}
    for mark in marks:
        turns.setdefault(max(mark.start, start), []).append((1, mark))
        turns.setdefault(min(mark.end, end), []).append((-1, mark))
    runs: list[tuple[int, int, tuple[str, ...]]] = []
    open_codes: dict[UUID, tuple[int, str]] = {}
    last = start
    for at in sorted(turns):
        if open_codes and at > last:
            colours = tuple(sorted(colour for _, colour in open_codes.values()))
            _add_run(runs, last, at, colours if len(colours) < 3 else DENSE)
        for step, mark in turns[at]:
            count = open_codes.get(mark.code, (0, ""))[0] + step
            open_codes[mark.code] = (count, mark.colour)
            if not count:
                del open_codes[mark.code]
        last = at
    return runs


def _add_run(
    runs: list[tuple[int, int, tuple[str, ...]]], start: int, end: int, colours: tuple[str, ...]
) -> None:
    if runs and runs[-1][1:] == (start, colours):
        start = runs.pop()[0]
    runs.append((start, end, colours))


def make_bands(lines: HasBoxes, marks: Sequence[Mark], position: int, length: int) -> Bands:
    """Lay tints and bars of the codings under the lines of the block that begins at `position`."""
    end = position + length
    tints: dict[tuple[str, ...], list[QRectF]] = {}
    for low, high, colours in sweep((m for m in marks if m.has_tint), position, end):
        tints.setdefault(colours, []).extend(lines.boxes(low - position, high - position))
    bars: dict[str, list[QRectF]] = {}
    for mark in marks:
        if mark.row < theme().number("bar_rows"):
            bars.setdefault(mark.colour, []).extend(bars_of(lines, mark, position, end))
    return Bands(list(tints.items()), list(bars.items()))


def bars_of(
    lines: HasBoxes, mark: Mark, position: int, end: int, *, height: int = 0
) -> list[QRectF]:
    """Give the bars of one coding in a block: short at its true ends, so that neighbours part."""
    height = height or theme().size("bar")
    step = theme().size("bar") + theme().size("bar_gap")
    stretch = max(mark.start, position) - position, min(mark.end, end) - position
    bars = [
        QRectF(box.left(), box.bottom() + mark.row * step, box.width(), height)
        for box in lines.boxes(*stretch)
    ]
    if bars and mark.start >= position:
        bars[0].adjust(1, 0, 0, 0)
    if bars and mark.end <= end:
        bars[-1].adjust(0, 0, -1, 0)
    return bars


def draw_tints(painter: QPainter, bands: Bands | None) -> None:
    """Paint what lies under the words of a block."""
    painter.setPen(Qt.PenStyle.NoPen)
    for colours, boxes in bands.tints if bands else ():
        painter.setBrush(theme().overlap_tint(colours))
        painter.drawRects(boxes)


def draw_bars(painter: QPainter, bands: Bands | None, family_marks: bool) -> None:
    """Paint the bars under the lines of a block, patterned by family if wished."""
    painter.setPen(Qt.PenStyle.NoPen)
    for colour, boxes in bands.bars if bands else ():
        draw = _PATTERNS[theme().family(colour)] if family_marks else _solid
        painter.setBrush(theme().code_colour(colour).stripe)
        painter.drawRects([piece for box in boxes for piece in draw(box)])


def draw_stripe(painter: QPainter, box: QRectF, colour: str, *, family_marks: bool) -> None:
    """Paint a stripe of the margin with its paper rim."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme().colour("paper"))
    rim = 1.5
    painter.drawRect(box.adjusted(-rim, -rim, rim, rim))
    painter.setBrush(theme().code_colour(colour).stripe)
    if family_marks and theme().family(colour) != "ember":
        turned = QRectF(box.top(), box.left(), box.height(), box.width())
        for piece in _PATTERNS[theme().family(colour)](turned):
            painter.drawRect(QRectF(piece.y(), piece.x(), piece.height(), piece.width()))
    else:
        painter.drawRoundedRect(box, 2, 2)


def fill_boxes(painter: QPainter, boxes: list[QRectF], colour: QColor) -> None:
    """Lay one colour under words."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRects(boxes)


def draw_found(painter: QPainter, boxes: list[QRectF]) -> None:
    """Show words that were looked for."""
    fill_boxes(painter, boxes, theme().colour("accent_tint"))
    line = theme().size("bar")
    under = [QRectF(box.left(), box.bottom() - line, box.width(), line) for box in boxes]
    fill_boxes(painter, under, theme().colour("accent"))


def draw_outline(painter: QPainter, boxes: Sequence[QRectF], below: float, colour: QColor) -> None:
    """Run one line round the whole passage in hand, its bars included."""
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    for box in boxes:
        height = max(box.height() * theme().number("line_height"), box.height() + below)
        around = QRectF(box.left() - 1, box.top(), box.width() + 2, height + 1)
        path.addRect(QRectF(around.toRect()).translated(0.5, 0.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1))
    painter.drawPath(path.simplified())


def draw_grip(painter: QPainter, post: QRectF, colour: QColor, *, at_top: bool) -> None:
    """Paint a post at a border of the coding in hand, with a knob to drag it by."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(post, colour)
    painter.setBrush(colour)
    painter.setPen(QPen(theme().colour("paper"), 1.5))
    radius = theme().px(8) / 2 + 0.75
    painter.drawEllipse(
        QPointF(post.center().x(), post.top() if at_top else post.bottom()), radius, radius
    )
    painter.restore()


def _solid(bar: QRectF) -> list[QRectF]:
    return [bar]


def _double(bar: QRectF) -> list[QRectF]:
    thin = max(bar.height() / 3, 1.0)  # with as much paper between
    return [
        QRectF(bar.left(), bar.top(), bar.width(), thin),
        QRectF(bar.left(), bar.top() + 2 * thin, bar.width(), thin),
    ]


def _broken(bar: QRectF) -> list[QRectF]:
    return _pieces(bar, 7, 3)


def _dotted(bar: QRectF) -> list[QRectF]:
    return _pieces(bar, 2, 2)


def _pieces(bar: QRectF, ink: float, gap: float) -> list[QRectF]:
    count = int(bar.width() // (ink + gap)) + 1
    lefts = (bar.left() + k * (ink + gap) for k in range(count))
    return [
        QRectF(left, bar.top(), min(ink, bar.right() - left), bar.height())
        for left in lefts
        if left < bar.right()
    ]


_PATTERNS: dict[str, Callable[[QRectF], list[QRectF]]] = {
    "ember": _solid,
    "tide": _double,
    "iris": _broken,
    "stone": _dotted,
}
