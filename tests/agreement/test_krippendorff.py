# SPDX-License-Identifier: MIT
"""Alpha on any scale keeps to its definition at the edges too."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.agreement import alpha
from coder_app.agreement.krippendorff import (
    Metric,
    alpha_by_category,
    bootstrap_interval,
    distances,
    expected_agreement,
    krippendorff_alpha,
)
from coder_app.agreement.plain import RatingTable, percent_by_rating
from coder_app.agreement.weightings import Weighting, agreement_weights

CASES = Path(__file__).parents[1] / "data" / "agreement_cases.json"

ratings = st.integers(2, 4).flatmap(
    lambda raters: st.integers(1, 10).flatmap(
        lambda units: st.lists(
            st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=units, max_size=units),
            min_size=raters,
            max_size=raters,
        )
    )
)


@settings(max_examples=80, deadline=None)
@given(ratings)
def test_nominal_alpha_is_that_of_the_fast_way(rows: list[list[int | None]]) -> None:
    table = RatingTable.of(rows, categories=range(5))
    counts = [[column.count(value) for value in range(5)] for column in zip(*rows, strict=True)]
    fast = alpha.krippendorff_alpha(alpha.Tally.of(counts))[0]
    found = krippendorff_alpha(table).value

    assert found.reason == fast.reason
    if fast.value is not None:
        assert found.value == pytest.approx(fast.value, abs=1e-12)


@settings(max_examples=60, deadline=None)
@given(ratings, st.sampled_from(Metric))
def test_alpha_equals_that_of_the_package_krippendorff(
    rows: list[list[int | None]], metric: Metric
) -> None:
    peer = pytest.importorskip("krippendorff")
    found = krippendorff_alpha(RatingTable.of(rows), metric).value
    if found.value is None:
        return
    data = np.array([[np.nan if v is None else v for v in row] for row in rows], dtype=float)

    theirs = peer.alpha(reliability_data=data, level_of_measurement=metric.value)

    assert found.value == pytest.approx(theirs, abs=1e-9)


def test_ordinal_distances_count_the_ratings_in_between() -> None:
    table = RatingTable.of([[1, 2, 2, 9], [1, 1, 2, 9]])
    n = table.counts()
    spelt_out = [
        [
            0 if c == k else (sum(n[min(c, k) : max(c, k) + 1]) - (n[c] + n[k]) / 2) ** 2
            for k in range(3)
        ]
        for c in range(3)
    ]

    assert distances(table, Metric.ORDINAL).tolist() == spelt_out


def test_an_ordinal_scale_has_the_declared_order() -> None:
    rows = [["low", "middle", "high", "low"], ["low", "high", "high", "middle"]]
    order = ["low", "middle", "high"]
    as_numbers = [[order.index(value) for value in row] for row in rows]

    declared = krippendorff_alpha(RatingTable.of(rows, categories=order), Metric.ORDINAL)

    assert declared == krippendorff_alpha(RatingTable.of(as_numbers), Metric.ORDINAL)
    assert declared.value != krippendorff_alpha(RatingTable.of(rows), Metric.ORDINAL).value


@pytest.mark.parametrize("metric", Metric)
def test_alpha_is_undefined_where_nothing_varies_or_nobody_met(metric: Metric) -> None:
    same = krippendorff_alpha(RatingTable.of([[1, 1], [1, 1]]), metric)
    apart = krippendorff_alpha(RatingTable.of([[1, 2, None], [None, None, 1]]), metric)

    assert same.value.reason.startswith("All ratings are the same")
    assert same.interval().reason == same.value.reason
    assert apart.value.reason == apart.error.reason == "No unit was rated by two coders."


def test_quadratic_weights_are_the_interval_metric() -> None:
    table = RatingTable.of([[1, 2, 3, 7, None], [1, 2, 4, 7, 3], [2, 2, 3, 5, 3]])
    weights = agreement_weights(Weighting.QUADRATIC, table.numbers)

    weighted = krippendorff_alpha(table, weights=weights)
    interval = krippendorff_alpha(table, Metric.INTERVAL)

    assert weighted.value.value == pytest.approx(interval.value.value, abs=1e-14)
    assert weighted.error.value == pytest.approx(interval.error.value, abs=1e-14)


def test_a_scale_of_numbers_takes_numbers() -> None:
    with pytest.raises(ValueError, match="not numbers"):
        krippendorff_alpha(RatingTable.of([["a", "b"], ["a", "b"]]), Metric.INTERVAL)


def test_of_two_values_each_has_the_alpha_of_both() -> None:
    table = RatingTable.of([list("aabba"), list("abbba")])

    both = krippendorff_alpha(table).value.value
    assert [figure.value for figure in alpha_by_category(table).values()] == [both, both]


def test_expected_agreement_is_what_alpha_takes_for_chance() -> None:
    table = RatingTable.of([list("aabba"), list("abbba")])
    chance, met = expected_agreement(table).value, percent_by_rating(table).value

    assert krippendorff_alpha(table).value.value == pytest.approx((met - chance) / (1 - chance))
    assert expected_agreement(RatingTable.of([["a"]])).value is None


def test_one_unit_has_no_standard_error() -> None:
    assert krippendorff_alpha(RatingTable.of([[1], [2]])).error.reason


def hayes_and_krippendorff() -> RatingTable:
    cases = json.loads(CASES.read_text("utf-8"))
    (case,) = [case for case in cases if case["id"] == "hk2007-alpha-nominal"]
    return RatingTable.of(case["data"]["raters_x_units"])


def test_drawing_units_again_gives_about_the_interval_that_others_find() -> None:
    found = bootstrap_interval(hayes_and_krippendorff())

    assert found.low == pytest.approx(0.335, abs=0.02)
    assert found.high == pytest.approx(0.601, abs=0.02)
    assert bootstrap_interval(hayes_and_krippendorff()) == found  # the seed is fixed


@pytest.mark.parametrize("metric", Metric)
def test_an_interval_of_every_metric_holds_the_figure(metric: Metric) -> None:
    table = hayes_and_krippendorff()
    figure = krippendorff_alpha(table, metric).value.value

    found = bootstrap_interval(table, metric)

    assert found.low < figure < found.high


def test_an_interval_from_draws_takes_units_that_vary() -> None:
    few = RatingTable.of([[1, 2, 2], [1, 2, 1]])
    same = RatingTable.of([[1] * 9, [1] * 9])
    much = RatingTable(tuple(range(2000)), np.zeros((2, 1001), np.int64), np.ones(1001))
    much.codes[:, 0] = 1

    assert bootstrap_interval(few).reason == "3 units are too few to draw from."
    assert bootstrap_interval(same).reason.startswith("All ratings are the same")
    assert bootstrap_interval(much).reason.startswith("There is too much to draw from")
