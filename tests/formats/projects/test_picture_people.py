# SPDX-License-Identifier: MIT
from __future__ import annotations

from uuid import uuid4

import pytest

from coder_app.core.records import SpeakerRole, Turn
from coder_app.core.spans import Span
from coder_app.formats.projects.picture_people import People, is_number

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


def test_stretches_that_overlap_leave_turns_to_the_first_however_many_there_are() -> None:
    people = People()
    turns = [turn(n, n + 1) for n in range(10_000)]
    people.say(DOCUMENT, Span(10, 20), ANA)
    for n in range(5_000):
        people.say(DOCUMENT, Span(n, 10_000 - n), EVA)

    found = [each.participant for each in people.turns(DOCUMENT, turns)]

    assert found == [EVA] * 10 + [ANA] * 10 + [EVA] * 9_980


def test_stretches_without_a_whole_turn_are_listed_in_their_order() -> None:
    people = People()
    people.add(ANA, "Ana")
    people.add(EVA, "Eva")
    people.say(DOCUMENT, Span(1, 2), EVA)
    people.say(DOCUMENT, Span(1, 3), ANA)
    people.settle(DOCUMENT, "Talk", TEXT)

    people.turns(DOCUMENT, [turn(0, 13)])

    (lost,) = people.left_out()
    assert lost.name == "2 in “Talk”"
    assert lost.why.endswith("“Eva”, “Ana”.")


def test_stretches_of_a_long_transcript_do_not_cost_its_length_each() -> None:
    people, text = People(), "word " * 1_000_000
    for n in range(20_000):
        people.say(DOCUMENT, Span(n, n + 9), ANA)
    people.say(DOCUMENT, Span(0, len(text) - 1), EVA)  # but for the space at the end

    people.settle(DOCUMENT, "Talk", text)

    assert people.of_document == {DOCUMENT: EVA}


@pytest.mark.parametrize("value", ["1", "-1.5", "1.", ".5", "+2e-3"])
def test_numbers_have_a_point(value: str) -> None:
    assert is_number(value)


@pytest.mark.parametrize("value", ["", ".", "1,5", "e5", "1.2.3", "1" * 500_000 + "x"])
def test_what_is_no_number_is_seen_at_once(value: str) -> None:
    assert not is_number(value)
