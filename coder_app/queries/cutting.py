# SPDX-License-Identifier: MIT
"""Which stretches of a transcript count, and how they fall into units."""

from __future__ import annotations

from collections.abc import Sequence

from coder_app.agreement.report import SEGMENT_WORDS
from coder_app.agreement.units import Stretch, Unit
from coder_app.core.boundaries import sentence_spans, words
from coder_app.core.records import SpeakerRole, Turn


def scope_of(text: str, turns: Sequence[Turn], interviewer: bool = False) -> list[Stretch]:
    """Give the stretches that count: what participants say, without labels.

    Where nobody is known to be a participant it is everybody's words but the interviewer's; a text
    without turns counts line by line.
    """
    if not turns:
        return _lines(text)
    roles = {SpeakerRole.PARTICIPANT}
    if not any(turn.role in roles for turn in turns):
        roles = {SpeakerRole.OTHER, SpeakerRole.NONE}
    if interviewer:
        roles.add(SpeakerRole.INTERVIEWER)
    said = sorted((t.start, t.end) for t in turns if t.role in roles and t.start < t.end)
    return [s for n, s in enumerate(said) if n == 0 or s[0] >= said[n - 1][1]]


def units_of(
    text: str,
    scope: Sequence[Stretch],
    unit: Unit,
    language: str | None = None,
    *,
    segment_words: int = SEGMENT_WORDS,
) -> list[Stretch] | None:
    """Cut the stretches that count into units; characters and documents need no cutting."""
    if unit in (Unit.CHARACTER, Unit.DOCUMENT, Unit.PASSAGE):
        return None
    if unit is Unit.TURN:
        return list(scope)
    if unit is Unit.PARAGRAPH:
        return [place for start, end in scope for place in _lines(text[start:end], start)]
    if unit in (Unit.WORD, Unit.SEGMENT):
        each = [(w.start, w.end) for start, end in scope for w in words(text, start, end)]
        return each if unit is Unit.WORD else _joined(each, segment_words)
    return [
        (sentence.start, sentence.end)
        for start, end in scope
        for sentence in sentence_spans(text, language, start, end)
    ]


def _joined(pieces: Sequence[Stretch], number: int) -> list[Stretch]:
    """Join so many neighbours at a time; the last ones may be fewer."""
    return [
        (pieces[n][0], pieces[min(n + number, len(pieces)) - 1][1])
        for n in range(0, len(pieces), number)
    ]


def _lines(text: str, start: int = 0) -> list[Stretch]:
    """Give the lines of a text that are not empty, without the space around them."""
    found = []
    for line in text.split("\n"):
        first = start + len(line) - len(line.lstrip())
        if line.strip():
            found.append((first, start + len(line.rstrip())))
        start += len(line) + 1
    return found
