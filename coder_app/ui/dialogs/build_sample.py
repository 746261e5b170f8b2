# SPDX-License-Identifier: MIT
"""Build the sample project away from the windows, with progress and Stop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from coder_app.core.errors import CoderAppError
from coder_app.core.places import tr
from coder_app.core.stopping import Stopped
from coder_app.operations import sample
from coder_app.ui.dialogs.progress import ProgressDialog, Stopping

Done = Callable[[], object]
Failed = Callable[[str], None]


class _Builder(QObject):
    """Builds in a thread of its own; what comes of it is heard in the thread of the windows."""

    _ended = Signal(object)  # None, or what went wrong

    def __init__(self, path: Path, dialog: ProgressDialog, done: Done, failed: Failed) -> None:
        super().__init__(dialog)
        self._path, self._dialog, self._done, self._failed = path, dialog, done, failed
        self._stopping = Stopping(dialog, tr("Stopped. The sample project was not built."))
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        Thread(target=self._work, name="coder-app-sample", daemon=True).start()

    def _work(self) -> None:
        try:
            self._build()
        except Exception as problem:  # noqa: BLE001 a thread has no caller: the window decides
            self._ended.emit(problem)
        else:
            self._ended.emit(None)

    def _build(self) -> None:
        """Put the project in its place whole, or not at all."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix="sample-", dir=self._path.parent) as folder:
            made = Path(folder) / self._path.name
            sample.build(made, progress=self._stopping.step)
            made.replace(self._path)

    def _on_ended(self, problem: Exception | None) -> None:
        self._dialog.close_now()
        if problem is None:
            self._done()
        elif isinstance(problem, OSError):
            message = tr("The sample project cannot be built in {0} ({1}).")
            self._failed(message.format(self._path.parent, problem.strerror or problem))
        elif not isinstance(problem, CoderAppError):
            raise problem
        elif not isinstance(problem, Stopped):
            self._failed(str(problem))


def build_sample(
    path: Path, parent: QWidget | None, *, done: Done, failed: Failed
) -> ProgressDialog:
    """Build the sample project behind a progress dialog, which shows when it takes a while."""
    dialog = ProgressDialog(
        tr("Building the sample project"), tr("If you stop, nothing is kept."), parent
    )
    _Builder(path, dialog, done, failed)
    dialog.open_soon()
    return dialog
