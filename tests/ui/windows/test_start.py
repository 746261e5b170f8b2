# SPDX-License-Identifier: MIT
"""The first window."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel, QListView, QPushButton

from coder_app.ui.windows.start import RecentProject, StartWindow, day_in_words

NOW = datetime(2026, 11, 24, 12, 0).astimezone()


def _project(n: int) -> RecentProject:
    return RecentProject(
        path=Path.home() / f"study/{n}.coder",
        title=f"Study {n}",
        opened=NOW - timedelta(days=n),
        summary="8 transcripts",
    )


@pytest.fixture
def start(look, qtbot):
    made = StartWindow([_project(n) for n in range(3)])
    qtbot.addWidget(made)
    made.show()
    return made


def _drop(window: StartWindow, *paths: str) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    event = QDropEvent(
        QPoint(5, 5).toPointF(),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)


def test_days_are_written_shorter_the_nearer_they_are() -> None:
    assert day_in_words(NOW, NOW) == "today 12:00"
    assert day_in_words(NOW - timedelta(days=12), NOW) == "12 Nov"
    assert day_in_words(NOW - timedelta(days=400), NOW) == "20 Oct 2025"


def test_enter_opens_the_newest_project(start, qtbot) -> None:
    recent = start.findChild(QListView)
    model = recent.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    recent.setFocus()

    with qtbot.waitSignal(start.open_requested) as heard:
        QTest.keyClick(recent, Qt.Key.Key_Return)

    assert heard.args == [Path.home() / "study/0.coder"]


def test_a_project_in_the_home_folder_is_told_so(look, qtbot) -> None:
    project = replace(_project(0), path=Path.home() / "a.coder")
    window = StartWindow([project])
    qtbot.addWidget(window)

    heard = window.recent.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert heard.startswith("Study 0, home folder · 8 transcripts, ")


def test_enter_presses_the_button_that_has_the_focus(start, qtbot) -> None:
    button = start.new
    button.setFocus()

    with qtbot.waitSignal(start.new_requested):
        QTest.keyClick(button, Qt.Key.Key_Return)


@pytest.mark.parametrize("key", [Qt.Key.Key_Q, Qt.Key.Key_W])
def test_the_keys_that_leave_a_project_leave_here_too(start, key) -> None:
    QTest.keyClick(start.recent, key, Qt.KeyboardModifier.ControlModifier)

    assert not start.isVisible()


def test_a_reader_hears_title_place_and_day(start) -> None:
    index = start.findChild(QListView).model().index(1, 0)

    heard = index.data(Qt.ItemDataRole.AccessibleTextRole)

    assert heard.startswith("Study 1, study · 8 transcripts, ")


@pytest.mark.parametrize(
    ("button", "signal"),
    [
        ("New project", "new_requested"),
        ("Open a project", "open_requested"),
        ("Look around in the sample", "sample_requested"),
        ("Keys and first steps", "keys_requested"),
    ],
)
def test_each_button_asks_for_one_thing(start, qtbot, button: str, signal: str) -> None:
    found = next(b for b in start.findChildren(QPushButton) if b.accessibleName() == button)

    with qtbot.waitSignal(getattr(start, signal)):
        found.click()


def test_without_projects_the_window_says_what_one_is(look, qtbot) -> None:
    window = StartWindow()
    qtbot.addWidget(window)

    assert "No projects yet" in [label.text() for label in window.findChildren(QLabel)]


def test_a_dropped_project_is_opened_and_dropped_transcripts_begin_one(start, qtbot) -> None:
    with qtbot.waitSignal(start.open_requested) as opened:
        _drop(start, "/data/a.txt", "/data/b.coder")
    with qtbot.waitSignal(start.new_requested) as begun:
        _drop(start, "/data/a.txt", "/data/c.vtt")

    assert opened.args == [Path("/data/b.coder")]
    assert begun.args == [[Path("/data/a.txt"), Path("/data/c.vtt")]]


def test_a_dropped_project_of_another_program_is_brought_in(start, qtbot) -> None:
    with qtbot.waitSignal(start.bring_requested) as brought:
        _drop(start, "/data/a.txt", "/data/b.qdpx")

    assert brought.args == [Path("/data/b.qdpx")]


def test_a_project_of_another_program_can_be_asked_for(start, qtbot) -> None:
    button = next(
        b for b in start.findChildren(QPushButton) if b.accessibleName() == "From another program …"
    )

    with qtbot.waitSignal(start.bring_requested) as brought:
        button.click()

    assert brought.args == [None]
