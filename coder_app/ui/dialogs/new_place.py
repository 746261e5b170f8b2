# SPDX-License-Identifier: MIT
"""Where a new project will lie: a file called like its title, in a folder that can be another."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QWidget

from coder_app.core.places import tr
from coder_app.ui.parts import label

_NOT_IN_NAMES = '<>:"/\\|?*'


def file_name(title: str) -> str:
    """Make a file's name of a title that any system takes."""
    plain = "".join("-" if c in _NOT_IN_NAMES or ord(c) < 32 else c for c in title).strip(" .")
    return f"{plain or tr('Project')}.coder"


class NewPlace(QHBoxLayout):
    """The whole path, which follows the title, and a button for another folder."""

    moved = Signal()

    def __init__(self, title: QLineEdit, folder: Path, parent: QWidget) -> None:
        super().__init__()
        self._title, self._parent = title, parent
        self.folder = folder
        self._told = label("", parent, wraps=True)
        elsewhere = QPushButton(tr("Elsewhere …"), parent)
        elsewhere.setAutoDefault(False)
        elsewhere.clicked.connect(self._on_elsewhere)
        self.addWidget(self._told, 1)
        self.addWidget(elsewhere)
        title.textChanged.connect(self._show)
        self._show()

    @property
    def path(self) -> Path:
        """The file that will be made."""
        return self.folder / file_name(self._title.text())

    def what_is_wrong(self) -> str:
        """Say why nothing can be made there under this title; nothing if it can."""
        if not self._title.text().strip():
            return tr("The project has no title yet.")
        if self.path.exists():
            return tr("There is a project of this name in the folder. Choose another title.")
        return ""

    def _on_elsewhere(self) -> None:
        name = QFileDialog.getExistingDirectory(self._parent, tr("Folder"), str(self.folder))
        if name:
            self.folder = Path(name)
            self._show()

    def _show(self) -> None:
        self._told.setText(str(self.path))
        self.moved.emit()
