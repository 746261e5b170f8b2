# SPDX-License-Identifier: MIT
"""A new project is asked for in four fields, each with a default."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit

from coder_app.core.records import CodebookDraft, CodeDraft
from coder_app.formats.codebook_files import write_any_codebook
from coder_app.ui.dialogs.new_project import NewProjectDialog


@pytest.fixture
def dialog(look, qtbot, tmp_path: Path):
    made = NewProjectDialog(lead_name="Ana", folder=tmp_path)
    qtbot.addWidget(made)
    made.show()
    return made


def _field(dialog, name: str) -> QLineEdit:
    return next(f for f in dialog.findChildren(QLineEdit) if f.accessibleName() == name)


def test_the_defaults_make_a_project_with_the_studys_codebook(dialog, tmp_path: Path) -> None:
    dialog.accept()

    assert dialog.chosen.path == tmp_path / "Followers study.coder"
    assert dialog.chosen.lead_name == "Ana"
    assert sum(code.codable for code in dialog.chosen.codebook.codes) == 28


def test_each_line_is_as_high_as_its_words(dialog) -> None:
    lines = [told for told in dialog.findChildren(QLabel) if told.isVisible() and told.text()]
    about = next(told for told in lines if told.text().endswith(": 28 codes"))

    assert about.height() == about.heightForWidth(about.width())

    about.setText("\n".join("A note on the codebook." for _ in range(12)))
    dialog.fit()
    assert about.height() == about.heightForWidth(about.width())


def test_a_reader_hears_of_the_codebook_at_its_field(dialog) -> None:
    box = dialog.findChild(QComboBox)
    assert box.accessibleDescription().endswith(": 28 codes")

    box.setCurrentIndex(box.findText("None yet"))
    box.activated.emit(box.currentIndex())
    assert "Ctrl+N" in box.accessibleDescription()


def test_a_project_can_begin_without_codes(dialog) -> None:
    box = dialog.findChild(QComboBox)
    box.setCurrentIndex(box.findText("None yet"))

    dialog.accept()

    assert dialog.chosen.codebook is None


@pytest.mark.parametrize(
    ("field", "said"), [("Title", "no title"), ("Your name", "name is missing")]
)
def test_what_is_missing_is_said_and_the_dialog_stays(dialog, field: str, said: str) -> None:
    _field(dialog, field).setText("  ")

    dialog.accept()

    assert dialog.chosen is None
    assert dialog.isVisible()
    assert any(said in one.text() for one in dialog.findChildren(QLabel))


@pytest.mark.parametrize("name", ["book.xlsx", "book.csv", "book.qdc"])
def test_a_codebook_of_any_kind_can_be_chosen(
    dialog, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = (CodeDraft(name="Moods", codable=False), CodeDraft(name="joy", parent="Moods"))
    write_any_codebook(CodebookDraft(title="Moods", codes=codes), tmp_path / name)
    chosen = (str(tmp_path / name), "")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: chosen)
    box = dialog.findChild(QComboBox)
    box.setCurrentIndex(box.findText("From a file …"))
    box.activated.emit(box.currentIndex())

    dialog.accept()

    assert [code.name for code in dialog.chosen.codebook.codes] == ["Moods", "joy"]


def test_a_file_that_is_there_is_not_replaced(dialog, tmp_path: Path) -> None:
    (tmp_path / "Pilot.coder").write_bytes(b"work of years")
    _field(dialog, "Title").setText("Pilot")

    dialog.accept()

    assert dialog.chosen is None
