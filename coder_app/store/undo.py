# SPDX-License-Identifier: MIT
"""Undo writes the old values as a new event; redo undoes that one. The list is read from events."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from coder_app.core.errors import Conflict, ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import UndoStep
from coder_app.store.images import Image, Plan, plan_for
from coder_app.store.in_force import undone_among
from coder_app.store.journal import chunks, current_who, update_many
from coder_app.store.tables import Change, Event
from coder_app.store.undo_limits import NOT_UNDOABLE, guarded, is_final, refuse_final

FIRST_PAGE = 10  # nearly always enough, and asked after each coding
PAGE = 200

_Any = tuple[Any, ...]

_STEP = (Event.guid, Event.seq, Event.action, Event.document, Event.at, Event.undoes)


@dataclass(frozen=True, slots=True)
class _Hint:
    """Where the search may begin: all newer events are known to be undone, or done again."""

    who: UUID
    seq: int  # newest event when this was true
    undo_below: int
    redo_below: int | None


ABOUT_MANY = {
    "codings.code_all_matches": "coding",
    "consensus.take_agreed": "coding",
    "documents.add_documents": "document",
}
"""Actions on as many things as there happen to be → the kind of these things."""


class Steps:
    """Finds what undo and redo would do; 50,000 undos do not each walk past those before."""

    def __init__(self) -> None:
        self._hint: _Hint | None = None

    def next_undo(self, session: Session, who: UUID) -> UndoStep | None:
        """Find the newest event of a coder that is in force."""
        hint = self._valid(session, who)
        own = (
            select(*_STEP)
            .where(Event.who == who, Event.undoes.is_(None), Event.brought.is_(None))
            .where(Event.action.not_in(NOT_UNDOABLE))
        )
        for row in _in_force(session, own, hint.undo_below if hint else None):
            if not is_final(session, row.guid, row.action):
                return _step(session, row, row.action)
        return None

    def next_redo(self, session: Session, who: UUID) -> UndoStep | None:
        """Find the newest undoing of a coder that is in force and that no new work came after."""
        hint = self._valid(session, who)
        mine = select(*_STEP).where(Event.who == who, Event.brought.is_(None))
        work = select(Event.seq).where(Event.who == who, Event.undoes.is_(None))
        newest_work = session.scalar(
            work.where(Event.brought.is_(None)).order_by(Event.seq.desc()).limit(1)
        )
        undoings = mine.where(Event.undoes.is_not(None), Event.seq > (newest_work or 0))
        for row in _in_force(session, undoings, hint.redo_below if hint else None):
            undone = _event(session, row.undoes)
            if undone.undoes is None:
                return _step(session, row, undone.action)
        return None

    def went_back(self, session: Session, who: UUID, made: UUID | None, undone: UUID) -> None:
        """Note that an event was undone by the one just made."""
        if made is not None:
            seq, below = _event(session, made).seq, _event(session, undone).seq
            self._hint = _Hint(who, seq, below, None)

    def went_forth(self, session: Session, who: UUID, made: UUID | None, undoing: UUID) -> None:
        """Note that an undoing was undone by the event just made."""
        if made is not None:
            undone = _event(session, undoing)
            again = _event(session, undone.undoes).seq
            self._hint = _Hint(who, _event(session, made).seq, again + 1, undone.seq)

    def _valid(self, session: Session, who: UUID) -> _Hint | None:
        hint = self._hint
        if hint is None or hint.who != who:
            return None
        return hint if session.scalar(select(func.max(Event.seq))) == hint.seq else None


def _event(session: Session, guid: UUID) -> Row[*_Any]:
    return session.execute(select(*_STEP).where(Event.guid == guid)).one()


def undo_event(session: Session, event: UUID) -> None:
    """Write back what an event changed, if the fields it would set still hold what it left."""
    refuse_final(session, event)
    changes = session.execute(
        select(Change.row, Change.kind, Change.old, Change.new, Change.owner)
        .where(Change.event == event)
        .order_by(Change.k)
    ).all()
    if not changes:
        raise ProjectProblem(tr("This step is not in the project's history."))
    with guarded(session, event, changes):
        _write_back(session, changes)


def _write_back(session: Session, changes: Iterable[Row[*_Any]]) -> None:
    by_kind: dict[str, list[Row[*_Any]]] = {}
    for change in changes:
        by_kind.setdefault(change.kind, []).append(change)
    for kind, rows in by_kind.items():
        plan = plan_for(kind)
        back = [
            {"guid": change.row, **plan.loaded(_values_back(session, plan, change, now))}
            for change, now in _with_rows(session, plan, rows)
        ]
        update_many(session, plan.cls, back)


def _in_force(session: Session, events: Select[*_Any], below: int | None) -> Iterator[Row[*_Any]]:
    """Walk events from the newest, page by page, leaving out those that stand undone."""
    size = FIRST_PAGE
    while True:
        page = events if below is None else events.where(Event.seq < below)
        rows = session.execute(page.order_by(Event.seq.desc()).limit(size)).all()
        undone = undone_among(session, [row.guid for row in rows])
        yield from (row for row in rows if row.guid not in undone)
        if len(rows) < size:
            return
        below, size = rows[-1].seq, PAGE


def _step(session: Session, row: Row[*_Any], action: str) -> UndoStep:
    things = things_in(session, {row.guid: action}).get(row.guid, 0)
    return UndoStep(event=row.guid, action=action, things=things, document=row.document, at=row.at)


def things_in(session: Session, actions: Mapping[UUID, str]) -> dict[UUID, int]:
    """Count the things of the events that are about many; `actions` goes by the event."""
    many = {event: ABOUT_MANY[act] for event, act in actions.items() if act in ABOUT_MANY}
    counts = (
        select(Change.event, Change.kind, func.count())
        .where(Change.event.in_(many))
        .group_by(Change.event, Change.kind)
    )
    found = session.execute(counts) if many else ()
    return {event: n for event, kind, n in found if kind == many[event]}


def _with_rows(
    session: Session, plan: Plan, changes: list[Row[*_Any]]
) -> Iterator[tuple[Row[*_Any], Image]]:
    """Put the present image of its row beside each change."""
    for chunk in chunks(changes):
        found = session.execute(
            select(*plan.columns).where(plan.table.c.guid.in_([change.row for change in chunk]))
        )
        now = {row.guid: plan.image(row._asdict()) for row in found}
        for change in chunk:
            yield change, now[change.row]


def _values_back(session: Session, plan: Plan, change: Row[*_Any], now: Image) -> Image:
    """Give the fields to set, or refuse because one of them was changed since."""
    left = json.loads(change.new)
    if change.old is None:
        left = plan.completed(left)
        back: Image = {"removed": True}
    else:
        back = json.loads(change.old)
    for name, value in left.items():
        if name in now and now[name] != value:
            private = change.owner is not None and change.owner != current_who(session)
            raise Conflict(_sentence(plan.kind, name, value, now[name], private=private))
    return back


def _sentence(kind: str, name: str, left: object, now: object, *, private: bool) -> str:
    """Say what is in the way; both values only if they are words and the coder's own to see."""
    thing = _things().get(kind, kind)
    if private or not isinstance(left, str) or not isinstance(now, str) or _is_guid(now):
        return tr("{thing} was changed again since, so this step stays as it is.").format(
            thing=thing
        )
    return tr(
        "{thing} was changed again since: “{left}” is now “{now}”. This step stays as it is."
    ).format(thing=thing, left=_short(left), now=_short(now))


def _things() -> dict[str, str]:
    return {
        "setting": tr("A setting"),
        "coder": tr("A coder"),
        "participant": tr("A participant"),
        "attribute": tr("An attribute"),
        "attribute_value": tr("A participant’s value"),
        "document": tr("A document"),
        "wording": tr("A document’s text"),
        "original": tr("An imported file"),
        "turn": tr("A speaker’s turn"),
        "code": tr("A code"),
        "codebook_version": tr("A codebook version"),
        "coding": tr("A coding"),
        "memo": tr("A memo"),
        "assignment": tr("An assignment"),
        "round": tr("A closed round"),
        "decision": tr("A decision"),
    }


def _is_guid(value: str) -> bool:
    return len(value) == 32 and all(letter in "0123456789abcdef" for letter in value)


def _short(value: str) -> str:
    return value if len(value) <= 60 else value[:59] + "…"
