# SPDX-License-Identifier: MIT
"""A coefficient with its standard error, and the interval that follows from it.

Standard errors of formulas take units as independent of each other. Characters of one passage are
not: for them only a bootstrap over documents or turns says how sure a figure is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from coder_app.agreement.alpha import Coefficient, one_minus_ratio
from coder_app.agreement.intervals import Interval
from coder_app.core.places import tr

_NODES, _SHARES = np.polynomial.legendre.leggauss(64)
_NEARLY_NORMAL = 1000  # degrees of freedom from which the expansion is exact to 1e-14


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure, its standard error, and the distribution that its interval is taken from."""

    value: Coefficient
    error: Coefficient
    freedom: float = math.inf  # of Student's t; without bound: the normal distribution
    highest: float = math.inf  # where the interval is cut

    def interval(self, level: float = 0.95) -> Interval:
        """Give the two-sided interval, value ± quantile · standard error."""
        if self.value.value is None or self.error.value is None:
            return Interval(None, None, self.value.reason or self.error.reason)
        reach = t_quantile((1 + level) / 2, self.freedom) * self.error.value
        return Interval(self.value.value - reach, min(self.value.value + reach, self.highest))


def chance_corrected(observed: float, expected: float, units: float) -> Coefficient:
    """Turn observed and expected disagreement into 1 - D_o / D_e, or say why there is none."""
    return one_minus_ratio(np.array([observed]), np.array([expected]), np.array([units]))[0]


def standard_error(value: Coefficient, squares: float, units: float) -> Coefficient:
    """Take the root of Σ (v_u - v)² / (n (n - 1)), the squares already summed over n units."""
    if value.value is None:
        return value
    if units <= 1:
        return Coefficient(None, tr("One unit alone tells nothing about the spread."))
    return Coefficient(math.sqrt(max(squares, 0.0) / (units * (units - 1))))


def t_quantile(share: float, freedom: float) -> float:
    """Find where Student's t distribution has this share below; without bound, the normal one.

    Many degrees of freedom: Abramowitz & Stegun 1964, Handbook of Mathematical Functions, eq.
    26.7.5. Few: Newton's method on the integral of the density.
    """
    if not 0 < share < 1 or not freedom > 0:
        raise ValueError(f"no quantile: {share} of t with {freedom} degrees of freedom")
    if share < 0.5:
        return -t_quantile(1 - share, freedom)
    normal = NormalDist().inv_cdf(share)
    if freedom >= _NEARLY_NORMAL:
        return _expanded(normal, freedom)
    return _solved(share - 0.5, freedom)


def _expanded(normal: float, freedom: float) -> float:
    """Correct a normal quantile in powers of 1 / freedom (Abramowitz & Stegun 1964, 26.7.5)."""
    x, square = normal, normal * normal
    terms = (
        x * (square + 1) / 4,
        x * ((5 * square + 16) * square + 3) / 96,
        x * (((3 * square + 19) * square + 17) * square - 15) / 384,
        x * ((((79 * square + 776) * square + 1482) * square - 1920) * square - 945) / 92160,
    )
    return x + sum(term / freedom**power for power, term in enumerate(terms, start=1))


def _solved(above_half: float, freedom: float) -> float:
    """Find the angle θ = atan(t / √freedom); the share from 0 to t is c ∫ cos^(freedom-1) θ dθ."""
    log = math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2)
    scale = math.exp(log) / math.sqrt(math.pi)
    low, high = 0.0, math.pi / 2
    angle = min(above_half / scale, math.pi / 4)
    for _ in range(200):
        missing = above_half - scale * _area(angle, freedom - 1)
        low, high = (angle, high) if missing > 0 else (low, angle)
        step = missing / (scale * math.cos(angle) ** (freedom - 1))
        better = angle + step if low < angle + step < high else (low + high) / 2
        if abs(better - angle) <= 1e-15 * angle:
            break
        angle = better
    return math.sqrt(freedom) * math.tan(angle)


def _area(angle: float, power: float) -> float:
    """Integrate cos^power from 0 to an angle by Gauss and Legendre."""
    at = (_NODES + 1) * (angle / 2)
    return float((_SHARES * np.cos(at) ** power).sum()) * angle / 2
