# SPDX-License-Identifier: MIT
"""The one way to open a database: same settings, same rules, whoever asks."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr

APPLICATION_ID = 0x436F6441  # "CodA", at byte 68 of the file
BUSY_SECONDS = 5

_READS = re.compile(
    r"\s*(SELECT|PRAGMA|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|EXPLAIN|VALUES|WITH)\b", re.I
)
_WRITES = re.compile(r"\b(INSERT|UPDATE|DELETE|REPLACE)\b", re.I)


class JournalBypassed(RuntimeError):
    """A statement that the history would not see; a mistake of ours."""


def connect(
    path: Path | None,
    *,
    create: bool = False,
    read_only: bool = False,
    immutable: bool = False,
    key: str | None = None,
    guard: Callable[[], None] | None = None,
) -> Engine:
    """Open a database, or (no path) one in memory.

    `immutable` promises that nobody writes and no -wal lies beside it. `guard` is asked before
    each new connection and raises if the file is not the one that was opened.
    """
    if key is not None:
        raise ProjectProblem(tr("This program cannot open encrypted projects."))
    address = _address(path, create=create, read_only=read_only, immutable=immutable)

    def opened() -> sqlite3.Connection:
        if guard is not None:
            guard()
        return raw(address, read_only=read_only or immutable)

    engine = create_engine("sqlite://", creator=opened, poolclass=QueuePool, pool_size=4)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "before_cursor_execute", _refuse_unseen, retval=False)
    return engine


def raw(address: str, *, read_only: bool = False) -> sqlite3.Connection:
    """Open one connection with the settings that every connection has."""
    made = sqlite3.connect(
        address, uri=True, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        _settle(made, read_only=read_only)
    except sqlite3.Error:
        made.close()
        raise
    return made


def address_of(path: Path, *, mode: str = "rw", immutable: bool = False) -> str:
    """Write a path as SQLite's URI; any character may stand in it."""
    return f"{path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if immutable else "")


def copy_into(source: sqlite3.Connection, target: Path) -> None:
    """Copy an open database, its newest commits included, into a file of its own."""
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        with closing(raw(address_of(part, mode="rwc"))) as made:
            source.backup(made)
            # the copied first page says WAL; one file alone is easier to carry away
            made.execute("PRAGMA journal_mode=DELETE")
        put_in_place(part, target)
    finally:
        for end in ("", "-wal", "-shm"):  # of a disk that is full
            part.with_name(f"{part.name}{end}").unlink(missing_ok=True)


def put_in_place(part: Path, target: Path) -> None:
    """Let a finished file take its name, so that a power cut leaves the old one or the new one."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(part, target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Put a folder's names on disk, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _address(path: Path | None, *, create: bool, read_only: bool, immutable: bool) -> str:
    if path is None:
        return f"file:/coder-app-{uuid4().hex}?vfs=memdb"
    if read_only or immutable:
        return address_of(path, mode="ro", immutable=immutable)
    return address_of(path, mode="rwc" if create else "rw")


def _settle(made: sqlite3.Connection, *, read_only: bool) -> None:
    """Set what SQLite keeps for a connection only, not in the file."""
    made.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    made.execute("PRAGMA trusted_schema=OFF")
    made.execute("PRAGMA foreign_keys=ON")
    made.execute("PRAGMA temp_store=MEMORY")
    if read_only:
        made.execute("PRAGMA query_only=ON")
        return
    made.execute("PRAGMA secure_delete=ON")
    made.execute("PRAGMA journal_mode=WAL")
    # FULL: the last coding must survive a power cut; NORMAL would save a millisecond
    made.execute("PRAGMA synchronous=FULL")


def _begin(connection: Connection) -> None:
    """Take the write lock first, so that operations need not think about isolation."""
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _refuse_unseen(
    connection: Connection,
    cursor: object,
    statement: str,
    parameters: object,
    context: object,
    executemany: bool,
) -> None:
    """Let nothing write but the journal, and what says that it is local (drafts, set-up)."""
    if _READS.match(statement) and not (
        statement.lstrip()[:4].upper() == "WITH" and _WRITES.search(statement)
    ):
        return
    allowed = connection.get_execution_options().get("writes")
    if allowed is None or not allowed():
        raise JournalBypassed(f"not through the journal: {statement[:80]}")
