# SPDX-License-Identifier: MIT
"""Krippendorff's alpha for values of any scale, with missing ratings and weights of units.

Krippendorff 2011, Computing Krippendorff's Alpha-Reliability; 2004, Content Analysis, chapter 11.
Units with one rating are dropped before anything is counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from coder_app.agreement.alpha import Coefficient, Floats
from coder_app.agreement.estimate import Estimate, chance_corrected, standard_error
from coder_app.agreement.intervals import (
    FEWEST_CLUSTERS,
    Interval,
    IntervalRule,
    Sums,
    bootstrap,
)
from coder_app.agreement.plain import RatingTable, Value, nominal
from coder_app.agreement.weightings import quadratic_distance, ratio_distance
from coder_app.core.places import tr, tr_n

_MOST_TO_DRAW = 100_000  # units × categories; with so many the standard error says as much


class Metric(StrEnum):
    """What kind of scale the values are on."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"


def krippendorff_alpha(
    table: RatingTable,
    metric: Metric = Metric.NOMINAL,
    *,
    distance: Floats | None = None,
    weights: Floats | None = None,
) -> Estimate:
    """Krippendorff's alpha with Gwet's standard error.

    Krippendorff 2011, sections C to E: 1 - (n - 1) Σ o_ck δ²_ck / Σ n_c n_k δ²_ck. A distance δ² of
    all pairs of categories, or agreement weights (Gwet 2014, chapter 3), replace the metric.
    Standard error: Gwet 2014, chapter 5, for t with as many degrees of freedom as units were
    rated, less one; the ordinal δ² is taken as given.
    """
    met = table.rated_at_least(2)
    if not met.total(1.0):
        none = chance_corrected(0.0, 0.0, 0.0)
        return Estimate(value=none, error=none)
    if weights is not None:
        distance = 1 - weights
    elif distance is None:
        distance = distances(met, metric)
    return _estimate(met, distance, table.rated_at_least(1).total(1.0))


def bootstrap_interval(
    table: RatingTable, metric: Metric = Metric.NOMINAL, rule: IntervalRule | None = None
) -> Interval:
    """Give alpha's interval from drawing units again, each with its weight.

    Efron & Tibshirani 1993, An Introduction to the Bootstrap, §13.3. Distances stay those of the
    whole table.
    """
    met = table.rated_at_least(2)
    value = krippendorff_alpha(met, metric).value
    columns = len(met.weight)
    if value.value is None:
        return Interval(None, None, value.reason)
    if columns < FEWEST_CLUSTERS:
        reason = tr_n(
            "{n} unit is too few to draw from.", "{n} units are too few to draw from.", columns
        )
        return Interval(None, None, reason)
    if columns * len(met.categories) > _MOST_TO_DRAW:
        return Interval(None, None, tr("There is too much to draw from; see the standard error."))
    distance = distances(met, metric)
    sums = {
        "unlike": met.weight[:, None] * (met.unlike(distance) / (met.given - 1))[:, None],
        "counts": (met.weight[:, None] * met.each_count).T[:, :, None],
    }
    return bootstrap(sums, _Formula(distance), rule or IntervalRule())[0]


@dataclass(frozen=True, slots=True, eq=False)
class _Formula:
    """Alpha from sums: of disagreement, and of ratings in each category."""

    distance: Floats

    def __call__(self, sums: Sums) -> Floats:
        counts = sums["counts"]
        expected = np.einsum("c...,ck,k...->...", counts, self.distance, counts, optimize=True)
        observed = sums["unlike"] * (counts.sum(axis=0) - 1)
        varies = expected > 0
        return np.where(varies, 1 - observed / np.where(varies, expected, 1), np.nan)


def distances(table: RatingTable, metric: Metric) -> Floats:
    """Give δ² of all pairs of categories (Krippendorff 2011, sections D and E).

    The ordinal one needs the number of ratings in each category, and the order of categories.
    """
    return _METRICS[metric](table)


def expected_agreement(table: RatingTable) -> Coefficient:
    """Give 1 - D_e of nominal alpha, the share of equal pairs if ratings were drawn at random.

    Krippendorff 2011, section C: Σ n_c (n_c - 1) / (n (n - 1)).
    """
    met = table.rated_at_least(2)
    counts = met.counts()
    all_ratings = float(counts.sum())
    unlike = float((counts * (all_ratings - counts)).sum())
    return chance_corrected(unlike, all_ratings * (all_ratings - 1), met.total(1.0))


def alpha_by_category(table: RatingTable) -> dict[Value, Coefficient]:
    """Alpha of each category against all others (Krippendorff 1980, Content Analysis)."""
    return {
        category: krippendorff_alpha(table.against_others(category)).value
        for category in table.categories
    }


@dataclass(frozen=True, slots=True)
class _Sums:
    """What alpha is made of: ratings n, disagreement observed and expected, n times each."""

    ratings: float
    observed: float
    expected: float


def _estimate(met: RatingTable, distance: Floats, rated: float) -> Estimate:
    counts, units = met.counts(), met.total(1.0)
    unlike = met.unlike(distance) / (met.given - 1)
    sums = _Sums(float(counts.sum()), met.total(unlike), float(counts @ distance @ counts))
    value = chance_corrected(sums.observed, sums.expected / max(sums.ratings - 1, 1.0), units)
    if value.value is None:
        return Estimate(value=value, error=value)
    # Of each unit's share in both: (D_u - D) - 2 (D / E)(E_u - E), times its ratings by the mean.
    observed, expected = sums.observed / sums.ratings, sums.expected / sums.ratings**2
    by_chance = met.sum_of((distance + distance.T) @ counts / 2) / (met.given * sums.ratings)
    parts = unlike / met.given - observed - 2 * observed / expected * (by_chance - expected)
    parts *= met.given / (sums.ratings / units) / expected
    error = standard_error(value, met.total(parts**2), units)
    return Estimate(value=value, error=error, freedom=max(rated - 1, 1.0), highest=1.0)


def _ordinal(table: RatingTable) -> Floats:
    """Squared difference of mid-ranks, which is (Σ n_g from c to k - (n_c + n_k) / 2)²."""
    counts = table.counts()
    return quadratic_distance(np.cumsum(counts) - counts / 2)


_METRICS: dict[Metric, Callable[[RatingTable], Floats]] = {
    Metric.NOMINAL: nominal,
    Metric.ORDINAL: _ordinal,
    Metric.INTERVAL: lambda table: quadratic_distance(table.numbers),
    Metric.RATIO: lambda table: ratio_distance(table.numbers),
}
