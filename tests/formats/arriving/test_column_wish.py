# SPDX-License-Identifier: MIT
"""What the columns of a table are to be, and what stands against it."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest

from coder_app.core.records import AttributeRecord
from coder_app.formats.arriving.column_wish import ColumnWish, first_wish, kinds, taken, why_not
from coder_app.formats.arriving.tables import AnswerTable, TableChoice, answers_in

TEXT = (
    "id,age,why,age\n"
    "R1,24,Because she answers everybody who writes.,a\n"
    "R2,n/a,He shows what went wrong and is honest.,b\n"
)


@pytest.fixture
def table() -> AnswerTable:
    return answers_in(TEXT.encode(), Path("a.csv"))


def _age(kind: str) -> dict[str, AttributeRecord]:
    return {"age": AttributeRecord(guid=uuid4(), state=uuid4(), name="Age", kind=kind)}


def test_what_was_guessed_is_wished_first_in_the_kind_that_the_project_has(table) -> None:
    assert first_wish(table, {}).uses == ("person", "number", "words", "text")
    assert first_wish(table, _age("text")).uses == ("person", "text", "words", "text")


def test_a_wish_is_what_the_reader_of_tables_takes() -> None:
    wish = ColumnWish(uses=("person", "number", "words", "left out"))

    assert wish.choice == TableChoice(texts=(2,), participant=0, attributes=(1,))
    assert wish.with_use([3, 1], "words").uses == ("person", "words", "words", "words")


def test_one_column_at_most_names_the_participant() -> None:
    wish = ColumnWish(uses=("person", "text", "words"))

    assert wish.with_use([1, 2], "person").uses == ("left out", "person", "words")


@pytest.mark.parametrize(
    ("uses", "reason"),
    [
        (("person", "left out", "words", "text"), ""),
        (("person", "left out", "left out", "text"), "which column holds the answers"),
        (("left out", "number", "words", "left out"), "which column names them"),
        (("person", "number", "words", "text"), "the same name"),
        (("person", "left out", "words", "number"), "“a” in the column “age” is no number"),
    ],
)
def test_what_stands_against_a_wish_is_said(table, uses, reason) -> None:
    assert reason in why_not(table, ColumnWish(uses=uses), {})
    assert bool(why_not(table, ColumnWish(uses=uses), {})) == bool(reason)


def test_an_attribute_of_the_project_decides_what_fits(table) -> None:
    wish = ColumnWish(uses=("person", "left out", "words", "text"))

    assert "The project has this attribute already" in why_not(table, wish, _age("date"))
    assert kinds(table, wish, {}) == {"age": "text"}


def test_a_table_is_taken_with_its_people_and_one_language(table) -> None:
    done = taken(table, ColumnWish(uses=("person", "number", "words", "left out")), {})

    assert [draft.name for draft in done.made.drafts] == ["R1", "R2"]
    assert done.described is not None
    assert done.described.people == (("R1", ("24",)), ("R2", ("",)))
    told = taken(
        table, ColumnWish(uses=("person", "left out", "words", "left out")), {}, language="de"
    )
    assert told.described is None
    assert {draft.language for draft in told.made.drafts} == {"de"}


def test_a_choice_of_the_project_gets_the_values_as_choices(table) -> None:
    wish = ColumnWish(uses=("person", "left out", "words", "text"))

    described = taken(table, wish, _age("choice")).described

    assert described is not None
    assert described.attributes[0].choices == ("a", "b")
