# SPDX-License-Identifier: MIT
"""Columns say what they hold, and can be chosen."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from coder_app.core.errors import ProjectProblem
from coder_app.core.records import AttributeRecord, CellKind, Sheet
from coder_app.operations import people
from coder_app.queries.dictionary import (
    Attributes,
    attribute_columns,
    column,
    described,
    dictionary,
    picked,
    typed,
    unique,
)

ABOUT = [column("a", "First."), column("b", "Second.", CellKind.FLAG, "", ((0, "no"), (1, "yes")))]
SHEET = described("S", ABOUT, [("x", 1), ("y", 0)], wide={"a"})


def attribute(name: str, kind: str = "text", choices: tuple[str, ...] = ()) -> AttributeRecord:
    return AttributeRecord(guid=uuid4(), state=uuid4(), name=name, kind=kind, choices=choices)


def test_columns_are_chosen_by_name_in_any_case_and_order() -> None:
    found = picked(SHEET, ["B", "a", "b"])

    assert (found.columns, found.rows) == (("b", "a"), [(1, "x"), (0, "y")])
    assert [each.name for each in found.about] == ["b", "a"]
    assert picked(SHEET, []) is SHEET
    plain = picked(Sheet(name="S", columns=("a",), rows=[]), ["a"])
    assert plain.about == ()


def test_a_column_that_is_not_there_is_told() -> None:
    with pytest.raises(ProjectProblem, match="“S” has no column “c”"):
        picked(SHEET, ["c"])


def test_the_dictionary_has_a_row_for_each_column() -> None:
    assert list(dictionary([SHEET])) == [
        ("S: a", "First.", "text", "", ""),
        ("S: b", "Second.", "0 or 1", "", "0 = no; 1 = yes"),
    ]


def test_attributes_give_way_to_columns_of_their_name() -> None:
    known = [attribute("Code"), attribute("niche", "choice", ("food", "art"))]

    columns = attribute_columns(known, ["code", "text"])

    assert [each.name for each in columns] == ["Code (2)", "niche"]
    assert (columns[1].kind, columns[1].values) == (
        CellKind.CATEGORY,
        (("food", "food"), ("art", "art")),
    )
    (row,) = dictionary([described("S", columns[1:], [])])
    assert row[4] == "food; art"


@pytest.mark.parametrize(
    ("kind", "value", "cell"),
    [
        ("text", "007", "007"),
        ("text", "", None),
        ("number", "41", 41),
        ("number", "1.5", 1.5),
        ("number", "many", "many"),
        ("date", "2025-03-31", date(2025, 3, 31)),
        ("date", "in spring", "in spring"),
        ("choice", "food", "food"),
    ],
)
def test_a_value_is_of_its_kind_or_stays_text(kind: str, value: str, cell: object) -> None:
    assert typed(attribute("a", kind), value) == cell


def test_documents_without_a_participant_have_empty_cells(study) -> None:
    guid, _ = study.project.run(people.add_attribute, name="age", kind="number")
    who = study.open().participant
    study.project.run(people.set_value, participant=who, attribute=guid, value="41")

    known = study.project.ask(Attributes, ["document"])

    assert [known.of(document) for document in (*study.documents, uuid4())] == [
        (41,),
        (None,),
        (None,),
    ]
    assert study.project.ask(Attributes, [], wanted=False).of(study.documents[0]) == ()


def test_headers_are_told_apart_case_apart() -> None:
    assert unique(["a", "A", "a"]) == ["a", "A (2)", "a (3)"]
