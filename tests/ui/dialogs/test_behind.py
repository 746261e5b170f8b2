# SPDX-License-Identifier: MIT
"""Long work goes on behind a dialog: done is heard, Stop is silent, trouble is said."""

from __future__ import annotations

from threading import Event

import pytest
from PySide6.QtWidgets import QPushButton

from coder_app.core.errors import InputProblem
from coder_app.ui.dialogs.behind import work_behind
from coder_app.ui.dialogs.progress import ProgressDialog


@pytest.fixture
def dialog(look, qtbot) -> ProgressDialog:
    return ProgressDialog("Reading", "If you stop, nothing happens.")


def _never(said: object = "") -> None:
    raise AssertionError(said)


def test_what_was_made_is_heard(dialog, qtbot) -> None:
    heard = []

    work_behind(dialog, lambda step: step(1, 2) or 42, done=heard.append, failed=_never)
    qtbot.waitUntil(lambda: bool(heard))

    assert heard == [42]


def test_stop_ends_the_work_and_says_nothing(dialog, qtbot) -> None:
    ended = Event()

    def work(step) -> None:
        try:
            while True:
                step(0, 0)
                ended.wait(0.01)
        finally:
            ended.set()

    work_behind(dialog, work, done=_never, failed=_never)
    qtbot.waitUntil(dialog.isVisible, timeout=3000)
    with qtbot.waitSignal(dialog.finished):
        dialog.findChild(QPushButton).click()

    assert ended.is_set()


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        (InputProblem("a.qdpx", "It is broken."), "It is broken."),
        (OSError(28, "No space left on device"), "No space left"),
    ],
)
def test_trouble_is_said(dialog, qtbot, problem: Exception, said: str) -> None:
    heard = []

    def work(step) -> None:
        raise problem

    work_behind(dialog, work, done=_never, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))

    assert said in heard[0]


def test_a_fault_of_ours_goes_up(dialog, qtbot) -> None:
    def work(step) -> None:
        raise KeyError("ours")

    with qtbot.captureExceptions() as faults:
        work_behind(dialog, work, done=_never, failed=_never)
        qtbot.waitUntil(lambda: bool(faults))

    assert faults[0][0] is KeyError
