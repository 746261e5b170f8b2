# SPDX-License-Identifier: MIT
"""The planned number of units gives an interval as wide as wished, which covers as promised."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.agreement.alpha import Tally, krippendorff_alpha
from coder_app.agreement.planning import kappa_error, units_for_width, units_from_pilot

STUDIES = 2_000


@pytest.mark.parametrize(
    ("kappa", "prevalence", "width"), [(0.7, 0.3, 0.2), (0.8, 0.15, 0.2), (0.5, 0.5, 0.25)]
)
def test_intervals_of_simulated_studies_are_as_wide_and_cover_as_planned(
    kappa: float, prevalence: float, width: float
) -> None:
    units = units_for_width(kappa=kappa, prevalence=prevalence, width=width).units or 0
    both = prevalence**2 + kappa * prevalence * (1 - prevalence)
    apart = 2 * prevalence * (1 - prevalence) * (1 - kappa)
    draws = np.random.default_rng(5).multinomial(units, [both, apart, 1 - both - apart], STUDIES)
    tally = Tally.of(
        np.tile([[2, 0], [1, 1], [0, 2]], (STUDIES, 1)),
        weight=draws.ravel(),
        group=np.repeat(np.arange(STUDIES), 3),
        groups=STUDIES,
    )
    found = np.array([figure.value for figure in krippendorff_alpha(tally)], dtype=float)
    shares = (2 * draws[:, 0] + draws[:, 1]) / (2 * units)
    errors = np.array(
        [
            kappa_error(kappa=value, prevalence=share, units=units)
            for value, share in zip(found.tolist(), shares.tolist(), strict=True)
        ]
    )

    assert 0.93 <= (abs(found - kappa) <= 1.96 * errors).mean() <= 0.97
    assert 2 * 1.96 * errors.mean() == pytest.approx(width, rel=0.05)


def test_without_agreement_the_error_is_that_of_chance() -> None:
    assert kappa_error(kappa=0, prevalence=0.2, units=100) == pytest.approx(0.1)


def test_rare_codes_need_more_units() -> None:
    rare, common = (
        units_for_width(kappa=0.7, prevalence=share, width=0.2) for share in (0.05, 0.5)
    )

    assert (rare.units or 0) > 4 * (common.units or 0)
    assert "5% of the units" in rare.sentence
    assert "agreement of 0.70" in rare.sentence


@pytest.mark.parametrize(
    ("kappa", "prevalence", "width", "reason"),
    [
        (1.0, 0.3, 0.2, "from 0 to below 1"),
        (-0.1, 0.3, 0.2, "from 0 to below 1"),
        (0.7, 0.0, 0.2, "not on all"),
        (0.7, 1.0, 0.2, "not on all"),
        (0.7, 0.3, 0.0, "above 0"),
    ],
)
def test_what_cannot_be_planned_says_why(
    kappa: float, prevalence: float, width: float, reason: str
) -> None:
    found = units_for_width(kappa=kappa, prevalence=prevalence, width=width)

    assert found.units is None
    assert reason in found.sentence


def test_half_the_width_takes_four_times_the_pilot() -> None:
    assert units_from_pilot(units=12, measured=0.4, width=0.2).units == 48
    assert units_from_pilot(units=12, measured=0.4, width=0.4).units == 12
    assert "square root" in units_from_pilot(units=12, measured=0.4, width=0.2).sentence


def test_a_pilot_without_an_interval_plans_nothing() -> None:
    for units, measured, width in ((1, 0.4, 0.2), (12, 0.0, 0.2), (12, 0.4, 0.0)):
        assert units_from_pilot(units=units, measured=measured, width=width).units is None


@given(st.floats(0, 0.95), st.floats(0.05, 0.95), st.integers(50, 500))
def test_both_ways_of_planning_agree(kappa: float, prevalence: float, pilot: int) -> None:
    measured = 2 * 1.959963985 * kappa_error(kappa=kappa, prevalence=prevalence, units=pilot)

    planned = units_for_width(kappa=kappa, prevalence=prevalence, width=0.1).units or 0
    scaled = units_from_pilot(units=pilot, measured=measured, width=0.1).units or 0

    assert math.isclose(planned, scaled, abs_tol=1)
