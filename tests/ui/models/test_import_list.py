# SPDX-License-Identifier: MIT
"""Files of an import as rows."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from coder_app.core.errors import InputProblem
from coder_app.core.records import ImportWarning, SpeakerRole, TranscriptDraft, Turn
from coder_app.formats.arriving.handling import Handling
from coder_app.ui.models.import_list import ImportList
from coder_app.ui.models.import_rows import (
    FileRead,
    FileState,
    Outcome,
    encoding_name,
    outcome,
)
from coder_app.ui.models.turn_edits import TurnEdit

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
    made = ImportList({_draft("known").text_sha256: "P0"})
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.add([ONE, TWO, THREE])
    return made


def _take(files, path: Path, *drafts: TranscriptDraft) -> None:
    asked = files.rows[files.of_file(path)[0]].asked
    files.take_all([Outcome(path, asked, FileRead.of(drafts))])


def _fail(files, path: Path, problem: InputProblem) -> None:
    asked = files.rows[files.of_file(path)[0]].asked
    files.take_all([Outcome(path, asked, problem=problem)])


def _states(files):
    return [row.state for row in files.rows]


def test_files_wait_to_be_read_and_none_is_added_twice(files) -> None:
    assert files.add([ONE]) == []
    assert _states(files) == [FileState.READING] * 3
    assert files.index(0, 5).data() == "reading …"
    assert files.drafts() == []


def test_what_is_read_is_ready_and_what_is_odd_wants_a_look(files) -> None:
    _take(files, ONE, _draft("a"))
    _take(files, TWO, _draft("b", warnings=(ImportWarning(sentence="Line 2 …", line=2),)))
    _fail(files, THREE, InputProblem(THREE, "It is empty."))

    assert _states(files) == [FileState.READY, FileState.LOOK, FileState.BAD]
    assert files.index(1, 5).data() == "1 thing to look at"
    assert files.index(2, 5).data(Qt.ItemDataRole.ToolTipRole) == "“three.docx”: It is empty."
    assert [draft.text for draft in files.drafts()] == ["a", "b"]
    assert outcome(files.rows, 0) == "2 will be added, 1 cannot be read."


def test_the_same_text_again_is_left_out_in_the_project_and_in_the_list(files) -> None:
    _take(files, ONE, _draft("a"))
    _take(files, TWO, _draft("a"))
    _take(files, THREE, _draft("known"))

    assert _states(files) == [FileState.READY, FileState.AGAIN, FileState.AGAIN]


def test_what_is_there_already_is_told_and_may_be_added_all_the_same(files) -> None:
    _take(files, ONE, _draft("a"))
    _take(files, TWO, _draft("a"))
    _take(files, THREE, _draft("known"))

    assert "“one.txt”, further up" in files.rows[1].again
    assert "“P0” of the project" in files.rows[2].again
    files.want_again((TWO, 0), wanted=True)
    assert _states(files) == [FileState.READY, FileState.READY, FileState.AGAIN]
    files.want_again((TWO, 0), wanted=False)
    assert _states(files)[1] is FileState.AGAIN


def test_a_file_that_went_in_with_other_words_is_known_by_its_bytes(look, qtbot) -> None:
    digest = sha256(b"Marisol: yes").hexdigest()
    files = ImportList({}, sources={digest: "P07"})
    files.add([ONE, TWO])

    _take(files, ONE, _draft("a", original=b"Marisol: yes"))
    _take(files, TWO, _draft("b", original=b""))

    assert _states(files) == [FileState.AGAIN, FileState.READY]
    assert "as “P07”" in files.rows[0].again


def test_dropping_the_first_of_two_lets_the_second_in(files) -> None:
    _take(files, ONE, _draft("a"))
    _take(files, TWO, _draft("a"))

    files.drop(0)

    assert _states(files) == [FileState.READY, FileState.READING]


def test_reading_again_keeps_corrections_if_the_turns_are_the_same(files) -> None:
    _take(files, ONE, _draft("a"))
    files.edit((ONE, 0), TurnEdit(row=0, speaker="Eva"))
    files.edit((ONE, 0), TurnEdit(speaker="Ana", role=SpeakerRole.OTHER))

    asked = files.ask(ONE, Handling(encoding="cp1252"), None)
    assert files.rows[0].state is FileState.READING
    files.take_all([Outcome(ONE, asked.asked, FileRead.of((_draft("ä"),)))])
    assert files.rows[0].draft.turns[0].speaker == "Eva"

    two = (_draft("").turns[0], _draft("").turns[0])
    _take(files, ONE, _draft("another", turns=two))
    assert [(t.speaker, t.role) for t in files.rows[0].draft.turns] == [
        ("Ana", SpeakerRole.OTHER)
    ] * 2


def test_an_answer_that_is_no_longer_asked_for_is_not_taken(files) -> None:
    early = files.ask(ONE, Handling(), None).asked
    late = files.ask(ONE, Handling(nfc=True), None).asked

    files.take_all([Outcome(ONE, early, FileRead.of((_draft("early"),)))])
    assert files.rows[0].state is FileState.READING

    files.take_all([Outcome(ONE, late, FileRead.of((_draft("late"),)))])
    files.take_all([Outcome(ONE, early, problem=InputProblem(ONE, "It is empty."))])
    assert files.rows[0].draft.text == "late"


def test_a_file_that_was_dropped_while_it_was_read_stays_out(files) -> None:
    files.drop(0)

    files.take_all([Outcome(ONE, 0, FileRead.of((_draft("a"),)))])

    assert [row.path for row in files.rows] == [TWO, THREE]


def test_each_part_of_a_file_has_a_row_of_its_own(files) -> None:
    _take(files, ONE, _draft("a", name="First"), _draft("b", name="Second"))
    _take(files, TWO, _draft("c"))

    assert [files.index(n, 0).data() for n in range(4)] == [
        "one.txt › First",
        "one.txt › Second",
        "two.txt",
        "three.docx",
    ]
    files.edit((ONE, 1), TurnEdit(row=0, speaker="Eva"))
    assert [draft.speakers for draft in files.drafts()] == [("Ana",), ("Eva",), ("Ana",)]

    files.ask(ONE, Handling(), None)
    _take(files, ONE, _draft("ab"))
    assert [row.path for row in files.rows] == [ONE, TWO, THREE]


def test_a_part_that_was_taken_out_stays_out_when_the_file_is_read_again(files) -> None:
    _take(files, ONE, _draft("a", name="First"), _draft("b", name="Second"))
    files.drop(0)

    _take(files, ONE, _draft("a"), _draft("b"))

    assert [(row.path, row.part) for row in files.rows][:2] == [(ONE, 1), (TWO, 0)]


def test_files_of_a_folder_stand_where_the_folder_stood(files) -> None:
    inside = [Path("two.txt/a.txt"), Path("two.txt/b.txt"), ONE]

    assert files.put_in_place_of(TWO, inside) == [1, 2]

    assert [row.path for row in files.rows] == [ONE, *inside[:2], THREE]
    assert outcome(files.rows, 2) == "0 will be added, 2 of other kinds passed over."


def test_the_only_file_of_a_folder_is_found_in_its_place(files) -> None:
    assert files.of_file(TWO) == [1]

    files.put_in_place_of(TWO, [Path("two.txt/a.txt")])

    assert files.of_file(TWO) == []
    assert files.of_file(Path("two.txt/a.txt")) == [1]


def test_sorting_keeps_parts_together_and_the_current_file_in_hand(files) -> None:
    files.add([Path("P10.txt"), Path("P2.txt")])
    _take(files, Path("P10.txt"), _draft("a", name="First"), _draft("b", name="Second"))
    _take(files, Path("P2.txt"), _draft("c", warnings=(ImportWarning(sentence="Odd."),)))
    _fail(files, TWO, InputProblem(TWO, "It is empty."))
    held = QPersistentModelIndex(files.index(4, 0))
    assert held.data() == "P10.txt › Second"

    files.sort(0, Qt.SortOrder.AscendingOrder)
    assert [row.path.name for row in files.rows] == [
        *("one.txt", "P2.txt", "P10.txt", "P10.txt", "three.docx", "two.txt")
    ]
    files.sort(5, Qt.SortOrder.AscendingOrder)
    assert [row.path.name for row in files.rows][:4] == ["two.txt", "P2.txt", "P10.txt", "P10.txt"]
    assert held.data() == "P10.txt › Second"
    assert files.of_file(Path("P2.txt")) == [1]

    files.sort(5, Qt.SortOrder.DescendingOrder)
    assert files.rows[-1].path == TWO


def test_a_speaker_who_is_called_otherwise_is_so_when_the_file_is_read_again(files) -> None:
    _take(files, ONE, _draft("a"))
    files.edit((ONE, 0), TurnEdit(speaker="Ana", role=SpeakerRole.OTHER))

    assert files.rename(ONE, "Ana", "Anna").names == {"Ana": "Anna"}
    assert files.rename(ONE, "Anna", "Eva").names == {"Ana": "Eva", "Anna": "Eva"}
    assert files.rows[0].edits[0].speaker == "Eva"
    assert files.rename(ONE, "Eva", "Ana").names.get("Ana", "Ana") == "Ana"


def test_a_guess_says_that_it_is_one_until_somebody_chooses(files) -> None:
    _take(files, ONE, _draft("a", encoding="cp1252", encoding_sure=False))
    assert files.index(0, 2).data() == "Windows-1252 ?"
    assert files.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole) == "Windows-1252, a guess"

    files.ask(ONE, Handling(encoding="cp1250"), None)
    _take(files, ONE, _draft("a", encoding="cp1250", encoding_sure=True))

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
