# SPDX-License-Identifier: MIT
"""Who called it what: for two coders, how often one gave a code where the other gave another."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from coder_app.agreement.alpha import Floats, Ints
from coder_app.agreement.units import Bools, Key, Ratings


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """Counts of units for one pair of coders: rows are the first's code, columns the second's.

    On the diagonal both gave the code. Elsewhere the first gave the row's code without the
    second, who gave the column's code there without the first. The last row and column are
    "nothing else": one gave a code and the other put nothing of her own in its place. A unit with
    several codes counts in several cells.
    """

    first: Key
    second: Key
    codes: tuple[Key, ...]
    table: tuple[tuple[int, ...], ...]  # (codes + 1) × (codes + 1)

    def most_confused(self, number: int = 5) -> tuple[Key, ...]:
        """Give the codes most often taken for another, in the order of the codebook."""
        counts = np.array(self.table)[:-1, :-1]
        apart = counts - np.diag(np.diag(counts))
        mixed = apart.sum(axis=0) + apart.sum(axis=1)
        missed = np.array(self.table)[:-1, -1] + np.array(self.table)[-1, :-1]
        worst = sorted(range(len(self.codes)), key=lambda n: (-mixed[n], -missed[n], n))[:number]
        return tuple(self.codes[n] for n in sorted(worst) if mixed[n] or missed[n])


def confusions(ratings: Ratings) -> tuple[Confusion, ...]:
    """Count for each pair of coders over the documents that both rated."""
    if not ratings.documents:
        return ()
    said, weight, document = _cells(ratings)
    return tuple(
        _of_pair(
            ratings,
            (a, b),
            said,
            weight * ratings.present[a, document] * ratings.present[b, document],
        )
        for a, b in combinations(range(len(ratings.coders)), 2)
    )


def _of_pair(ratings: Ratings, pair: tuple[int, int], said: Bools, weight: Floats) -> Confusion:
    first, second = said[pair[0]], said[pair[1]]
    mine, hers = first & ~second, second & ~first
    number = len(ratings.codes)
    table = np.zeros((number + 1, number + 1))
    table[:number, :number] = _where_both(mine, hers, weight)
    diagonal = np.arange(number)
    table[diagonal, diagonal] = (first & second) @ weight
    table[:number, number] = mine @ (weight * ~hers.any(axis=0))
    table[number, :number] = hers @ (weight * ~mine.any(axis=0))
    return Confusion(
        first=ratings.coders[pair[0]],
        second=ratings.coders[pair[1]],
        codes=ratings.codes,
        table=tuple(tuple(round(float(cell)) for cell in row) for row in table),
    )


def _where_both(mine: Bools, hers: Bools, weight: Floats) -> Floats:
    """Sum the cells that hold one code of the first and one of the second: codes × codes.

    Most cells hold nothing, so what is there is joined; a product of matrices looks at all.
    """
    number = len(mine)
    her_cell, her_code = np.nonzero(hers.T)  # in the order of cells
    code, cell = np.nonzero(mine)
    first = np.searchsorted(her_cell, cell, side="left")
    times = np.searchsorted(her_cell, cell, side="right") - first
    each = np.repeat(np.arange(len(cell)), times)
    nth = np.arange(len(each)) - np.repeat(np.cumsum(times) - times, times)
    other = her_code[first[each] + nth]
    at = code[each] * number + other
    summed = np.bincount(at, weight[cell[each]], minlength=number * number)
    return np.asarray(summed.reshape(number, number), dtype=np.float64)


def _cells(ratings: Ratings) -> tuple[Bools, Floats, Ints]:
    """Cut the text where any marking begins or ends: coders × codes × cells, length, document."""
    found = ratings.stretches
    edges = np.unique(np.concatenate([found.start, found.end]))
    shape = (len(ratings.coders), len(ratings.codes), max(len(edges), 1))
    change = np.zeros((shape[0] * shape[1], shape[2]), dtype=np.int8)
    if len(edges):
        change[found.lane, np.searchsorted(edges, found.start)] = 1
        np.add.at(change, (found.lane, np.searchsorted(edges, found.end)), -1)
    said = np.cumsum(change, axis=1, dtype=np.int8).astype(np.bool_).reshape(shape)
    length = np.diff(edges, append=edges[-1:]).astype(np.float64) if len(edges) else np.zeros(1)
    document = np.searchsorted(ratings.offsets, edges, side="right") - 1
    if not len(edges):
        document = np.zeros(1, dtype=np.int64)
    return said, length, np.maximum(document, 0)
