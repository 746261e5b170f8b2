# SPDX-License-Identifier: MIT
"""Long work without a project: in a thread of its own, behind a progress dialog with Stop."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from coder_app.core.errors import CoderAppError
from coder_app.core.places import tr
from coder_app.core.stopping import Stopped, stoppable
from coder_app.ui.dialogs.progress import ProgressDialog, Stopping

R = TypeVar("R")
Step = Callable[[int, int], None]
Failed = Callable[[str], object]


class _Behind(QObject):
    """Works away from the windows; what comes of it is heard in their thread."""

    _ended = Signal(object, object)  # what was made, or what went wrong

    def __init__(
        self,
        dialog: ProgressDialog,
        work: Callable[[Step], Any],
        done: Callable[[Any], object],
        failed: Failed,
    ) -> None:
        super().__init__(dialog)
        self._dialog, self._work, self._done, self._failed = dialog, work, done, failed
        self._stopping = Stopping(dialog, tr("Stopped."))
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        Thread(target=self._run, name="coder-app-behind", daemon=True).start()

    def _run(self) -> None:
        try:
            with stoppable(self._stopping.is_asked):
                made = self._work(self._stopping.step)
        except Exception as problem:  # noqa: BLE001 a thread has no caller: the window decides
            self._ended.emit(None, problem)
        else:
            self._ended.emit(made, None)

    def _on_ended(self, made: Any, problem: Exception | None) -> None:
        self._dialog.close_now()
        if problem is None:
            self._done(made)
        elif isinstance(problem, OSError):
            message = tr("The disk refuses: {0}. Choose another folder, or free some space.")
            self._failed(message.format(problem.strerror or problem))
        elif not isinstance(problem, CoderAppError):
            raise problem
        elif not isinstance(problem, Stopped):
            self._failed(str(problem))


def work_behind(
    dialog: ProgressDialog,
    work: Callable[[Step], R],
    *,
    done: Callable[[R], object],
    failed: Failed,
) -> ProgressDialog:
    """Do `work(step)` behind a dialog, which shows when it takes a while; Stop says nothing."""
    _Behind(dialog, work, done, failed)
    dialog.open_soon()
    return dialog
