# SPDX-License-Identifier: MIT
"""What stays on this machine and has no history: memos being typed, how far was read."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from coder_app.store.tables import Draft, Reading

LocalWork = Callable[[Session], None]


def write(engine: Engine, works: list[LocalWork]) -> None:
    """Do local work in a transaction of its own."""
    with Session(engine.execution_options(writes=lambda: True)) as session, session.begin():
        for work in works:
            work(session)


def keep_draft(row: UUID, field: str, body: str) -> LocalWork:
    """Keep what is typed so far."""

    def work(session: Session) -> None:
        session.merge(Draft(row=row, field=field, body=body))

    return work


def forget_draft(row: UUID, field: str) -> LocalWork:
    """Let a draft go: it became an event, or was given up."""

    def work(session: Session) -> None:
        found = session.get(Draft, (row, field))
        if found is not None:
            session.delete(found)

    return work


def drafts(session: Session) -> dict[tuple[UUID, str], str]:
    """Give all drafts."""
    return {(each.row, each.field): each.body for each in session.scalars(select(Draft))}


def keep_place(coder: UUID, document: UUID, furthest: int, last: int) -> LocalWork:
    """Remember where a coder is in a document; what was read stays read."""

    def work(session: Session) -> None:
        found = session.get(Reading, (coder, document))
        if found is None:
            session.add(Reading(coder=coder, document=document, furthest=furthest, last=last))
        else:
            found.furthest, found.last = max(found.furthest, furthest), last

    return work
