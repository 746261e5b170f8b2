# SPDX-License-Identifier: MIT
"""Closed rounds and their frozen figures, as far as the viewer may see the work behind them."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select, union
from sqlalchemy.orm import Session, undefer

from coder_app.agreement.frozen import from_json
from coder_app.agreement.report import AgreementReport
from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import AssignmentRecord, AssignmentStatus, Purpose, RoundRecord
from coder_app.queries import lists
from coder_app.queries.visibility import seen_documents
from coder_app.store.tables import (
    CodebookVersion,
    Coder,
    Coding,
    Decision,
    Round,
    guids_in,
    one_per,
)


def rounds(session: Session, viewer: UUID) -> list[RoundRecord]:
    """List the closed rounds, the newest first.

    Of a round in whose documents the work of others is hidden she learns neither the figures nor
    who took part besides herself.
    """
    found = (
        select(Round, Coder.name, CodebookVersion.number)
        .outerjoin(Coder, Coder.guid == Round.author)
        .outerjoin(CodebookVersion, CodebookVersion.guid == Round.version)
        .where(~Round.removed)
        .order_by(Round.number.desc(), Round.closed.desc())
        .options(undefer(Round.figures))
    )
    seen = seen_documents(session, viewer)
    return [
        _record(row, author or "", version, viewer, open_to_her=seen.issuperset(_documents(row)))
        for row, author, version in session.execute(found)
    ]


def figures(session: Session, viewer: UUID, round: UUID) -> AgreementReport | None:
    """Give the frozen figures of a round; None if the viewer may not see them."""
    for record in rounds(session, viewer):
        if record.guid == round:
            return from_json(record.figures) if record.figures else None
    raise ProjectProblem(tr("This round is not in the project."))


def closed_in(session: Session) -> dict[UUID, UUID]:
    """Tell for each document that lies in a closed round which one was the last."""
    rows = session.execute(
        select(Round.guid, Round.documents).where(~Round.removed).order_by(Round.number)
    )
    return {document: guid for guid, told in rows for document in guids_in(told)}


def consensus(session: Session) -> UUID:
    """Give the special coder who holds what was settled."""
    held = select(Coder.guid).where(Coder.consensus, ~Coder.removed).order_by(Coder.guid).limit(1)
    return session.scalar(held) or one_per("coder", "consensus")


def settled_documents(session: Session) -> frozenset[UUID]:
    """Give the documents where the silence of Consensus means "not this code"."""
    who = consensus(session)
    coded = select(Coding.document).where(~Coding.removed, Coding.coder == who)
    decided = select(Decision.document).where(~Decision.removed)
    return frozenset(closed_in(session)) | frozenset(session.scalars(union(coded, decided)))


def standing(session: Session) -> list[AssignmentRecord]:
    """List who has to code what, and Consensus as done where its silence says something."""
    return lists.assignments(session) + of_consensus(session, settled_documents(session))


def of_consensus(session: Session, documents: Iterable[UUID]) -> list[AssignmentRecord]:
    """Make up assignments of Consensus, done, so that it can be compared like a coder."""
    who = consensus(session)
    return [
        AssignmentRecord(
            guid=document,
            state=document,
            coder=who,
            document=document,
            purpose=Purpose.MAIN,
            blind=False,
            revealed=False,
            status=AssignmentStatus.DONE,
        )
        for document in documents
    ]


def _documents(row: Round) -> tuple[UUID, ...]:
    return guids_in(row.documents)


def _record(
    row: Round, author: str, version: int | None, viewer: UUID, *, open_to_her: bool
) -> RoundRecord:
    coders: Iterable[UUID] = guids_in(row.coders)
    return RoundRecord(
        guid=row.guid,
        state=row.state,
        number=row.number,
        name=row.name,
        closed=row.closed,
        author=author,
        coders=tuple(c for c in coders if open_to_her or c == viewer),
        documents=_documents(row),
        version=version,
        figures=row.figures if open_to_her else "",
    )
