# SPDX-License-Identifier: MIT
"""Close a version of the codebook, with the reason why it changed."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QWidget

from coder_app.core.places import tr
from coder_app.operations import codebook
from coder_app.queries import lists
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.look import theme
from coder_app.ui.parts import label
from coder_app.ui.workspace import Workspace


class CloseVersionDialog(DialogFrame):
    """Ask why; a version without a reason cannot be understood a year later."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        title = tr("Close version {0} of the codebook").format(number)
        super().__init__(title, parent)
        said = tr("What every code says now is kept. Codings made from now on carry its number.")
        self.body.addWidget(label(said, self, ink="ink2", wraps=True))
        self._reason = QPlainTextEdit(self)
        self._reason.setTabChangesFocus(True)
        self._reason.setAccessibleName(tr("What changed, and why"))
        self._reason.setFixedHeight(theme().px(96))
        told = label(tr("What changed, and why"), self, step="small", ink="ink2")
        told.setBuddy(self._reason)
        self.body.addWidget(told)
        self.body.addWidget(self._reason)
        _, self._close = self.set_buttons(tr("Close the version"))
        self._close.setEnabled(False)
        self._reason.textChanged.connect(lambda: self._close.setEnabled(bool(self.reason())))
        self._reason.setFocus()

    def reason(self) -> str:
        """Give what was typed."""
        return self._reason.toPlainText().strip()


def close_version(workspace: Workspace, parent: QWidget) -> None:
    """Ask for the reason and close the next version."""
    number = max((v.number for v in workspace.ask(lists.versions)), default=0) + 1
    dialog = CloseVersionDialog(number, parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    reason = dialog.reason()
    dialog.deleteLater()
    if accepted and workspace.attempt(codebook.freeze_version, reason=reason) is not None:
        workspace.said.emit(tr("Version {0} of the codebook is closed").format(number))
