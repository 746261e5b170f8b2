# SPDX-License-Identifier: MIT
"""The wording as the screen shows it: as long as the wording itself, cut into paragraphs.

Only single characters are replaced by single characters, so that positions stay as they are: a
label gets a line of its own, and a very long paragraph is broken where a space stood.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from coder_app.core.records import SpeakerRole, Turn

ZERO_WIDTH = "\u200b"
_LONGEST = 4_000  # one paragraph is one layout; layouts of tens of thousands of characters are slow
# Qt cuts paragraphs at U+2029, gives meaning to U+FDD0, U+FDD1 and NUL, and loses CR. Passing a
# text that begins with a byte order mark loses the mark, or swaps the bytes of all letters.
_QT_OWN = str.maketrans(
    {"\u2029": "\n", "\r": " ", "\ufeff": ZERO_WIDTH}
    | dict.fromkeys("\0\ufdd0\ufdd1\ufffe", "\ufffd")
)


class Kind(Enum):
    """What a paragraph on the screen is."""

    LABEL = "label"  # a speaker's name on its own line
    FIRST = "first"  # the first words of a turn whose name does not stand in the text
    WORDS = "words"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One block of Qt's document."""

    start: int  # code points
    end: int
    kind: Kind
    line: int  # the wording's own line, from 1; 0 where another paragraph carries the number
    turn: Turn | None


def show_text(text: str, turns: Sequence[Turn]) -> str:
    """Write the text for the screen, character by character as long as it is."""
    text = text.translate(_QT_OWN)
    pieces: list[str] = []
    done = 0
    for turn in turns:
        if turn.label_start < turn.label_end and turn.start < turn.end:
            head = text[turn.label_start : turn.start]
            shown = _label_on_its_own_line(head, turn.label_end - turn.label_start)
            before = text[done : turn.label_start]
            if before[-1:].isspace():
                before = before[:-1] + "\n"
            pieces += [before, shown]
            done = turn.start
    pieces.append(text[done:])
    return _break_long_paragraphs("".join(pieces))


def _label_on_its_own_line(head: str, length: int) -> str:
    """Turn `Ana: ` into `Ana`, a line feed and something without width."""
    if "\n" in head[length - 1 :]:
        return head
    at = head.rfind(":")
    if at < 0:
        at = length
    if at >= len(head):
        return head
    return head[:at] + "\n" + ZERO_WIDTH * (len(head) - at - 1)


def _break_long_paragraphs(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    pieces: list[str] = []
    for paragraph in text.split("\n"):
        start = 0
        while len(paragraph) - start > _LONGEST:
            cut = _place_to_break(paragraph, start)
            if cut < 0:
                break
            pieces.append(paragraph[start:cut])
            start = cut + 1
        pieces.append(paragraph[start:] if start else paragraph)
    return "\n".join(pieces)


def _place_to_break(paragraph: str, start: int) -> int:
    """Find the space after a sentence, else any space, in the second half of what fits."""
    half, end = start + _LONGEST // 2, start + _LONGEST
    sentence = paragraph.rfind(". ", half, end)
    return sentence + 1 if sentence >= 0 else paragraph.rfind(" ", half, end)


def cut_paragraphs(text: str, shown: str, turns: Sequence[Turn]) -> list[Paragraph]:
    """Cut the shown text into its paragraphs, with the wording's line numbers and the turns."""
    starts = [turn.label_start for turn in turns]
    found: list[Paragraph] = []
    start, line, pending = 0, 1, True
    for words in shown.split("\n"):
        end = start + len(words)
        at = bisect_right(starts, start) - 1
        turn = turns[at] if at >= 0 else None
        kind = _kind_of(words, start, turn, shown)
        numbered = pending and kind in (Kind.WORDS, Kind.FIRST)
        found.append(Paragraph(start, end, kind, line if numbered else 0, turn))
        pending = pending and not numbered
        if text[end : end + 1] == "\n":
            line, pending = line + 1, True
        start = end + 1
    return found


def _kind_of(words: str, start: int, turn: Turn | None, shown: str) -> Kind:
    if not words.strip(ZERO_WIDTH + " \t"):
        return Kind.BLANK
    if turn is None or start > turn.start:
        return Kind.WORDS
    if turn.label_start == turn.label_end:
        return Kind.FIRST if start == turn.start and turn.speaker else Kind.WORDS
    is_label = start == turn.label_start and "\n" in shown[turn.label_start : turn.start]
    return Kind.LABEL if is_label else Kind.WORDS


def is_said_by_interviewer(turn: Turn | None) -> bool:
    """Tell whose words stand back a little on the screen."""
    return turn is not None and turn.role is SpeakerRole.INTERVIEWER
