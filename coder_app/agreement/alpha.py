# SPDX-License-Identifier: MIT
"""Chance-corrected agreement from counts of ratings; an undefined figure says why, in words.

Every function takes many groups (codes, documents) at once and gives one `Coefficient` for each.
All work on what coders gave *differently*, observed and expected: what is near 0 is then summed,
never left over from a subtraction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from coder_app.core.places import tr

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A figure, or the reason why there is none; never a 0 or 1 that stands for "undefined"."""

    value: float | None
    reason: str = ""

    def __post_init__(self) -> None:
        if (self.value is None) != bool(self.reason):
            raise ValueError("a coefficient has either a value or a reason")


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """How many coders gave each value: rows for `weight` equal units, in groups."""

    counts: Floats  # rows × values
    weight: Floats
    group: Ints
    groups: int

    @classmethod
    def of(
        cls,
        counts: ArrayLike,
        *,
        weight: ArrayLike | None = None,
        group: ArrayLike | None = None,
        groups: int = 1,
    ) -> Self:
        """Take counts of values; without more, each row is one unit and all rows are one group."""
        table = np.asarray(counts, dtype=np.float64)
        rows = len(table)
        return cls(
            counts=table,
            weight=np.ones(rows) if weight is None else np.asarray(weight, dtype=np.float64),
            group=np.zeros(rows, dtype=np.int64) if group is None else np.asarray(group, np.int64),
            groups=groups,
        )

    @property
    def ratings(self) -> Floats:
        """Number of ratings that each unit got."""
        return np.asarray(np.einsum("uv->u", self.counts), dtype=np.float64)

    def rated_at_least(self, times: int) -> Tally:
        """Keep the units with so many ratings."""
        keep = self.ratings >= times
        if keep.all():
            return self
        return Tally(self.counts[keep], self.weight[keep], self.group[keep], self.groups)

    def total(self, per_unit: Floats | float) -> Floats:
        """Sum something over the units of each group."""
        sums = np.bincount(self.group, self.weight * per_unit, minlength=self.groups)
        return sums.astype(np.float64)

    def totals(self, per_value: Floats) -> Floats:
        """Sum something that units have for each value: values × groups."""
        return np.stack([self.total(column) for column in per_value.T])

    def unlike_pairs(self) -> Floats:
        """Ordered pairs of different ratings inside each unit."""
        different = self.ratings[:, None] - self.counts
        return np.asarray(np.einsum("uv,uv->u", self.counts, different), dtype=np.float64)


def krippendorff_alpha(tally: Tally) -> list[Coefficient]:
    """Krippendorff's alpha for nominal values.

    Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section C: 1 - D_o / D_e from
    coincidences, each pair weighted by 1 / (ratings of its unit - 1). Units with one rating are
    dropped before anything is counted.
    """
    met = tally.rated_at_least(2)
    observed = met.total(met.unlike_pairs() / (met.ratings - 1))
    values = met.totals(met.counts)
    n = values.sum(axis=0)
    expected = (values * (n - values)).sum(axis=0) / np.maximum(n - 1, 1)
    return one_minus_ratio(observed, expected, met.total(1.0))


def fleiss_kappa(tally: Tally) -> list[Coefficient]:
    """Fleiss' kappa for any number of coders, missing ratings allowed.

    Fleiss 1971, Psychological Bulletin 76:378, as extended by Gwet 2014, Handbook of Inter-Rater
    Reliability, chapter 2: units with two ratings or more give the observed agreement, those with
    one count for the expected agreement too.
    """
    met, rated = tally.rated_at_least(2), tally.rated_at_least(1)
    share = rated.totals(rated.counts / rated.ratings[:, None]) / np.maximum(rated.total(1.0), 1)
    expected = (share * (1 - share)).sum(axis=0)
    return one_minus_ratio(_disagreement(met), expected, met.total(1.0))


def percent_agreement(tally: Tally) -> list[Coefficient]:
    """Mean over units of the share of pairs of coders who agree (Gwet 2014, chapter 2: p_a)."""
    met = tally.rated_at_least(2)
    return one_minus_ratio(_disagreement(met), np.ones(met.groups), met.total(1.0))


def cohen_kappa(tables: ArrayLike) -> list[Coefficient]:
    """Cohen's kappa from tables of the units both rated: groups × first's value × second's.

    Cohen 1960, Educational and Psychological Measurement 20:37-46. Exactly 0 if one coder never
    varies; undefined if neither does and both gave the same.
    """
    table = np.asarray(tables, dtype=np.float64)
    n = table.sum(axis=(1, 2))
    first, second = table.sum(axis=2), table.sum(axis=1)
    observed = n - np.trace(table, axis1=1, axis2=2)
    expected = (first * (n[:, None] - second)).sum(axis=1) / np.maximum(n, 1)
    return one_minus_ratio(observed, expected, n)


def _disagreement(met: Tally) -> Floats:
    """1 - p_a for each group."""
    unlike = met.total(met.unlike_pairs() / (met.ratings * (met.ratings - 1)))
    return np.asarray(unlike / np.maximum(met.total(1.0), 1), dtype=np.float64)


def one_minus_ratio(observed: Floats, expected: Floats, units: Floats) -> list[Coefficient]:
    """Turn observed and expected disagreement into a figure, or say why there is none."""
    never_met = Coefficient(None, tr("No unit was rated by two coders."))
    no_variation = Coefficient(
        None, tr("All ratings are the same: agreement cannot be told from chance.")
    )
    return [
        never_met if not n else no_variation if not e else Coefficient(float(1 - o / e))
        for o, e, n in zip(observed, expected, units, strict=True)
    ]
