# SPDX-License-Identifier: MIT
"""The page of keys, made from the table of actions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.ui.actions import TEXT_KEYS, ActionRow, shown_key
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.look import theme
from coder_app.ui.models.finding import find_letters
from coder_app.ui.parts import SearchField, label

Line = tuple[str, str]


def key_lines(rows: Sequence[ActionRow], keys: Mapping[str, str]) -> dict[str, list[Line]]:
    """Give key and meaning, under "in the text" and "everywhere"; what has no key is left out."""
    text: list[Line] = [(" ".join(row.keys), row.text) for row in TEXT_KEYS]
    around: list[Line] = []
    for row in rows:
        key = keys.get(row.id, "")
        if key:
            line = (shown_key(key), row.text.rstrip(" …"))
            (text if row.where == "text" else around).append(line)
    return {tr("In the transcript"): text, tr("Everywhere"): around}


class KeysPage(QDialog):
    """All keys in one list that can be searched; not modal, so that it may stay beside the work."""

    def __init__(self, rows: Sequence[ActionRow], keys: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keys"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_within_screen(self, 560, 640)
        self._lines = key_lines(rows, keys)
        column = QVBoxLayout(self)
        edge = theme().px(16)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme().px(10))
        column.addWidget(label(tr("Keys"), self, step="title"))
        said = tr("Keys without Ctrl act while the transcript has the focus.")
        column.addWidget(label(said, self, step="small", ink="ink2", wraps=True))
        self.search = SearchField(tr("Find a key"), self)
        self.search.textChanged.connect(self._fill)
        self.search.let_go.connect(self.close)
        column.addWidget(self.search)
        self.table = self._make_table()
        self.search.left_down.connect(self.table.setFocus)
        column.addWidget(self.table, 1)
        self._fill("")
        theme().changed.connect(self._on_theme)

    def _on_theme(self) -> None:
        self._fill(self.search.text())

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        self._model = QStandardItemModel(0, 2, self)
        self._model.setHorizontalHeaderLabels([tr("Key"), tr("What it does")])
        table.setModel(self._model)
        table.setAccessibleName(tr("Keys"))
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme().size("table_row"))
        head = table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(0, theme().px(150))
        head.setStretchLastSection(True)
        return table

    def _fill(self, asked: str) -> None:
        self._model.removeRows(0, self._model.rowCount())
        for title, lines in self._lines.items():
            found = [line for line in lines if find_letters(asked, " ".join(line))]
            if found:
                heading = QStandardItem(title)
                heading.setFont(theme().font("section"))
                heading.setForeground(theme().colour("ink2"))
                heading.setFlags(Qt.ItemFlag.ItemIsEnabled)
                self._model.appendRow([heading, QStandardItem("")])
            for line in found:
                self._model.appendRow([QStandardItem(part) for part in line])
