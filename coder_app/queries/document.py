# SPDX-License-Identifier: MIT
"""One document: text, turns, codings and memos, as one viewer may see them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session, aliased, undefer

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import (
    CodingRecord,
    DocumentRecord,
    MemoRecord,
    SpeakerRole,
    Turn,
)
from coder_app.core.spans import Span
from coder_app.queries import lists
from coder_app.queries.codes import scale_of
from coder_app.queries.visibility import EFFECTIVE, visible_codings, visible_memos
from coder_app.store import tables
from coder_app.store.tables import (
    Code,
    CodebookVersion,
    Coder,
    Coding,
    Document,
    Event,
    Memo,
    Original,
    Participant,
    Reading,
    Wording,
)

_Meant = aliased(Code)
_Own = aliased(Memo)
_MANY = 400  # more guids than this and the whole document is read faster


def open_document(session: Session, viewer: UUID, guid: UUID) -> DocumentRecord:
    """Give a document with everything that its view shows."""
    row = session.get(Document, guid)
    if row is None or row.removed:
        raise ProjectProblem(tr("This transcript is no longer in the project."))
    wording = session.get_one(Wording, row.wording, options=[undefer(Wording.body)])
    participant = session.get(Participant, row.participant) if row.participant else None
    if participant is not None and participant.removed:
        participant = None
    mine = [a for a in lists.assignments(session) if a.document == guid and a.coder == viewer]
    reading = session.get(Reading, (viewer, guid))
    return DocumentRecord(
        guid=guid,
        state=row.state,
        name=row.name,
        wording=wording.guid,
        text=wording.body,
        sha256=wording.sha256,
        format=_format(session, guid),
        language=row.language,
        participant=participant.guid if participant else None,
        participant_name=participant.name if participant else "",
        attributes=(
            lists.shown_attributes(session).get(participant.guid, ()) if participant else ()
        ),
        turns=turns_of(session, wording.guid),
        codings=tuple(codings(session, viewer, guid)),
        status=lists.status_of(mine),
        furthest=reading.furthest if reading else 0,
    )


def codings(
    session: Session, viewer: UUID, document: UUID, only: Collection[UUID] | None = None
) -> list[CodingRecord]:
    """Give the codings of a document in reading order; what could not be placed comes last."""
    select_codings = codings_with_names(viewer).where(Coding.document == document)
    if only is not None and len(only) <= _MANY:
        select_codings = select_codings.where(Coding.guid.in_(only))
    records = list(map(coding_reader(), session.execute(select_codings)))
    if only is not None and len(only) > _MANY:
        records = [record for record in records if record.guid in only]
    return sorted(records, key=reading_order)


def memos(session: Session, viewer: UUID, about: UUID | None) -> list[MemoRecord]:
    """Give the memos on one thing, or on the project, as far as the viewer may see them."""
    there = Memo.about == about if about is not None else Memo.kind == "project"
    rows = session.execute(
        visible_memos(viewer)
        .join(Coder, Coder.guid == Memo.coder)
        .outerjoin(Event, Event.guid == Memo.state)
        .where(there)
        .add_columns(Coder.name, Event.at)
        .order_by(Coder.name, Memo.guid)
    )
    return [
        MemoRecord(
            guid=row.guid,
            state=row.state,
            kind=row.kind,
            about=row.about,
            text=row.text,
            coder=row.coder,
            coder_name=name,
            changed=at,
        )
        for row, name, at in rows
    ]


def last_place(session: Session, viewer: UUID, document: UUID) -> int:
    """Tell where the viewer was last in a document."""
    reading = session.get(Reading, (viewer, document))
    return reading.last if reading else 0


def turns_of(session: Session, wording: UUID) -> tuple[Turn, ...]:
    """Give the turns of a wording in order."""
    row = tables.Turn
    found = session.execute(
        select(
            row.speaker,
            row.role,
            row.label_start,
            row.label_end,
            row.start,
            row.end,
            row.begins,
            row.ends,
            row.participant,
        )
        .where(~row.removed, row.wording == wording)
        .order_by(row.label_start, row.start)
    )
    return tuple(
        Turn(
            speaker=speaker,
            role=SpeakerRole(role),
            label_start=label_start,
            label_end=label_end,
            start=start,
            end=end,
            begins=begins,
            ends=ends,
            participant=participant,
        )
        for speaker, role, label_start, label_end, start, end, begins, ends, participant in found
    )


def codings_with_names(viewer: UUID) -> Select[*tuple[Any, ...]]:
    """Select what a `CodingRecord` is made of; columns: ten thousand objects take too long."""
    own_memo = and_(_Own.about == Coding.guid, _Own.coder == Coding.coder, ~_Own.removed)
    return (
        visible_codings(viewer)
        .join(_Meant, _Meant.guid == EFFECTIVE)
        .join(Coder, Coder.guid == Coding.coder)
        .join(Document, Document.guid == Coding.document)
        .outerjoin(_Own, own_memo)
        .outerjoin(Event, Event.guid == Coding.state)
        .outerjoin(CodebookVersion, CodebookVersion.guid == Coding.version)
        .with_only_columns(
            Coding.guid,
            Coding.state,
            Coding.document,
            Document.wording,
            Coding.start,
            Coding.end,
            _Meant.guid,
            _Meant.name,
            _Meant.colour,
            _Meant.key,
            _Meant.scale,
            Coding.coder,
            Coder.name,
            Coding.weight,
            _Own.text,
            Coding.created,
            Event.at,
            CodebookVersion.number,
            maintain_column_froms=True,
        )
    )


def coding_reader() -> Callable[[Row[Any]], CodingRecord]:
    """Make a function that turns selected columns into records; it reads each scale once."""

    @cache
    def labels(scale: str) -> dict[int, str]:
        return {level.weight: level.label for level in scale_of(scale)}

    def read(row: Row[Any]) -> CodingRecord:
        guid, state, document, wording, start, end, code, code_name, colour, key, *rest = tuple(row)
        scale, coder, coder_name, weight, memo, created, changed, version = rest
        return CodingRecord(
            guid=guid,
            state=state,
            document=document,
            wording=wording,
            span=Span(start, end) if start < end else None,
            code=code,
            code_name=code_name,
            colour=colour,
            key=key,
            coder=coder,
            coder_name=coder_name,
            weight=weight,
            weight_label="" if weight is None else labels(scale).get(weight, ""),
            memo=memo or "",
            created=created,
            changed=changed or created,
            version=version,
        )

    return read


def reading_order(coding: CodingRecord) -> tuple[bool, int, int, str, str]:
    """Sort key: where a coding begins, the longer one first; what has no place comes last."""
    start, end = (coding.span.start, coding.span.end) if coding.span else (0, 0)
    return (coding.span is None, start, -end, coding.code_name, coding.guid.hex)


def _format(session: Session, document: UUID) -> str:
    found = select(Original.format).where(~Original.removed, Original.document == document)
    return session.scalar(found.limit(1)) or ""
