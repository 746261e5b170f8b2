# SPDX-License-Identifier: MIT
from __future__ import annotations

from uuid import uuid4

import pytest
from lxml import etree

from coder_app.core.picture import PictureAttribute, PictureParticipant, ProjectPicture
from coder_app.formats.projects.refi.people import (
    Known,
    read_cases,
    types_of,
    write_values,
    write_variables,
)


def picture(kind: str, *values: str) -> ProjectPicture:
    attribute = PictureAttribute(guid=uuid4(), name="A", kind=kind, choices=("a", "b c"))
    return ProjectPicture(
        title="",
        attributes=(attribute,),
        participants=tuple(
            PictureParticipant(guid=uuid4(), name="P", values=((attribute.guid, value),))
            for value in values
        ),
    )


@pytest.mark.parametrize(
    ("kind", "values", "expected"),
    [
        ("number", ("1", "-2"), "Integer"),
        ("number", ("1", "2.5"), "Float"),
        ("number", ("1", "1e5"), "Text"),
        ("date", ("2026-11-27",), "Date"),
        ("date", ("20261127",), "Text"),
        ("choice", ("a",), "Text"),
        ("text", ("1",), "Text"),
    ],
)
def test_a_variable_has_the_type_that_all_its_values_fit(
    kind: str, values: tuple[str, ...], expected: str
) -> None:
    told = picture(kind, *values)

    assert types_of(told) == {told.attributes[0].guid: expected}


def test_choices_come_back_with_those_nobody_chose() -> None:
    told = picture("choice", "a")
    root = etree.Element("{urn:x}Project")
    write_variables(root, told.attributes, types_of(told))
    case = etree.SubElement(root, "{urn:x}Case")
    write_values(case, told.participants[0].values, types_of(told))
    known = Known()

    known.read_variables(root)
    known.read_values(case, told.participants[0].guid)

    assert known.fitted() == told.attributes
    assert known.all()[told.participants[0].guid] == told.participants[0].values


@pytest.mark.parametrize(
    ("kind", "tag", "value", "expected"),
    [
        ("Boolean", "BooleanValue", "1", ("choice", "yes")),
        ("Boolean", "BooleanValue", "false", ("choice", "no")),
        ("Date", "DateValue", "2026-11-27+01:00", ("date", "2026-11-27")),
        ("DateTime", "DateTimeValue", "2026-11-27T00:00:00Z", ("text", "2026-11-27")),
        ("DateTime", "DateTimeValue", "2026-11-27T10:00:00", ("text", "2026-11-27T10:00:00")),
        ("Date", "DateValue", "soon", ("text", "soon")),
        ("Float", "FloatValue", "1.50", ("number", "1.50")),
        ("Integer", "IntegerValue", "many", ("text", "many")),
        ("Odd", "TextValue", " a\n b ", ("text", "a b")),
    ],
)
def test_values_are_read_as_attributes_hold_them(
    kind: str, tag: str, value: str, expected: tuple[str, str]
) -> None:
    root = etree.fromstring(
        f'<Project><Variables><Variable guid="v" name="V" typeOfVariable="{kind}"/>'
        '<Variable guid="v" name="again"/><Variable name="V"/></Variables>'
        f'<Cases><Case guid="c" name="P"><VariableValue><VariableRef targetGUID="v"/>'
        f"<{tag}>{value}</{tag}></VariableValue><VariableValue/></Case></Cases></Project>"
    )
    known = Known()
    known.read_variables(root)

    (case,) = read_cases(root, known)

    first, second = known.fitted()
    (found,) = known.all()[case.participant.guid]
    assert (first.kind, found[1]) == expected
    assert second.name == "V (2)"


def test_values_that_find_no_place_are_listed() -> None:
    def value(variable: str, told: str) -> str:
        return (
            f'<VariableValue><VariableRef targetGUID="{variable}"/>'
            f"<TextValue>{told}</TextValue></VariableValue>"
        )

    root = etree.fromstring(
        '<Project><Variables><Variable guid="v" name="Age" typeOfVariable="Text">'
        '<Description>In years</Description></Variable><Variable guid="v" name="Town"/></Variables>'
        f"<Cases><Case>{value('v', 'old')}{value('v', 'young')}{value('w', 'tall')}</Case></Cases>"
        "</Project>"
    )
    known = Known()
    known.read_variables(root)

    list(read_cases(root, known))

    assert [(lost.kind, lost.name) for lost in known.left_out] == [
        ("description of an attribute", "Age"),
        ("attribute", "Town"),
        ("value", "Age: young"),
        ("value", "tall"),
    ]


def test_a_long_row_of_digits_that_is_no_number_is_seen_at_once() -> None:
    made = picture("number", "1" * 500_000 + "x")

    assert set(types_of(made).values()) == {"Text"}
