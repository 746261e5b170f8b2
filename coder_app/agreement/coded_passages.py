# SPDX-License-Identifier: MIT
"""Coded passages as units: a passage of one coder is found again if another's overlaps it enough.

Nobody can count the passages that nobody coded, so chance cannot be corrected for: there is no
alpha and no kappa here, but the share found again, and Holsti's coefficient.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np

from coder_app.agreement.alpha import Floats
from coder_app.agreement.units import Axis, Key, Ratings, Stretch


def matched(first: Sequence[Stretch], second: Sequence[Stretch], overlap: float) -> int:
    """Count passages of both that overlap by a share of what either covers, each matched once.

    Pairs are taken by the largest shared part first; `overlap` is shared / covered by either.
    """
    pairs = []
    later = sorted(range(len(second)), key=lambda n: second[n])
    longest = max((end - start for start, end in second), default=0)
    starts = [second[n][0] for n in later]
    for mine, (start, end) in enumerate(first):
        low = int(np.searchsorted(starts, start - longest, side="left"))
        for n in later[low : int(np.searchsorted(starts, end, side="left"))]:
            shared = min(end, second[n][1]) - max(start, second[n][0])
            either = max(end, second[n][1]) - min(start, second[n][0])
            if shared > 0 and shared >= overlap * either:
                pairs.append((-shared / either, mine, n))
    used: tuple[set[int], set[int]] = (set(), set())
    for _, mine, hers in sorted(pairs):
        if mine not in used[0] and hers not in used[1]:
            used[0].add(mine)
            used[1].add(hers)
    return len(used[0])


def sums_of_passages(ratings: Ratings, overlap: float) -> dict[str, Floats]:
    """Give the sums that percent and positive agreement need: … × documents × codes.

    Over each pair of coders: `units` are passages that either marked, `unlike_share` those that
    the other did not find, `split` = N1 + N2 - 2M and `yes_pairs` = N1 + N2, so that positive
    agreement is 2M / (N1 + N2): Holsti 1969, Content Analysis for the Social Sciences, p. 140.
    """
    shape = (len(ratings.documents), len(ratings.codes))
    coders = range(len(ratings.coders))
    given = np.zeros((len(ratings.coders), *shape))
    both, alike = np.zeros(shape), np.zeros(shape)
    for d, (document, axis) in enumerate(zip(ratings.documents, ratings.axes, strict=True)):
        here = [who for who in coders if ratings.present[who, d]]
        for c, code in enumerate(ratings.codes):
            spans = {
                who: _in_scope(document.spans, axis, ratings.coders[who], code) for who in here
            }
            for who in here:
                given[who, d, c] = len(spans[who])
            for a, b in combinations(here, 2):
                both[d, c] += len(spans[a]) + len(spans[b])
                alike[d, c] += matched(spans[a], spans[b], overlap)
    units = both - alike
    return {
        "units": units,
        "rated": units,
        "any": units,
        "all": alike,
        "differ": units - alike,
        "unlike_share": units - alike,
        "split": both - 2 * alike,
        "yes_pairs": both,
        "marked_each": given,
    }


def _in_scope(
    spans: Mapping[Key, Mapping[Key, Sequence[Stretch]]], axis: Axis, coder: Key, code: Key
) -> list[Stretch]:
    """Give a coder's passages as characters of the scope, each place once, without empty ones."""
    table = np.array(spans.get(coder, {}).get(code, ()), dtype=np.int64).reshape(-1, 2)
    first, last = axis.in_scope(table[:, 0]), axis.in_scope(table[:, 1])
    return sorted({(int(a), int(b)) for a, b in zip(first, last, strict=True) if a < b})
