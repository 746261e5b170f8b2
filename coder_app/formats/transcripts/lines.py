# SPDX-License-Identifier: MIT
"""What readers of formatted documents gather, and how a transcript is made of it.

A paragraph is a line. Numbers of lists stand before it and are nobody's words; so are the notes,
which follow at the end. Bold words at its beginning may be a speaker's name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from coder_app.core.places import tr_n
from coder_app.core.records import (
    Break,
    BreakKind,
    ImportWarning,
    SpeakerRole,
    TranscriptDraft,
    Turn,
)
from coder_app.core.spans import Span
from coder_app.formats.cleaning import clean, refuse_lines, refuse_unreadable
from coder_app.formats.transcripts.labels import looks_like_name
from coder_app.formats.transcripts.reading import Reading
from coder_app.formats.transcripts.speakers import find_turns


@dataclass(slots=True)
class Line:
    """One paragraph: its number in a list, what is bold at its beginning, and the rest."""

    number: str = ""
    bold: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)
    level: int = 0  # of a heading, from 1
    page: bool = False  # a new page begins here

    def add(self, words: str, *, bold: bool) -> None:
        """Put words at the end."""
        if words:
            (self.bold if bold and not self.rest else self.rest).append(words)

    @property
    def is_empty(self) -> bool:
        """Tell that nothing stands on it."""
        return not (self.number or self.bold or self.rest)

    @property
    def has_words(self) -> bool:
        """Tell whether more than white space stands on it."""
        return any(piece.strip() for part in (self.bold, self.rest) for piece in part)

    @property
    def text(self) -> str:
        """All of it, the number too."""
        return "".join((self.number, *self.bold, *self.rest))


class Words:
    """Puts the words of marked-up text on a line; its white space counts once."""

    _SPACE = re.compile(r"[ \t\r\n\f]+")  # a no-break space is none of it

    def __init__(self, line: Line) -> None:
        self._line = line
        self._after_space = True

    def add(self, raw: str | None, *, bold: bool) -> None:
        """Add words as they stand between marks."""
        words = self._SPACE.sub(" ", raw or "")
        if self._after_space:
            words = words.removeprefix(" ")
        if words:
            self._line.add(words, bold=bold)
            self._after_space = words.endswith(" ")

    def put(self, words: str, *, bold: bool) -> None:
        """Add words whose white space is meant."""
        self._line.add(words, bold=bold)
        self._after_space = words.endswith("\n")


@dataclass(slots=True)
class Manuscript:
    """What a reader found: lines, notes in the order of their marks, and what it left out."""

    lines: list[Line] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    left_out: Counter[str] = field(default_factory=Counter)  # keys of `_TOLD`
    language: str | None = None


def row_of(cells: Sequence[Sequence[Line]]) -> Line:
    """Make a line of a table's row: cells parted by tabs; a bold first cell may be a name."""
    texts = ["\n".join(line.text for line in cell).strip() for cell in cells]
    first = cells[0] if cells else ()
    if len(first) == 1 and not first[0].number and not "".join(first[0].rest).strip():
        return Line(bold=[texts[0]], rest=["".join(f"\t{text}" for text in texts[1:])])
    return Line(rest=["\t".join(texts)])


def draft_of(
    found: Manuscript, data: bytes, path: Path, kind: str, reading: Reading
) -> TranscriptDraft:
    """Join the lines to a transcript, find who speaks, and say what is not in it."""
    refuse_lines(len(found.lines), path)
    joined = _Joined(found.lines, nfc=reading.nfc)
    refuse_unreadable(joined.text or "".join(found.notes), path)
    turns, uncertain = find_turns(joined.spoken, bold_labels=joined.bold)
    text = joined.text
    if found.notes:
        notes = "\n".join(_note(n, words, reading) for n, words in enumerate(found.notes, start=1))
        turns = (*turns, _nobody(len(text) + 2, len(text) + 2 + len(notes)))
        text = f"{text}\n\n{notes}"
    refuse_unreadable(text, path)
    raw = "\n".join(joined.raw).rstrip()
    _, cleaned = clean("\n".join((raw, "", *(words.strip() for words in found.notes))))
    return TranscriptDraft(
        name=path.stem,
        text=text,
        turns=turns,
        original=data,
        format=kind,
        path=path,
        language=found.language,
        warnings=(*cleaned, *_report(found), *uncertain),
        breaks=tuple(joined.breaks),
    )


# What Word makes of :) and --> while one types; no other sign of a symbol font is known here.
_WINGDINGS = {"4a": "☺", "4b": "😐", "4c": "☹", "e0": "→", "df": "←", "f3": "⬄"}


def symbol(font: str, code: str) -> str:
    """Give the sign of a symbol font as a letter, or nothing; `code` is its byte in hexadecimal."""
    return _WINGDINGS.get(code.casefold(), "") if font.casefold() == "wingdings" else ""


class _Joined:
    """The lines as one text, and where in it what lies."""

    def __init__(self, lines: Sequence[Line], *, nfc: bool) -> None:
        self.bold: list[Span] = []
        self.breaks: list[Break] = []
        self.raw: list[str] = []  # before characters that cannot be kept were replaced
        self._kept: list[str] = []
        self._said: list[str] = []
        self._length = 0
        for line in lines:
            number, head, rest = (
                clean("".join(part), nfc=nfc)[0] for part in (line.number, line.bold, line.rest)
            )
            if self._kept or (head + rest).strip():
                self._mark(line, self._length + len(number), head)
                self._put(number, head + rest)
                self.raw.append(line.text)
        self.text = "\n".join(self._kept).rstrip()
        # the same length, so that positions in it are positions in the text
        self.spoken = "\n".join(self._said)[: len(self.text)]

    def _put(self, number: str, words: str) -> None:
        self._kept.append(number + words)
        self._said.append(" " * len(number) + words)
        self._length += len(number) + len(words) + 1

    def _mark(self, line: Line, start: int, head: str) -> None:
        if line.page:
            self.breaks.append(Break(kind=BreakKind.PAGE, start=self._length))
        if line.level:
            heading = Break(kind=BreakKind.HEADING, start=self._length, level=line.level)
            self.breaks.append(heading)
        name = head.strip().rstrip(":：").rstrip()
        if name and "\n" not in name and looks_like_name(name) and not head[0].isspace():
            self.bold.append(Span(start, start + len(head.rstrip())))


def _note(number: int, words: str, reading: Reading) -> str:
    cleaned, _ = clean(words.strip(), nfc=reading.nfc)
    return f"[{number}] {cleaned}".rstrip()


def _nobody(start: int, end: int) -> Turn:
    return Turn(
        speaker="",
        role=SpeakerRole.NONE,
        label_start=start,
        label_end=start,
        start=start,
        end=end,
    )


# ---- what to tell


def _told(kind: str, n: int) -> str:
    """Say how many of a kind are not in the text as they were in the file."""
    match kind:
        case "change":
            one = "{n} tracked change was taken as accepted."
            return tr_n(one, "{n} tracked changes were taken as accepted.", n)
        case "comment":
            return tr_n("{n} comment was left out.", "{n} comments were left out.", n)
        case "picture":
            return tr_n("{n} picture was left out.", "{n} pictures were left out.", n)
        case "hidden":
            one = "{n} stretch of hidden text was left out."
            return tr_n(one, "{n} stretches of hidden text were left out.", n)
        case "symbol":
            one = "{n} sign of a symbol font was left out."
            return tr_n(one, "{n} signs of a symbol font were left out.", n)
        case "embedded":
            one = "{n} document inside this one was left out."
            return tr_n(one, "{n} documents inside this one were left out.", n)
    raise KeyError(kind)


def _report(found: Manuscript) -> Iterator[ImportWarning]:
    for kind, n in found.left_out.items():
        if n:
            yield ImportWarning(sentence=_told(kind, n))
    if found.notes:
        one = "{n} note stands at the end of the text."
        many = "{n} notes stand at the end of the text."
        yield ImportWarning(sentence=tr_n(one, many, len(found.notes)))


# ---- numbers of lists


def numeral(n: int, kind: str) -> str:
    """Write a number as lists do: kind "1", "a", "A", "i" or "I".

    >>> numeral(28, "a"), numeral(4, "I")
    ('ab', 'IV')
    """
    if kind in "iI" and 0 < n < 4_000:
        written = _roman(n)
    elif kind in "aA" and n > 0:
        written = _letters(n)
    else:
        return str(n)
    return written if kind.islower() else written.upper()


def _letters(n: int) -> str:
    letters = ""
    while n > 0:
        n, letter = divmod(n - 1, 26)
        letters = chr(ord("a") + letter) + letters
    return letters


def _roman(n: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        times, n = divmod(n, value)
        written += sign * times
    return written


_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
