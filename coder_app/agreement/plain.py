# SPDX-License-Identifier: MIT
"""A plain table of ratings, raters × units, and the share of it on which raters agree."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import ArrayLike

from coder_app.agreement.alpha import Coefficient, Floats, Ints
from coder_app.agreement.estimate import chance_corrected
from coder_app.core.places import tr

Value = Hashable
"""What a rater may say: a number, a word, a set of codes."""


@dataclass(frozen=True, slots=True, eq=False)
class RatingTable:
    """Who gave which unit which value, a column standing for `weight` equal units.

    Declared categories count although nobody used them; their order is that of an ordinal scale.
    """

    categories: tuple[Value, ...]
    codes: Ints  # raters × units: places in `categories`, -1 for missing
    weight: Floats

    @classmethod
    def of(
        cls,
        ratings: Sequence[Sequence[Value | None]],
        *,
        categories: Sequence[Value] | None = None,
        weight: ArrayLike | None = None,
    ) -> Self:
        """Take a row of values for each rater; None is missing, no column weighs nothing."""
        rows = [[None if _is_missing(value) else value for value in row] for row in ratings]
        if len({len(row) for row in rows}) > 1:
            raise ValueError("raters differ in the number of units")
        found = dict.fromkeys(value for row in rows for value in row if value is not None)
        known = _in_order(found) if categories is None else tuple(dict.fromkeys(categories))
        place: dict[Value | None, int] = {value: at for at, value in enumerate(known)}
        strange = [value for value in found if value not in place]
        if strange:
            raise ValueError(f"not among the declared categories: {strange}")
        place[None] = -1
        width = len(rows[0]) if rows else 0
        codes = np.array([[place[value] for value in row] for row in rows], dtype=np.int64)
        weights = np.ones(width) if weight is None else np.asarray(weight, dtype=np.float64)
        if weights.shape != (width,) or not np.all(weights >= 0):
            raise ValueError("each unit takes one weight, 0 or more")
        return cls(known, codes.reshape(len(rows), width)[:, weights > 0], weights[weights > 0])

    @property
    def raters(self) -> int:
        """Number of raters."""
        return len(self.codes)

    @property
    def numbers(self) -> Floats:
        """The categories as numbers, if they are."""
        found = [value for value in self.categories if isinstance(value, int | float)]
        if len(found) < len(self.categories):
            raise ValueError("the categories are not numbers")
        return np.array(found, dtype=np.float64)

    @property
    def has_numbers(self) -> bool:
        """Tell whether all categories are numbers."""
        return all(isinstance(value, int | float) for value in self.categories)

    @property
    def scale(self) -> Floats:
        """What weights are made from: the numbers, or ranks where categories are words."""
        return self.numbers if self.has_numbers else np.arange(1.0, len(self.categories) + 1)

    @property
    def given(self) -> Floats:
        """Number of ratings that each unit got."""
        return np.asarray((self.codes >= 0).sum(axis=0), dtype=np.float64)

    def rated_at_least(self, times: int) -> RatingTable:
        """Keep the units with so many ratings."""
        keep = self.given >= times
        return replace(self, codes=self.codes[:, keep], weight=self.weight[keep])

    def of_raters(self, *which: int) -> RatingTable:
        """Keep some raters."""
        return replace(self, codes=self.codes[list(which)])

    def occurring(self) -> RatingTable:
        """Forget categories that nobody used."""
        used, codes = np.unique(self.codes, return_inverse=True)
        codes = codes.reshape(self.codes.shape) - int((used < 0).any())
        kept = tuple(self.categories[place] for place in used[used >= 0])
        return replace(self, categories=kept, codes=codes)

    def against_others(self, category: Value) -> RatingTable:
        """Ask of each rating only whether it is this category."""
        place = self.categories.index(category)
        codes = np.where(self.codes < 0, -1, self.codes == place).astype(np.int64)
        return replace(self, categories=(False, True), codes=codes)

    def total(self, per_unit: Floats | float) -> float:
        """Sum something over all units, each with its weight."""
        return float((self.weight * per_unit).sum())

    def counts(self, per_unit: Floats | float = 1.0) -> Floats:
        """Sum something over all ratings of each category."""
        share = np.broadcast_to(self.weight * per_unit, self.codes.shape)
        there = self.codes >= 0
        found = np.bincount(self.codes[there], share[there], minlength=len(self.categories))
        return found.astype(np.float64)

    @property
    def each_count(self) -> Floats:
        """Number of ratings of each category that each unit got: units × categories."""
        size, units = len(self.categories), self.codes.shape[1]
        at = (np.arange(units) * size + self.codes)[self.codes >= 0]
        return np.bincount(at, minlength=units * size).reshape(units, size).astype(np.float64)

    def sum_of(self, per_category: Floats) -> Floats:
        """Sum, for each unit, what its ratings are worth."""
        padded = np.append(per_category, 0.0)  # a missing rating, -1, takes the last
        return np.asarray(padded[self.codes].sum(axis=0), dtype=np.float64)

    def unlike(self, distance: Floats) -> Floats:
        """Sum, for each unit, the distances of all ordered pairs of its ratings."""
        if len(self.categories) <= self.raters:  # fewer pairs of categories than of raters
            each = self.each_count
            paired = np.einsum("uc,uc->u", each @ distance, each) - each @ np.diag(distance)
            return np.asarray(paired, dtype=np.float64)
        padded = np.pad(distance, (0, 1))
        found = np.zeros(self.codes.shape[1])
        for rater in range(self.raters - 1):
            found += padded[self.codes[rater], self.codes[rater + 1 :]].sum(axis=0)
        return 2 * found

    def disagreement(self, distance: Floats) -> Floats:
        """Give each unit's mean distance over its pairs; all units have two ratings or more."""
        return np.asarray(self.unlike(distance) / (self.given * (self.given - 1)))


def nominal(table: RatingTable) -> Floats:
    """Distance 0 for the same category, 1 for another."""
    return 1 - np.eye(len(table.categories))


def percent_by_unit(table: RatingTable) -> Coefficient:
    """Mean over units of the share of pairs who agree (Fleiss 1971; Gwet 2014, p_a)."""
    met = table.rated_at_least(2)
    unlike = met.total(met.disagreement(nominal(met)))
    return chance_corrected(unlike, met.total(1.0), met.total(1.0))


def percent_by_rating(table: RatingTable) -> Coefficient:
    """1 - D_o of nominal alpha: units count by their ratings (Krippendorff 2011, section C)."""
    met = table.rated_at_least(2)
    unlike = met.total(met.unlike(nominal(met)) / (met.given - 1))
    return chance_corrected(unlike, met.total(met.given), met.total(1.0))


def percent_by_pair(table: RatingTable) -> Coefficient:
    """Share of agreeing pairs among all pairs of ratings of one unit, pooled."""
    met = table.rated_at_least(2)
    pairs = met.total(met.given * (met.given - 1))
    return chance_corrected(met.total(met.unlike(nominal(met))), pairs, met.total(1.0))


def percent_unanimous(table: RatingTable) -> Coefficient:
    """Share of units with two ratings or more on which all ratings are the same."""
    met = table.rated_at_least(2)
    differing = met.total(np.sign(met.unlike(nominal(met))))
    return chance_corrected(differing, met.total(1.0), met.total(1.0))


def holsti(first: float, second: float, alike: float) -> Coefficient:
    """2 M / (N1 + N2) from decisions of each coder and those made alike (Holsti 1969, p. 140)."""
    if min(first, second, alike) < 0 or alike > min(first, second):
        raise ValueError("no coder can have decided less often than both decided alike")
    if not first + second:
        return Coefficient(None, tr("Nobody decided anything: nothing to compare."))
    return Coefficient(2 * alike / (first + second))


def _is_missing(value: Value | None) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _in_order(found: dict[Value, None]) -> tuple[Value, ...]:
    """Sort numbers as numbers, before everything else as words."""
    numbers = sorted(value for value in found if isinstance(value, int | float))
    words = sorted((v for v in found if not isinstance(v, int | float)), key=_words)
    return (*numbers, *words)


def _words(value: Value) -> str:
    return " ".join(sorted(map(str, value))) if isinstance(value, frozenset) else str(value)
