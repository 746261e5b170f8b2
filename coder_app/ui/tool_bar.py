# SPDX-License-Identifier: MIT
"""The tool bar: undo, redo, what one does with the project, who codes, which panels are open."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.core.records import CoderRecord
from coder_app.ui.action_set import ActionSet
from coder_app.ui.look import theme
from coder_app.ui.parts import Picture, label, spaced

_ICONS_ONLY = ("edit.undo", "edit.redo", "view.left", "view.bottom", "view.right")
_WITH_WORDS = {
    "project.import": tr("Add transcripts"),
    "team.agreement": tr("Agreement"),
    "project.export": tr("Export"),
}


class ToolBar(QToolBar):
    """Buttons of the actions that are served, and the coder switch."""

    coder_chosen = Signal(object)  # UUID

    def __init__(self, actions: ActionSet, parent: QWidget) -> None:
        super().__init__(tr("Tool bar"), parent)
        self.setObjectName("tools")
        self.setMovable(False)
        self.setFloatable(False)
        self.setFixedHeight(theme().size("tool_bar"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self.setIconSize(QSize(theme().px(16), theme().px(16)))
        self._actions = actions
        self._coders: tuple[CoderRecord, ...] = ()
        self._viewer: UUID | None = None
        for name in ("edit.undo", "edit.redo"):
            self._add(name)
        self.addSeparator()
        for name, words in _WITH_WORDS.items():
            if actions.is_served(name):
                self._add(name, words)
        space = QWidget(self)
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.addWidget(space)
        self._blind = self.addWidget(self._make_blind_sign())
        self._blind.setVisible(False)
        self.switch = self._make_switch()
        self.addWidget(self.switch)
        self.addSeparator()
        for name in ("view.left", "view.bottom", "view.right"):
            self._add(name)

    def _add(self, name: str, words: str = "") -> None:
        action = self._actions[name]
        button = QToolButton(self)
        button.setDefaultAction(action)
        button.setIconSize(self.iconSize())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAccessibleName((words or action.text()).rstrip(" …"))
        if words:
            action.setIconText(spaced(words))
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.addWidget(button)

    def _make_blind_sign(self) -> QWidget:
        sign = QWidget(self)
        sign.setToolTip(
            tr(
                "What others coded in this transcript is hidden from you until the round is "
                "closed or a lead shows it to you."
            )
        )
        row = QHBoxLayout(sign)
        row.setContentsMargins(theme().px(8), 0, theme().px(12), 0)
        row.setSpacing(theme().px(6))
        row.addWidget(Picture("eye-off", sign, ink="ink2"))
        told = label(tr("Coding blind"), sign)
        told.setAccessibleDescription(sign.toolTip())
        row.addWidget(told)
        return sign

    def show_blind(self, blind: bool) -> None:
        """Show whether the coder at work codes the open transcript blind."""
        self._blind.setVisible(blind)

    def _make_switch(self) -> QToolButton:
        button = QToolButton(self)
        theme().dress(button, "user")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setToolTip(tr("Who is coding"))
        button.setAccessibleDescription(tr("Coder at work"))
        menu = QMenu(button)
        menu.aboutToShow.connect(self._fill)
        button.setMenu(menu)
        return button

    def show_coders(self, coders: Sequence[CoderRecord], viewer: UUID) -> None:
        """Name the coder at work, and offer the others."""
        self._coders = tuple(coder for coder in coders if not coder.consensus)
        self._viewer = viewer
        name = next((coder.name for coder in self._coders if coder.guid == viewer), "")
        self.switch.setText(spaced(name.replace("&", "&&")))
        self.switch.setAccessibleName(name)

    def _fill(self) -> None:
        menu = self.switch.menu()
        menu.clear()
        for coder in self._coders:
            action = QAction(coder.name.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(coder.guid == self._viewer)
            action.triggered.connect(lambda *_, guid=coder.guid: self.coder_chosen.emit(guid))
            menu.addAction(action)
        menu.addSeparator()
        for name in ("team.add_coder", "team.people"):
            if self._actions.is_served(name):
                menu.addAction(self._actions[name])
