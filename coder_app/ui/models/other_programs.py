# SPDX-License-Identifier: MIT
"""Figures of other programs as a table: those of one code, then those over all codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from coder_app.agreement.compatible import CompatibleFigure
from coder_app.core.places import tr
from coder_app.ui.look import theme
from coder_app.ui.models.agreement_rows import Names
from coder_app.ui.models.rows import Index, RowsModel

_FIGURE = 4


class OtherProgramsTable(RowsModel):
    """Program, its name for the figure, coders, code, figure."""

    at_right = (_FIGURE,)

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names = names
        self._figures: tuple[CompatibleFigure, ...] = ()
        self.heads = (tr("Program"), tr("Calls it"), tr("Coders"), tr("Code"), tr("Figure"))

    def show(self, figures: Sequence[CompatibleFigure], code: object) -> None:
        """Take the figures of one code, and those over all codes."""
        self.beginResetModel()
        kept = (one for one in figures if one.document is None and one.code in (None, code))
        self._figures = tuple(sorted(kept, key=lambda one: one.code is None))
        self.endResetModel()

    def sentence(self, row: int) -> str:
        """Say what sets a figure apart, and why it is missing where it is."""
        if not 0 <= row < len(self._figures):
            return ""
        one = self._figures[row]
        told = (f"{one.program}, {one.name}:", one.sentence, one.coefficient.reason)
        return " ".join(part for part in told if part)

    def _count_rows(self) -> int:
        return len(self._figures)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cells(self._figures[row])[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.sentence(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.side(column)
        if role == Qt.ItemDataRole.FontRole:
            return theme().font("figures" if column == _FIGURE else "body")
        return None

    def _cells(self, one: CompatibleFigure) -> tuple[str, ...]:
        value = one.coefficient.value
        return (
            one.program,
            one.name,
            " – ".join(self._names.of(coder) for coder in one.coders),
            tr("all codes") if one.code is None else self._names.of(one.code),
            "–" if value is None else f"{value:.3f}".replace("-", "−"),
        )

    def as_text(self) -> str:
        """Give the table ready for a spreadsheet, each figure with its sentence."""
        lines = ["\t".join((*self.heads, tr("What sets it apart")))]
        for row, one in enumerate(self._figures):
            lines.append("\t".join((*self._cells(one), self.sentence(row))))
        return "\n".join(lines)
