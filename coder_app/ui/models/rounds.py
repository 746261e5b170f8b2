# SPDX-License-Identifier: MIT
"""Closed rounds as a table: what was frozen, and what the same figure is now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt

from coder_app.agreement.alpha import Coefficient
from coder_app.agreement.measures import Measure
from coder_app.core.places import tr
from coder_app.core.records import RoundRecord
from coder_app.ui.look import theme
from coder_app.ui.models.agreement_rows import figure_text
from coder_app.ui.models.rows import Index, RowsModel
from coder_app.ui.parts import moment_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRow:
    """A round with its figure of all codes, frozen and now; None: not to be seen, or not yet."""

    record: RoundRecord
    measure: Measure = Measure.ALPHA
    frozen: Coefficient | None = None
    now: Coefficient | None = None
    units: int = 0


class RoundTable(RowsModel):
    """A row a round, the newest first."""

    at_right = range(3, 8)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[RoundRow, ...] = ()
        self.heads = (
            tr("Round"),
            tr("Closed"),
            tr("By"),
            tr("Coders"),
            tr("Transcripts"),
            tr("Units"),
            tr("Frozen"),
            tr("Now"),
        )

    def show(self, rows: Sequence[RoundRow]) -> None:
        """Take other rounds."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def round_at(self, row: int) -> RoundRecord | None:
        """Give the round of a row."""
        return self._rows[row].record if 0 <= row < len(self._rows) else None

    # ---- Qt

    def _count_rows(self) -> int:
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._cell(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.side(column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour("ink2" if column in (1, 2) else "ink")
        if role == Qt.ItemDataRole.ToolTipRole and column >= len(self.heads) - 2:
            return _explained(row, frozen=column == len(self.heads) - 2)
        return None

    @staticmethod
    def _cell(row: RoundRow, column: int) -> str:
        record = row.record
        return (
            record.name,
            moment_in_words(record.closed),
            record.author,
            str(len(record.coders)),
            str(len(record.documents)),
            f"{row.units:,}" if row.units else "",
            _figure(row.frozen, row.measure),
            _figure(row.now, row.measure),
        )[column]


def _figure(figure: Coefficient | None, measure: Measure) -> str:
    return "" if figure is None else figure_text(figure.value, measure)


def _explained(row: RoundRow, *, frozen: bool) -> str:
    """Say which figure a cell holds, or why there is none."""
    figure = row.frozen if frozen else row.now
    if figure is None:
        return tr("You do not see the work behind this figure")
    if figure.value is None:
        return figure.reason
    name = row.measure.title
    said = tr("{0} when the round was closed") if frozen else tr("{0} as codings stand now")
    return said.format(name)
