# SPDX-License-Identifier: MIT
"""Transcripts are looked at before they go in."""

from __future__ import annotations

import zipfile
from hashlib import sha256
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QItemSelectionModel, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
)

from coder_app.core.records import SpeakerRole
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.remembered import KnownKey
from coder_app.queries import lists
from coder_app.ui.dialogs.importing.dialog import ImportDialog
from coder_app.ui.dialogs.importing.pseudonyms import Pseudonyms
from coder_app.ui.dialogs.importing.turn_preview import TurnPreview
from coder_app.ui.models.import_rows import FileState
from coder_app.ui.models.place_table import Ticks

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

    def make(participants=(), known=None, sources=None, names=None, **more) -> ImportDialog:
        paths = sorted(folder.iterdir()) if names is None else [folder / name for name in names]
        dialog = ImportDialog(
            paths, known=known or {}, sources=sources, participants=participants, **more
        )
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
    return next(t for t in dialog.findChildren(QTableView) if t.accessibleName() == "Files")


def _choose_column(columns: QTableView, row: int) -> None:
    """Choose one row alone; `selectRow` adds it if a key of the test before counts as down."""
    flag = QItemSelectionModel.SelectionFlag
    columns.selectionModel().setCurrentIndex(
        columns.model().index(row, 0), flag.ClearAndSelect | flag.Rows
    )


def _texts(dialog: ImportDialog) -> list[str]:
    return [one.text() for one in dialog.findChildren(QLabel) if one.isVisibleTo(dialog)]


def _combo(dialog: ImportDialog, name: str) -> QComboBox:
    boxes = [box for box in dialog.findChildren(QComboBox) if box.isVisible()]
    return next(box for box in boxes if box.accessibleName() == name)


def _tick(dialog: ImportDialog, words: str) -> QCheckBox:
    return next(t for t in dialog.findChildren(QCheckBox) if t.text() == words)


def _choose(dialog: ImportDialog, name: str, entry: str) -> None:
    box = _combo(dialog, name)
    place = box.findText(entry)
    assert place >= 0, [box.itemText(n) for n in range(box.count())]
    box.setCurrentIndex(place)
    box.activated.emit(place)


def _button(dialog: ImportDialog, text: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text().strip() == text)


def test_a_bad_file_and_a_copy_are_named_and_the_others_go_in(opened) -> None:
    dialog = opened()

    assert "4 will be added, 1 is there already, 1 cannot be read." in _texts(dialog)
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

    dialog = opened(names=["P00.txt", "P01.txt"], known={first.text_sha256: "P0"})

    assert [draft.name for draft in dialog.drafts()] == ["P01"]


def test_a_file_that_went_in_with_pseudonyms_is_told_and_can_go_in_again(
    opened, folder: Path
) -> None:
    digest = sha256((folder / "P00.txt").read_bytes()).hexdigest()
    dialog = opened(names=["P00.txt"], sources={digest: "P07"})
    why = "This file is in the project already, with other words, as “P07”."
    assert why in _texts(dialog)
    assert dialog.drafts() == []

    _tick(dialog, "Add it all the same").click()

    assert [draft.name for draft in dialog.drafts()] == ["P00"]
    assert why in _texts(dialog)


def test_lines_of_a_part_are_said_to_be_those_of_the_file(opened, folder: Path, qtbot) -> None:
    said = "Lines are counted in the file as it came."
    odd = TWO.replace("Ana: [0:05] She answers.", "Ana: [0:05] She.\nDee: Only once.")
    (folder / "both.md").write_text(odd, "utf-8")
    dialog = opened(names=["both.md"])
    assert any(w.line for w in dialog.drafts()[0].warnings)
    assert said not in _texts(dialog)

    _choose(dialog, "Makes", "one for each heading of level 1 (2)")
    _wait(dialog, qtbot)

    assert any(w.line for w in _list(dialog).rows[0].warnings)
    assert said in _texts(dialog)


def test_copied_files_can_be_pasted(opened, folder: Path, qtbot) -> None:
    dialog = opened(names=["P00.txt"])
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder / "P01.txt"))])
    QGuiApplication.clipboard().setMimeData(mime)

    QTest.keyClick(dialog, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    _wait(dialog, qtbot)

    assert [draft.name for draft in dialog.drafts()] == ["P00", "P01"]


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
    wanted = next(n for n in range(box.count()) if box.itemText(n).startswith("Windows-1252"))

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
    wanted = next(n for n in range(box.count()) if box.itemText(n).startswith("Windows-1252"))
    box.setCurrentIndex(wanted)
    box.activated.emit(wanted)
    _wait(dialog, qtbot)

    _table(dialog).selectRow(0)
    _tick(dialog, "Compose accents (NFC)").click()
    _wait(dialog, qtbot)
    _button(dialog, "Same rules for all files").click()
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


TWO = """# Ana
Interviewer: [0:01] Why?
Ana: [0:05] She answers.
# Ben
Interviewer: [0:01] And you?
Ben: [0:03] So does he.
"""


def test_a_file_with_several_interviews_becomes_a_row_each(opened, folder: Path, qtbot) -> None:
    (folder / "both.md").write_text(TWO, "utf-8")
    dialog = opened(names=["both.md", "P00.txt"])

    _choose(dialog, "Makes", "one for each heading of level 1 (2)")
    _wait(dialog, qtbot)

    names = [_list(dialog).index(row, 0).data() for row in range(3)]
    assert names == ["both.md › # Ana", "both.md › # Ben", "P00.txt"]
    assert dialog.participants() == {0: "# Ana", 1: "# Ben", 2: "P00"}
    assert "both.md, part 1 of 2: # Ana" in _texts(dialog)


def test_a_file_is_split_at_lines_that_look_alike(opened, folder: Path, qtbot) -> None:
    (folder / "both.txt").write_text(TWO.replace("# ", "Talk with "), "utf-8")
    dialog = opened(names=["both.txt"])

    _choose(dialog, "Makes", "one from each line like")
    field = next(f for f in dialog.findChildren(QLineEdit) if f.placeholderText() == "Interview *")
    assert field.isVisible()
    field.setFocus()
    QTest.keyClicks(field, "talk with *")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Return)
    _wait(dialog, qtbot)

    assert dialog.isVisible()
    assert [draft.name for draft in dialog.drafts()] == ["Talk with Ana", "Talk with Ben"]


def test_times_leave_the_text_and_stay_with_the_turns(opened, folder: Path, qtbot) -> None:
    (folder / "timed.txt").write_text(
        "[0:01] Interviewer: Why?\n[0:05] Ana: So.\n[0:07] Interviewer: Ah.\n[0:09] Ana: Yes.\n",
        "utf-8",
    )
    dialog = opened(names=["timed.txt"])

    _tick(dialog, "Take times out of the text").click()
    _wait(dialog, qtbot)

    (draft,) = dialog.drafts()
    assert draft.text == "Interviewer: Why?\nAna: So.\nInterviewer: Ah.\nAna: Yes.\n"
    assert [turn.begins for turn in draft.turns] == [1, 5, 7, 9]
    assert _tick(dialog, "Take times out of the text").isVisible()  # to take it back


def test_captions_are_joined_or_stay_apart(opened, folder: Path, qtbot) -> None:
    (folder / "talk.vtt").write_text(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>I follow\n\n"
        "00:02.500 --> 00:04.000\n<v Ana>a baker.\n",
        "utf-8",
    )
    dialog = opened(names=["talk.vtt"])
    assert len(dialog.drafts()[0].turns) == 1

    _choose(dialog, "Join", "nothing: each caption is a turn")
    _wait(dialog, qtbot)

    assert len(dialog.drafts()[0].turns) == 2


def test_rules_that_would_change_nothing_are_not_offered(opened) -> None:
    dialog = opened(names=["P00.txt"])

    assert not [tick.text() for tick in dialog.findChildren(QCheckBox) if tick.isVisible()]


def test_a_renamed_speaker_is_so_in_the_text_and_in_all_files(opened, qtbot) -> None:
    dialog = opened(names=["P00.txt", "P01.txt"])
    field = next(
        f for f in dialog.findChildren(QLineEdit) if f.accessibleName().endswith("Interviewer")
    )
    field.setText("INT")

    field.editingFinished.emit()
    _wait(dialog, qtbot)
    assert dialog.drafts()[0].text.startswith("INT: Why?")
    assert dialog.drafts()[1].text.startswith("Interviewer: Why?")

    _button(dialog, "Same names and roles in all files").click()
    _wait(dialog, qtbot)
    assert dialog.drafts()[1].text.startswith("INT: Why?")
    assert dialog.drafts()[1].speakers == ("INT", "Ben")


def test_roles_are_taken_over_in_all_files(opened, qtbot) -> None:
    dialog = opened(names=["P00.txt", "P01.txt"])

    _choose(dialog, "Interviewer is", "somebody else")
    _button(dialog, "Same names and roles in all files").click()

    for draft in dialog.drafts():
        assert draft.turns[0].role is SpeakerRole.OTHER


def test_a_language_can_be_chosen(opened, qtbot) -> None:
    dialog = opened(names=["P00.txt"])

    _choose(dialog, "Language", "German")
    _wait(dialog, qtbot)

    assert dialog.drafts()[0].language == "de"


def test_a_folder_gives_its_files_and_says_what_was_passed_over(
    opened, folder: Path, qtbot
) -> None:
    (folder / "wave 2").mkdir()
    (folder / "wave 2" / "P10.txt").write_text(TALK.format("Dee", "10"), "utf-8")
    (folder / "wave 2" / "P9.txt").write_text(TALK.format("Eva", "9"), "utf-8")
    (folder / "wave 2" / "photo.jpg").write_bytes(b"\xff\xd8\xff")

    dialog = opened(names=["P00.txt", "wave 2"])

    assert [draft.name for draft in dialog.drafts()] == ["P00", "P9", "P10"]
    assert "3 will be added, 1 file of another kind passed over." in _texts(dialog)


def test_an_archive_that_is_damaged_is_named(opened, folder: Path) -> None:
    (folder / "talks.zip").write_bytes(b"PK\x03\x04 cut off")

    dialog = opened(names=["talks.zip", "P00.txt"])

    assert "1 will be added, 1 cannot be read." in _texts(dialog)
    assert any(text.startswith("“talks.zip”:") for text in _texts(dialog))


ANSWERS = (
    "Respondent,Age,Platform,Why do you follow?\n"
    "R1,24,TikTok,Because she answers everybody who writes to her.\n"
    "R2,old,TikTok,He shows what went wrong and that is honest.\n"
    "R1,24,TikTok,And because she lives in my own town near the sea.\n"
    "R3,31,Instagram,\n"
)


def test_a_table_of_answers_gives_transcripts_participants_and_attributes(
    opened, folder: Path, qtbot
) -> None:
    (folder / "answers.csv").write_text(ANSWERS, "utf-8")
    dialog = opened(names=["answers.csv", "P00.txt"])

    assert "3 will be added." in _texts(dialog)
    arrivals = dialog.arrivals()
    assert [draft.name for draft in arrivals.drafts] == ["R1", "R2", "P00"]
    assert arrivals.participants == {0: "R1", 1: "R2", 2: "P00"}
    (told,) = arrivals.described
    assert {a.name: a.kind for a in told.attributes} == {"Age": "text", "Platform": "choice"}
    assert told.people[0] == ("R1", ("24", "TikTok"))

    _choose(dialog, "Makes", "one transcript for each row")
    _wait(dialog, qtbot)
    assert [draft.name for draft in dialog.drafts()] == ["R1", "R2", "R1, row 4", "P00"]


def test_a_column_that_does_not_fit_keeps_a_table_out_until_it_is_put_right(
    opened, folder: Path, qtbot
) -> None:
    (folder / "answers.csv").write_text(ANSWERS, "utf-8")
    dialog = opened(names=["answers.csv"])
    columns = next(t for t in dialog.findChildren(QTableView) if t.accessibleName() == "Columns")
    _choose_column(columns, 1)

    _choose(dialog, "The chosen columns are", "attribute: number")
    _wait(dialog, qtbot)

    assert any("“old” in the column “Age” is no number" in text for text in _texts(dialog))
    assert _list(dialog).index(0, 5).data() == "look at its columns"
    assert not _button(dialog, "Add 0 transcripts").isEnabled()

    _choose_column(columns, 1)
    _choose(dialog, "The chosen columns are", "left out")
    _wait(dialog, qtbot)
    assert [draft.name for draft in dialog.drafts()] == ["R1", "R2"]


def test_everything_is_reached_with_the_tab_key_and_has_a_name(opened, folder: Path) -> None:
    (folder / "answers.csv").write_text(ANSWERS, "utf-8")
    dialog = opened(names=["P3.txt", "answers.csv"])
    for row in (0, 1):
        _table(dialog).selectRow(row)
        _table(dialog).setFocus()
        reached = set()
        for _ in range(60):
            QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
            reached.add(dialog.focusWidget())
        wanted = {
            box for box in dialog.findChildren(QComboBox) if box.isVisible() and box.isEnabled()
        }
        assert wanted <= reached
        assert all(box.accessibleName() for box in wanted)


def test_tab_goes_from_the_files_over_the_one_at_the_right_to_the_foot(opened) -> None:
    dialog = opened(names=["P3.txt"])
    _table(dialog).setFocus()
    went = [dialog.focusWidget()]
    while went[-1] is not went[0] or len(went) == 1:
        QTest.keyClick(went[-1], Qt.Key.Key_Tab)
        went.append(dialog.focusWidget())

    names = [one.accessibleName() or one.text().strip() for one in went[:-1]]
    rules = names.index("Encoding"), names.index("Zoë is")
    assert names[-5:-2] == ["Pseudonyms …", "Cancel", "Add 1 transcript"]
    assert names[-2:] == ["More files …", "A folder …"]
    assert 0 < rules[0] < rules[1] < len(names) - 5


def test_enter_on_cancel_adds_nothing(opened) -> None:
    dialog = opened(names=["P3.txt"])
    cancel = _button(dialog, "Cancel")
    cancel.setFocus()

    QTest.keyClick(cancel, Qt.Key.Key_Return)

    assert dialog.result() == ImportDialog.DialogCode.Rejected
    assert not dialog.isVisible()


def test_transcripts_are_shown_and_added_with_pseudonyms(opened, tmp_path: Path) -> None:
    dialog = opened(names=["P00.txt"])
    key = (Pseudonym(name="Ana", pseudonym="P0"),)
    told = Pseudonyms(key=key, path=tmp_path / "names.csv", ticks=Ticks())

    dialog.use_pseudonyms(told)

    first = dialog.findChild(TurnPreview).model().index(1)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole).startswith("P0: ")
    assert _button(dialog, "Pseudonyms from names.csv …").isEnabled()
    assert dialog.pseudonyms is told


def test_while_names_are_looked_for_nothing_changes_and_escape_stops_that_first(
    opened, qtbot
) -> None:
    going_on = Event()
    asked: list[KnownKey] = []

    def slow() -> KnownKey:
        going_on.wait(5)
        asked.append(KnownKey())
        return asked[-1]

    dialog = opened(names=["P00.txt"], key=slow)
    _button(dialog, "Add 1 transcript").setFocus()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    dialog.accept()  # once more changes nothing

    assert not _button(dialog, "Add 1 transcript").isEnabled()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    going_on.set()
    qtbot.waitUntil(_button(dialog, "Add 1 transcript").isEnabled)

    assert dialog.isVisible()
    assert len(asked) == 1
    assert _button(dialog, "Add 1 transcript").hasFocus()

    dialog.accept()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert dialog.result() == dialog.DialogCode.Accepted


def test_stop_keeps_what_is_read_and_names_the_rest(opened, folder: Path, qtbot) -> None:
    dialog = opened(names=["P00.txt"])
    dialog.add_files([folder / name for name in ("P01.txt", "P02.txt", "P3.txt")])
    assert _button(dialog, "Stop reading").isVisible()

    _button(dialog, "Stop reading").click()

    assert not _list(dialog).count(FileState.READING)
    assert not _button(dialog, "Stop reading").isVisible()
    assert "P00" in [draft.name for draft in dialog.drafts()]
    stopped = [row for row in _list(dialog).rows if "reading was stopped" in row.problem]
    assert stopped

    dialog.add_files([row.path for row in stopped])
    _wait(dialog, qtbot)
    assert len(dialog.drafts()) == 4


def test_files_folders_and_archives_can_be_dropped(opened, folder: Path, qtbot) -> None:
    (folder / "wave 2").mkdir()
    (folder / "wave 2" / "P9.txt").write_text(TALK.format("Eva", "9"), "utf-8")
    for name, number in (("wave 3.zip", "11"), ("wave 2/more.zip", "8")):
        with zipfile.ZipFile(folder / name, "w") as archive:
            archive.writestr(f"P{number}.txt", TALK.format("Fay", number))
    dialog = opened(names=["P00.txt"])
    mime = QMimeData()
    names = ("P01.txt", "wave 2", "wave 3.zip")
    mime.setUrls([QUrl.fromLocalFile(str(folder / name)) for name in names])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton

    dialog.dropEvent(QDropEvent(QPointF(), Qt.DropAction.CopyAction, mime, left, none))
    _wait(dialog, qtbot)

    assert [draft.name for draft in dialog.drafts()] == ["P00", "P01", "P8", "P9", "P11"]
