# SPDX-License-Identifier: MIT
"""Where the lines of a block lie, as Qt has laid them out, and which blocks are on the screen."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLayout, QTextLine

from coder_app.ui.transcript.painting import Bands

_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]"
    "|[\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


class BlockGeometry:
    """The lines of one laid-out block; positions count from the block's start."""

    __slots__ = ("_block", "bands", "bottoms", "firsts", "has_rtl", "height", "length", "position",
                 "rects")  # fmt: skip

    def __init__(self, block: QTextBlock) -> None:
        self._block = block
        layout = block.layout()
        self.position = block.position()
        self.length = block.length()
        self.firsts: list[int] = []
        self.rects: list[QRectF] = []
        self.bottoms: list[float] = []  # of the whole line, with the air below it
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            self.firsts.append(line.textStart())
            self.rects.append(line.naturalTextRect())
            self.bottoms.append(line.y() + line.height())
        self.height = self.bottoms[-1] if self.bottoms else 0.0
        self.has_rtl = _RIGHT_TO_LEFT.search(block.text()) is not None
        self.bands: Bands | None = None

    @property
    def layout(self) -> QTextLayout:
        """The block's layout, asked for each time: Qt owns it.

        A kept one outlives the text, and stands then for whatever Qt puts at the same address.
        """
        return self._block.layout()

    def line_at(self, offset: int) -> int:
        """Find the line that holds a position."""
        return max(0, bisect_right(self.firsts, offset) - 1)

    def line_at_y(self, y: float) -> int:
        """Find the line nearest to a height."""
        return max(0, bisect_right([rect.top() for rect in self.rects], y) - 1)

    def offset_at(self, point: QPointF) -> int | None:
        """Give the character under a point, if one is there."""
        number = self.line_at_y(point.y())
        box = self.rects[number]
        if not box.adjusted(-1, 0, 1, box.height() / 3).contains(point):
            return None
        line = self.layout.lineAt(number)
        return int(line.xToCursor(point.x(), QTextLine.CursorPosition.CursorOnCharacter))

    def boxes(self, start: int, end: int) -> Iterator[QRectF]:
        """Give the rectangles of the stretch between two positions, line by line."""
        for number in range(self.line_at(start), len(self.firsts)):
            first = self.firsts[number]
            if first >= end:
                return
            last = self.firsts[number + 1] if number + 1 < len(self.firsts) else self.length - 1
            low, high = max(start, first), min(end, last)
            if low < high:
                whole = low == first and high == last
                yield from self._boxes_of_line(number, low, high, whole=whole)

    def _boxes_of_line(self, number: int, low: int, high: int, *, whole: bool) -> Iterator[QRectF]:
        rect = self.rects[number]
        line = self.layout.lineAt(number)
        if whole:
            yield rect
        elif (
            self.has_rtl
        ):  # cursorToX is ambiguous where the direction turns; runs of glyphs are not
            for run in line.glyphRuns(low, high - low):
                box = run.boundingRect()
                yield QRectF(box.left(), rect.top(), box.width(), rect.height())
        else:
            left = rect.left() if low == self.firsts[number] else x_of(line, low)
            right = min(x_of(line, high), rect.right())
            yield QRectF(left, rect.top(), right - left, rect.height())


@dataclass(slots=True)
class BlockOnScreen:
    """A block and where it lies in the viewport."""

    number: int
    left: float
    top: float
    geometry: BlockGeometry

    @property
    def bottom(self) -> float:
        """Where its last line ends."""
        return self.top + self.geometry.height


def x_of(line: QTextLine, position: int) -> float:
    """Place of the caret at a position."""
    place: Any = line.cursorToX(position)  # a pair, though typed as a number in some versions
    return float(place[0] if isinstance(place, tuple) else place)


class Screen:
    """The blocks between two heights of a document; geometry is kept until `forget`."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._known: dict[int, BlockGeometry] = {}
        self._shown: list[BlockOnScreen] | None = None
        self._from = self._to = 0

    def forget(self) -> None:
        """Drop all geometry: the layout has changed."""
        self._known.clear()
        self._shown = None

    def blocks(self, top: int, bottom: int) -> list[BlockOnScreen]:
        """Give the blocks that touch these heights, from top to bottom."""
        if self._shown is None or (top, bottom) != (self._from, self._to):
            self._from, self._to = top, bottom
            self._shown = list(self._walk(top, bottom))
        return self._shown

    def geometry(self, block: QTextBlock) -> BlockGeometry:
        """Give the geometry of a block, read from its layout once."""
        number = block.blockNumber()
        found = self._known.get(number)
        if found is None:
            if len(self._known) > 4_000:
                self._known.clear()
            found = BlockGeometry(block)
            if not found.rects:
                return found  # not laid out yet: do not keep it
            self._known[number] = found
        return found

    def known(self, first: int, last: int) -> Iterator[BlockGeometry]:
        """Give the kept geometries of some block numbers, ends included."""
        for number in range(first, last + 1):
            if number in self._known:
                yield self._known[number]

    def _walk(self, top: int, bottom: int) -> Iterator[BlockOnScreen]:
        layout = self._document.documentLayout()
        block = self._block_at(top)
        while block.isValid():
            place = layout.blockBoundingRect(block)
            if place.top() > bottom:
                return
            geometry = self.geometry(block)
            yield BlockOnScreen(block.blockNumber(), place.left(), place.top() - top, geometry)
            block = block.next()

    def _block_at(self, top: int) -> QTextBlock:
        layout = self._document.documentLayout()
        place = layout.hitTest(QPointF(0, top), Qt.HitTestAccuracy.FuzzyHit)
        block = self._document.findBlock(max(place, 0))
        while block.previous().isValid() and layout.blockBoundingRect(block).top() > top:
            block = block.previous()
        return block
