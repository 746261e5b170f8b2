# SPDX-License-Identifier: MIT
"""Figures for many raters keep to their definitions at the edges too."""

from __future__ import annotations

import numpy as np
import pytest

from coder_app.agreement import pairs
from coder_app.agreement.many import (
    brennan_prediger,
    conger_kappa,
    fleiss_by_category,
    fleiss_kappa,
    fleiss_null_error,
    fleiss_z,
    gwet_ac,
    light_kappa,
    observed_agreement,
)
from coder_app.agreement.plain import RatingTable, percent_by_unit

ALL = [fleiss_kappa, conger_kappa, gwet_ac, brennan_prediger, observed_agreement]
NEVER_MET = "No unit was rated by two coders."
NO_VARIATION = "All ratings are the same: agreement cannot be told from chance."


def test_for_two_raters_the_generalisations_are_what_they_generalise() -> None:
    table = RatingTable.of([list("aabbcab"), list("abbbcaa")])

    assert conger_kappa(table).value.value == pytest.approx(
        pairs.cohen_kappa(table).value.value, abs=1e-15
    )
    assert light_kappa(table).value == pairs.cohen_kappa(table).value.value
    assert fleiss_kappa(table).value.value == pytest.approx(pairs.scott_pi(table).value, abs=1e-15)
    assert brennan_prediger(table).value.value == pytest.approx(
        pairs.bennett_s(table).value, abs=1e-15
    )


@pytest.mark.parametrize("measure", ALL)
def test_raters_who_never_met_have_no_figure(measure) -> None:
    found = measure(RatingTable.of([["a", None], [None, "b"], [None, None]]))

    assert found.value.reason == NEVER_MET
    assert found.error.reason == NEVER_MET
    assert found.interval().reason == NEVER_MET
    assert measure(RatingTable.of([["a", "b"]])).value.reason == NEVER_MET
    assert measure(RatingTable.of([])).value.reason == NEVER_MET


def test_of_raters_who_never_met_no_mean_of_kappas_is_taken() -> None:
    assert light_kappa(RatingTable.of([])).reason == NEVER_MET
    assert light_kappa(RatingTable.of([["a", "b"]])).reason == NEVER_MET
    partly = RatingTable.of([["a", "b", None], ["a", "b", "b"], [None, None, "b"]])
    assert light_kappa(partly).reason == f"For one pair of raters or more: {NEVER_MET}"


@pytest.mark.parametrize("measure", [fleiss_kappa, conger_kappa])
def test_without_variation_nothing_can_be_told_from_chance(measure) -> None:
    same = [["a", "a"], ["a", "a"], ["a", None]]

    assert measure(RatingTable.of(same)).value.reason == NO_VARIATION
    assert measure(RatingTable.of(same, categories="ab")).value.reason == NO_VARIATION


@pytest.mark.parametrize("measure", [gwet_ac, brennan_prediger])
def test_coefficients_of_declared_categories_need_a_second_one(measure) -> None:
    same = [["a", "a"], ["a", "a"]]

    assert measure(RatingTable.of(same)).value.reason == NO_VARIATION
    assert measure(RatingTable.of(same, categories="ab")).value.value == 1.0


def test_one_unit_has_a_figure_but_no_standard_error() -> None:
    found = gwet_ac(RatingTable.of([["a"], ["b"]]))

    assert found.value.value == pytest.approx(-1)
    assert found.error.reason == "One unit alone tells nothing about the spread."


def test_a_rater_who_rated_nothing_changes_nothing() -> None:
    two = [["a", "b", "a"], ["a", "b", "b"]]
    with_idle = [*two, [None, None, None]]

    for measure in ALL:
        assert measure(RatingTable.of(with_idle)) == measure(RatingTable.of(two))


def test_percent_agreement_is_the_mean_over_units() -> None:
    table = RatingTable.of([[1, 2, 3, None], [1, 2, 2, 5], [1, 3, 3, 5]])

    assert observed_agreement(table).value.value == pytest.approx(percent_by_unit(table).value)


def test_mean_shares_take_in_units_that_one_rater_rated() -> None:
    met = [["a", "b", "a"], ["a", "b", "b"]]
    alone = [[*met[0], "b"], [*met[1], None]]

    assert fleiss_kappa(RatingTable.of(alone)).value != fleiss_kappa(RatingTable.of(met)).value
    assert percent_by_unit(RatingTable.of(alone)) == percent_by_unit(RatingTable.of(met))


def test_a_category_is_measured_against_all_others() -> None:
    table = RatingTable.of([list("abcab"), list("abcba"), list("abbab")])
    m, n = 3, 5

    for place, category in enumerate(table.categories):
        r = (table.codes == place).sum(axis=0)
        p = r.sum() / (n * m)
        expected = 1 - (r * (m - r)).sum() / (n * m * (m - 1) * p * (1 - p))
        assert fleiss_by_category(table)[category].value == pytest.approx(expected)


def test_the_test_against_chance_takes_complete_ratings() -> None:
    table = RatingTable.of([["a", "b", "a"], ["a", "b", None], ["a", "b", "b"]])

    assert fleiss_z(table).reason == "It needs the same number of ratings for every unit."
    assert fleiss_null_error(RatingTable.of([["a"], [None]])).reason == NEVER_MET


def test_mean_shares_of_conger_are_its_printed_chance() -> None:
    table = RatingTable.of([[1, 2, 3, 1, None], [1, 2, 2, 1, 3], [1, 3, 3, 2, 3]])
    own = np.stack([table.of_raters(g).counts() for g in range(3)])
    own /= own.sum(axis=1, keepdims=True)
    mean = own.mean(axis=0)
    chance = (mean**2).sum() - own.var(axis=0, ddof=1).sum() / 3
    met = percent_by_unit(table).value

    expected = (met - chance) / (1 - chance)
    assert conger_kappa(table).value.value == pytest.approx(expected, abs=1e-14)
