# SPDX-License-Identifier: MIT
"""Passages on which coders differ, and how: missed, other borders, another code."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from coder_app.agreement.alpha import Ints
from coder_app.agreement.units import Bools, Key, Ratings
from coder_app.core.records import DisagreementKind as DisagreementKind

_MISSING = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A passage that some coders gave a code and others did not.

    Border: one who did not mark it used the code on text that the same marking overlaps or touches.
    Other code: one who did not mark it put a code there that nobody of those who did put there.
    """

    document: Key
    start: int
    end: int
    code: Key
    coders_yes: tuple[Key, ...]
    coders_no: tuple[Key, ...]
    kind: DisagreementKind
    units: int


@dataclass(frozen=True, slots=True, eq=False)
class _Passages:
    """Disagreeing stretches as columns."""

    code: Ints
    document: Ints
    first: Ints  # unit in the document
    last: Ints  # + 1
    yes: Bools  # coders × passages
    no: Bools
    border: Bools


def find_disagreements(ratings: Ratings, codes: Sequence[Key]) -> Iterator[Disagreement]:
    """List the passages on which coders differ, code by code as given, then in reading order."""
    passages = _differing(ratings)
    other = _other_code(ratings, passages)
    rank = np.array([codes.index(code) for code in ratings.codes], dtype=np.int64)
    start, end = _places(ratings, passages)
    order = np.lexsort((start, passages.document, rank[passages.code]))
    kinds = [DisagreementKind.MISSING, DisagreementKind.OTHER_CODE, DisagreementKind.BORDER]
    kind = np.where(passages.border, 2, other * 1)
    sides = _Sides(ratings.coders)
    answers = np.where(passages.no, 0, np.where(passages.yes, 1, _MISSING)).astype(np.int8)
    columns = (passages.document, start, end, passages.code, kind, passages.last - passages.first)
    rows = zip(*(column[order].tolist() for column in columns), strict=True)
    for answer, row in zip(answers.T[order].tolist(), rows, strict=True):
        document, begins, ends, code, how, units = row
        said_yes, said_no = sides.of(bytes(answer))
        yield Disagreement(
            document=ratings.documents[document].key,
            start=begins,
            end=ends,
            code=ratings.codes[code],
            coders_yes=said_yes,
            coders_no=said_no,
            kind=kinds[how],
            units=units,
        )


class _Sides:
    """Who said yes and who no; few patterns recur for thousands of passages."""

    def __init__(self, coders: tuple[Key, ...]) -> None:
        self._coders = coders
        self._known: dict[bytes, tuple[tuple[Key, ...], tuple[Key, ...]]] = {}

    def of(self, answers: bytes) -> tuple[tuple[Key, ...], tuple[Key, ...]]:
        """Name the coders behind one byte for each: 1 yes, 0 no, 2 missing."""
        if answers not in self._known:
            paired = list(zip(self._coders, answers, strict=True))
            self._known[answers] = (
                tuple(coder for coder, answer in paired if answer == 1),
                tuple(coder for coder, answer in paired if answer == 0),
            )
        return self._known[answers]


def _differing(ratings: Ratings) -> _Passages:
    no = ratings.rated & ~ratings.yes
    near = _on_same_island(ratings)
    first, last = ratings.first, ratings.first + ratings.weight
    which = np.flatnonzero(ratings.yes.any(axis=0) & no.any(axis=0))
    if not ratings.unit.is_joined:  # each unit is a passage of its own
        times = ratings.weight[which]
        begins = np.cumsum(times) - times
        which = np.repeat(which, times)
        first = first[which] + np.arange(len(which)) - np.repeat(begins, times)
        last = first + 1
    else:
        first, last = first[which], last[which]
    return _Passages(
        code=ratings.code[which],
        document=ratings.document[which],
        first=first,
        last=last,
        yes=ratings.yes[:, which],
        no=no[:, which],
        border=np.logical_or.reduce((no & near)[:, which], axis=0),
    )


def _on_same_island(ratings: Ratings) -> Bools:
    """Tell who marked something in the unbroken marking, by whomever, around each run."""
    if not ratings.code.size:
        return ratings.yes
    fresh: Bools = ~np.logical_or.reduce(ratings.yes, axis=0)
    fresh[1:] |= fresh[:-1]
    fresh[1:] |= np.diff(ratings.code) != 0
    fresh[1:] |= np.diff(ratings.document) != 0
    fresh[0] = True
    island = np.cumsum(fresh) - 1
    marked = np.logical_or.reduceat(ratings.yes, np.flatnonzero(fresh), axis=1)
    return np.asarray(marked[:, island], np.bool_)


def _other_code(ratings: Ratings, passages: _Passages) -> Bools:
    """Tell where one who did not mark the passage put a code that the others did not put there.

    Joins stretches to the passages of one code at a time, which do not overlap each other: the
    cost follows what really meets, not passages × coders × codes.
    """
    codes = len(ratings.codes)
    by_yes = np.zeros((len(passages.code), codes), dtype=np.bool_)
    by_no = np.zeros_like(by_yes)
    shift = ratings.offsets[passages.document]
    start, end = passages.first + shift, passages.last + shift
    who, what = np.divmod(ratings.stretches.lane, max(codes, 1))
    for code in range(codes):
        there = np.flatnonzero((passages.code == code) & ~passages.border)
        first = np.searchsorted(end[there], ratings.stretches.start, side="right")
        last = np.searchsorted(start[there], ratings.stretches.end, side="left")
        times = np.where(what == code, 0, np.maximum(last - first, 0))
        stretch = np.repeat(np.arange(len(times)), times)
        begins = np.cumsum(times) - times
        passage = there[first[stretch] + np.arange(len(stretch)) - begins[stretch]]
        coder, other = who[stretch], what[stretch]
        for side, said in ((by_yes, passages.yes), (by_no, passages.no)):
            mine = said[coder, passage]
            side[passage[mine], other[mine]] = True
    return np.asarray((by_no & ~by_yes).any(axis=1), np.bool_)


def _places(ratings: Ratings, passages: _Passages) -> tuple[Ints, Ints]:
    """Turn units back into positions of their documents."""
    start, end = np.zeros_like(passages.first), np.zeros_like(passages.first)
    for number, axis in enumerate(ratings.axes):
        here = passages.document == number
        start[here], end[here] = axis.places(passages.first[here], passages.last[here])
    return start, end
