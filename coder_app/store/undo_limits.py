# SPDX-License-Identifier: MIT
"""What undo and redo may not do: hide again what was shown, show what is hidden, write for others.

Undo goes around the operations and their checks, so it has limits of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import CoderRole
from coder_app.store.blindness import blind_here, open_to_each
from coder_app.store.in_force import undone_among
from coder_app.store.journal import current_who
from coder_app.store.tables import Assignment, Change, Coder, Document, Event

_BEGINNINGS = ("projects.begin", "bring_project.bring_project")
NOT_UNDOABLE = (*_BEGINNINGS, "rounds.close_round", "people.reveal", "people.reveal_all")
_MAY_REVEAL = ("people.mark_done", "people.mark_all_done")  # of practice
_LEADS_ONLY = ("round", "decision")
_Change = Row[*tuple[Any, ...]]


def is_final(session: Session, event: UUID, action: str) -> bool:
    """Tell whether an event stays whatever comes: it began the project, or showed work."""
    if action not in _MAY_REVEAL:
        return action in NOT_UNDOABLE
    told = select(Change.old, Change.new).where(Change.event == event, Change.kind == "assignment")
    return any(_reveals(change.old, change.new) for change in session.execute(told))


def why_final(session: Session, event: UUID, action: str) -> str:
    """Say why an event stays; nothing if it can be undone."""
    if not is_final(session, event, action):
        return ""
    if action in _BEGINNINGS:
        return tr("The beginning of the project stays.")
    if action == "rounds.close_round":
        return tr("A closed round stays closed: what its coders have seen cannot be unseen.")
    return tr("What a coder has seen cannot be unseen, so this step stays.")


def refuse_final(session: Session, event: UUID) -> None:
    """Refuse to undo an event that stays, whoever asks and by whatever way."""
    action = session.scalar(select(Event.action).where(Event.guid == event)) or ""
    reason = why_final(session, event, action)
    if reason:
        raise ProjectProblem(reason)


@contextmanager
def guarded(session: Session, event: UUID, changes: Sequence[_Change]) -> Iterator[None]:
    """Watch over an undo: nobody writes for others, and no hidden work comes to light."""
    is_lead = _leads(session)
    if not is_lead:
        _refuse_for_others(session, changes)
    if not any(map(_moves_sight, changes)):
        yield
        return
    seen, blind = open_to_each(session), _blind(session)
    yield
    shown = open_to_each(session) - seen
    if shown and not is_lead:
        raise ProjectProblem(
            tr("This would show somebody the work of others. Only a lead can do that.")
        )
    for coder, document in sorted(shown & blind):
        if _worked_since(session, event, coder, document):
            raise ProjectProblem(_begun(session, coder, document))


def _reveals(old: str | None, new: str) -> bool:
    if not json.loads(new).get("revealed"):
        return False
    return old is None or not json.loads(old).get("revealed", True)


def _leads(session: Session) -> bool:
    who = session.get(Coder, current_who(session))
    return who is not None and who.role == CoderRole.LEAD


def _refuse_for_others(session: Session, changes: Iterable[_Change]) -> None:
    """Keep who is no lead from changing what she could not change by an operation."""
    who = current_who(session)
    for change in changes:
        is_anothers = change.owner not in (None, who)
        if change.kind == "assignment":
            is_anothers = session.get_one(Assignment, change.row).coder != who
        if is_anothers or change.kind in _LEADS_ONLY or _gives_role(change):
            raise ProjectProblem(tr("Only a lead can take this back. Ask a lead."))


def _moves_sight(change: _Change) -> bool:
    return change.kind == "assignment" or _gives_role(change)


def _gives_role(change: _Change) -> bool:
    return change.kind == "coder" and change.old is not None and "role" in json.loads(change.old)


def _blind(session: Session) -> set[tuple[UUID, UUID]]:
    """Give all pairs of coder and document that she still codes blind."""
    return {
        (coder, document)
        for coder in session.scalars(select(Coder.guid)).all()
        for document in session.scalars(blind_here(coder))
    }


def _worked_since(session: Session, event: UUID, coder: UUID, document: UUID) -> bool:
    """Tell whether a coder coded in a document after an event, and her work stands."""
    then = select(Event.seq).where(Event.guid == event).scalar_subquery()
    hers = (
        select(Event.guid)
        .join(Change, Change.event == Event.guid)
        .where(Change.kind == "coding", Change.owner == coder, Change.document == document)
        .where(Event.seq > then, Event.undoes.is_(None))
    )
    worked = list(session.scalars(hers.distinct()))
    return len(undone_among(session, worked)) < len(worked)


def _begun(session: Session, coder: UUID, document: UUID) -> str:
    return tr(
        "{0} has begun to code “{1}” blind. To let her see the work of others, end blind coding"
        " there instead."
    ).format(session.get_one(Coder, coder).name, session.get_one(Document, document).name)
