# SPDX-License-Identifier: MIT
"""Agreement where a rating is a set of codes: how far two sets are apart, and alpha from it.

The empty set is a value ("no code applies"), not a missing rating; two empty sets are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence, Set
from enum import StrEnum
from fractions import Fraction

import numpy as np
from numpy.typing import ArrayLike

from coder_app.agreement.alpha import Floats
from coder_app.agreement.estimate import Estimate
from coder_app.agreement.krippendorff import krippendorff_alpha
from coder_app.agreement.plain import RatingTable

Codes = Set[Hashable]


class SetDistance(StrEnum):
    """A rule for how far two sets are apart."""

    JACCARD = "jaccard"
    MASI = "masi"
    PASSONNEAU = "passonneau2004"
    DKPRO = "dkpro_masi"


def set_distance(rule: SetDistance, one: Codes, other: Codes) -> float:
    """Give the distance, 0 for the same set to 1 for sets that share nothing."""
    return float(_DISTANCES[rule](one, other))


def set_alpha(
    ratings: Sequence[Sequence[Codes | None]],
    rule: SetDistance = SetDistance.MASI,
    *,
    weight: ArrayLike | None = None,
) -> Estimate:
    """Krippendorff's alpha over sets, each distinct set a value (Passonneau 2006, LREC)."""
    rows = [[None if codes is None else frozenset(codes) for codes in row] for row in ratings]
    return table_alpha(RatingTable.of(rows, weight=weight), rule)


def table_alpha(table: RatingTable, rule: SetDistance = SetDistance.MASI) -> Estimate:
    """Krippendorff's alpha of a table whose categories are sets (Passonneau 2006, LREC)."""
    return krippendorff_alpha(table, distance=_matrix(table, rule))


def _matrix(table: RatingTable, rule: SetDistance) -> Floats:
    sets = [value for value in table.categories if isinstance(value, frozenset)]
    if len(sets) < len(table.categories):
        raise ValueError("the categories are not sets")
    found = np.zeros((len(sets), len(sets)))
    for row, one in enumerate(sets):
        for column in range(row):
            found[row, column] = found[column, row] = set_distance(rule, one, sets[column])
    return found


def _jaccard(one: Codes, other: Codes) -> Fraction:
    """1 - |A ∩ B| / |A ∪ B| (Jaccard 1912, New Phytologist 11:37-50)."""
    union = len(one | other)
    return 1 - Fraction(len(one & other), union) if union else Fraction(0)


def _masi(one: Codes, other: Codes) -> Fraction:
    """1 - J M, with M 1 for the same, 2/3 inside, 1/3 overlapping, 0 apart (Passonneau 2006)."""
    return 1 - (1 - _jaccard(one, other)) * (1 - _passonneau(one, other))


def _passonneau(one: Codes, other: Codes) -> Fraction:
    """0 for the same, 1/3 inside, 2/3 overlapping, 1 apart (Passonneau 2004, LREC)."""
    if one == other:
        return Fraction(0)
    if one <= other or other <= one:
        return Fraction(1, 3)
    return Fraction(2, 3) if one & other else Fraction(1)


def _dkpro(one: Codes, other: Codes) -> Fraction:
    """Jaccard's distance times that of Passonneau 2004, which DKPro Statistics calls MASI."""
    return _jaccard(one, other) * _passonneau(one, other)


_DISTANCES: dict[SetDistance, Callable[[Codes, Codes], Fraction]] = {
    SetDistance.JACCARD: _jaccard,
    SetDistance.MASI: _masi,
    SetDistance.PASSONNEAU: _passonneau,
    SetDistance.DKPRO: _dkpro,
}
