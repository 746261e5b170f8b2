# SPDX-License-Identifier: MIT
"""Coders, participants and assignments. Every change is made at once and can be undone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.core.records import Changes, CoderRole
from coder_app.operations import people
from coder_app.queries import lists
from coder_app.ui.choices import CalmComboBox, choose
from coder_app.ui.dialogs.attribute import AttributeDialog
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.dialogs.given import GivenPart
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.look import theme
from coder_app.ui.models.people import (
    CoderTable,
    ParticipantTable,
    role_in_words,
)
from coder_app.ui.parts import label
from coder_app.ui.pressing import enter_presses
from coder_app.ui.workspace import Workspace

Index = QModelIndex | QPersistentModelIndex


class _Choices(QStyledItemDelegate):
    """Edit a cell by choosing, where there is something to choose from."""

    def __init__(self, choices: Callable[[Index], list[tuple[str, str]]], parent: QObject) -> None:
        super().__init__(parent)
        self._choices = choices

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Make a combo box, or the usual field."""
        choices = self._choices(index)
        if not choices:
            return super().createEditor(parent, option, index)
        box = CalmComboBox(parent)
        for data, words in choices:
            box.addItem(words, data)
        return box

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what is chosen."""
        if isinstance(editor, QComboBox):
            choose(editor, index.data(Qt.ItemDataRole.EditRole))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: Any, index: Index) -> None:
        """Take what was chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData(), Qt.ItemDataRole.EditRole)
        else:
            super().setModelData(editor, model, index)


def ask_for_name(
    title: str,
    name: str,
    parent: QWidget,
    *,
    value: str = "",
    wished: str = "",
    remark: Callable[[str], str] | None = None,
) -> str:
    """Ask for one line; empty if the person thought better of it.

    `wished` stands on the button, else what a new name or another name means; `remark` gives a
    sentence on a name while it is typed.
    """
    dialog = DialogFrame(title, parent, width=420)
    field = QLineEdit(value, dialog)
    field.setMaxLength(200)
    field.setAccessibleName(name)
    told = label(name, dialog, ink="ink2")
    told.setBuddy(field)
    dialog.body.addWidget(told)
    dialog.body.addWidget(field)
    said = label("", dialog, ink="warn", wraps=True)
    said.setVisible(remark is not None)
    dialog.body.addWidget(said)
    _, button = dialog.set_buttons(wished or (tr("Rename") if value else tr("Add")))

    def look(text: str) -> None:
        button.setEnabled(bool(text.strip()))
        said.setText(remark(text) if remark is not None else "")
        field.setAccessibleDescription(said.text())

    field.textChanged.connect(look)
    look(value)
    field.selectAll()
    field.setFocus()
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return field.text().strip() if accepted else ""


class PeopleDialog(QDialog):
    """Three tables: who codes, who was interviewed, who codes which transcript."""

    TABS = ("coders", "participants", "assignments")

    def __init__(
        self, workspace: Workspace, tab: str = "coders", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.setWindowTitle(tr("People"))
        resize_within_screen(self, 860, 560)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(*(theme().px(n) for n in (18, 14, 18, 14)))
        outer.addWidget(label(tr("People"), step="title"))
        self._tabs = QTabWidget(self)
        self._tabs.addTab(self._coders_part(), tr("Coders"))
        self._tabs.addTab(self._participants_part(), tr("Participants"))
        self._given = GivenPart(self._do, self)
        self._tabs.addTab(self._given, tr("Transcripts given"))
        outer.addWidget(self._tabs, 1)
        outer.addLayout(self._foot())
        self._given.said.connect(self._said.setText)
        workspace.changed.connect(self._on_changed)
        workspace.refused.connect(self._said.setText)
        self._reload()
        self._tabs.setCurrentIndex(self.TABS.index(tab))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus; elsewhere it is the default one."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        self._said = label(tr("Changes are made at once; Ctrl+Z takes them back."), ink="ink2")
        row.addWidget(self._said, 1)
        close = QPushButton(tr("Close"), self)
        close.clicked.connect(self.accept)
        row.addWidget(close)
        return row

    # ---- building

    def _table(self, model: Any, name: str) -> QTableView:
        view = QTableView(self)
        view.setModel(model)
        view.setAccessibleName(name)
        view.setShowGrid(False)
        view.setTabKeyNavigation(False)
        view.setIconSize(QSize(theme().px(16), theme().px(16)))
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(theme().px(31))
        header = view.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        return view

    def _part(
        self, hint: str, view: QTableView, buttons: tuple[tuple[str, Callable[[], None]], ...]
    ) -> QWidget:
        part = QWidget(self)
        column = QVBoxLayout(part)
        column.addWidget(label(hint, part, step="small", ink="ink2", wraps=True))
        column.addWidget(view, 1)
        row = QHBoxLayout()
        for words, slot in buttons:
            button = QPushButton(words, part)
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, act=slot: act())
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        return part

    def _coders_part(self) -> QWidget:
        self._coder_model = CoderTable(
            lambda coder, name: self._do(people.rename_coder, coder=coder, name=name),
            lambda coder, role: self._do(people.set_role, coder=coder, role=role),
            self,
        )
        self._coder_view = self._table(self._coder_model, tr("Coders"))
        roles = [(str(role), role_in_words(role)) for role in CoderRole]
        choose = _Choices(lambda index: roles if index.column() == 1 else [], self._coder_view)
        self._coder_view.setItemDelegate(choose)
        hint = tr(
            "A lead closes versions of the codebook; a coder codes; a reader reads. "
            "Double-click a name or a role to change it."
        )
        buttons = ((tr("Add a coder …"), self._add_coder), (tr("Remove"), self._remove_coder))
        return self._part(hint, self._coder_view, buttons)

    def _participants_part(self) -> QWidget:
        self._person_model = ParticipantTable(
            lambda who, name: self._do(people.rename_participant, participant=who, name=name),
            self._set_value,
            self,
        )
        self._person_view = self._table(self._person_model, tr("Participants"))
        self._person_view.setItemDelegate(_Choices(self._choices_of, self._person_view))
        hint = tr("What is known of the people interviewed. Double-click a cell to change it.")
        buttons = (
            (tr("Add a participant …"), self._add_participant),
            (tr("Remove"), self._remove_participant),
            (tr("Add an attribute …"), self._add_attribute),
            (tr("Change the attribute …"), self._edit_attribute),
            (tr("Remove the attribute"), self._remove_attribute),
        )
        return self._part(hint, self._person_view, buttons)

    # ---- showing

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches(
            "coder", "participant", "attribute", "attribute_value", "assignment", "document"
        ):
            self._reload()

    def _reload(self) -> None:
        ask = self._workspace.ask
        coders = ask(lists.coders)
        self._coder_model.show(coders)
        self._person_model.show(ask(lists.participants), ask(lists.attributes))
        viewer = self._workspace.viewer
        documents = ask(lists.documents, viewer)
        self._given.show_given(documents, coders, ask(lists.assignments), viewer)

    def _choices_of(self, index: Index) -> list[tuple[str, str]]:
        attribute = self._person_model.attribute_at(index.column())
        if attribute is None or attribute.kind != "choice":
            return []
        return [("", "–"), *((choice, choice) for choice in attribute.choices)]

    # ---- doing

    def _do(self, operation: Callable[..., Any], **values: Any) -> bool:
        self._said.setText("")
        self._workspace.attempt(operation, **values)
        return not self._said.text()

    def _set_value(self, participant: UUID, attribute: UUID, value: str) -> bool:
        return self._do(people.set_value, participant=participant, attribute=attribute, value=value)

    def _add_coder(self) -> None:
        name = ask_for_name(tr("New coder"), tr("Name"), self)
        if name:
            self._do(people.add_coder, name=name)

    def _remove_coder(self) -> None:
        coder = self._coder_model.guid_at(self._coder_view.currentIndex().row())
        if coder is not None:
            self._do(people.remove_coder, coder=coder)

    def _add_participant(self) -> None:
        name = ask_for_name(tr("New participant"), tr("Name or pseudonym"), self)
        if name:
            self._do(people.add_participant, name=name)

    def _remove_participant(self) -> None:
        who = self._person_model.guid_at(self._person_view.currentIndex().row())
        if who is not None:
            self._do(people.remove_participant, participant=who)

    def _add_attribute(self) -> None:
        dialog = AttributeDialog(self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._do(people.add_attribute, **dialog.values())

    def _edit_attribute(self) -> None:
        found = self._person_model.attribute_at(self._person_view.currentIndex().column())
        if found is None:
            self._said.setText(tr("Choose a cell of the attribute first."))
            return
        dialog = AttributeDialog(self, name=found.name, kind=found.kind, choices=found.choices)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self._do(people.edit_attribute, attribute=found.guid, **dialog.values())

    def _remove_attribute(self) -> None:
        found = self._person_model.attribute_at(self._person_view.currentIndex().column())
        if found is None:
            self._said.setText(tr("Choose a cell of the attribute first."))
            return
        self._do(people.remove_attribute, attribute=found.guid)
