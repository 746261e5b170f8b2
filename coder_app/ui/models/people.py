# SPDX-License-Identifier: MIT
"""People as tables: coders with their roles, participants with what is known of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Qt

from coder_app.core.places import tr
from coder_app.core.records import (
    AttributeRecord,
    CoderRecord,
    CoderRole,
    ParticipantRecord,
)
from coder_app.ui.models.rows import Index, RowsModel

GUID_ROLE = Qt.ItemDataRole.UserRole
_EDITABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEditable


def role_in_words(role: CoderRole) -> str:
    """Say what a person may do."""
    return {
        CoderRole.LEAD: tr("lead"),
        CoderRole.CODER: tr("coder"),
        CoderRole.READER: tr("reader"),
    }[role]


class PeopleTable(RowsModel):
    """What the three tables share: rows that are shown anew as a whole."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads: list[str] = []
        self._guids: list[UUID] = []

    def guid_at(self, row: int) -> UUID | None:
        """Give whose row this is."""
        return self._guids[row] if 0 <= row < len(self._guids) else None

    def _count_rows(self) -> int:
        return len(self._guids)


class CoderTable(PeopleTable):
    """Coders: name and role, both changed in place."""

    def __init__(
        self,
        rename: Callable[[UUID, str], bool],
        set_role: Callable[[UUID, str], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._rename, self._set_role = rename, set_role
        self._coders: list[CoderRecord] = []
        self.heads = [tr("Name"), tr("Role")]

    def show(self, coders: list[CoderRecord]) -> None:
        """Take the coders of the project, Consensus left out."""
        self.beginResetModel()
        self._coders = [coder for coder in coders if not coder.consensus]
        self._guids = [coder.guid for coder in self._coders]
        self.endResetModel()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let name and role be changed."""
        return _EDITABLE if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell."""
        if not index.isValid():
            return None
        coder = self._coders[index.row()]
        if role == GUID_ROLE:
            return coder.guid
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if index.column() == 0:
                return coder.name
            shown = role == Qt.ItemDataRole.DisplayRole
            return role_in_words(coder.role) if shown else str(coder.role)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Run the change at once."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        if value == self.data(index, role):
            return False
        change = self._rename if index.column() == 0 else self._set_role
        return change(self._coders[index.row()].guid, str(value))


class ParticipantTable(PeopleTable):
    """Participants and what is known of them, a column an attribute."""

    def __init__(
        self,
        rename: Callable[[UUID, str], bool],
        set_value: Callable[[UUID, UUID, str], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._rename, self._set_value = rename, set_value
        self._people: list[ParticipantRecord] = []
        self._attributes: list[AttributeRecord] = []

    def show(self, people: list[ParticipantRecord], attributes: list[AttributeRecord]) -> None:
        """Take the participants and their attributes."""
        self.beginResetModel()
        self._people, self._attributes = people, attributes
        self._guids = [person.guid for person in people]
        self.heads = [tr("Participant"), *(attribute.name for attribute in attributes)]
        self.endResetModel()

    def attribute_at(self, column: int) -> AttributeRecord | None:
        """Give the attribute of a column; the first holds the name."""
        return self._attributes[column - 1] if 0 < column <= len(self._attributes) else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every cell be changed."""
        return _EDITABLE if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell."""
        if not index.isValid():
            return None
        person = self._people[index.row()]
        attribute = self.attribute_at(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if attribute is None:
                return person.name
            return dict(person.values).get(attribute.guid, "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            numbers = attribute is not None and attribute.kind == "number"
            side = Qt.AlignmentFlag.AlignRight if numbers else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return person.guid if role == GUID_ROLE else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Run the change at once."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        if str(value) == self.data(index, role):
            return False
        person = self._people[index.row()].guid
        attribute = self.attribute_at(index.column())
        if attribute is None:
            return self._rename(person, str(value))
        return self._set_value(person, attribute.guid, str(value))
