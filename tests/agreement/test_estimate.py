# SPDX-License-Identifier: MIT
"""Intervals come from the right quantiles, and say why there are none."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.agreement.alpha import Coefficient
from coder_app.agreement.estimate import Estimate, chance_corrected, standard_error, t_quantile

TABLED = [  # share below, degrees of freedom, quantile to ten places or more
    (0.975, 1, 12.7062047361747),
    (0.975, 2, 4.30265272974946),
    (0.975, 3, 3.18244630528371),
    (0.975, 5, 2.57058183563631),
    (0.975, 10, 2.22813885198627),
    (0.975, 30, 2.04227245630124),
    (0.975, 100, 1.98397151852355),
    (0.995, 4, 4.60409487134999),
    (0.95, 7, 1.89457860509001),
    (0.9, 20, 1.32534070698650),
    (0.9995, 10, 4.58689385870270),
    (0.975, 1000, 1.96233908082641),
    (0.975, math.inf, 1.95996398454005),
]


@pytest.mark.parametrize(("share", "freedom", "quantile"), TABLED)
def test_quantiles_of_t_are_those_of_printed_tables(
    share: float, freedom: float, quantile: float
) -> None:
    assert t_quantile(share, freedom) == pytest.approx(quantile, rel=1e-11)
    assert t_quantile(1 - share, freedom) == pytest.approx(-quantile, rel=1e-11)


@given(st.floats(0.55, 0.9999))  # nearer to a half, the closed form for four cancels
def test_quantiles_agree_with_the_closed_forms_for_one_two_and_four_degrees(share: float) -> None:
    rest = 4 * share * (1 - share)
    four = 2 * math.sqrt(max(math.cos(math.acos(math.sqrt(rest)) / 3) / math.sqrt(rest) - 1, 0))

    assert t_quantile(share, 1) == pytest.approx(math.tan(math.pi * (share - 0.5)), rel=1e-9)
    assert t_quantile(share, 2) == pytest.approx((2 * share - 1) * math.sqrt(2 / rest), rel=1e-9)
    assert t_quantile(share, 4) == pytest.approx(four, rel=1e-8)


@pytest.mark.parametrize("share", [0.6, 0.9, 0.975, 0.9995, 0.99999])
def test_the_expansion_takes_over_without_a_step(share: float) -> None:
    assert t_quantile(share, 999.9999) == pytest.approx(t_quantile(share, 1000), rel=1e-8)
    assert t_quantile(share, 1e12) == pytest.approx(t_quantile(share, math.inf), rel=1e-11)


@pytest.mark.parametrize(("share", "freedom"), [(0, 3), (1, 3), (0.5, 0), (math.nan, 3)])
def test_a_quantile_that_there_is_not_is_a_mistake(share: float, freedom: float) -> None:
    with pytest.raises(ValueError, match="no quantile"):
        t_quantile(share, freedom)


def test_the_median_of_t_is_zero() -> None:
    assert t_quantile(0.5, 7) == pytest.approx(0, abs=1e-15)


def test_an_interval_widens_with_its_level_and_ends_where_the_figure_must() -> None:
    found = Estimate(value=Coefficient(0.9), error=Coefficient(0.1), freedom=11.0, highest=1.0)

    assert found.interval(0.5).high == pytest.approx(0.9 + 0.1 * 0.697445328, abs=1e-9)
    assert found.interval(0.95).low == pytest.approx(0.9 - 0.1 * 2.200985160, abs=1e-9)
    assert found.interval(0.95).high == 1.0


def test_an_interval_of_nothing_tells_the_reason_of_the_figure() -> None:
    nothing = Coefficient(None, "No unit was rated by two coders.")

    assert Estimate(value=nothing, error=nothing).interval().reason == nothing.reason
    alone = Estimate(value=Coefficient(1.0), error=Coefficient(None, "Too few."))
    assert alone.interval().reason == "Too few."


def test_a_figure_is_undefined_where_nothing_was_expected_or_compared() -> None:
    assert chance_corrected(0.1, 0.4, 10).value == pytest.approx(0.75)
    assert "chance" in chance_corrected(0.0, 0.0, 10).reason
    assert "rated by two" in chance_corrected(0.0, 0.5, 0).reason


def test_a_standard_error_takes_two_units() -> None:
    assert standard_error(Coefficient(0.5), 8.0, 2).value == 2.0
    assert standard_error(Coefficient(0.5), 8.0, 1).reason
    assert standard_error(Coefficient(None, "Why."), 8.0, 2).reason == "Why."
