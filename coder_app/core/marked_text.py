# SPDX-License-Identifier: MIT
"""A transcript turn by turn with its codings: which words, which labels beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from coder_app.core.boundaries import LineIndex
from coder_app.core.records import CodingRecord, SpeakerRole, Turn
from coder_app.core.report import MarkedTurn, Note, Words

_Stretch = tuple[int, int]


def marked_turns(
    text: str, turns: Sequence[Turn], codings: Sequence[CodingRecord]
) -> tuple[MarkedTurn, ...]:
    """Lay codings over a transcript; numbers count those that have a place, in reading order.

    Labels of speakers are told by the turn's name, so a coding on a label alone has no words.
    """
    placed = sorted(
        (coding for coding in codings if coding.span is not None),
        key=lambda coding: (coding.span.start, -coding.span.end) if coding.span else (0, 0),
    )
    marks = [_Mark(n, coding) for n, coding in enumerate(placed, start=1)]
    lines = LineIndex(text)
    return tuple(
        MarkedTurn(
            line=lines.line(start),
            speaker=turn.speaker if turn else "",
            time=_clock(turn.begins) if turn else "",
            quiet=turn is not None and turn.role in (SpeakerRole.INTERVIEWER, SpeakerRole.OTHER),
            words=tuple(_words(text, (start, end), marks)),
            notes=tuple(mark.note for mark in marks if region[0] <= mark.start < region[1]),
        )
        for turn, region, (start, end) in _stretches(text, turns)
    )


class _Mark:
    """A coding with its number."""

    __slots__ = ("colour", "end", "note", "number", "start")

    def __init__(self, number: int, coding: CodingRecord) -> None:
        assert coding.span is not None
        self.number, self.colour = number, coding.colour
        self.start, self.end = coding.span.start, coding.span.end
        self.note = Note(
            number=number,
            code=coding.code_name,
            coder=coding.coder_name,
            colour=coding.colour,
            level=coding.weight_label or ("" if coding.weight is None else str(coding.weight)),
            memo=coding.memo,
        )


def _stretches(
    text: str, turns: Sequence[Turn]
) -> Iterator[tuple[Turn | None, _Stretch, _Stretch]]:
    """Cut the whole text: each turn, its region up to the next one, and its words in it.

    What stands before the first turn, or a text without any, is cut by its lines.
    """
    first = turns[0].label_start if turns else len(text)
    at = 0
    for line in text[:first].splitlines(keepends=True):
        if line.strip():
            yield None, (at, at + len(line)), (at, at + len(line.rstrip()))
        at += len(line)
    borders = [*(turn.label_start for turn in turns[1:]), len(text)]
    for turn, end in zip(turns, borders, strict=False):
        words = text[turn.start : end].rstrip()
        yield turn, (turn.label_start, end), (turn.start, turn.start + len(words))


def _words(text: str, stretch: _Stretch, marks: Sequence[_Mark]) -> Iterator[Words]:
    """Cut words where a coding begins or ends."""
    start, end = stretch
    here = [mark for mark in marks if mark.start < end and mark.end > start]
    edges = {start, end, *(edge for mark in here for edge in (mark.start, mark.end))}
    cuts = sorted(edge for edge in edges if start <= edge <= end)
    for left, right in pairwise(cuts):
        over = [mark for mark in here if mark.start < right and mark.end > left]
        yield Words(
            text=text[left:right],
            colours=tuple(mark.colour for mark in over),
            opens=tuple(m.number for m in over if max(m.start, start) == left),
            closes=tuple(m.number for m in over if min(m.end, end) == right),
        )


def _clock(seconds: float | None) -> str:
    """Write a time of the recording.

    >>> _clock(3725.4), _clock(65)
    ('1:02:05', '1:05')
    """
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
