# SPDX-License-Identifier: MIT
"""Which participants an export is about: a menu of what is known of them."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from coder_app.core.places import tr
from coder_app.core.records import AttributeRecord, ParticipantRecord
from coder_app.ui.look import theme

_MOST_VALUES = 60
Chosen = tuple[tuple[UUID, str], ...]


class AttributeButton(QPushButton):
    """Choose a value of some attributes; all of them have to fit."""

    chosen_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._menu = QMenu(self)
        self._names: dict[UUID, str] = {}
        self.setMenu(self._menu)
        self.setAutoDefault(False)
        self.setAccessibleDescription(tr("Participants who are"))
        self._say()

    def offer(
        self, attributes: Sequence[AttributeRecord], people: Sequence[ParticipantRecord]
    ) -> None:
        """Offer the values that occur, and those an attribute lets one choose from."""
        self._menu.clear()
        self._names = {each.guid: each.name for each in attributes}
        for attribute in attributes:
            known = dict.fromkeys(attribute.choices)
            found = sorted({dict(p.values).get(attribute.guid, "") for p in people} - {""})
            self._add(attribute, [*known, *(value for value in found if value not in known)])
        self.setEnabled(bool(attributes))
        self._say()

    def _add(self, attribute: AttributeRecord, values: Sequence[str]) -> None:
        menu = self._menu.addMenu(attribute.name.replace("&", "&&"))
        group = QActionGroup(menu)
        group.triggered.connect(self._on_chosen)
        for value in ("", *values[:_MOST_VALUES]):
            action = menu.addAction(value.replace("&", "&&") or tr("any"))
            action.setCheckable(True)
            action.setData((attribute.guid, value))
            action.setChecked(not value)
            group.addAction(action)

    def _actions(self) -> list[QAction]:
        menus = [action.menu() for action in self._menu.actions()]
        return [a for menu in menus if isinstance(menu, QMenu) for a in menu.actions()]

    def chosen(self) -> Chosen:
        """Give what has to fit: attribute and value."""
        ticked = [action.data() for action in self._actions() if action.isChecked()]
        return tuple((guid, value) for guid, value in ticked if value)

    def choose(self, wanted: Chosen) -> None:
        """Tick these values, and "any" elsewhere."""
        told = dict(wanted)
        for action in self._actions():
            guid, value = action.data()
            action.setChecked(value == told.get(guid, ""))
        self._say()

    def _on_chosen(self) -> None:
        self._say()
        self.chosen_changed.emit()

    def _say(self) -> None:
        told = [f"{self._names.get(guid, '')}: {value}" for guid, value in self.chosen()]
        words = ", ".join(told) or tr("anybody")
        room = theme().px(240)
        shown = self.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
        self.setText(shown.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setToolTip(words if shown != words else "")
