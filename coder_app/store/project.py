# SPDX-License-Identifier: MIT
"""A project, opened: operations write through it, queries read through it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Concatenate, ParamSpec, Self, TypeVar
from uuid import UUID

from sqlalchemy import Engine, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from coder_app.core.errors import Conflict, ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import Changes, UndoStep
from coder_app.store import triggers, undo
from coder_app.store.connect import APPLICATION_ID, connect
from coder_app.store.derived import refresh
from coder_app.store.filing import Sitting, file_event
from coder_app.store.images import plan_for
from coder_app.store.journal import Journal, JournalSession
from coder_app.store.tables import SCHEMA_VERSION, Base, Change

_P = ParamSpec("_P")
_R = TypeVar("_R")


class Project:
    """One project, open. Any thread may read; one at a time writes."""

    def __init__(self, engine: Engine, path: Path | None, *, read_only: bool = False) -> None:
        self._engine = engine
        self._path = path
        self.read_only = read_only
        self._notices: list[str] = []
        self._who: UUID | None = None
        self._sitting = Sitting()
        self._writing = threading.Lock()
        self._writer: int | None = None

    @classmethod
    def create(cls, path: Path | str, *, key: str | None = None) -> Self:
        """Make a new project file and open it."""
        path = Path(path)
        if path.exists():
            raise ProjectProblem(
                tr("“{name}” is already there. Choose another name.").format(name=path.name)
            )
        engine = connect(path, create=True, key=key)
        _lay(engine)
        return cls(engine, path)

    @classmethod
    def open(cls, path: Path | str, *, key: str | None = None, look_only: bool = False) -> Self:
        """Open a project file."""
        return cls(connect(Path(path), key=key, read_only=look_only), Path(path))

    @classmethod
    def in_memory(cls) -> Self:
        """Make a project that leaves nothing behind; same rules."""
        engine = connect(None)
        _lay(engine)
        return cls(engine, None)

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
        return tuple(self._notices)

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
            _refuse_moved(session, seen or {})
            return operation(session, *args, **kw)

        return self._write(checked, action=action, undoes=None, origin=origin)

    def undo_event(self, event: UUID, *, origin: object = None) -> Changes:
        """Undo one particular event, if nobody changed since what it changed."""
        return self._undo(event, "undo", origin)

    def undo(self, *, origin: object = None) -> Changes:
        """Undo the newest thing that the coder at work did."""
        step = self.next_undo()
        if step is None:
            raise ProjectProblem(tr("There is nothing to undo."))
        return self._undo(step.event, "undo", origin)

    def redo(self, *, origin: object = None) -> Changes:
        """Do again what was undone last."""
        step = self.next_redo()
        if step is None:
            raise ProjectProblem(tr("There is nothing to redo."))
        return self._undo(step.event, "redo", origin)

    def next_undo(self) -> UndoStep | None:
        """Tell what undo would take back."""
        with self.read() as session:
            found = undo.next_undo(session, self.who)
        return found[0] if found else None

    def next_redo(self) -> UndoStep | None:
        """Tell what redo would do again."""
        with self.read() as session:
            found = undo.next_redo(session, self.who)
        return found[0] if found else None

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
        if self.read_only:
            raise ProjectProblem(tr("This project is open for reading only."))
        journal = Journal(self.who)
        with self._alone(), JournalSession(self._engine, journal) as session:
            result = work(session)
            session.flush()
            if not journal.lines:
                return result, Changes(guids={}, by=journal.who, origin=origin)
            moved = refresh(session, journal)
            event = file_event(session, journal, self._sitting, action=action, undoes=undoes)
            session.commit()
            self._sitting.advance(event)
        return result, _changes(journal, moved, origin)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one thread write; `run` inside `run` is a mistake of ours."""
        if self._writer == threading.get_ident():
            raise RuntimeError("run inside run: compose functions, not transactions")
        with self._writing:
            self._writer = threading.get_ident()
            try:
                yield
            except OperationalError as fault:
                raise _as_problem(fault) from fault
            finally:
                self._writer = None

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

    # ---- the end

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def _lay(engine: Engine) -> None:
    """Make tables and triggers in a fresh database."""
    with engine.execution_options(writes=lambda: True).begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
        Base.metadata.create_all(connection, checkfirst=False)
        triggers.make(connection)


def _refuse_moved(session: Session, seen: Mapping[UUID, UUID]) -> None:
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


def _changes(journal: Journal, moved: set[UUID], origin: object) -> Changes:
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


def _as_problem(fault: OperationalError) -> Exception:
    if "locked" in str(fault.orig):
        return ProjectProblem(
            tr("Another program is writing into this project. Try again in a moment.")
        )
    return fault
