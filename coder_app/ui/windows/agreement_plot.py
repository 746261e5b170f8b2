# SPDX-License-Identifier: MIT
"""The plot in the agreement table: a dot a row on one axis, with the two lines a lead goes by."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coder_app.ui.look import draw_chip, theme
from coder_app.ui.models.agreement import CHIP_ROLE, FEW, ROW_ROLE, NamedRow, share

Index = QModelIndex | QPersistentModelIndex
LINES = (0.667, 0.8)  # Krippendorff 2004, p. 241: tentative conclusions, and reliable ones
_TICKS = (0.0, 0.25, 0.5, 0.667, 0.8, 1.0)


class Axis:
    """Where a coefficient lies in a column: from the lowest figure (at most 0) to 1."""

    def __init__(self, lowest: float = 0.0) -> None:
        self.low = max(-1.0, min(0.0, lowest) - 0.03)

    def x(self, value: float, box: QRect) -> float:
        """Place a value in a cell."""
        edge = theme().px(12)
        share_of = (max(value, self.low) - self.low) / (1.0 - self.low)
        return box.left() + edge + share_of * (box.width() - 2 * edge)


def paint_row_ground(
    painter: QPainter, option: QStyleOptionViewItem, index: Index, view: QAbstractItemView | None
) -> None:
    """Paint what lies under a row: current (blue with the focus) or under the pointer."""
    look = theme()
    box: QRect = option.rect
    state: QStyle.StateFlag = option.state
    if state & QStyle.StateFlag.State_Selected:
        focused = view is not None and view.hasFocus()
        painter.fillRect(box, look.colour("accent_tint" if focused else "hover"))
        if index.column() == 0:
            bar = QRect(box.left(), box.top(), look.px(3), box.height())
            painter.fillRect(bar, look.colour("accent" if focused else "border"))


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
        return QSize(size.width() + theme().px(16), theme().px(29))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        painter.save()
        paint_row_ground(painter, option, index, self._view)
        if index.column() == self.plot_column:
            self._paint_plot(painter, option.rect, index)
        else:
            self._paint_words(painter, option.rect, index)
        painter.restore()

    def _paint_words(self, painter: QPainter, cell: QRect, index: Index) -> None:
        look = theme()
        box = cell.adjusted(look.px(10), 0, -look.px(10), 0)
        if index.column() == 0:
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
        look = theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_lines(painter, cell)
        named: NamedRow = index.data(ROW_ROLE)
        value = named.row.alpha.value
        painter.setPen(look.colour("ink3"))
        if value is None:
            painter.setFont(look.font("small"))
            box = cell.adjusted(look.px(12), 0, -look.px(8), 0)
            reason = painter.fontMetrics().elidedText(
                named.row.alpha.reason, Qt.TextElideMode.ElideRight, box.width()
            )
            painter.fillRect(box, look.colour("paper"))
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, reason)
            return
        middle = QPointF(self.axis.x(value, cell), cell.center().y() + 0.5)
        self._paint_dot(painter, middle, named)

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

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw the axis above the plot, words above the rest."""
        super().paintSection(painter, rect, section)
        if section != self._delegate.plot_column:
            return
        look = theme()
        painter.save()
        painter.setFont(look.font("caption"))
        metrics = QFontMetrics(painter.font())
        for value in _TICKS:
            x = self._delegate.axis.x(value, rect)
            text = "0" if value == 0 else "1" if value == 1 else share(value).rstrip("0")
            painter.setPen(look.colour("ink" if value in LINES else "ink3"))
            width = metrics.horizontalAdvance(text)
            painter.drawText(QPointF(x - width / 2, rect.bottom() - look.px(10)), text)
            painter.setPen(look.colour("border"))
            painter.drawLine(QPointF(x, rect.bottom() - look.px(5)), QPointF(x, rect.bottom()))
        painter.restore()
