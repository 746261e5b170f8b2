# SPDX-License-Identifier: MIT
"""Spans of a text, counted in Unicode code points, end excluded."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: `text[start:end]`; never empty."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Share at least one character; touching is not overlapping.

        >>> Span(0, 5).overlaps(Span(5, 9))
        False
        """
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Hold all of the other, borders included."""
        return self.start <= other.start and other.end <= self.end

    def intersect(self, other: Span) -> Span | None:
        """Give the part that both share, if there is one."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start < end else None

    def shift(self, by: int) -> Span:
        """Move both ends by so many code points."""
        return Span(self.start + by, self.end + by)

    def text_of(self, text: str) -> str:
        """Cut the words out of the text that the span belongs to."""
        return text[self.start : self.end]

    def trimmed(self, text: str) -> Span | None:
        """Leave out white space at both ends; nothing is left of a span of spaces."""
        start, end = self.start, min(self.end, len(text))
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span(start, end) if start < end else None
