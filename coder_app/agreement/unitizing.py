# SPDX-License-Identifier: MIT
"""Agreement on where units begin and end and on what they are: the family of u-alpha.

Krippendorff, Mathet, Bouvry & Widlöcher 2016, Quality & Quantity 50:2347-2364. Each observer cuts
a continuum into units, each with a value, and the gaps between them. All that the coefficients
need is a sum over continua: worked out once as features, added up or resampled at will.

With V values the last axis of features holds (V + 2)² - 2 figures, in this order:
  (V + 1)²  lengths ℓ_ck that pairs of observers share (eq. 1); the last row and column are the gap;
  V + 1     K_c, squared lengths of units, and as K_φ the lengths of the gaps (eq. 4);
  V         K*_c, squared lengths of what of a unit meets any unit of another observer (eq. 10).
Every `..._of` function takes such an array with any axes before and returns one figure for each,
NaN where it is undefined.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import isqrt

import numpy as np
from numpy.typing import ArrayLike

from coder_app.agreement.alpha import Coefficient, Floats
from coder_app.agreement.segments import (
    Continuum,
    Value,
    code_segments,
    continuum_features,
    joint_segments,
    segments_of,
)
from coder_app.agreement.units import Ratings
from coder_app.core.places import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Unitizing:
    """The coefficients of the family, and how much of the text those of the units rest on."""

    u: Coefficient  # eq. 5: units, their values and gaps
    bar_u: Coefficient  # eq. 6: marked against not marked
    cu: Coefficient  # eq. 11: values where units of two observers meet
    cu_coverage: Coefficient
    ku: dict[Value, Coefficient]  # eq. 13: one value where units meet
    ku_coverage: dict[Value, Coefficient]


def unitizing(
    continua: Iterable[Continuum], *, difference: Mapping[tuple[Value, Value], float] | None = None
) -> Unitizing:
    """Work out all coefficients over continua; `difference` is δ² of two values, nominal if None.

    It is looked up in either order, and only cu- and ku-alpha know it: a gap differs from every
    value alike.
    """
    continua = tuple(continua)
    found = [unit[2] for one in continua for units in one.units.values() for unit in units]
    values = tuple(dict.fromkeys(found))
    segments = segments_of(continua, values)
    if segments.overlap():
        return _nothing(values, overlapping())
    features = np.asarray(continuum_features(segments).sum(axis=0))
    return coefficients(features, values, _matrix(values, difference))


def overlapping() -> str:
    """Say why units that overlap give no figure."""
    return tr("A coder marked the same text twice: look at each code by itself.")


def u_alpha_features(ratings: Ratings) -> Floats:
    """Take each code in each document as a continuum of its own: codes × documents × 7.

    Code against gap is all there is to tell apart. Pieces of one coder that touch are one unit.
    """
    shape = (len(ratings.codes), len(ratings.documents), 7)
    return continuum_features(code_segments(ratings)).reshape(shape)


def together(ratings: Ratings) -> Unitizing:
    """Work out all coefficients with every code as a value of one continuum per document."""
    segments = joint_segments(ratings)
    if segments.overlap():
        return _nothing(ratings.codes, overlapping())
    return coefficients(continuum_features(segments).sum(axis=0), ratings.codes)


@dataclass(frozen=True, slots=True, eq=False)
class _Parts:
    """Features taken apart again; any axes before the last stay."""

    shared: Floats  # … × (V + 1) × (V + 1)
    squares: Floats  # … × (V + 1)
    squares_met: Floats  # … × V

    @classmethod
    def of(cls, features: ArrayLike) -> _Parts:
        table = np.asarray(features, dtype=np.float64)
        values = isqrt(table.shape[-1] + 2) - 2
        cells = (values + 1) ** 2
        if values < 0 or cells + 2 * values + 1 != table.shape[-1]:
            raise ValueError("the last axis does not hold features of a continuum")
        shared = table[..., :cells].reshape(*table.shape[:-1], values + 1, values + 1)
        return cls(shared, table[..., cells : cells + values + 1], table[..., cells + values + 1 :])

    @property
    def met(self) -> Floats:
        """Lengths that units of two observers share: ℓ* of eq. 10."""
        return self.shared[..., :-1, :-1]


def u_alpha_of(features: ArrayLike) -> Floats:
    """Work out u-alpha (eq. 5): 1 - (ℓ_.. - Σ ℓ_cc) / (ε_.. - Σ ε_cc)."""
    parts = _Parts.of(features)
    length = parts.shared.sum(axis=-1)
    total = length.sum(axis=-1)
    unlike = _unlike(parts.shared).sum(axis=(-2, -1))
    expected = total * (length * (total[..., None] - length)).sum(axis=-1)
    return _one_minus(unlike * (total**2 - parts.squares.sum(axis=-1)), expected)


def bar_u_alpha_of(features: ArrayLike) -> Floats:
    """Work out |u-alpha (eq. 6): marked against not marked, whatever the value."""
    parts = _Parts.of(features)
    gap, total = parts.shared[..., -1, :].sum(axis=-1), parts.shared.sum(axis=(-2, -1))
    unlike = parts.shared[..., -1, :-1].sum(axis=-1)
    expected = total * gap * parts.shared[..., :-1, :].sum(axis=(-2, -1))
    return _one_minus(unlike * (total**2 - parts.squares.sum(axis=-1)), expected)


def cu_alpha_of(features: ArrayLike, difference: Floats | None = None) -> Floats:
    """Work out cu-alpha (eq. 11); `difference` is δ² of values, V × V, nominal if None."""
    parts = _Parts.of(features)
    apart = _apart(parts, difference)
    length = parts.met.sum(axis=-1)
    total, squares = length.sum(axis=-1), parts.squares_met.sum(axis=-1)
    expected = total * ((length @ apart) * length).sum(axis=-1)
    return _one_minus((parts.met * apart).sum(axis=(-2, -1)) * (total**2 - squares), expected)


def ku_alpha_of(features: ArrayLike, difference: Floats | None = None) -> Floats:
    """Work out (k)u-alpha (eq. 13) for each value: … × V."""
    parts = _Parts.of(features)
    apart = _apart(parts, difference)
    length = parts.met.sum(axis=-1)
    expected = length.sum(axis=-1)[..., None] * length - parts.squares_met  # ε*_.k, undivided
    unlike = (parts.met * apart).sum(axis=-1)
    return _one_minus(expected * unlike, length * (length @ apart) * length)


def cu_coverage_of(features: ArrayLike) -> Floats:
    """Say how much of all that was looked at meets a unit of another observer: ℓ*_.. / ℓ_.. ."""
    parts = _Parts.of(features)
    return _ratio(parts.met.sum(axis=(-2, -1)), parts.shared.sum(axis=(-2, -1)))


def ku_coverage_of(features: ArrayLike) -> Floats:
    """Say how much of a value's length meets a unit of another observer: ℓ*_.k / ℓ_.k, … × V."""
    parts = _Parts.of(features)
    return _ratio(parts.met.sum(axis=-1), parts.shared[..., :-1, :].sum(axis=-1))


def coefficients(
    features: ArrayLike, values: Sequence[Value], difference: Floats | None = None
) -> Unitizing:
    """Turn features of one continuum, or their sum over several, into figures with reasons."""
    parts = _Parts.of(features)
    if not parts.shared.any():
        return _nothing(values, tr("No text was looked at by two coders."))
    if not parts.shared[..., :-1, :].any():
        return _nothing(values, tr("Nobody marked anything: nothing to compare."))
    alike = tr("All coders gave all of the text the same value: nothing to tell from chance.")
    no_gap = tr("Nobody left text unmarked: marked and unmarked cannot be told apart.")
    never = tr("Nowhere did two coders mark the same text.")
    one = tr("Where two coders marked the same text, all used one and the same value.")
    met = parts.met.sum(axis=-1)
    return Unitizing(
        u=_figure(u_alpha_of(features), alike),
        bar_u=_figure(bar_u_alpha_of(features), no_gap),
        cu=_figure(cu_alpha_of(features, difference), one if met.any() else never),
        cu_coverage=_figure(cu_coverage_of(features), ""),
        ku={
            value: _figure(figure, one if there else _meets_gaps())
            for value, figure, there in zip(
                values, ku_alpha_of(features, difference), met, strict=True
            )
        },
        ku_coverage={
            value: _figure(figure, _unused())
            for value, figure in zip(values, ku_coverage_of(features), strict=True)
        },
    )


def _meets_gaps() -> str:
    return tr("What was marked with it was marked by nobody else.")


def _unused() -> str:
    return tr("Nobody used it: nothing to compare.")


def _figure(value: np.float64 | Floats, reason: str) -> Coefficient:
    return Coefficient(None, reason) if np.isnan(value) else Coefficient(float(value))


def _nothing(values: Iterable[Value], reason: str) -> Unitizing:
    none = Coefficient(None, reason)
    each = dict.fromkeys(values, none)
    return Unitizing(u=none, bar_u=none, cu=none, cu_coverage=none, ku=each, ku_coverage=each)


def _matrix(
    values: Sequence[Value], difference: Mapping[tuple[Value, Value], float] | None
) -> Floats | None:
    if difference is None:
        return None
    both = {(b, a): apart for (a, b), apart in difference.items()} | dict(difference)
    return np.array([[0.0 if a == b else both[a, b] for b in values] for a in values])


def _apart(parts: _Parts, difference: Floats | None) -> Floats:
    values = parts.met.shape[-1]
    return 1 - np.eye(values) if difference is None else np.asarray(difference, np.float64)


def _unlike(shared: Floats) -> Floats:
    return shared * (1 - np.eye(shared.shape[-1]))


def _one_minus(observed: Floats, expected: Floats) -> Floats:
    return 1 - _ratio(observed, expected)


def _ratio(part: Floats, whole: Floats) -> Floats:
    known = whole > 0
    return np.where(known, part / np.where(known, whole, 1.0), np.nan)
