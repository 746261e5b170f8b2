# SPDX-License-Identifier: MIT
"""Progress of something long, with a Stop that leaves everything as it was."""

from __future__ import annotations

from threading import Event
from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QProgressBar, QPushButton, QWidget

from coder_app.core.places import tr, tr_n
from coder_app.core.stopping import Stopped
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.parts import label

_SOON_MS = 400
_WISHES = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick)


class ProgressDialog(DialogFrame):
    """Tell what is being done, how far it is and what Stop means."""

    stop_requested = Signal()

    def __init__(self, title: str, if_stopped: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setModal(True)
        self._began = monotonic()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self.open)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setMaximum(0)  # until somebody knows how much there is
        self._bar.setAccessibleName(title)
        self.body.addWidget(self._bar)
        line = QHBoxLayout()
        self._what = label("", self, step="small", ink="ink2")
        self._left = label("", self, step="small", ink="ink3")
        line.addWidget(self._what, 1)
        line.addWidget(self._left)
        self.body.addLayout(line)
        self._stop = QPushButton(tr("Stop"), self)
        self._stop.setAutoDefault(False)  # Space and Escape stop
        self._stop.clicked.connect(self.reject)
        self._foot.addWidget(label(if_stopped, self, step="small", ink="ink3", wraps=True), 1)
        self._foot.addWidget(self._stop)

    def show_progress(self, done: int, total: int, what: str = "") -> None:
        """Move the line on and estimate the time that is left from the pace so far.

        Once all steps are done the line runs on: how long the rest takes is not known.
        """
        if not self._stop.isEnabled():
            return
        self._bar.setMaximum(total if done < total else 0)
        self._bar.setValue(done)
        self._what.setText(what)
        spent = monotonic() - self._began
        self._left.setText("")
        if done and spent > 2 and total > done:
            seconds = max(1, round(spent / done * (total - done)))
            self._left.setText(tr_n("about {n} second more", "about {n} seconds more", seconds))

    def reject(self) -> None:
        """Ask for a stop; whoever works closes the dialog when it has stopped."""
        if self._stop.isEnabled():
            self._stop.setEnabled(False)
            self._what.setText(tr("Stopping …"))
            self.stop_requested.emit()

    def open_soon(self) -> None:
        """Show, unless the work is done before anybody would wonder.

        What was asked once is under way: until then the window below takes no keys and clicks.
        """
        self._soon.start()
        parent = self.parentWidget()
        below = parent.window().windowHandle() if parent is not None else None
        if below is not None:
            below.installEventFilter(self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take no Enter: who presses it twice, as nothing seemed to happen, stops nothing."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep keys and clicks from the window below."""
        return self._soon.isActive() and event.type() in _WISHES

    def close_now(self) -> None:
        """Go away: the work is done, or has stopped."""
        self._soon.stop()
        self.done(QDialog.DialogCode.Accepted)
        self.deleteLater()


class Stopping(QObject):
    """Carries steps from a worker to the dialog, and the wish to stop back to the worker."""

    stepped = Signal(int, int, str)

    def __init__(self, dialog: ProgressDialog, sentence: str) -> None:
        super().__init__(dialog)
        self._sentence = sentence
        self._asked = Event()
        dialog.stop_requested.connect(self._asked.set)
        self.stepped.connect(dialog.show_progress)

    @property
    def sentence(self) -> str:
        """What is said once it has stopped."""
        return self._sentence

    def is_asked(self) -> bool:
        """Tell whether the person wants to stop. For the worker."""
        return self._asked.is_set()

    def step(self, done: int, total: int, what: str = "") -> None:
        """Tell how far it is; raises when the person wants to stop. For the worker."""
        if self._asked.is_set():
            raise Stopped(self._sentence)
        self.stepped.emit(done, total, what)
