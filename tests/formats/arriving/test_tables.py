# SPDX-License-Identifier: MIT
"""Answers in a table: a look, a choice, and transcripts of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from coder_app.core.errors import InputProblem
from coder_app.core.records import SpeakerRole
from coder_app.formats.arriving import tables
from coder_app.formats.arriving.tables import (
    Each,
    TableChoice,
    drafts_of,
    guess_choice,
    read_answers,
)

Write = Callable[[str, bytes | str], Path]

WHY = "I follow her because she answers everybody, and 😀 that is rare."
WHAT = "Mostly the short films in which nothing at all happens for a while."
ROWS = [
    ["ID", "Age", "Why do you follow her?", "What do you watch?", "Niche"],
    ["P1", "24", WHY, WHAT, "bees"],
    ["P2", "31", f"{WHY} Truly.", "", "bees"],
    ["P1", "25", "", f"{WHAT} And then again.", ""],
    ["", "40", f"{WHY} No name.", "", "knitting"],
    ["P3", "50", "", "", "knitting"],
]


@pytest.fixture
def table(write: Write) -> tables.AnswerTable:
    out = io.StringIO()
    csv.writer(out).writerows(ROWS)
    return read_answers(write("answers.csv", out.getvalue()))


def test_columns_are_guessed_by_what_is_in_them(table: tables.AnswerTable) -> None:
    assert table.columns == tuple(ROWS[0])
    assert table.guess == TableChoice(texts=(2, 3), participant=0, attributes=(1, 4))
    assert (table.encoding, table.sheets) == ("utf-8", ("",))


def test_each_participant_has_a_transcript_with_questions_above_answers(
    table: tables.AnswerTable,
) -> None:
    made = drafts_of(table, table.guess)

    first = made.drafts[0]
    assert [draft.name for draft in made.drafts] == ["P1", "P2", "Row 5"]
    assert made.participants == {0: "P1", 1: "P2"}
    assert first.text == (
        f"Why do you follow her?\n{WHY}\n\nWhat do you watch?\n{WHAT}\n\n"
        f"What do you watch?\n{WHAT} And then again."
    )
    assert [(turn.role, turn.speaker) for turn in first.turns[:2]] == [
        *((SpeakerRole.INTERVIEWER, "Question"), (SpeakerRole.PARTICIPANT, "P1")),
    ]
    assert first.text[first.turns[1].start : first.turns[1].end] == WHY


def test_attributes_are_those_said_first_and_contradictions_are_told(
    table: tables.AnswerTable,
) -> None:
    made = drafts_of(table, table.guess)

    assert made.attributes["P1"] == {"Age": "24", "Niche": "bees"}
    assert [warning.sentence.split(" and ")[0] for warning in made.warnings] == [
        "1 row has no words in the chosen columns",
        "1 row names no participant",
        "1 cell says something else of a participant than a row before; the first counts.",
    ]


def test_each_row_may_be_a_transcript(table: tables.AnswerTable) -> None:
    made = drafts_of(table, TableChoice(texts=(2, 3), participant=0, each=Each.ROW))

    assert [draft.name for draft in made.drafts] == ["P1", "P2", "P1, row 4", "Row 5"]
    assert made.participants == {0: "P1", 1: "P2", 2: "P1"}


def test_one_column_of_answers_needs_no_questions(table: tables.AnswerTable) -> None:
    made = drafts_of(table, TableChoice(texts=(2,)))

    assert [draft.name for draft in made.drafts] == ["Row 2", "Row 3", "Row 5"]
    assert made.drafts[0].text == WHY
    assert not made.participants


def test_the_original_of_a_transcript_is_its_own_rows(table: tables.AnswerTable) -> None:
    draft = drafts_of(table, table.guess).drafts[1]

    assert list(csv.reader(io.StringIO(draft.original.decode()))) == [ROWS[0], ROWS[2]]
    assert draft.path is not None
    assert draft.path.name == "answers – P2.csv"


def test_columns_without_words_are_no_transcripts(table: tables.AnswerTable) -> None:
    with pytest.raises(InputProblem, match="no words in the chosen columns"):
        drafts_of(table, TableChoice(texts=()))


def test_a_sheet_of_a_workbook_is_chosen_by_name(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["nothing"])
    book.active.append(["here"])
    second = book.create_sheet("Answers")
    second.append(["Code", "Text"])
    second.append([7, WHY])
    book.save(tmp_path / "a.xlsx")

    found = read_answers(tmp_path / "a.xlsx", sheet="Answers")

    assert (found.sheet, found.sheets) == ("Answers", ("Sheet", "Answers"))
    assert found.rows == (("7", WHY),)
    assert read_answers(tmp_path / "a.xlsx", sheet="gone").sheet == "Sheet"


def test_questions_of_qualtrics_stand_in_the_second_row(write: Write) -> None:
    third = '"{""ImportId"":""QID1""}"'
    path = write("q.csv", f'Q1,Id\n"Why, do you think?",Your id\n{third},x\n"{WHY}",P1\n')

    assert read_answers(path).columns == ("Why, do you think?", "Your id")


def test_short_answers_are_found_where_nothing_longer_is() -> None:
    choice = guess_choice(["nr", "said"], [["1", "yes"], ["2", "not really"]])

    assert choice.texts == (1,)


def test_a_column_without_a_name_gets_one_and_short_rows_are_filled(write: Write) -> None:
    found = read_answers(write("a.csv", "id,,age\nP1,answer,3\nP2\n"))

    assert found.columns == ("id", "Column 2", "age")
    assert found.rows == (("P1", "answer", "3"), ("P2", "", ""))


def test_both_ways_have_words_for_a_choice() -> None:
    assert {each.words for each in Each} == {
        "one transcript for each participant",
        "one transcript for each row",
    }


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.csv", b"", "empty"),
        ("a.csv", b"id,text\n", "no row below"),
        ("a.xlsx", b"PK\x03\x04 no archive", "damaged"),
        ("a.csv", b"\x00\x01\x02" * 99, "not look like text"),
        ("a.csv", ("a," * 2_000 + "\nb").encode(), "more rows or columns"),
        ("a.csv", b'id,text\n1,"' + b"x" * 200_000, "quotation mark"),
    ],
)
def test_what_is_wrong_is_said(write: Write, name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(InputProblem, match=sentence):
        read_answers(write(name, content))


def test_rows_without_end_are_stopped(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MAX_ROWS", 5)

    with pytest.raises(InputProblem, match="more rows or columns"):
        read_answers(write("a.csv", "id,text\n" + "1,a\n" * 9))
