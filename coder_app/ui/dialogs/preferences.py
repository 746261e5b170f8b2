# SPDX-License-Identifier: MIT
"""Preferences of the person at this machine: look, size, family marks, name, keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QKeyCombination, Qt, Signal
from PySide6.QtGui import QFontDatabase, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.ui.actions import ActionRow, key_clash, shown_key
from coder_app.ui.choices import choose, combo
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.frames import lay_out_rows
from coder_app.ui.look import Scheme, theme
from coder_app.ui.models.keys import KeyTable
from coder_app.ui.parts import label
from coder_app.ui.preferences import (
    FAMILY_MARKS,
    INTERFACE_SIZE,
    MY_NAME,
    READING_FACE,
    THEME,
    Preferences,
)

_SCHEMES: dict[str, Scheme | None] = {"light": "light", "dark": "dark", "system": None}
_SIZES = (80, 90, 100, 110, 125, 150, 175, 200)
_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)


def _faces() -> list[str]:
    """Name the installed faces that any size can be read in."""
    return [
        family
        for family in QFontDatabase.families()
        if family != theme().reading_face
        and not QFontDatabase.isPrivateFamily(family)
        and QFontDatabase.isSmoothlyScalable(family)
    ]


class KeyDialog(DialogFrame):
    """Wait for the key that an action shall have, and say if it is taken."""

    def __init__(self, action: ActionRow, keys: Mapping[str, str], parent: QWidget) -> None:
        super().__init__(tr("Key for “{0}”").format(action.text.rstrip(" …")), parent, width=420)
        self._action, self._keys = action, keys
        self.key = keys[action.id]
        said = tr("Press the key, alone or with Ctrl, Alt or Shift.")
        self.body.addWidget(label(said, self, ink="ink2", wraps=True))
        self._shown = label(shown_key(self.key) or tr("none"), self, step="title")
        self.body.addWidget(self._shown)
        self._problem = label("", self, ink="danger", wraps=True)
        self.body.addWidget(self._problem)
        self._cancel, self._use = self.set_buttons(tr("Use this key"))
        self._use.setEnabled(False)
        for button in (self._cancel, self._use):  # keys come here, not to a button
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a key; Enter and Escape close as in any dialog."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif key not in _MODIFIERS:
            keypad = Qt.KeyboardModifier.KeypadModifier
            self._take(QKeySequence(QKeyCombination(event.modifiers() & ~keypad, key)).toString())

    def _take(self, key: str) -> None:
        taken = key_clash(self._action.id, key, self._keys)
        self.key = key
        self._shown.setText(shown_key(key))
        message = tr("This key belongs to “{0}”. Change that one first, or press another.")
        self._problem.setText(message.format(taken.rstrip(" …")) if taken else "")
        self._use.setEnabled(not taken)


class PreferencesDialog(DialogFrame):
    """Every choice is kept at once; `changed` names it, `keys_changed` gives the changed keys."""

    changed = Signal(str)  # key of the preference
    keys_changed = Signal(dict)  # action → key

    def __init__(
        self,
        preferences: Preferences,
        actions: Sequence[ActionRow],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Preferences"), parent, width=560)
        self._preferences = preferences
        self._actions = tuple(actions)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(theme().px(16))
        self._form.setVerticalSpacing(theme().px(8))
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.body.addLayout(self._form)
        self._add_look()
        self._add_name()
        self._table = KeyTable(actions, self)
        self._table.show(preferences.keys())
        self.body.addLayout(self._keys_part(), 1)
        self.set_close_button()
        resize_within_screen(self, 580, 640)

    # ---- look and name

    def _add_look(self) -> None:
        told, self._theme = combo(tr("Light or dark"), parent=self)
        for name, words in (
            ("system", tr("as the system has it")),
            ("light", tr("light")),
            ("dark", tr("dark")),
        ):
            self._theme.addItem(words, name)
        choose(self._theme, self._preferences.get(THEME))
        self._theme.activated.connect(self._on_theme)
        self._form.addRow(told, self._theme)
        told, self._size = combo(tr("Size of everything"), parent=self)
        now = self._preferences.get(INTERFACE_SIZE)
        for size in sorted({*_SIZES, now}):
            self._size.addItem(tr("{0} %").format(size), size)
        choose(self._size, now)
        self._size.activated.connect(self._on_size)
        self._form.addRow(told, self._size)
        hint = tr("From the next start on. The transcript alone grows with Ctrl and the wheel.")
        self._form.addRow("", label(hint, self, step="small", ink="ink3", wraps=True))
        told, self._face = combo(READING_FACE.sentence, parent=self)
        self._face.addItem(tr("{0}, as shipped").format(theme().reading_face), "")
        for family in _faces():
            self._face.addItem(family, family)
        choose(self._face, self._preferences.get(READING_FACE))
        self._face.activated.connect(self._on_face)
        self._form.addRow(told, self._face)
        self._marks = QCheckBox(tr("Family marks: tell families of codes by lines, too"), self)
        self._marks.setChecked(self._preferences.get(FAMILY_MARKS))
        self._marks.toggled.connect(self._on_marks)
        self._form.addRow("", self._marks)

    def _on_theme(self) -> None:
        name = self._theme.currentData()
        self._preferences.set(THEME, name)
        theme().follow(_SCHEMES[name])
        self.changed.emit(THEME.key)

    def _on_face(self) -> None:
        face = self._face.currentData()
        self._preferences.set(READING_FACE, face)
        theme().read_in(face)
        self.changed.emit(READING_FACE.key)

    def _on_size(self) -> None:
        self._preferences.set(INTERFACE_SIZE, self._size.currentData())
        self.changed.emit(INTERFACE_SIZE.key)

    def _on_marks(self, shown: bool) -> None:
        self._preferences.set(FAMILY_MARKS, shown)
        self.changed.emit(FAMILY_MARKS.key)

    def _add_name(self) -> None:
        name = QLineEdit(self._preferences.get(MY_NAME), self)
        name.setMaxLength(200)
        name.setAccessibleName(tr("Your name in new projects"))
        name.editingFinished.connect(lambda: self._preferences.set(MY_NAME, name.text().strip()))
        told = label(tr("Your name in new projects"), self, step="small", ink="ink2")
        told.setBuddy(name)
        self._form.addRow(told, name)

    # ---- keys

    def _keys_part(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.addWidget(label(tr("Keys"), self, step="section"))
        self._view = view = QTableView(self)
        view.setModel(self._table)
        header = lay_out_rows(view, tr("Keys"), height=27)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        view.activated.connect(self.change_key)
        view.selectionModel().currentRowChanged.connect(self._show_state)
        column.addWidget(view, 1)
        column.addLayout(self._key_buttons())
        return column

    def _key_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._change = QPushButton(tr("Change the key …"), self)
        self._change.clicked.connect(self.change_key)
        self._reset = QPushButton(tr("As shipped"), self)
        self._reset.clicked.connect(self.reset_key)
        for button in (self._change, self._reset):
            button.setAutoDefault(False)
            row.addWidget(button)
        self._said = label("", self, step="small", ink="ink2", wraps=True)
        row.addWidget(self._said, 1)
        self._show_state()
        return row

    def _current(self) -> ActionRow | None:
        return self._table.action_at(self._view.currentIndex().row())

    def _show_state(self) -> None:
        action = self._current()
        self._change.setEnabled(action is not None)
        self._reset.setEnabled(action is not None and self._table.is_changed(action))

    def _keys_in_force(self) -> dict[str, str]:
        return {action.id: self._table.key(action) for action in self._actions}

    def change_key(self) -> None:
        """Ask for another key of the current action."""
        action = self._current()
        if action is None:
            return
        dialog = KeyDialog(action, self._keys_in_force(), self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._set(action, dialog.key if dialog.key != action.key else None)
        dialog.deleteLater()

    def reset_key(self) -> None:
        """Give the current action its shipped key again, unless another one has it now."""
        action = self._current()
        if action is None:
            return
        taken = key_clash(action.id, action.key, self._keys_in_force()) if action.key else ""
        if taken:
            message = tr("The shipped key belongs to “{0}” now. Change that one first.")
            self._said.setText(message.format(taken.rstrip(" …")))
        else:
            self._set(action, None)

    def _set(self, action: ActionRow, key: str | None) -> None:
        self._preferences.set_key(action.id, key)
        self._said.setText("")
        changed = self._preferences.keys()
        self._table.show(changed)
        self._show_state()
        self.keys_changed.emit(changed)
