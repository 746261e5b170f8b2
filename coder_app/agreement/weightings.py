# SPDX-License-Identifier: MIT
"""How far two values count as agreeing: 1 for the same, less the further apart they are.

Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed., chapter 3, gives all of them; whoever has
no numbers, or wants their order only, gives ranks.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from coder_app.agreement.alpha import Floats


class Weighting(StrEnum):
    """A rule that gives each pair of values its weight."""

    IDENTITY = "identity"
    QUADRATIC = "quadratic"
    LINEAR = "linear"
    ORDINAL = "ordinal"
    RADICAL = "radical"
    RATIO = "ratio"
    CIRCULAR = "circular"
    BIPOLAR = "bipolar"


def agreement_weights(weighting: Weighting, values: ArrayLike) -> Floats:
    """Give the weights of all pairs: distances, made 0 to 1 by the largest of them, from 1."""
    numbers = np.asarray(values, dtype=np.float64)
    distance = _DISTANCES[weighting](numbers)
    largest = distance.max(initial=0.0)
    return np.asarray(1 - distance / largest if largest > 0 else np.ones_like(distance))


def ranks(values: ArrayLike) -> Floats:
    """Give each value its place in their order, from 1."""
    numbers = np.asarray(values, dtype=np.float64)
    return np.asarray(np.searchsorted(np.unique(numbers), numbers) + 1, dtype=np.float64)


def apart(values: Floats) -> Floats:
    """How far each value is from each other one, signed."""
    return np.asarray(values[:, None] - values[None, :], dtype=np.float64)


def identity_distance(values: Floats) -> Floats:
    """0 for the same value, 1 for another."""
    return np.asarray(apart(values) != 0, dtype=np.float64)


def quadratic_distance(values: Floats) -> Floats:
    """(x - y)², Cohen 1968; also Krippendorff's interval metric."""
    return apart(values) ** 2


def linear_distance(values: Floats) -> Floats:
    """|x - y|, Cicchetti & Allison 1971."""
    return np.abs(apart(values))


def ordinal_distance(values: Floats) -> Floats:
    """C(|x - y| + 1, 2), the pairs among ranks from x to y: Gwet 2014, chapter 3."""
    steps = np.abs(apart(ranks(values)))
    return np.asarray(steps * (steps + 1) / 2, dtype=np.float64)


def radical_distance(values: Floats) -> Floats:
    """√|x - y|: Gwet 2014, chapter 3."""
    return np.sqrt(np.abs(apart(values)))


def ratio_distance(values: Floats) -> Floats:
    """((x - y) / (x + y))², 0 for 0 and 0: also Krippendorff's ratio metric."""
    if (values < 0).any():
        raise ValueError("a ratio scale has no values below 0")
    total = values[:, None] + values[None, :]
    return np.asarray((apart(values) / np.where(total > 0, total, 1)) ** 2, dtype=np.float64)


def circular_distance(values: Floats) -> Floats:
    """sin²(π (x - y) / U) on a circle of U = highest - lowest + 1: Gwet 2014, chapter 3."""
    around = np.ptp(values) + 1 if len(values) else 1.0
    return np.asarray(np.sin(np.pi * apart(values) / around) ** 2, dtype=np.float64)


def bipolar_distance(values: Floats) -> Floats:
    """(x - y)² / ((x + y - 2 lowest) (2 highest - x - y)): Gwet 2014, chapter 3."""
    if not len(values):
        return apart(values)
    total = values[:, None] + values[None, :]
    room = (total - 2 * values.min()) * (2 * values.max() - total)
    return np.asarray(apart(values) ** 2 / np.where(room > 0, room, 1), dtype=np.float64)


_DISTANCES: dict[Weighting, Callable[[Floats], Floats]] = {
    Weighting.IDENTITY: identity_distance,
    Weighting.QUADRATIC: quadratic_distance,
    Weighting.LINEAR: linear_distance,
    Weighting.ORDINAL: ordinal_distance,
    Weighting.RADICAL: radical_distance,
    Weighting.RATIO: ratio_distance,
    Weighting.CIRCULAR: circular_distance,
    Weighting.BIPOLAR: bipolar_distance,
}
