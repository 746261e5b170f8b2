# SPDX-License-Identifier: MIT
"""The view of an agreement table: rows as targets, the plot stretched, long names shortened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from coder_app.core.places import tr
from coder_app.ui.look import theme
from coder_app.ui.models.agreement import AgreementOrder, AgreementTable, NamedRow
from coder_app.ui.windows.agreement_plot import Axis, CellDelegate, PlotHeader


class AgreementView(QTableView):
    """A sortable table of figures; without the plot it is one of the small tables."""

    row_chosen = Signal()
    passages_requested = Signal()  # Enter, a double click, or a click on "Differ"

    def __init__(self, name: str, parent: QWidget, *, plotted: bool) -> None:
        super().__init__(parent)
        self._plotted = plotted
        self.table = AgreementTable(self, linked=plotted)
        self.order = AgreementOrder(self.table, self)
        self._delegate = CellDelegate(self, plotted=plotted)
        self.setItemDelegate(self._delegate)
        self.setHorizontalHeader(PlotHeader(self._delegate, self))
        self.setModel(self.order)
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.horizontalHeader().setMinimumSectionSize(theme().px(24))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme().size("table_row"))
        self.setSortingEnabled(True)
        self.sortByColumn(self.table.alpha_column, Qt.SortOrder.AscendingOrder)
        self.selectionModel().currentRowChanged.connect(self.row_chosen)
        if plotted:
            self.activated.connect(self.passages_requested)
            self.clicked.connect(self._on_clicked)
        copy = QAction(tr("Copy the table"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(lambda *_: QGuiApplication.clipboard().setText(self.as_text()))
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_rows(
        self, rows: tuple[NamedRow, ...], coders: Mapping[Any, str], *, what: str, kappa: str
    ) -> None:
        """Show the rows of one question; the order stays unless the columns are others."""
        before = self.table.columns_number
        self.table.show(rows, coders, what=what, kappa=kappa)
        values = [r.row.alpha.value for r in rows if r.row.alpha.value is not None]
        self._delegate.axis = Axis(min(values, default=0.0))
        self._delegate.plot_column = self.table.plot_column
        if self.table.columns_number != before:
            self.sortByColumn(self.table.alpha_column, Qt.SortOrder.AscendingOrder)
        for column in range(self.table.columns_number):
            self.setColumnHidden(column, column == self.table.plot_column and not self._plotted)
        self._size_columns()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._size_columns()

    def _size_columns(self) -> None:
        """Give figures what they need; where it is narrow, names give way before the plot does."""
        header, px = self.horizontalHeader(), theme().px
        shown = [c for c in range(self.table.columns_number) if not self.isColumnHidden(c)]
        plot = self.table.plot_column if self._plotted else 0
        wide = {
            column: min(
                max(self.sizeHintForColumn(column), header.sectionSizeHint(column)), px(260)
            )
            for column in shown
        }
        least = px(140 if self._plotted else 120)
        wide[plot] = 0
        names = [0, *self.table.coder_columns] if self._plotted else []
        for column in names:
            missing = sum(wide.values()) + least - self.viewport().width()
            if missing > 0:
                wide[column] = max(wide[column] - missing, px(150 if column == 0 else 68))
        wide[plot] = max(self.viewport().width() - sum(wide.values()), least)
        for column, width in wide.items():
            header.resizeSection(column, width)

    # ---- rows

    def current(self) -> NamedRow | None:
        """Give the current row."""
        return self.table.row_at(self.order.mapToSource(self.currentIndex()))

    def choose(self, key: object) -> None:
        """Make the row of a code the current one; the first if there is none."""
        row = 0
        for place in range(self.order.rowCount()):
            named = self.table.row_at(self.order.mapToSource(self.order.index(place, 0)))
            if named is not None and named.row.key == key:
                row = place
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            self.order.index(row, 0), flags.ClearAndSelect | flags.Rows
        )

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == self.table.columns_number - 1:
            self.passages_requested.emit()

    def as_text(self) -> str:
        """Give the table as it is shown, ready for a spreadsheet."""
        shown = [c for c in range(self.table.columns_number) if not self.isColumnHidden(c)]
        heads = [self.table.columns[c] or tr("Why there is no figure") for c in shown]
        lines = ["\t".join(heads)]
        for row in range(self.order.rowCount()):
            cells = [str(self.order.index(row, c).data() or "") for c in shown]
            lines.append("\t".join(cells))
        return "\n".join(lines)
