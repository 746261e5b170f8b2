# SPDX-License-Identifier: MIT
"""A project, opened: operations write through it, queries read through it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import Changes, UndoStep
from coder_app.store import local, opening, undo
from coder_app.store.backups import save_copy
from coder_app.store.check import findings
from coder_app.store.connect import connect
from coder_app.store.derived import refresh
from coder_app.store.filing import Sitting, file_event
from coder_app.store.journal import Journal, JournalSession
from coder_app.store.refresh import Tick
from coder_app.store.writing import Alone, changes_of, refuse_moved, spoken

IDLE_SECONDS = 2

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Project:
    """One project, open. Any thread may read; one at a time writes."""

    def __init__(self, place: opening.Place, engine: Engine) -> None:
        self._place = place
        self._engine = engine
        self._who: UUID | None = None
        self._sitting = Sitting()
        self._alone = Alone()
        self._steps = undo.Steps()
        self._later: list[local.LocalWork] = []
        self._lost: str | None = None
        self._last_write: float | None = None
        self._held = engine.raw_connection()
        held = self._held.driver_connection
        assert isinstance(held, sqlite3.Connection)
        self._source = held
        self._asking = threading.Lock()
        self._publishing = threading.Lock()
        with self.read() as session:
            self._tick = Tick(held, session, self._sitting.guid)
            if place.watch is not None:
                place.watch.newest = self._tick.newest

    @classmethod
    def create(cls, path: Path | str, *, key: str | None = None) -> Self:
        """Make a new project file and open it."""
        return cls(*opening.create(Path(path), key))

    @classmethod
    def open(cls, path: Path | str, *, key: str | None = None, look_only: bool = False) -> Self:
        """Open a project file; a ProjectProblem says why not."""
        return cls(*opening.open_file(Path(path), key, look_only=look_only))

    @classmethod
    def in_memory(cls) -> Self:
        """Make a project that leaves nothing behind; same rules."""
        engine = connect(None)
        # a database in memory lasts as long as a connection to it
        project_holds = engine.raw_connection()
        opening.lay(engine)
        made = cls(opening.Place(None, None), engine)
        project_holds.close()
        return made

    @property
    def path(self) -> Path | None:
        """The file that people know; None in memory."""
        return self._place.path

    @property
    def working_path(self) -> Path | None:
        """The file that is open: another one if the project's folder is synced."""
        return self._place.working

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written."""
        return self._place.read_only

    @property
    def who(self) -> UUID:
        """The coder at work, written into each event."""
        if self._who is None:
            raise ProjectProblem(tr("Choose first who is coding."))
        return self._who

    @who.setter
    def who(self, coder: UUID) -> None:
        self._who = coder

    @property
    def notices(self) -> tuple[str, ...]:
        """Sentences about this opening that the person should see."""
        return tuple(self._place.notices)

    # ---- writing

    def run(
        self,
        operation: Callable[..., _R],
        *args: object,
        seen: Mapping[UUID, UUID] | None = None,
        origin: object = None,
        **kw: object,
    ) -> tuple[_R, Changes]:
        """Run an operation as one event: all of it is on disk when this returns, or none.

        `seen` maps guids to the states that the window showed; what moved since is a Conflict.
        """
        action = f"{operation.__module__.rpartition('.')[2]}.{operation.__name__}"

        def checked(session: Session) -> _R:
            refuse_moved(session, seen or {})
            return operation(session, *args, **kw)

        return self._write(checked, action=action, undoes=None, origin=origin)

    def undo_event(self, event: UUID, *, origin: object = None) -> Changes:
        """Undo one particular event, if nobody changed since what it changed."""
        return self._undo(event, "undo", origin)

    def undo(self, *, origin: object = None) -> Changes:
        """Undo the newest thing that the coder at work did."""
        with self.read() as session:
            found = self._steps.next_undo(session, self.who)
        if found is None:
            raise ProjectProblem(tr("There is nothing to undo."))
        changes = self._undo(found.event, "undo", origin)
        with self.read() as session:
            self._steps.went_back(session, self.who, changes.event, found.event)
        return changes

    def redo(self, *, origin: object = None) -> Changes:
        """Do again what was undone last."""
        with self.read() as session:
            found = self._steps.next_redo(session, self.who)
        if found is None:
            raise ProjectProblem(tr("There is nothing to redo."))
        changes = self._undo(found.event, "redo", origin)
        with self.read() as session:
            self._steps.went_forth(session, self.who, changes.event, found.event)
        return changes

    def next_undo(self) -> UndoStep | None:
        """Tell what undo would take back."""
        with self.read() as session:
            return self._steps.next_undo(session, self.who)

    def next_redo(self) -> UndoStep | None:
        """Tell what redo would do again."""
        with self.read() as session:
            return self._steps.next_redo(session, self.who)

    def _undo(self, event: UUID, action: str, origin: object) -> Changes:
        def back(session: Session) -> None:
            undo.undo_event(session, event)

        return self._write(back, action=action, undoes=event, origin=origin)[1]

    def _write(
        self,
        work: Callable[[Session], _R],
        *,
        action: str,
        undoes: UUID | None,
        origin: object,
    ) -> tuple[_R, Changes]:
        journal = Journal(self.who)
        with self._alone.working():
            self._refuse_if_closed()
            with spoken(), JournalSession(self._engine, journal) as session:
                result = work(session)
                session.flush()
                if not journal.lines:
                    return result, Changes(guids={}, by=journal.who, origin=origin)
                moved = refresh(session, journal)
                event = file_event(session, journal, self._sitting, action=action, undoes=undoes)
                session.commit()
            self._sitting.advance(event)
            if self._place.watch is not None:
                self._place.watch.newest = event["guid"]
            self._last_write = monotonic()
        self._catch_up()
        return result, changes_of(journal, moved, origin)

    def _refuse_if_closed(self) -> None:
        """Refuse to write where writing would be lost or do harm."""
        if self.read_only:
            raise ProjectProblem(tr("This project can only be read. Save a copy to work in it."))
        self._look_after_file()
        if self._lost is not None:
            raise ProjectProblem(self._lost)
        if self._place.copy is not None:
            self._place.copy.mark()

    def _look_after_file(self) -> bool:
        """Save what is held if another file lies in the place of ours; tell whether it was new."""
        watch = self._place.watch
        if self._lost is not None or watch is None:
            return False
        if not (watch.is_another() or watch.is_overwritten()):
            return False
        assert self._place.path is not None
        with self._asking:
            self._lost = opening.rescue(self._source, self._place.path, watch.newest)
        return True

    # ---- local, without history

    def save_draft(self, row: UUID, field: str, body: str) -> None:
        """Keep what is being typed; it is no event yet."""
        self._locally(local.keep_draft(row, field, body))

    def drop_draft(self, row: UUID, field: str) -> None:
        """Let a draft go."""
        self._locally(local.forget_draft(row, field))

    def drafts(self) -> dict[tuple[UUID, str], str]:
        """Give what was being typed when the program ended."""
        self._catch_up()
        return self.ask(local.drafts)

    def note_reading(self, document: UUID, furthest: int, last: int) -> None:
        """Remember how far the coder at work has read, and where she is."""
        self._locally(local.keep_place(self.who, document, furthest, last))

    def _locally(self, work: local.LocalWork) -> None:
        if not self.read_only and self._lost is None:
            self._later.append(work)
            self._catch_up()

    def _catch_up(self) -> None:
        """Do local work, unless somebody writes: then it is done after that."""
        if not self._later or self._lost is not None:
            return
        with self._alone.working_if_free() as free:
            if free:
                works = list(self._later)
                with suppress(ProjectProblem), spoken():
                    local.write(self._engine, works)
                    del self._later[: len(works)]

    # ---- reading

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a short session for reading, from any thread."""
        with Session(self._engine, autoflush=False) as session:
            yield session

    def ask(
        self, query: Callable[Concatenate[Session, _P], _R], *args: _P.args, **kw: _P.kwargs
    ) -> _R:
        """Ask one question in a session of its own."""
        with self.read() as session:
            return query(session, *args, **kw)

    def changes_since(self) -> Changes | None:
        """Give what others committed since last asked; None if nothing is new.

        Call it about once a second: it also saves what is held if the file was replaced (and
        then raises, once), and tidies up when nothing was written for a while.
        """
        if self._look_after_file():
            raise ProjectProblem(self._lost or "")
        with self._asking:
            if self._lost is not None:
                return None
            self._rest()
            if not self._tick.has_moved():
                return None
            with self.read() as session:
                return self._tick.read(session)

    def _rest(self) -> None:
        """Shorten the -wal when nobody writes, so that a copied file holds everything."""
        if self._last_write is None or monotonic() - self._last_write <= IDLE_SECONDS:
            return
        with self._alone.working_if_free() as free:
            if free and opening.checkpoint(self._engine):
                self._last_write = None

    # ---- copies, checks, the end

    @property
    def publish_due(self) -> bool:
        """Whether a synced project holds work that its folder does not have, and nobody writes."""
        copy = self._place.copy
        return copy is not None and copy.has_unpublished and self._last_write is None

    def publish(self) -> None:
        """Put the working copy's state into the synced folder; any thread may do it."""
        copy = self._place.copy
        if copy is None or self._lost is not None:
            return
        with self._publishing:
            try:
                self._place.notices += copy.publish()
            except OSError as fault:
                raise ProjectProblem(
                    tr(
                        "“{name}” cannot be put back into its folder now ({reason}). Your work is"
                        " kept on this computer."
                    ).format(name=copy.there.name, reason=fault.strerror or fault)
                ) from fault

    def back_up(self, out_path: Path | str) -> None:
        """Save a copy that holds everything, the newest coding included."""
        save_copy(self._engine, Path(out_path))

    def check(self) -> list[str]:
        """Look for damage and tampering; each finding is a sentence, none is a clean file."""
        return self.ask(findings)

    def close(self) -> None:
        """Bring everything onto the disk and let go of the file; once is enough."""
        if self._place.is_closed:
            return
        self._place.is_closed = True
        is_lost_now = self._look_after_file()
        try:
            if not self.read_only and self._lost is None and self._place.path is not None:
                self._catch_up()
                opening.checkpoint(self._engine)
                self.publish()
        finally:
            self._held.invalidate()
            self._engine.dispose()
            self._place.end()
        if is_lost_now:
            raise ProjectProblem(self._lost or "")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
