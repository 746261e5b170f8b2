# SPDX-License-Identifier: MIT
"""What there is to show of the codings: which ones, which is in hand, which is pointed at."""

from __future__ import annotations

from uuid import UUID

import numpy as np
from PySide6.QtCore import QObject, Signal

from coder_app.core.records import CodingRecord
from coder_app.core.spans import Span
from coder_app.ui.transcript.index import CodingIndex
from coder_app.ui.transcript.painting import Mark
from coder_app.ui.transcript.positions import Positions


class Marking(QObject):
    """Codings of the document on the screen, shared by the text and the margin beside it."""

    stretch_changed = Signal(int, int)  # UTF-16: these words look different now
    all_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.positions = Positions("")
        self.index = CodingIndex(self.positions, np.empty(0, np.int64), ())
        self.family_marks = False
        self.found: tuple[tuple[int, int], ...] = ()
        self._only: frozenset[UUID] | None = None
        self._in_hand: UUID | None = None
        self._hovered: UUID | None = None
        self._moving: Span | None = None

    def set_index(self, positions: Positions, index: CodingIndex) -> None:
        """Show other codings, of this text or of another one."""
        self.positions, self.index = positions, index
        self._hovered = self._moving = None
        if self._in_hand not in index:
            self._in_hand = None
        self.all_changed.emit()

    def put(self, coding: CodingRecord) -> None:
        """Add one coding or show its new state."""
        self._moving = None
        self.stretch_changed.emit(*self.index.put(coding))

    def take(self, guid: UUID) -> None:
        """Take one coding away."""
        stretch = self.index.take(guid)
        if guid == self._in_hand:
            self._in_hand = None
        if guid == self._hovered:
            self._hovered = None
        self.stretch_changed.emit(*stretch)

    # ---- which ones stand out

    @property
    def in_hand(self) -> UUID | None:
        """The coding that keys act on."""
        return self._in_hand

    def take_in_hand(self, guid: UUID | None) -> None:
        """Let this coding stand out, or none."""
        before, self._in_hand, self._moving = self._in_hand, guid, None
        self._tell(before)
        self._tell(guid)

    @property
    def hovered(self) -> UUID | None:
        """The coding under the pointer."""
        return self._hovered

    def hover(self, guid: UUID | None) -> None:
        """Let this coding stand out a little, or none."""
        before, self._hovered = self._hovered, guid
        self._tell(before)
        self._tell(guid)

    def show_moving(self, span: Span | None) -> None:
        """Show the coding in hand with borders that are being dragged."""
        before, self._moving = self.span_in_hand(), span
        for shown in (before, span):
            if shown is not None:
                self.stretch_changed.emit(*self.positions.span_to_qt(shown))

    def span_in_hand(self) -> Span | None:
        """Borders of the coding in hand as the screen shows them."""
        coding = self.index.get(self._in_hand)
        return self._moving or (coding.span if coding else None)

    def show_only(self, codes: frozenset[UUID] | None) -> None:
        """Give tints to these codes only; the rest keeps its bars."""
        self._only = codes
        self.all_changed.emit()

    def show_family_marks(self, *, on: bool) -> None:
        """Tell families by the pattern of their bars and stripes too."""
        self.family_marks = on
        self.all_changed.emit()

    def _tell(self, guid: UUID | None) -> None:
        coding = self.index.get(guid)
        if coding is not None and coding.span is not None:
            self.stretch_changed.emit(*self.positions.span_to_qt(coding.span))

    # ---- for painting

    def marks(self, qt_start: int, qt_end: int) -> list[Mark]:
        """Codings that share a unit with this window, in reading order."""
        index = self.index
        places = index.between(qt_start, qt_end)
        index.settle_rows(places)
        return [self._mark(place) for place in places.tolist()]

    def mark_in_hand(self) -> Mark | None:
        """Give the coding in hand, with borders as they are being dragged."""
        coding, span = self.index.get(self._in_hand), self.span_in_hand()
        if coding is None or span is None:
            return None
        place = self.index.place_of(coding.guid)
        self.index.settle_rows(np.array([place]))
        qt_start, qt_end = self.positions.span_to_qt(span)
        row = int(self.index.rows[place])
        return Mark(coding.guid, qt_start, qt_end, coding.code, coding.colour, row)

    def mark_hovered(self) -> Mark | None:
        """Give the coding under the pointer."""
        if self._hovered is None or self._hovered not in self.index:
            return None
        place = self.index.place_of(self._hovered)
        self.index.settle_rows(np.array([place]))
        return self._mark(place)

    def _mark(self, place: int) -> Mark:
        index, coding = self.index, self.index.records[place]
        return Mark(
            guid=coding.guid,
            start=int(index.qt_start[place]),
            end=int(index.qt_end[place]),
            code=coding.code,
            colour=coding.colour,
            row=int(index.rows[place]),
            has_tint=self._only is None or coding.code in self._only,
        )
