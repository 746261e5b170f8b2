# SPDX-License-Identifier: MIT
"""Is the file whole, and does it still say what was done? Each finding is a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Row, func, or_, select
from sqlalchemy.orm import Session, aliased

from coder_app.core.places import tr, tr_n
from coder_app.store import triggers
from coder_app.store.carrying import Carrier
from coder_app.store.chain import digest_of, hash_of
from coder_app.store.derived import end_of_chain
from coder_app.store.fold import differences
from coder_app.store.images import as_bytes, plan_of, sealed
from coder_app.store.journal import CHUNK, chunks
from coder_app.store.tables import (
    DOMAIN,
    Change,
    Code,
    Coding,
    Decision,
    Document,
    Event,
    Original,
    Turn,
    Wording,
)

_Row = Row[*tuple[Any, ...]]


def findings(session: Session) -> list[str]:
    """Run all checks, the cheap ones first."""
    return [
        *_damage(session),
        *_triggers(session),
        *_chain(session),
        *_masked(session),
        *_tables(session),
        *_bodies(session),
        *_offsets(session),
        *_derived(session),
    ]


def _damage(session: Session) -> Iterator[str]:
    if session.get_bind().dialect.name != "sqlite":
        return
    connection = session.connection()
    for (said,) in connection.exec_driver_sql("PRAGMA integrity_check(20)"):
        if said != "ok":
            yield tr("The file is damaged: {said}.").format(said=said)
    for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield tr("A row of “{kind}” points at a row of “{other}” that is not there.").format(
            kind=row[0], other=row[2]
        )


def _triggers(session: Session) -> Iterator[str]:
    for name in triggers.missing(session.connection()):
        yield tr("The guard “{name}” of the history is missing or was changed.").format(name=name)


def _chain(session: Session) -> Iterator[str]:
    """Verify each sitting: numbers without a gap, each hash over the one before."""
    before: _Row | None = None
    for event, lines in _events_with_changes(session):
        goes_on = before is not None and before.sitting == event.sitting
        n, previous = (before.n + 1, before.hash) if before and goes_on else (1, None)
        if not all(map(_is_as_filed, lines)):
            yield _tampered(event, tr("a change of a row"))
        if event.n != n or event.prev != previous:
            yield _tampered(event, tr("its place in the chain"))
        if event.hash != hash_of(event.prev, event._asdict(), [x._asdict() for x in lines]):
            yield _tampered(event, tr("the event itself"))
        before = event
    known = select(Event.guid)
    orphans = select(func.count()).select_from(Change).where(Change.event.not_in(known))
    n = session.scalar(orphans) or 0
    if n:
        yield tr_n(
            "{n} change belongs to an event that is not there.",
            "{n} changes belong to events that are not there.",
            n,
        )


def _masked(session: Session) -> Iterator[str]:
    """List what was masked: nothing can vouch for the words that stand there now."""
    masked = (
        select(Event.action, Event.at, func.count())
        .join(Change, Change.event == Event.guid)
        .where(Change.redacted.is_not(None))
        .group_by(Event.seq)
        .order_by(Event.seq)
    )
    for action, at, n in session.execute(masked):
        yield (
            tr_n(
                "{n} change of ACTION, WHEN, was masked.",
                "{n} changes of ACTION, WHEN, were masked.",
                n,
            )
            .replace("ACTION", action)
            .replace("WHEN", f"{at:%Y-%m-%d %H:%M}")
        )


def _events_with_changes(session: Session) -> Iterator[tuple[_Row, list[_Row]]]:
    """Give all events, sitting by sitting, a few hundred in memory at a time."""
    ordered = select(Event.__table__).order_by(Event.sitting, Event.n)
    for events in chunks(session.execute(ordered.execution_options(yield_per=CHUNK))):
        told = select(Change.__table__).where(Change.event.in_([each.guid for each in events]))
        lines: dict[UUID, list[_Row]] = {}
        for line in session.execute(told.order_by(Change.k)):
            lines.setdefault(line.event, []).append(line)
        yield from ((event, lines.get(event.guid, [])) for event in events)


def _is_as_filed(change: _Row) -> bool:
    if change.redacted is not None:  # the digest vouches for what its words were; see _masked
        return True
    return change.salt is not None and bool(
        change.digest == digest_of(change.salt, change.old, change.new)
    )


def _tampered(event: _Row, what: str) -> str:
    return tr(
        "The history was changed from outside: {what}, {action} of {at:%Y-%m-%d %H:%M}."
    ).format(what=what, action=event.action, at=event.at)


def _tables(session: Session) -> Iterator[str]:
    for kind, cls in DOMAIN.items():
        n = sum(1 for _ in differences(session, cls))
        if n:
            yield tr_n(
                "{n} row of “KIND” does not say what its history says.",
                "{n} rows of “KIND” do not say what their history says.",
                n,
            ).replace("KIND", kind)


def _bodies(session: Session) -> Iterator[str]:
    """Compare texts and imported files with their hashes, in their row and in the history."""
    for cls in (Wording, Original):
        table = plan_of(cls).table
        rows = session.execute(
            select(table.c.body, table.c.salt, table.c.sha256, Change.new, Document.name)
            .join(Change, Change.row == table.c.guid)
            .join(Document, Document.guid == table.c.document)
            .where(Change.old.is_(None))
            .execution_options(yield_per=20)
        )
        for body, salt, told, new, name in rows:
            filed = f'"body":"{sealed(salt, body)}"' in new
            if not filed or sha256(as_bytes(body)).hexdigest() != told:
                yield tr(
                    "The text or the imported file of “{name}” was changed from outside."
                ).format(name=name)
    lengths = select(Document.name).join(Wording, Wording.document == Document.guid)
    for name in session.scalars(lengths.where(func.length(Wording.body) != Wording.length)):
        yield tr("The text of “{name}” does not have the length that was noted.").format(name=name)


def _offsets(session: Session) -> Iterator[str]:
    """Find positions that lie outside of their text."""
    current = aliased(Wording)
    outside = (
        select(func.count())
        .select_from(Coding)
        .join(Wording, Wording.guid == Coding.wording)
        .join(Document, Document.guid == Coding.document)
        .join(current, current.guid == Document.wording)
        .where(or_(Coding.anchor_end > Wording.length, Coding.end > current.length))
    )
    n = session.scalar(outside)
    if n:
        yield tr_n(
            "{n} coding ends after the end of its text.",
            "{n} codings end after the end of their text.",
            n,
        )
    settled = select(func.count()).select_from(Decision)
    settled = settled.join(Wording, Wording.guid == Decision.wording)
    n = session.scalar(settled.where(Decision.anchor_end > Wording.length))
    if n:
        yield tr_n(
            "{n} decision ends after the end of its text.",
            "{n} decisions end after the end of their text.",
            n,
        )
    turns = select(func.count()).select_from(Turn).join(Wording, Wording.guid == Turn.wording)
    n = session.scalar(turns.where(or_(Turn.end > Wording.length, Turn.label_end > Wording.length)))
    if n:
        yield tr_n(
            "{n} speaker’s turn ends after the end of its text.",
            "{n} speakers’ turns end after the end of their text.",
            n,
        )


def _derived(session: Session) -> Iterator[str]:
    """Compute anew what is computed, and compare."""
    codes = session.execute(select(Code.guid, Code.merged_into, Code.effective)).all()
    into = {row.guid: row.merged_into for row in codes}
    n = sum(row.effective != end_of_chain(into, row.guid) for row in codes)
    if n:
        yield tr_n(
            "{n} code does not know what stands for it.",
            "{n} codes do not know what stands for them.",
            n,
        )
    carrier = Carrier(session)
    n = sum(
        (row.start, row.end)
        != carrier.carry(row.document, row.wording, row.anchor_start, row.anchor_end)
        for row in session.execute(select(Coding.__table__))
    )
    if n:
        yield tr_n(
            "{n} coding does not lie where its anchor leads.",
            "{n} codings do not lie where their anchors lead.",
            n,
        )
