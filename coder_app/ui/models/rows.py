# SPDX-License-Identifier: MIT
"""What the program's tables share: so many rows, columns with names, numbers at the right."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class RowsModel(QAbstractTableModel):
    """A flat table; whoever derives from it says how many rows there are, and what cells hold."""

    heads: Sequence[str] = ()  # the names of its columns
    at_right: Container[int] = ()  # columns whose cells stand at the right

    def _count_rows(self) -> int:
        raise NotImplementedError

    def side(self, column: int) -> Qt.AlignmentFlag:
        """Say where the cells of a column, and its name, stand."""
        right = column in self.at_right
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the rows; none lies below another."""
        return 0 if parent.isValid() else self._count_rows()

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.heads)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name a column."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.heads[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self.side(section)
        return None
