# SPDX-License-Identifier: MIT
"""What is in a project: documents, people, settings, and counts as one viewer may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coder_app.core.places import tr
from coder_app.core.records import (
    AssignmentRecord,
    AssignmentStatus,
    AttributeRecord,
    CodebookVersionRecord,
    CoderRecord,
    CoderRole,
    DocumentRow,
    ParticipantRecord,
    ProjectInfo,
)
from coder_app.queries.codes import codes
from coder_app.queries.visibility import seen_documents, visible_codings
from coder_app.store.tables import (
    SOURCE,
    Assignment,
    Attribute,
    AttributeValue,
    CodebookVersion,
    Coder,
    Coding,
    Document,
    Original,
    Participant,
    Reading,
    Setting,
    Wording,
    one_per,
)

__all__ = [
    "assignments",
    "attributes",
    "coders",
    "codes",
    "documents",
    "info",
    "known_sources",
    "known_texts",
    "participants",
    "setting",
    "settings",
    "shown_attributes",
    "versions",
    "why_no_agreement",
]

Shown = tuple[tuple[str, str], ...]


def documents(session: Session, viewer: UUID) -> list[DocumentRow]:
    """List the documents in their order, with how far the viewer is with each."""
    counts = _codings_by_document(session, viewer)
    read = _furthest(session, viewer)
    given = _assignments_by_document(session)
    seen = seen_documents(session, viewer)
    shown = shown_attributes(session)
    names = {coder.guid: coder.name for coder in coders(session)}
    found = (
        select(Document, Wording.length, Wording.words, Participant)
        .join(Wording, Wording.guid == Document.wording)
        .outerjoin(Participant, (Participant.guid == Document.participant) & ~Participant.removed)
        .where(~Document.removed)
        .order_by(Document.position, Document.guid)
    )
    rows = []
    for row, length, words, participant in session.execute(found):
        here = given[row.guid]
        mine = [a for a in here if a.coder == viewer]
        told = here if row.guid in seen else mine
        rows.append(
            DocumentRow(
                guid=row.guid,
                state=row.state,
                name=row.name,
                participant=participant.guid if participant else None,
                participant_name=participant.name if participant else "",
                attributes=shown.get(participant.guid, ()) if participant else (),
                characters=length,
                words=words,
                codings=counts.get(row.guid, 0),
                share_read=min(read.get(row.guid, 0) / length, 1.0) if length else 1.0,
                assigned=bool(mine),
                status=status_of(mine),
                coders=tuple(sorted({names[a.coder] for a in told if a.coder in names})),
            )
        )
    return rows


def coders(session: Session) -> list[CoderRecord]:
    """List the people of the project, leads first; Consensus at the end."""
    rank = [CoderRole.LEAD, CoderRole.CODER, CoderRole.READER]
    records = [
        CoderRecord(
            guid=row.guid,
            state=row.state,
            name=row.name,
            role=CoderRole(row.role),
            consensus=row.consensus,
            person=row.person,
        )
        for row in session.scalars(select(Coder).where(~Coder.removed))
    ]
    return sorted(records, key=lambda c: (c.consensus, rank.index(c.role), c.name.casefold()))


def participants(session: Session) -> list[ParticipantRecord]:
    """List the people interviewed by name, with what is known about them."""
    values: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    order = {a.guid: n for n, a in enumerate(attributes(session))}
    for row in session.scalars(select(AttributeValue).where(~AttributeValue.removed)):
        if row.attribute in order:
            values[row.participant].append((row.attribute, row.value))
    theirs: dict[UUID, list[UUID]] = defaultdict(list)
    here = select(Document.participant, Document.guid).where(~Document.removed)
    for participant, document in session.execute(here.order_by(Document.position, Document.guid)):
        if participant is not None:
            theirs[participant].append(document)
    records = [
        ParticipantRecord(
            guid=row.guid,
            state=row.state,
            name=row.name,
            values=tuple(sorted(values[row.guid], key=lambda v: order[v[0]])),
            documents=tuple(theirs[row.guid]),
        )
        for row in session.scalars(select(Participant).where(~Participant.removed))
    ]
    return sorted(records, key=lambda p: p.name.casefold())


def attributes(session: Session) -> list[AttributeRecord]:
    """List the columns of the participants' table."""
    rows = session.scalars(
        select(Attribute)
        .where(~Attribute.removed)
        .order_by(Attribute.position, Attribute.name, Attribute.guid)
    )
    return [
        AttributeRecord(
            guid=row.guid,
            state=row.state,
            name=row.name,
            kind=row.kind,
            choices=tuple(row.choices.splitlines()),
        )
        for row in rows
    ]


def shown_attributes(session: Session) -> dict[UUID, Shown]:
    """Give for each participant the names and values of what is known about her."""
    names = {a.guid: a.name for a in attributes(session)}
    return {
        p.guid: tuple((names[attribute], value) for attribute, value in p.values)
        for p in participants(session)
    }


def assignments(session: Session) -> list[AssignmentRecord]:
    """List who has to code what; those of removed documents and coders are left out."""
    rows = session.scalars(
        select(Assignment)
        .join(Document, Document.guid == Assignment.document)
        .join(Coder, Coder.guid == Assignment.coder)
        .where(~Assignment.removed, ~Document.removed, ~Coder.removed)
        .order_by(Document.position, Document.guid, Coder.name, Assignment.purpose)
    )
    return [
        AssignmentRecord(
            guid=row.guid,
            state=row.state,
            coder=row.coder,
            document=row.document,
            purpose=row.purpose,
            blind=row.blind,
            revealed=row.revealed,
            status=AssignmentStatus(row.status),
        )
        for row in rows
    ]


def status_of(given: Iterable[AssignmentRecord]) -> AssignmentStatus | None:
    """Sum up one coder's assignments to one document: done only when all are."""
    statuses = {a.status for a in given}
    if not statuses:
        return None
    return AssignmentStatus.DONE if statuses == {AssignmentStatus.DONE} else AssignmentStatus.OPEN


def versions(session: Session) -> list[CodebookVersionRecord]:
    """List the closed versions of the codebook, the newest first."""
    rows = session.execute(
        select(CodebookVersion, Coder.name)
        .outerjoin(Coder, Coder.guid == CodebookVersion.author)
        .where(~CodebookVersion.removed)
        .order_by(CodebookVersion.number.desc())
    )
    return [
        CodebookVersionRecord(
            guid=row.guid,
            number=row.number,
            closed=row.closed,
            author=name or "",
            reason=row.reason,
        )
        for row, name in rows
    ]


def setting(session: Session, name: str, default: str = "") -> str:
    """Give one setting of the project."""
    row = session.get(Setting, one_per("setting", name))
    return default if row is None or row.removed else row.value


def why_no_agreement(session: Session) -> str:
    """Say that the project does without agreement, and why; nothing where it does not."""
    off = setting(session, "agreement")
    return off and tr("Agreement is switched off in this project: {0}.").format(off.rstrip("."))


def settings(session: Session) -> dict[str, str]:
    """Give all settings of the project."""
    rows = session.scalars(select(Setting).where(~Setting.removed).order_by(Setting.name))
    return {row.name: row.value for row in rows}


def info(session: Session, viewer: UUID) -> ProjectInfo:
    """Count what is in the project."""
    shown = documents(session, viewer)
    return ProjectInfo(
        title=setting(session, "title"),
        documents=len(shown),
        characters=sum(row.characters for row in shown),
        codes=sum(code.codable for code in codes(session, viewer)),
        codings=sum(row.codings for row in shown),
        coders=sum(not coder.consensus for coder in coders(session)),
        participants=len(participants(session)),
    )


def known_texts(session: Session) -> dict[str, str]:
    """Give the SHA-256 of each current text with its document's name, to notice it again."""
    rows = session.execute(
        select(Wording.sha256, Document.name)
        .join(Document, Document.wording == Wording.guid)
        .where(~Document.removed)
    )
    return dict(rows.all())


def known_sources(session: Session) -> dict[str, str]:
    """Give the SHA-256 of each file that transcripts were made of, with a document's name.

    Also of files that went in with pseudonyms, or in parts, and are not kept as they came.
    """
    live = session.execute(select(Document.guid, Document.name).where(~Document.removed))
    names = dict(live.all())
    kept = session.execute(select(Original.sha256, Original.document).where(~Original.removed))
    told = session.execute(
        select(Setting.value, Setting.name).where(~Setting.removed, Setting.name.startswith(SOURCE))
    )
    found = [*kept, *((digest, UUID(name.removeprefix(SOURCE))) for digest, name in told)]
    return {digest: names[document] for digest, document in found if document in names}


def _codings_by_document(session: Session, viewer: UUID) -> dict[UUID, int]:
    counts = visible_codings(viewer).with_only_columns(Coding.document, func.count())
    rows = session.execute(counts.group_by(Coding.document))
    return dict(rows.all())


def _furthest(session: Session, viewer: UUID) -> dict[UUID, int]:
    rows = session.execute(
        select(Reading.document, Reading.furthest).where(Reading.coder == viewer)
    )
    return dict(rows.all())


def _assignments_by_document(session: Session) -> dict[UUID, list[AssignmentRecord]]:
    found: dict[UUID, list[AssignmentRecord]] = defaultdict(list)
    for record in assignments(session):
        found[record.document].append(record)
    return found
