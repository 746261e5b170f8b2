# SPDX-License-Identifier: MIT
"""Code points ↔ the UTF-16 units that Qt counts in: the only place that knows both."""

from __future__ import annotations

from bisect import bisect_left

import numpy as np
from numpy.typing import NDArray

from coder_app.core.spans import Span

Numbers = NDArray[np.int64]


class Positions:
    """Positions of one text, both ways; a unit in the middle of a character counts as its start."""

    def __init__(self, text: str) -> None:
        wide = np.empty(0, np.int64)
        if not text.isascii():
            points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
            wide = np.flatnonzero(points > 0xFFFF).astype(np.int64)
        self._wide = wide
        self._wide_list: list[int] = wide.tolist()
        self._qt_wide = wide + np.arange(len(wide))
        self._qt_wide_list: list[int] = self._qt_wide.tolist()
        self.length = len(text)

    def to_qt(self, position: int) -> int:
        """Count the UTF-16 units before a code point."""
        return position + bisect_left(self._wide_list, position)

    def from_qt(self, qt_position: int) -> int:
        """Count the code points before a UTF-16 unit."""
        return qt_position - bisect_left(self._qt_wide_list, qt_position)

    def to_qt_many(self, positions: Numbers) -> Numbers:
        """Do many at once."""
        return positions + np.searchsorted(self._wide, positions)

    def from_qt_many(self, qt_positions: Numbers) -> Numbers:
        """Do many at once, back."""
        return qt_positions - np.searchsorted(self._qt_wide, qt_positions)

    def span_to_qt(self, span: Span) -> tuple[int, int]:
        """Give start and end of a span in UTF-16 units."""
        return self.to_qt(span.start), self.to_qt(span.end)

    def span_from_qt(self, qt_start: int, qt_end: int) -> Span | None:
        """Give the span between two UTF-16 positions; None where nothing lies between."""
        start, end = self.from_qt(qt_start), self.from_qt(qt_end)
        return Span(start, end) if start < end else None
