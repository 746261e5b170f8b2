# SPDX-License-Identifier: MIT
"""The columns of a table of answers: what each is, and what its first rows say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from PySide6.QtCore import QObject, Qt

from coder_app.core.places import tr
from coder_app.formats.arriving.attribute_kinds import known
from coder_app.formats.arriving.column_wish import LEFT_OUT, PERSON, WORDS, ColumnWish
from coder_app.formats.arriving.tables import AnswerTable
from coder_app.ui.look import theme
from coder_app.ui.models.rows import Index, RowsModel

USES = (
    (WORDS, tr("answers, in words")),
    (PERSON, tr("name of the participant")),
    ("text", tr("attribute: text")),
    ("number", tr("attribute: number")),
    ("date", tr("attribute: date")),
    ("choice", tr("attribute: choice")),
    (LEFT_OUT, tr("left out")),
)
_USE_IN_WORDS = dict(USES)
_SHOWN_VALUES = 3
_LONGEST = 60  # characters of a value, before it is cut


class ColumnTable(RowsModel):
    """One row a column."""

    heads = (tr("Column"), tr("Is"), tr("In the first rows"))

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: Sequence[str] = ()
        self._uses: Sequence[str] = ()
        self._values: Sequence[str] = ()

    def show(self, table: AnswerTable | None, wish: ColumnWish | None) -> None:
        """Show the columns of a table."""
        names = table.columns if table else ()
        if tuple(names) == tuple(self._names) and table is not None:
            self._uses = wish.uses if wish else ()
            self._values = _first_values(table)
            corner = self.index(len(self._names) - 1, len(self.heads) - 1)
            self.dataChanged.emit(self.index(0, 0), corner)
            return
        self.beginResetModel()
        self._names, self._uses = names, wish.uses if wish else ()
        self._values = _first_values(table) if table else ()
        self.endResetModel()

    def _count_rows(self) -> int:
        return len(self._names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Tell name, use and first values of a column."""
        at = index.row()
        told = (self._names[at], _USE_IN_WORDS[self._uses[at]], self._values[at])
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return told[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(told) if index.column() == 0 else told[index.column()]
        if role == Qt.ItemDataRole.ForegroundRole:
            is_out = self._uses[at] == LEFT_OUT
            return theme().colour("ink3" if is_out or index.column() == 2 else "ink")
        return None


def _first_values(table: AnswerTable) -> list[str]:
    """Give some values of each column, those that say something."""
    return [" · ".join(islice(_told(table, at), _SHOWN_VALUES)) for at in range(len(table.columns))]


def _told(table: AnswerTable, at: int) -> Iterator[str]:
    return (" ".join(row[at].split())[:_LONGEST] for row in table.rows if known(row[at]))
