# SPDX-License-Identifier: MIT
"""How a project file is opened: what can be wrong with it, where it is worked on, how it ends."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from sqlalchemy import Engine

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr, user_data, user_documents
from coder_app.store import backups, migrations, triggers
from coder_app.store.connect import APPLICATION_ID, BUSY_SECONDS, connect, copy_into, sync_folder
from coder_app.store.synced import WorkingCopy, free_name, is_network, provider_of
from coder_app.store.tables import SCHEMA_VERSION, Base
from coder_app.store.watch import Presence, Watch, events_in, is_open_here

_PATIENCE = 100  # milliseconds
_NOT_DAMAGE = ("unable to open", "disk I/O", "readonly")
_MAGIC = b"SQLite format 3\0"


@dataclass(slots=True)
class Place:
    """Where an open project lies: the path that people know, and the file that is worked on."""

    path: Path | None
    working: Path | None
    read_only: bool = False
    notices: list[str] = field(default_factory=list)
    copy: WorkingCopy | None = None
    watch: Watch | None = None
    presence: Presence | None = None
    is_closed: bool = False
    throw_away: Path | None = None  # folder of a copy made for looking only

    def guard(self) -> None:
        """Refuse a new connection to a file that is not the one opened."""
        if self.watch is not None and self.watch.is_another():
            raise ProjectProblem(_lost(self.path or Path()))

    def settle(self) -> None:
        """Watch the file from now on, and tell whether somebody else has it open."""
        assert self.working is not None
        self.watch = Watch(self.working)
        self.watch.remember()
        self.presence = Presence(self.working)
        if self.presence.others:
            self.notices.append(
                tr(
                    "“{name}” is also open elsewhere on this computer. What is changed there"
                    " appears here by itself."
                ).format(name=self.working.name)
            )

    def end(self) -> None:
        """Let go of everything but the file."""
        if self.presence is not None:
            self.presence.end()
        if self.throw_away is not None:
            shutil.rmtree(self.throw_away, ignore_errors=True)


def create(path: Path, key: str | None) -> tuple[Place, Engine]:
    """Make a project file without rows."""
    path = path.absolute()
    refuse_place(path)
    place = _placed(path)
    assert place.working is not None
    with _said(path, place):
        if place.copy is not None:
            place.notices += place.copy.begin()
        engine = connect(place.working, create=True, key=key, guard=place.guard)
        with _given_back(engine):
            lay(engine)
            # a file killed before its first checkpoint would have no header to know it by
            checkpoint(engine)
            sync_folder(place.working.parent)
        if place.copy is not None:
            place.copy.mark()
            place.notices += place.copy.publish()
        place.settle()
    return place, engine


def open_file(path: Path, key: str | None, *, look_only: bool) -> tuple[Place, Engine]:
    """Open a project file, or say in a sentence why not."""
    path = path.absolute()
    look_at(path)
    if look_only or not (_is_writable(path) and _is_writable(path.parent)):
        return _open_to_look(path, key, look_only=look_only)
    place = _placed(path)
    assert place.working is not None
    with _said(path, place):
        if place.copy is not None:
            place.notices += place.copy.fetch()
        engine = connect(place.working, key=key, guard=place.guard)
        with _given_back(engine):
            version = _examine(engine, path)
            _back_up(engine, place)
            if version < SCHEMA_VERSION:
                migrations.migrate(engine, version)
        place.settle()
    return place, engine


def refuse_place(path: Path) -> None:
    """Refuse to make a file where there is one, or where none can be."""
    if path.exists():
        raise ProjectProblem(
            tr("“{name}” is already there. Choose another name.").format(name=path.name)
        )
    if not path.parent.is_dir():
        raise ProjectProblem(
            tr("The folder “{name}” is not there. Make it, or choose another.").format(
                name=path.parent
            )
        )
    if not _is_writable(path.parent):
        raise ProjectProblem(
            tr("Nothing can be written into the folder “{name}”. Choose another.").format(
                name=path.parent
            )
        )


def lay(engine: Engine) -> None:
    """Make tables and triggers in a fresh database."""
    with engine.execution_options(writes=lambda: True).begin() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
        Base.metadata.create_all(connection, checkfirst=False)
        triggers.make(connection)


def checkpoint(engine: Engine) -> bool:
    """Move what the -wal holds into the file; False if somebody is reading or writing now."""
    held = engine.raw_connection()
    try:
        cursor = held.cursor()
        # windows call this when idle: others must not make them wait
        cursor.execute(f"PRAGMA busy_timeout={_PATIENCE}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        row = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    finally:
        held.close()
    return row is not None and not row[0]


def look_at(path: Path) -> None:
    """Refuse what is not there, no file, or by its first bytes no project."""
    if path.is_dir():
        raise ProjectProblem(tr("“{name}” is a folder, not a project.").format(name=path.name))
    try:
        if is_open_here(path):
            return
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        raise ProjectProblem(
            tr("“{name}” is not there. It may have been moved or renamed.").format(name=path)
        ) from None
    except OSError as fault:
        raise _unreadable(path, fault) from fault
    if head[:16] != _MAGIC:
        raise ProjectProblem(
            tr("“{name}” is not a Coder App project. Choose a file made by this program.").format(
                name=path.name
            )
        )
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise ProjectProblem(
            tr("“{name}” is a database of another program, not a Coder App project.").format(
                name=path.name
            )
        )


def rescue(source: sqlite3.Connection, path: Path, newest: UUID | None) -> str:
    """Save what the program holds of a file that was replaced under it; say what happened."""
    for folder in (path.parent, user_documents()):
        target = free_name(folder / path.name, tr("rescued"))
        try:
            copy_into(source, target)
        except (OSError, sqlite3.Error):
            continue
        if not events_in(target, newest):  # it was overwritten, so there is nothing of ours
            target.unlink()
            continue
        return (
            _lost(path) + " " + tr("Your work up to then is saved as “{name}”.").format(name=target)
        )
    return _lost(path) + " " + tr("What was open could not be saved; look into its backups.")


def _placed(path: Path) -> Place:
    """Choose where to work: on the file itself, or on a local copy."""
    real = path.resolve()  # a link may lead into a synced folder
    where = provider_of(real) or (tr("a network folder") if is_network(real) else None)
    if where is None:
        return Place(path, path)
    copy = WorkingCopy(real)
    said = tr(
        "“{name}” lies in {where}. You work on a copy on this computer; it is put back when you"
        " pause and when you close."
    ).format(name=path.name, where=where)
    return Place(path, copy.here, notices=[said], copy=copy)


def _open_to_look(path: Path, key: str | None, *, look_only: bool) -> tuple[Place, Engine]:
    place = Place(path, path, read_only=True)
    protected = not (_is_writable(path) and _is_writable(path.parent))
    if protected and not look_only:
        place.notices.append(
            tr("“{name}” can only be read: the file or its folder is write-protected.").format(
                name=path.name
            )
        )
    wal = path.with_name(path.name + "-wal")
    with _said(path, place):
        synced = provider_of(path.resolve()) is not None
        if wal.exists() and wal.stat().st_size and (protected or synced):
            place.throw_away = user_data() / "looking" / uuid4().hex
            place.throw_away.mkdir(parents=True)
            place.working = place.throw_away / path.name
            shutil.copyfile(path, place.working)
            shutil.copyfile(wal, place.throw_away / wal.name)
            engine = connect(place.working, key=key, guard=place.guard)
        else:
            still = protected or synced
            engine = connect(path, key=key, read_only=True, immutable=still, guard=place.guard)
        with _given_back(engine):
            if _examine(engine, path) < SCHEMA_VERSION:
                raise ProjectProblem(
                    tr(
                        "“{name}” was made by an older version and can only be read once it was"
                        " opened for writing."
                    ).format(name=path.name)
                )
    return place, engine


def _examine(engine: Engine, path: Path) -> int:
    """Read the whole file once; give the version of its tables."""
    with engine.connect() as connection:
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        if version > SCHEMA_VERSION:
            raise ProjectProblem(
                tr(
                    "“{name}” was made by a newer version of Coder App. Update the program to"
                    " open it."
                ).format(name=path.name)
            )
        found = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
    if found != "ok":
        raise sqlite3.DatabaseError(found)
    return version


def _back_up(engine: Engine, place: Place) -> None:
    """Make the rotating backup; a project opens even if there is no room for one."""
    beside = place.working if place.copy is not None else place.path
    assert beside is not None
    held = engine.raw_connection()
    try:
        source = held.driver_connection
        assert isinstance(source, sqlite3.Connection)
        backups.rotate(source, beside, datetime.now())
    except (OSError, sqlite3.Error):
        place.notices.append(
            tr("No backup of “{name}” could be made in “{folder}”.").format(
                name=beside.name, folder=backups.folder_of(beside)
            )
        )
    finally:
        held.close()


@contextmanager
def _given_back(engine: Engine) -> Iterator[None]:
    """Close the file again if it turns out that it cannot be opened."""
    try:
        yield
    except BaseException:
        engine.dispose()
        raise


@contextmanager
def _said(path: Path, place: Place) -> Iterator[None]:
    """Turn what the system says into a sentence; let go of what was taken."""
    try:
        yield
    except BaseException as fault:
        place.end()
        problem = _problem(path, place, fault)
        if problem is None:
            raise
        raise problem from fault


def _problem(path: Path, place: Place, fault: BaseException) -> ProjectProblem | None:
    cause = getattr(fault, "orig", fault)  # SQLAlchemy wraps what SQLite says
    if isinstance(cause, sqlite3.OperationalError) and "locked" in str(cause):
        return ProjectProblem(
            tr("“{name}” is held by another program. Try again in a moment.").format(name=path.name)
        )
    if isinstance(cause, sqlite3.OperationalError) and "disk is full" in str(cause):
        told = tr("There is no room left on the disk of “{folder}”. Make room, then try again.")
        return ProjectProblem(told.format(folder=(place.working or path).parent))
    if isinstance(cause, sqlite3.OperationalError) and any(s in str(cause) for s in _NOT_DAMAGE):
        return _unreadable(path, OSError(str(cause)))
    if isinstance(cause, sqlite3.DatabaseError):
        return _damaged(path, place)
    return _unreadable(path, cause) if isinstance(cause, OSError) else None


def _damaged(path: Path, place: Place) -> ProjectProblem:
    """Point at the backups, if there are any."""
    folder = backups.folder_of(place.working or path)
    if folder.is_dir():
        said = tr("“{name}” is damaged. Open the newest backup in the folder “{folder}” instead.")
    else:
        said = tr("“{name}” is damaged. Open an older copy of it instead.")
    shown = folder.name if folder.parent == path.parent else folder
    return ProjectProblem(said.format(name=path.name, folder=shown))


def _unreadable(path: Path, fault: OSError) -> ProjectProblem:
    return ProjectProblem(
        tr("“{name}” cannot be opened: {reason}.").format(
            name=path.name, reason=fault.strerror or fault
        )
    )


def _lost(path: Path) -> str:
    return tr(
        "“{name}” was moved, deleted or replaced by another program while it was open here."
        " Nothing more is written."
    ).format(name=path.name)


def _is_writable(path: Path) -> bool:
    """Ask the system, and respect a write protection that an administrator could ignore."""
    return os.access(path, os.W_OK) and bool(path.stat().st_mode & 0o222)
