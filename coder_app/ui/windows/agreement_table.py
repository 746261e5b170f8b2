# SPDX-License-Identifier: MIT
"""The view of an agreement table: rows as targets, the plot stretched, long names shortened."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView, QWidget

from coder_app.agreement.diagnosis import Bands
from coder_app.agreement.measures import Measure
from coder_app.core.places import tr
from coder_app.ui.look import theme
from coder_app.ui.models.agreement import AgreementOrder, AgreementTable
from coder_app.ui.models.agreement_rows import By, NamedRow
from coder_app.ui.windows.agreement_marks import Axis
from coder_app.ui.windows.agreement_plot import CellDelegate, PlotHeader


class AgreementView(QTableView):
    """A sortable table of figures, each drawn as dot and whisker."""

    row_chosen = Signal()
    passages_requested = Signal()  # Enter, a double click, or a click on "Differ"

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.table = AgreementTable(self)
        self.order = AgreementOrder(self.table, self)
        self._bands = Bands.KRIPPENDORFF
        self._by = By.CODE
        self._rows: tuple[NamedRow, ...] = ()
        self._delegate = CellDelegate(self)
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
        self.sort_by_figure()
        self.selectionModel().currentRowChanged.connect(self.row_chosen)
        self.activated.connect(self.passages_requested)
        self.clicked.connect(self._on_clicked)
        copy = QAction(tr("Copy the table"), self)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(lambda *_: QGuiApplication.clipboard().setText(self.as_text()))
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_rows(
        self,
        rows: tuple[NamedRow, ...],
        coders: Mapping[Any, str],
        *,
        by: By,
        measure: Measure,
        level: float,
        compared: bool = False,
        linked: bool = True,
    ) -> None:
        """Show the rows of one question; the order stays unless rows or columns are others."""
        before = (self.table.kinds, self._by, self.table.measure)
        self._by, self._rows = by, rows
        self.table.show(
            rows,
            coders,
            what=by.head,
            measure=measure,
            level=level,
            compared=compared,
            linked=linked,
        )
        self._delegate.plot_column = self.table.column_of("plot")
        self.use_bands(self._bands)
        if (self.table.kinds, by, measure) != before:
            self.sort_by_figure()
        self._size_columns()

    def use_bands(self, bands: Bands) -> None:
        """Draw other lines."""
        self._bands = bands
        self._delegate.axis = Axis.over(self._rows, bands)
        self.viewport().update()
        self.horizontalHeader().viewport().update()

    def sort_by_figure(self) -> None:
        """Put the worst on top; transcripts and periods keep the order they have."""
        if self._by is By.PERIOD:
            self.sortByColumn(0, Qt.SortOrder.AscendingOrder)
        else:
            self.sortByColumn(self.table.column_of("figure"), Qt.SortOrder.AscendingOrder)

    # ---- widths

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(event)
        self._size_columns()

    def _size_columns(self) -> None:
        """Give figures what they need; where it is narrow, names give way before the plot does."""
        header, px = self.horizontalHeader(), theme().px
        wide = {
            column: min(
                max(self.sizeHintForColumn(column), header.sectionSizeHint(column)), px(280)
            )
            for column in range(self.table.columns_number)
        }
        plot, least, room = self.table.column_of("plot"), px(140), self.viewport().width()
        wide[plot] = 0
        for column in (0, *self.table.coder_columns):
            missing = sum(wide.values()) + least - room
            if missing > 0:
                wide[column] = max(wide[column] - missing, px(150 if column == 0 else 52))
        for kind in ("percent", "ac1", "positive"):  # the explanation below has them, too
            column = self.table.column_of(kind)
            if column >= 0 and sum(wide.values()) + least > room:
                wide[column] = 0
        wide[plot] = max(room - sum(wide.values()), least)
        for column, width in wide.items():
            self.setColumnHidden(column, width == 0)
            header.resizeSection(column, width)

    # ---- rows

    @property
    def rows(self) -> tuple[NamedRow, ...]:
        """The rows in the order shown."""
        places = (self.order.index(n, 0) for n in range(self.order.rowCount()))
        found = (self.table.row_at(self.order.mapToSource(place)) for place in places)
        return tuple(named for named in found if named is not None)

    @property
    def axis(self) -> Axis:
        """The axis of the plot, with the lines that are drawn."""
        return self._delegate.axis

    def current(self) -> NamedRow | None:
        """Give the current row."""
        return self.table.row_at(self.order.mapToSource(self.currentIndex()))

    def choose(self, key: object) -> None:
        """Make the row of a code the current one; the first if there is none."""
        row = next((n for n, named in enumerate(self.rows) if named.row.key == key), 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(
            self.order.index(row, 0), flags.ClearAndSelect | flags.Rows
        )

    def _on_clicked(self, index: QModelIndex) -> None:
        if index.column() == self.table.column_of("differ"):
            self.passages_requested.emit()

    def as_text(self) -> str:
        """Give the table as it is shown, ready for a spreadsheet."""
        columns = range(self.table.columns_number)
        heads = [self.table.columns[c] or tr("Why there is no figure") for c in columns]
        lines = ["\t".join(heads)]
        for row in range(self.order.rowCount()):
            cells = [str(self.order.index(row, c).data() or "") for c in columns]
            lines.append("\t".join(cells))
        return "\n".join(lines)
