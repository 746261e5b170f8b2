# SPDX-License-Identifier: MIT
"""Choosing: a combo box with the label that names it, a button that ticks several of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLabel, QMenu, QPushButton, QWidget

from coder_app.core.places import tr, tr_n
from coder_app.ui.look import theme
from coder_app.ui.parts import label


def combo(name: str, *, parent: QWidget | None = None) -> tuple[QLabel, QComboBox]:
    """Make a combo box and the label that tells a screen reader what it is for."""
    box = QComboBox(parent)
    told = label(name, parent, step="small", ink="ink2")
    told.setBuddy(box)
    box.setAccessibleName(name)
    return told, box


class ChoiceButton(QPushButton):
    """Choose several of a list: the button says how many, its menu stays open while one ticks."""

    chosen_changed = Signal()

    def __init__(self, name: str, one: str, many: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._one, self._many = name, one, many
        self._menu = QMenu(self)
        self._menu.installEventFilter(self)
        self.setMenu(self._menu)
        self.setAutoDefault(False)

    def set_choices(self, choices: Sequence[tuple[UUID, str]], chosen: Iterable[UUID]) -> None:
        """Offer things by name; `chosen` are ticked."""
        ticked = set(chosen)
        self._menu.clear()
        for words, tick in ((tr("All"), True), (tr("None"), False)):
            self._menu.addAction(words).triggered.connect(lambda _=False, t=tick: self._all(t))
        self._menu.addSeparator()
        for guid, name in choices:
            action = self._menu.addAction(name.replace("&", "&&"))
            action.setCheckable(True)
            action.setData(guid)
            action.setChecked(guid in ticked)
            action.toggled.connect(self._on_toggled)
        self._say()

    def chosen(self) -> list[UUID]:
        """Give what is ticked, in the order offered."""
        return [action.data() for action in self._ticks() if action.isChecked()]

    def _ticks(self) -> list[QAction]:
        return [action for action in self._menu.actions() if action.isCheckable()]

    def _all(self, tick: bool) -> None:
        for action in self._ticks():
            action.blockSignals(True)
            action.setChecked(tick)
            action.blockSignals(False)
        self._on_toggled()

    def _on_toggled(self) -> None:
        self._say()
        self.chosen_changed.emit()

    def _say(self) -> None:
        ticks = self._ticks()
        names = [action.text().replace("&&", "&") for action in ticks if action.isChecked()]
        if names and len(names) == len(ticks) and len(names) > 3:
            words = tr("all {0}").format(tr_n(self._one, self._many, len(names)))
        elif 0 < len(names) <= 3:
            words = ", ".join(names)
        else:
            words = tr_n(self._one, self._many, len(names))
        metrics = self.fontMetrics()
        room = theme().px(240)
        self.setText(
            metrics.elidedText(words, Qt.TextElideMode.ElideRight, room).replace("&", "&&")
        )
        self.setAccessibleName(f"{self._name}: {words}")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the menu open while several are ticked with the mouse."""
        if watched is self._menu and event.type() == QEvent.Type.MouseButtonRelease:
            action = self._menu.activeAction()
            if action is not None and action.isCheckable():
                action.trigger()
                return True
        return super().eventFilter(watched, event)
