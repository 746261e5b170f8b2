# SPDX-License-Identifier: MIT
"""The cells of the agreement table: chip, name, figures, the plot; its heads, one with an axis."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coder_app.ui.look import draw_chip, theme
from coder_app.ui.models.agreement import CHIP_ROLE, ROW_ROLE
from coder_app.ui.models.agreement_rows import NamedRow
from coder_app.ui.parts import box_of
from coder_app.ui.windows.agreement_marks import Axis, draw_lines, draw_mark

Index = QModelIndex | QPersistentModelIndex


def row_ground(index: Index, view: QAbstractItemView) -> str:
    """Name the colour under a row: the current one is blue only where the keys go."""
    if not view.selectionModel().isRowSelected(index.row(), index.parent()):
        return "paper"
    return "accent_tint" if view.hasFocus() else "hover"


class CellDelegate(QStyledItemDelegate):
    """Paint the cells of a table whose target is the row: chip, name, figures, plot."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        self.plot_column = -1
        self.axis = Axis()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give rows the height of the design."""
        size = super().sizeHint(option, index)
        chip = theme().px(24) if index.data(CHIP_ROLE) and index.column() == 0 else 0
        return QSize(size.width() + theme().px(8) + chip, theme().size("table_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        painter.save()
        ground = row_ground(index, self._view)
        painter.fillRect(box_of(option), theme().colour(ground))
        if index.column() == 0 and ground != "paper":
            bar = QRect(box_of(option))
            bar.setWidth(theme().px(3))
            focused = self._view.hasFocus()
            painter.fillRect(bar, theme().colour("accent" if focused else "border"))
        if index.column() == self.plot_column:
            self._paint_plot(painter, box_of(option), index, ground)
        else:
            self._paint_words(painter, box_of(option), index)
        painter.restore()

    def _paint_words(self, painter: QPainter, cell: QRect, index: Index) -> None:
        look = theme()
        box = cell.adjusted(look.px(10), 0, -look.px(10), 0)
        chip = index.data(CHIP_ROLE) if index.column() == 0 else None
        if chip is not None:
            side = look.px(16)
            top = box.top() + (box.height() - side) / 2
            draw_chip(painter, QRectF(box.left(), top, side, side), *chip)
            box.setLeft(box.left() + look.px(24))
        painter.setFont(index.data(Qt.ItemDataRole.FontRole))
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole))
        words = str(index.data() or "")
        words = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, index.data(Qt.ItemDataRole.TextAlignmentRole), words)

    def _paint_plot(self, painter: QPainter, cell: QRect, index: Index, ground: str) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw_lines(painter, cell, self.axis, theme().colour)
        named: NamedRow = index.data(ROW_ROLE)
        reason = str(index.data() or "")
        if reason:
            self._paint_reason(painter, cell, reason, ground)
        else:
            draw_mark(painter, cell, self.axis, named, theme().colour, ground)

    def _paint_reason(self, painter: QPainter, cell: QRect, reason: str, ground: str) -> None:
        """Say why there is no dot; the words cover the lines they would cross."""
        look = theme()
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("ink3"))
        left = round(self.axis.x(0.0, cell)) - cell.left() + look.px(6)
        box = cell.adjusted(left, 0, -look.px(6), 0)
        metrics = painter.fontMetrics()
        words = metrics.elidedText(reason, Qt.TextElideMode.ElideRight, box.width())
        covered = QRect(box)
        covered.setWidth(metrics.horizontalAdvance(words) + look.px(4))
        painter.fillRect(covered, look.colour(ground))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)


class PlotHeader(QHeaderView):
    """Column heads; the one above the plot is its axis."""

    def __init__(self, delegate: CellDelegate, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._delegate = delegate
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedHeight(theme().px(34))

    def sectionSizeFromContents(self, section: int) -> QSize:
        """Measure a name with room for the arrow."""
        look = theme()
        words = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        width = QFontMetrics(look.font("small")).horizontalAdvance(words)
        return QSize(width + look.px(38), look.px(34))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw the axis above the plot, words above the rest."""
        look = theme()
        painter.save()
        painter.fillRect(rect, look.colour("paper"))
        painter.setPen(look.colour("hairline"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if section == self._delegate.plot_column:
            self._paint_axis(painter, rect)
        else:
            self._paint_head(painter, rect, section)
        painter.restore()

    def _paint_head(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw a name, with an arrow where the table is sorted by it."""
        look, model = theme(), self.model()
        words = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        alignment = model.headerData(
            section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole
        )
        arrow = ""
        if section == self.sortIndicatorSection():
            arrow = " ↑" if self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder else " ↓"
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("ink2"))
        box = rect.adjusted(look.px(10), 0, -look.px(10), 0)
        metrics = painter.fontMetrics()
        room = box.width() - metrics.horizontalAdvance(arrow)
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room) + arrow
        painter.drawText(box, alignment, words)

    def _paint_axis(self, painter: QPainter, rect: QRect) -> None:
        """Draw the ticks; of those that would touch, the lines and the ends stay."""
        look, axis = theme(), self._delegate.axis
        painter.setFont(look.font("caption"))
        metrics = QFontMetrics(painter.font())
        for value, x, text in axis.ticks(rect, metrics):
            painter.setPen(look.colour("ink" if value in axis.bands.lines else "ink3"))
            left = x - metrics.horizontalAdvance(text) / 2
            painter.drawText(QPointF(left, rect.bottom() - look.px(10)), text)
            painter.setPen(look.colour("border"))
            painter.drawLine(QPointF(x, rect.bottom() - look.px(5)), QPointF(x, rect.bottom()))
