# SPDX-License-Identifier: MIT
"""Agreement of two raters, from the table of what one said where the other said what.

Only units that both rated count. All are 1 - D_o / D_e, observed by expected disagreement.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from coder_app.agreement.alpha import Coefficient, Floats
from coder_app.agreement.estimate import Estimate, chance_corrected
from coder_app.agreement.plain import RatingTable
from coder_app.core.places import tr

_NOTHING = 1e-12  # a standard error that is left over from rounding


@dataclass(frozen=True, slots=True, eq=False)
class Cross:
    """Shares of the units both rated: the first's categories × the second's."""

    share: Floats
    units: float
    distance: Floats  # 1 - agreement weight

    @classmethod
    def of(cls, table: RatingTable, weights: Floats | None = None) -> Cross:
        """Count a table of two raters; without weights, categories are alike or not."""
        if table.raters != 2:
            raise ValueError("a table of two raters is needed")
        size = len(table.categories)
        met = table.rated_at_least(2)
        at = met.codes[0] * size + met.codes[1]
        counts = np.bincount(at, met.weight, minlength=size * size).reshape(size, size)
        units = float(met.weight.sum())
        distance = 1 - (np.eye(size) if weights is None else weights)
        return cls(counts / max(units, 1), units, distance)

    @property
    def first(self) -> Floats:
        """Shares of the first rater's categories."""
        return np.asarray(self.share.sum(axis=1), dtype=np.float64)

    @property
    def second(self) -> Floats:
        """Shares of the second rater's categories."""
        return np.asarray(self.share.sum(axis=0), dtype=np.float64)

    @property
    def observed(self) -> float:
        """1 - p_o."""
        return float((self.distance * self.share).sum())

    @property
    def expected(self) -> float:
        """1 - p_e of Cohen: each rater's own shares."""
        return float(self.first @ self.distance @ self.second)

    @property
    def margins(self) -> Floats:
        """Distance that the first rater's category and the second's have on average, summed."""
        row, column = self.distance @ self.second, self.first @ self.distance
        return np.asarray(row[:, None] + column[None, :], dtype=np.float64)


def cohen_kappa(table: RatingTable, weights: Floats | None = None) -> Estimate:
    """Cohen's kappa, p_e = Σ w_kl p_k. p_.l, with its standard error and a normal interval.

    Cohen 1960, Educational and Psychological Measurement 20:37-46; weighted: Cohen 1968,
    Psychological Bulletin 70:213-220. Standard error: Fleiss, Cohen & Everitt 1969, Psychological
    Bulletin 72:323-327: { Σ p_kl [w - (w̄_k + w̄_l)(1 - κ)]² - [κ - p_e (1 - κ)]² } / (n (1 - p_e)²).
    """
    cross = Cross.of(table, weights)
    value = chance_corrected(cross.observed, cross.expected, cross.units)
    if value.value is None:
        return Estimate(value=value, error=value)
    # Their w - (w̄ + w̄)(1 - κ), and κ - p_e (1 - κ), written in distances 1 - w.
    ratio = cross.observed / cross.expected
    term = ratio * cross.margins - cross.distance
    center = ratio * cross.expected
    spread = float((cross.share * (term - center) ** 2).sum()) / cross.expected**2
    return Estimate(value=value, error=_root(spread / cross.units))


def cohen_null_error(table: RatingTable, weights: Floats | None = None) -> Coefficient:
    """Give the standard error that kappa has if raters agree by chance only.

    Fleiss, Cohen & Everitt 1969: { Σ p_k. p_.l [w - (w̄_k + w̄_l)]² - p_e² } / (n (1 - p_e)²).
    """
    cross = Cross.of(table, weights)
    value = chance_corrected(cross.observed, cross.expected, cross.units)
    if value.value is None:
        return value
    chance = np.outer(cross.first, cross.second)
    spread = float((chance * (cross.margins - cross.distance - cross.expected) ** 2).sum())
    return _root(spread / cross.expected**2 / cross.units)


def cohen_z(table: RatingTable, weights: Floats | None = None) -> Coefficient:
    """Kappa in its standard errors under chance (Fleiss, Cohen & Everitt 1969)."""
    return in_errors(cohen_kappa(table, weights).value, cohen_null_error(table, weights))


def cohen_maximum(table: RatingTable) -> Coefficient:
    """Give the highest kappa that these shares allow, p_o = Σ min(p_k., p_.k) (Cohen 1960)."""
    cross = Cross.of(table)
    unlike = float(np.maximum(cross.first - cross.second, 0).sum())
    return chance_corrected(unlike, cross.expected, cross.units)


def scott_pi(table: RatingTable) -> Coefficient:
    """Scott's pi, p_e = Σ ((p_k. + p_.k) / 2)², from both raters' shares together.

    Scott 1955, Public Opinion Quarterly 19:321-325.
    """
    cross = Cross.of(table)
    both = (cross.first + cross.second) / 2
    return chance_corrected(cross.observed, float(both @ cross.distance @ both), cross.units)


def bennett_s(table: RatingTable) -> Coefficient:
    """Bennett's S, p_e = 1 / q, every declared category equally likely.

    Bennett, Alpert & Goldstein 1954, Public Opinion Quarterly 18:303-308.
    """
    cross = Cross.of(table)
    return chance_corrected(cross.observed, 1 - 1 / max(len(table.categories), 1), cross.units)


def in_errors(value: Coefficient, error: Coefficient) -> Coefficient:
    """Divide a figure by its standard error."""
    if value.value is None or error.value is None:
        return Coefficient(None, value.reason or error.reason)
    if error.value < _NOTHING:
        return Coefficient(None, tr("The standard error is 0: there is nothing to test."))
    return Coefficient(value.value / error.value)


def _root(variance: float) -> Coefficient:
    return Coefficient(float(np.sqrt(max(variance, 0.0))))
