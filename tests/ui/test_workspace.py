# SPDX-License-Identifier: MIT
"""A workspace runs, tells, refuses, and drops late answers."""

from __future__ import annotations

import threading
from functools import partial
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from coder_app.core.errors import Conflict, ProjectProblem
from coder_app.core.stopping import go_on
from coder_app.operations import codebook
from coder_app.queries import lists
from coder_app.ui.workspace import Workspace


def test_a_run_tells_what_changed(workspace: Workspace, qtbot: QtBot) -> None:
    with qtbot.waitSignal(workspace.changed) as told:
        guid = workspace.run(codebook.add_code, name="loyalty", origin="here")

    (changes,) = told.args
    assert changes.guids == {"code": frozenset({guid})}
    assert changes.origin == "here"


def test_a_refusal_is_said_and_nothing_changes(workspace: Workspace, qtbot: QtBot) -> None:
    with (
        qtbot.waitSignal(workspace.refused) as said,
        qtbot.assertNotEmitted(workspace.changed),
    ):
        assert workspace.attempt(codebook.add_code, name=" ") is None

    assert said.args == ["A name is needed."]


def test_undo_of_nothing_is_said(workspace: Workspace, small: Any, qtbot: QtBot) -> None:
    workspace.set_viewer(small.ben)

    with qtbot.waitSignal(workspace.refused):
        assert not workspace.undo()


def test_the_coder_at_work_is_written_into_the_history(workspace: Workspace, small: Any) -> None:
    workspace.set_viewer(small.ben)
    workspace.run(codebook.add_code, name="loyalty")

    assert workspace.project.next_undo() is not None
    workspace.set_viewer(small.ana)
    assert workspace.project.who == small.ana


def test_an_answer_comes_back_into_the_windows_thread(workspace: Workspace, qtbot: QtBot) -> None:
    heard: list[tuple[int, bool]] = []
    viewer = workspace.viewer

    workspace.compute(
        lambda: len(workspace.ask(lists.codes, viewer)),
        done=lambda n: heard.append((n, threading.current_thread() is threading.main_thread())),
    )

    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(7, True)]


def test_a_newer_question_makes_the_older_answer_worthless(
    workspace: Workspace, qtbot: QtBot
) -> None:
    heard: list[str] = []
    hold = threading.Event()

    def slow() -> str:
        hold.wait(2)
        return "old"

    workspace.compute(slow, done=heard.append, topic="figures")
    workspace.compute(lambda: "new", done=heard.append, topic="figures")
    qtbot.waitUntil(lambda: heard == ["new"])
    hold.set()
    qtbot.wait(30)

    assert heard == ["new"]


def test_a_question_that_waits_is_not_begun_when_a_newer_one_has_come(
    workspace: Workspace, qtbot: QtBot
) -> None:
    hold, begun = threading.Event(), []
    for _ in range(2):  # as many as there are workers
        workspace.compute(lambda: hold.wait(2), done=lambda _: None)

    for n in range(3):
        workspace.compute(partial(begun.append, n), done=lambda _: None, topic="figures")
    workspace.compute(partial(begun.append, "forgotten"), done=lambda _: None, topic="other")
    workspace.forget("other")
    hold.set()
    qtbot.waitUntil(lambda: begun == [2])
    qtbot.wait(30)

    assert begun == [2]


def test_counting_that_nobody_waits_for_ends_in_the_middle(
    workspace: Workspace, qtbot: QtBot
) -> None:
    begun, ended = threading.Event(), threading.Event()

    def endless() -> None:
        try:
            while True:
                begun.set()
                go_on()
        finally:
            ended.set()

    with qtbot.assertNotEmitted(workspace.refused), qtbot.assertNotEmitted(workspace.broke):
        workspace.compute(endless, done=lambda _: None, topic="figures")
        qtbot.waitUntil(begun.is_set)
        workspace.forget("figures")
        qtbot.waitUntil(ended.is_set)
        qtbot.wait(30)


def test_a_refusal_of_a_worker_is_a_sentence(workspace: Workspace, qtbot: QtBot) -> None:
    def refuse() -> None:
        raise ProjectProblem("Too few coders.")

    with qtbot.waitSignal(workspace.refused) as said:
        workspace.compute(refuse, done=lambda _: None)

    assert said.args == ["Too few coders."]


def test_while_a_long_change_runs_no_other_begins(workspace: Workspace, qtbot: QtBot) -> None:
    hold = threading.Event()
    heard: list[Any] = []

    def work() -> Any:
        hold.wait(2)
        return workspace.project.run(codebook.add_code, name="loyalty")

    workspace.long_run(work, done=heard.append)
    with pytest.raises(ProjectProblem):
        workspace.run(codebook.add_code, name="engagement")
    with qtbot.waitSignal(workspace.changed):
        hold.set()
    qtbot.waitUntil(lambda: bool(heard))

    assert not workspace.is_busy
    workspace.run(codebook.add_code, name="engagement")


def test_a_question_after_closing_is_let_go(workspace: Workspace) -> None:
    answers: list[int] = []
    workspace.close()

    workspace.compute(lambda: 1, done=answers.append)

    assert answers == []


def test_a_window_that_shows_an_older_state_does_not_overwrite(workspace: Workspace) -> None:
    code, _ = workspace.project.run(codebook.add_code, name="loyalty")
    rows = workspace.ask(lists.codes, workspace.viewer)
    shown = next(row for row in rows if row.guid == code)
    workspace.run(codebook.edit_code, code=code, definition="Somebody else was faster.")

    with pytest.raises(Conflict):
        workspace.run(
            codebook.rework_code,
            code=code,
            parent=None,
            definition="Mine.",
            seen={shown.guid: shown.state},
        )
