# SPDX-License-Identifier: MIT
"""Overlapping spans → lanes, so that no stripe hides another."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush

from coder_app.core.spans import Span


def assign_lanes(spans: Sequence[Span], *, slack: int = 0) -> list[int]:
    """Give each span the first lane that is free from its start on, counted from 0.

    Two spans of one lane have at least `slack` code points between them. Earlier spans come first,
    and of those that begin together the longer; so a lane does not depend on the order given.
    """
    order = sorted(range(len(spans)), key=lambda i: (spans[i].start, -spans[i].end, i))
    lanes = [0] * len(spans)
    busy: list[tuple[int, int]] = []  # (free again at, lane)
    free: list[int] = []
    opened = 0
    for i in order:
        while busy and busy[0][0] <= spans[i].start:
            heappush(free, heappop(busy)[1])
        if free:
            lane = heappop(free)
        else:
            lane, opened = opened, opened + 1
        lanes[i] = lane
        heappush(busy, (spans[i].end + slack, lane))
    return lanes
