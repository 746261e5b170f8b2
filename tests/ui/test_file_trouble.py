# SPDX-License-Identifier: MIT
"""What windows say about the file of a project: open elsewhere, read only, synced, replaced."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from coder_app.operations import codebook, projects
from coder_app.store.project import Project
from coder_app.ui.app import Program
from coder_app.ui.centre import NoticeBar
from coder_app.ui.dialogs.error import ErrorDialog
from coder_app.ui.main_window import MainWindow
from coder_app.ui.preferences import Preferences

HOLDER = """
import sys
from coder_app.store.project import Project
with Project.open(sys.argv[1]):
    print("open", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def project_file(tmp_path: Path) -> Path:
    return _make(tmp_path / "study.coder", "Study")


@pytest.fixture
def program(qapp: QApplication, preferences: Preferences) -> Iterator[Program]:
    made = Program(qapp, preferences)
    yield made
    made.leave()
    for dialog in _dialogs():
        dialog.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    made.deleteLater()


def _make(path: Path, title: str) -> Path:
    with Project.create(path) as project:
        lead = project.who = uuid4()
        project.run(projects.begin, title=title, lead_name="Ana", coder=lead, codebook=None)
    return path


def _window(program: Program, path: Path) -> MainWindow:
    program.begin(path)
    assert program.window is not None
    return program.window


def _notices(window: MainWindow) -> list[str]:
    return [bar.sentence for bar in window.findChildren(NoticeBar)]


def _dialogs() -> list[ErrorDialog]:
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, ErrorDialog)]


def test_a_file_that_another_process_has_open_is_opened_with_a_line_that_says_so(
    program: Program, project_file: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(project_file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        window = _window(program, project_file)
        other.stdin.close()

    (said,) = _notices(window)
    assert "study.coder" in said
    assert "open elsewhere on this computer" in said


def test_a_notice_goes_when_it_is_closed(
    program: Program, project_file: Path, qtbot: QtBot
) -> None:
    window = _window(program, project_file)
    window.workspace.noticed.emit("The folder is synced.")
    (bar,) = window.findChildren(NoticeBar)

    bar.findChildren(QToolButton)[0].click()

    qtbot.waitUntil(lambda: _notices(window) == [])


def test_work_in_a_synced_folder_is_put_back_while_the_coder_pauses(
    program: Program, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "Dropbox").mkdir()
    path = _make(tmp_path / "Dropbox" / "study.coder", "Study")
    window = _window(program, path)
    assert any("study.coder" in said for said in _notices(window))

    window.workspace.run(codebook.add_code, name="loyalty")

    qtbot.waitUntil(lambda: b"loyalty" in path.read_bytes(), timeout=8000)


def test_a_file_that_was_replaced_is_told_once_in_a_dialog(
    program: Program, project_file: Path, tmp_path: Path
) -> None:
    other = _make(tmp_path / "other.coder", "Another study")
    window = _window(program, project_file)
    window.workspace.run(codebook.add_code, name="loyalty")
    project_file.unlink()
    shutil.copy(other, project_file)

    window.workspace.look_around()
    window.workspace.look_around()

    (dialog,) = _dialogs()
    assert "study.coder" in dialog.said.text()


def test_a_window_on_a_replaced_file_can_be_closed(
    program: Program, project_file: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    other = _make(tmp_path / "other.coder", "Another study")
    window = _window(program, project_file)
    window.workspace.run(codebook.add_code, name="loyalty")
    project_file.unlink()
    shutil.copy(other, project_file)

    with qtbot.waitSignal(window.closed):
        window.close()

    (dialog,) = _dialogs()
    assert "study.coder" in dialog.said.text()
    assert dialog.parent() is None  # it outlives the window
