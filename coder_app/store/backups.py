# SPDX-License-Identifier: MIT
"""Backups beside the file, made on opening: the last five, and one a day for a week."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.store.connect import address_of, copy_into, raw

LAST = 5
DAYS = 7


def folder_of(path: Path) -> Path:
    """Give the folder that holds a project's backups."""
    return path.with_name(f"{path.stem}.backups")


def rotate(source: sqlite3.Connection, path: Path, now: datetime) -> Path | None:
    """Make a backup if something changed since the last one, and let old ones go."""
    folder = folder_of(path)
    there = _made(folder, path)
    if _newest_event(source) is None or (there and _is_same(source, there[max(there)])):
        return None
    folder.mkdir(exist_ok=True)
    made = folder / f"{path.stem} {now:%Y-%m-%d %H%M}{path.suffix}"
    copy_into(source, made)
    there = _made(folder, path)
    for moment in set(there) - kept(there, now):
        there[moment].unlink(missing_ok=True)
    return made


def save_copy(engine: Engine, target: Path) -> None:
    """Save a copy under a name that is free, the newest commit included."""
    if target.exists():
        raise ProjectProblem(
            tr("“{name}” is already there. Choose another name.").format(name=target.name)
        )
    held = engine.raw_connection()
    try:
        assert isinstance(held.driver_connection, sqlite3.Connection)
        copy_into(held.driver_connection, target)
    except (OSError, sqlite3.Error) as fault:
        reason = getattr(fault, "strerror", None) or fault
        raise ProjectProblem(
            tr("“{name}” cannot be saved: {reason}.").format(name=target, reason=reason)
        ) from fault
    finally:
        held.close()


def kept(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """Choose which backups stay: the newest ones, and the last of each of the newest days."""
    newest_first = sorted(moments, reverse=True)
    stay = set(newest_first[:LAST])
    last_of_day = {moment.date(): moment for moment in reversed(newest_first)}
    oldest = now.date() - timedelta(days=DAYS)
    return stay | {moment for day, moment in last_of_day.items() if day > oldest}


def _made(folder: Path, path: Path) -> dict[datetime, Path]:
    """Find the backups of this project; nothing else in the folder is touched."""
    ours = re.compile(
        rf"{re.escape(path.stem)} (\d{{4}}-\d\d-\d\d \d{{4}}){re.escape(path.suffix)}"
    )
    found = {}
    for file in folder.glob(f"*{path.suffix}"):
        match = ours.fullmatch(file.name)
        if match:
            found[datetime.strptime(match[1], "%Y-%m-%d %H%M")] = file
    return found


def _is_same(source: sqlite3.Connection, backup: Path) -> bool:
    try:
        other = raw(address_of(backup, mode="ro", immutable=True), read_only=True)
    except sqlite3.Error:
        return False
    try:
        return _newest_event(other) == _newest_event(source)
    except sqlite3.Error:
        return False
    finally:
        other.close()


def _newest_event(source: sqlite3.Connection) -> tuple[str, int] | None:
    """Name the newest event, with the version of the tables."""
    row = source.execute("SELECT guid FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    version = source.execute("PRAGMA user_version").fetchone()[0]
    return (row[0], version) if row else None
