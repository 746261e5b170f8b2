# SPDX-License-Identifier: MIT
"""Krippendorff's earlier alpha_U, as DKPro and INCEpTION compute it: for comparison with them.

Krippendorff 1995, Sociological Methodology 25:47-76; 2004, Quality & Quantity 38:787-800. One value
at a time: units of other values are gaps to it, so different values of one coder may overlap. The
definition was revised in 2016 (see `unitizing`), as it misbehaves with more than two coders.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from coder_app.agreement.alpha import Coefficient, Floats, Ints
from coder_app.agreement.segments import Continuum, Value
from coder_app.core.places import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class AlphaU:
    """alpha_U over documents: there is no joint figure, as gaps end with their document."""

    each: tuple[Coefficient, ...]  # of each document
    mean_by_length: Coefficient  # over the documents that have a figure, long ones counting more
    mean: Coefficient  # the same, all documents alike, as INCEpTION does


@dataclass(frozen=True, slots=True)
class Disagreement:
    """What is observed and expected for one value in one text."""

    observed: float
    expected: float
    units: int  # of all coders


@dataclass(frozen=True, slots=True, eq=False)
class _Sequence:
    """Units of one value by one coder, and the gaps between them, in order."""

    start: Floats
    end: Floats
    gap_start: Floats
    gap_end: Floats


def alpha_u_over(continua: Iterable[Continuum], value: Value | None = None) -> AlphaU:
    """Work out alpha_U in each text, and two means over texts; of all values if none is given."""
    continua = tuple(continua)
    return _over([alpha_u(one, value) for one in continua], continua)


def alpha_u_by_value(
    continua: Sequence[Continuum], values: Sequence[Value]
) -> dict[Value | None, AlphaU]:
    """Work out alpha_U of each value over texts, and of all of these values under None."""
    texts = [[disagreement(one, value) for value in values] for one in continua]
    each = {
        value: [_coefficient([found[number]]) for found in texts]
        for number, value in enumerate(values)
    }
    together = [_coefficient(found) for found in texts]
    return {value: _over(found, continua) for value, found in [*each.items(), (None, together)]}


def _over(each: Sequence[Coefficient], continua: Sequence[Continuum]) -> AlphaU:
    pairs = zip(each, continua, strict=True)
    known = [(found.value, one.length) for found, one in pairs if found.value is not None]
    if not known:
        none = Coefficient(None, tr("In no document is there a figure to take the mean of."))
        return AlphaU(each=tuple(each), mean_by_length=none, mean=none)
    figures, lengths = np.array(known, dtype=np.float64).T
    return AlphaU(
        each=tuple(each),
        mean_by_length=Coefficient(float(figures @ lengths / lengths.sum())),
        mean=Coefficient(float(figures.mean())),
    )


def alpha_u(continuum: Continuum, value: Value | None = None) -> Coefficient:
    """Work out 1 - D_o / D_e of one value, or 1 - ΣD_o / ΣD_e over all of them."""
    values = _values(continuum) if value is None else [value]
    if len(continuum.units) < 2:
        return Coefficient(None, tr("No text was looked at by two coders."))
    return _coefficient([disagreement(continuum, each) for each in values])


def _coefficient(parts: Sequence[Disagreement | None]) -> Coefficient:
    found = [part for part in parts if part]
    if len(found) < len(parts):
        return Coefficient(None, tr("A coder marked the same text twice with the same code."))
    if not any(part.units for part in found):
        return Coefficient(None, tr("Nobody marked anything: nothing to compare."))
    observed, expected = sum(part.observed for part in found), sum(part.expected for part in found)
    if expected <= 0:
        return Coefficient(
            None,
            tr("All coders gave all of the text the same value: nothing to tell from chance."),
        )
    return Coefficient(1 - observed / expected)


def _values(continuum: Continuum) -> list[Value]:
    found = (unit[2] for units in continuum.units.values() for unit in units)
    return list(dict.fromkeys(found))


def disagreement(continuum: Continuum, value: Value) -> Disagreement | None:
    """Work out D_o and D_e of one value, or None if a coder's units with it overlap."""
    marked = [_sequence(units, value, continuum.length) for units in continuum.units.values()]
    if any((one.start[1:] < one.end[:-1]).any() for one in marked):
        return None
    units = sum(len(one.start) for one in marked)
    if not units:
        return Disagreement(0.0, 0.0, 0)
    coders, length = len(marked), float(continuum.length)
    pairs = sum(_pair(marked[i], marked[j]) for i in range(coders) for j in range(i + 1, coders))
    observed = 2 * pairs / (coders * (coders - 1) * length**2)
    return Disagreement(observed, _expected(marked, length), units)


def _sequence(units: Sequence[tuple[int, int, Value]], value: Value, length: int) -> _Sequence:
    mine = sorted((start, end) for start, end, what in units if what == value)
    start, end = np.array(mine, dtype=np.float64).reshape(-1, 2).T
    gap_start, gap_end = np.append(0.0, end), np.append(start, float(length))
    real = gap_start < gap_end
    return _Sequence(start, end, gap_start[real], gap_end[real])


def _pair(one: _Sequence, other: _Sequence) -> float:
    """Add up δ² of two coders' units and gaps."""
    return _borders(one, other) + _in_gaps(one, other) + _in_gaps(other, one)


def _borders(one: _Sequence, other: _Sequence) -> float:
    """Add up squared distances of the borders of units that overlap."""
    first, last = _met(one, other)
    mine = np.repeat(np.arange(len(first)), last - first)
    his = np.arange(len(mine)) - np.repeat(np.cumsum(last - first) - last, last - first)
    begins, ends = one.start[mine] - other.start[his], one.end[mine] - other.end[his]
    return float(begins @ begins + ends @ ends)


def _in_gaps(one: _Sequence, other: _Sequence) -> float:
    """Add up squared lengths of units that meet no unit of the other."""
    first, last = _met(one, other)
    alone = (one.end - one.start)[first == last]
    return float(alone @ alone)


def _met(one: _Sequence, other: _Sequence) -> tuple[Ints, Ints]:
    """Find the other's units that overlap each unit: first, and last + 1."""
    first = np.searchsorted(other.end, one.start, side="right")
    last = np.searchsorted(other.start, one.end, side="left")
    return first, np.maximum(first, last)


def _expected(marked: Sequence[_Sequence], length: float) -> float:
    """Work out D_e: every unit laid anywhere on anybody's sequence."""
    units = np.concatenate([one.end - one.start for one in marked])
    gaps = np.sort(np.concatenate([one.gap_end - one.gap_start for one in marked]))
    on_units = (len(units) - 1) / 3 * (2 * units**3 - 3 * units**2 + units)
    at = np.searchsorted(gaps, units, side="left")
    beyond = np.append(np.cumsum(gaps[::-1])[::-1], 0.0)[at]  # all gaps at least that long
    in_gaps = units**2 * (beyond - (units - 1) * (len(gaps) - at))
    places = len(marked) * length
    possible = places * (places - 1) - float((units * (units - 1)).sum())
    return float((on_units + in_gaps).sum()) * 2 / length / possible if possible > 0 else 0.0
