# SPDX-License-Identifier: MIT
"""What others committed: noticed by SQLite's own counter, read from the history."""

from __future__ import annotations

import sqlite3
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coder_app.core.records import Changes
from coder_app.store.tables import Change, Coding, Event

WINDOW = 1000  # events that may have been numbered before ours and committed after


class Tick:
    """Knows which events were already told, sitting by sitting."""

    def __init__(self, held: sqlite3.Connection, session: Session, own: UUID) -> None:
        self._held, self._own = held, own
        self._version = self._read_version()
        newest = select(Event.guid, Event.seq).order_by(Event.seq.desc()).limit(1)
        found = session.execute(newest).first()
        self.newest: UUID | None = found.guid if found else None
        self._seq: int = found.seq if found else 0
        ends = session.execute(select(Event.sitting, func.max(Event.n)).group_by(Event.sitting))
        self._known: dict[UUID, int] = dict(ends.all())

    def has_moved(self) -> bool:
        """Tell whether any other connection committed since last asked; takes microseconds."""
        version = self._read_version()
        moved, self._version = version != self._version, version
        return moved

    def read(self, session: Session) -> Changes | None:
        """Give what other sittings committed since last asked."""
        events = self._news(session)
        if not events:
            return None
        guids = _touched(session, list(events))
        by = set(events.values())
        documents = guids.pop("", set())
        return Changes(
            guids={kind: frozenset(rows) for kind, rows in guids.items()},
            event=next(iter(events)) if len(events) == 1 else None,
            by=by.pop() if len(by) == 1 else None,
            documents=frozenset(documents),
        )

    def _read_version(self) -> int:
        return int(self._held.execute("PRAGMA data_version").fetchone()[0])

    def _news(self, session: Session) -> dict[UUID, UUID | None]:
        """Take note of events not known yet: guid → who."""
        rows = session.execute(
            select(Event.guid, Event.seq, Event.sitting, Event.n, Event.who)
            .where(Event.seq > self._seq - WINDOW)
            .order_by(Event.seq)
        )
        news = {}
        for row in rows:
            self._seq = max(self._seq, row.seq)
            if row.sitting != self._own and row.n > self._known.get(row.sitting, 0):
                self._known[row.sitting] = row.n
                news[row.guid] = row.who
        return news


def _touched(session: Session, events: list[UUID]) -> dict[str, set[UUID]]:
    """Name what events changed, by kind; documents under ""."""
    guids: dict[str, set[UUID]] = {}
    for event in events:
        told = select(Change.kind, Change.row, Change.document).where(Change.event == event)
        for kind, row, document in session.execute(told):
            guids.setdefault(kind, set()).add(row)
            if document is not None:
                guids.setdefault("", set()).add(document)
    corrected = guids.get("document", set()) if "wording" in guids else set()
    if corrected:
        moved = session.scalars(select(Coding.guid).where(Coding.document.in_(corrected)))
        guids.setdefault("coding", set()).update(moved)
    return guids
