# SPDX-License-Identifier: MIT
"""Units that observers mark in texts, as columns, and the sums that unitizing needs of them.

Cost grows with the units marked, not with the length of the text.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from coder_app.agreement.alpha import Floats, Ints
from coder_app.agreement.units import Bools, Key, Ratings

Value = Hashable
ValuedUnit = tuple[int, int, Value]  # start, end (excluded), value


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuum:
    """A text and the units that each observer found in it; who is not named did not look at it.

    Units of one observer may touch, also with the same value: they stay two. They may not overlap.
    """

    length: int
    units: Mapping[Key, Sequence[ValuedUnit]]


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Units of all observers in all continua, as columns ordered by observer and place.

    Places run through all continua, one after the other.
    """

    observer: Ints
    continuum: Ints
    start: Ints
    end: Ints
    value: Ints
    values: int
    sizes: Ints  # length of each continuum
    present: Bools  # observers × continua

    @property
    def offsets(self) -> Ints:
        """Place where each continuum begins, and where the last one ends."""
        return np.concatenate([[0], np.cumsum(self.sizes)])

    @property
    def weight(self) -> Floats:
        """1 / (observers - 1) for each continuum, 0 where fewer than two looked."""
        observers = self.present.sum(axis=0)
        return np.where(observers > 1, 1 / np.maximum(observers - 1, 1), 0.0)

    def overlap(self) -> bool:
        """Tell whether some observer marked a place twice."""
        follows = (self.observer[1:] == self.observer[:-1]) & (self.start[1:] < self.end[:-1])
        return bool(follows.any())


def segments_of(continua: Sequence[Continuum], values: Sequence[Value]) -> Segments:
    """Lay the units of continua one after the other; values are numbered in the order given."""
    number = {value: index for index, value in enumerate(values)}
    observers = tuple(dict.fromkeys(observer for one in continua for observer in one.units))
    sizes = np.array([one.length for one in continua], dtype=np.int64)
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    rows = [
        (who, which, start, end, number[value])
        for which, one in enumerate(continua)
        for who, observer in enumerate(observers)
        for start, end, value in one.units.get(observer, ())
    ]
    who, which, start, end, value = np.array(rows, dtype=np.int64).reshape(-1, 5).T
    if ((start < 0) | (start >= end) | (end > sizes[which])).any():
        raise ValueError("units are empty or lie outside of their continuum")
    present = np.array([[observer in one.units for one in continua] for observer in observers])
    return _ordered(
        Segments(
            who,
            which,
            start + offsets[which],
            end + offsets[which],
            value,
            len(values),
            sizes,
            present.reshape(len(observers), len(continua)).astype(np.bool_),
        )
    )


def _ordered(segments: Segments) -> Segments:
    order = np.lexsort((segments.start, segments.observer))
    return replace(
        segments,
        observer=segments.observer[order],
        continuum=segments.continuum[order],
        start=segments.start[order],
        end=segments.end[order],
        value=segments.value[order],
    )


def code_segments(ratings: Ratings) -> Segments:
    """Take each code in each document as a continuum, codes first; the code is the only value.

    Length counts units in scope. What one coder marked with a code in pieces that overlap or touch
    is one unit, so that marking sentence by sentence and marking the paragraph are the same.
    """
    documents, codes = len(ratings.documents), len(ratings.codes)
    who, code, document, start, end = _stretches(ratings)
    sizes = _sizes(ratings)
    shift = np.arange(codes, dtype=np.int64)[:, None] * sizes.sum() + np.cumsum(sizes) - sizes
    begins = shift[code, document]
    continuum, value = code * documents + document, np.zeros_like(code)
    sizes, present = np.tile(sizes, codes), np.tile(ratings.present, codes)
    return _ordered(
        Segments(who, continuum, begins + start, begins + end, value, 1, sizes, present)
    )


def joint_segments(ratings: Ratings) -> Segments:
    """Take each document as a continuum and all codes as its values; they may overlap."""
    who, code, document, start, end = _stretches(ratings)
    sizes = _sizes(ratings)
    begins = (np.cumsum(sizes) - sizes)[document]
    return _ordered(
        Segments(
            who,
            document,
            begins + start,
            begins + end,
            code,
            len(ratings.codes),
            sizes,
            ratings.present,
        )
    )


def _sizes(ratings: Ratings) -> Ints:
    return np.array([axis.size for axis in ratings.axes], dtype=np.int64)


def _stretches(ratings: Ratings) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Find coder, code, document and units in the document of each stretch."""
    marked = ratings.stretches
    who, code = np.divmod(marked.lane, max(len(ratings.codes), 1))
    document = np.searchsorted(ratings.offsets, marked.start, side="right") - 1
    shift = ratings.offsets[document]
    return who, code, document, marked.start - shift, marked.end - shift


def continuum_features(segments: Segments) -> Floats:
    """Work out the sums of each continuum: continua × ((V + 2)² - 2), in order as in unitizing.

    Observers count where they are present. Units of one observer must not overlap.
    """
    continua, values = len(segments.sizes), segments.values
    shared = _shared(segments).reshape(continua, (values + 1) ** 2)
    gaps = shared.reshape(continua, values + 1, values + 1)[:, -1].sum(axis=1)
    met = (segments.weight > 0)[segments.continuum]
    squares = _by_value(segments, met * (segments.end - segments.start).astype(np.float64) ** 2)
    return np.concatenate([shared, squares, gaps[:, None], _squares_met(segments)], axis=1)


def _shared(segments: Segments) -> Floats:
    """Add up ℓ_ck (eq. 1) over pairs of observers: continua × values × values, gap last."""
    borders, said = _said(segments)
    continuum = np.searchsorted(segments.offsets, borders, side="right") - 1
    length = np.diff(borders) * segments.weight[continuum[:-1]]
    continuum, gap = continuum[:-1], segments.values
    width = gap + 1
    shape = (len(segments.sizes), width, width)
    total = np.zeros(shape)
    for first in range(len(said)):
        for second in range(first + 1, len(said)):
            both = segments.present[first, continuum] & segments.present[second, continuum]
            cell = (continuum * width + said[first]) * width + said[second]
            counts = np.bincount(cell, length * both, minlength=total.size)
            total += counts.reshape(shape)
    return total + total.transpose(0, 2, 1)


def _said(segments: Segments) -> tuple[Ints, Ints]:
    """Cut at every border, and find each observer's value between them: observers × runs."""
    borders = np.sort(np.concatenate([segments.start, segments.end, segments.offsets]))
    borders = borders[np.append(True, np.diff(borders) > 0)]  # np.unique takes ten times as long
    more = segments.values - segments.value  # counted down from the gap
    change = np.zeros((len(segments.present), len(borders)), dtype=np.int64)
    np.add.at(change, (segments.observer, np.searchsorted(borders, segments.start)), more)
    np.add.at(change, (segments.observer, np.searchsorted(borders, segments.end)), -more)
    return borders, segments.values - np.cumsum(change, axis=1)[:, :-1]


def _squares_met(segments: Segments) -> Floats:
    """Add up K*_c (eq. 10), observer by observer against each other one."""
    total = np.zeros(len(segments.observer))
    for other in range(len(segments.present)):
        his = segments.observer == other
        start, end = segments.start[his], segments.end[his]
        met = _covered(segments.end, start, end) - _covered(segments.start, start, end)
        present = segments.present[other, segments.continuum] & ~his
        total += present * met.astype(np.float64) ** 2
    return _by_value(segments, total * segments.weight[segments.continuum])


def _covered(places: Ints, start: Ints, end: Ints) -> Ints:
    """Count what lies before each place inside of stretches that are in order and apart."""
    before = np.concatenate([[0], np.cumsum(end - start)])
    at = np.searchsorted(start, places, side="right")
    inside = np.minimum(places, np.append(0, end)[at]) - np.append(0, start)[at]
    return np.where(at > 0, before[np.maximum(at - 1, 0)] + inside, 0)


def _by_value(segments: Segments, what: Floats) -> Floats:
    shape = (len(segments.sizes), segments.values)
    cell = segments.continuum * segments.values + segments.value
    return np.bincount(cell, what, minlength=shape[0] * shape[1]).astype(float).reshape(shape)
