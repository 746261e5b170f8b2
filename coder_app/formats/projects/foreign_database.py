# SPDX-License-Identifier: MIT
"""SQLite databases of other programs: read from memory, ordinary tables only, nothing trusted.

SQLite never sees the file: its bytes are copied first, so no lock is taken, no journal is played
back, and an archive works the same way. (`store.connect` opens the projects of this program.)
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr

MAX_DATABASE = 128 * 2**20  # bytes; texts only, no recordings; held twice in memory
MAX_VALUE = 64 * 2**20  # bytes of one value
MAX_ROWS = 2_000_000  # of one table
MAGIC = b"SQLite format 3\0"

_STEPS = 10_000  # how often SQLite asks whether to go on, in its own instructions
_MOST_ASKED = 50_000
_WAL = b"\x02\x02"  # at byte 18: written to a -wal file; memory has none
_ALLOWED = frozenset({sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ})

Value = str | int | float | bytes | None


class ForeignDatabase:
    """The ordinary tables of a database, with the columns that they have."""

    def __init__(self, data: bytes, path: Path) -> None:
        self._path, self._asked = path, 0
        if not data.startswith(MAGIC):
            raise self._damaged()
        self._made = sqlite3.connect(":memory:")
        try:
            self._open(data)
            self.tables = self._tables()
            self._made.set_authorizer(_only_reading)
        except (sqlite3.Error, OverflowError, ValueError):
            self._made.close()
            raise self._damaged() from None

    def _open(self, data: bytes) -> None:
        if data[18:20] == _WAL:
            data = data[:18] + b"\x01\x01" + data[20:]
        self._made.deserialize(data)
        self._made.text_factory = lambda value: value.decode("utf-8", "replace")
        self._made.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_VALUE)
        self._made.set_progress_handler(self._is_too_long, _STEPS)
        for setting in ("trusted_schema=OFF", "cell_size_check=ON", "query_only=ON"):
            self._made.execute(f"PRAGMA {setting}")

    def _tables(self) -> dict[str, frozenset[str]]:
        """List tables that hold what they say: no views, nothing computed."""
        found = self._made.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'")
        names = [
            str(name)
            for name, sql in found.fetchall()
            if sql and not str(sql).upper().startswith("CREATE VIRTUAL")
        ]
        return {
            name.casefold(): frozenset(
                str(row[1]).casefold()
                for row in self._made.execute(f"PRAGMA table_info({_quoted(name)})")
            )
            for name in names
        }

    def has(self, table: str, *columns: str) -> bool:
        """Tell whether a table with these columns is there."""
        return set(columns) <= self.tables.get(table, frozenset()) and table in self.tables

    def rows(self, table: str, *columns: str) -> Iterator[tuple[Value, ...]]:
        """Go through the rows of a table; a column that it does not have is None."""
        if table not in self.tables:
            return
        told = ", ".join(
            _quoted(column) if column in self.tables[table] else "NULL" for column in columns
        )
        try:
            found = self._made.execute(f"SELECT {told} FROM {_quoted(table)} LIMIT {MAX_ROWS + 1}")
            for number, row in enumerate(found):
                if number >= MAX_ROWS:
                    what = tr("A table of it has more than {0:,} rows.").format(MAX_ROWS)
                    raise InputProblem(self._path, what, tr("Split the project."))
                yield row
        except (sqlite3.Error, OverflowError):
            raise self._damaged() from None

    def close(self) -> None:
        """Let go of it."""
        self._made.close()

    def _is_too_long(self) -> int:
        self._asked += 1
        return int(self._asked > _MOST_ASKED)

    def _damaged(self) -> InputProblem:
        return InputProblem(
            self._path,
            tr("The database is damaged or incomplete."),
            tr("Open it in the program it was written with, and save a copy."),
        )


@contextmanager
def opened_database(data: bytes, path: Path) -> Iterator[ForeignDatabase]:
    """Open the bytes of a database."""
    database = ForeignDatabase(data, path)
    try:
        yield database
    finally:
        database.close()


def read_database(file: Path, path: Path) -> bytes:
    """Read a database file that no other program is writing; `path` is what people call it."""
    from coder_app.formats.limits import read_bytes

    for beside in ("-wal", "-journal"):
        other = file.with_name(f"{file.name}{beside}")
        if other.exists() and other.stat().st_size:
            what = tr("It is open in another program, or was not closed there properly.")
            raise InputProblem(path, what, tr("Close it there, and try again."))
    return read_bytes(file, limit=MAX_DATABASE)


def _only_reading(action: int, *_: object) -> int:
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


# ---- values, which may be of any kind in SQLite


def text_in(value: Value) -> str:
    """Read a text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def int_in(value: Value) -> int | None:
    """Read a whole number."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value if isinstance(value, int) else None


def when_in(value: Value) -> datetime | None:
    """Read an instant as most programs write it; without a zone it is taken for UTC."""
    try:
        found = datetime.fromisoformat(text_in(value).strip())
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def line_in(value: Value) -> str:
    """Read a name: one line."""
    return " ".join(text_in(value).replace("\0", " ").split())


def refuse_without(
    database: ForeignDatabase, wanted: Mapping[str, Sequence[str]], path: Path, program: str
) -> None:
    """Stop at a database that lacks a table or column of a program's."""
    for table, columns in wanted.items():
        if not database.has(table, *columns):
            what = tr("It is no project of {0} that can be read: “{1}” is missing or another.")
            raise InputProblem(path, what.format(program, table), tr("Choose another file."))
