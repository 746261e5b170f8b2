# SPDX-License-Identifier: MIT
"""How another program counts positions: measured on the words that its selections hold.

The exchange standard says "code points of the file" and nothing on line ends or byte order marks;
programs count UTF-16 units, CRLF as one or two, the mark or not, the end included or not. All
ways that differ for a project are tried on all its selections, and the one that fits best wins.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from coder_app.core.places import tr
from coder_app.formats.cleaning import BOM, clean

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_MOST_TRIED = 3_000  # selections; more tell nothing new
_CUT = re.compile(r"(?:…|\.\.\.)\Z")
_NAME, _BORDER, _OUTSIDE = 4, 2, -10  # what a selection says for a convention, or against it
_CLEAR = 4, 1  # least lead to be sure of one; and for each selection that would lie elsewhere


class LineEnds(StrEnum):
    """What a line end counts."""

    STORED = "as stored"  # CRLF two, LF one
    ONE = "one"
    TWO = "two"


@dataclass(frozen=True, slots=True)
class Convention:
    """One way to count positions in the text of a file."""

    utf16: bool = False
    line_ends: LineEnds = LineEnds.STORED
    marks: int = 0  # byte order marks that count as characters
    inclusive: bool = False  # the end is the last character, not the one after it

    @property
    def words(self) -> str:
        """Say how positions are counted."""
        told = [tr("UTF-16 units") if self.utf16 else tr("characters")]
        told += {
            LineEnds.STORED: [],
            LineEnds.ONE: [tr("each line end as one")],
            LineEnds.TWO: [tr("each line end as two")],
        }[self.line_ends]
        told += [tr("the byte order mark counted")] if self.marks else []
        told += [tr("the end included")] if self.inclusive else []
        return ", ".join(told)


class RawText:
    """A text as its file has it, and as it is kept: `text` has LF ends and no byte order mark."""

    def __init__(self, raw: str) -> None:
        body = raw.lstrip(BOM)
        self.marks = len(raw) - len(body)
        self.text, self.warnings = clean(body)
        self._astral = _places(_ASTRAL, self.text)
        pairs = [match.start() for match in re.finditer("\r\n", body)]
        self._pairs = [at - n for n, at in enumerate(pairs)]
        self._breaks = _places(re.compile("\n"), self.text) if "\n" in self.text else []

    def ruler(self, convention: Convention) -> Ruler:
        """Measure this text by a convention."""
        wide = {
            LineEnds.STORED: self._pairs,
            LineEnds.ONE: [],
            LineEnds.TWO: self._breaks,
        }[convention.line_ends]
        if convention.utf16 and self._astral:
            wide = sorted((*wide, *self._astral))
        return Ruler(wide, min(convention.marks, self.marks), len(self.text))

    def conventions(self) -> set[Convention]:
        """List the conventions that may count this text differently."""
        ends = [LineEnds.STORED]
        ends += [LineEnds.ONE] if self._pairs else []
        ends += [LineEnds.TWO] if len(self._breaks) > len(self._pairs) else []
        return {
            Convention(utf16, end, marks, inclusive)
            for utf16 in ((False, True) if self._astral else (False,))
            for end in ends
            for marks in range(min(self.marks, 2) + 1)
            for inclusive in (False, True)
        }


@dataclass(frozen=True, slots=True)
class Ruler:
    """Turns positions of a file into those of the text that is kept, and back."""

    wide: list[int]  # characters of ours that count two there, in order
    marks: int
    length: int

    def outside(self, position: int) -> int:
        """Give the file's position of one of ours."""
        return self.marks + position + bisect_left(self.wide, position)

    def inside(self, position: int, *, is_end: bool = False) -> int | None:
        """Give our position of one of the file's; None if there is none. Halves move outward."""
        position -= self.marks
        low, high = 0, len(self.wide)
        while low < high:  # how many wide characters begin before it
            middle = (low + high) // 2
            if self.wide[middle] + middle < position:
                low = middle + 1
            else:
                high = middle
        found = position - low
        if low and self.wide[low - 1] + low == position:  # in the middle of one
            found = self.wide[low - 1] + is_end
        return found if 0 <= found <= self.length else None

    def span(self, start: int, end: int, *, inclusive: bool) -> tuple[int, int] | None:
        """Give our start and end, or None for what lies outside of the text or is empty."""
        first, last = self.inside(start), self.inside(end + inclusive, is_end=True)
        if first is None or last is None or first >= last:
            return None
        return first, last


@dataclass(frozen=True, slots=True)
class Selection:
    """A selection as another program wrote it; its name is often the beginning of its words."""

    text: RawText
    start: int
    end: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found out: the convention, and how many selections would lie elsewhere by another.

    `doubtful` is 0 where the selections speak clearly for it, or do not depend on it.
    """

    convention: Convention
    doubtful: int = 0
    example: str = ""  # words of a selection that is doubtful


def measure(selections: Sequence[Selection], usual: Convention) -> Measured:
    """Find the convention that fits the selections best; `usual` wins where nothing speaks."""
    told = [selection for selection in selections if 0 <= selection.start < selection.end]
    tried = told[:: max(1, len(told) // _MOST_TRIED)]
    ways = _ways(tried, usual)
    spans = {way: _spans(tried, way) for way in ways}
    points = {way: [_score(*each) for each in zip(tried, spans[way], strict=True)] for way in ways}
    total = {way: sum(points[way]) for way in ways}
    best = max(ways, key=lambda way: total[way])  # of equals the first, so the usual one
    if best != usual and not _is_clear(best, usual, spans, points):
        best = usual
    rivals = [way for way in ways if spans[way] != spans[best] and _may_be(way, best, total)]
    if not rivals:
        return Measured(best)
    rival = max(rivals, key=lambda way: total[way])
    elsewhere = [
        (selection, mine)
        for selection, mine, other in zip(tried, spans[best], spans[rival], strict=True)
        if mine != other
    ]
    selection, span = elsewhere[0]
    words = selection.text.text[span[0] : span[1]][:60] if span else selection.name[:60]
    return Measured(best, len(elsewhere), " ".join(words.split()))


_Span = tuple[int, int] | None


def _may_be(way: Convention, best: Convention, total: dict[Convention, int]) -> bool:
    """Tell whether another way fits as well; that ends are included needs more than that."""
    lead = total[way] - total[best]
    return lead >= (0 if way.inclusive == best.inclusive else _CLEAR[0])


def _is_clear(
    one: Convention,
    other: Convention,
    spans: dict[Convention, list[_Span]],
    points: dict[Convention, list[int]],
) -> bool:
    """Tell whether the selections that differ between two conventions speak for the first."""
    differ = sum(a != b for a, b in zip(spans[one], spans[other], strict=True))
    lead = sum(points[one]) - sum(points[other])
    least, each = _CLEAR
    return not differ or lead >= max(least, each * differ)


def _ways(selections: Sequence[Selection], usual: Convention) -> list[Convention]:
    """List the conventions to try, the usual one first, then the simplest."""
    texts = {id(selection.text): selection.text for selection in selections}
    found = {way for text in texts.values() for way in text.conventions()} | {usual}
    plain = sorted(found, key=lambda w: (w.inclusive, w.marks, w.utf16, w.line_ends))
    return sorted(plain, key=lambda way: way != usual)


def _spans(selections: Iterable[Selection], way: Convention) -> list[_Span]:
    rulers: dict[int, Ruler] = {}
    found = []
    for selection in selections:
        ruler = rulers.get(id(selection.text))
        if ruler is None:
            ruler = rulers[id(selection.text)] = selection.text.ruler(way)
        found.append(ruler.span(selection.start, selection.end, inclusive=way.inclusive))
    return found


def _score(selection: Selection, span: _Span) -> int:
    """Say how far a selection speaks for a reading of it: its name, and borders of words."""
    if span is None:
        return _OUTSIDE
    text, (start, end) = selection.text.text, span
    opens, closes = not text[start].isspace(), not text[end - 1].isspace()
    score = _BORDER if opens and is_border(text, start) else 0
    if is_border(text, end):  # whole lines end with their line end
        score += _BORDER if closes else _BORDER // 2 if text[end - 1] == "\n" else 0
    if is_named(text, start, end, selection.name):
        score += _NAME + (_BORDER if opens and closes else 0)
    return score


def is_border(text: str, position: int) -> bool:
    """Tell whether no word goes on over a position."""
    if not 0 < position < len(text):
        return True
    return not (text[position - 1].isalnum() and text[position].isalnum())


def is_named(text: str, start: int, end: int, name: str) -> bool:
    """Tell whether a selection's name is its words, or the beginning of them."""
    wanted = " ".join(name.split())
    cut = _CUT.sub("", wanted).rstrip()
    if len(cut) < 2:
        return False
    words = " ".join(text[start : min(end, start + 2 * len(name) + 80)].split())
    return words == wanted or (cut != wanted and words.startswith(cut))


def _places(what: re.Pattern[str], text: str) -> list[int]:
    return [match.start() for match in what.finditer(text)]
