# SPDX-License-Identifier: MIT
from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from coder_app.core.errors import ProjectProblem
from coder_app.store.writing import Alone, spoken

Study = Any  # the class in conftest.py


def test_one_thread_writes_at_a_time() -> None:
    alone, order = Alone(), []

    def work() -> None:
        with alone.working():
            order.append("other")

    with alone.working():
        thread = threading.Thread(target=work)
        thread.start()
        order.append("first")
    thread.join()

    assert order == ["first", "other"]


def test_who_need_not_write_now_does_not_wait() -> None:
    alone = Alone()

    with alone.working(), alone.working_if_free() as free:
        assert not free
    with alone.working_if_free() as free:
        assert free
        with pytest.raises(RuntimeError), alone.working():
            pass


def test_writing_inside_writing_is_a_mistake_and_ends_nothing() -> None:
    alone = Alone()

    with alone.working(), pytest.raises(RuntimeError), alone.working():
        pass

    with alone.working_if_free() as free:
        assert free


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("database is locked", "Another program is writing"),
        ("database or disk is full", "The disk took nothing more"),
        ("attempt to write a readonly database", "write-protected now"),
    ],
)
def test_what_the_system_says_becomes_a_sentence(said: str, sentence: str) -> None:
    fault = OperationalError("INSERT", {}, sqlite3.OperationalError(said))

    with pytest.raises(ProjectProblem, match=sentence), spoken():
        raise fault


def test_a_mistake_of_ours_stays_one() -> None:
    fault = OperationalError("INSERT", {}, sqlite3.OperationalError("no such table: x"))

    with pytest.raises(OperationalError), spoken():
        raise fault


def test_another_program_that_holds_the_lock_is_named(
    file_study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coder_app.store.connect.BUSY_SECONDS", 0)
    file_study.project.close()
    again = type(file_study).on(type(file_study.project).create(tmp_path / "b.coder"))
    other = sqlite3.connect(tmp_path / "b.coder", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(ProjectProblem, match="Another program is writing"):
        again.code_passage()

    other.execute("ROLLBACK")
    other.close()
    again.code_passage()
    again.project.close()
