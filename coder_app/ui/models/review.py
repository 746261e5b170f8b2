# SPDX-License-Identifier: MIT
"""Passages on which coders differ, to be settled one by one: which are listed, how a row looks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from coder_app.core.places import tr, tr_n
from coder_app.core.records import CodeRecord, DisagreementKind, Guid, ReviewItem
from coder_app.ui.look import draw_chip, theme
from coder_app.ui.parts import box_of, paint_row

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
ITEM_ROLE = Qt.ItemDataRole.UserRole
WHERE_ROLE = Qt.ItemDataRole.UserRole + 1
ROW = 54
_CHIP = 14


class Kinds(Enum):
    """What of the disagreements is listed; the value is the word on its button, where room is."""

    ALL = tr("All")
    MISSED = tr("Missed")
    BORDERS = tr("Borders")
    OTHER_CODE = tr("Other")
    WEIGHT = tr("Weight")

    def holds(self, item: ReviewItem) -> bool:
        """Tell whether an item is of this kind."""
        return self is Kinds.ALL or item.kind in _KINDS[self][0]

    @property
    def explanation(self) -> str:
        """Say in full what is of this kind."""
        return tr("all that coders differ on") if self is Kinds.ALL else _KINDS[self][1]


_KINDS = {
    Kinds.MISSED: ({DisagreementKind.MISSING}, tr("marked by some, not by others")),
    Kinds.BORDERS: ({DisagreementKind.BORDER}, tr("the same code with other borders")),
    Kinds.OTHER_CODE: ({DisagreementKind.OTHER_CODE}, tr("another code on the same words")),
    Kinds.WEIGHT: (
        {DisagreementKind.WEIGHT, DisagreementKind.VERSION},
        tr("another weight, or coded under another codebook version"),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewFilter:
    """Which disagreements are looked at; None is all."""

    code: Guid | None = None
    marked_by: Guid | None = None
    missed_by: Guid | None = None
    document: Guid | None = None
    least_words: int = 0

    def holds(self, item: ReviewItem) -> bool:
        """Tell whether an item is to be looked at."""
        return (
            self.code in (None, *item.codes)
            and self.document in (None, item.document)
            and item.words >= self.least_words
            and (self.marked_by is None or any(m.coder == self.marked_by for m in item.marks))
            and self.missed_by in (None, *item.silent)
        )


def same_item(one: ReviewItem, other: ReviewItem) -> bool:
    """Tell whether two answers mean the same passage; its decision may have changed."""
    return _place(one) == _place(other)


def _place(item: ReviewItem) -> tuple[object, ...]:
    return item.document, item.span, item.codes, item.kind


def kind_in_words(
    item: ReviewItem,
    codes: Mapping[Guid, CodeRecord],
    about: Guid | None = None,
    missed: Mapping[Guid, str] | None = None,
) -> str:
    """Say how coders differ, from the side of one of the codes.

    `missed` words a miss by one coder, where she is addressed.
    """
    if item.kind is DisagreementKind.MISSING:
        alone = item.silent[0] if len(item.silent) == 1 else None
        said = (missed or {}).get(alone) if alone else None
        return said or _missed(len(item.silent))
    if item.kind is DisagreementKind.VERSION:
        versions = sorted({mark.version for mark in item.marks if mark.version is not None})
        told = tr(" and ").join(tr("v{0}").format(number) for number in versions)
        return tr("coded under {0}").format(told)
    if item.kind is DisagreementKind.OTHER_CODE and len(item.codes) > 1:
        others = [code for code in item.codes if code != (about or item.codes[0])]
        return tr("or {0}").format(name_of(codes, others[0]))
    return item.kind.words


def _missed(number: int) -> str:
    few = {1: tr("missed by one"), 2: tr("missed by two"), 3: tr("missed by three")}
    return few.get(number) or tr_n("missed by {n}", "missed by {n}", number)


def name_of(codes: Mapping[Guid, CodeRecord], code: Guid) -> str:
    """Name a code, also one that has gone since."""
    found = codes.get(code)
    return found.name if found else tr("a code that is gone")


def title_in_words(
    item: ReviewItem,
    codes: Mapping[Guid, CodeRecord],
    about: Guid | None = None,
    missed: Mapping[Guid, str] | None = None,
) -> str:
    """Say what a row is about: the codes, or in a list of one code how coders differ on it."""
    if about is not None:
        return kind_in_words(item, codes, about, missed)
    return tr(" or ").join(name_of(codes, code) for code in item.codes)


def where_in_words(
    item: ReviewItem,
    codes: Mapping[Guid, CodeRecord],
    about: Guid | None = None,
    missed: Mapping[Guid, str] | None = None,
) -> str:
    """Say where a passage stands and whether it is settled; beside codes also how coders differ."""
    where = place_in_words(item)
    if about is not None:
        return where
    two = item.kind is DisagreementKind.OTHER_CODE
    how = item.kind.words if two else kind_in_words(item, codes, missed=missed)
    return f"{how} · {where}"


def place_in_words(item: ReviewItem) -> str:
    """Say where a passage stands, and whether it is settled."""
    where = tr("{0} · line {1}").format(item.document_name, item.line)
    return tr("{0} · settled").format(where) if item.decision is not None else where


class ReviewList(QAbstractListModel):
    """Disagreements in reading order, as far as they are looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.codes: Mapping[Guid, CodeRecord] = {}
        self.about: Guid | None = None  # the code that all rows are about
        self.missed: Mapping[Guid, str] = {}  # how a miss by one coder is said
        self._items: tuple[ReviewItem, ...] = ()

    def show(
        self,
        items: Sequence[ReviewItem],
        codes: Mapping[Guid, CodeRecord],
        about: Guid | None = None,
    ) -> None:
        """Take other items."""
        self.beginResetModel()
        self._items, self.codes, self.about = tuple(items), codes, about
        self.endResetModel()

    @property
    def items(self) -> tuple[ReviewItem, ...]:
        """What is listed."""
        return self._items

    def item_at(self, row: int) -> ReviewItem | None:
        """Give the item of a row."""
        return self._items[row] if 0 <= row < len(self._items) else None

    def row_of(self, wanted: ReviewItem) -> int:
        """Find the row that means the same passage, else the first that does not come before it."""
        for row, item in enumerate(self._items):
            if same_item(item, wanted):
                return row
        return -1

    # ---- Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows."""
        return 0 if parent.isValid() else len(self._items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a row."""
        item = self.item_at(index.row()) if index.isValid() else None
        if item is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return title_in_words(item, self.codes, self.about, self.missed)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            where = where_in_words(item, self.codes, missed=self.missed)
            return f"{title_in_words(item, self.codes)}. {where}"
        if role == WHERE_ROLE:
            return where_in_words(item, self.codes, self.about, self.missed)
        return item if role == ITEM_ROLE else None


class ReviewDelegate(QStyledItemDelegate):
    """Paint a disagreement: chips of its codes, how coders differ, where it stands."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give each row two lines."""
        return QSize(theme().px(180), theme().px(ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        look, box = theme(), box_of(option)
        item: ReviewItem = index.data(ITEM_ROLE)
        painter.save()
        paint_row(painter, option)
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, look.colour("hairline"))
        inside = box.adjusted(look.px(12), look.px(8), -look.px(10), -look.px(9))
        settled = item.decision is not None
        if settled:
            side = look.px(16)
            icon = look.pixmap("check", "ink2", ratio=painter.device().devicePixelRatioF())
            painter.drawPixmap(inside.right() - side, inside.top(), icon)
        title = QRect(inside)
        title.setLeft(self._paint_chips(painter, item, index, inside))
        title.setRight(inside.right() - (look.px(20) if settled else 0))
        painter.setFont(look.font("body"))
        painter.setPen(look.colour("ink3" if settled else "ink"))
        _draw(painter, title, str(index.data()), Qt.AlignmentFlag.AlignTop)
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("ink3"))
        where = _fitted(painter, str(index.data(WHERE_ROLE)), item, inside.width())
        _draw(painter, inside, where, Qt.AlignmentFlag.AlignBottom)
        painter.restore()

    @staticmethod
    def _paint_chips(painter: QPainter, item: ReviewItem, index: Index, inside: QRect) -> int:
        """Paint a chip for each code, and tell where the words may begin."""
        look, left = theme(), inside.left()
        model = index.model()
        codes = model.codes if isinstance(model, ReviewList) else {}
        side = look.px(_CHIP)
        for guid in item.codes:
            code = codes.get(guid)
            box = QRectF(left, inside.top() + look.px(1), side, side)
            draw_chip(painter, box, code.colour if code else "", code.key if code else "")
            left += side + look.px(3)
        return left + look.px(3)


def _fitted(painter: QPainter, where: str, item: ReviewItem, room: int) -> str:
    """Cut the transcript's name rather than the line behind it."""
    metrics, name = painter.fontMetrics(), item.document_name
    beyond = metrics.horizontalAdvance(where) - room
    left = metrics.horizontalAdvance(name) - beyond
    if beyond <= 0 or not name:
        return where
    if left < theme().px(28):
        return place_in_words(item)
    return where.replace(name, metrics.elidedText(name, Qt.TextElideMode.ElideRight, left), 1)


def _draw(painter: QPainter, box: QRect, words: str, side: Qt.AlignmentFlag) -> None:
    elide = Qt.TextElideMode.ElideRight
    painter.drawText(box, side, painter.fontMetrics().elidedText(words, elide, box.width()))
