# SPDX-License-Identifier: MIT
"""Dialogs that say that something went wrong: a refusal in one sentence, or a fault of ours."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from coder_app import __version__
from coder_app.core.places import tr
from coder_app.ui.look import theme
from coder_app.ui.parts import Picture, label


class _Dialog(QDialog):
    """An icon, a title, a sentence, buttons at the right."""

    def __init__(self, title: str, said: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(theme().px(520))
        self.column = QVBoxLayout(self)
        edge = theme().px(18)
        self.column.setContentsMargins(edge, edge, edge, edge)
        self.column.setSpacing(theme().px(10))
        head = QHBoxLayout()
        head.setSpacing(theme().px(12))
        icon = Picture("circle-alert", self, ink="danger", size=20)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme().px(4))
        words.addWidget(label(title, self, step="title", wraps=True))
        self.said = label(said, self, wraps=True)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(self.said)
        head.addLayout(words, 1)
        self.column.addLayout(head)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme().px(8))

    def _close_with(self, button: QPushButton) -> None:
        button.clicked.connect(self.accept)
        button.setDefault(True)
        self.foot.addWidget(button)
        self.column.addLayout(self.foot)
        button.setFocus()


class RefusalDialog(_Dialog):
    """Something was asked for that cannot be done; nothing has changed."""

    def __init__(self, sentence: str, parent: QWidget | None) -> None:
        super().__init__(tr("This cannot be done"), sentence, parent)
        self.foot.addStretch(1)
        self._close_with(QPushButton(tr("Close"), self))


class FailureDialog(_Dialog):
    """We made a mistake: details to look at and to copy; the project is as it was."""

    def __init__(self, details: str, parent: QWidget | None) -> None:
        said = tr(
            "The last action was not done, and the project is as it was before. "
            "You can go on working. The details help us to mend it."
        )
        super().__init__(tr("The program made a mistake"), said, parent)
        self.details = QPlainTextEdit(self._with_version(details), self)
        self.details.setReadOnly(True)
        self.details.setTabChangesFocus(True)
        self.details.setAccessibleName(tr("Details"))
        self.details.setMinimumHeight(theme().px(220))
        self.details.hide()
        self.column.addWidget(self.details)
        show = QPushButton(tr("Details"), self)
        copy = QPushButton(tr("Copy the details"), self)
        for button in (show, copy):
            theme().say(button, kind="quiet")
            button.setAutoDefault(False)
            self.foot.addWidget(button)
        show.clicked.connect(lambda: self.details.setVisible(self.details.isHidden()))
        copy.clicked.connect(self._copy)
        self.foot.addStretch(1)
        self._close_with(QPushButton(tr("Go on"), self))

    @staticmethod
    def _with_version(details: str) -> str:
        return f"Coder App {__version__}\n{details}"

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details.toPlainText())
