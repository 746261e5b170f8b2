# SPDX-License-Identifier: MIT
"""Intervals: drawn by blocks, the same for the same seed, absent where they would mislead."""

from __future__ import annotations

import numpy as np
import pytest

from coder_app.agreement.intervals import (
    Interval,
    IntervalRule,
    Method,
    Over,
    Sums,
    bootstrap,
    no_interval,
)
from coder_app.core.stopping import Stopped, stoppable


def mean(sums: Sums) -> np.ndarray:
    units = sums["units"]
    return np.where(units > 0, sums["total"] / np.maximum(units, 1), np.nan)


def blocks(values: np.ndarray) -> dict[str, np.ndarray]:
    table = np.asarray(values, dtype=np.float64).reshape(len(values), -1)
    return {"total": table, "units": np.ones_like(table)}


def test_a_percentile_interval_is_that_of_a_mean() -> None:
    values = np.random.default_rng(1).normal(5, 2, size=200)

    (found,) = bootstrap(blocks(values), mean, IntervalRule(draws=4000))

    error = values.std(ddof=1) / np.sqrt(len(values))
    assert found.low == pytest.approx(values.mean() - 1.96 * error, abs=0.04)
    assert found.high == pytest.approx(values.mean() + 1.96 * error, abs=0.04)


def test_the_same_seed_gives_the_same_interval_and_another_seed_another() -> None:
    some = blocks(np.arange(30.0) ** 2)

    first, again, other = (bootstrap(some, mean, IntervalRule(seed=s)) for s in (1, 1, 2))

    assert first == again != other


def test_bca_moves_both_ends_towards_the_long_tail() -> None:
    some = blocks(np.random.default_rng(3).lognormal(0, 1.2, size=25))

    (plain,) = bootstrap(some, mean, IntervalRule(draws=4000))
    (corrected,) = bootstrap(some, mean, IntervalRule(draws=4000, method=Method.BCA))

    assert plain.low is not None
    assert plain.high is not None
    assert corrected.low > plain.low
    assert corrected.high > plain.high


def test_bca_of_a_symmetric_figure_is_nearly_the_percentile_interval() -> None:
    some = blocks(np.concatenate([np.arange(20.0), -np.arange(20.0)]))

    (plain,) = bootstrap(some, mean, IntervalRule(draws=4000))
    (corrected,) = bootstrap(some, mean, IntervalRule(draws=4000, method=Method.BCA))

    assert corrected.low == pytest.approx(plain.low, abs=0.25)
    assert corrected.high == pytest.approx(plain.high, abs=0.25)


@pytest.mark.parametrize("method", [Method.PERCENTILE, Method.BCA])
def test_an_interval_covers_the_truth_about_as_often_as_it_says(method: Method) -> None:
    random = np.random.default_rng(11)
    covered = 0
    for run in range(150):
        drawn = blocks(random.exponential(1.0, size=60))
        (found,) = bootstrap(drawn, mean, IntervalRule(draws=400, seed=run, method=method))
        covered += found.low <= 1.0 <= found.high

    assert 0.88 <= covered / 150 <= 0.99


def test_too_few_blocks_give_a_reason_instead() -> None:
    (found,) = bootstrap(blocks(np.arange(4.0)), mean, IntervalRule())

    assert found == Interval(
        None, None, "4 transcripts: too few to draw from. An interval takes 5 or more."
    )
    (turns,) = bootstrap(blocks(np.arange(1.0)), mean, IntervalRule(over=Over.TURNS))
    assert turns.reason.startswith("1 turn:")


def test_a_figure_that_most_draws_leave_undefined_has_no_interval() -> None:
    some = {"total": np.eye(12)[:1].T, "units": np.eye(12)[:1].T}  # only one block says anything

    (found,) = bootstrap(some, mean, IntervalRule())

    assert found.low is None
    assert "too rare for an interval" in found.reason


def test_an_undefined_figure_has_no_interval() -> None:
    some = {"total": np.zeros((12, 1)), "units": np.zeros((12, 1))}

    assert bootstrap(some, mean, IntervalRule())[0].reason == "There is no figure."


def test_where_nothing_varies_both_ends_are_the_figure_or_there_are_none() -> None:
    some = blocks(np.full(12, 3.0))

    (plain,) = bootstrap(some, mean, IntervalRule())
    (corrected,) = bootstrap(some, mean, IntervalRule(method=Method.BCA))

    assert (plain.low, plain.high) == (3.0, 3.0)
    assert (corrected.low, corrected.high) == (3.0, 3.0)


def test_many_blocks_are_drawn_a_few_times_at_once_with_the_same_result() -> None:
    values = np.random.default_rng(5).normal(size=3000)

    (found,) = bootstrap(blocks(values), mean, IntervalRule(draws=500))

    assert found.high - found.low == pytest.approx(2 * 1.96 / np.sqrt(3000), rel=0.2)


def test_drawing_ends_when_nobody_waits_any_more() -> None:
    with stoppable(lambda: True), pytest.raises(Stopped):
        bootstrap(blocks(np.arange(30.0)), mean, IntervalRule())


def test_groups_are_drawn_together_and_each_has_its_own_interval() -> None:
    values = np.stack([np.arange(20.0), np.arange(20.0) * 10], axis=1)

    first, second = bootstrap(blocks(values), mean, IntervalRule())

    assert second.low == pytest.approx(first.low * 10)


def test_an_interval_is_two_ends_or_a_reason() -> None:
    for wrong in ((1.0, None, ""), (None, None, ""), (1.0, 2.0, "why")):
        with pytest.raises(ValueError, match="two ends or a reason"):
            Interval(*wrong)
    assert no_interval().reason


def test_a_rule_without_draws_or_level_is_no_rule() -> None:
    for wrong in ({"draws": 0}, {"level": 1.0}, {"level": 0.0}):
        with pytest.raises(ValueError, match="level"):
            IntervalRule(**wrong)


def test_methods_and_what_is_drawn_have_words() -> None:
    for method in Method:
        assert method.words
        assert method.explanation.endswith(".")
    assert [over.words for over in Over] == [
        "transcripts, or turns if these are few",
        "whole transcripts",
        "turns",
    ]
