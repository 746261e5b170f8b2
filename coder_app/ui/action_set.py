# SPDX-License-Identifier: MIT
"""The actions of one main window, made from the table as somebody serves them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from coder_app.core.places import tr
from coder_app.ui.actions import ACTIONS, BY_ID, MENUS, ActionRow, shown_key
from coder_app.ui.look import theme


class ActionSet(QObject):
    """The actions of one main window, made from the table as they are served."""

    keys_changed = Signal()

    def __init__(self, window: QWidget, keys: Mapping[str, str]) -> None:
        super().__init__(window)
        self._window = window
        self._keys = {row.id: row.key for row in ACTIONS} | {
            name: key for name, key in keys.items() if name in BY_ID
        }
        self._made: dict[str, QAction] = {}
        self._facts: frozenset[str] = frozenset()
        self._reasons: dict[str, str] = {}  # need → why it does not hold now

    def serve(self, action_id: str, slot: Callable[[], object]) -> QAction:
        """Let an action appear, and do this when it is asked for."""
        row = BY_ID[action_id]
        action = QAction(row.text, self)
        action.setObjectName(row.id)
        action.setCheckable(row.checkable)
        action.setMenuRole(QAction.MenuRole.NoRole)
        if row.icon:
            theme().dress(action, row.icon)
        action.triggered.connect(lambda *_: slot())
        self._made[row.id] = action
        if row.where != "text":
            self._window.addAction(action)
        self._set_key(action, row)
        self._enable(action, row)
        return action

    def __getitem__(self, action_id: str) -> QAction:
        return self._made[action_id]

    def is_served(self, action_id: str) -> bool:
        """Tell whether an action is there."""
        return action_id in self._made

    def rows(self) -> list[ActionRow]:
        """List the actions that are there, in the order of the table."""
        return [row for row in ACTIONS if row.id in self._made]

    # ---- keys

    @property
    def keys(self) -> dict[str, str]:
        """The keys in force."""
        return dict(self._keys)

    def key(self, action_id: str) -> str:
        """Give the key in force for one action."""
        return self._keys[action_id]

    def set_keys(self, changed: Mapping[str, str]) -> None:
        """Use these keys, and the shipped ones for the rest."""
        self._keys = {row.id: row.key for row in ACTIONS} | {
            name: key for name, key in changed.items() if name in BY_ID
        }
        for name, action in self._made.items():
            self._set_key(action, BY_ID[name])
            self._enable(action, BY_ID[name])
        self.keys_changed.emit()

    def _set_key(self, action: QAction, row: ActionRow) -> None:
        key = self._keys[row.id]
        action.setShortcut(QKeySequence(key))
        text_only = row.where == "text"
        action.setShortcutContext(
            Qt.ShortcutContext.WidgetShortcut if text_only else Qt.ShortcutContext.WindowShortcut
        )
        action.setToolTip(self._named(row))

    def _named(self, row: ActionRow) -> str:
        key = self._keys[row.id]
        return row.text.rstrip(" …") + (f" ({shown_key(key)})" if key else "")

    # ---- what is possible now

    def set_facts(self, facts: frozenset[str]) -> None:
        """Enable what these facts allow."""
        if facts == self._facts:
            return
        self._facts = facts
        for name, action in self._made.items():
            self._enable(action, BY_ID[name])

    @property
    def facts(self) -> frozenset[str]:
        """What holds now."""
        return self._facts

    def set_reason(self, need: str, why: str) -> None:
        """Say why actions with this need are not possible while it does not hold."""
        if self._reasons.get(need) == why:
            return
        self._reasons[need] = why
        for name, action in self._made.items():
            if need in BY_ID[name].needs.split():
                self._enable(action, BY_ID[name])

    def _enable(self, action: QAction, row: ActionRow) -> None:
        needs = row.needs.split()
        missing = [need for need in needs if need not in self._facts]
        action.setEnabled(not missing)
        reasons = [self._reasons[need] for need in missing if self._reasons.get(need)]
        why = reasons[0] if reasons else row.why_not
        action.setStatusTip(why if missing else "")
        if any(need in self._reasons for need in needs):
            action.setToolTip(reasons[0] if reasons else self._named(row))

    # ---- menus

    def fill(self, bar: QMenuBar) -> None:
        """Make the menus of the menu bar; a menu of nothing is left out."""
        titles = {
            "project": tr("&Project"),
            "edit": tr("&Edit"),
            "view": tr("&View"),
            "transcript": tr("&Transcript"),
            "code": tr("&Code"),
            "team": tr("Tea&m"),
            "help": tr("&Help"),
        }
        for name in MENUS:
            rows = [row for row in self.rows() if row.menu == name]
            if rows:
                self._fill_menu(bar.addMenu(titles[name]), rows)

    def _fill_menu(self, menu: QMenu, rows: list[ActionRow]) -> None:
        menu.setToolTipsVisible(True)
        group = rows[0].group
        for row in rows:
            if row.group != group:
                menu.addSeparator()
                group = row.group
            menu.addAction(self._made[row.id])
