# SPDX-License-Identifier: MIT
"""Agreement in this project, on or off: not every kind of analysis counts it."""

from __future__ import annotations

from PySide6.QtWidgets import QButtonGroup, QDialog, QHBoxLayout, QLineEdit, QRadioButton, QWidget

from coder_app.core.places import tr
from coder_app.core.records import CoderRole
from coder_app.operations import projects
from coder_app.queries import lists
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.look import theme
from coder_app.ui.parts import label
from coder_app.ui.standing import AGREEMENT
from coder_app.ui.workspace import Workspace


class AgreementSwitchDialog(DialogFrame):
    """Ask whether coders are compared, and why not; `may` is whether this person decides."""

    def __init__(self, reason: str, *, may: bool, parent: QWidget | None = None) -> None:
        super().__init__(tr("Agreement in this project"), parent)
        said = tr(
            "Agreement figures belong to the kind of analysis that wants coders to come to the "
            "same. Reflexive thematic analysis does not: its authors, Braun and Clarke, count "
            "them to coding-reliability approaches only, and there one switches them off."
        )
        self.body.addWidget(label(said, self, ink="ink2", wraps=True))
        self.on = QRadioButton(tr("On: coders are compared"), self)
        self.off = QRadioButton(tr("Off: no figures, neither in a window nor by command"), self)
        self._group = QButtonGroup(self)
        for button in (self.on, self.off):
            self._group.addButton(button)
            button.setEnabled(may)
            button.toggled.connect(self._show_state)
            self.body.addWidget(button)
        self.body.addLayout(self._reason_row(reason, may))
        (self.off if reason else self.on).setChecked(True)
        if may:
            _, self._keep = self.set_buttons(tr("Keep it so"))
            self._show_state()
        else:
            said = tr("Only a lead can change this.")
            self.set_close_button(left=label(said, self, step="small", ink="ink2", wraps=True))

    def _reason_row(self, reason: str, may: bool) -> QHBoxLayout:
        self.why = QLineEdit(reason or tr("reflexive thematic analysis"), self)
        self.why.setMaxLength(200)
        self.why.setAccessibleName(tr("Why it is off"))
        self._may = may
        told = label(tr("Why it is off"), self, step="small", ink="ink2")
        told.setBuddy(self.why)
        self.why.textChanged.connect(self._show_state)
        row = QHBoxLayout()
        row.setContentsMargins(theme().px(24), 0, 0, 0)
        row.addWidget(told)
        row.addWidget(self.why, 1)
        return row

    def _show_state(self) -> None:
        self.why.setEnabled(self._may and self.off.isChecked())
        if hasattr(self, "_keep"):
            self._keep.setEnabled(self.on.isChecked() or bool(self.why.text().strip()))

    def reason(self) -> str:
        """Give why it is off; nothing where it is on."""
        return "" if self.on.isChecked() else " ".join(self.why.text().split())


def switch_agreement(workspace: Workspace, parent: QWidget) -> None:
    """Ask, and keep what a lead decided."""
    before = workspace.ask(lists.setting, AGREEMENT)
    coders = workspace.ask(lists.coders)
    may = any(c.guid == workspace.viewer and c.role is CoderRole.LEAD for c in coders)
    dialog = AgreementSwitchDialog(before, may=may, parent=parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    reason = dialog.reason()
    dialog.deleteLater()
    if not accepted or not may or reason == before:
        return
    workspace.attempt(projects.switch_agreement, off=reason)
    if workspace.ask(lists.setting, AGREEMENT) == reason:
        said = tr("Agreement is off: {0}").format(reason) if reason else tr("Agreement is on")
        workspace.said.emit(said)
