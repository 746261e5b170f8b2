# SPDX-License-Identifier: MIT
"""Passages on which coders differ, as a list: the words, where they stand, who marked them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from coder_app.agreement.disagreements import Disagreement
from coder_app.core.places import tr
from coder_app.core.spans import Span
from coder_app.ui.look import theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
PASSAGE_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A disagreement with the words that a list shows."""

    document: UUID
    span: Span
    words: str
    where: str  # "P07 Marisol · line 44"
    who: str  # "Ana, not Ben · missed by one"


def in_words(
    found: Disagreement,
    names: Mapping[Any, str],
    documents: Mapping[Any, str],
    text: str,
    line: int,
) -> Passage:
    """Name the document and coders of a disagreement."""
    yes = ", ".join(names[coder] for coder in found.coders_yes)
    no = ", ".join(names[coder] for coder in found.coders_no)
    document = found.document
    assert isinstance(document, UUID)
    return Passage(
        document=document,
        span=Span(found.start, found.end),
        words=" ".join(text[found.start : min(found.end, found.start + 400)].split()),
        where=tr("{0} · line {1}").format(documents[document], line),
        who=tr("{0}, not {1} · {2}").format(yes, no, found.kind.words),
    )


class PassageList(QAbstractListModel):
    """The passages of one code."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._passages: tuple[Passage, ...] = ()

    def show(self, passages: Sequence[Passage]) -> None:
        """Take other passages."""
        self.beginResetModel()
        self._passages = tuple(passages)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the passages."""
        return 0 if parent.isValid() else len(self._passages)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a row."""
        passage = self._passages[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return passage.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{passage.words}. {passage.where}. {passage.who}"
        return passage if role == PASSAGE_ROLE else None


class PassageDelegate(QStyledItemDelegate):
    """Paint a passage: one line of its words in the serif, below it where and who."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give each passage two lines."""
        return QSize(theme().px(200), theme().px(48))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        look = theme()
        passage: Passage = index.data(PASSAGE_ROLE)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            focused = self._view.hasFocus()
            painter.fillRect(box, look.colour("accent_tint" if focused else "hover"))
            bar = QRect(box.left(), box.top(), look.px(3), box.height())
            painter.fillRect(bar, look.colour("accent" if focused else "border"))
        text = box.adjusted(look.px(12), look.px(5), -look.px(12), -look.px(5))
        elide = Qt.TextElideMode.ElideRight
        painter.setFont(look.font("quote"))
        painter.setPen(look.colour("ink"))
        words = painter.fontMetrics().elidedText(passage.words, elide, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignTop, words)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("ink3"))
        told = painter.fontMetrics().elidedText(
            f"{passage.where} · {passage.who}", elide, text.width()
        )
        painter.drawText(text, Qt.AlignmentFlag.AlignBottom, told)
        painter.restore()
