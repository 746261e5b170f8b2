# SPDX-License-Identifier: MIT
"""Passages as coders marked them, side by side: islands of one code, and how coders differ there.

Units say how far coders agree; to settle a disagreement one needs the passages themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from coder_app.agreement.units import Key, Stretch
from coder_app.core.records import DisagreementKind


class Mark(NamedTuple):
    """One coding of one coder; there are tens of thousands, so it is a tuple."""

    coder: Key
    code: Key
    start: int
    end: int
    weight: int | None = None
    version: Key = None
    coding: Key = None


@dataclass(frozen=True, slots=True)
class Passage:
    """Marks that hang together. `kind` None: all agree; two codes: one coder's, and another's."""

    start: int
    end: int
    codes: tuple[Key, ...]
    kind: DisagreementKind | None
    marks: tuple[Mark, ...]
    silent: tuple[Key, ...]

    @property
    def markers(self) -> frozenset[Key]:
        """Coders who marked something of it."""
        return frozenset(mark.coder for mark in self.marks)


def find_passages(
    marks: Iterable[Mark], *, coders: Sequence[Key], codes: Sequence[Key]
) -> list[Passage]:
    """Find the passages of one document on which its coders differ, in reading order.

    `coders` are all who rated the document: whoever of them marked nothing said "not this code".
    """
    rank = {code: n for n, code in enumerate(codes)}
    raters = frozenset(coders)
    kept = [mark for mark in marks if mark.coder in raters and mark.code in rank]
    kept.sort(key=lambda mark: (rank[mark.code], mark.start, mark.end))
    islands = [_judged(island, coders) for island in _islands(kept)]
    found = _with_other_codes([each for each in islands if each.kind is not None], rank, coders)
    found.sort(key=lambda each: (each.start, -each.end, rank[each.codes[0]]))
    return found


def shared_stretches(marked: Iterable[Sequence[Stretch]]) -> list[Stretch]:
    """Give what lies in everybody's stretches, each list in reading order.

    >>> shared_stretches([[(0, 5), (5, 9)], [(2, 7)]])
    [(2, 7)]
    """
    several = [united(stretches) for stretches in marked]
    shared = several[0] if several else []
    for other in several[1:]:
        shared = _intersection(shared, other)
    return shared


def united(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Join stretches that overlap or touch; they come in the order of their starts."""
    joined: list[Stretch] = []
    for start, end in stretches:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _intersection(one: Sequence[Stretch], other: Sequence[Stretch]) -> list[Stretch]:
    found, i, k = [], 0, 0
    while i < len(one) and k < len(other):
        start, end = max(one[i][0], other[k][0]), min(one[i][1], other[k][1])
        if start < end:
            found.append((start, end))
        if one[i][1] <= other[k][1]:
            i += 1
        else:
            k += 1
    return found


# ---- islands


def _islands(marks: Sequence[Mark]) -> Iterator[list[Mark]]:
    """Cut marks, by code and place, where nothing overlaps or touches any more."""
    island: list[Mark] = []
    reached = 0
    for mark in marks:
        if island and (mark.code != island[0].code or mark.start > reached):
            yield island
            island = []
        reached = max(reached, mark.end) if island else mark.end
        island.append(mark)
    if island:
        yield island


def _judged(island: Sequence[Mark], coders: Sequence[Key]) -> Passage:
    marks: dict[Key, list[Mark]] = {}
    for mark in island:
        marks.setdefault(mark.coder, []).append(mark)
    silent = tuple(coder for coder in coders if coder not in marks)
    return Passage(
        start=island[0].start,
        end=max(mark.end for mark in island),
        codes=(island[0].code,),
        kind=DisagreementKind.MISSING if silent else _difference(list(marks.values())),
        marks=tuple(island),
        silent=silent,
    )


def _difference(marks: Sequence[Sequence[Mark]]) -> DisagreementKind | None:
    """Say in what way coders differ who all marked something: borders before weight and version."""
    asked: tuple[tuple[Callable[[Sequence[Mark]], object], DisagreementKind], ...] = (
        (_borders, DisagreementKind.BORDER),
        (lambda mine: {mark.weight for mark in mine}, DisagreementKind.WEIGHT),
        (lambda mine: {mark.version for mark in mine}, DisagreementKind.VERSION),
    )
    for aspect, kind in asked:
        first = aspect(marks[0])
        if any(aspect(mine) != first for mine in marks[1:]):
            return kind
    return None


def _borders(marks: Sequence[Mark]) -> list[Stretch]:
    if len(marks) == 1:
        return [(marks[0].start, marks[0].end)]
    return united((mark.start, mark.end) for mark in marks)


# ---- one code here, another there


def _with_other_codes(
    passages: Sequence[Passage], rank: dict[Key, int], coders: Sequence[Key]
) -> list[Passage]:
    """Put two passages together where some missed one code because they gave another."""
    lone = [n for n, each in enumerate(passages) if each.kind is DisagreementKind.MISSING]
    lone.sort(key=lambda n: (passages[n].start, -passages[n].end, rank[passages[n].codes[0]]))
    taken: set[int] = set()
    pairs = []
    for _, one, other in sorted(_overlapping([passages[n] for n in lone])):
        if taken.isdisjoint((one, other)):
            taken |= {one, other}
            pairs.append(_pair(passages[lone[one]], passages[lone[other]], coders))
    left_over = {lone[n] for n in taken}
    return [*(each for n, each in enumerate(passages) if n not in left_over), *pairs]


def _overlapping(passages: Sequence[Passage]) -> Iterator[tuple[int, int, int]]:
    """Find which two share more than half of the shorter and no coder, the most shared first."""
    open_to: list[tuple[int, int, int, frozenset[Key]]] = []
    for n, later in enumerate(passages):
        start, end, markers = later.start, later.end, later.markers
        open_to = [each for each in open_to if each[2] > start]
        for m, begun, ended, others in open_to:
            shared = min(ended, end) - start
            if 2 * shared > min(ended - begun, end - start) and others.isdisjoint(markers):
                yield -shared, m, n
        open_to.append((n, start, end, markers))


def _pair(earlier: Passage, later: Passage, coders: Sequence[Key]) -> Passage:
    marks = (*earlier.marks, *later.marks)
    markers = {mark.coder for mark in marks}
    return replace(
        earlier,
        end=max(earlier.end, later.end),
        codes=(*earlier.codes, *later.codes),
        kind=DisagreementKind.OTHER_CODE,
        marks=marks,
        silent=tuple(coder for coder in coders if coder not in markers),
    )
