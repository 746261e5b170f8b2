# SPDX-License-Identifier: MIT
"""Where codings lie: flat arrays in reading order, so that a window is one comparison.

Rows of bars and lanes of stripes are worked out cluster by cluster, when first looked at. A cluster
is a chain of codings that overlap, or end and begin so near one another in a paragraph that they
may share a line.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from uuid import UUID

import numpy as np

from coder_app.core.lanes import assign_lanes
from coder_app.core.records import CodingRecord
from coder_app.core.spans import Span
from coder_app.ui.transcript.positions import Numbers, Positions

_NEAR = 240  # more characters than a line has
_UNKNOWN = -1


class CodingIndex:
    """The placed codings of one document, in UTF-16 units."""

    def __init__(
        self, positions: Positions, breaks: Numbers, codings: Iterable[CodingRecord]
    ) -> None:
        self._positions = positions
        self._breaks = breaks  # ends of the paragraphs
        placed = [coding for coding in codings if coding.span is not None]
        placed.sort(key=_reading_order)
        self.records = placed
        starts = np.array([c.span.start for c in placed if c.span], np.int64)
        ends = np.array([c.span.end for c in placed if c.span], np.int64)
        self.qt_start = positions.to_qt_many(starts)
        self.qt_end = positions.to_qt_many(ends)
        self.rows = np.full(len(placed), _UNKNOWN, np.int64)
        self.lanes = np.full(len(placed), _UNKNOWN, np.int64)
        self._by_guid = {coding.guid: coding for coding in placed}
        self._chain()

    def __len__(self) -> int:
        return len(self.records)

    def __contains__(self, guid: object) -> bool:
        return guid in self._by_guid

    def get(self, guid: UUID | None) -> CodingRecord | None:
        """Look up a placed coding."""
        return self._by_guid.get(guid) if guid is not None else None

    def place_of(self, guid: UUID) -> int:
        """Find the place of a coding in reading order."""
        wanted = self._by_guid[guid]
        place = bisect_left(self.records, _reading_order(wanted), key=_reading_order)
        while self.records[place].guid != guid:
            place += 1
        return place

    # ---- questions

    def between(self, qt_start: int, qt_end: int) -> Numbers:
        """Places of all codings that share a unit with this window, in reading order."""
        end = int(np.searchsorted(self.qt_start, qt_end))
        return np.flatnonzero(self.qt_end[:end] > qt_start)

    def at(self, qt_position: int) -> list[CodingRecord]:
        """Codings on the character here, the longest first."""
        found = [self.records[place] for place in self.between(qt_position, qt_position + 1)]
        return sorted(found, key=lambda c: (-len(c.span) if c.span else 0, str(c.guid)))

    def clusters_of(self, places: Numbers) -> list[tuple[int, int]]:
        """First and last-but-one place of each cluster that these belong to."""
        which = np.unique(np.searchsorted(self._heads, places, side="right") - 1)
        tails = np.append(self._heads[1:], len(self.records))
        return [(int(self._heads[k]), int(tails[k])) for k in which]

    # ---- changes

    def put(self, coding: CodingRecord) -> tuple[int, int]:
        """Add or replace a coding; give the stretch of text that looks different now."""
        gone = self.take(coding.guid)
        if coding.span is None:
            return gone
        place = bisect_left(self.records, _reading_order(coding), key=_reading_order)
        qt_start, qt_end = self._positions.span_to_qt(coding.span)
        self.records.insert(place, coding)
        self.qt_start = np.insert(self.qt_start, place, qt_start)
        self.qt_end = np.insert(self.qt_end, place, qt_end)
        self.rows = np.insert(self.rows, place, _UNKNOWN)
        self.lanes = np.insert(self.lanes, place, _UNKNOWN)
        self._by_guid[coding.guid] = coding
        self._chain()
        return _cover(gone, self._forget_cluster(place))

    def take(self, guid: UUID) -> tuple[int, int]:
        """Take a coding out; give the stretch of text that looks different now, (0, 0) if none."""
        if guid not in self._by_guid:
            return 0, 0
        place = self.place_of(guid)
        touched = self._forget_cluster(place)
        del self.records[place], self._by_guid[guid]
        for name in ("qt_start", "qt_end", "rows", "lanes"):
            setattr(self, name, np.delete(getattr(self, name), place))
        self._chain()
        return touched

    def forget_lanes(self) -> None:
        """Work out all lanes anew: the lines have changed."""
        self.lanes[:] = _UNKNOWN

    def _forget_cluster(self, place: int) -> tuple[int, int]:
        ((first, last),) = self.clusters_of(np.array([place]))
        self.rows[first:last] = _UNKNOWN
        self.lanes[first:last] = _UNKNOWN
        return int(self.qt_start[first]), int(self.qt_end[first:last].max())

    def _chain(self) -> None:
        """Find the heads of the clusters."""
        paragraph = np.searchsorted(self._breaks, self.qt_end)
        edge = np.append(self._breaks, np.iinfo(np.int64).max - 1)[paragraph]
        reach = np.maximum.accumulate(np.minimum(self.qt_end + _NEAR, edge + 1))
        is_head = np.ones(len(self.records), bool)
        is_head[1:] = self.qt_start[1:] >= reach[:-1]
        self._heads = np.flatnonzero(is_head)

    # ---- rows and lanes

    def settle_rows(self, places: Numbers) -> None:
        """Give a row of bars to each of these; a coding keeps its row along its whole length."""
        for first, last in self.clusters_of(places[self.rows[places] == _UNKNOWN]):
            starts, ends = self.qt_start[first:last].tolist(), self.qt_end[first:last].tolist()
            self.rows[first:last] = assign_lanes(list(map(Span, starts, ends)))

    def settle_lanes(self, places: Numbers, line_of: Callable[[int], int]) -> None:
        """Give a lane to each of these, so that no two stripes of a lane touch the same line."""
        for first, last in self.clusters_of(places[self.lanes[places] == _UNKNOWN]):
            count = last - first  # finer than lines, so that equal lines keep the reading order
            starts = [line_of(at) * count for at in self.qt_start[first:last].tolist()]
            ends = [(line_of(at - 1) + 1) * count for at in self.qt_end[first:last].tolist()]
            spans = [
                Span(start + n, end)
                for n, (start, end) in enumerate(zip(starts, ends, strict=True))
            ]
            self.lanes[first:last] = assign_lanes(spans)


def _reading_order(coding: CodingRecord) -> tuple[int, int, int]:
    if coding.span is None:
        raise ValueError("a coding without a place has no order")
    return coding.span.start, -coding.span.end, coding.guid.int


def _cover(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    if one == (0, 0):
        return other
    return min(one[0], other[0]), max(one[1], other[1])
