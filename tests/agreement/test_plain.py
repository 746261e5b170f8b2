# SPDX-License-Identifier: MIT
"""A table of ratings knows who said what, and how often raters agree."""

from __future__ import annotations

import math

import numpy as np
import pytest

from coder_app.agreement.plain import (
    RatingTable,
    holsti,
    percent_by_pair,
    percent_by_rating,
    percent_by_unit,
    percent_unanimous,
)

FOUR_OBSERVERS = [  # Krippendorff 2011, section C
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def test_four_readings_of_percent_agreement_differ_where_ratings_are_missing() -> None:
    table = RatingTable.of(FOUR_OBSERVERS)

    assert percent_by_unit(table).value == pytest.approx(9 / 11)
    assert percent_by_rating(table).value == pytest.approx(0.8)
    assert percent_by_pair(table).value == pytest.approx(43 / 55)
    assert percent_unanimous(table).value == pytest.approx(8 / 11)


@pytest.mark.parametrize(
    "percent", [percent_by_unit, percent_by_rating, percent_by_pair, percent_unanimous]
)
def test_raters_who_never_met_agree_on_nothing_that_could_be_told(percent) -> None:
    found = percent(RatingTable.of([["a", None], [None, "a"]]))

    assert found.value is None
    assert found.reason == "No unit was rated by two coders."


def test_an_empty_table_is_no_mistake() -> None:
    for rows in ([], [[]], [[], []], [[None], [None]]):
        table = RatingTable.of(rows)
        assert percent_by_unit(table).value is None
        assert table.categories == ()


def test_categories_found_are_sorted_numbers_before_words() -> None:
    assert RatingTable.of([["b", 10, 9], ["a", 2.5, None]]).categories == (2.5, 9, 10, "a", "b")


def test_categories_declared_keep_their_order_and_hold_all_ratings() -> None:
    table = RatingTable.of([["low", "high"]], categories=["low", "middle", "high"])

    assert table.categories == ("low", "middle", "high")
    assert table.occurring().categories == ("low", "high")
    assert table.occurring().codes.tolist() == [[0, 1]]
    with pytest.raises(ValueError, match="declared"):
        RatingTable.of([["none"]], categories=["low"])


def test_occurring_categories_leave_missing_ratings_missing() -> None:
    table = RatingTable.of([[3, None], [None, 1]], categories=[1, 2, 3]).occurring()

    assert table.categories == (1, 3)
    assert table.codes.tolist() == [[1, -1], [-1, 0]]


def test_not_a_number_is_a_missing_rating() -> None:
    table = RatingTable.of([[1.0, math.nan], [1.0, 2.0]])

    assert table.given.tolist() == [2, 1]


def test_a_unit_that_weighs_nothing_is_not_there() -> None:
    table = RatingTable.of([["a", "b"], ["a", "a"]], weight=[3, 0])

    assert percent_by_unit(table).value == 1.0
    assert table.codes.shape == (2, 1)


@pytest.mark.parametrize("weight", [[1], [1, -1], [1, math.nan]])
def test_weights_are_one_for_each_unit_and_not_below_zero(weight) -> None:
    with pytest.raises(ValueError, match="weight"):
        RatingTable.of([["a", "b"]], weight=weight)


def test_rows_of_unequal_length_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="number of units"):
        RatingTable.of([["a"], ["a", "b"]])


def test_words_are_no_numbers_but_have_an_order() -> None:
    words = RatingTable.of([["a", "b"]])

    assert words.scale.tolist() == [1, 2]
    with pytest.raises(ValueError, match="not numbers"):
        _ = words.numbers
    assert RatingTable.of([[7, 3]]).scale.tolist() == [3, 7]


def test_distances_are_summed_over_ordered_pairs_of_what_was_rated() -> None:
    table = RatingTable.of([[1, 1], [1, None], [3, 3]])
    distance = np.abs(table.numbers[:, None] - table.numbers[None, :])

    assert table.unlike(distance).tolist() == [8, 4]
    assert table.each_count.tolist() == [[2, 1], [1, 1]]
    assert table.sum_of(np.array([10.0, 1.0])).tolist() == [21, 11]
    assert table.counts().tolist() == [3, 2]


def test_few_raters_and_few_categories_are_summed_alike() -> None:
    random = np.random.default_rng(7)
    rows = random.integers(0, 4, size=(5, 30)).tolist()
    rows[2][:10] = [None] * 10
    few = RatingTable.of(rows)
    many = RatingTable.of(rows, categories=range(9))  # more categories than raters
    distance = random.random((9, 9))
    distance += distance.T

    assert few.unlike(distance[:4, :4]) == pytest.approx(many.unlike(distance))


def test_holsti_counts_decisions_of_both() -> None:
    assert holsti(50, 30, 20).value == 0.5
    assert holsti(0, 0, 0).reason == "Nobody decided anything: nothing to compare."
    assert holsti(5, 0, 0).value == 0.0
    with pytest.raises(ValueError, match="decided"):
        holsti(5, 3, 4)
