# SPDX-License-Identifier: MIT
"""A project of another program is looked at, then brought in whole, or nothing happens."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
)

from coder_app.core.picture import (
    LeftOut,
    PictureCode,
    PictureCoder,
    PictureCoding,
    PictureDocument,
    ProjectPicture,
)
from coder_app.core.records import CodeDraft
from coder_app.core.spans import Span
from coder_app.formats.projects.refi.write import write_qdpx
from coder_app.queries import lists
from coder_app.store.project import Project
from coder_app.ui.dialogs.bring_project import BringDialog, bring_project
from coder_app.ui.dialogs.progress import ProgressDialog


def _picture() -> ProjectPicture:
    mia, noa, trust, text = uuid4(), uuid4(), uuid4(), uuid4()
    return ProjectPicture(
        title="Bakers",
        program="NVivo 14",
        lead=mia,
        coders=(PictureCoder(guid=mia, name="Mia"), PictureCoder(guid=noa, name="Noa")),
        codes=(PictureCode(guid=trust, parent=None, draft=CodeDraft(name="trust")),),
        documents=(PictureDocument(guid=text, name="Ana", text="Ana: I trust her 😀 a lot.\n"),),
        codings=tuple(_coding(text, trust, coder) for coder in (mia, noa)),
        positions="UTF-16 units",
        remarks=("Positions were found to count UTF-16 units.",),
        left_out=(LeftOut(kind="picture", name="cake.jpg", why="Pictures cannot be held."),),
    )


def _coding(text: UUID, code: UUID, coder: UUID) -> PictureCoding:
    return PictureCoding(guid=uuid4(), document=text, code=code, coder=coder, span=Span(5, 18))


@pytest.fixture
def dialog(look, qtbot, tmp_path: Path):
    made = BringDialog(Path("Bakers.qdpx"), _picture(), my_name="Ana", folder=tmp_path)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize(
    ("source", "name"), [("Bakers.qda/data.qda", "Bakers.qda"), ("my.qdpx", "my.qdpx")]
)
def test_a_project_is_named_as_people_know_it(
    look, qtbot, tmp_path: Path, source: str, name: str
) -> None:
    dialog = BringDialog(tmp_path / source, _picture(), folder=tmp_path)
    qtbot.addWidget(dialog)

    assert dialog.title.text() == f"Bring “{name}” in"


@pytest.fixture
def qdpx(tmp_path: Path) -> Path:
    path = tmp_path / "from" / "Bakers.qdpx"
    path.parent.mkdir()
    write_qdpx(replace(_picture(), left_out=()), path)
    return path


def _said(dialog) -> str:
    return "\n".join(told.text() for told in dialog.findChildren(QLabel))


def _never(*said: object) -> None:
    raise AssertionError(said)


@pytest.fixture
def bring(look, qapp):
    """Bring a project in; `do` happens in the dialog that asks."""
    timers: list[QTimer] = []

    def made(source: Path, folder: Path, do, **more) -> ProgressDialog:
        def look() -> None:
            found = QApplication.activeModalWidget()
            if isinstance(found, BringDialog) and found.isVisible():
                timer.stop()
                do(found)

        timer = QTimer(qapp)
        timers.append(timer)
        timer.timeout.connect(look)
        timer.start(20)
        told = {"done": _never, "failed": _never} | more
        return bring_project(source, None, my_name="Mia", folder=folder, **told)

    yield made
    for timer in timers:
        timer.stop()


def test_what_was_read_and_what_cannot_be_held_is_told_by_name(dialog) -> None:
    said = _said(dialog)

    assert "NVivo 14" in said
    assert "1 transcript, 1 code, 2 codings, 2 coders" in said
    assert "It counts UTF-16 units." in said
    assert "picture\N{NO-BREAK SPACE}(1)" in said
    box = dialog.findChild(QPlainTextEdit)
    assert box.accessibleName() == "To look at"
    assert "picture, cake.jpg: Pictures cannot be held." in box.toPlainText()


def test_a_lead_who_is_one_of_the_coders_stands_first(look, qtbot, tmp_path: Path) -> None:
    def leads(my_name: str) -> list[str]:
        made = BringDialog(Path("a.qdpx"), _picture(), my_name=my_name, folder=tmp_path)
        qtbot.addWidget(made)
        box = made.findChild(QComboBox)
        return [box.itemText(n) for n in range(box.count())]

    assert leads("noa") == ["Noa", "Mia"]
    assert leads("Ana") == ["Mia", "Ana", "Noa"]
    assert leads("") == ["Mia", "Noa"]


def test_everything_is_chosen_with_keys(dialog, tmp_path: Path) -> None:
    QTest.keyClicks(dialog.findChild(QLineEdit), "Bakers 2")
    box = dialog.findChild(QCheckBox)
    QTest.keyClick(box, Qt.Key.Key_Space)
    QTest.keyClick(dialog, Qt.Key.Key_Return)

    assert dialog.chosen.path == tmp_path / "Bakers 2.coder"
    assert dialog.chosen.picture.title == "Bakers 2"
    assert dialog.chosen.lead_name == "Mia"
    assert dialog.chosen.finished


def test_a_file_that_is_there_is_not_replaced(dialog, tmp_path: Path) -> None:
    (tmp_path / "Bakers.coder").write_bytes(b"work of years")

    dialog.accept()

    assert dialog.chosen is None
    assert "There is a project of this name" in _said(dialog)


def test_it_becomes_a_project_that_is_whole(bring, qtbot, qdpx: Path, tmp_path: Path) -> None:
    heard: list[tuple[Path, str]] = []

    bring(qdpx, tmp_path, lambda d: d.accept(), done=lambda *told: heard.append(told))
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)

    assert heard == [(tmp_path / "Bakers.coder", "")]
    with Project.open(tmp_path / "Bakers.coder") as project:
        people = {c.name: c.role.value for c in project.ask(lists.coders) if not c.consensus}
        assert people == {"Mia": "lead", "Noa": "coder"}
        assert project.check() == []


def test_cancel_leaves_nothing(bring, qtbot, qdpx: Path, tmp_path: Path) -> None:
    seen = []

    bring(qdpx, tmp_path, lambda d: (seen.append(True), d.reject()))
    qtbot.waitUntil(lambda: bool(seen), timeout=10_000)
    qtbot.wait(50)

    assert [path.name for path in tmp_path.iterdir()] == ["from"]


def test_stop_leaves_nothing(bring, qtbot, qdpx: Path, tmp_path: Path, monkeypatch) -> None:
    import coder_app.ui.dialogs.bring_project as module

    def endless(source: Path, *, progress) -> ProjectPicture:
        while True:
            progress(0, 1)

    monkeypatch.setattr(module, "read_project", endless)
    progress = bring(qdpx, tmp_path, _never)
    qtbot.waitUntil(progress.isVisible, timeout=3000)
    with qtbot.waitSignal(progress.finished, timeout=5000):
        QTest.mouseClick(progress.findChild(QPushButton), Qt.MouseButton.LeftButton)

    assert [path.name for path in tmp_path.iterdir()] == ["from"]


def test_a_broken_file_is_named(bring, qtbot, tmp_path: Path) -> None:
    path = tmp_path / "broken.qdpx"
    path.write_bytes(b"PK\x03\x04 no more")
    heard: list[str] = []

    bring(path, tmp_path, _never, failed=heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=5000)

    assert "broken.qdpx" in heard[0]
