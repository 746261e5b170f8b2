# SPDX-License-Identifier: MIT
"""The end of an operation: its lines become one event, linked to the one before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from secrets import token_bytes
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from coder_app.core.stopping import go_on
from coder_app.store.chain import digest_of, hash_of
from coder_app.store.images import canonical
from coder_app.store.journal import Journal, Line, chunks
from coder_app.store.tables import SCHEMA_VERSION, Change, Event

_PIECE = 5_000  # changes written at once


@dataclass(slots=True)
class Sitting:
    """One opening of a project for writing: its own numbered chain.

    A series that outlived the process would fork as soon as the file is copied.
    """

    guid: UUID = field(default_factory=uuid4)
    n: int = 0
    head: bytes | None = None

    def advance(self, event: dict[str, Any]) -> None:
        """Go on from an event once it is committed."""
        self.n, self.head = event["n"], event["hash"]


def file_event(
    session: Session, journal: Journal, sitting: Sitting, *, action: str, undoes: UUID | None
) -> dict[str, Any]:
    """Write the event and its changes; give the event's values."""
    lines = list(journal.lines.values())
    now = datetime.now(UTC)
    event: dict[str, Any] = {
        "guid": journal.event,
        "sitting": sitting.guid,
        "n": sitting.n + 1,
        "clock": _clock(session, now),
        "at": now,
        "who": journal.who,
        "action": action,
        "undoes": undoes,
        "owner": _common(line.owner for line in lines),
        "document": _common(line.document for line in lines),
        "schema": SCHEMA_VERSION,
        "prev": sitting.head,
    }
    event["hash"] = hash_of(sitting.head, event, _written(session, journal, lines))
    with journal.door():
        session.execute(insert(Event.__table__), [event])  # type: ignore[arg-type]
    return event


def _written(session: Session, journal: Journal, lines: Iterable[Line]) -> Iterator[dict[str, Any]]:
    """Write the changes piece by piece, as an import has half a million, and give each."""
    for piece in chunks(enumerate(lines), _PIECE):
        go_on()
        changes = [_change(session, journal, line, k) for k, line in piece]
        with journal.door():
            session.execute(insert(Change.__table__), changes)  # type: ignore[arg-type]
        yield from changes


def _clock(session: Session, now: datetime) -> int:
    """Give a time after everything in the file, even if this machine's clock runs behind."""
    newest = session.scalar(select(func.max(Event.clock))) or 0
    return max(int(now.timestamp() * 1000), newest + 1)


def _common(values: Iterable[UUID | None]) -> UUID | None:
    different = set(values)
    return different.pop() if len(different) == 1 else None


def _change(session: Session, journal: Journal, line: Line, k: int) -> dict[str, Any]:
    old, new, salt = canonical(line.old), canonical(line.new), token_bytes(16)
    assert new is not None
    return {
        "row": line.row,
        "event": journal.event,
        "k": k,
        "kind": line.plan.kind,
        "parents": _parents(session, line),
        "owner": line.owner,
        "document": line.document,
        "old": old,
        "new": new,
        "salt": salt,
        "digest": digest_of(salt, old, new),
    }


def _parents(session: Session, line: Line) -> str:
    """Name the changes this one was made on: the row's state, or all heads after a merge."""
    if line.before is None:
        return ""
    if line.before.version != 8:
        return line.before.hex
    told = session.execute(select(Change.event, Change.parents).where(Change.row == line.row)).all()
    followed = {parent for each in told for parent in each.parents.split()}
    return " ".join(sorted({each.event.hex for each in told} - followed))
