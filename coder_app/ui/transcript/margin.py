# SPDX-License-Identifier: MIT
"""The margin: one stripe for each coding on the screen, and its name beside it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QEvent, QLineF, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QWidget

from coder_app.core.places import tr
from coder_app.core.records import CodingRecord
from coder_app.ui.look import draw_chip, theme
from coder_app.ui.transcript.marking import Marking
from coder_app.ui.transcript.names import Named, Row, lay_names
from coder_app.ui.transcript.painting import draw_stripe
from coder_app.ui.transcript.pane import TextPane

_BESIDE_TEXT = 10  # from the end of the words to the first lane
_CHIP = 13
_LEAST_NAME, _LEAST_CHIP = 110, 40
_LANES_NARROW = 6


@dataclass(frozen=True, slots=True)
class Stripe:
    """A coding's stripe in the margin."""

    coding: CodingRecord
    lane: int
    box: QRectF
    line_middle: float  # of its first line on the screen


class StripeMargin(QWidget):
    """Stripes in lanes, names in a column; knows which coding is where."""

    pressed = Signal(object)  # guid
    opened = Signal(object)  # guid, by a double click
    pointed_at = Signal(object)  # guid or None
    tip_requested = Signal(object, QPoint)

    def __init__(self, marking: Marking, pane: TextPane, inset: int) -> None:
        super().__init__(pane)
        self._marking, self._pane, self._inset = marking, pane, inset
        self._stripes: list[Stripe] | None = None
        self._rows: list[Row] = []
        self._targets: list[tuple[QRectF, UUID]] = []
        self._lanes = 3
        self._names_left = 0.0
        self.is_narrow = False
        self.setMouseTracking(True)
        self.setAccessibleName(tr("Codings in the margin"))
        pane.scrolled.connect(self._forget)
        pane.lines_changed.connect(self._on_lines_changed)
        marking.stretch_changed.connect(self._forget)
        marking.all_changed.connect(self._on_all_changed)

    def width_asked(self) -> int:
        """Give the least width for what is shown: names, or chips alone."""
        look = theme()
        if not self.is_narrow:
            return look.size("margin_least")
        lanes = _LANES_NARROW * look.size("lane")
        return look.px(_BESIDE_TEXT) + lanes + look.px(_LEAST_CHIP)

    def _forget(self) -> None:
        self._stripes = None
        self.update()

    def _on_lines_changed(self) -> None:
        self._marking.index.forget_lanes()
        self._forget()

    def _on_all_changed(self) -> None:
        self._lanes = 3
        self._forget()

    # ---- what is where

    def stripes(self) -> list[Stripe]:
        """Give the stripes on the screen, in reading order."""
        if self._stripes is None:
            self._stripes = self._find_stripes()
            self._names_left = self._box(self._lanes - 1, 0, 1).right() + theme().px(13)
            self._rows = self._find_rows(self._stripes)
        return self._stripes

    def _find_stripes(self) -> list[Stripe]:
        blocks = [block for block in self._pane.blocks_on_screen() if block.geometry.rects]
        if not blocks:
            return []
        first = blocks[0].geometry.position
        last = blocks[-1].geometry.position + blocks[-1].geometry.length
        index = self._marking.index
        places = index.between(first, last)
        index.settle_lanes(places, self._pane.line_number)
        self._lanes = max([self._lanes, *(int(lane) + 1 for lane in index.lanes[places])])
        found = []
        for place in places.tolist():
            start, end = int(index.qt_start[place]), int(index.qt_end[place])
            head = self._pane.box_of_line(max(start, first))
            tail = self._pane.box_of_line(min(end, last - 1) - 1)
            top = head.top() + 1 if start >= first else -theme().px(9)
            bottom = tail.bottom() - 1 if end < last else self.height() + theme().px(9)
            if bottom > 0 and top < self.height():
                lane = int(index.lanes[place])
                box = self._box(lane, top, bottom)
                found.append(Stripe(index.records[place], lane, box, head.center().y()))
        return found

    def _box(self, lane: int, top: float, bottom: float) -> QRectF:
        look = theme()
        beside = _LEAST_CHIP if self.is_narrow else _LEAST_NAME
        room = self.width() - look.px(_BESIDE_TEXT + beside)
        pitch = min(look.size("lane"), max(3.0, room / max(self._lanes, 1)))
        width = min(look.size("stripe"), pitch - 1)
        left = look.px(_BESIDE_TEXT - self._inset) + lane * pitch
        return QRectF(left, top, width, bottom - top)

    def _find_rows(self, stripes: list[Stripe]) -> list[Row]:
        height = theme().size("stripe_label")
        wanted = [
            Named(
                guid=stripe.coding.guid,
                y=max(round(stripe.line_middle - height / 2), 0),
                has_key=bool(stripe.coding.key) or self.is_narrow,
                in_hand=stripe.coding.guid == self._marking.in_hand,
            )
            for stripe in sorted(stripes, key=lambda s: (max(s.line_middle, 0), s.lane))
        ]
        return lay_names(wanted, height)

    def coding_at(self, point: QPointF) -> UUID | None:
        """Give the coding whose stripe, name or chip is here."""
        self.stripes()
        hits = [guid for box, guid in self._targets if box.contains(point)]
        return hits[-1] if hits else None

    # ---- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw leaders first, then stripes, then names."""
        stripes = {stripe.coding.guid: stripe for stripe in self.stripes()}
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme().colour("paper"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._targets = []
        for row in self._rows:
            if row.y > self.height():
                break
            for guid in row.codings:
                self._draw_leader(painter, stripes[guid], row)
        for stripe in stripes.values():
            self._draw_stripe(painter, stripe)
        for row in self._rows:
            if row.y > self.height():
                break
            self._draw_row(painter, [stripes[guid].coding for guid in row.codings], row.y)

    def _stands_out(self, guid: UUID) -> bool:
        return guid in (self._marking.in_hand, self._marking.hovered)

    def _draw_stripe(self, painter: QPainter, stripe: Stripe) -> None:
        box = stripe.box
        if self._stands_out(stripe.coding.guid):
            more = (theme().size("stripe_hand") - theme().size("stripe")) / 2
            box = box.adjusted(-more, 0, more, 0)
        draw_stripe(painter, box, stripe.coding.colour, family_marks=self._marking.family_marks)
        self._targets.append((stripe.box.adjusted(-2, 0, 2, 0), stripe.coding.guid))

    def _draw_leader(self, painter: QPainter, stripe: Stripe, row: Row) -> None:
        height = theme().size("stripe_label")
        out = self._stands_out(stripe.coding.guid)
        colour = theme().code_colour(stripe.coding.colour).stripe
        painter.setPen(QPen(colour if out else theme().colour("hairline"), 1))
        name = round(row.y + height / 2) + 0.5
        # straight from the stripe where it passes the name, else from its nearer end
        y = min(max(name, round(stripe.box.top() + 4) + 0.5), round(stripe.box.bottom() - 4) + 0.5)
        right = self._names_left - theme().px(3)
        turn = right - theme().px(6)
        painter.drawLine(QLineF(stripe.box.right() + 1, y, turn, y))
        painter.drawLine(QLineF(turn, y, right, name))

    def _draw_row(self, painter: QPainter, codings: list[CodingRecord], y: float) -> None:
        look, left = theme(), self._names_left
        height, chip = look.size("stripe_label"), look.px(_CHIP)
        if len(codings) == 1:
            self._draw_name(painter, codings[0], QRectF(left, y, self.width() - left, height))
            return
        for coding in codings:
            box = QRectF(left, y + (height - chip) / 2, chip, chip)
            draw_chip(painter, box, coding.colour, coding.key)
            self._targets.append((box, coding.guid))
            left += chip + look.px(3)

    def _draw_name(self, painter: QPainter, coding: CodingRecord, box: QRectF) -> None:
        look = theme()
        chip, gap = look.px(_CHIP), look.px(5)
        font = look.font("caption")
        in_hand = coding.guid == self._marking.in_hand
        if in_hand:
            font.setWeight(QFont.Weight.Medium)
        metrics = QFontMetricsF(font)
        chip_box = QRectF(box.left(), box.center().y() - chip / 2, chip, chip)
        room = box.width() - chip - 2 * gap
        name = "" if self.is_narrow else coding.code_name
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        wide = metrics.horizontalAdvance(shown)
        weight = f"·{coding.weight}" if coding.weight is not None and name else ""
        weight_wide = metrics.horizontalAdvance(weight) + gap if weight else 0.0
        if wide + weight_wide > room:
            weight, weight_wide = "", 0.0
        memo_wide = chip + gap if coding.memo and name else 0.0
        if wide + weight_wide + memo_wide > room:
            memo_wide = 0.0
        whole = chip + gap + wide + weight_wide + memo_wide + gap
        pill = QRectF(box.left() - 1, box.top(), whole, box.height())
        if self._stands_out(coding.guid):
            shades = look.code_colour(coding.colour)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(shades.strong if in_hand else shades.tint)
            painter.drawRoundedRect(pill, look.px(4), look.px(4))
        draw_chip(painter, chip_box, coding.colour, coding.key)
        painter.setFont(font)
        painter.setPen(look.colour("ink" if self._stands_out(coding.guid) else "ink2"))
        left = chip_box.right() + gap
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(QRectF(left, box.top(), wide + 1, box.height()), middle, shown)
        left += wide + gap
        painter.drawText(QRectF(left, box.top(), room, box.height()), middle, weight)
        if memo_wide:
            icon = look.pixmap("sticky-note", "ink3", size=12, ratio=self.devicePixelRatioF())
            side = look.px(12)
            place = QPointF(left + weight_wide, box.center().y() - side / 2)
            painter.drawPixmap(place, icon)
        self._targets.append((pill, coding.guid))

    # ---- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the coding under the pointer in hand."""
        guid = self.coding_at(event.position())
        if guid is not None and event.button() == Qt.MouseButton.LeftButton:
            self.pressed.emit(guid)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the memo of the coding under the pointer."""
        guid = self.coding_at(event.position())
        if guid is not None:
            self.opened.emit(guid)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say which coding is under the pointer."""
        self.pointed_at.emit(self.coding_at(event.position()))

    def event(self, event: QEvent) -> bool:
        """Ask for a tool tip; notice the pointer leaving."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            guid = self.coding_at(QPointF(event.pos()))
            self.tip_requested.emit(guid, event.globalPos())
            return True
        if event.type() == QEvent.Type.Leave:
            self.pointed_at.emit(None)
        return bool(super().event(event))
