# SPDX-License-Identifier: MIT
"""The row of an export that names templates: choose one, keep what is chosen, rename, delete."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from coder_app.core.errors import CoderAppError
from coder_app.core.export_plan import ExportPlan
from coder_app.core.places import tr
from coder_app.formats.datasets.templates import ExportTemplates
from coder_app.ui.choices import CalmComboBox, choose
from coder_app.ui.dialogs.people import ask_for_name
from coder_app.ui.look import theme
from coder_app.ui.parts import icon_button


class TemplateRow(QWidget):
    """Templates by name; `wanted` gives what is chosen now, to be kept under a name."""

    chosen = Signal(object)  # ExportPlan
    said = Signal(str)  # a sentence, or a refusal

    def __init__(
        self, templates: ExportTemplates, wanted: Callable[[], ExportPlan], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._templates, self._wanted = templates, wanted
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(8))
        self.box = CalmComboBox(self)
        self.box.setAccessibleName(tr("Template"))
        self.box.setMinimumWidth(theme().px(200))
        self.box.activated.connect(self._on_chosen)
        row.addWidget(self.box)
        self.keep = QPushButton(tr("Keep as a template …"), self)
        self.keep.setAutoDefault(False)
        self.keep.clicked.connect(self._on_keep)
        row.addWidget(self.keep)
        self.more = self._more()
        row.addWidget(self.more)
        row.addStretch(1)
        self._fill("")

    def _more(self) -> QToolButton:
        button = icon_button("ellipsis", tr("Rename or delete the template"), self)
        menu = QMenu(button)
        menu.addAction(tr("Rename …")).triggered.connect(self._on_rename)
        menu.addAction(tr("Delete")).triggered.connect(self._on_delete)
        button.setMenu(menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _fill(self, name: str) -> None:
        self.box.clear()
        self.box.addItem(tr("none"), "")
        for each in self._templates.names():
            self.box.addItem(each, each)
        choose(self.box, name)
        self.more.setEnabled(bool(self.name))

    def show_name(self, name: str) -> None:
        """Name the template that is shown, without choosing it anew."""
        choose(self.box, name)
        self.more.setEnabled(bool(self.name))

    @property
    def name(self) -> str:
        """Name of the template that is chosen, or nothing."""
        return str(self.box.currentData() or "")

    # ---- what a person does

    def _on_chosen(self) -> None:
        self.more.setEnabled(bool(self.name))
        try:
            plan = self._templates.read(self.name) if self.name else ExportPlan()
        except CoderAppError as problem:
            self.said.emit(str(problem))
            self._fill("")
        else:
            self.chosen.emit(plan)

    def _on_keep(self) -> None:
        title = tr("Keep as a template")
        name = ask_for_name(
            title,
            tr("Name"),
            self.window(),
            value=self.name,
            wished=tr("Keep"),
            remark=self._remark,
        )
        if name:
            self._try(lambda: self._templates.save(replace(self._wanted(), name=name)), name)

    def _remark(self, name: str) -> str:
        """Say that a template of this name gives way to what is chosen now."""
        same = " ".join(name.split()).casefold()
        there = next((one for one in self._templates.names() if one.casefold() == same), "")
        if not there:
            return ""
        return tr("There is a template “{0}”; what is chosen now takes its place.").format(there)

    def _on_rename(self) -> None:
        old = self.name
        name = ask_for_name(tr("Rename the template"), tr("Name"), self.window(), value=old)
        if name and name != old:
            self._try(lambda: self._templates.rename(old, name), name)

    def _on_delete(self) -> None:
        name = self.name
        self._try(lambda: self._templates.delete(name), "")
        told = tr("Deleted the template “{0}”. What is chosen stays, and can be kept again.")
        self.said.emit(told.format(name))

    def _try(self, act: Callable[[], object], name: str) -> None:
        try:
            act()
        except CoderAppError as problem:
            self.said.emit(str(problem))
        else:
            self.said.emit("")
            self._fill(" ".join(name.split()))
