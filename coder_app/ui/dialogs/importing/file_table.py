# SPDX-License-Identifier: MIT
"""The list of files at the left of the import."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from coder_app.core.places import tr
from coder_app.ui.frames import lay_out_rows
from coder_app.ui.look import theme
from coder_app.ui.models.import_list import ImportList

# Columns that give way to names, and below which width of the design: a name ends in its kind,
# and the right side tells the encoding.
_GIVING_WAY = {1: 680, 2: 560}


class FileTable(QTableView):
    """Files, one a row; Delete takes one out of the list, a click on a head sorts it."""

    drop_wished = Signal(int)

    def __init__(self, files: ImportList, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(files)
        header = lay_out_rows(self, tr("Files"), height=31)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # names differ at their ends
        self.setIconSize(QSize(theme().px(16), theme().px(16)))
        header.setResizeContentsPrecision(0)  # what can be seen: a folder may hold thousands
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)  # as they came
        self.setSortingEnabled(True)

    def make_current(self, row: int) -> None:
        """Go to a file."""
        flags = QItemSelectionModel.SelectionFlag
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out, where it is narrow, what is said elsewhere too: names come first."""
        super().resizeEvent(event)
        for column, width in _GIVING_WAY.items():
            self.setColumnHidden(column, self.width() < theme().px(width))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Delete take a file out of the list."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Delete and index.isValid():
            self.drop_wished.emit(index.row())
        else:
            super().keyPressEvent(event)
