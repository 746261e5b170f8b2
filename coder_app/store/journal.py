# SPDX-License-Identifier: MIT
"""Old and new values of every row an operation touches, gathered while it runs.

Rows reach the tables in two ways only: as mapped objects (watched at each flush), or by
`insert_many` and `update_many`. Both leave the same lines. All else is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice
from typing import Any, NoReturn, TypeVar
from uuid import UUID, uuid4

from sqlalchemy import Column, Engine, bindparam, event, insert, inspect, select, update
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.orm.base import NO_VALUE
from sqlalchemy.orm.util import identity_key

from coder_app.store.connect import JournalBypassed
from coder_app.store.images import Image, Plan, as_bytes, plan_of, storable
from coder_app.store.tables import Domain

_T = TypeVar("_T")
_Whose = tuple[UUID | None, UUID | None]  # owner, document

CHUNK = 500  # well under SQLite's limit of bound values


@dataclass(slots=True)
class Line:
    """What became of one row in this event."""

    plan: Plan
    row: UUID
    before: UUID | None  # event that wrote the row last; None: the row is new
    old: Image | None
    new: Image
    owner: UUID | None
    document: UUID | None


@dataclass(slots=True)
class Journal:
    """The lines of one event, which has its guid from the start: it is the rows' new `state`."""

    who: UUID
    event: UUID = field(default_factory=uuid4)
    lines: dict[UUID, Line] = field(default_factory=dict)
    is_open: bool = False

    @contextmanager
    def door(self) -> Iterator[None]:
        """Let the statements inside through."""
        self.is_open = True
        try:
            yield
        finally:
            self.is_open = False

    def may_write(self) -> bool:
        """Tell the connection whether a statement comes from here."""
        return self.is_open

    def file_insert(self, plan: Plan, values: Mapping[str, Any]) -> None:
        """Write down a new row."""
        row = values["guid"]
        if row in self.lines:
            raise JournalBypassed(f"a second row with the guid {row}")
        self.lines[row] = Line(
            plan, row, None, None, plan.inserted(values), *_whose(plan, values.__getitem__)
        )

    def file_update(
        self, plan: Plan, row: UUID, before: UUID, old: Image, new: Image, whose: _Whose
    ) -> None:
        """Write down changed fields; a row touched twice in one event is one change."""
        line = self.lines.get(row)
        if line is None:
            self.lines[row] = Line(plan, row, before, old, new, *whose)
            return
        if line.old is not None:
            line.old = {**old, **line.old}
        line.new.update(new)


class JournalSession(Session):
    """The session that operations get."""

    def __init__(self, engine: Engine, journal: Journal) -> None:
        self.journal = journal
        super().__init__(engine.execution_options(writes=journal.may_write), expire_on_commit=False)

    def delete(self, instance: object) -> NoReturn:
        """Refuse: nothing is deleted, `removed` is a field."""
        raise JournalBypassed("nothing is deleted: set `removed`")


def journal_of(session: Session) -> Journal:
    """Give the journal that a session writes; others may only read."""
    if not isinstance(session, JournalSession):
        raise JournalBypassed("this session is for reading")
    return session.journal


def current_who(session: Session) -> UUID:
    """Give the coder at work."""
    return journal_of(session).who


def insert_many(
    session: Session, cls: type[Domain], rows: Sequence[Mapping[str, Any]]
) -> list[UUID]:
    """Add many rows at once and give their guids; the history is the same as one by one."""
    journal, plan = journal_of(session), plan_of(cls)
    session.flush()
    values = [_filled(plan, row, journal.event) for row in rows]
    for each in values:
        journal.file_insert(plan, each)
    if values:
        with journal.door():
            session.execute(insert(plan.table), values)
    return [each["guid"] for each in values]


def update_many(session: Session, cls: type[Domain], rows: Sequence[Mapping[str, Any]]) -> None:
    """Change many rows at once; each mapping has the row's guid and the fields to set."""
    journal, plan = journal_of(session), plan_of(cls)
    session.flush()
    for chunk in chunks(rows):
        _update_chunk(session, journal, plan, {row["guid"]: row for row in chunk})


def chunks(rows: Iterable[_T], size: int = CHUNK) -> Iterator[list[_T]]:
    """Cut a list into pieces that fit a statement."""
    left = iter(rows)
    while piece := list(islice(left, size)):
        yield piece


def _update_chunk(
    session: Session, journal: Journal, plan: Plan, wanted: dict[UUID, Mapping[str, Any]]
) -> None:
    """Compare with what stands in the table, file what differs, write it."""
    rows = session.execute(select(*plan.columns).where(plan.table.c.guid.in_(wanted)))
    found = {row.guid: row._mapping for row in rows}
    batches: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for guid, values in wanted.items():
        names = _file_difference(journal, plan, found[guid], values)
        if names:
            bound = {f"new_{name}": values[name] for name in names}
            bound |= {"row_guid": guid, "new_state": journal.event}
            batches.setdefault(tuple(names), []).append(bound)
        known = session.identity_map.get(identity_key(plan.cls, guid))
        if known is not None:
            session.expire(known)
    for fields, bounds in batches.items():
        columns: dict[str, Any] = {name: bindparam(f"new_{name}") for name in ("state", *fields)}
        target = update(plan.table).where(plan.table.c.guid == bindparam("row_guid"))
        with journal.door():
            session.execute(target.values(columns), bounds)


def _file_difference(
    journal: Journal, plan: Plan, now: Mapping[Any, Any], values: Mapping[str, Any]
) -> list[str]:
    """File the fields that get another value, groups whole; give the names of those to write."""
    new = {name: plan.fields[name].dump(values[name]) for name in values if name != "guid"}
    changed = [name for name in new if new[name] != plan.fields[name].dump(now[name])]
    if not changed:
        return []
    names = plan.whole(set(changed))
    old = {name: plan.fields[name].dump(now[name]) for name in names}
    after = {name: new.get(name, old[name]) for name in names}
    then = {**now, **values}
    whose = _whose(plan, then.__getitem__)
    journal.file_update(plan, now["guid"], now["state"], old, after, whose)
    return changed


def _filled(plan: Plan, given: Mapping[str, Any], state: UUID) -> dict[str, Any]:
    """Give a new row all its columns: what was given, else the column's default."""
    values: dict[str, Any] = {
        column.key: given[column.key] if column.key in given else _default(column)
        for column in plan.table.columns
    }
    values["state"] = state
    if plan.cls.BODIES:
        if isinstance(values["body"], str):
            storable(values["body"])
        values["sha256"] = sha256(as_bytes(values["body"])).hexdigest()
    return values


def _default(column: Column[Any]) -> object:
    default = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg  # type: ignore[attr-defined]


def _whose(plan: Plan, value: Callable[[str], Any]) -> _Whose:
    """Tell whose private work a row is and in which document it lies."""
    owner, document = plan.cls.OWNER, plan.cls.DOCUMENT
    return value(owner) if owner else None, value(document) if document else None


# ---- mapped objects


@event.listens_for(JournalSession, "before_flush")
def _watch(session: JournalSession, context: UOWTransaction, instances: object) -> None:
    """File what this flush is about to write."""
    if session.deleted:
        session.delete(next(iter(session.deleted)))
    for row in session.new:
        if not isinstance(row, Domain):
            raise JournalBypassed(f"not a row of the project: {row!r}")
        _watch_new(session.journal, row)
    for row in session.dirty:
        if session.is_modified(row):
            _watch_changed(session, row)
    session.journal.is_open = True


@event.listens_for(JournalSession, "after_flush")
def _watched(session: JournalSession, context: UOWTransaction) -> None:
    session.journal.is_open = False


def _watch_new(journal: Journal, row: Domain) -> None:
    plan = plan_of(type(row))
    given = {key: value for key, value in inspect(row).dict.items() if key in plan.table.c}
    values = _filled(plan, given, journal.event)
    for name, value in values.items():
        if name not in given or given[name] is not value:
            setattr(row, name, value)
    journal.file_insert(plan, values)


def _watch_changed(session: JournalSession, row: Domain) -> None:
    plan, state = plan_of(type(row)), inspect(row)
    changed = {
        attribute.key for attribute in state.attrs if state.attrs[attribute.key].history.added
    }
    if changed & plan.cls.BODIES or "guid" in changed:
        raise JournalBypassed(f"{sorted(changed)} of a {plan.kind} never change")
    names = plan.whole(changed & plan.fields.keys())
    if not names:
        return
    before = _committed(session, plan, row, [*names, "state"])
    old = {name: plan.fields[name].dump(before[name]) for name in names}
    new = {name: plan.fields[name].dump(getattr(row, name)) for name in names}
    whose = _whose(plan, lambda name: getattr(row, name))
    session.journal.file_update(plan, row.guid, before["state"], old, new, whose)
    row.state = session.journal.event


def _committed(
    session: JournalSession, plan: Plan, row: Domain, names: list[str]
) -> Mapping[Any, Any]:
    """Give the values before this flush; SQLAlchemy forgets those never read before being set."""
    state = inspect(row)
    known: dict[str, Any] = {}
    for name in names:
        value = state.committed_state.get(name, state.dict.get(name, NO_VALUE))
        if value is NO_VALUE:
            columns = [plan.table.c[each] for each in names]
            with session.no_autoflush:
                return (
                    session.execute(select(*columns).where(plan.table.c.guid == row.guid))
                    .mappings()
                    .one()
                )
        known[name] = value
    return known
