# SPDX-License-Identifier: MIT
"""A report as blocks that know no file format: headings, texts, tables, bars, marked transcripts.

Colours are those of codes as the codebook has them; what they look like on paper is for the writer.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """How words stand out."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"


class TextKind(StrEnum):
    """What a paragraph is."""

    BODY = "body"
    ITEM = "item"  # of a list
    QUOTE = "quote"  # somebody's words


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A stretch of text that looks the same throughout."""

    text: str
    look: Look = Look.PLAIN
    colours: tuple[str, ...] = ()  # of the codes given to it, the earliest first
    opens: tuple[int, ...] = ()  # numbers of the codings that begin with it
    closes: tuple[int, ...] = ()  # and of those that end with it


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A paragraph."""

    words: tuple[Words, ...]
    kind: TextKind = TextKind.BODY


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; level 1 begins a part of the report."""

    text: str
    level: int
    colour: str = ""  # of the code it names


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: each cell holds paragraphs."""

    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Text, ...], ...], ...]
    shares: tuple[float, ...]  # of the width, one a column
    numbers: frozenset[int] = frozenset()  # columns that stand to the right
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar of a chart."""

    name: str
    value: int
    colour: str
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A bar chart of counts."""

    title: str
    unit: str  # what is counted
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A label in the margin of a transcript: a coding that begins in the turn beside it."""

    number: int
    code: str
    coder: str
    colour: str
    level: str = ""  # name of its weight
    memo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedTurn:
    """A turn of a transcript with the passages coded in it."""

    line: int  # from 1
    speaker: str
    time: str  # of the recording; "" if it is not known
    quiet: bool  # somebody else than the person interviewed
    words: tuple[Words, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """A transcript with coloured codings and labels in its margin."""

    turns: tuple[MarkedTurn, ...]


Block = Heading | Text | Grid | Bars | Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Blocks with a title, ready to be written."""

    title: str
    about: tuple[str, ...]  # lines below the title: what it is, of when
    blocks: tuple[Block, ...]
    language: str = "en"
    landscape: bool = False


def paragraph(text: str, look: Look = Look.PLAIN, kind: TextKind = TextKind.BODY) -> Text:
    """Make a paragraph that looks the same throughout."""
    return Text(words=(Words(text=text, look=look),), kind=kind)


def cell(*texts: str, kind: TextKind = TextKind.BODY) -> tuple[Text, ...]:
    """Make a cell of plain paragraphs; empty ones are left out."""
    return tuple(paragraph(text, kind=kind) for text in texts if text)


def texts_in(report: Report) -> Iterator[str]:
    """Go through all that a report says, to look for what must not leave."""
    yield from (report.title, *report.about)
    for block in report.blocks:
        yield from _texts(block)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, Heading):
        yield block.text
    elif isinstance(block, Text):
        yield _joined(block.words)
    elif isinstance(block, Grid):
        yield from (*block.head, block.caption)
        yield from (_joined(t.words) for row in block.rows for texts in row for t in texts)
    elif isinstance(block, Bars):
        yield from (block.title, *(part for bar in block.bars for part in (bar.name, bar.group)))
    else:
        for turn in block.turns:
            yield from (turn.speaker, _joined(turn.words))
            for note in turn.notes:
                yield from (note.code, note.coder, note.level, note.memo)


def _joined(words: Iterable[Words]) -> str:
    return "".join(each.text for each in words)
