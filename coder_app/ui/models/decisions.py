# SPDX-License-Identifier: MIT
"""The decision log as a table: when, where, on which codes, what came of it, why, who."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QObject, QSortFilterProxyModel, Qt

from coder_app.core.places import tr
from coder_app.core.records import CodeRecord, DecisionRecord, Guid, Outcome
from coder_app.ui.look import theme
from coder_app.ui.models.review import name_of
from coder_app.ui.models.rows import Index, RowsModel
from coder_app.ui.parts import moment_in_words

SORT_ROLE = Qt.ItemDataRole.UserRole
REASON, DISSENT = 5, 6  # the columns that take what room is left


class DecisionTable(RowsModel):
    """A row a decision, the newest first until somebody sorts."""

    at_right = (2,)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._decisions: tuple[DecisionRecord, ...] = ()
        self._cells: list[tuple[str, ...]] = []
        self.heads = (
            tr("When"),
            tr("Transcript"),
            tr("Line"),
            tr("Code"),
            tr("Settled"),
            tr("Reason"),
            tr("Dissent"),
            tr("Who"),
        )

    def show(
        self,
        decisions: Sequence[DecisionRecord],
        codes: Mapping[Guid, CodeRecord],
        coders: Mapping[Guid, str],
    ) -> None:
        """Take other decisions."""
        self.beginResetModel()
        self._decisions = tuple(decisions)
        self._cells = [cells_of(decision, codes, coders) for decision in decisions]
        self.endResetModel()

    def decision_at(self, row: int) -> DecisionRecord | None:
        """Give the decision of a row."""
        return self._decisions[row] if 0 <= row < len(self._decisions) else None

    def cells_at(self, row: int) -> tuple[str, ...]:
        """Give a row as text."""
        return self._cells[row]

    # ---- Qt

    def _count_rows(self) -> int:
        return len(self._decisions)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell."""
        decision = self.decision_at(index.row()) if index.isValid() else None
        if decision is None:
            return None
        cell = self._cells[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return cell
        if role == SORT_ROLE:
            first = {0: decision.decided.timestamp(), 2: decision.line}
            return first[index.column()] if index.column() in first else cell.casefold()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.side(index.column())
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour("ink2" if index.column() in (0, 2, 7) else "ink")
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (REASON, DISSENT):
            return cell
        return None


class DecisionOrder(QSortFilterProxyModel):
    """Sorted by a column, and narrowed to one code."""

    def __init__(self, table: DecisionTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self._code: Guid | None = None
        self.setSourceModel(table)
        self.setSortRole(SORT_ROLE)

    def look_at(self, code: Guid | None) -> None:
        """Show the decisions on one code, or all."""
        self._code = code
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Leave out what is on other codes."""
        decision = self.table.decision_at(row)
        return decision is not None and self._code in (None, *decision.codes)

    def decision_at(self, row: int) -> DecisionRecord | None:
        """Give the decision of a row as it stands here."""
        return self.table.decision_at(self.mapToSource(self.index(row, 0)).row())

    def as_text(self) -> str:
        """Write the rows shown, with tabs between the cells."""
        sources = [self.mapToSource(self.index(row, 0)).row() for row in range(self.rowCount())]
        rows = [self.table.heads, *map(self.table.cells_at, sources)]
        return "\n".join("\t".join(" ".join(cell.split()) for cell in row) for row in rows)


def cells_of(
    decision: DecisionRecord, codes: Mapping[Guid, CodeRecord], coders: Mapping[Guid, str]
) -> tuple[str, ...]:
    """Write a decision as the cells of its row."""
    return (
        moment_in_words(decision.decided),
        decision.document_name,
        str(decision.line) if decision.line else "",
        tr(" or ").join(name_of(codes, code) for code in decision.codes),
        outcome_in_words(decision, coders),
        decision.reason,
        dissent_in_words(decision, coders),
        decision.author,
    )


def outcome_in_words(decision: DecisionRecord, coders: Mapping[Guid, str]) -> str:
    """Say how it was settled, by name where a coder was followed."""
    name = coders.get(decision.chosen) if decision.chosen else None
    if decision.outcome is Outcome.CODER and name:
        return tr("as {0}").format(name)
    return decision.outcome.words


def dissent_in_words(decision: DecisionRecord, coders: Mapping[Guid, str]) -> str:
    """Say who did not agree, and what they hold."""
    who = ", ".join(coders.get(coder, "") for coder in decision.dissenters)
    return ": ".join(part for part in (who, decision.dissent) if part)
