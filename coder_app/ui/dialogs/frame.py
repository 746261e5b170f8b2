# SPDX-License-Identifier: MIT
"""The frame of every dialog: one title that says it all, a body, the buttons at the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from coder_app.core.places import tr
from coder_app.ui.look import theme
from coder_app.ui.parts import label
from coder_app.ui.pressing import enter_presses


class DialogFrame(QDialog):
    """A dialog with one title, 18 pixels of edge, the safe button first and the wished one last.

    Fill `body`; `set_buttons` or `set_close_button` adds the foot.
    """

    def __init__(self, title: str, parent: QWidget | None = None, *, width: int = 540) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        edge = theme().px(18)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(edge, edge, edge, edge)
        # a strut, not a least width of the window: wrapped lines are measured at this width
        outer.addStrut(theme().px(width) - 2 * edge)
        outer.setSpacing(theme().px(12))
        self.title = label(title, self, step="title", wraps=True)
        outer.addWidget(self.title)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme().px(8))
        outer.addLayout(self.body, 1)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(theme().px(8))
        outer.addLayout(self._foot)

    def set_buttons(
        self, wished: str, *, safe: str | None = None, left: QWidget | None = None
    ) -> tuple[QPushButton, QPushButton]:
        """Put the safe button and, last and filled, the wished one at the foot; give both back."""
        self._begin_foot(left)
        cancel = QPushButton(safe or tr("Cancel"), self)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        main = QPushButton(wished, self)
        main.setDefault(True)
        theme().say(main, kind="main")
        main.clicked.connect(self.accept)
        self._foot.addWidget(cancel)
        self._foot.addWidget(main)
        return cancel, main

    def set_close_button(self, *, left: QWidget | None = None) -> QPushButton:
        """Put one button at the foot of a dialog that has nothing to decide."""
        self._begin_foot(left)
        close = QPushButton(tr("Close"), self)
        close.setDefault(True)
        close.clicked.connect(self.accept)
        self._foot.addWidget(close)
        return close

    def link(self, words: str, wish: Callable[[], object]) -> QWidget:
        """Make a quiet button for the left of the foot, for what is neither safe nor wished."""
        place = QWidget(self)
        row = QHBoxLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        link = QPushButton(words, place)
        link.setAutoDefault(False)
        theme().say(link, kind="quiet")
        link.clicked.connect(lambda: wish())
        row.addWidget(link)
        row.addStretch(1)
        return place

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus; elsewhere it is the default one."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the height that wrapped lines need, which is known only now."""
        super().showEvent(event)
        self.fit()

    def fit(self) -> None:
        """Grow to what is inside, as far as the screen goes; never shrink under a person's hand."""
        layout = self.layout()
        if layout is not None and self.isVisible() and layout.hasHeightForWidth():
            layout.activate()  # what changed since the last turn of the loop counts, too
            room = self.screen().availableGeometry().height() - theme().px(40)
            need = layout.totalHeightForWidth(self.width())
            self.resize(self.width(), min(max(need, self.height()), room))

    def _begin_foot(self, left: QWidget | None) -> None:
        if left is not None:
            self._foot.addWidget(left, 1)
        else:
            self._foot.addStretch(1)
