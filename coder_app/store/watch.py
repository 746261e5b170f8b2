# SPDX-License-Identifier: MIT
"""Who else has the file open, and whether it is still the file that was opened."""

from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from pathlib import Path
from typing import IO
from uuid import UUID

from coder_app.core.places import user_data
from coder_app.store.connect import address_of, raw

_open_here: Counter[tuple[int, int]] = Counter()  # files that this process has open
_PLACES = 64  # how many openings of one project Windows can count


class Watch:
    """Remembers which file was opened. Sync tools put another one under the same name."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: tuple[int, int] | None = None
        self._size = self._written = self._events = 0
        self.newest: UUID | None = None  # event that has to be in the file

    def remember(self) -> None:
        """Take the file as it is now for the right one."""
        found = self._path.stat()
        self._known, self._size = (found.st_dev, found.st_ino), found.st_size
        self._written = found.st_mtime_ns

    def is_another(self) -> bool:
        """Tell whether the file is gone, was replaced, or shrank (we never shrink it)."""
        if self._known is None:
            return False
        try:
            found = self._path.stat()
        except OSError:
            return True
        if (found.st_dev, found.st_ino) != self._known or found.st_size < self._size:
            return True
        self._size = found.st_size
        return False

    def is_overwritten(self) -> bool:
        """Tell whether another file was copied over ours, which keeps its place on the disk.

        Every checkpoint changes the time of the file too, so the history is looked at.
        """
        try:
            written = self._path.stat().st_mtime_ns
        except OSError:
            return True
        if written == self._written or self.newest is None:
            return False
        found = events_in(self._path, self.newest)
        if found is None:
            return False
        if found < self._events or not found:
            return True
        self._written, self._events = written, found
        return False


def events_in(path: Path, newest: UUID | None) -> int | None:
    """Count the events of a file, past all caches: 0 if the newest is not there, None if busy."""
    try:
        made = raw(address_of(path, mode="ro"), read_only=True)
    except sqlite3.Error as fault:
        return _if_busy(fault)
    try:
        there = "SELECT 1 FROM event WHERE guid = ?"
        if newest is not None and made.execute(there, (newest.hex,)).fetchone() is None:
            return 0
        return int(made.execute("SELECT count(*) FROM event").fetchone()[0])
    except sqlite3.Error as fault:
        return _if_busy(fault)
    finally:
        made.close()


def _if_busy(fault: sqlite3.Error) -> int | None:
    return None if "locked" in str(fault) else 0


class Presence:
    """A lock of the operating system that says: open here. It ends with the process, however."""

    def __init__(self, path: Path) -> None:
        self._identity = _identity(path)
        folder = user_data() / "open"
        folder.mkdir(parents=True, exist_ok=True)
        self._file = (folder / "{:x}-{:x}".format(*self._identity)).open("a+b")
        self.others = _take(self._file)
        _open_here[self._identity] += 1

    def end(self) -> None:
        """Say that it is closed here."""
        if not self._file.closed:
            self._file.close()
            _open_here[self._identity] -= 1


def is_open_elsewhere(path: Path) -> bool:
    """Tell whether any opening holds the file just now."""
    asked = Presence(path)
    asked.end()
    return asked.others


def is_open_here(path: Path) -> bool:
    """Tell whether this process has the file open as a project.

    Then nothing but SQLite may open it: closing any handle drops the locks of all (POSIX).
    """
    return _open_here[_identity(path)] > 0


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


if sys.platform == "win32":
    import msvcrt

    def _take(file: IO[bytes]) -> bool:
        """Lock the first free byte; tell whether another one is locked."""
        own, others = None, False
        for place in range(_PLACES):
            file.seek(place)
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError:
                others = True
                continue
            if own is not None:
                file.seek(place)
                msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
            else:
                own = place
        return others
else:
    import fcntl

    def _take(file: IO[bytes]) -> bool:
        """Share the lock; tell whether somebody already did."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            fcntl.flock(file, fcntl.LOCK_SH)
            return True
        fcntl.flock(file, fcntl.LOCK_SH)
        return False
