# SPDX-License-Identifier: MIT
"""A new project lies in a file called like its title, in a folder of one's choice."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from coder_app.ui.dialogs.new_place import NewPlace, file_name


def test_a_title_makes_a_name_that_every_system_takes() -> None:
    assert file_name('Why? A/B "test"…') == "Why- A-B -test-….coder"
    assert file_name(" . ") == "Project.coder"


@pytest.fixture
def place(look, qtbot, tmp_path: Path) -> NewPlace:
    window = QWidget()
    qtbot.addWidget(window)
    title = QLineEdit("Followers", window)
    made = NewPlace(title, tmp_path, window)
    window.setLayout(made)
    return made


def test_the_file_follows_the_title(place: NewPlace, tmp_path: Path) -> None:
    title = place.parentWidget().findChild(QLineEdit)
    title.setText("Second wave")

    assert place.path == tmp_path / "Second wave.coder"
    assert place.parentWidget().findChild(QLabel).text() == str(place.path)
    title.setText("  ")
    assert place.what_is_wrong() == "The project has no title yet."


def test_another_folder_is_heard_and_a_taken_name_told(
    place: NewPlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "Followers.coder").touch()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(other))

    with qtbot.waitSignal(place.moved):
        place.parentWidget().findChild(QPushButton).click()

    assert place.path == other / "Followers.coder"
    assert "project of this name" in place.what_is_wrong()
