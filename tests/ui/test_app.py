# SPDX-License-Identifier: MIT
"""The program opens projects, and says what goes wrong."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder_app import __version__
from coder_app.core.picture import PictureCode, ProjectPicture
from coder_app.core.places import user_data
from coder_app.core.records import CodeDraft
from coder_app.formats.projects.refi.write import write_qdpx
from coder_app.operations import people, projects
from coder_app.store.project import Project
from coder_app.ui.app import Program, coder_at_work, start_log
from coder_app.ui.dialogs.bring_project import BringDialog
from coder_app.ui.dialogs.error import ErrorDialog
from coder_app.ui.preferences import FOLDER, Preferences


@pytest.fixture
def project_file(tmp_path: Path) -> Path:
    path = tmp_path / "study.coder"
    with Project.create(path) as project:
        lead = project.who = uuid4()
        project.run(projects.begin, title="Study", lead_name="Ana", coder=lead, codebook=None)
        project.run(people.add_coder, name="Ben")
    return path


@pytest.fixture
def program(qapp: QApplication, preferences: Preferences) -> Iterator[Program]:
    made = Program(qapp, preferences)
    yield made
    made.leave()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()
    made.deleteLater()


def test_a_project_opens_and_is_remembered(
    program: Program, project_file: Path, preferences: Preferences
) -> None:
    program.begin(project_file)
    assert program.window is not None
    assert program.window.windowTitle().startswith("Study")

    program.leave()

    (row,) = preferences.recent()
    assert (row.path, row.summary) == (project_file, "0 transcripts, 0 codings")


def test_without_a_project_the_start_window_shows(program: Program) -> None:
    program.begin(None)

    assert program.window is None
    assert program.start is not None
    assert program.start.isVisible()


def test_a_file_that_is_no_project_is_refused_in_words(
    program: Program, tmp_path: Path, qapp: QApplication, qtbot: QtBot
) -> None:
    path = tmp_path / "letter.coder"
    path.write_text("Dear all, this is no project. " * 50, encoding="utf-8")

    program.begin(path)

    qtbot.waitUntil(lambda: program.start is not None)
    (refusal,) = [w for w in qapp.topLevelWidgets() if isinstance(w, ErrorDialog)]
    assert "letter.coder" in refusal.said.text()
    refusal.close()


def test_the_coder_who_worked_last_works_again(
    project_file: Path, preferences: Preferences
) -> None:
    with Project.open(project_file) as project:
        lead = coder_at_work(project, preferences)
        preferences.set_last_coder(project_file, str(uuid4()))
        assert coder_at_work(project, preferences) == lead


def test_a_fault_of_ours_shows_details_and_keeps_words_out_of_the_log(
    program: Program, qapp: QApplication
) -> None:
    start_log()
    logger = logging.getLogger("coder_app")
    logger.propagate = False
    said = " ".join(["words", "of", "Marisol"])
    try:
        try:
            raise ValueError(said)
        except ValueError:
            program.on_failure(*sys.exc_info())  # type: ignore[arg-type]
    finally:
        logger.propagate = True
        for handler in list(logger.handlers):
            logger.removeHandler(handler)
            handler.close()

    (dialog,) = [w for w in qapp.topLevelWidgets() if isinstance(w, ErrorDialog)]
    assert "words of Marisol" in dialog.details.toPlainText()
    assert dialog.details.toPlainText().startswith(f"Coder App {__version__}")
    assert "ValueError" in (user_data() / "coder-app.log").read_text("utf-8")
    assert "words of" not in (user_data() / "coder-app.log").read_text("utf-8")
    dialog.close()


def test_a_project_of_another_program_is_brought_in_and_opened(
    program: Program, tmp_path: Path, preferences: Preferences, qtbot: QtBot
) -> None:
    preferences.set(FOLDER, str(tmp_path))
    code = PictureCode(guid=uuid4(), parent=None, draft=CodeDraft(name="trust"))
    write_qdpx(ProjectPicture(title="Bakers", codes=(code,)), tmp_path / "b.qdpx")
    program.begin(None)

    def accept() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, BringDialog):
            timer.stop()
            dialog.accept()

    timer = QTimer(program)  # goes with it
    timer.timeout.connect(accept)
    timer.start(20)
    program.bring(tmp_path / "b.qdpx")
    qtbot.waitUntil(lambda: program.window is not None, timeout=10_000)

    assert program.window.project_path == tmp_path / "Bakers.coder"


def test_the_window_starts_without_what_only_files_need() -> None:
    start = "import sys, coder_app.ui.app; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", start], capture_output=True, text=True, check=True, timeout=60
    )

    heavy = {"pandas", "pyarrow", "openpyxl", "xlsxwriter", "docx", "pypdfium2", "alembic", "lxml"}
    assert heavy.isdisjoint(done.stdout.split())
