# SPDX-License-Identifier: MIT
"""Agreement of any number of raters, some ratings missing, weighted or not.

Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed., chapters 2 to 5: one observed agreement,
from units with two ratings or more, against what each author takes for chance, from all units.
Written in disagreement: D = 1 - p_a, E = 1 - p_e; then kappa = 1 - D / E.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from coder_app.agreement import pairs
from coder_app.agreement.alpha import Coefficient, Floats
from coder_app.agreement.estimate import Estimate, chance_corrected, standard_error
from coder_app.agreement.plain import RatingTable, Value
from coder_app.core.places import tr


@dataclass(frozen=True, slots=True, eq=False)
class _Chance:
    """Disagreement expected by chance, and how much of it each unit brings in."""

    expected: float
    per_unit: Floats


_Model = Callable[[RatingTable, Floats], _Chance]


def fleiss_kappa(table: RatingTable, weights: Floats | None = None) -> Estimate:
    """Fleiss' kappa, p_e = Σ w_kl π_k π_l, with π the mean shares of categories.

    Fleiss 1971, Psychological Bulletin 76:378-382; missing and weighted: Gwet 2014, chapters 2, 3.
    """
    return _estimate(table, weights, _by_mean_shares)


def conger_kappa(table: RatingTable, weights: Floats | None = None) -> Estimate:
    """Conger's kappa, p_e = Σ w_kl (p̄_k p̄_l - s_kl / m): Cohen's chance over all pairs of raters.

    Conger 1980, Psychological Bulletin 88:322-328; missing and weighted: Gwet 2014, chapters 2, 3.
    """
    heard = (table.codes >= 0).any(axis=1)  # who rated nothing has no shares
    return _estimate(table.of_raters(*np.flatnonzero(heard)), weights, _by_own_shares)


def gwet_ac(table: RatingTable, weights: Floats | None = None) -> Estimate:
    """Gwet's AC1, AC2 with weights: p_e = Σ w_kl / (q (q - 1)) · Σ π_k (1 - π_k).

    Gwet 2008, British Journal of Mathematical and Statistical Psychology 61:29-48; weighted: Gwet
    2014, chapter 3.
    """
    return _estimate(table, weights, _by_doubt)


def brennan_prediger(table: RatingTable, weights: Floats | None = None) -> Estimate:
    """Brennan and Prediger's coefficient, p_e = Σ w_kl / q², all declared categories alike.

    Brennan & Prediger 1981, Educational and Psychological Measurement 41:687-699; as free-marginal
    multirater kappa in Randolph 2005.
    """
    return _estimate(table, weights, _by_equal_shares)


def observed_agreement(table: RatingTable, weights: Floats | None = None) -> Estimate:
    """Percent agreement p_a, not corrected for chance (Gwet 2014, chapter 2)."""
    return _estimate(table, weights, _by_nothing)


def light_kappa(table: RatingTable, weights: Floats | None = None) -> Coefficient:
    """Mean of Cohen's kappa over all pairs of raters, undefined if one of them is.

    Light 1971, Psychological Bulletin 76:365-377.
    """
    kappas = [
        pairs.cohen_kappa(table.of_raters(*pair), weights).value
        for pair in combinations(range(table.raters), 2)
    ]
    if not kappas:
        return chance_corrected(0.0, 0.0, 0.0)
    undefined = next((kappa for kappa in kappas if kappa.value is None), None)
    if undefined is not None:
        reason = tr("For one pair of raters or more: {0}").format(undefined.reason)
        return Coefficient(None, reason)
    return Coefficient(float(np.mean([kappa.value for kappa in kappas])))


def fleiss_by_category(table: RatingTable) -> dict[Value, Coefficient]:
    """Fleiss' kappa of each category against all others.

    Fleiss 1971, for complete ratings: 1 - Σ r_uk (m - r_uk) / (n m (m - 1) p_k (1 - p_k)).
    """
    return {
        category: fleiss_kappa(table.against_others(category)).value
        for category in table.categories
    }


def fleiss_null_error(table: RatingTable) -> Coefficient:
    """Give the standard error that Fleiss' kappa has if raters agree by chance only.

    Fleiss, Nee & Landis 1979, Psychological Bulletin 86:974-977, for m ratings of every unit, with
    s = Σ p (1 - p): 2 [s² - Σ p (1 - p)(1 - 2 p)] / (n m (m - 1) s²).
    """
    value = fleiss_kappa(table).value
    if value.value is None:
        return value
    rated = table.rated_at_least(1)
    ratings = set(rated.given.tolist())
    if len(ratings) > 1:
        return Coefficient(None, tr("It needs the same number of ratings for every unit."))
    each, units = ratings.pop(), rated.total(1.0)
    share = rated.counts() / (units * each)
    spread = float((share * (1 - share)).sum())
    skew = float((share * (1 - share) * (1 - 2 * share)).sum())
    variance = 2 * (spread**2 - skew) / (units * each * (each - 1) * spread**2)
    return Coefficient(float(np.sqrt(max(variance, 0.0))))


def fleiss_z(table: RatingTable) -> Coefficient:
    """Fleiss' kappa in its standard errors under chance (Fleiss, Nee & Landis 1979)."""
    return pairs.in_errors(fleiss_kappa(table).value, fleiss_null_error(table))


# ---- the framework


def _estimate(table: RatingTable, weights: Floats | None, model: _Model) -> Estimate:
    """Put observed and expected disagreement together, with the linearised standard error.

    Gwet 2014, chapter 5: each unit's kappa_u - 2 (1 - kappa)(p_e|u - p_e) / (1 - p_e).
    The interval is t with n - 1 degrees of freedom, and ends at 1.
    """
    distance = 1 - (np.eye(len(table.categories)) if weights is None else weights)
    rated, met = table.rated_at_least(1), table.rated_at_least(2)
    units, compared = rated.total(1.0), met.total(1.0)
    if not compared:
        none = chance_corrected(0.0, 0.0, 0.0)
        return Estimate(value=none, error=none)
    own = met.disagreement(distance)
    observed = met.total(own) / compared
    chance = model(rated, distance)
    value = chance_corrected(observed, chance.expected, compared)
    if value.value is None:
        return Estimate(value=value, error=value)
    parts = np.zeros(len(rated.weight))
    parts[rated.given >= 2] = units / compared * (chance.expected - own)
    ratio = observed / chance.expected
    parts -= 2 * ratio * (chance.expected - chance.per_unit)
    parts = parts / chance.expected - value.value
    error = standard_error(value, rated.total(parts**2), units)
    return Estimate(value=value, error=error, freedom=max(units - 1, 1.0), highest=1.0)


def _shares(rated: RatingTable) -> Floats:
    """Mean over units of the share of each category."""
    return rated.counts(1 / rated.given) / rated.total(1.0)


def _by_mean_shares(rated: RatingTable, distance: Floats) -> _Chance:
    share = _shares(rated)
    met_by = (distance + distance.T) @ share / 2
    return _Chance(float(share @ distance @ share), rated.sum_of(met_by) / rated.given)


def _by_doubt(rated: RatingTable, distance: Floats) -> _Chance:
    size = len(rated.categories)
    if size < 2:
        return _by_equal_shares(rated, distance)
    share = _shares(rated)
    factor = float((1 - distance).sum()) / (size * (size - 1))
    per_unit = 1 - factor * rated.sum_of(1 - share) / rated.given
    return _Chance(1 - factor * float((share * (1 - share)).sum()), per_unit)


def _by_equal_shares(rated: RatingTable, distance: Floats) -> _Chance:
    return _constant(rated, float(distance.mean()))


def _by_nothing(rated: RatingTable, distance: Floats) -> _Chance:
    del distance
    return _constant(rated, 1.0)


def _constant(rated: RatingTable, expected: float) -> _Chance:
    return _Chance(expected, np.full(len(rated.weight), expected))


def _by_own_shares(rated: RatingTable, distance: Floats) -> _Chance:
    """Take the mean over pairs of raters, which is Conger's p̄ p̄ - s / m, added up from above 0.

    A unit moves a rater's shares by n / n_g (its rating - her shares), if she rated it at all.
    """
    raters = rated.raters
    own = np.stack([rated.of_raters(rater).counts() for rater in range(raters)])
    number = own.sum(axis=1)
    share = own / number[:, None]
    between = share @ distance @ share.T
    expected = float(between[~np.eye(raters, dtype=bool)].sum()) / (raters * (raters - 1))
    # How far a rater's rating of each category is from what all others say.
    others = (share.sum(axis=0) - share) @ (distance + distance.T) / 2
    moved = others - (others * share).sum(axis=1, keepdims=True)
    padded = np.pad(moved, ((0, 0), (0, 1)))
    shift = np.take_along_axis(padded, rated.codes, axis=1) * (rated.total(1.0) / number)[:, None]
    return _Chance(expected, expected + shift.sum(axis=0) / (raters * (raters - 1)))
