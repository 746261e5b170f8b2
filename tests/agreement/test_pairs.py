# SPDX-License-Identifier: MIT
"""Figures for two raters keep to their definitions at the edges too."""

from __future__ import annotations

import numpy as np
import pytest

from coder_app.agreement import alpha
from coder_app.agreement.pairs import (
    Cross,
    bennett_s,
    cohen_kappa,
    cohen_maximum,
    cohen_null_error,
    cohen_z,
    scott_pi,
)
from coder_app.agreement.plain import RatingTable
from coder_app.agreement.weightings import Weighting, agreement_weights

ABILITY = RatingTable.of(
    [[1] * 5 + [2] * 8 + [3] * 6, [2] * 4 + [3] + [2] * 9 + [3] * 5],
)


def test_kappa_is_that_of_the_fast_way() -> None:
    table = Cross.of(ABILITY).share * 19

    assert cohen_kappa(ABILITY).value.value == pytest.approx(
        alpha.cohen_kappa([table])[0].value, abs=1e-15
    )


def test_a_rater_who_never_varies_makes_kappa_exactly_zero_and_leaves_nothing_to_test() -> None:
    table = RatingTable.of([[1, 1, 1, 1, 1, 1], [1, 1, 1, 0, 0, 1]])

    assert cohen_kappa(table).value.value == 0.0
    assert cohen_z(table).reason == "The standard error is 0: there is nothing to test."


def test_without_variation_kappa_and_all_that_hangs_on_it_is_undefined() -> None:
    table = RatingTable.of([[0, 0, 0], [0, 0, 0]], categories=[0, 1])
    found = cohen_kappa(table)

    for figure in (found.value, found.error, cohen_null_error(table), cohen_z(table)):
        assert figure.reason == "All ratings are the same: agreement cannot be told from chance."
    assert found.interval().low is None
    assert scott_pi(table).value is None
    assert cohen_maximum(table).value is None
    assert bennett_s(table).value == 1.0


def test_units_that_one_rater_left_out_do_not_count() -> None:
    more = RatingTable.of([["a", "b", "a", "c", None], ["a", "b", "b", None, "d"]])
    both = RatingTable.of([["a", "b", "a"], ["a", "b", "b"]], categories=more.categories)

    for measure in (scott_pi, bennett_s, cohen_maximum, cohen_null_error):
        assert measure(more) == measure(both)
    assert cohen_kappa(more) == cohen_kappa(both)


def test_the_highest_kappa_is_one_where_both_used_categories_alike() -> None:
    assert cohen_maximum(RatingTable.of([list("aabbc"), list("bcaab")])).value == 1.0


def test_only_two_raters_can_be_crossed() -> None:
    with pytest.raises(ValueError, match="two raters"):
        Cross.of(RatingTable.of([["a"], ["a"], ["a"]]))


def test_raters_who_never_met_have_no_figures() -> None:
    apart = RatingTable.of([["a", "b", None], [None, None, "a"]])

    for figure in (cohen_kappa(apart).value, scott_pi(apart), bennett_s(apart)):
        assert figure.reason == "No unit was rated by two coders."


@pytest.mark.parametrize("weighting", Weighting)
def test_the_standard_error_is_that_of_the_printed_formula(weighting: Weighting) -> None:
    weights = agreement_weights(weighting, ABILITY.scale)
    cross = Cross.of(ABILITY, weights)
    p, rows, columns = cross.share, cross.first, cross.second
    kappa = cohen_kappa(ABILITY, weights).value.value
    chance = rows @ weights @ columns
    sums = (weights @ columns)[:, None] + (rows @ weights)[None, :]

    spread = (p * (weights - sums * (1 - kappa)) ** 2).sum() - (kappa - chance * (1 - kappa)) ** 2
    null = (np.outer(rows, columns) * (weights - sums) ** 2).sum() - chance**2

    below = 19 * (1 - chance) ** 2
    error = cohen_kappa(ABILITY, weights).error.value
    assert error == pytest.approx(np.sqrt(spread / below), abs=1e-12)
    assert cohen_null_error(ABILITY, weights).value == pytest.approx(
        np.sqrt(null / below), abs=1e-12
    )
