# SPDX-License-Identifier: MIT
"""Transcripts are looked at before they go in."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QTableView

from coder_app.core.records import SpeakerRole
from coder_app.queries import lists
from coder_app.ui.dialogs.import_dialog import ImportDialog
from coder_app.ui.models.import_list import FileState

TALK = "Interviewer: Why?\n{0}: Because she answers, {1}.\nInterviewer: And?\n{0}: That is all.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, name in enumerate(("Ana", "Ben", "Chika")):
        (tmp_path / f"P0{number}.txt").write_text(TALK.format(name, number), "utf-8")
    (tmp_path / "P1 copy.txt").write_text(TALK.format("Ana", 0), "utf-8")
    (tmp_path / "P2.docx").write_bytes(b"PK\x03\x04 cut off")
    (tmp_path / "P3.txt").write_bytes(TALK.format("Zoë", "où ça").encode("cp1252"))
    return tmp_path


@pytest.fixture
def opened(look, qtbot, folder: Path):
    """Open the dialog on all files and wait until they are read."""
    dialogs = []

    def make(participants=(), known=(), names=None) -> ImportDialog:
        paths = sorted(folder.iterdir()) if names is None else [folder / name for name in names]
        dialog = ImportDialog(paths, known=known, participants=participants)
        qtbot.addWidget(dialog)
        dialogs.append(dialog)
        dialog.show()
        _wait(dialog, qtbot)
        return dialog

    yield make
    for dialog in dialogs:
        dialog.reject()


def _wait(dialog: ImportDialog, qtbot) -> None:
    qtbot.waitUntil(lambda: not _list(dialog).count(FileState.READING), timeout=5000)


def _list(dialog: ImportDialog):
    return _table(dialog).model()


def _table(dialog: ImportDialog) -> QTableView:
    return dialog.findChild(QTableView)


def _texts(dialog: ImportDialog) -> list[str]:
    return [one.text() for one in dialog.findChildren(QLabel) if one.isVisibleTo(dialog)]


def _combo(dialog: ImportDialog, name: str) -> QComboBox:
    return next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == name)


def _button(dialog: ImportDialog, text: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text().strip() == text)


def test_a_bad_file_and_a_copy_are_named_and_the_others_go_in(opened) -> None:
    dialog = opened()

    assert "4 will be added, 1 is the same text again, 1 cannot be read." in _texts(dialog)
    assert "Add 6 transcripts" in _texts(dialog)
    assert _button(dialog, "Add 4 transcripts").isEnabled()
    assert [draft.name for draft in dialog.drafts()] == ["P00", "P01", "P02", "P3"]


def test_nothing_can_be_added_while_files_are_being_read(opened, folder: Path, qtbot) -> None:
    dialog = opened(names=["P00.txt"])

    dialog.add_files([folder / "P01.txt"])

    assert "Reading: 1 of 2 done." in _texts(dialog)
    assert not _button(dialog, "Add 1 transcript").isEnabled()
    _wait(dialog, qtbot)
    assert _button(dialog, "Add 2 transcripts").isEnabled()


def test_a_text_that_the_project_has_is_left_out(opened) -> None:
    first = opened(names=["P00.txt"]).drafts()[0]

    dialog = opened(names=["P00.txt", "P01.txt"], known=[first.text_sha256])

    assert [draft.name for draft in dialog.drafts()] == ["P01"]


def test_delete_takes_a_file_out_of_the_list(opened) -> None:
    dialog = opened(names=["P00.txt", "P2.docx", "P01.txt"])
    table = _table(dialog)
    table.setFocus()
    table.selectRow(1)

    QTest.keyClick(table, Qt.Key.Key_Delete)

    assert [row.path.name for row in _list(dialog).rows] == ["P00.txt", "P01.txt"]
    assert "2 will be added." in _texts(dialog)
    assert table.currentIndex().row() == 1


def test_deleting_the_last_file_leaves_an_empty_list(opened) -> None:
    dialog = opened(names=["P00.txt"])
    _table(dialog).setFocus()

    QTest.keyClick(_table(dialog), Qt.Key.Key_Delete)

    assert dialog.drafts() == []
    assert not _button(dialog, "Add 0 transcripts").isEnabled()


def test_a_guessed_encoding_is_shown_and_can_be_changed(opened, qtbot) -> None:
    dialog = opened(names=["P3.txt"])
    box = _combo(dialog, "Encoding")
    assert box.currentText().endswith("(guessed)")
    wanted = next(n for n in range(box.count()) if box.itemData(n) == "cp1252")

    box.setCurrentIndex(wanted)
    box.activated.emit(wanted)
    _wait(dialog, qtbot)

    assert "où ça" in dialog.drafts()[0].text
    assert _combo(dialog, "Encoding").currentText() == "Windows-1252 (chosen)"
    assert _list(dialog).index(0, 2).data() == "Windows-1252"


def test_accents_are_composed_on_wish_in_the_encoding_that_was_chosen(
    opened, folder: Path, qtbot
) -> None:
    (folder / "accent.txt").write_text("Ana: cafe\u0301\nInterviewer: yes?\n", "utf-8")
    dialog = opened(names=["accent.txt", "P3.txt"])
    assert "e\u0301" in dialog.drafts()[0].text
    _table(dialog).selectRow(1)
    box = _combo(dialog, "Encoding")
    wanted = next(n for n in range(box.count()) if box.itemData(n) == "cp1252")
    box.setCurrentIndex(wanted)
    box.activated.emit(wanted)
    _wait(dialog, qtbot)

    dialog.findChild(QCheckBox).click()
    _wait(dialog, qtbot)

    assert "caf\u00e9" in dialog.drafts()[0].text
    assert dialog.drafts()[1].encoding == "cp1252"


def test_a_new_participant_is_offered_for_each_interview(opened) -> None:
    dialog = opened(names=["P00.txt", "P01.txt"])

    assert dialog.participants() == {0: "P00", 1: "P01"}


def test_an_existing_participant_can_be_chosen(opened, small) -> None:
    known = small.project.ask(lists.participants)
    dialog = opened(names=["P00.txt", "P01.txt"], participants=known)
    box = _combo(dialog, "Participant for Ana")

    box.setCurrentIndex(1)
    box.activated.emit(1)
    _table(dialog).selectRow(1)

    assert dialog.participants() == {0: known[0].guid, 1: "P01"}


def test_a_role_corrected_by_hand_goes_into_the_draft(opened) -> None:
    dialog = opened(names=["P00.txt"])
    box = _combo(dialog, "Interviewer is")
    place = next(n for n in range(box.count()) if box.itemData(n) == SpeakerRole.OTHER)

    box.setCurrentIndex(place)
    box.activated.emit(place)

    roles = {turn.speaker: turn.role for turn in dialog.drafts()[0].turns}
    assert roles == {"Interviewer": SpeakerRole.OTHER, "Ana": SpeakerRole.PARTICIPANT}


def test_the_reason_why_a_file_cannot_be_read_is_shown(opened) -> None:
    dialog = opened(names=["P2.docx"])

    assert any(text.startswith("“P2.docx”:") for text in _texts(dialog))


def test_in_a_group_turns_name_the_participants_that_were_chosen(
    opened, folder: Path, small
) -> None:
    (folder / "group.txt").write_text(
        "Moderator: Why?\nAna: She answers.\nBen: He does.\nModerator: And?\nAna: So.\nBen: Yes.\n",
        "utf-8",
    )
    known = small.project.ask(lists.participants)
    dialog = opened(names=["group.txt"], participants=known)
    box = _combo(dialog, "Participant for Ben")

    box.setCurrentIndex(1)
    box.activated.emit(1)

    assert dialog.participants() == {}
    named = {turn.speaker: turn.participant for turn in dialog.drafts()[0].turns}
    assert named == {"Moderator": None, "Ana": None, "Ben": known[0].guid}
