# SPDX-License-Identifier: MIT
"""How a transcript will read: its turns with speaker, time and line number, before it is added."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coder_app.core.boundaries import LineIndex
from coder_app.core.places import tr
from coder_app.core.records import SpeakerRole, TranscriptDraft, Turn
from coder_app.ui.look import theme
from coder_app.ui.parts import box_of, paint_row

_NOWHERE = QModelIndex()
_TURN = Qt.ItemDataRole.UserRole
_LINE = Qt.ItemDataRole.UserRole + 1


def clock(seconds: float | None) -> str:
    """Write a time of the recording as 00:30:41."""
    if seconds is None:
        return ""
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}"


class _Turns(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = ""
        self._turns: tuple[Turn, ...] = ()
        self._lines = LineIndex("")

    def show(self, draft: TranscriptDraft | None) -> None:
        self.beginResetModel()
        self._text, self._turns = (draft.text, draft.turns) if draft else ("", ())
        self._lines = LineIndex(self._text)
        self.endResetModel()

    def row_of_line(self, line: int) -> int | None:
        found = None
        for row, turn in enumerate(self._turns):
            if self._lines.line(turn.label_start) <= line:
                found = row
        return found

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._turns)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        turn = self._turns[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text[turn.start : turn.end]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            words = self._text[turn.start : turn.end]
            return f"{turn.speaker or tr('no speaker')}: {words}"
        if role == _TURN:
            return turn
        if role == _LINE:
            return self._lines.line(turn.start)
        return None


class _TurnDelegate(QStyledItemDelegate):
    """Paint a turn as the transcript view will: time and line number left, name above the words."""

    def _boxes(self, width: int, text: str) -> tuple[QRect, int]:
        left, head = theme().px(66), theme().px(26)
        room = max(width - left - theme().px(16), theme().px(80))
        metrics = QFontMetrics(theme().font("quote"))
        flags = Qt.TextFlag.TextWordWrap.value
        needed = metrics.boundingRect(QRect(0, 0, room, 1 << 20), flags, text)
        return QRect(left, head, room, needed.height()), head

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Leave room for all the words."""
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else 300
        words, head = self._boxes(width, str(index.data()))
        return QSize(theme().px(120), head + words.height() + theme().px(4))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw time, name, line number and words."""
        box = box_of(option)
        turn: Turn = index.data(_TURN)
        words, head = self._boxes(box.width(), str(index.data()))
        words.translate(box.topLeft())
        asks = turn.role is not SpeakerRole.PARTICIPANT
        gutter = QRect(box.left(), box.top(), theme().px(56), head)
        right = Qt.AlignmentFlag.AlignRight
        bottom = Qt.AlignmentFlag.AlignBottom
        painter.save()
        paint_row(painter, option)
        painter.setFont(theme().font("caption"))
        painter.setPen(theme().colour("ink3"))
        painter.drawText(gutter, right | bottom, clock(turn.begins))
        number = QRect(gutter.left(), words.top() + theme().px(2), gutter.width(), head)
        painter.drawText(number, right, str(index.data(_LINE)))
        painter.setFont(theme().font("speaker"))
        painter.setPen(theme().colour("ink3" if asks else "ink2"))
        name = QRect(words.left(), box.top(), words.width(), head)
        painter.drawText(name, Qt.AlignmentFlag.AlignLeft | bottom, turn.speaker)
        painter.setFont(theme().font("quote"))
        painter.setPen(theme().colour("ink2" if asks else "ink"))
        painter.drawText(words, Qt.TextFlag.TextWordWrap.value, str(index.data()))
        painter.restore()


class TurnPreview(QListView):
    """The turns of a draft, to read before adding."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.as_shown: Callable[[TranscriptDraft], TranscriptDraft] = lambda draft: draft
        self._turns = _Turns(self)
        self.setModel(self._turns)
        self.setItemDelegate(_TurnDelegate(self))
        self.setAccessibleName(tr("As it will read"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setLayoutMode(QListView.LayoutMode.Batched)  # long interviews: the first page at once

    def sizeHint(self) -> QSize:
        """Wish for some lines; the rest comes by stretching."""
        return QSize(theme().px(200), theme().px(120))

    def show_draft(self, draft: TranscriptDraft | None) -> None:
        """Show a draft from its beginning."""
        self._turns.show(self.as_shown(draft) if draft else None)

    def set_current_turn(self, row: int) -> None:
        """Make a turn the current one and bring it into view."""
        index = self._turns.index(row)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def show_line(self, line: int) -> None:
        """Bring the turn at a line of the text into view."""
        row = self._turns.row_of_line(line)
        if row is not None:
            index = self._turns.index(row)
            self.setCurrentIndex(index)
            self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtTop)
