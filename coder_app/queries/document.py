# SPDX-License-Identifier: MIT
"""One document: text, turns, codings and memos, as one viewer may see them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import (
    CodingRecord,
    DocumentRecord,
    MemoRecord,
    SpeakerRole,
    Turn,
)
from coder_app.queries import lists
from coder_app.queries.codings import FEW, few_or_all, read_codings
from coder_app.queries.visibility import visible_memos
from coder_app.store import tables
from coder_app.store.tables import (
    Coder,
    Document,
    Event,
    Memo,
    Original,
    Participant,
    Reading,
    Wording,
)


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
    records = read_codings(session, viewer, *few_or_all(only), document=document)
    if only is not None and len(only) > FEW:
        wanted = frozenset(only)
        return [record for record in records if record.guid in wanted]
    return records


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


def text_and_turns(session: Session, document: UUID) -> tuple[str, tuple[Turn, ...]]:
    """Give what is said in a document, and by whom, without its codings."""
    row = session.get_one(Document, document)
    wording = session.get_one(Wording, row.wording, options=[undefer(Wording.body)])
    return wording.body, turns_of(session, wording.guid)


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


def _format(session: Session, document: UUID) -> str:
    found = select(Original.format).where(~Original.removed, Original.document == document)
    return session.scalar(found.limit(1)) or ""
