# SPDX-License-Identifier: MIT
"""Progress of something long, with a Stop that leaves everything as it was."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from coder_app.core.places import tr, tr_n
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.look import theme
from coder_app.ui.parts import label


class ProgressDialog(DialogFrame):
    """Tell what is being done, how far it is and what Stop means."""

    stop_requested = Signal()

    def __init__(self, title: str, if_stopped: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setModal(True)
        self._began = monotonic()
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(title)
        self.body.addWidget(self._bar)
        line = QHBoxLayout()
        self._what = label("", step="small", ink="ink2")
        self._left = label("", step="small", ink="ink3")
        line.addWidget(self._what, 1)
        line.addWidget(self._left)
        self.body.addLayout(line)
        self._stop = QPushButton(tr("Stop"), self)
        self._stop.clicked.connect(self.reject)
        self._foot.addWidget(label(if_stopped, step="small", ink="ink3", wraps=True), 1)
        self._foot.addWidget(self._stop)

    def show_progress(self, done: int, total: int, what: str = "") -> None:
        """Move the line on and estimate the time that is left from the pace so far."""
        self._bar.setMaximum(total)
        self._bar.setValue(done)
        self._what.setText(what)
        spent = monotonic() - self._began
        if done and spent > 2 and total > done:
            seconds = max(1, round(spent / done * (total - done)))
            self._left.setText(tr_n("about {n} second more", "about {n} seconds more", seconds))

    def set_title(self, title: str) -> None:
        """Say how far it is in the title."""
        self.title.setText(title)
        self.setWindowTitle(title)

    def reject(self) -> None:
        """Ask for a stop; whoever works closes the dialog when it has stopped."""
        self._stop.setEnabled(False)
        self._what.setText(tr("Stopping …"))
        theme().say(self._what, ink="ink2")
        self.stop_requested.emit()
