# SPDX-License-Identifier: MIT
"""Files of an import as rows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from coder_app.core.errors import InputProblem
from coder_app.core.records import ImportWarning, SpeakerRole, TranscriptDraft, Turn
from coder_app.ui.models.import_list import FileState, ImportList, encoding_name

ONE, TWO, THREE = Path("one.txt"), Path("two.txt"), Path("three.docx")


def _draft(text: str, **more) -> TranscriptDraft:
    turn = Turn(
        speaker="Ana",
        role=SpeakerRole.PARTICIPANT,
        label_start=0,
        label_end=0,
        start=0,
        end=len(text),
    )
    fields = {"name": "x", "turns": (turn,), "original": b"", "format": "txt"} | more
    return TranscriptDraft(text=text, **fields)


@pytest.fixture
def files(look, qtbot):
    made = ImportList([_draft("known").text_sha256])
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.add([ONE, TWO, THREE])
    return made


def _states(files):
    return [row.state for row in files.rows]


def test_files_wait_to_be_read_and_none_is_added_twice(files) -> None:
    assert files.add([ONE]) == []
    assert _states(files) == [FileState.READING] * 3
    assert files.index(0, 5).data() == "reading …"
    assert files.drafts() == []


def test_what_is_read_is_ready_and_what_is_odd_wants_a_look(files) -> None:
    files.set_draft(ONE, _draft("a"))
    files.set_draft(TWO, _draft("b", warnings=(ImportWarning(sentence="Line 2 …", line=2),)))
    files.set_problem(THREE, InputProblem(THREE, "It is empty."))

    assert _states(files) == [FileState.READY, FileState.LOOK, FileState.BAD]
    assert files.index(1, 5).data() == "1 thing to look at"
    assert files.index(2, 5).data(Qt.ItemDataRole.ToolTipRole) == "“three.docx”: It is empty."
    assert [draft.text for draft in files.drafts()] == ["a", "b"]


def test_the_same_text_again_is_left_out_in_the_project_and_in_the_list(files) -> None:
    files.set_draft(ONE, _draft("a"))
    files.set_draft(TWO, _draft("a"))
    files.set_draft(THREE, _draft("known"))

    assert _states(files) == [FileState.READY, FileState.AGAIN, FileState.AGAIN]


def test_dropping_the_first_of_two_lets_the_second_in(files) -> None:
    files.set_draft(ONE, _draft("a"))
    files.set_draft(TWO, _draft("a"))

    files.drop(0)

    assert _states(files) == [FileState.READY, FileState.READING]


def test_reading_again_keeps_corrected_turns_if_the_text_is_the_same(files) -> None:
    files.set_draft(ONE, _draft("a"))
    corrected = (replace(files.rows[0].draft.turns[0], speaker="Eva"),)
    files.set_turns(ONE, corrected)

    files.read_again(ONE, "cp1252")
    assert files.rows[0].state is FileState.READING
    files.set_draft(ONE, _draft("a"))
    assert files.rows[0].draft.turns == corrected

    files.set_draft(ONE, _draft("ä"))
    assert files.rows[0].draft.turns != corrected


def test_a_file_that_was_dropped_while_it_was_read_stays_out(files) -> None:
    files.drop(0)

    files.set_draft(ONE, _draft("a"))

    assert [row.path for row in files.rows] == [TWO, THREE]


def test_a_guess_says_that_it_is_one_until_somebody_chooses(files) -> None:
    files.set_draft(ONE, _draft("a", encoding="cp1252", encoding_sure=False))
    assert files.index(0, 2).data() == "Windows-1252, a guess"

    files.read_again(ONE, "cp1250")
    files.set_draft(ONE, _draft("a", encoding="cp1250", encoding_sure=True))

    assert files.index(0, 2).data() == "Windows-1250"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-16-le", "UTF-16"),
        ("iso8859-15", "ISO 8859-15"),
        ("cp932", "Shift JIS"),
    ],
)
def test_encodings_are_called_as_people_call_them(encoding: str, name: str) -> None:
    assert encoding_name(encoding) == name
