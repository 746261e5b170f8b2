# SPDX-License-Identifier: MIT
from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import pytest

from coder_app.store import triggers
from coder_app.store.project import Project

Study = Any  # the class in conftest.py


def tamper(study: Study, path: Path, *statements: str, keep_triggers: bool = False) -> list[str]:
    """Change a file behind the program's back; say what a check finds."""
    study.project.close()
    made = sqlite3.connect(path)
    if not keep_triggers:
        for (name,) in made.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            made.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        made.execute(statement)
    if not keep_triggers:
        for statement in triggers.statements("sqlite"):
            made.execute(statement)
    made.commit()
    made.close()
    with Project.open(path) as project:
        return project.check()


@pytest.fixture
def path(file_study: Study, tmp_path: Path) -> Path:
    file_study.code_passage()
    assert file_study.project.check() == []
    return tmp_path / "Followers.coder"


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE change SET new = replace(new, 'trust', 'doubt')", "a change of a row"),
        ("UPDATE event SET who = sitting WHERE n = 3", "the event itself"),
        ("UPDATE event SET prev = NULL WHERE n = 3", "its place in the chain"),
        ("DELETE FROM event WHERE n = 2", "its place in the chain"),
        ("DELETE FROM change WHERE kind = 'code'", "the event itself"),
        ("UPDATE coding SET weight = 9", "1 row of “coding” does not say"),
        ("DELETE FROM coding", "1 row of “coding” does not say"),
        ("UPDATE wording SET body = replace(body, 'trust', 'doubt')", "“Interview 1” was changed"),
        ("UPDATE wording SET body = body || '.'", "the length that was noted"),
        ("UPDATE coding SET start = 0", "not lie where its anchor leads"),
        ("UPDATE coding SET anchor_end = 999, end = 999", "ends after the end of its text"),
        ("UPDATE code SET effective = NULL", "does not know what stands for it"),
        ("DELETE FROM code", "points at a row of “code” that is not there"),
    ],
)
def test_tampering_is_found(file_study: Study, path: Path, statement: str, found: str) -> None:
    assert any(found in said for said in tamper(file_study, path, statement))


def test_a_missing_guard_is_found(file_study: Study, path: Path) -> None:
    said = tamper(file_study, path, "DROP TRIGGER event_keeps_delete", keep_triggers=True)

    assert said == ["The guard “event_keeps_delete” of the history is missing or was changed."]


def test_a_row_without_history_is_found(file_study: Study, path: Path) -> None:
    said = tamper(
        file_study,
        path,
        "INSERT INTO setting (name, value, guid, state, removed)"
        " VALUES ('unit', 'turn', hex(randomblob(16)), hex(randomblob(16)), 0)",
    )

    assert said == ["1 row of “setting” does not say what its history says."]


def test_a_turn_beyond_the_text_is_found(file_study: Study, path: Path) -> None:
    columns = "document, wording, speaker, role, label_start, label_end, start, end"
    said = tamper(
        file_study,
        path,
        f"INSERT INTO turn ({columns}, guid, state, removed) SELECT document, guid, 'A', 'other',"
        " 0, 0, 5, 999, hex(randomblob(16)), state, 0 FROM wording",
    )

    assert any("speaker’s turn ends after" in each for each in said)


def test_masked_words_are_listed_and_break_no_chain(file_study: Study, path: Path) -> None:
    said = tamper(
        file_study,
        path,
        "UPDATE change SET redacted = event, salt = NULL WHERE kind = 'coder'",
        keep_triggers=True,
    )

    assert len(said) == 1
    assert said[0].startswith("2 changes of projects.begin, ")
    assert said[0].endswith(", were masked.")


def test_history_rewritten_as_if_masked_is_listed(file_study: Study, path: Path) -> None:
    said = tamper(
        file_study,
        path,
        "UPDATE change SET redacted = event, salt = NULL, new = replace(new, 'trust', 'doubt')"
        " WHERE kind = 'code'",
        "UPDATE code SET name = 'doubt'",
        keep_triggers=True,
    )

    assert len(said) == 1
    assert "was masked" in said[0]


def test_a_decision_beyond_its_text_is_found(study: Study) -> None:
    study.decide(0, 999, document=study.document)

    assert study.project.check() == ["1 decision ends after the end of its text."]
