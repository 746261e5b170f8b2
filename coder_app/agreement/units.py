# SPDX-License-Identifier: MIT
"""Spans of several coders, cut into runs of equal units: who marked what, who is missing.

Units, characters included, lie on an axis that holds only text in scope; a run says how many
neighbouring units got the same from everybody. Cost grows with codings, not with characters.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from coder_app.agreement.alpha import Ints, Tally

Key = Hashable
Stretch = tuple[int, int]  # start, end: code points, end excluded
Bools = NDArray[np.bool_]


class Unit(StrEnum):
    """What is compared."""

    CHARACTER = "character"
    WORD = "word"
    SENTENCE = "sentence"
    TURN = "turn"
    PARAGRAPH = "paragraph"
    SEGMENT = "segment"  # stretches of so many words
    DOCUMENT = "document"
    PASSAGE = "passage"  # what coders marked, matched by how far it overlaps

    @property
    def is_joined(self) -> bool:
        """Tell whether a passage is many units that are alike, not one."""
        return self in (Unit.CHARACTER, Unit.WORD, Unit.PASSAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedDocument:
    """One document and what coders marked in it.

    `scope` are the stretches that count (None: the whole text), `units` those of the chosen unit;
    both in reading order and apart from each other. Of a unit only what lies in scope counts.
    Whoever is neither in `coders` nor in `unfinished` is missing: her spans are not looked at.
    """

    key: Key
    name: str
    length: int
    coders: tuple[Key, ...]  # done with it
    unfinished: tuple[Key, ...] = ()  # at work on it
    spans: Mapping[Key, Mapping[Key, Sequence[Stretch]]]  # coder → code → stretches
    scope: Sequence[Stretch] | None = None
    units: Sequence[Stretch] | None = None  # not needed for characters, passages and documents
    weights: Mapping[Key, Mapping[Key, Sequence[int | None]]] | None = None  # beside `spans`
    period: tuple[int, str] | None = None  # place and name of its row of the trend

    def raters(self, *, with_unfinished: bool) -> tuple[Key, ...]:
        """Coders whose silence here means "not this code"."""
        return self.coders + self.unfinished if with_unfinished else self.coders


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """Positions of a document turned into numbers of units within its scope, and back."""

    scope_start: Ints
    scope_end: Ints
    before: Ints  # characters in scope before each stretch of it, and all of them at the end
    unit_start: Ints | None = None  # in characters of scope; None: each character is a unit
    unit_end: Ints | None = None
    shown_start: Ints | None = None  # the same units in the document
    shown_end: Ints | None = None

    @property
    def size(self) -> int:
        """Number of units."""
        return int(self.before[-1]) if self.unit_start is None else len(self.unit_start)

    def in_scope(self, positions: Ints) -> Ints:
        """Count the characters of scope before each position."""
        at = np.searchsorted(self.scope_end, positions, side="right")
        starts = np.append(self.scope_start, np.iinfo(np.int64).max)
        return np.asarray(self.before[at] + np.maximum(positions - starts[at], 0), np.int64)

    def touched(self, start: Ints, end: Ints) -> tuple[Ints, Ints]:
        """Find the units that share a character with each span: first, and last + 1."""
        start, end = self.in_scope(start), self.in_scope(end)
        if self.unit_start is None or self.unit_end is None:
            return start, end
        first = np.searchsorted(self.unit_end, start, side="right")
        last = np.searchsorted(self.unit_start, end, side="left")
        return first, np.where(start < end, last, first)

    def places(self, first: Ints, last: Ints) -> tuple[Ints, Ints]:
        """Find the stretch of the document from one unit to before another."""
        if self.shown_start is None or self.shown_end is None:
            return self._position(first), self._position(last - 1) + 1
        return self.shown_start[first], self.shown_end[last - 1]

    def _position(self, character: Ints) -> Ints:
        at = np.searchsorted(self.before, character, side="right") - 1
        return np.asarray(self.scope_start[at] + character - self.before[at], np.int64)


def axis_of(document: CodedDocument, unit: Unit) -> Axis:
    """Lay the units of a document in a row."""
    whole = ((0, document.length),) if document.length else ()
    start, end = _columns(whole if document.scope is None else document.scope, "scope")
    scope = Axis(start, end, np.concatenate([[0], np.cumsum(end - start)]))
    if unit in (Unit.CHARACTER, Unit.PASSAGE):
        return scope
    stretches = whole if unit is Unit.DOCUMENT else document.units
    if stretches is None:
        raise ValueError(f"“{document.name}” comes without its {unit}s")
    shown_start, shown_end = _columns(stretches, "units")
    unit_start, unit_end = scope.in_scope(shown_start), scope.in_scope(shown_end)
    keep = unit_start < unit_end
    return Axis(
        scope.scope_start,
        scope.scope_end,
        scope.before,
        *(edge[keep] for edge in (unit_start, unit_end, shown_start, shown_end)),
    )


def _columns(stretches: Sequence[Stretch], what: str) -> tuple[Ints, Ints]:
    table = np.array(stretches, dtype=np.int64).reshape(-1, 2)
    start, end = table[:, 0], table[:, 1]
    if (start >= end).any() or (start[1:] < end[:-1]).any():
        raise ValueError(f"{what}: stretches are empty, overlap or are out of order")
    return start, end


@dataclass(frozen=True, slots=True, eq=False)
class Stretches:
    """What each coder marked with each code, each unit once; ordered by lane, then place.

    A lane is one coder with one code. Places count units through all documents, a gap after each.
    """

    lane: Ints
    start: Ints
    end: Ints
    width: int  # beyond the last place

    def marked(self, lanes: Ints, start: Ints, end: Ints) -> Bools:
        """Tell for each lane and place whether something is marked there."""
        begun = np.searchsorted(
            self.lane * self.width + self.start, lanes * self.width + end, side="left"
        )
        over = np.searchsorted(
            self.lane * self.width + self.end, lanes * self.width + start, side="right"
        )
        return np.asarray(begun > over, np.bool_)

    def units_marked(self) -> int:
        """Count the units that bear any code by any coder."""
        together = _united(np.zeros_like(self.lane), self.start, self.end, width=self.width)
        return int((together.end - together.start).sum())


@dataclass(frozen=True, slots=True, eq=False)
class Ratings:
    """What every coder said of every unit about every code: a column for `weight` equal units."""

    unit: Unit
    documents: tuple[CodedDocument, ...]
    codes: tuple[Key, ...]
    coders: tuple[Key, ...]
    axes: tuple[Axis, ...]
    offsets: Ints  # place of each document's first unit
    stretches: Stretches
    given: Ints  # codings in scope: coders × codes × documents
    present: Bools  # coders × documents; False: missing
    yes: Bools  # coders × runs
    code: Ints  # of each run
    document: Ints
    first: Ints  # first unit of the run in its document
    weight: Ints
    block: Ints  # what the run is drawn with again: its turn, or its document
    blocks: int

    @property
    def rated(self) -> Bools:
        """Who is not missing in each run: coders × runs."""
        return self.present[:, self.document]

    def tally(self, group: Ints | None = None, groups: int = 1) -> Tally:
        """Count yes and no in each run; without groups, all codes are pooled."""
        said_yes = np.add.reduce(self.yes, axis=0, dtype=np.int16)  # int64 takes four times as long
        said_no = self.present.sum(axis=0)[self.document] - said_yes
        counts = np.stack([said_yes, said_no], axis=1)
        return Tally.of(counts, weight=self.weight, group=group, groups=groups)

    def of_coders(self, some: Sequence[int]) -> Ratings:
        """Look at some coders only, in the documents that all of them rated."""
        together: Bools = np.logical_and.reduce(self.present[list(some)], axis=0)
        return replace(
            self,
            coders=tuple(self.coders[who] for who in some),
            stretches=self._stretches_of(some, together),
            given=self.given[list(some)] * together,
            present=self.present[list(some)] & together,
            yes=self.yes[list(some)] & together[self.document],
        )

    def _stretches_of(self, some: Sequence[int], documents: Bools) -> Stretches:
        """Keep what some coders marked in some documents, coders numbered anew."""
        found, codes = self.stretches, max(len(self.codes), 1)
        place = np.full(len(self.coders), -1, dtype=np.int64)
        place[list(some)] = np.arange(len(some))
        coder = place[found.lane // codes]
        there = np.searchsorted(self.offsets, found.start, side="right") - 1
        keep = (coder >= 0) & documents[there] if len(documents) else coder >= 0
        lane = coder * codes + found.lane % codes
        order = np.argsort(lane[keep], kind="stable")
        return Stretches(
            lane[keep][order], found.start[keep][order], found.end[keep][order], found.width
        )


def cut(
    documents: Iterable[CodedDocument],
    *,
    codes: Sequence[Key],
    coders: Sequence[Key],
    unit: Unit,
    with_unfinished: bool = False,
    by_turns: bool = False,
) -> Ratings:
    """Cut documents into runs in which nobody's marking changes.

    Overlapping or nested spans of one coder and code count once. `by_turns` also cuts where a
    stretch of the scope ends, and makes these the blocks instead of whole documents.
    """
    documents = tuple(documents)
    codes, coders = tuple(dict.fromkeys(codes)), tuple(dict.fromkeys(coders))
    axes = tuple(axis_of(document, unit) for document in documents)
    sizes = np.array([axis.size for axis in axes], dtype=np.int64)
    offsets = np.concatenate([[0], np.cumsum(sizes + 1)])  # + 1: nothing runs into the next one
    present = np.array(
        [
            [coder in document.raters(with_unfinished=with_unfinished) for document in documents]
            for coder in coders
        ],
        dtype=np.bool_,
    ).reshape(len(coders), len(documents))
    given, spans = _flatten(documents, axes, offsets, codes, coders, present)
    stretches = _united(*spans, width=int(offsets[-1]) + 1)
    begins, ends = offsets[:-1], offsets[:-1] + sizes
    cuts = _turn_starts(axes, begins, ends) if by_turns else begins
    yes, code, document, place, weight = _sweep(
        stretches, begins, ends, cuts, len(codes), len(coders)
    )
    return Ratings(
        unit=unit,
        documents=documents,
        codes=codes,
        coders=coders,
        axes=axes,
        offsets=offsets[:-1],
        stretches=stretches,
        given=given,
        present=present,
        yes=yes,
        code=code,
        document=document,
        first=place - offsets[document],
        weight=weight,
        block=np.searchsorted(cuts, place, side="right") - 1,
        blocks=len(cuts),
    )


def _turn_starts(axes: tuple[Axis, ...], begins: Ints, ends: Ints) -> Ints:
    """Find the place of the first unit of each stretch of scope that has one."""
    found = [begins]
    for axis, begin, end in zip(axes, begins, ends, strict=True):
        starts = axis.before[:-1]
        units = starts if axis.unit_start is None else np.searchsorted(axis.unit_start, starts)
        found.append((units + begin)[units + begin < end])
    return np.unique(np.concatenate(found))


def _flatten(
    documents: tuple[CodedDocument, ...],
    axes: tuple[Axis, ...],
    offsets: Ints,
    codes: tuple[Key, ...],
    coders: tuple[Key, ...],
    present: Bools,
) -> tuple[Ints, tuple[Ints, Ints, Ints]]:
    """Count the codings given, and put each on its lane: first unit and last + 1."""
    given = np.zeros((len(coders) * len(codes), len(documents)), dtype=np.int64)
    lanes, firsts, lasts = ([np.empty(0, np.int64)] for _ in range(3))
    for number, (document, axis) in enumerate(zip(documents, axes, strict=True)):
        lane, start, end = _spans_of(document, codes, coders, present[:, number])
        first, last = axis.touched(start, end)
        lane, first, last = (part[first < last] for part in (lane, first, last))
        given[:, number] = np.bincount(lane, minlength=len(given))
        lanes.append(lane)
        firsts.append(first + offsets[number])
        lasts.append(last + offsets[number])
    shape = (len(coders), len(codes), len(documents))
    return given.reshape(shape), (
        np.concatenate(lanes),
        np.concatenate(firsts),
        np.concatenate(lasts),
    )


def _spans_of(
    document: CodedDocument, codes: tuple[Key, ...], coders: tuple[Key, ...], present: Bools
) -> tuple[Ints, Ints, Ints]:
    edges: list[Stretch] = []
    lanes: list[int] = []
    counts: list[int] = []
    for who in np.flatnonzero(present):
        mine = document.spans.get(coders[who], {})
        for what, code in enumerate(codes):
            spans = mine.get(code, ())
            edges.extend(spans)
            lanes.append(int(who) * len(codes) + what)
            counts.append(len(spans))
    table = np.array(edges, dtype=np.int64).reshape(-1, 2)
    return np.repeat(np.array(lanes, dtype=np.int64), counts), table[:, 0], table[:, 1]


def _united(lane: Ints, start: Ints, end: Ints, *, width: int) -> Stretches:
    """Join what overlaps or touches within a lane."""
    order = np.argsort(lane * width + start, kind="stable")
    lane, start, end = lane[order], start[order], end[order]
    reached = np.maximum.accumulate(lane * width + end)
    fresh = np.ones(len(lane), dtype=np.bool_)
    fresh[1:] = lane[1:] * width + start[1:] > reached[:-1]
    last = np.flatnonzero(np.append(fresh[1:], True)) if len(lane) else fresh.nonzero()[0]
    return Stretches(lane[fresh], start[fresh], reached[last] - lane[fresh] * width, width)


def _sweep(
    stretches: Stretches, begins: Ints, ends: Ints, cuts: Ints, codes: int, coders: int
) -> tuple[Bools, Ints, Ints, Ints, Ints]:
    """Walk from border to border: who marks (coders × runs), code, document, place, length."""
    width = stretches.width
    who, what = np.divmod(stretches.lane, max(codes, 1))
    opens, closes = what * width + stretches.start, what * width + stretches.end
    each = np.arange(codes, dtype=np.int64)[:, None] * width
    margins = np.concatenate([(each + cuts).ravel(), (each + ends).ravel()])
    borders = np.unique(np.concatenate([opens, closes, margins]))
    change = np.zeros((coders, len(borders)), dtype=np.int8)
    change[who, np.searchsorted(borders, opens)] = 1
    change[who, np.searchsorted(borders, closes)] = -1
    yes = np.cumsum(change, axis=1, dtype=np.int8).astype(np.bool_)
    code, place = np.divmod(borders, width)
    document = np.searchsorted(begins, place, side="right") - 1
    inside = place < ends[document]
    length = np.diff(borders, append=0)
    return yes[:, inside], code[inside], document[inside], place[inside], length[inside]
