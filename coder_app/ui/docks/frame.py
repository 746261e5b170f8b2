# SPDX-License-Identifier: MIT
"""The frame of every dock: its own title line, then content edge to edge."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDockWidget, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from coder_app.ui.look import theme
from coder_app.ui.parts import ElidedLabel


class DockTitle(QWidget):
    """Title in section type, a count beside it, at most two icon buttons at the right."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        theme().say(self, surface="window")
        self.setFixedHeight(theme().size("dock_title"))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme().px(12), 0, theme().px(8), 0)
        self._row.setSpacing(theme().px(8))
        self.name = ElidedLabel(self, step="section", ink="ink2")
        self.name.setText(title)
        self.count = ElidedLabel(self, step="caption", ink="ink3")
        self._row.addWidget(self.name)
        self._row.addWidget(self.count)
        self._row.addStretch(1)

    def add(self, button: QWidget) -> None:
        """Put a button at the right."""
        self._row.addWidget(button)

    def sizeHint(self) -> QSize:
        """Let a dock be narrower than its title line would like."""
        return QSize(theme().px(200), theme().size("dock_title"))

    def minimumSizeHint(self) -> QSize:
        """Let a dock be narrow."""
        return self.sizeHint()


class Dock(QDockWidget):
    """A dock with a title line of ours and a column for its content."""

    def __init__(self, name: str, title: str, parent: QWidget, *, surface: str = "window") -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetMovable
            | QDockWidget.DockWidgetFeature.DockWidgetFloatable
            | QDockWidget.DockWidgetFeature.DockWidgetClosable
        )
        self.setAllowedAreas(
            Qt.DockWidgetArea.LeftDockWidgetArea
            | Qt.DockWidgetArea.RightDockWidgetArea
            | Qt.DockWidgetArea.BottomDockWidgetArea
        )
        self.title_line = DockTitle(title, self)
        self.setTitleBarWidget(self.title_line)
        self._sheet = QWidget(self)
        theme().say(self._sheet, surface=surface)
        self.column = QVBoxLayout(self._sheet)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.setWidget(self._sheet)

    @property
    def count(self) -> QLabel:
        """The figure beside the title."""
        return self.title_line.count

    def set_title(self, title: str) -> None:
        """Name the dock anew."""
        self.setWindowTitle(title)
        self.title_line.name.setText(title)

    def add_search(self, field: QWidget) -> None:
        """Put a search field below the title."""
        holder = QWidget(self._sheet)
        row = QHBoxLayout(holder)
        edge = theme().px(8)
        row.setContentsMargins(edge, theme().px(1), edge, theme().px(6))
        row.addWidget(field)
        self.column.addWidget(holder)
