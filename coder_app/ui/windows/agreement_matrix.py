# SPDX-License-Identifier: MIT
"""Who called it what: two coders, the codes they most often took for each other, every number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QFontMetrics,
    QGuiApplication,
    QKeySequence,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coder_app.agreement.report import AgreementReport
from coder_app.core.places import tr
from coder_app.ui.look import draw_chip, theme
from coder_app.ui.models.agreement_rows import Names
from coder_app.ui.models.confusion import CHIP_ROLE, MANY, SHADE_ROLE, ConfusionTable
from coder_app.ui.parts import ElidedLabel, EmptyState, box_of

Index = QModelIndex | QPersistentModelIndex


class MatrixPart(QWidget):
    """The matrix of one pair, with a line that says what it counts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme().say(self, surface="paper")
        self._report: AgreementReport | None = None
        self._names = Names()
        self.pair = PairChoice(self)
        self.pair.currentIndexChanged.connect(self._show_pair)
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(n) for n in (16, 8, 8, 8)))
        column.setSpacing(theme().px(2))
        self._about = ElidedLabel(self, step="small", ink="ink2")
        self._about.setBuddy(self.pair)
        top = QHBoxLayout()
        top.addWidget(self._about, 1)
        top.addWidget(self.pair)
        column.addLayout(top)
        self._rows_of = ElidedLabel(self, step="small", ink="ink3")
        self._columns_of = ElidedLabel(self, step="small", ink="ink3")
        above = QHBoxLayout()
        above.setSpacing(0)
        above.addWidget(self._rows_of)
        above.addSpacing(theme().px(8))
        above.addWidget(self._columns_of, 1)
        column.addLayout(above)
        self.view = MatrixView(self)
        column.addWidget(self.view, 1)
        self._empty = EmptyState(self)
        column.addWidget(self._empty, 1)

    def show_report(self, report: AgreementReport, names: Names) -> None:
        """Take a report; the pair stays if it is still there."""
        self._report, self._names = report, names
        self.pair.offer([names.of((each.first, each.second)) for each in report.confusions])
        self._show_pair()

    def _show_pair(self) -> None:
        row = self.pair.currentIndex()
        report = self._report
        found = report.confusions[row] if report and 0 <= row < len(report.confusions) else None
        coders = (self._names.of(found.first), self._names.of(found.second)) if found else ("", "")
        self.view.table.show(found, self._names.codes, coders)
        there = bool(self.view.table.rowCount())
        for part in (self.view, self._rows_of, self._columns_of, self._about):
            part.setVisible(there)
        self._empty.setVisible(not there)
        if there:
            self._about.setText(tr("The codes most often confused, by the pair"))
            self._rows_of.setText(tr("{0} called it").format(coders[0]))
            self._columns_of.setText(tr("{0} called it").format(coders[1]))
            self._fit()
        else:
            said = tr("Whatever one of them marked, the other marked alike.")
            self._empty.tell("table", tr("Nothing was missed or confused"), said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let names give way before numbers do."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.view.fit()
        self._rows_of.setFixedWidth(self.view.verticalHeader().width() - theme().px(8))

    def choose(self, coders: tuple[object, ...]) -> None:
        """Show the pair of a row of the table, where it is one."""
        confusions = self._report.confusions if self._report is not None else ()
        for place, each in enumerate(confusions):
            if (each.first, each.second) == coders:
                self.pair.setCurrentIndex(place)


class PairChoice(QComboBox):
    """Which two coders; not there where there are only two."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Pair of coders"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)

    def offer(self, pairs: Sequence[str]) -> None:
        """Offer pairs; the chosen one stays if it is still there."""
        before = self.currentText()
        self.blockSignals(True)
        self.clear()
        self.addItems(list(pairs))
        self.setCurrentIndex(max(self.findText(before), 0))
        self.blockSignals(False)
        self.setVisible(len(pairs) > 1)


class MatrixView(QTableView):
    """Each cell can be reached by keys and says in words what it counts."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.table = ConfusionTable(self)
        self.setModel(self.table)
        self.setItemDelegate(_Cell(self))
        self.setHorizontalHeader(_Heads(Qt.Orientation.Horizontal, self))
        self.setVerticalHeader(_Heads(Qt.Orientation.Vertical, self))
        self.setAccessibleName(tr("Who called it what"))
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        copy = QAction(tr("Copy the table"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(lambda *_: self.copy())
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def copy(self) -> None:
        """Put the table on the clipboard."""
        QGuiApplication.clipboard().setText(self.table.as_text())

    def fit(self) -> None:
        """Give cells the size of the design; where it is narrow, names are cut."""
        header, side = self.horizontalHeader(), self.verticalHeader()
        header.setDefaultSectionSize(theme().px(54))
        side.setDefaultSectionSize(theme().px(29))
        room = self.width() - self.table.columnCount() * theme().px(54) - theme().px(2)
        side.setFixedWidth(max(min(side.sizeHint().width(), room), theme().px(96)))
        if self.table.rowCount() and not self.currentIndex().isValid():
            self.setCurrentIndex(self.table.index(0, 0))


class _Heads(QHeaderView):
    """Chips above the columns; chips and names before the rows."""

    def __init__(self, orientation: Qt.Orientation, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(theme().px(16))

    def sizeHint(self) -> QSize:
        """Make room for a chip, or for chip and name."""
        look = theme()
        if self.orientation() == Qt.Orientation.Horizontal:
            return QSize(look.px(54), look.px(26))
        metrics = QFontMetrics(look.font("body"))
        names = (self._word(section) for section in range(self.count()))
        widest = max((metrics.horizontalAdvance(name) for name in names), default=0)
        return QSize(min(widest, look.px(220)) + look.px(40), look.px(29))

    def _word(self, section: int) -> str:
        return str(self.model().headerData(section, self.orientation()) or "")

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Draw one head."""
        look = theme()
        across = self.orientation() == Qt.Orientation.Horizontal
        painter.save()
        painter.fillRect(rect, look.colour("paper"))
        chip = self.model().headerData(section, self.orientation(), CHIP_ROLE)
        side = look.px(16)
        left = rect.left() + ((rect.width() - side) / 2 if across else 0)
        if chip is not None:
            box = QRectF(left, rect.top() + (rect.height() - side) / 2, side, side)
            draw_chip(painter, box, *chip)
        painter.setFont(look.font("small" if across else "body"))
        painter.setPen(look.colour("ink" if chip is not None else "ink2"))
        space = rect if across else rect.adjusted(look.px(24), 0, -look.px(8), 0)
        words = painter.fontMetrics().elidedText(
            self._word(section), Qt.TextElideMode.ElideRight, space.width()
        )
        flag = Qt.AlignmentFlag.AlignHCenter if across else Qt.AlignmentFlag.AlignLeft
        painter.drawText(space, flag | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class _Cell(QStyledItemDelegate):
    """The number always; the diagonal outlined, the rest darker the more often it happened."""

    def __init__(self, view: MatrixView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        look = theme()
        box = box_of(option)
        inner = box.adjusted(look.px(1), look.px(1), -look.px(1), -look.px(1))
        shade, words = index.data(SHADE_ROLE), str(index.data() or "")
        painter.save()
        painter.fillRect(box, look.colour("paper"))
        if shade is None:
            painter.setPen(look.colour("hairline"))
            painter.drawRect(inner.adjusted(0, 0, -1, -1))
        elif words:
            painter.fillRect(inner, _between(shade))
        strong = words not in ("", "·") and int(words.replace(",", "")) >= MANY
        painter.setFont(look.font("strong" if strong and shade is not None else "figures"))
        painter.setPen(look.colour("ink3" if words == "·" else "ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        if index == self._view.currentIndex() and self._view.hasFocus():
            pen = painter.pen()
            pen.setColor(look.colour("accent"))
            pen.setWidth(look.px(2))
            painter.setPen(pen)
            painter.drawRect(inner)
        painter.restore()


def _between(shade: float) -> QColor:
    """Mix paper and dense; the fewest still differ from paper."""
    paper, dense = theme().colour("paper"), theme().colour("dense")
    part = 0.25 + 0.75 * shade if shade else 0.0
    pairs = (
        (paper.red(), dense.red()),
        (paper.green(), dense.green()),
        (paper.blue(), dense.blue()),
    )
    return QColor(*(round(one + part * (other - one)) for one, other in pairs))
