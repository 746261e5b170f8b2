# SPDX-License-Identifier: MIT
"""What went wrong: one strong sentence, what to do, and the details for whoever can use them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from coder_app.core.places import tr
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.look import theme
from coder_app.ui.parts import Picture, label


class ErrorDialog(DialogFrame):
    """Say what happened; `details` stay folded until somebody asks for them."""

    def __init__(
        self, strong: str, what_to_do: str = "", *, details: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(strong, parent)
        self._message = "\n\n".join(part for part in (strong, what_to_do, details) if part)
        self.setWindowTitle(tr("Coder App"))
        self._add_icon()
        self.said = label(what_to_do, self, wraps=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.said.setVisible(bool(what_to_do))
        self.body.addWidget(self.said)
        self.details = QPlainTextEdit(details, self)
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName(tr("Details"))
        self.details.setMinimumHeight(theme().px(180))
        self.details.hide()
        self.body.addWidget(self.details)
        self.set_close_button(left=self._links(bool(details))).setFocus()

    def _add_icon(self) -> None:
        """Put the icon beside the title."""
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.removeWidget(self.title)
        line = QHBoxLayout()
        line.setSpacing(theme().px(12))
        icon = Picture("circle-alert", self, ink="danger", size=20)
        line.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.title, 1)
        outer.insertLayout(0, line)
        self.body.setContentsMargins(theme().px(32), 0, 0, 0)

    def _links(self, detailed: bool) -> QWidget:
        links = QWidget(self)
        row = QHBoxLayout(links)
        row.setContentsMargins(0, 0, 0, 0)
        if detailed:
            show = QPushButton(tr("Details"), links)
            show.clicked.connect(self._show_details)
            row.addWidget(show)
        copy = QPushButton(tr("Copy the message"), links)
        copy.clicked.connect(self.copy_message)
        row.addWidget(copy)
        row.addStretch(1)
        for button in links.findChildren(QPushButton):
            button.setAutoDefault(False)
            theme().say(button, kind="quiet")
        return links

    def _show_details(self) -> None:
        self.details.setVisible(not self.details.isVisible())
        self.adjustSize()

    def copy_message(self) -> None:
        """Put everything on the clipboard, to be sent to whoever helps."""
        QGuiApplication.clipboard().setText(self._message)
