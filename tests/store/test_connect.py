# SPDX-License-Identifier: MIT
from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from coder_app.core.errors import ProjectProblem
from coder_app.store.connect import (
    APPLICATION_ID,
    JournalBypassed,
    address_of,
    connect,
    copy_into,
    raw,
)
from coder_app.store.project import Project
from coder_app.store.tables import SCHEMA_VERSION

SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "secure_delete": 1,
    "temp_store": 2,
    "trusted_schema": 0,
    "application_id": APPLICATION_ID,
    "user_version": SCHEMA_VERSION,
}


@pytest.mark.parametrize("name", sorted(SETTINGS))
def test_every_connection_has_the_settings(tmp_path: Path, name: str) -> None:
    Project.create(tmp_path / "a.coder").close()
    engine = connect(tmp_path / "a.coder")

    with engine.connect() as one, engine.connect() as two:
        for connection in (one, two):
            assert connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() == SETTINGS[name]
    engine.dispose()


def test_the_application_id_stands_in_the_files_header(tmp_path: Path) -> None:
    Project.create(tmp_path / "a.coder").close()

    assert (tmp_path / "a.coder").read_bytes()[68:72] == b"CodA"


def test_who_writes_takes_the_lock_first_and_who_reads_does_not(tmp_path: Path) -> None:
    Project.create(tmp_path / "a.coder").close()
    engine = connect(tmp_path / "a.coder")
    writer = engine.execution_options(writes=lambda: True)

    with engine.connect() as reading, writer.connect() as writing:
        writing.begin()
        reading.begin()
        assert reading.exec_driver_sql("SELECT count(*) FROM code").scalar_one() == 0
        other = raw(address_of(tmp_path / "a.coder"))
        other.execute("PRAGMA busy_timeout=0")
        with pytest.raises(Exception, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
    engine.dispose()


def test_who_reads_cannot_write(tmp_path: Path) -> None:
    Project.create(tmp_path / "a.coder").close()
    engine = connect(tmp_path / "a.coder", read_only=True)

    with engine.connect() as connection, pytest.raises(JournalBypassed):
        connection.exec_driver_sql("DELETE FROM code")
    engine.dispose()


def test_a_file_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    engine = connect(tmp_path / "none.coder")

    with pytest.raises(Exception, match="unable to open"):
        engine.connect()
    assert not (tmp_path / "none.coder").exists()


def test_a_key_needs_another_program(tmp_path: Path) -> None:
    with pytest.raises(ProjectProblem, match="encrypted"):
        connect(tmp_path / "a.coder", key="secret")


def test_a_copy_is_one_file_and_replaces_the_old_one_at_once(tmp_path: Path) -> None:
    project = Project.create(tmp_path / "a.coder")
    (tmp_path / "b.coder").write_text("old")
    source = raw(address_of(tmp_path / "a.coder"))

    copy_into(source, tmp_path / "b.coder")

    source.close()
    project.close()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.coder", "b.coder"]
    assert (tmp_path / "b.coder").read_bytes()[:15] == b"SQLite format 3"


def test_a_copy_that_fails_leaves_nothing(tmp_path: Path) -> None:
    source = sqlite3.connect(":memory:")
    source.close()

    with pytest.raises(sqlite3.Error):
        copy_into(source, tmp_path / "copy.coder")

    assert list(tmp_path.iterdir()) == []
