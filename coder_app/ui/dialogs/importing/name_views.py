# SPDX-License-Identifier: MIT
"""The two lists of the pseudonyms: names of the key, and places where they stand."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.ui.frames import lay_out_rows
from coder_app.ui.look import theme
from coder_app.ui.models.key_table import KeyTable
from coder_app.ui.models.place_table import PlaceTable

Index = QModelIndex | QPersistentModelIndex


class _Table(QTableView):
    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        header = lay_out_rows(self, name, height=29)
        header.setResizeContentsPrecision(0)
        self.setIconSize(QSize(theme().px(16), theme().px(16)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let a click on a tick choose its row, too, which Qt leaves out."""
        super().mousePressEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.row() != self.currentIndex().row():
            self.setCurrentIndex(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Space tick the row, wherever in it one is."""
        first = self.currentIndex().siblingAtColumn(0)
        if event.key() == Qt.Key.Key_Space and first.isValid():
            was = first.data(Qt.ItemDataRole.CheckStateRole)
            now = Qt.CheckState.Unchecked if was == Qt.CheckState.Checked else Qt.CheckState.Checked
            self.model().setData(first, now, Qt.ItemDataRole.CheckStateRole)
        else:
            super().keyPressEvent(event)


class KeyView(_Table):
    """Names: Space ticks one, F2 writes into it, Delete takes it out."""

    chosen = Signal(str)  # a name, or nothing

    def __init__(self, names: KeyTable, parent: QWidget) -> None:
        super().__init__(tr("Names"), parent)
        self._names = names
        self.setModel(names)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.selectionModel().currentRowChanged.connect(self._tell)
        names.dataChanged.connect(lambda: self._tell(self.currentIndex()))

    def _tell(self, index: QModelIndex, _before: object = None) -> None:
        name = index.siblingAtColumn(0).data() if index.isValid() else ""
        self.chosen.emit(str(name or ""))

    def let_go(self) -> None:
        """Have no name chosen."""
        self.setCurrentIndex(QModelIndex())
        self.clearSelection()

    def write_into(self, row: int) -> None:
        """Begin to write a name."""
        index = self._names.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Delete take a name out of the key."""
        index = self.currentIndex()
        if event.key() == Qt.Key.Key_Delete and index.isValid():
            self._names.drop(index.row())
        else:
            super().keyPressEvent(event)


class PlaceView(_Table):
    """Places: Space ticks one. What is before a name is cut at its beginning."""

    def __init__(self, places: PlaceTable, parent: QWidget) -> None:
        super().__init__(tr("Places"), parent)
        self.setModel(places)
        self.setItemDelegateForColumn(0, _Where(Qt.TextElideMode.ElideMiddle, self))
        self.setItemDelegateForColumn(1, _Cut(Qt.TextElideMode.ElideLeft, self))
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.ResizeToContents)
        self.setColumnWidth(0, theme().px(190))


class _Cut(QStyledItemDelegate):
    """Puts the dots where what they leave out matters least."""

    def __init__(self, mode: Qt.TextElideMode, parent: QWidget) -> None:
        super().__init__(parent)
        self._mode = mode

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Say where the dots go."""
        super().initStyleOption(option, index)
        option.textElideMode = self._mode


class _Where(_Cut):
    """Cuts the name of a transcript and never the number of the line behind it."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Cut the name where it would push the line out."""
        super().initStyleOption(option, index)
        name, comma, line = option.text.rpartition(", ")
        metrics = option.fontMetrics
        pictures = 1 + bool(index.data(Qt.ItemDataRole.DecorationRole))  # the tick is one
        room = option.rect.width() - theme().px(20 + 24 * pictures)
        room -= metrics.horizontalAdvance(comma + line)
        option.text = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room) + comma + line
