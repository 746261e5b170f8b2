# SPDX-License-Identifier: MIT
"""Beside the words: a column for each coder, with what she marked at the height where it stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextOption,
)
from PySide6.QtWidgets import QScrollBar, QToolTip, QWidget

from coder_app.core.lanes import assign_lanes
from coder_app.core.places import tr
from coder_app.core.records import CodingRecord, Guid
from coder_app.core.spans import Span
from coder_app.ui.look import draw_chip, theme
from coder_app.ui.transcript.marking import Marking
from coder_app.ui.transcript.painting import Mark, draw_stripe
from coder_app.ui.transcript.pane import TextPane
from coder_app.ui.transcript.words import in_words, tip_of

_HEAD, _WIDE, _CLOSE, _NARROW = 27, 120, 84, 46  # close: names still fit; narrow: chips do
_MOST_SHOWN = 3
_STRIPE, _CHIP = 6, 14
_LEAST_NAME = 62
_MEMO_SHOWN = 160


class CoderMarking(Marking):
    """Codings whose bars have a fixed row for each coder."""

    order: Sequence[Guid] = ()

    def _mark(self, place: int) -> Mark:
        mark = super()._mark(place)
        coder = self.index.records[place].coder
        row = self.order.index(coder) if coder in self.order else mark.row
        return Mark(mark.guid, mark.start, mark.end, mark.code, mark.colour, row)


@dataclass(frozen=True, slots=True)
class Column:
    """A coder's column: her name as shown, in short, and what she marked."""

    name: str
    short: str
    codings: tuple[CodingRecord, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A coding in its column."""

    coding: CodingRecord
    stripe: QRectF
    left: float  # where its words may begin


class CoderColumns(QWidget):
    """The columns; more than there is room for scroll sideways."""

    def __init__(self, marking: CoderMarking, pane: TextPane) -> None:
        super().__init__(pane)
        self._marking, self._pane = marking, pane
        self._columns: tuple[Column, ...] = ()
        self._at: Span | None = None  # the passage they differ on
        self._wide, self._taken = 0, 0  # of a column, of all; the rest stays empty
        self._targets: list[tuple[QRectF, CodingRecord]] = []
        self._bar = QScrollBar(Qt.Orientation.Horizontal, self)
        self._bar.setAccessibleName(tr("Further coders"))
        self._bar.valueChanged.connect(self.update)
        self._bar.hide()
        self.setMouseTracking(True)
        self.setAccessibleName(tr("What each coder marked"))
        for signal in (pane.scrolled, pane.lines_changed, marking.all_changed):
            signal.connect(self.update)

    def show_columns(self, columns: Sequence[Column], at: Span | None = None) -> None:
        """Show what these coders marked of a passage."""
        self._columns, self._at = tuple(columns), at
        self.setAccessibleDescription(" ".join(_said(column) for column in self._columns))
        self._bar.setValue(0)
        self._set_bar()
        self.update()

    @property
    def shown(self) -> tuple[Column, ...]:
        """The columns, from left to right."""
        return self._columns

    def share(self, room: int, text: int) -> int:
        """Take a part of the room; the words want `text`, so names give way, then columns."""
        look, number, spare = theme(), max(len(self._columns), 1), room - text
        if spare >= number * look.px(_CLOSE):
            self._wide = min(spare // number, look.px(_WIDE))
            self._taken = self._wide * number
        else:
            shown = min(number, _MOST_SHOWN)
            self._wide = min(max(spare // shown, look.px(_NARROW)), look.px(_WIDE))
            self._taken = self._wide * shown
        self._set_bar()
        return self._taken

    # ---- sideways

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar at the bottom."""
        super().resizeEvent(event)
        self._set_bar()

    def _set_bar(self) -> None:
        beyond = max(0, self._wide * len(self._columns) - self._taken)
        self._bar.setRange(0, beyond)
        self._bar.setPageStep(self._taken)
        self._bar.setSingleStep(self._wide)
        self._bar.setVisible(beyond > 2)
        height = self._bar.sizeHint().height()
        self._bar.setGeometry(0, self.height() - height, self._taken, height)

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the columns from the lines as they lie now, then their heads over them."""
        look = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), look.colour("paper"))
        self._targets.clear()
        wide, head = self._wide, look.px(_HEAD)
        lefts = [number * wide - self._bar.value() for number in range(len(self._columns))]
        for left, column in zip(lefts, self._columns, strict=True):
            painter.setClipRect(QRectF(left, 0, wide, self.height()))
            self._draw_column(painter, column, QRectF(left, head, wide, self.height() - head))
        painter.setClipping(False)
        taken = min(self._taken, wide * len(self._columns))
        painter.fillRect(0, 0, self.width(), head, look.colour("paper"))
        painter.fillRect(0, head - 1, taken, 1, look.colour("hairline"))
        painter.fillRect(taken, 0, 1, self.height(), look.colour("hairline"))
        for left, column in zip(lefts, self._columns, strict=True):
            painter.fillRect(QRectF(left, 0, 1, self.height()), look.colour("hairline"))
            self._draw_head(painter, column, QRectF(left, 0, wide, head - 1))
        painter.end()

    @staticmethod
    def _draw_head(painter: QPainter, column: Column, box: QRectF) -> None:
        look = theme()
        painter.setFont(look.font("section"))
        painter.setPen(look.colour("ink2"))
        inside = box.adjusted(look.px(10), 0, -look.px(4), 0)
        metrics = QFontMetricsF(painter.font())
        fits = metrics.horizontalAdvance(column.name) <= inside.width()
        is_narrow = box.width() < look.px(80)
        shown = column.short if is_narrow and not fits else column.name
        name = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    def _draw_column(self, painter: QPainter, column: Column, box: QRectF) -> None:
        if not column.codings:
            self._draw_silence(painter, box)
        free = box.top() + theme().px(6)
        for placed in self._place(column.codings, box):
            if placed.stripe.bottom() < box.top() or placed.stripe.top() > box.bottom():
                continue
            draw_stripe(
                painter,
                placed.stripe,
                placed.coding.colour,
                family_marks=self._marking.family_marks,
            )
            top = max(placed.stripe.top(), free)
            room = QRectF(placed.left, top, box.right() - placed.left - theme().px(6), 10_000)
            free = self._draw_words(painter, placed.coding, room)
            both = placed.stripe.united(QRectF(room.left(), top, room.width(), free - top))
            self._targets.append((both, placed.coding))

    def _place(self, codings: Sequence[CodingRecord], box: QRectF) -> Iterable[_Placed]:
        """Give each coding its stripe, beside those that lie on the same words."""
        spans = [coding.span or Span(0, 1) for coding in codings]
        lanes = assign_lanes(spans)
        left = box.left() + theme().px(10)
        lane_wide, stripe = theme().px(9), theme().px(_STRIPE)
        words = left + max(lanes, default=0) * lane_wide + stripe + theme().px(7)
        for coding, span, lane in zip(codings, spans, lanes, strict=True):
            qt_start, qt_end = self._marking.positions.span_to_qt(span)
            top = self._pane.box_of_line(qt_start).top() + 1
            bottom = self._pane.box_of_line(qt_end - 1).bottom() - 1
            at = QRectF(left + lane * lane_wide, top, stripe, max(bottom - top, 2))
            yield _Placed(coding, at, words)

    def _draw_words(self, painter: QPainter, coding: CodingRecord, room: QRectF) -> float:
        """Write code, weight and memo of a coding; tell where the next words may begin."""
        look = theme()
        chip = look.px(_CHIP)
        draw_chip(painter, QRectF(room.left(), room.top(), chip, chip), coding.colour, coding.key)
        end = room.top() + chip
        text = room.adjusted(chip + look.px(6), 0, 0, 0)
        if room.width() < look.px(40):
            return end + look.px(6)
        if text.width() < look.px(_LEAST_NAME):
            text = room.adjusted(0, chip + look.px(2), look.px(3), 0)  # below the chip, then
        said = [(coding.code_name, "ink")]
        if coding.weight is not None:
            weight = coding.weight_label or str(coding.weight)
            said.append((tr("weight {0}").format(weight), "ink2"))
        if coding.memo:
            said.append((coding.memo[:_MEMO_SHOWN], "ink3"))
        painter.setFont(look.font("caption"))
        for words, ink in said:
            painter.setPen(look.colour(ink))
            drawn = painter.boundingRect(text, words, _wrapped())
            painter.drawText(text, words, _wrapped())
            text.setTop(drawn.bottom() + look.px(2))
            end = max(end, drawn.bottom())
        return end + look.px(8)

    def _draw_silence(self, painter: QPainter, box: QRectF) -> None:
        """Say where the others marked something that this coder marked nothing."""
        if self._at is None or box.width() < theme().px(60):
            return
        qt_start, _ = self._marking.positions.span_to_qt(self._at)
        top = max(self._pane.box_of_line(qt_start).top(), box.top() + theme().px(6))
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().colour("ink3"))
        room = box.adjusted(theme().px(10), 0, -theme().px(6), 0)
        room.setTop(top + theme().px(2))
        painter.drawText(room, tr("nothing marked"), _wrapped())

    # ---- words on demand

    def coding_at(self, point: QPointF) -> CodingRecord | None:
        """Find the coding under a point."""
        return next((coding for box, coding in self._targets if box.contains(point)), None)

    def event(self, event: QEvent) -> bool:
        """Show code, coder and memo of what is pointed at."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            coding = self.coding_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), tip_of([coding] if coding else []), self)
            return True
        return bool(super().event(event))


def _wrapped() -> QTextOption:
    """Wrap between words, and inside those that are longer than a line."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _said(column: Column) -> str:
    """Say a column for those who do not see it."""
    if not column.codings:
        return tr("{0}: nothing marked.").format(column.name)
    return " ".join(f"{in_words(coding)}." for coding in column.codings)
