# SPDX-License-Identifier: MIT
"""The paragraph on method for a paper, to be read and copied."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from coder_app.core.places import tr
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.look import theme
from coder_app.ui.parts import label


class MethodsDialog(DialogFrame):
    """A text that belongs to the figures on the screen; copying takes all of it."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(tr("Methods paragraph"), parent, width=640)
        said = tr("What was compared, how, and what came of it, with its sources. It is yours.")
        self.body.addWidget(label(said, self, ink="ink2", wraps=True))
        self.text = QPlainTextEdit(text, self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(tr("Methods paragraph"))
        self.text.setMinimumHeight(theme().px(300))
        self.body.addWidget(self.text, 1)
        self._said = label("", self, step="small", ink="ink2")
        _, copy = self.set_buttons(tr("Copy"), safe=tr("Close"), left=self._said)
        copy.clicked.disconnect()
        copy.clicked.connect(self.copy)
        self.text.setFocus()

    def copy(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self._said.setText(tr("Copied"))
