# SPDX-License-Identifier: MIT
"""Names beside the stripes: never over one another, and never far from where they belong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

_ROWS_PAST = 2  # as many rows may hang past the next line's first name


@dataclass(frozen=True, slots=True)
class Named:
    """A coding that wants its name at a height of the margin."""

    guid: UUID
    y: float  # top of a name that is not moved
    has_key: bool
    in_hand: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the column of names: one name, or the chips of several codes."""

    y: float
    anchor: float
    codings: tuple[UUID, ...]


def lay_names(wanted: Iterable[Named], row: float) -> list[Row]:
    """Place names from top to bottom; where they would be pushed far, chips share a row."""
    groups = [(y, list(group)) for y, group in groupby(wanted, key=lambda named: named.y)]
    rows: list[Row] = []
    free = float("-inf")
    for number, (anchor, group) in enumerate(groups):
        y = max(anchor, free)
        limit = groups[number + 1][0] + _ROWS_PAST * row if number + 1 < len(groups) else None
        pushed = limit is not None and y + len(group) * row > limit
        for codings in _rows_of(group, pushed=pushed):
            rows.append(Row(y, anchor, codings))
            y += row
        free = y
    return rows


def _rows_of(group: Sequence[Named], *, pushed: bool) -> list[tuple[UUID, ...]]:
    chips = [named.guid for named in group if pushed and named.has_key and not named.in_hand]
    if len(chips) < 2:
        return [(named.guid,) for named in group]
    alone = [(named.guid,) for named in group if named.guid not in chips]
    return [*alone, tuple(chips)]
