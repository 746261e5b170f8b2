# SPDX-License-Identifier: MIT
"""What surrounds an operation: one writer at a time, nothing overwritten unseen, clear refusals."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from coder_app.core.errors import Conflict, ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import Changes
from coder_app.store.images import plan_for
from coder_app.store.journal import Journal
from coder_app.store.tables import Change


class Alone:
    """Lets one thread write at a time; `run` inside `run` is a mistake of ours."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._holder: int | None = None

    @contextmanager
    def working(self) -> Iterator[None]:
        """Wait for the others, then keep them out."""
        if self._holder == threading.get_ident():
            raise RuntimeError("run inside run: compose functions, not transactions")
        with self._lock:
            yield from self._held()

    @contextmanager
    def working_if_free(self) -> Iterator[bool]:
        """Keep the others out if nobody is at it; else give False at once."""
        if not self._lock.acquire(blocking=False):
            yield False
            return
        try:
            for _ in self._held():
                yield True
        finally:
            self._lock.release()

    def _held(self) -> Iterator[None]:
        self._holder = threading.get_ident()
        try:
            yield
        finally:
            self._holder = None


def refuse_moved(session: Session, seen: Mapping[UUID, UUID]) -> None:
    """Refuse if a row is not in the state that the window showed."""
    for guid, state in seen.items():
        kind = session.scalar(select(Change.kind).where(Change.row == guid).limit(1))
        table = plan_for(kind).table if kind else None
        now = None
        if table is not None:
            now = session.scalar(select(table.c.state).where(table.c.guid == guid))
        if now != state:
            raise Conflict(
                tr("This was changed meanwhile. Look at it as it is now, then decide again.")
            )


def changes_of(journal: Journal, moved: set[UUID], origin: object) -> Changes:
    """Name what an event touched, and the codings that moved because of it."""
    guids: dict[str, set[UUID]] = {}
    for line in journal.lines.values():
        guids.setdefault(line.plan.kind, set()).add(line.row)
    if moved:
        guids.setdefault("coding", set()).update(moved)
    return Changes(
        guids={kind: frozenset(rows) for kind, rows in guids.items()},
        event=journal.event,
        by=journal.who,
        documents=frozenset(
            line.document for line in journal.lines.values() if line.document is not None
        ),
        origin=origin,
    )


@contextmanager
def spoken() -> Iterator[None]:
    """Say in a sentence what the system says when it cannot write."""
    try:
        yield
    except OperationalError as fault:
        said = str(fault.orig)
        if "locked" in said:
            raise ProjectProblem(
                tr("Another program is writing into this project. Try again in a moment.")
            ) from fault
        if "readonly" in said:
            raise ProjectProblem(
                tr("This project is write-protected now. Allow writing, or save a copy.")
            ) from fault
        if "full" in said or "disk I/O" in said:
            raise ProjectProblem(
                tr("The disk took nothing more. Make room, then do it again.")
            ) from fault
        raise
