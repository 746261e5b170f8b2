# SPDX-License-Identifier: MIT
"""Which columns of the tables go out, each with what it holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coder_app.core.export_plan import ExportPlan
from coder_app.core.places import tr, tr_n
from coder_app.core.records import TableSize
from coder_app.ui.choices import combo
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.look import theme
from coder_app.ui.parts import label, paint_row

Columns = tuple[tuple[str, tuple[str, ...]], ...]
Index = QModelIndex | QPersistentModelIndex
_NAME = Qt.ItemDataRole.UserRole


def columns_here(columns: Columns, tables: Sequence[TableSize]) -> Columns:
    """Keep the columns that the tables have; all of them, or none that is here, is no choice."""
    there = {table.name: [column.name for column in table.columns] for table in tables}
    return ExportPlan(columns=columns).fitting_columns(there)[0].columns


def columns_in_words(columns: Columns) -> str:
    """Say how many columns were chosen of which tables."""
    parts = [f"{name}: {tr_n('{n} column', '{n} columns', len(kept))}" for name, kept in columns]
    return ", ".join(parts) or tr("all columns")


class _Row(QStyledItemDelegate):
    """Let the current row be blue only while the keys go to the list."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground, then tick and name as any list does."""
        paint_row(painter, option)
        option.state &= ~QStyle.StateFlag.State_Selected
        super().paint(painter, option, index)


class ColumnsDialog(DialogFrame):
    """A table, and its columns to tick."""

    def __init__(
        self, tables: Sequence[TableSize], columns: Columns, parent: QWidget | None = None
    ) -> None:
        super().__init__(tr("Columns that go out"), parent, width=560)
        self._tables = {table.name: table for table in tables}
        self._wanted = dict(columns)
        row = QHBoxLayout()
        told, self.table = combo(tr("Table"), parent=self)
        self.table.addItems([table.name for table in tables])
        row.addWidget(told)
        row.addWidget(self.table)
        row.addStretch(1)
        for words, state in (
            (tr("All"), Qt.CheckState.Checked),
            (tr("None"), Qt.CheckState.Unchecked),
        ):
            button = QPushButton(words, self)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, to=state: self._tick_all(to))
            row.addWidget(button)
        self.body.addLayout(row)
        self.list = QListWidget(self)
        self.list.setAccessibleName(tr("Columns"))
        self.list.setItemDelegate(_Row(self.list))
        self.body.addWidget(self.list, 1)
        self._about = label("", self, step="small", ink="ink2", wraps=True)
        self._about.setMinimumHeight(2 * self._about.fontMetrics().lineSpacing())
        self.body.addWidget(self._about)
        self._problem = label("", self, ink="danger", wraps=True)
        self._problem.hide()
        self.body.addWidget(self._problem)
        _, self._take = self.set_buttons(tr("Take these"))
        self.table.currentIndexChanged.connect(self._show)
        self.list.currentItemChanged.connect(self._explain)
        self.list.itemChanged.connect(self._keep)
        self._show()
        resize_within_screen(self, 560, 560)

    def _show(self) -> None:
        table = self._tables[self.table.currentText()]
        wanted = self._wanted.get(table.name)
        self.list.blockSignals(True)
        self.list.clear()
        for column in table.columns:
            item = QListWidgetItem(column.name, self.list)
            ticked = wanted is None or column.name in wanted
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
            item.setSizeHint(QSize(0, theme().size("code_row")))
            item.setData(_NAME, column.about)
            told = f"{column.name}, {column.about}"
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
        self.list.blockSignals(False)
        self.list.setCurrentRow(0)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _explain(self) -> None:
        item = self.list.currentItem()
        self._about.setText(str(item.data(_NAME)) if item is not None else "")

    def _tick_all(self, state: Qt.CheckState) -> None:
        for item in self._items():
            item.setCheckState(state)

    def _keep(self) -> None:
        checked = Qt.CheckState.Checked
        ticked = tuple(i.text() for i in self._items() if i.checkState() == checked)
        name = self.table.currentText()
        self._wanted.pop(name, None)
        if len(ticked) < self.list.count():
            self._wanted[name] = ticked
        empty = [table for table, kept in self._wanted.items() if not kept]
        self._take.setEnabled(not empty)
        why = tr("No column of {0} is ticked. Tick one, or leave the table out of the export.")
        self._problem.setText(why.format(empty[0]) if empty else "")
        self._problem.setVisible(bool(empty))

    def chosen(self) -> Columns:
        """Give the columns of those tables of which not all go out."""
        return tuple(self._wanted.items())
