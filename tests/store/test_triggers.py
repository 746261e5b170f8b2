# SPDX-License-Identifier: MIT
from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coder_app.store import triggers

Study = Any  # the class in conftest.py


@pytest.fixture
def outside(file_study: Study, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another program at the same file."""
    made = sqlite3.connect(tmp_path / "Followers.coder", isolation_level=None)
    yield made
    made.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET action = 'x'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event WHERE n = 1",
        "INSERT OR REPLACE INTO event (guid, sitting, n, clock, at, action, schema, hash)"
        " SELECT guid, sitting, 99, clock, at, 'x', schema, hash FROM event WHERE n = 1",
        "REPLACE INTO event (guid, sitting, n, clock, at, action, schema, hash)"
        " SELECT hex(randomblob(16)), sitting, n, clock, at, 'x', schema, hash FROM event",
        "DELETE FROM change",
        "INSERT OR REPLACE INTO change SELECT * FROM change",
        "UPDATE change SET new = '{}'",
        "UPDATE change SET redacted = event",
        "UPDATE change SET redacted = event, salt = NULL, parents = 'x'",
        "UPDATE change SET redacted = event, salt = NULL, digest = x'00'",
    ],
)
def test_the_history_cannot_be_rewritten(outside: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        outside.execute(statement)


def test_words_can_be_masked_once(outside: sqlite3.Connection) -> None:
    mask = "UPDATE change SET new = '{}', salt = NULL, redacted = event"
    outside.execute(mask)

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        outside.execute(mask)


def test_triggers_are_made_again_and_missed_when_gone(file_study: Study) -> None:
    with file_study.project.read() as session:
        assert triggers.missing(session.connection()) == []


def test_postgresql_has_the_same_guards_and_truncate_as_well() -> None:
    said = "\n".join(triggers.statements("postgresql"))

    assert "BEFORE UPDATE OR DELETE ON event" in said
    assert "BEFORE DELETE ON change" in said
    assert said.count("BEFORE TRUNCATE") == 2
    assert 'NEW."parents" IS NOT DISTINCT FROM OLD."parents"' in said
