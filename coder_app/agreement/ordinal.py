# SPDX-License-Identifier: MIT
"""Weights on a code's scale: ordinal alpha over the units that two coders or more coded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coder_app.agreement.alpha import Coefficient, Floats, Ints, one_minus_ratio
from coder_app.agreement.units import Axis, CodedDocument, Key, Ratings


def ordinal_alpha(ratings: Ratings, code: Key, levels: Sequence[int]) -> tuple[Coefficient, int]:
    """Compare the weights of a code; give alpha and the number of units with two weights.

    Krippendorff 2011, section D: δ² of two levels is the squared number of ratings from the one
    to the other, half of their own counted. Where passages of one coder overlap in a unit, the
    higher weight stands; a coding without weight is missing.
    """
    places = {level: n for n, level in enumerate(levels)}
    counts, weight = _weights(ratings, code, places)
    met = counts.sum(axis=1) >= 2
    counts, weight = counts[met], weight[met]
    rated = counts.sum(axis=1)
    pairs = (counts / (rated - 1)[:, None] * weight[:, None]).T @ counts
    pairs -= np.diag((counts * (weight / (rated - 1))[:, None]).sum(axis=0))
    totals = pairs.sum(axis=1)
    apart = _apart(totals)
    observed = (pairs * apart).sum()
    expected = totals @ apart @ totals / max(totals.sum() - 1, 1)
    figure = one_minus_ratio(
        np.array([observed]), np.array([expected]), np.array([float(weight.sum())])
    )[0]
    return figure, round(float(weight.sum()))


def _apart(totals: Floats) -> Floats:
    """δ² of each two levels (Krippendorff 2011, section D, ordinal)."""
    reached = np.cumsum(totals) - totals / 2
    return np.asarray((reached[:, None] - reached[None, :]) ** 2, dtype=np.float64)


def _weights(ratings: Ratings, code: Key, places: dict[int, int]) -> tuple[Floats, Floats]:
    """Count the weights of each run between borders: runs × levels, and the runs' lengths."""
    rows, lengths = [np.zeros((0, len(places)))], [np.zeros(0)]
    for number, axis in enumerate(ratings.axes):
        given = [
            _given(ratings.documents[number], axis, ratings.coders[who], code, places)
            for who in np.flatnonzero(ratings.present[:, number])
        ]
        found, length = _runs(given, len(places))
        rows.append(found)
        lengths.append(length)
    return np.concatenate(rows), np.concatenate(lengths)


def _given(
    document: CodedDocument, axis: Axis, coder: Key, code: Key, places: dict[int, int]
) -> tuple[Ints, Ints, Ints]:
    """Give the weighed passages of a coder: first unit, last + 1, place of the level."""
    spans = document.spans.get(coder, {}).get(code, ())
    weights = (document.weights or {}).get(coder, {}).get(code, ())
    table = np.array(spans, dtype=np.int64).reshape(-1, 2)
    first, last = axis.touched(table[:, 0], table[:, 1])
    level = np.full(len(table), -1, dtype=np.int64)
    for n, weight in enumerate(weights):
        level[n] = -1 if weight is None else places.get(weight, -1)
    keep = (first < last) & (level >= 0)
    return first[keep], last[keep], level[keep]


def _runs(given: list[tuple[Ints, Ints, Ints]], levels: int) -> tuple[Floats, Floats]:
    """Count in each run how many coders gave each level; the higher of one coder's stands."""
    ends = [edge for first, last, _ in given for edge in (first, last)]
    edges = np.unique(np.concatenate([np.zeros(0, np.int64), *ends]))
    runs = max(len(edges) - 1, 0)
    counts = np.zeros((runs, levels))
    for first, last, level in given:
        highest = np.full(runs, -1)
        begins, stops = np.searchsorted(edges, first), np.searchsorted(edges, last)
        for begin, stop, its in zip(begins, stops, level, strict=True):
            highest[begin:stop] = np.maximum(highest[begin:stop], its)
        some = np.flatnonzero(highest >= 0)
        counts[some, highest[some]] += 1
    return counts, np.diff(edges).astype(np.float64)
