# SPDX-License-Identifier: MIT
"""Close a round: figures are frozen as they are before anybody talks, then codings are shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Unpack
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coder_app.agreement.frozen import to_json
from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import AssignmentRecord, AssignmentStatus
from coder_app.operations.checks import live, must_lead, named
from coder_app.operations.codings import last_version
from coder_app.queries import lists, ratings
from coder_app.queries.visibility import seen_documents
from coder_app.store.journal import current_who
from coder_app.store.tables import Assignment, Coder, Document, Round, lines_of

_Given = Mapping[tuple[UUID, UUID], list[AssignmentRecord]]  # document, coder


def close_round(session: Session, *, name: str, **choice: Unpack[ratings.Choice]) -> UUID:
    """Freeze how far coders agree, and show them each other's work. It cannot be undone.

    A document belongs to the round if two of the coders or more are done with it.
    """
    must_lead(session)
    tidy, lead = named(name), current_who(session)
    asked = ratings.question(session, lead, **choice)
    _check_coders(session, asked.coders)
    given = _given(session, asked.coders)
    _refuse_open(session, asked, given)
    together, now = _together(asked, given), datetime.now(UTC)
    seeing = _note_on_seeing(session, together, asked.coders)
    _reveal(session, together, asked.coders)
    _refuse_blind_lead(session, lead, together)
    told: ratings.Choice = {**choice, "documents": together, "unfinished": False, "as_of": None}
    report = ratings.agreement(session, lead, **told)
    report = replace(report, notes=report.notes + seeing, as_of=now)
    closed = Round(
        guid=uuid4(),
        number=(session.scalar(select(func.max(Round.number))) or 0) + 1,
        name=tidy,
        closed=now,
        author=lead,
        version=last_version(session),
        coders=lines_of(asked.coders),
        documents=lines_of(together),
        figures=to_json(report),
    )
    session.add(closed)
    return closed.guid


def rename_round(session: Session, *, round: UUID, name: str) -> None:
    """Give a closed round another name; its figures stay as they are."""
    must_lead(session)
    live(session, Round, round).name = named(name)


def _check_coders(session: Session, coders: Collection[UUID]) -> None:
    people = [live(session, Coder, coder) for coder in coders]
    if any(row.consensus for row in people):
        raise ProjectProblem(tr("Consensus takes no part in a round. Choose coders only."))
    if len(set(coders)) < 2:
        raise ProjectProblem(tr("A round takes two coders or more. Choose another one."))


def _given(session: Session, coders: Collection[UUID]) -> _Given:
    found: dict[tuple[UUID, UUID], list[AssignmentRecord]] = defaultdict(list)
    for row in lists.assignments(session):
        if row.coder in coders:
            found[row.document, row.coder].append(row)
    return found


def _refuse_open(session: Session, asked: ratings.Question, given: _Given) -> None:
    """Name the documents that one of the coders still works on."""
    open_to = [
        tr("“{0}” ({1})").format(
            session.get_one(Document, document).name,
            ", ".join(session.get_one(Coder, coder).name for coder in late),
        )
        for document in asked.documents
        if (late := [c for c in asked.coders if _status(given, document, c) == "open"])
    ]
    if open_to:
        message = tr("Not everybody is done yet: {0}. Wait for them, or leave these out.")
        raise ProjectProblem(message.format("; ".join(open_to)))


def _together(asked: ratings.Question, given: _Given) -> list[UUID]:
    """Find the documents with which two of the coders or more are done."""
    together = [
        document
        for document in asked.documents
        if sum(_status(given, document, c) == "done" for c in asked.coders) > 1
    ]
    if not together:
        raise ProjectProblem(
            tr("There is nothing to compare: no transcript was marked done by two of the coders.")
        )
    return together


def _status(given: _Given, document: UUID, coder: UUID) -> AssignmentStatus | None:
    return lists.status_of(given.get((document, coder), ()))


def _note_on_seeing(
    session: Session, documents: Iterable[UUID], coders: Iterable[UUID]
) -> tuple[str, ...]:
    """Name the documents in which a coder could see the work of others before this moment."""
    open_to_some = set().union(*(seen_documents(session, coder) for coder in coders))
    names = [session.get_one(Document, d).name for d in documents if d in open_to_some]
    if not names:
        return ()
    message = tr("Not everybody coded these blind: {0}.")
    return (message.format(", ".join(f"“{name}”" for name in names)),)


def _reveal(session: Session, documents: Iterable[UUID], coders: Iterable[UUID]) -> None:
    """Show the coders of a round each other's work in its documents."""
    blind = select(Assignment).where(
        ~Assignment.removed,
        Assignment.blind,
        ~Assignment.revealed,
        Assignment.coder.in_(coders),
        Assignment.document.in_(documents),
    )
    for row in session.scalars(blind).all():
        row.revealed = True
    session.flush()


def _refuse_blind_lead(session: Session, lead: UUID, documents: Iterable[UUID]) -> None:
    """Refuse a lead who would see figures of work that she codes blind herself."""
    hidden = set(documents) - seen_documents(session, lead)
    names = sorted(session.get_one(Document, document).name for document in hidden)
    if names:
        message = tr("You code these blind yourself, so another lead has to close the round: {0}.")
        raise ProjectProblem(message.format(", ".join(f"“{name}”" for name in names)))
