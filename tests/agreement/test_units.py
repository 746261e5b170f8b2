# SPDX-License-Identifier: MIT
"""Runs say the same as a table of single characters or units, at a fraction of its size."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.agreement.alpha import krippendorff_alpha
from coder_app.agreement.units import CodedDocument, Ratings, Stretch, Unit, axis_of, cut

CODERS, CODES = ("Ana", "Ben", "Chika"), ("trust", "belonging")
LENGTH = 40


def document(spans: dict[str, dict[str, list[Stretch]]], **more: Any) -> CodedDocument:
    fields = {"key": "d", "name": "P01", "length": LENGTH, "coders": tuple(spans)} | more
    return CodedDocument(spans=spans, **fields)


def runs(ratings: Ratings) -> list[tuple[int, int, list[bool]]]:
    columns = zip(ratings.first, ratings.weight, ratings.yes.T, strict=True)
    return [(int(first), int(weight), yes.tolist()) for first, weight, yes in columns]


def cut_one(
    spans: dict[str, dict[str, list[Stretch]]], unit: Unit = Unit.CHARACTER, **more: Any
) -> Ratings:
    return cut([document(spans, **more)], codes=["trust"], coders=["Ana", "Ben"], unit=unit)


def test_a_text_falls_into_runs_at_the_borders_of_codings() -> None:
    ratings = cut_one({"Ana": {"trust": [(5, 15)]}, "Ben": {"trust": [(10, 20)]}})

    assert runs(ratings) == [
        (0, 5, [False, False]),
        (5, 5, [True, False]),
        (10, 5, [True, True]),
        (15, 5, [False, True]),
        (20, 20, [False, False]),
    ]


def test_overlapping_nested_and_touching_codings_of_one_coder_count_once() -> None:
    plain = cut_one({"Ana": {"trust": [(0, 20)]}, "Ben": {}})
    stacked = cut_one({"Ana": {"trust": [(3, 9), (0, 12), (4, 5), (12, 20)]}, "Ben": {}})

    assert runs(stacked) == runs(plain)
    assert stacked.given.sum() == 4


def test_overlapping_codings_of_one_coder_are_not_taken_for_the_others() -> None:
    ratings = cut_one({"Ana": {"trust": [(0, 10), (5, 15)]}, "Ben": {}})

    assert runs(ratings) == [(0, 15, [True, False]), (15, 25, [False, False])]


def test_a_coder_who_is_not_done_is_missing_and_her_codings_are_not_looked_at() -> None:
    spans = {"Ana": {"trust": [(0, 10)]}, "Ben": {"trust": [(5, 15)]}}
    at_work = document(spans, coders=("Ana",), unfinished=("Ben",))
    asked = {"codes": ["trust"], "coders": ["Ana", "Ben"], "unit": Unit.CHARACTER}

    without, with_her = cut([at_work], **asked), cut([at_work], with_unfinished=True, **asked)

    assert runs(without) == [(0, 10, [True, False]), (10, 30, [False, False])]
    assert without.rated.tolist() == [[True, True], [False, False]]
    assert with_her.rated.all()
    assert len(runs(with_her)) == 4


def test_text_out_of_scope_is_in_no_run() -> None:
    ratings = cut_one({"Ana": {"trust": [(0, 25), (11, 19)]}, "Ben": {}}, scope=[(0, 10), (20, 30)])

    assert runs(ratings) == [(0, 15, [True, False]), (15, 5, [False, False])]
    assert ratings.given.sum() == 1


def test_a_unit_is_marked_by_one_character_that_both_share() -> None:
    turns = [(0, 10), (10, 20), (22, 30)]

    ratings = cut_one(
        {"Ana": {"trust": [(9, 21)]}, "Ben": {"trust": [(20, 22)]}}, Unit.TURN, units=turns
    )

    assert runs(ratings) == [(0, 2, [True, False]), (2, 1, [False, False])]


def test_a_unit_counts_with_what_of_it_lies_in_scope() -> None:
    ratings = cut_one(
        {"Ana": {"trust": [(0, 4)]}, "Ben": {"trust": [(4, 6)]}},
        Unit.SENTENCE,
        units=[(0, 8), (8, 12), (12, 40)],
        scope=[(5, 8), (12, 20)],
    )

    assert runs(ratings) == [(0, 1, [False, True]), (1, 1, [False, False])]


def test_a_document_is_one_unit_and_needs_no_list_of_them() -> None:
    ratings = cut_one(
        {"Ana": {"trust": [(3, 5)]}, "Ben": {"trust": [(30, 31)]}}, Unit.DOCUMENT, scope=[(0, 20)]
    )

    assert runs(ratings) == [(0, 1, [True, False])]


def test_a_document_without_a_word_in_scope_has_no_units() -> None:
    for empty in (document({}, scope=[]), document({}, length=0)):
        assert [axis_of(empty, unit).size for unit in (Unit.CHARACTER, Unit.DOCUMENT)] == [0, 0]


def test_nothing_to_cut_gives_nothing() -> None:
    ratings = cut([], codes=[], coders=[], unit=Unit.CHARACTER)

    assert ratings.yes.shape == (0, 0)
    assert krippendorff_alpha(ratings.tally(ratings.code, 0)) == []


def test_documents_do_not_run_into_one_another() -> None:
    ends = document({"Ana": {"trust": [(30, 40)]}, "Ben": {}})
    begins = document({"Ana": {"trust": [(0, 10)]}, "Ben": {}}, key="e")

    ratings = cut([ends, begins], codes=["trust"], coders=["Ana", "Ben"], unit=Unit.CHARACTER)

    assert ratings.document.tolist() == [0, 0, 1, 1]
    assert runs(ratings)[1:3] == [(30, 10, [True, False]), (0, 10, [True, False])]


def test_words_sentences_and_turns_must_be_given() -> None:
    with pytest.raises(ValueError, match=r"“P01” comes without its words"):
        axis_of(document({}), Unit.WORD)


@pytest.mark.parametrize("units", [[(5, 5)], [(0, 5), (4, 9)], [(6, 9), (0, 5)]])
def test_units_must_be_in_order_and_apart(units: list[Stretch]) -> None:
    with pytest.raises(ValueError, match="empty, overlap or are out of order"):
        axis_of(document({}, units=units), Unit.WORD)


def test_units_know_their_way_back_into_the_document() -> None:
    characters = axis_of(document({}, scope=[(5, 10), (20, 30)]), Unit.CHARACTER)
    words = axis_of(document({}, scope=[(5, 30)], units=[(0, 3), (6, 9), (12, 15)]), Unit.WORD)

    there = characters.places(np.array([0, 3, 5]), np.array([5, 7, 15]))
    found = words.places(np.array([0]), np.array([2]))

    assert [edge.tolist() for edge in there] == [[5, 8, 20], [10, 22, 30]]
    assert [edge.tolist() for edge in found] == [[6], [15]]


def test_some_coders_are_compared_where_all_of_them_are_done() -> None:
    here = document({"Ana": {"trust": [(0, 5)]}, "Ben": {}, "Chika": {}})
    there = document({"Ana": {"trust": [(0, 5)]}, "Chika": {}}, key="e")
    ratings = cut([here, there], codes=["trust"], coders=CODERS, unit=Unit.CHARACTER)

    pair = ratings.of_coders([0, 1])

    assert pair.coders == ("Ana", "Ben")
    assert pair.given.tolist() == [[[1, 0]], [[0, 0]]]
    assert pair.yes[0].tolist() == [True, False, False, False]
    assert pair.rated.tolist() == [[True, True, False, False]] * 2


spans = st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 12)).map(
    lambda s: (s[0], min(s[0] + s[1], LENGTH))
)
codings = st.fixed_dictionaries(
    {
        coder: st.fixed_dictionaries({code: st.lists(spans, max_size=4) for code in CODES})
        for coder in CODERS
    }
)
scopes = st.lists(st.integers(0, LENGTH), unique=True, max_size=8).map(
    lambda borders: list(zip(sorted(borders)[::2], sorted(borders)[1::2], strict=False))
)


def by_character(
    marks: dict[str, dict[str, list[Stretch]]], scope: list[Stretch]
) -> np.ndarray[Any, Any]:
    """Coders × codes × characters in scope, one by one."""
    table = np.zeros((len(CODERS), len(CODES), LENGTH), dtype=bool)
    for who, coder in enumerate(CODERS):
        for what, code in enumerate(CODES):
            for start, end in marks[coder][code]:
                table[who, what, start:end] = True
    inside = [i for start, end in scope for i in range(start, end)]
    return table[:, :, inside]


@settings(max_examples=80, deadline=None)
@given(codings, scopes)
def test_runs_written_out_are_the_characters_one_by_one(
    marks: dict[str, dict[str, list[Stretch]]], scope: list[Stretch]
) -> None:
    ratings = cut([document(marks, scope=scope)], codes=CODES, coders=CODERS, unit=Unit.CHARACTER)

    expected = by_character(marks, scope)
    for what in range(len(CODES)):
        here = ratings.code == what
        written_out = np.repeat(ratings.yes[:, here], ratings.weight[here], axis=1)
        assert np.array_equal(written_out, expected[:, what])


@settings(max_examples=60, deadline=None)
@given(codings, scopes, scopes)
def test_units_are_marked_as_a_look_at_each_of_them_says(
    marks: dict[str, dict[str, list[Stretch]]], scope: list[Stretch], units: list[Stretch]
) -> None:
    ratings = cut(
        [document(marks, scope=scope, units=units)], codes=CODES, coders=CODERS, unit=Unit.WORD
    )

    letters = by_character(marks, [(0, LENGTH)])
    inside = np.zeros(LENGTH, dtype=bool)
    for start, end in scope:
        inside[start:end] = True
    for what in range(len(CODES)):
        here = ratings.code == what
        written_out = np.repeat(ratings.yes[:, here], ratings.weight[here], axis=1)
        looked_at = [
            (letters[:, what, start:end] & inside[start:end]).any(axis=1)
            for start, end in units
            if inside[start:end].any()
        ]
        assert written_out.T.tolist() == [column.tolist() for column in looked_at]


@settings(max_examples=60, deadline=None)
@given(codings)
def test_alpha_from_runs_is_that_of_krippendorff_on_characters(
    marks: dict[str, dict[str, list[Stretch]]],
) -> None:
    krippendorff = pytest.importorskip("krippendorff")
    ratings = cut([document(marks)], codes=CODES, coders=CODERS, unit=Unit.CHARACTER)

    found = krippendorff_alpha(ratings.tally(ratings.code, len(CODES)))

    said_yes = by_character(marks, [(0, LENGTH)]).sum(axis=0)
    for coefficient, yes in zip(found, said_yes, strict=True):
        if coefficient.value is not None:
            counts = np.stack([yes, len(CODERS) - yes], axis=1)
            theirs = krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
            assert coefficient.value == pytest.approx(theirs, abs=1e-9)
        else:
            assert set(yes.tolist()) <= {0} or set(yes.tolist()) == {len(CODERS)}


@settings(max_examples=60, deadline=None)
@given(codings, st.integers(1, LENGTH - 1))
def test_splitting_codings_in_two_changes_nothing(
    marks: dict[str, dict[str, list[Stretch]]], at: int
) -> None:
    def split(span: Stretch) -> list[Stretch]:
        start, end = span
        return [(start, at), (at, end)] if start < at < end else [span]

    parted = {
        coder: {code: [part for s in some for part in split(s)] for code, some in codes.items()}
        for coder, codes in marks.items()
    }
    whole, in_parts = (
        cut([document(m)], codes=CODES, coders=CODERS, unit=Unit.CHARACTER) for m in (marks, parted)
    )

    assert runs(in_parts) == runs(whole)
