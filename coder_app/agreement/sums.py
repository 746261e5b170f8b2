# SPDX-License-Identifier: MIT
"""Sums over units that all measures are made of; they add up over blocks, groups and draws."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import combinations

import numpy as np

from coder_app.agreement.alpha import Floats, Ints
from coder_app.agreement.units import Bools, Ratings

PER_UNIT = (
    "units",
    "unlike",
    "unlike_share",
    "yes",
    "no",
    "rated",
    "share_yes",
    "split",
    "yes_pairs",
    "no_pairs",
    "any",
    "all",
    "differ",
)
"""Sums that are one number for each block and group; the others have coders or pairs in front."""


def sums_of(
    ratings: Ratings, group: Ints, groups: int, names: frozenset[str] | None = None
) -> dict[str, Floats]:
    """Sum over the runs of each block and group: … × blocks × groups.

    units: rated by two or more; unlike: Σ w 2yn / (r - 1); unlike_share: Σ w 2yn / (r (r - 1));
    yes, no: ratings of these units; rated: units rated at all, share_yes: Σ w y / r over them;
    split: Σ w y n, yes_pairs: Σ w y (r - 1), no_pairs: Σ w n (r - 1);
    any, all, differ: met units that someone, everyone, not everyone marked;
    rated_each, yes_each, marked_each (met units only): coders × …;
    pair_both, pair_unlike, pair_first, pair_second: pairs × …
    """
    at = ratings.block * groups + group
    shape = (ratings.blocks, groups)

    def total(values: Floats) -> Floats:
        summed = np.bincount(at, values, minlength=shape[0] * shape[1])
        return np.asarray(summed.reshape(shape), dtype=np.float64)

    weight = ratings.weight.astype(np.float64)
    if names is None and _always_together(ratings):
        return _of_two(ratings, weight, total)
    yes = np.add.reduce(ratings.yes, axis=0, dtype=np.int16).astype(np.float64)
    rated = ratings.present.sum(axis=0)[ratings.document].astype(np.float64)
    wanted = {
        **_per_unit(weight, yes, rated),
        **_per_coder(ratings, groups, weight, total),
    }
    found: dict[str, Floats] = {}
    for name, make in wanted.items():
        if names is None or name in names:
            found[name] = make() if name not in PER_UNIT else total(make())
    return found


def of_blocks(sums: Mapping[str, Floats], some: Ints | Bools) -> dict[str, Floats]:
    """Keep some blocks only."""
    return {name: table[..., some, :] for name, table in sums.items()}


def grouped(sums: Mapping[str, Floats], into: Ints, groups: int) -> dict[str, Floats]:
    """Add groups up into larger ones: `into` gives each group its new number."""
    member = np.zeros((len(into), groups))
    member[np.arange(len(into)), into] = 1.0
    return {name: table @ member for name, table in sums.items()}


def _always_together(ratings: Ratings) -> bool:
    """Tell whether there are two coders, and no document that only one of them rated."""
    return len(ratings.coders) == 2 and bool((ratings.present[0] == ratings.present[1]).all())


def _of_two(
    ratings: Ratings, weight: Floats, total: Callable[[Floats], Floats]
) -> dict[str, Floats]:
    """Make all sums of two coders from the four cells of their table: a fifth of the work."""
    first, second = ratings.yes
    here = weight * ratings.rated[0]
    units, mine, hers, both = (
        total(each) for each in (here, here * first, here * second, here * (first & second))
    )
    differ = mine + hers - 2 * both
    yes, no = mine + hers, 2 * units - mine - hers
    return {
        "units": units,
        "unlike": 2 * differ,
        "unlike_share": differ,
        "yes": yes,
        "no": no,
        "rated": units,
        "share_yes": yes / 2,
        "split": differ,
        "yes_pairs": yes,
        "no_pairs": no,
        "any": both + differ,
        "all": both,
        "differ": differ,
        "rated_each": np.stack([units, units]),
        "yes_each": np.stack([mine, hers]),
        "marked_each": np.stack([mine, hers]),
        "pair_both": units[None],
        "pair_unlike": differ[None],
        "pair_first": mine[None],
        "pair_second": hers[None],
    }


def over_blocks(sums: Mapping[str, Floats]) -> dict[str, Floats]:
    """Add up over all blocks: … × groups."""
    return {name: table.sum(axis=-2) for name, table in sums.items()}


def _per_unit(weight: Floats, yes: Floats, rated: Floats) -> dict[str, Callable[[], Floats]]:
    met = weight * (rated >= 2)
    no = rated - yes
    others = np.maximum(rated - 1, 1)
    return {
        "units": lambda: met,
        "unlike": lambda: met * 2 * yes * no / others,
        "unlike_share": lambda: met * 2 * yes * no / (others * np.maximum(rated, 1)),
        "yes": lambda: met * yes,
        "no": lambda: met * no,
        "rated": lambda: weight * (rated >= 1),
        "share_yes": lambda: weight * yes / np.maximum(rated, 1),
        "split": lambda: met * yes * no,
        "yes_pairs": lambda: met * yes * (rated - 1),
        "no_pairs": lambda: met * no * (rated - 1),
        "any": lambda: met * (yes > 0),
        "all": lambda: met * (yes == rated),
        "differ": lambda: met * ((yes > 0) & (yes < rated)),
    }


def _per_coder(
    ratings: Ratings, groups: int, weight: Floats, total: Callable[[Floats], Floats]
) -> dict[str, Callable[[], Floats]]:
    present, yes = ratings.rated, ratings.yes
    coders = range(len(ratings.coders))
    pairs = list(combinations(coders, 2))

    met = weight * (present.sum(axis=0) >= 2)
    none = (0, ratings.blocks, groups)

    def stacked(values: list[Floats]) -> Floats:
        return np.stack([total(value) for value in values]) if values else np.zeros(none)

    def of_pairs(what: Callable[[int, int], Floats]) -> Floats:
        return stacked([weight * present[a] * present[b] * what(a, b) for a, b in pairs])

    return {
        "rated_each": lambda: stacked([weight * present[who] for who in coders]),
        "yes_each": lambda: stacked([weight * yes[who] for who in coders]),
        "marked_each": lambda: stacked([met * yes[who] for who in coders]),
        "pair_both": lambda: of_pairs(lambda _a, _b: np.ones_like(weight)),
        "pair_unlike": lambda: of_pairs(lambda a, b: (yes[a] != yes[b]).astype(np.float64)),
        "pair_first": lambda: of_pairs(lambda a, _b: yes[a].astype(np.float64)),
        "pair_second": lambda: of_pairs(lambda _a, b: yes[b].astype(np.float64)),
    }
