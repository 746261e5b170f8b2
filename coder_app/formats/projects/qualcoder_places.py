# SPDX-License-Identifier: MIT
"""Where passages of QualCoder lie: positions that count in two ways, told apart by their words.

A person's codings count UTF-16 units, those of the program characters; each holds the words it was
made on. Where these stand at no place that any way gives, they are looked for nearby.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from uuid import UUID

from coder_app.core.spans import Span
from coder_app.formats.cleaning import clean
from coder_app.formats.projects.positions import Convention, LineEnds, RawText, Ruler

_WAYS = tuple(  # by hand: Qt counts line ends as one; by the program: the text as it is stored
    Convention(utf16, ends, marks)
    for utf16, ends in (
        (True, LineEnds.ONE),
        (False, LineEnds.STORED),
        (True, LineEnds.STORED),
        (False, LineEnds.ONE),
    )
    for marks in (9, 0)
)
_NEAR = 300  # characters


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A text with its rulers, one for each way to count."""

    guid: UUID
    name: str
    raw: RawText
    original: bytes
    rulers: tuple[Ruler, ...]

    @classmethod
    def of(cls, guid: UUID, name: str, text: str) -> PlacedText:
        """Measure a text in all ways."""
        raw = RawText(text)
        rulers = tuple(raw.ruler(way) for way in _WAYS)
        return cls(guid, name, raw, text.encode("utf-8", "replace"), rulers)


class Places:
    """Finds spans, and counts what speaks for which way."""

    def __init__(self) -> None:
        self.moved = 0  # found by their words only
        self.odd = 0  # other words stand there than the coding holds
        self._right: Counter[int] = Counter()
        self._has_marks = False

    def by_words(self, text: PlacedText, start: int, end: int, words: str) -> Span | None:
        """Place a passage that holds its words."""
        wanted = _plain(clean(words)[0])
        self._has_marks |= text.raw.marks > 0
        spans = [ruler.span(start, end, inclusive=False) for ruler in text.rulers]
        # a span far longer than the words cannot be of them: a wrong one may be the whole text
        longest = 2 * len(words) + _NEAR
        lie_there = {
            span
            for span in set(spans)
            if span
            and span[1] - span[0] <= longest
            and _plain(text.raw.text[slice(*span)]) == wanted
        }
        for way, span in enumerate(spans):
            if span and wanted and span in lie_there:
                if len(set(spans)) > 1:
                    self._right[way] += 1
                return Span(*span)
        guess = self.by_position(text, start, end)
        if not wanted:
            return guess
        near = _nearest(text.raw.text, clean(words)[0].strip(), guess.start if guess else start)
        self.moved += near is not None
        self.odd += near is None and guess is not None
        return near or guess

    def by_position(self, text: PlacedText, start: int, end: int) -> Span | None:
        """Place a passage without words, by the way that most words spoke for."""
        span = text.rulers[self._usual()].span(start, end, inclusive=False)
        return Span(*span) if span else None

    def _usual(self) -> int:
        return max(range(len(_WAYS)), key=lambda way: (self._right[way], -way))

    @property
    def words(self) -> str:
        """Say how most positions count, as far as the words tell."""
        way = _WAYS[self._usual()] if self._right else Convention()
        return replace(way, marks=way.marks * self._has_marks).words


def _plain(words: str) -> str:
    return " ".join(words.split())


def _nearest(text: str, words: str, at: int) -> Span | None:
    """Find words near a place, at the occurrence that is nearest."""
    if not words:
        return None
    before = text.rfind(words, max(0, at - _NEAR), max(0, at) + len(words))
    after = text.find(words, max(0, at), at + _NEAR + len(words))
    found = [place for place in (before, after) if place >= 0]
    if not found:
        return None
    start = min(found, key=lambda each: abs(each - at))
    return Span(start, start + len(words))
