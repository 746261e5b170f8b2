# SPDX-License-Identifier: MIT
"""A file with several interviews → a transcript each: at headings, pages, or lines of a pattern."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from fnmatch import translate
from itertools import pairwise

from coder_app.core.places import tr
from coder_app.core.records import BreakKind, ImportWarning, SpeakerRole, TranscriptDraft, Turn
from coder_app.core.spans import Span

_MOST_ORIGINALS = 512 * 2**20  # bytes of the file, once for each part
_LONGEST_NAME = 80
_LONGEST_LINE = 200  # characters that are compared with a pattern


class SplitAt(StrEnum):
    """Where another interview begins."""

    HEADING = "heading"
    PAGE = "page"
    LINE = "line"

    @property
    def words(self) -> str:
        """Name it as a choice shows it."""
        return {
            SplitAt.HEADING: tr("at headings"),
            SplitAt.PAGE: tr("at new pages"),
            SplitAt.LINE: tr("at lines like this"),
        }[self]


def places_to_split(
    draft: TranscriptDraft, at: SplitAt, *, level: int = 1, line: str = ""
) -> tuple[int, ...]:
    """Find where parts begin: headings up to a level, pages, or lines such as "Interview *".

    In a pattern the star stands for any words, the question mark for one sign.
    """
    if at is SplitAt.LINE:
        return tuple(_lines_like(draft.text, line))
    if at is SplitAt.PAGE:
        return tuple(b.start for b in draft.breaks if b.kind is BreakKind.PAGE)
    headings = (b for b in draft.breaks if b.kind is BreakKind.HEADING)
    return tuple(b.start for b in headings if b.level <= level)


def _lines_like(text: str, pattern: str) -> Iterator[int]:
    """Compare line by line; a pattern of fnmatch cannot take endless time, as a regular one can."""
    wanted = re.compile(translate(" ".join(pattern.split())), re.IGNORECASE)
    start = 0
    for line in text.split("\n"):
        if pattern.strip() and wanted.match(" ".join(line[:_LONGEST_LINE].split())):
            yield start
        start += len(line) + 1


def split(draft: TranscriptDraft, places: Iterable[int]) -> tuple[TranscriptDraft, ...]:
    """Cut a transcript at places; parts are called by their first line, or by number.

    Each part keeps the whole file as its original, or its own text if that would be far too much.
    """
    inner = {place for place in places if 0 < place < len(draft.text)}
    borders = sorted({0, len(draft.text)} | inner)
    spans = [Span(a, b).trimmed(draft.text) for a, b in pairwise(borders)]
    parts = [span for span in spans if span is not None]
    if len(parts) < 2:
        return (draft,)
    whole = _Whole(draft)
    made = tuple(whole.part(span, number) for number, span in enumerate(parts, start=1))
    if len(parts) * len(draft.original) <= _MOST_ORIGINALS:
        return made
    return tuple(map(_with_own_original, made))


class _Whole:
    """A transcript that is cut, and where in it things lie, so that each part is found at once."""

    def __init__(self, draft: TranscriptDraft) -> None:
        self._draft = draft
        self._lines = [match.start() for match in re.finditer("\n", draft.text)]
        self._labels = [turn.label_start for turn in draft.turns]
        self._breaks = sorted(draft.breaks, key=lambda each: each.start)
        self._break_starts = [each.start for each in self._breaks]
        placed = sorted((at, n) for n, w in enumerate(draft.warnings) if (at := _line_of(w)))
        self._told = [number for _, number in placed]  # which warnings have a line of the text
        self._told_at = [line for line, _ in placed]
        self._general = [n for n, w in enumerate(draft.warnings) if not _line_of(w)]

    def part(self, span: Span, number: int) -> TranscriptDraft:
        """Give a stretch as a transcript of its own."""
        text = span.text_of(self._draft.text)
        first = " ".join(text.split("\n", 1)[0].split())
        turns = tuple(self._turns(span))
        is_title = len(first) <= _LONGEST_NAME and not (turns and _begins(turns[0]))
        one, two = (bisect_left(self._break_starts, at) for at in (span.start, span.end))
        return replace(
            self._draft,
            name=first if is_title else f"{self._draft.name} {number}",
            text=text,
            turns=turns,
            warnings=tuple(self._warnings(span)),
            breaks=tuple(replace(b, start=b.start - span.start) for b in self._breaks[one:two]),
        )

    def _turns(self, span: Span) -> Iterator[Turn]:
        """Give a part's turns; what a turn of the part before reaches into it is nobody's."""
        first = max(0, bisect_left(self._labels, span.start) - 1)
        last = bisect_left(self._labels, span.end)
        for turn in self._draft.turns[first:last]:
            words = Span(turn.start, turn.end) if turn.start < turn.end else None
            inside = words.intersect(span) if words else None
            kept = inside.trimmed(self._draft.text) if inside else None
            if span.start <= turn.label_start:
                yield _shifted(_own(turn, kept, span), -span.start)
            elif kept:
                yield _shifted(_nobodys(turn, kept), -span.start)

    def _warnings(self, span: Span) -> Iterator[ImportWarning]:
        """Keep warnings about the whole file, and those whose line lies in the part."""
        before, last = (bisect_left(self._lines, at) for at in (span.start, span.end))
        one, two = (bisect_left(self._told_at, line) for line in (before + 1, last + 2))
        for number in sorted((*self._general, *self._told[one:two])):
            warning = self._draft.warnings[number]
            line = _line_of(warning)
            yield replace(warning, line=line - before) if line else warning


def _line_of(warning: ImportWarning) -> int:
    """Give the line of the text that a warning is about, from 1; 0 is none."""
    return 0 if warning.of_file else warning.line or 0


def _begins(turn: Turn) -> bool:
    """Tell whether a part begins with the label of a turn."""
    return turn.label_start == 0 < turn.label_end


def _own(turn: Turn, words: Span | None, span: Span) -> Turn:
    """Give a turn as far as it lies within a part."""
    start = words.start if words else min(turn.label_end, span.end)
    end = words.end if words else start
    return replace(turn, label_end=min(turn.label_end, start), start=start, end=end)


def _nobodys(turn: Turn, words: Span) -> Turn:
    return replace(
        turn,
        speaker="",
        role=SpeakerRole.NONE,
        participant=None,
        label_start=words.start,
        label_end=words.start,
        start=words.start,
        end=words.end,
        begins=None,
        ends=None,
    )


def _shifted(turn: Turn, by: int) -> Turn:
    return replace(
        turn,
        label_start=turn.label_start + by,
        label_end=turn.label_end + by,
        start=turn.start + by,
        end=turn.end + by,
    )


def _with_own_original(part: TranscriptDraft) -> TranscriptDraft:
    """Keep a part's text in place of the file: the project would hold that once for each part."""
    sentence = tr("The file is too large to be kept with each part; its own text is kept.")
    return replace(
        part,
        original=part.text.encode("utf-8", "replace"),
        format="txt",
        encoding="utf-8",
        encoding_sure=True,
        warnings=(*part.warnings, ImportWarning(sentence=sentence)),
    )
