# SPDX-License-Identifier: MIT
"""A table of answers before it goes in: what each column is, and how the transcripts will read."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QItemSelection, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.places import tr, tr_n
from coder_app.core.records import TranscriptDraft
from coder_app.formats.arriving.column_wish import LEFT_OUT, ColumnWish
from coder_app.formats.arriving.tables import AnswerTable, Each, TableDrafts
from coder_app.ui.choices import choose, combo
from coder_app.ui.dialogs.importing.turn_preview import TurnPreview
from coder_app.ui.frames import lay_out_rows
from coder_app.ui.look import theme
from coder_app.ui.models.columns import USES, ColumnTable
from coder_app.ui.parts import label

_ROWS_SHOWN = 7


class TablePanel(QWidget):
    """The columns with what each is, what becomes a transcript, and the transcripts made."""

    wish_changed = Signal(object)  # ColumnWish
    sheet_chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._wish: ColumnWish | None = None
        self._drafts: tuple[TranscriptDraft, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        column.addWidget(label(tr("Columns"), self, step="section"))
        column.addWidget(self._columns_part())
        column.addLayout(self._use_part())
        column.addLayout(self._each_part())
        self.between = QVBoxLayout()
        column.addLayout(self.between)
        column.addLayout(self._reading_head())
        self.preview = TurnPreview(self)
        column.addWidget(self.preview, 1)

    def _columns_part(self) -> QTableView:
        self._columns = ColumnTable(self)
        self._view = view = QTableView(self)
        view.setModel(self._columns)
        header = lay_out_rows(view, tr("Columns"), height=25)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        view.setColumnWidth(0, theme().px(140))
        view.setColumnWidth(1, theme().px(176))
        view.selectionModel().selectionChanged.connect(self._on_selected)
        return view

    def _use_part(self) -> QHBoxLayout:
        row = QHBoxLayout()
        told, self._use = combo(tr("The chosen columns are"), parent=self)
        for use, words in USES:
            self._use.addItem(words, use)
        self._use.activated.connect(self._on_use)
        row.addWidget(told)
        row.addWidget(self._use, 1)
        return row

    def _each_part(self) -> QHBoxLayout:
        row = QHBoxLayout()
        told, self._each = combo(tr("Makes"), parent=self)
        for each in Each:
            self._each.addItem(each.words, each)
        self._each.activated.connect(self._on_each)
        row.addWidget(told)
        row.addWidget(self._each, 1)
        self._sheet_told, self._sheet = combo(tr("Sheet"), parent=self)
        self._sheet.activated.connect(lambda: self.sheet_chosen.emit(self._sheet.currentText()))
        row.addWidget(self._sheet_told)
        row.addWidget(self._sheet, 1)
        return row

    def _reading_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(label(tr("As it will read"), self, step="section"))
        self._which_told, self._which = combo(tr("Transcript"), parent=self)
        self._which_told.hide()
        self._which.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self._which.setMinimumContentsLength(12)
        self._which.currentIndexChanged.connect(self._show_one)
        self._of: QLabel = label("", self, step="small", ink="ink3")
        row.addStretch(1)
        row.addWidget(self._of)
        row.addWidget(self._which)
        return row

    # ---- in

    def show_table(
        self, table: AnswerTable | None, wish: ColumnWish | None, made: TableDrafts | None
    ) -> None:
        """Show a table, what its columns are to be, and what was made of it."""
        is_new = table is not None and table.columns != self._names()
        self._wish = wish
        self._columns.show(table, wish)
        if table is None or wish is None:
            return
        rows = min(len(table.columns), _ROWS_SHOWN)
        self._view.setFixedHeight(theme().px(34 + 25 * rows))
        if is_new:
            self._view.selectRow(0)
        choose(self._each, wish.each)
        self._show_sheets(table)
        self._on_selected()
        self._show_made(made)

    def _names(self) -> tuple[str, ...]:
        rows = range(self._columns.rowCount())
        return tuple(str(self._columns.index(row, 0).data()) for row in rows)

    def _show_sheets(self, table: AnswerTable) -> None:
        several = len(table.sheets) > 1
        self._sheet.setVisible(several)
        self._sheet_told.setVisible(several)
        self._sheet.clear()
        self._sheet.addItems(list(table.sheets))
        self._sheet.setCurrentText(table.sheet)

    def _show_made(self, made: TableDrafts | None) -> None:
        before = self._which.currentText()
        self._drafts = made.drafts if made else ()
        self._which.blockSignals(True)
        self._which.clear()
        self._which.addItems([draft.name for draft in self._drafts])
        self._which.setCurrentIndex(max(0, self._which.findText(before)) if self._drafts else -1)
        self._which.blockSignals(False)
        self._of.setText(tr_n("{n} transcript", "{n} transcripts", len(self._drafts)))
        self._show_one()

    def _show_one(self) -> None:
        at = self._which.currentIndex()
        self.preview.show_draft(self._drafts[at] if 0 <= at < len(self._drafts) else None)

    # ---- out

    def _selected(self) -> list[int]:
        return sorted(index.row() for index in self._view.selectionModel().selectedRows())

    def _on_selected(self, *_: QItemSelection) -> None:
        rows = self._selected()
        self._use.setEnabled(bool(rows) and self._wish is not None)
        if rows and self._wish is not None:
            choose(self._use, self._wish.uses[rows[0]])

    def _on_use(self) -> None:
        if self._wish is not None and self._selected():
            use = str(self._use.currentData() or LEFT_OUT)
            self.wish_changed.emit(self._wish.with_use(self._selected(), use))

    def _on_each(self) -> None:
        if self._wish is not None:
            each = Each(self._each.currentData())
            self.wish_changed.emit(replace(self._wish, each=each))
