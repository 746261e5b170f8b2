# SPDX-License-Identifier: MIT
"""Passages on which coders differ, as a list: the words, where they stand, who marked them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from coder_app.agreement.disagreements import Disagreement
from coder_app.core.places import tr
from coder_app.core.spans import Span
from coder_app.ui.look import theme
from coder_app.ui.parts import box_of, paint_row

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
    code: str = "",
) -> Passage:
    """Name the document and coders of a disagreement; its code where several are listed."""
    yes = ", ".join(names[coder] for coder in found.coders_yes)
    no = ", ".join(names[coder] for coder in found.coders_no)
    document = found.document
    assert isinstance(document, UUID)
    return Passage(
        document=document,
        span=Span(found.start, found.end),
        words=" ".join(text[found.start : min(found.end, found.start + 400)].split()),
        where=" · ".join(filter(None, (code, documents[document], tr("line {0}").format(line)))),
        who=tr("{0}, not {1} · {2}").format(yes, no, found.kind.words),
    )


class PassageList(QAbstractListModel):
    """The passages of one code; each is put into words when it is first shown."""

    def __init__(
        self, describe: Callable[[Disagreement], Passage], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._describe = describe
        self._found: tuple[Disagreement, ...] = ()
        self._passages: dict[int, Passage] = {}

    def show(self, found: Sequence[Disagreement]) -> None:
        """Take other passages."""
        self.beginResetModel()
        self._found = tuple(found)
        self._passages = {}
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the passages."""
        return 0 if parent.isValid() else len(self._found)

    def passage(self, row: int) -> Passage:
        """Give a passage in words."""
        if row not in self._passages:
            self._passages[row] = self._describe(self._found[row])
        return self._passages[row]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a row."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            PASSAGE_ROLE,
        ):
            return None
        passage = self.passage(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return passage.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{passage.words}. {passage.where}. {passage.who}"
        return passage


class PassageDelegate(QStyledItemDelegate):
    """Paint a passage: one line of its words in the serif, below it where and who."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give each passage two lines."""
        return QSize(theme().px(200), theme().px(48))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        look = theme()
        passage: Passage = index.data(PASSAGE_ROLE)
        painter.save()
        paint_row(painter, option)
        text = box_of(option).adjusted(look.px(12), look.px(5), -look.px(12), -look.px(5))
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
