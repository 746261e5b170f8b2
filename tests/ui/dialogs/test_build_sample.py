# SPDX-License-Identifier: MIT
"""The sample project is built away from the windows: whole, or not at all."""

from __future__ import annotations

from PySide6.QtWidgets import QProgressBar, QPushButton

from coder_app.queries import lists
from coder_app.store.project import Project
from coder_app.ui.dialogs.build_sample import build_sample


def _never(sentence: str = "") -> None:
    raise AssertionError(sentence)


def test_the_sample_is_built_while_the_window_lives(look, qtbot, tmp_path) -> None:
    path, heard = tmp_path / "data" / "sample.coder", []

    dialog = build_sample(path, None, done=lambda: heard.append(True), failed=_never)
    assert not dialog.isVisible()
    qtbot.waitUntil(dialog.isVisible, timeout=3000)
    bar = dialog.findChild(QProgressBar)
    qtbot.waitUntil(lambda: bar.value() > 1, timeout=20_000)
    qtbot.waitUntil(lambda: bool(heard), timeout=60_000)

    with Project.open(path) as project:
        assert len(project.ask(lists.coders)) >= 3
        assert project.check() == []
    assert [entry.name for entry in path.parent.iterdir() if "sample-" in entry.name] == []


def test_a_stopped_build_leaves_nothing(look, qtbot, tmp_path) -> None:
    path = tmp_path / "sample.coder"
    dialog = build_sample(path, None, done=_never, failed=_never)
    qtbot.waitUntil(dialog.isVisible, timeout=3000)

    with qtbot.waitSignal(dialog.finished, timeout=20_000):
        dialog.findChild(QPushButton).click()

    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_said(look, qtbot, tmp_path) -> None:
    (tmp_path / "data").write_text("a file, no folder")
    heard = []

    build_sample(tmp_path / "data" / "sample.coder", None, done=_never, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard))

    assert "cannot be built" in heard[0]
    assert str(tmp_path / "data") in heard[0]
