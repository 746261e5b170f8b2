# SPDX-License-Identifier: MIT
"""A file with several interviews → a transcript each: at headings, pages, or lines of a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from enum import StrEnum
from fnmatch import translate
from itertools import pairwise

from coder_app.core.places import tr
from coder_app.core.records import BreakKind, ImportWarning, SpeakerRole, TranscriptDraft, Turn
from coder_app.core.spans import Span

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

    Each part keeps the whole file as its original.
    """
    inner = {place for place in places if 0 < place < len(draft.text)}
    borders = sorted({0, len(draft.text)} | inner)
    spans = [Span(a, b).trimmed(draft.text) for a, b in pairwise(borders)]
    parts = [span for span in spans if span is not None]
    if len(parts) < 2:
        return (draft,)
    return tuple(_part(draft, span, number) for number, span in enumerate(parts, start=1))


def _part(draft: TranscriptDraft, span: Span, number: int) -> TranscriptDraft:
    text = span.text_of(draft.text)
    first = " ".join(text.split("\n", 1)[0].split())
    is_title = len(first) <= _LONGEST_NAME and not _begins_turn(draft, span.start)
    name = first if is_title else f"{draft.name} {number}"
    breaks = (b for b in draft.breaks if span.start <= b.start < span.end)
    return replace(
        draft,
        name=name,
        text=text,
        turns=tuple(_turns_in(draft, span)),
        warnings=tuple(_warnings_in(draft, span)),
        breaks=tuple(replace(b, start=b.start - span.start) for b in breaks),
    )


def _begins_turn(draft: TranscriptDraft, start: int) -> bool:
    return any(t.label_start == start < t.label_end for t in draft.turns)


def _turns_in(draft: TranscriptDraft, span: Span) -> Iterator[Turn]:
    """Give the turns of a part; what a turn of the part before reaches into it is nobody's."""
    for turn in draft.turns:
        words = Span(turn.start, turn.end) if turn.start < turn.end else None
        inside = words.intersect(span) if words else None
        kept = inside.trimmed(draft.text) if inside else None
        if span.start <= turn.label_start < span.end:
            start = kept.start if kept else min(turn.label_end, span.end)
            end = kept.end if kept else start
            label_end = min(turn.label_end, start)
            own = replace(turn, label_end=label_end, start=start, end=end)
            yield _shifted(own, -span.start)
        elif kept:
            nobody = replace(
                turn,
                speaker="",
                role=SpeakerRole.NONE,
                participant=None,
                label_start=kept.start,
                label_end=kept.start,
                start=kept.start,
                end=kept.end,
                begins=None,
                ends=None,
            )
            yield _shifted(nobody, -span.start)


def _shifted(turn: Turn, by: int) -> Turn:
    return replace(
        turn,
        label_start=turn.label_start + by,
        label_end=turn.label_end + by,
        start=turn.start + by,
        end=turn.end + by,
    )


def _warnings_in(draft: TranscriptDraft, span: Span) -> Iterator[ImportWarning]:
    """Keep warnings about the whole file, and those whose line lies in the part."""
    first = draft.text.count("\n", 0, span.start)
    last = draft.text.count("\n", 0, span.end) + 1
    for warning in draft.warnings:
        if warning.line is None or warning.of_file:
            yield warning
        elif first < warning.line <= last:
            yield replace(warning, line=warning.line - first)
