# SPDX-License-Identifier: MIT
"""The plot in the agreement table: a dot a row on one axis, with the two lines a lead goes by."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coder_app.ui.look import draw_chip, theme
from coder_app.ui.models.agreement import CHIP_ROLE, FEW, ROW_ROLE, NamedRow, share
from coder_app.ui.parts import box_of

Index = QModelIndex | QPersistentModelIndex
LINES = (0.667, 0.8)  # Krippendorff 2004, p. 241: tentative conclusions, and reliable ones
_TICKS = (*LINES, 0.0, 1.0, 0.5, 0.25)  # the first ones win where there is little room


class Axis:
    """Where a coefficient lies in a column: from the lowest figure (at most 0) to 1."""

    def __init__(self, lowest: float = 0.0) -> None:
        self.low = max(-1.0, min(0.0, lowest) - 0.03)

    def x(self, value: float, box: QRect) -> float:
        """Place a value in a cell."""
        edge = theme().px(12)
        share_of = (max(value, self.low) - self.low) / (1.0 - self.low)
        return box.left() + edge + share_of * (box.width() - 2 * edge)


def row_ground(index: Index, view: QAbstractItemView) -> str:
    """Name the colour under a row: the current one is blue only where the keys go."""
    if not view.selectionModel().isRowSelected(index.row(), index.parent()):
        return "paper"
    return "accent_tint" if view.hasFocus() else "hover"


class CellDelegate(QStyledItemDelegate):
    """Paint the cells of a table whose target is the row: chip, name, figures, plot."""

    def __init__(self, view: QAbstractItemView, *, plotted: bool) -> None:
        super().__init__(view)
        self._view = view
        self.plotted = plotted  # rows have chips and a dot
        self.plot_column = -1
        self.axis = Axis()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give rows the height of the design."""
        size = super().sizeHint(option, index)
        return QSize(size.width() + theme().px(16), theme().px(29))

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
            self._paint_plot(painter, box_of(option), index)
        else:
            self._paint_words(painter, box_of(option), index)
        painter.restore()

    def _paint_words(self, painter: QPainter, cell: QRect, index: Index) -> None:
        look = theme()
        box = cell.adjusted(look.px(10), 0, -look.px(10), 0)
        if index.column() == 0 and self.plotted:
            chip = index.data(CHIP_ROLE)
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

    def _paint_plot(self, painter: QPainter, cell: QRect, index: Index) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_lines(painter, cell)
        named: NamedRow = index.data(ROW_ROLE)
        value = named.row.alpha.value
        if value is None:
            self._paint_reason(painter, cell, named.row.alpha.reason, row_ground(index, self._view))
            return
        middle = QPointF(self.axis.x(value, cell), cell.center().y() + 0.5)
        self._paint_dot(painter, middle, named)

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

    def _paint_lines(self, painter: QPainter, cell: QRect) -> None:
        look = theme()
        marks = (
            (0.0, "hairline", Qt.PenStyle.SolidLine),
            (LINES[0], "border", Qt.PenStyle.DashLine),
            (LINES[1], "border", Qt.PenStyle.SolidLine),
        )
        for value, role, style in marks:
            painter.setPen(QPen(look.colour(role), 1, style))
            x = round(self.axis.x(value, cell)) + 0.5
            painter.drawLine(QPointF(x, cell.top()), QPointF(x, cell.bottom() + 1))

    @staticmethod
    def _paint_dot(painter: QPainter, middle: QPointF, named: NamedRow) -> None:
        look = theme()
        ink = look.colour("ink")
        size = look.px(9) / 2
        painter.setPen(QPen(ink, 1.5))
        painter.setBrush(look.colour("paper") if is_shaky(named) else ink)
        if named.first:
            reach = size + 1
            points = [QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0), QPointF(0, -reach)]
            painter.drawPolygon(QPolygonF([middle + point for point in points]))
        else:
            painter.drawEllipse(middle, size, size)


def is_shaky(named: NamedRow) -> bool:
    """Tell whether some coder used the code so seldom that the figure says little."""
    return min(named.row.marked, default=0) < FEW


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
        return QSize(width + look.px(34), look.px(34))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw the axis above the plot, words above the rest."""
        look = theme()
        painter.save()
        painter.fillRect(rect, look.colour("paper"))
        painter.setPen(look.colour("hairline"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if section == self._delegate.plot_column and self._delegate.plotted:
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
        """Draw the ticks; of those that would touch, the two lines and the ends stay."""
        look = theme()
        painter.setFont(look.font("caption"))
        metrics = QFontMetrics(painter.font())
        taken: list[tuple[float, float]] = []
        for value in _TICKS:
            x = self._delegate.axis.x(value, rect)
            text = "0" if value == 0 else "1" if value == 1 else share(value).rstrip("0")
            half = metrics.horizontalAdvance(text) / 2 + look.px(2)
            if any(x - half < right and left < x + half for left, right in taken):
                continue
            taken.append((x - half, x + half))
            painter.setPen(look.colour("ink" if value in LINES else "ink3"))
            painter.drawText(QPointF(x - half + look.px(2), rect.bottom() - look.px(10)), text)
            painter.setPen(look.colour("border"))
            painter.drawLine(QPointF(x, rect.bottom() - look.px(5)), QPointF(x, rect.bottom()))
