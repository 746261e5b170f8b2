# SPDX-License-Identifier: MIT
"""Who codes which transcript, what for, and who is blind there: transcripts down, coders across."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt

from coder_app.core.places import tr
from coder_app.core.records import (
    AssignmentRecord,
    AssignmentStatus,
    CoderRecord,
    CoderRole,
    DocumentRow,
    Purpose,
)
from coder_app.ui.look import theme
from coder_app.ui.models.people import PeopleTable

Index = QModelIndex | QPersistentModelIndex


class AssignmentTable(PeopleTable):
    """Transcripts down, coders across: who has which, for what, and who is done."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._documents: list[DocumentRow] = []
        self._coders: list[CoderRecord] = []
        self._given: dict[tuple[UUID, UUID], list[AssignmentRecord]] = {}

    def show(
        self,
        documents: list[DocumentRow],
        coders: list[CoderRecord],
        assignments: list[AssignmentRecord],
    ) -> None:
        """Take who has what."""
        self.beginResetModel()
        self._documents = documents
        self._coders = [c for c in coders if not c.consensus and c.role != CoderRole.READER]
        self._guids = [document.guid for document in documents]
        self.heads = [tr("Transcript"), *(coder.name for coder in self._coders)]
        self._given = {}
        for one in assignments:
            self._given.setdefault((one.document, one.coder), []).append(one)
        for cell in self._given.values():
            cell.sort(key=lambda one: list(Purpose).index(Purpose(one.purpose)))
        self.endResetModel()

    def at(self, index: Index) -> tuple[UUID, UUID, list[AssignmentRecord]] | None:
        """Give document, coder and the assignments of a cell."""
        if index.column() < 1:
            return None
        document = self._documents[index.row()].guid
        coder = self._coders[index.column() - 1].guid
        return document, coder, self._given.get((document, coder), [])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell."""
        if not index.isValid():
            return None
        cell = self.at(index)
        if cell is None:
            shown = role == Qt.ItemDataRole.DisplayRole
            return self._documents[index.row()].name if shown else None
        given = cell[2]
        if role == Qt.ItemDataRole.DisplayRole:
            return in_words(given)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(index, given)
        if role == Qt.ItemDataRole.ToolTipRole and is_blind(given):
            return self._spoken(index, given)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour("ink" if given else "ink3")
        if role == Qt.ItemDataRole.DecorationRole and given:
            return theme().icon(_icon(given), "ink3")
        return None

    def _spoken(self, index: Index, given: Sequence[AssignmentRecord]) -> str:
        coder = self._coders[index.column() - 1].name
        document = self._documents[index.row()].name
        said = in_words(given) if given else tr("not given")
        said = tr("{0}, {1}: {2}").format(document, coder, said)
        if is_blind(given):
            return tr("{0}. What others coded there is not shown to {1}.").format(said, coder)
        return said


def is_blind(given: Sequence[AssignmentRecord]) -> bool:
    """Tell whether what others coded is hidden from the coder."""
    return any(one.blind and not one.revealed for one in given)


def in_words(given: Sequence[AssignmentRecord]) -> str:
    """Say how far a coder is, what the transcript was given for, and whether blind."""
    return " + ".join(_one(one) for one in given) or "–"


def _one(one: AssignmentRecord) -> str:
    is_done = one.status is AssignmentStatus.DONE
    parts = [tr("done") if is_done else tr("given")]
    if one.purpose != Purpose.MAIN:
        parts.append(tr("for {0}").format(Purpose(one.purpose).words))
    if one.blind:
        parts.append(tr("no longer blind") if one.revealed else tr("blind"))
    return ", ".join(parts)


def _icon(given: Sequence[AssignmentRecord]) -> str:
    if is_blind(given):
        return "eye-off"
    done = all(one.status is AssignmentStatus.DONE for one in given)
    return "circle-check" if done else "circle"
