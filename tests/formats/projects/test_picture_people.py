# SPDX-License-Identifier: MIT
from __future__ import annotations

from uuid import uuid4

from coder_app.core.records import SpeakerRole, Turn
from coder_app.core.spans import Span
from coder_app.formats.projects.picture_people import People

TEXT = "one two three"
DOCUMENT, ANA, EVA = (uuid4() for _ in range(3))


def turn(start: int, end: int) -> Turn:
    return Turn(
        speaker="",
        role=SpeakerRole.PARTICIPANT,
        label_start=start,
        label_end=start,
        start=start,
        end=end,
    )


def test_a_transcript_is_of_the_first_who_is_named() -> None:
    people = People()
    for who, name in ((ANA, "Ana"), (EVA, "")):
        people.add(who, name)
        people.own(DOCUMENT, "Talk 1", who)

    assert people.of_document == {DOCUMENT: ANA}
    assert [each.name for each in people.participants({})] == ["Ana", "Talk 1"]
    assert "1 transcript belongs to several cases" in people.remarks()[0]


def test_a_stretch_over_all_words_is_the_transcript() -> None:
    people = People()
    people.say(DOCUMENT, Span(0, 7), ANA)
    people.settle(DOCUMENT, "Talk", TEXT)
    assert people.of_document == {}

    people.say(DOCUMENT, Span(0, len(TEXT)), EVA)
    people.settle(DOCUMENT, "Talk", f" {TEXT}"[1:])

    assert people.of_document == {DOCUMENT: EVA}
    assert people.remarks() == []


def test_turns_inside_of_a_stretch_are_hers() -> None:
    people = People()
    people.own(DOCUMENT, "Talk", ANA)
    people.say(DOCUMENT, Span(4, 13), EVA)
    people.say(DOCUMENT, Span(0, 3), ANA)

    turns = people.turns(DOCUMENT, [turn(0, 3), turn(4, 7), turn(2, 6), turn(9, 9)])

    assert [each.participant for each in turns] == [None, EVA, None, None]
    assert people.turns(uuid4(), turns) == turns


def test_who_is_made_for_a_transcript_is_always_the_same() -> None:
    one, other = People(), People()

    assert one.whose(DOCUMENT, "Talk") == other.whose(DOCUMENT, "Talk") == one.whose(DOCUMENT, "")
    assert [each.name for each in one.participants({})] == ["Talk"]


def test_stretches_that_hold_no_turn_are_listed() -> None:
    people = People()
    people.add(EVA, "Eva")
    people.settle(DOCUMENT, "Talk", TEXT)
    people.say(DOCUMENT, Span(4, 6), EVA)
    people.say(DOCUMENT, Span(4, 7), EVA)

    people.turns(DOCUMENT, [turn(0, 3), turn(4, 7)])

    (lost,) = people.left_out()
    assert lost.name == "1 in “Talk”"
    assert lost.why.endswith("somebody’s here: “Eva”.")
