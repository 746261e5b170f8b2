# SPDX-License-Identifier: MIT
"""What is painted below the letters of the blocks on the screen, from the ground up."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from coder_app.ui.look import theme
from coder_app.ui.transcript import painting
from coder_app.ui.transcript.filling import NAME_HEIGHT
from coder_app.ui.transcript.geometry import BlockOnScreen, x_of
from coder_app.ui.transcript.marking import Marking
from coder_app.ui.transcript.painting import Mark

AIR = 14  # below a line: bars and grips reach into it
_POST = 2


class Layers:
    """Tints and bars, what was found, the coding pointed at, the coding in hand."""

    def __init__(self, marking: Marking) -> None:
        self._marking = marking

    def paint(self, painter: QPainter, blocks: Sequence[BlockOnScreen], dirty: QRect) -> None:
        """Paint all of it, in viewport coordinates."""
        self._make_bands(blocks)
        reach = [b for b in blocks if b.bottom + AIR >= dirty.top() and b.top <= dirty.bottom()]
        for block in reach:
            with _moved(painter, block):
                painting.draw_tints(painter, block.geometry.bands)
        self._paint_found(painter, blocks)
        self._paint_hovered(painter, blocks)
        mark = self._marking.mark_in_hand()
        if mark is not None:
            strong = theme().code_colour(mark.colour).strong
            painting.fill_boxes(painter, list(boxes_of(blocks, mark.start, mark.end)), strong)
        for block in reach:
            with _moved(painter, block):
                painting.draw_bars(painter, block.geometry.bands, self._marking.family_marks)
        if mark is not None:
            self._paint_in_hand(painter, blocks, mark)

    def _make_bands(self, blocks: Sequence[BlockOnScreen]) -> None:
        for block in blocks:
            geometry = block.geometry
            if geometry.bands is None:
                end = geometry.position + geometry.length - 1
                marks = self._marking.marks(geometry.position, end)
                geometry.bands = painting.make_bands(geometry, marks, geometry.position, end)

    def _paint_found(self, painter: QPainter, blocks: Sequence[BlockOnScreen]) -> None:
        found = self._marking.found
        if not found or not blocks:
            return
        first = blocks[0].geometry.position
        last = blocks[-1].geometry.position + blocks[-1].geometry.length
        for qt_start, qt_end in found[bisect_left(found, (first, 0)) :]:
            if qt_start >= last:
                return
            painting.draw_found(painter, list(boxes_of(blocks, qt_start, qt_end)))

    def _paint_hovered(self, painter: QPainter, blocks: Sequence[BlockOnScreen]) -> None:
        mark = self._marking.mark_hovered()
        if mark is not None and mark.guid != self._marking.in_hand:
            colour = theme().code_colour(mark.colour).hovered
            painting.fill_boxes(painter, list(boxes_of(blocks, mark.start, mark.end)), colour)

    def _paint_in_hand(
        self, painter: QPainter, blocks: Sequence[BlockOnScreen], mark: Mark
    ) -> None:
        boxes = list(boxes_of(blocks, mark.start, mark.end))
        if not boxes:
            return
        thick = theme().size("bar") + 1
        for block in blocks:
            first = block.geometry.position
            end = first + block.geometry.length - 1
            if first < mark.end and mark.start < end:
                bars = painting.bars_of(block.geometry, mark, first, end, height=thick)
                bands = painting.Bands([], [(mark.colour, bars)])
                with _moved(painter, block):
                    painting.draw_bars(painter, bands, self._marking.family_marks)
        stripe = theme().code_colour(mark.colour).stripe
        painting.draw_outline(painter, boxes, _air_below(mark.row), stripe)
        for is_start in (True, False):
            post = post_of(blocks, mark, is_start=is_start)
            if post is not None:
                painting.draw_grip(painter, post, stripe, at_top=is_start)


def boxes_of(blocks: Sequence[BlockOnScreen], qt_start: int, qt_end: int) -> Iterator[QRectF]:
    """Give the rectangles of a stretch in the viewport, as far as they are on the screen."""
    for block in blocks:
        first = block.geometry.position
        low, high = max(qt_start, first), min(qt_end, first + block.geometry.length)
        if low < high:
            for box in block.geometry.boxes(low - first, high - first):
                yield box.translated(block.left, block.top)


def post_of(blocks: Sequence[BlockOnScreen], mark: Mark, *, is_start: bool) -> QRectF | None:
    """Give the post at a border of the coding in hand, if that is on the screen."""
    at = mark.start if is_start else mark.end - 1
    for block in blocks:
        offset = at - block.geometry.position
        if not 0 <= offset < block.geometry.length:
            continue
        boxes = list(block.geometry.boxes(offset, offset + 1))
        if not boxes:
            return None
        box = boxes[0].translated(block.left, block.top)
        from_left = is_start != _is_rtl_at(block, offset)
        x = box.left() if from_left else box.right()
        return QRectF(x - _POST / 2, box.top(), _POST, box.height() + _air_below(mark.row))
    return None


def paint_name(painter: QPainter, name: str, box: QRectF, *, from_right: bool) -> None:
    """Name a speaker whose name does not stand in the text."""
    side = Qt.AlignmentFlag.AlignRight if from_right else Qt.AlignmentFlag.AlignLeft
    painter.setFont(theme().font("speaker"))
    painter.setPen(theme().colour("ink2"))
    painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, name)


def name_box(block: BlockOnScreen, width: float) -> QRectF:
    """Give the place of a painted name, above the first words of its turn."""
    height = theme().px(NAME_HEIGHT)
    return QRectF(block.left, block.top - height, width, height)


def _air_below(row: int) -> float:
    shown_row = min(row, int(theme().number("bar_rows")) - 1)
    return (shown_row + 1) * (theme().size("bar") + theme().size("bar_gap"))


def _is_rtl_at(block: BlockOnScreen, offset: int) -> bool:
    if not block.geometry.has_rtl:
        return False
    line = block.geometry.layout.lineAt(block.geometry.line_at(offset))
    return x_of(line, offset + 1) < x_of(line, offset)


@contextmanager
def _moved(painter: QPainter, block: BlockOnScreen) -> Iterator[None]:
    """Paint in the coordinates of a block."""
    painter.translate(block.left, block.top)
    yield
    painter.translate(-block.left, -block.top)
