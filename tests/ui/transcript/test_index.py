# SPDX-License-Identifier: MIT
"""The index answers what lies where, whatever was added and taken away before."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.core.records import CodingRecord
from coder_app.core.spans import Span
from coder_app.ui.transcript.index import CodingIndex
from coder_app.ui.transcript.positions import Positions

MakeCoding = Callable[..., CodingRecord]
TEXT = "words and 😀 more words.\n" * 12
POSITIONS = Positions(TEXT)
BREAKS = POSITIONS.to_qt_many(np.array([n for n, c in enumerate(TEXT) if c == "\n"]))
spans = st.lists(
    st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 60)).map(
        lambda pair: (pair[0], min(pair[0] + pair[1], len(TEXT)))
    ),
    max_size=25,
)


def index_of(codings: list[CodingRecord]) -> CodingIndex:
    return CodingIndex(POSITIONS, BREAKS, codings)


def line_of(qt_position: int) -> int:
    return TEXT.count("\n", 0, POSITIONS.from_qt(qt_position))


@settings(deadline=None, max_examples=60)
@given(spans, st.integers(0, len(TEXT)), st.integers(0, 80))
def test_a_window_holds_what_overlaps_it(
    make_coding: MakeCoding, found: list[tuple[int, int]], start: int, length: int
) -> None:
    index = index_of([make_coding(*span) for span in found])
    window = (start, start + length)

    places = index.between(*window)

    expected = {
        record.guid
        for record in index.records
        for low, high in [POSITIONS.span_to_qt(record.span)]
        if low < window[1] and high > window[0]
    }
    assert {index.records[place].guid for place in places.tolist()} == expected


@settings(deadline=None, max_examples=60)
@given(spans)
def test_no_stripe_hides_another_and_no_bar_either(
    make_coding: MakeCoding, found: list[tuple[int, int]]
) -> None:
    index = index_of([make_coding(*span) for span in found])
    every = np.arange(len(index))
    index.settle_rows(every)
    index.settle_lanes(every, line_of)

    for one, other in combinations(range(len(index)), 2):
        starts, ends = index.qt_start, index.qt_end
        if starts[one] < ends[other] and starts[other] < ends[one]:
            assert index.rows[one] != index.rows[other]
        lines = [
            range(line_of(int(starts[k])), line_of(int(ends[k]) - 1) + 1) for k in (one, other)
        ]
        if set(lines[0]) & set(lines[1]):
            assert index.lanes[one] != index.lanes[other]


@settings(deadline=None, max_examples=60)
@given(spans, spans, st.data())
def test_changes_one_by_one_give_the_same_as_all_at_once(
    make_coding: MakeCoding,
    first: list[tuple[int, int]],
    more: list[tuple[int, int]],
    data: st.DataObject,
) -> None:
    codings = {c.guid: c for c in (make_coding(*span) for span in first)}
    index = index_of(list(codings.values()))
    for span in more:
        added = make_coding(*span)
        if codings and data.draw(st.booleans()):
            added = make_coding(*span, guid=data.draw(st.sampled_from(sorted(codings))))
        index.put(added)
        codings[added.guid] = added
        if data.draw(st.booleans()):
            gone = data.draw(st.sampled_from(sorted(codings)))
            index.take(gone)
            del codings[gone]
    fresh = index_of(list(codings.values()))
    for each in (index, fresh):
        each.settle_rows(np.arange(len(each)))
        each.settle_lanes(np.arange(len(each)), line_of)

    assert index.records == fresh.records
    for name in ("qt_start", "qt_end", "rows", "lanes"):
        assert getattr(index, name).tolist() == getattr(fresh, name).tolist()


def test_a_place_names_the_longest_first(make_coding: MakeCoding) -> None:
    short, long, elsewhere = make_coding(2, 5), make_coding(0, 9), make_coding(20, 30)
    index = index_of([short, elsewhere, long])

    assert index.at(3) == [long, short]
    assert index.at(5) == [long]
    assert index.at(15) == []


def test_a_coding_without_a_place_is_left_out(make_coding: MakeCoding) -> None:
    lost = make_coding(0, 5, span=None)
    index = index_of([lost])

    assert len(index) == 0
    assert index.put(lost) == (0, 0)


def test_what_changed_is_told_as_a_stretch(make_coding: MakeCoding) -> None:
    first = make_coding(0, 8)
    index = index_of([first])

    assert index.put(make_coding(4, 9)) == (0, 9)
    assert index.take(first.guid) == (0, 9)
    assert index.take(first.guid) == (0, 0)


def test_what_ends_on_a_line_parts_from_what_begins_there(make_coding: MakeCoding) -> None:
    index = index_of([make_coding(0, 5), make_coding(6, 9), make_coding(24, 29)])

    index.settle_rows(np.arange(3))
    index.settle_lanes(np.arange(3), line_of)

    assert index.rows.tolist() == [0, 0, 0]
    assert index.lanes.tolist() == [0, 1, 0]
    assert Span(24, 29) == index.records[2].span
