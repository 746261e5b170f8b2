# SPDX-License-Identifier: MIT
"""Codings with their words and a little context, filtered; and what a change to a code touches."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session, undefer

from coder_app.core.boundaries import LineIndex, WordIndex
from coder_app.core.records import CodeRecord, CodingRecord, SegmentRecord, Turn
from coder_app.core.spans import Span
from coder_app.core.stopping import go_on
from coder_app.queries import lists
from coder_app.queries.codings import read_codings, reading_order
from coder_app.queries.document import turns_of
from coder_app.queries.visibility import given, sees_everything, visible_codings
from coder_app.store.tables import (
    AttributeValue,
    Coder,
    Coding,
    Document,
    Memo,
    Participant,
    Wording,
)

CONTEXT = 80  # characters before and after


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentFilter:
    """Which codings to retrieve; what is left empty does not narrow."""

    codes: Sequence[UUID] = ()
    below: bool = True  # a code stands for all below it too, not only a group
    coders: Sequence[UUID] = ()
    documents: Sequence[UUID] = ()
    participants: Sequence[UUID] = ()
    attributes: Sequence[tuple[UUID, str]] = ()  # (attribute, value); all have to fit
    with_code: UUID | None = None  # the same coder gave this code to words that overlap
    words: str = ""  # said in the passage, case apart
    has_memo: bool | None = None
    unplaced: bool = False  # also what could not be placed in a corrected text, without words
    limit: int | None = None
    counted: bool = False  # tell how many words each passage has


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What removing or merging a code touches, as far as the viewer may see it."""

    codings: tuple[tuple[str, int], ...]  # coder's name, number of her codings
    unseen: bool  # there may be work that the viewer cannot see

    @property
    def total(self) -> int:
        """Number of codings that the viewer may see."""
        return sum(n for _, n in self.codings)


def find(
    session: Session, viewer: UUID, wanted: SegmentFilter | None = None
) -> list[SegmentRecord]:
    """Retrieve codings with their words, in the order of documents and texts."""
    return list(each(session, viewer, wanted))


def each(
    session: Session, viewer: UUID, wanted: SegmentFilter | None = None
) -> Iterator[SegmentRecord]:
    """Go through what `find` gives, a document at a time: a hundred thousand need no memory."""
    wanted = wanted or SegmentFilter()
    codes = {code.guid: code for code in lists.codes(session, viewer, merged=True)}
    by_document: dict[UUID, list[CodingRecord]] = defaultdict(list)
    for record in read_codings(session, viewer, *_narrowed(wanted, codes)):
        by_document[record.document].append(record)
    beside = _beside(session, viewer, wanted.with_code, codes)
    left = wanted.limit
    for place in _places(session, frozenset(by_document)):
        go_on()
        records = [c for c in by_document.pop(place.document) if _lies_with(c, beside)]
        if not wanted.unplaced:
            records = [c for c in records if c.span is not None]
        index = WordIndex(place.text) if wanted.counted else None
        found = _segments(place, records, codes, wanted.words.casefold(), index)
        yield from found[:left]
        left = None if left is None else left - len(found)
        if left is not None and left <= 0:
            return


def count(session: Session, viewer: UUID, wanted: SegmentFilter) -> int:
    """Tell how many codings `each` goes through.

    The database counts, unless words or other passages narrow: these have to be looked through.
    """
    if wanted.words or wanted.with_code is not None:
        return sum(1 for _ in each(session, viewer, wanted))
    codes = {code.guid: code for code in lists.codes(session, viewer, merged=True)}
    found = visible_codings(viewer).where(*_narrowed(wanted, codes))
    if not wanted.unplaced:
        found = found.where(Coding.start < Coding.end)
    guids = found.with_only_columns(Coding.guid).limit(wanted.limit)
    return session.scalar(select(func.count()).select_from(guids.subquery())) or 0


def touched(session: Session, viewer: UUID, code: UUID) -> Touched:
    """Count whose codings a code and those below it have."""
    codes = {row.guid: row for row in lists.codes(session, viewer, merged=True)}
    counts = session.execute(
        visible_codings(viewer)
        .join(Coder, Coder.guid == Coding.coder)
        .where(given(_with_all_below([code], codes)))
        .with_only_columns(Coder.name, func.count(), maintain_column_froms=True)
        .group_by(Coder.guid, Coder.name)
        .order_by(Coder.name)
    )
    # whether there is any is itself something she may not know
    unseen = not sees_everything(session, viewer)
    return Touched(codings=tuple((name, n) for name, n in counts), unseen=unseen)


# ---- which


def _narrowed(
    wanted: SegmentFilter, codes: dict[UUID, CodeRecord]
) -> Iterator[ColumnElement[bool]]:
    """Say what the database can tell of a filter."""
    if wanted.codes:
        yield given(_with_all_below(wanted.codes, codes, groups_only=not wanted.below))
    if wanted.coders:
        yield Coding.coder.in_(wanted.coders)
    if wanted.documents:
        yield Coding.document.in_(wanted.documents)
    if wanted.participants:
        yield _said_by(Document.participant.in_(wanted.participants))
    for attribute, value in wanted.attributes:
        having = select(AttributeValue.participant).where(
            ~AttributeValue.removed,
            AttributeValue.attribute == attribute,
            AttributeValue.value == value,
        )
        yield _said_by(Document.participant.in_(having))
    if wanted.has_memo is not None:
        noted = select(Memo.about).where(
            ~Memo.removed, Memo.about == Coding.guid, Memo.coder == Coding.coder
        )
        there = noted.correlate(Coding).exists()
        yield there if wanted.has_memo else ~there


def _said_by(whose: ColumnElement[bool]) -> ColumnElement[bool]:
    return Coding.document.in_(select(Document.guid).where(whose))


def _with_all_below(
    chosen: Iterable[UUID], codes: dict[UUID, CodeRecord], *, groups_only: bool = False
) -> set[UUID]:
    """Give what stands for the codes now, and all codes under them (or under groups of them)."""
    found = {codes[code].effective if code in codes else code for code in chosen}
    open_to = {guid for guid in found if not groups_only or _is_group(guid, codes)}
    for code in codes.values():  # parents come before their children
        if code.parent in open_to and code.merged_into is None:
            found.add(code.guid)
            open_to.add(code.guid)
    return found


def _is_group(code: UUID, codes: dict[UUID, CodeRecord]) -> bool:
    return code in codes and not codes[code].codable


class _Overlaps:
    """Spans of one coder in one document, to ask whether another one overlaps any of them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._ends: list[int] = []  # furthest end so far
        for span in ordered:
            self._ends.append(max(span.end, self._ends[-1] if self._ends else 0))

    def any(self, span: Span) -> bool:
        """Tell whether one of them shares a character with this span."""
        before = bisect_left(self._starts, span.end)
        return before > 0 and self._ends[before - 1] > span.start


_Beside = dict[tuple[UUID, UUID], _Overlaps]


def _beside(
    session: Session, viewer: UUID, code: UUID | None, codes: dict[UUID, CodeRecord]
) -> _Beside | None:
    """Where each coder gave the code that has to lie over the same words."""
    if code is None:
        return None
    spans: dict[tuple[UUID, UUID], list[Span]] = defaultdict(list)
    rows = session.execute(
        visible_codings(viewer)
        .where(given(_with_all_below([code], codes)), Coding.start < Coding.end)
        .with_only_columns(
            Coding.document, Coding.coder, Coding.start, Coding.end, maintain_column_froms=True
        )
    )
    for document, coder, start, end in rows:
        spans[document, coder].append(Span(start, end))
    return {key: _Overlaps(those) for key, those in spans.items()}


def _lies_with(coding: CodingRecord, beside: _Beside | None) -> bool:
    if beside is None:
        return True
    there = beside.get((coding.document, coding.coder))
    return there is not None and coding.span is not None and there.any(coding.span)


# ---- with their words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A document, read once for all its segments."""

    document: UUID
    name: str
    text: str
    lines: LineIndex
    turns: tuple[Turn, ...]
    participant_name: str
    attributes: lists.Shown

    def turn_at(self, position: int) -> int:
        """Give the number of the turn that a position lies in, from 1; 0 before the first."""
        return bisect_right(self.turns, position, key=lambda turn: turn.label_start)


def _places(session: Session, wanted: Iterable[UUID]) -> Iterable[_Place]:
    """Read the documents that have segments, one at a time."""
    shown = lists.shown_attributes(session)
    rows = session.execute(
        select(Document.guid, Document.name, Document.wording, Participant.guid, Participant.name)
        .outerjoin(Participant, (Participant.guid == Document.participant) & ~Participant.removed)
        .order_by(Document.position, Document.guid)
    ).all()
    for guid, name, wording, participant, participant_name in rows:
        if guid in wanted:
            row = session.get_one(Wording, wording, options=[undefer(Wording.body)])
            yield _Place(
                document=guid,
                name=name,
                text=row.body,
                lines=LineIndex(row.body),
                turns=turns_of(session, wording),
                participant_name=participant_name or "",
                attributes=shown.get(participant, ()),
            )


def _segments(
    place: _Place,
    codings: Iterable[CodingRecord],
    codes: dict[UUID, CodeRecord],
    words: str,
    index: WordIndex | None,
) -> list[SegmentRecord]:
    """Put codings of one document beside their words, in reading order; unplaced ones last."""
    found = []
    for coding in sorted(codings, key=reading_order):
        text = coding.span.text_of(place.text) if coding.span else ""
        if words and words not in text.casefold():
            continue
        code = codes[coding.code]
        start, end = (coding.span.start, coding.span.end) if coding.span else (0, 0)
        number = place.turn_at(start) if coding.span else 0
        turn = place.turns[number - 1] if number else None
        found.append(
            SegmentRecord(
                coding=coding,
                document_name=place.name,
                participant_name=place.participant_name,
                attributes=place.attributes,
                family=code.family,
                path=code.path,
                line=place.lines.line(start) if coding.span else 0,
                turn=number,
                speaker=turn.speaker if turn else "",
                role=turn.role if turn else None,
                begins=turn.begins if turn else None,
                text=text,
                before=place.text[max(0, start - CONTEXT) : start],
                after=place.text[end : end + CONTEXT] if coding.span else "",
                words=index.count(start, end) if index is not None else 0,
            )
        )
    return found
