# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path
from runpy import run_path
from typing import Any
from uuid import UUID

FILES = run_path(str(Path(__file__).parents[2] / "refi_files.py"))
NAMESPACE = FILES["NAMESPACE"]
guid = FILES["guid"]
CODE = FILES["CODE"]
SOURCE = FILES["SOURCE"]
SELECTION = FILES["SELECTION"]
CASE = FILES["CASE"]
TEXT = FILES["TEXT"]
project = FILES["project"]
source = FILES["source"]
selection = FILES["selection"]
coding = FILES["coding"]
memos = FILES["memos"]


def test_cases_are_participants_with_what_is_known(read: Any) -> None:
    variables = (
        f'<Variables><Variable guid="{guid(8, 1)}" name="Cases:Age" typeOfVariable="Integer"/>'
        f'<Variable guid="{guid(8, 2)}" name="Met" typeOfVariable="Date"/>'
        f'<Variable guid="{guid(8, 3)}" name="Fan" typeOfVariable="Boolean"/>'
        f'<Variable guid="{guid(8, 4)}" name="Odd" typeOfVariable="Float"/></Variables>'
    )

    def value(number: int, tag: str, told: str) -> str:
        return (
            f'<VariableValue><VariableRef targetGUID="{guid(8, number)}"/>'
            f"<{tag}>{told}</{tag}></VariableValue>"
        )

    values = value(1, "IntegerValue", "34") + value(2, "DateValue", "2026-03-31Z")
    values += value(3, "BooleanValue", "true") + value(4, "FloatValue", "3,5")
    cases = (
        f'<Cases><Case guid="{CASE}">{values}<SourceRef targetGUID="{SOURCE}"/>'
        f"<Description>Second talk</Description></Case></Cases>"
    )

    picture = read(project(variables + cases + source()))

    (person,) = picture.participants
    assert (person.name, picture.documents[0].participant) == ("Mara", UUID(CASE))
    kinds = {a.guid: (a.name, a.kind, a.choices) for a in picture.attributes}
    assert [(*kinds[attribute], value) for attribute, value in person.values] == [
        ("Age", "number", (), "34"),
        ("Met", "date", (), "2026-03-31"),
        ("Fan", "choice", ("yes",), "yes"),
        ("Odd", "text", (), "3,5"),
    ]
    assert [(m.kind, m.text) for m in picture.memos] == [("participant", "Second talk")]


def test_values_of_a_source_are_known_of_its_participant(read: Any) -> None:
    age = f'<Variable guid="{guid(8)}" name="Age" typeOfVariable="Text"/>'
    variables = f"<Variables>{age}</Variables>"
    value = (
        f'<VariableValue><VariableRef targetGUID="{guid(8)}"/><TextValue>old</TextValue>'
        "</VariableValue>"
    )

    picture = read(project(variables + source(value)))

    (person,) = picture.participants
    assert (person.name, person.values) == ("Mara", ((UUID(guid(8)), "old"),))
    assert picture.documents[0].participant == person.guid


def test_stretches_of_a_case_are_turns_of_that_participant(read: Any) -> None:
    text = "Mara: I trust her.\nEva: I do not."
    cases = (
        f'<Cases><Case guid="{CASE}" name="Mara"><SourceRef targetGUID="{SOURCE}"/></Case>'
        f'<Case guid="{guid(6, 2)}" name="Eva"><SelectionRef targetGUID="{SELECTION}"/></Case>'
        "</Cases>"
    )
    bare = f'<PlainTextSelection guid="{SELECTION}" startPosition="19" endPosition="33"/>'

    picture = read(project(cases + source(bare)), {"sources/a.txt": text})

    (document,) = picture.documents
    assert [turn.participant for turn in document.turns] == [None, UUID(guid(6, 2))]
    assert document.participant == UUID(CASE)
    assert picture.left_out == ()


def test_codes_of_nvivo_are_unwrapped_and_people_are_no_codes(read: Any) -> None:
    xml = (
        f'<Project xmlns="{NAMESPACE}" name="A" origin="NVivo"><CodeBook><Codes>'
        f'<Code guid="{guid(2, 8)}" name="Nodes" isCodable="false">'
        f'<Code guid="{CODE}" name="trust"/><Code guid="{CASE}" name="Mara"/></Code>'
        f"</Codes></CodeBook>"
        f'<Cases><Case guid="{CASE}" name="Mara"/></Cases>'
        f"{source(selection(0, len(TEXT), coding(code=CASE)) + selection(6, 18, coding(2)))}"
        f"</Project>"
    )

    picture = read(xml)

    assert [(code.name, code.parent) for code in picture.codes] == [("trust", None)]
    assert [c.code for c in picture.codings] == [UUID(CODE)]
    assert picture.documents[0].participant == picture.participants[0].guid == UUID(CASE)


def test_what_a_case_has_beside_texts_of_the_project_is_listed(read: Any) -> None:
    cases = (
        f'<Cases><Case guid="{CASE}" name="Mara"><CodeRef targetGUID="{CODE}"/>'
        f'<SourceRef targetGUID="{guid(3, 9)}"/><SelectionRef targetGUID="{guid(4, 9)}"/>'
        "</Case></Cases>"
    )

    picture = read(project(cases + source(selection(6, 18))))

    assert [(lost.kind, lost.name, lost.why) for lost in picture.left_out] == [
        ("codes of a case", "Mara", "Codes lie on words here: “trust”."),
        ("parts of a case", "Mara", "2 of its sources and passages are not here."),
    ]


def test_what_nvivo_says_of_a_case_as_a_code_is_a_memo_on_the_participant(read: Any) -> None:
    code = f'<Code guid="{CASE}" name="Mara"><Description>The eldest</Description></Code>'
    xml = project(f'<Cases><Case guid="{CASE}" name="Mara"/></Cases>{source()}')

    picture = read(xml.replace("</Codes>", f"{code}</Codes>"))

    assert [code.name for code in picture.codes] == ["trust"]
    assert memos(picture) == {("participant", UUID(CASE), "The eldest")}
