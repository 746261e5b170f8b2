# SPDX-License-Identifier: MIT
"""What is under the cursor: the codings here, with coder, weight and memo."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.core.records import CodingRecord
from coder_app.ui.docks.frame import Dock
from coder_app.ui.look import draw_chip, theme
from coder_app.ui.parts import (
    EmptyState,
    box_of,
    draw_found,
    icon_button,
    moment_in_words,
    paint_row,
)

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
RecordRole = Qt.ItemDataRole.UserRole
_MEMO_LINES = 2


def told(coding: CodingRecord) -> str:
    """Write whose a coding is, of when, and its weight: "Ana · today 21:06 · weight 3"."""
    parts = [coding.coder_name, moment_in_words(coding.created)]
    if coding.weight is not None:
        parts.append(tr("weight {0}").format(coding.weight))
    return " · ".join(parts)


class CardModel(QAbstractListModel):
    """Codings at one place."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[CodingRecord, ...] = ()

    def set_records(self, rows: Sequence[CodingRecord]) -> None:
        """Show these codings."""
        if tuple(rows) == self._rows:
            return
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    @property
    def records(self) -> tuple[CodingRecord, ...]:
        """The codings shown."""
        return self._rows

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the cards."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a role asks for."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.code_name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.code_name, told(row), row.memo) if part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.memo or None
        return row if role == RecordRole else None


class CardDelegate(QStyledItemDelegate):
    """Paint a coding as a card: chip, name, whose and when, the first lines of the memo."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Let a card grow with its memo."""
        look = theme()
        row: CodingRecord | None = index.data(RecordRole)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QListView) else look.px(200)
        lines = len(self._memo(row, width)) if row else 0
        return QSize(look.px(120), look.size("card") + lines * self._line_height())

    @staticmethod
    def _line_height() -> int:
        return theme().px(16)

    def _memo(self, row: CodingRecord, width: int) -> list[str]:
        """Break the memo into at most two lines."""
        text = " ".join(row.memo.split())
        if not text:
            return []
        layout = QTextLayout(text, theme().font("small"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        room = max(width - theme().px(55) - theme().px(16), theme().px(60))
        layout.beginLayout()
        found: list[str] = []
        line = layout.createLine()
        while line.isValid() and len(found) < _MEMO_LINES:
            line.setLineWidth(room)
            start = line.textStart()
            last = len(found) == _MEMO_LINES - 1
            found.append(text[start:] if last else text[start : start + line.textLength()])
            line = layout.createLine()
        layout.endLayout()
        return found

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one card."""
        look, box = theme(), box_of(option)
        row: CodingRecord = index.data(RecordRole)
        painter.save()
        is_current = paint_row(painter, option)
        painter.fillRect(QRect(box.left(), box.bottom(), box.width(), 1), look.colour("hairline"))
        side = look.size("chip")
        chip = QRectF(box.left() + look.px(12), box.top() + look.px(8), side, side)
        draw_chip(painter, chip, row.colour, row.key)
        left = box.left() + look.px(37)
        width = box.right() - left - look.px(8)
        painter.setFont(look.font("strong" if is_current else "body"))
        name = QRect(left, box.top() + look.px(6), width, look.px(20))
        draw_found(painter, name, row.code_name, ())
        painter.setFont(look.font("small"))
        below = QRect(left, box.top() + look.px(25), width, look.px(17))
        draw_found(painter, below, told(row), (), "ink3")
        self._draw_memo(painter, box, row)
        painter.restore()

    def _draw_memo(self, painter: QPainter, box: QRect, row: CodingRecord) -> None:
        look = theme()
        lines = self._memo(row, box.width())
        if not lines:
            return
        left, top = box.left() + look.px(37), box.top() + look.px(42)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(left, top, look.pixmap("sticky-note", "ink3", size=13, ratio=ratio))
        for n, line in enumerate(lines):
            part = QRect(
                left + look.px(18),
                top + n * self._line_height(),
                box.right() - left - look.px(26),
                self._line_height(),
            )
            draw_found(painter, part, line, (), "ink2")


class CodingDock(Dock):
    """Cards of the codings at the cursor; the one in hand is the current one."""

    coding_chosen = Signal(object)  # UUID
    memo_requested = Signal(object)
    menu_requested = Signal(object, QPoint)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("here", tr("Codings here"), parent)
        self.model = CardModel(self)
        self.list = QListView(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(CardDelegate(self.list))
        self.list.setMouseTracking(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setTabKeyNavigation(False)
        self.list.setAccessibleName(tr("Codings here"))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.customContextMenuRequested.connect(self._on_menu)
        self.list.clicked.connect(self._on_chosen)
        self.list.activated.connect(self._on_memo)
        self._empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.column.addWidget(self._stack, 1)
        self._more = icon_button("ellipsis", tr("What to do with the coding"), self)
        self.title_line.add(self._more)
        self._more.clicked.connect(self._on_more)
        self.show_codings((), None)

    def show_codings(self, codings: Sequence[CodingRecord], in_hand: UUID | None) -> None:
        """Show the codings at the cursor."""
        self.model.set_records(codings)
        self.count.setText(str(len(codings)) if codings else "")
        self._more.setEnabled(in_hand is not None)
        if not codings:
            self._empty.tell(
                "tag", tr("No coding here"), tr("Select words and press a code’s key, or Space.")
            )
        self._stack.setCurrentIndex(0 if codings else 1)
        place = next((n for n, row in enumerate(codings) if row.guid == in_hand), -1)
        index = self.model.index(place, 0) if place >= 0 else QModelIndex()
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)

    def _on_chosen(self, index: QModelIndex) -> None:
        row: CodingRecord | None = index.data(RecordRole)
        if row is not None:
            self.coding_chosen.emit(row.guid)

    def _on_memo(self, index: QModelIndex) -> None:
        row: CodingRecord | None = index.data(RecordRole)
        if row is not None:
            self.coding_chosen.emit(row.guid)
            self.memo_requested.emit(row.guid)

    def _on_menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if index.isValid():
            self._on_chosen(index)
            self.menu_requested.emit(
                index.data(RecordRole).guid, self.list.viewport().mapToGlobal(place)
            )

    def _on_more(self) -> None:
        row: CodingRecord | None = self.list.currentIndex().data(RecordRole)
        if row is not None:
            below = QPoint(0, self._more.height())
            self.menu_requested.emit(row.guid, self._more.mapToGlobal(below))
