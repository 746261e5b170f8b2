# SPDX-License-Identifier: MIT
"""The whole project as plain records, for other programs, as one viewer may see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, undefer

from coder_app.core.picture import (
    LeftOut,
    PictureAttribute,
    PictureCode,
    PictureCoder,
    PictureCoding,
    PictureDocument,
    PictureMemo,
    PictureParticipant,
    ProjectPicture,
)
from coder_app.core.places import tr, tr_n
from coder_app.core.records import CodebookDraft, CoderRole, CodingRecord
from coder_app.core.stopping import go_on
from coder_app.queries import lists
from coder_app.queries.codebook_draft import draft_of, head_of
from coder_app.queries.codings import read_codings
from coder_app.queries.document import turns_of
from coder_app.queries.visibility import visible_decisions, visible_memos
from coder_app.store.tables import (
    Assignment,
    CodebookVersion,
    Decision,
    Document,
    Memo,
    Original,
    Round,
    Wording,
)


def picture(session: Session, viewer: UUID) -> ProjectPicture:
    """Take the picture; what it cannot hold is listed in it."""
    found, head = read_codings(session, viewer), head_of(session)
    coders = lists.coders(session)
    participants = lists.participants(session)
    here = {participant.guid for participant in participants}
    documents = tuple(_documents(session, here))
    leads = [coder.guid for coder in coders if coder.role is CoderRole.LEAD]
    return ProjectPicture(
        title=lists.setting(session, "title"),
        lead=viewer if viewer in leads else next(iter(leads), None),
        codebook=head if head != CodebookDraft(title="") else None,
        coders=tuple(PictureCoder(guid=c.guid, name=c.name, role=c.role) for c in coders),
        codes=tuple(
            PictureCode(guid=code.guid, parent=code.parent, draft=draft_of(code))
            for code in lists.codes(session, viewer)
        ),
        documents=documents,
        codings=tuple(coding for row in found for coding in _coding(row)),
        memos=tuple(_memos(session, viewer)),
        attributes=tuple(
            PictureAttribute(guid=a.guid, name=a.name, kind=a.kind, choices=a.choices)
            for a in lists.attributes(session)
        ),
        participants=tuple(
            PictureParticipant(guid=p.guid, name=p.name, values=p.values) for p in participants
        ),
        left_out=tuple(_left_out(session, viewer, found, documents)),
    )


def _documents(session: Session, participants: set[UUID]) -> Iterator[PictureDocument]:
    """Give the transcripts in their order; a participant who was taken out is nobody's."""
    rows = (
        select(Document, Wording)
        .join(Wording, Wording.guid == Document.wording)
        .where(~Document.removed)
        .order_by(Document.position, Document.guid)
        .options(undefer(Wording.body))
    )
    for row, wording in session.execute(rows):
        go_on()
        yield PictureDocument(
            guid=row.guid,
            name=row.name,
            text=wording.body,
            turns=turns_of(session, wording.guid),
            participant=row.participant if row.participant in participants else None,
            language=row.language,
        )


def _coding(row: CodingRecord) -> Iterator[PictureCoding]:
    if row.span is not None:
        yield PictureCoding(
            guid=row.guid,
            document=row.document,
            code=row.code,
            coder=row.coder,
            span=row.span,
            weight=row.weight,
            created=row.created,
        )


def _memos(session: Session, viewer: UUID) -> Iterator[PictureMemo]:
    """Give the memos the viewer may see, in an order that is always the same."""
    rows = visible_memos(viewer).order_by(Memo.kind, Memo.about, Memo.coder, Memo.guid)
    for row in session.scalars(rows):
        yield PictureMemo(kind=row.kind, about=row.about, coder=row.coder, text=row.text)


# ---- what has no place in a picture


def _left_out(
    session: Session,
    viewer: UUID,
    found: list[CodingRecord],
    documents: Sequence[PictureDocument],
) -> Iterator[LeftOut]:
    lost = sum(row.span is None for row in found)
    versions = select(func.count()).select_from(CodebookVersion).where(~CodebookVersion.removed)
    decisions = visible_decisions(viewer).with_only_columns(Decision.guid)
    told = (
        (lost, tr("codings without a place"), tr("Their words are not in the corrected text.")),
        (
            _count(session, select(Assignment.guid).where(~Assignment.removed)),
            tr("assignments"),
            tr("Who codes what, blind or not, stays in this project."),
        ),
        (
            _count(session, decisions),
            tr("decisions"),
            tr("How disagreements were settled stays in this project; Consensus goes along."),
        ),
        (
            _count(session, select(Round.guid).where(~Round.removed)),
            tr("closed rounds"),
            tr("Their figures stay in this project."),
        ),
        (
            session.scalar(versions) or 0,
            tr("codebook versions"),
            tr("The codebook goes out as it is now."),
        ),
        (
            _count(session, select(Original.guid).where(~Original.removed)),
            tr("original files"),
            tr("Transcripts go out as plain text."),
        ),
        (
            sum(turn.begins is not None for each in documents for turn in each.turns),
            tr("times of turns"),
            tr("Other programs have times for recordings only."),
        ),
        (
            sum(each.language is not None for each in documents),
            tr("languages of transcripts"),
            tr("They are guessed from the texts when the project comes back."),
        ),
    )
    for n, kind, why in told:
        if n:
            yield LeftOut(kind=kind, name=tr_n("{n} of them", "{n} of them", n), why=why)
    yield LeftOut(
        kind=tr("history"), name=tr("all of it"), why=tr("The history stays in this project.")
    )


def _count(session: Session, rows: Select[UUID]) -> int:
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0
