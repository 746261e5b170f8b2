# SPDX-License-Identifier: MIT
"""How figures were counted is said in sentences."""

from __future__ import annotations

import pytest

from coder_app.agreement.counting import (
    drawn_over,
    interval_in_words,
    interval_note,
    meeting,
    rule_in_words,
)
from coder_app.agreement.intervals import IntervalRule, Method, Over
from coder_app.agreement.measures import Measure
from coder_app.agreement.units import CodedDocument, Unit


def rule(unit: Unit) -> str:
    return rule_in_words(
        unit, with_interviewer=False, with_unfinished=False, overlap=0.75, segment_words=30
    )


@pytest.mark.parametrize("unit", list(Unit))
def test_every_unit_says_what_is_marked_and_what_is_missing(unit: Unit) -> None:
    assert rule(unit).startswith(f"A {unit.value} is marked")
    assert "is missing, not “coded nothing”" in rule(unit)


def test_figures_of_the_unit_are_in_its_sentence() -> None:
    assert "75 %" in rule(Unit.PASSAGE)
    assert "30 words" in rule(Unit.SEGMENT)


def test_an_interval_names_draws_blocks_method_and_seed() -> None:
    said = interval_in_words(IntervalRule(seed=5), 14)

    assert said == (
        "Interval of 95 %: 1,000 draws of 14 transcripts with replacement, percentile, seed 5."
    )
    turns = IntervalRule(method=Method.BCA, over=Over.TURNS, level=0.9)
    assert "90 %" in interval_in_words(turns, 412)
    assert "412 turns" in interval_in_words(turns, 412)
    assert "bias-corrected" in interval_in_words(turns, 412)
    assert "No intervals" in interval_in_words(IntervalRule(method=Method.NONE), 3)


@pytest.mark.parametrize(("drawn", "said"), [(4, False), (5, True), (9, True), (10, False)])
def test_few_blocks_are_told_where_an_interval_is_given_all_the_same(
    drawn: int, said: bool
) -> None:
    assert bool(interval_note(IntervalRule(), drawn)) is said
    assert interval_note(IntervalRule(method=Method.NONE), drawn) == ""


def test_only_turns_inside_documents_are_drawn_where_units_are_smaller() -> None:
    turns = IntervalRule(over=Over.TURNS)

    assert drawn_over(Unit.SENTENCE, Measure.ALPHA, turns, 20) is Over.TURNS
    assert drawn_over(Unit.DOCUMENT, Measure.ALPHA, turns, 20) is Over.DOCUMENTS
    assert drawn_over(Unit.CHARACTER, Measure.U_ALPHA, turns, 20) is Over.DOCUMENTS


@pytest.mark.parametrize(("documents", "over"), [(4, Over.TURNS), (5, Over.DOCUMENTS)])
def test_left_open_transcripts_are_drawn_if_there_are_enough(documents: int, over: Over) -> None:
    assert drawn_over(Unit.TURN, Measure.ALPHA, IntervalRule(), documents) is over


def test_coders_meet_where_their_silence_says_something() -> None:
    document = CodedDocument(
        key="d", name="d", length=9, coders=("Ana",), unfinished=("Ben",), spans={}
    )

    assert meeting(document, ["Ana", "Ben", "Chika"], False) == 1
    assert meeting(document, ["Ana", "Ben", "Chika"], True) == 2
