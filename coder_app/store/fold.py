# SPDX-License-Identifier: MIT
"""From the changes of a row to its values: they are a function of the set of its changes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby, pairwise
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, update
from sqlalchemy.orm import Session

from coder_app.store.derived import refresh_codes, refresh_codings
from coder_app.store.images import Image, Plan, plan_of
from coder_app.store.migrations import upcast
from coder_app.store.tables import DOMAIN, Change, Coding, Domain, Event


@dataclass(frozen=True, slots=True)
class Made:
    """One change, as far as folding needs it."""

    event: UUID
    clock: int
    parents: frozenset[UUID]
    new: Image


@dataclass(frozen=True, slots=True)
class Folded:
    """A row as its changes give it. `conflicts`: field → the events that disagree about it."""

    values: Image
    state: UUID
    conflicts: dict[str, frozenset[UUID]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A row whose table and history do not say the same; None: not there at all."""

    row: UUID
    folded: Image | None
    found: Image | None


def fold(changes: Sequence[Made]) -> Folded:
    """Apply changes in the order of their clocks; the newer of two that disagree is shown."""
    in_order = sorted(changes, key=lambda change: (change.clock, change.event))
    values: Image = {}
    for change in in_order:
        values.update(change.new)
    return Folded(values, state_of(heads(in_order)), _conflicts(in_order))


def heads(changes: Sequence[Made]) -> list[UUID]:
    """Give the events whose change no other change was made on."""
    followed = {parent for change in changes for parent in change.parents}
    return sorted(change.event for change in changes if change.event not in followed)


def state_of(heads: Sequence[UUID]) -> UUID:
    """Give a row's state: its last event, or after a merge a hash of several."""
    if len(heads) == 1:
        return heads[0]
    mixed = bytearray(sha256(b"".join(head.bytes for head in heads)).digest()[:16])
    mixed[6] = mixed[6] & 0x0F | 0x80
    mixed[8] = mixed[8] & 0x3F | 0x80
    return UUID(bytes=bytes(mixed))


def _conflicts(in_order: Sequence[Made]) -> dict[str, frozenset[UUID]]:
    """Find fields with live writers that disagree: changes that no later one of it descends from.

    Counting heads is not enough: an edit of another field would hide the conflict.
    """
    if _is_line(in_order):
        return {}
    above = _ancestors(in_order)
    found = {}
    for name in {name for change in in_order for name in change.new}:
        writers = [change for change in in_order if name in change.new]
        passed = set().union(*(above[writer.event] for writer in writers))
        live = [writer for writer in writers if writer.event not in passed]
        if any(writer.new[name] != live[0].new[name] for writer in live):
            found[name] = frozenset(writer.event for writer in live)
    return found


def _is_line(in_order: Sequence[Made]) -> bool:
    return all(later.parents == {earlier.event} for earlier, later in pairwise(in_order))


def _ancestors(in_order: Sequence[Made]) -> dict[UUID, set[UUID]]:
    above: dict[UUID, set[UUID]] = {}
    for change in in_order:  # a change's clock comes after those of its parents
        above[change.event] = set(change.parents).union(
            *(above.get(parent, set()) for parent in change.parents)
        )
    return above


# ---- the whole project


def folded_rows(session: Session, plan: Plan) -> Iterator[tuple[UUID, Folded]]:
    """Fold all rows of a kind from their history."""
    told = session.execute(
        select(
            Change.row,
            Change.event,
            Change.parents,
            Change.old,
            Change.new,
            Event.clock,
            Event.schema,
        )
        .join(Event, Event.guid == Change.event)
        .where(Change.kind == plan.kind)
        .order_by(Change.row)
        .execution_options(yield_per=1000)
    )
    for row, changes in groupby(told, key=lambda each: each.row):
        yield (
            row,
            fold(
                [
                    Made(
                        each.event,
                        each.clock,
                        frozenset(map(UUID, each.parents.split())),
                        _told(plan, each),
                    )
                    for each in changes
                ]
            ),
        )


def _told(plan: Plan, change: Row[*tuple[Any, ...]]) -> Image:
    """Give the new values of a change; an insert also says what it left empty."""
    image = upcast(plan.kind, json.loads(change.new), change.schema)
    return image if change.old is not None else {**plan.completed(image), **image}


def differences(session: Session, cls: type[Domain]) -> Iterator[Difference]:
    """Compare a table with the fold of its history, row by row."""
    plan = plan_of(cls)
    found = {
        row.guid: {**plan.image(row._asdict()), "state": row.state}
        for row in session.execute(select(*plan.columns))
    }
    for guid, folded in folded_rows(session, plan):
        wanted = {**plan.completed(folded.values), "state": folded.state}
        there = found.pop(guid, None)
        if there != wanted:
            yield Difference(guid, wanted, there)
    for guid, there in found.items():
        yield Difference(guid, None, there)


def rebuild(session: Session) -> None:
    """Write the tables anew where they do not say what the history says.

    Bodies are not in the history: a wording that is gone stays gone.
    """
    for cls in DOMAIN.values():
        plan = plan_of(cls)
        for each in list(differences(session, cls)):
            if each.folded is None:
                continue
            values = {**plan.loaded(each.folded), "state": each.folded["state"]}
            if each.found is not None:
                target = update(plan.table).where(plan.table.c.guid == each.row)
                session.execute(target.values(values))
            elif not cls.BODIES:
                empty = dict.fromkeys(cls.DERIVED, 0) if cls is Coding else {}
                session.execute(insert(plan.table).values({**empty, **values, "guid": each.row}))
    refresh_codes(session)
    refresh_codings(session, session.scalars(select(Coding.guid)).all())
