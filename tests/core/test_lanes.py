# SPDX-License-Identifier: MIT
"""Stripes in lanes: none hides another."""

from __future__ import annotations

import random
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.core.lanes import assign_lanes
from coder_app.core.spans import Span

spans = st.builds(
    lambda start, length: Span(start, start + length), st.integers(0, 60), st.integers(1, 30)
)


@settings(max_examples=200, deadline=None)
@given(st.lists(spans, max_size=25), st.integers(0, 10))
def test_two_stripes_of_one_lane_never_come_nearer_than_the_slack(
    found: list[Span], slack: int
) -> None:
    lanes = assign_lanes(found, slack=slack)

    for (a, lane_a), (b, lane_b) in combinations(zip(found, lanes, strict=True), 2):
        if lane_a == lane_b:
            assert a.end + slack <= b.start or b.end + slack <= a.start


@settings(max_examples=200, deadline=None)
@given(st.lists(spans, max_size=25))
def test_no_more_lanes_are_opened_than_stripes_lie_over_one_another(found: list[Span]) -> None:
    deepest = max((sum(s.start <= at < s.end for s in found) for at in range(100)), default=0)

    assert max(assign_lanes(found), default=-1) + 1 == deepest


def test_lanes_do_not_depend_on_the_order_in_which_codings_come() -> None:
    found = [Span(0, 9), Span(2, 5), Span(5, 8), Span(8, 20), Span(3, 12)]
    before = dict(zip(found, assign_lanes(found), strict=True))
    random.Random(3).shuffle(found)

    assert dict(zip(found, assign_lanes(found), strict=True)) == before


def test_touching_stripes_share_a_lane() -> None:
    assert assign_lanes([Span(0, 5), Span(5, 9)]) == [0, 0]
