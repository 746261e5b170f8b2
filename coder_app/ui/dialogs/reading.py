# SPDX-License-Identifier: MIT
"""Reading files behind the window, one after the other; a bad one never stops the rest."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from coder_app.core.errors import CoderAppError, InputProblem
from coder_app.core.places import tr
from coder_app.formats import read_transcript

_log = logging.getLogger(__name__)


class FileReader(QObject):
    """Reads transcripts in one thread of its own and tells what came of each."""

    read = Signal(object, object)  # Path, TranscriptDraft
    failed = Signal(object, object)  # Path, CoderAppError

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        # reading is Python; two threads would only take turns
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="coder-app-reading")

    def start(self, path: Path, *, encoding: str | None, nfc: bool) -> None:
        """Read a file when those before it are read."""
        self._pool.submit(self._work, path, encoding, nfc)

    def stop(self) -> None:
        """Leave no thread behind; what was not begun is not read."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _work(self, path: Path, encoding: str | None, nfc: bool) -> None:
        try:
            draft = read_transcript(path, encoding=encoding, nfc=nfc)
        except CoderAppError as problem:
            self.failed.emit(path, problem)
        except Exception as fault:  # noqa: BLE001 one file that breaks a reader must not stop the rest
            _log.error("a reader failed: %s", type(fault).__name__)
            self.failed.emit(path, _not_understood(path))
        else:
            self.read.emit(path, draft)


def _not_understood(path: Path) -> InputProblem:
    what = tr("Its content is not as files of this kind are.")
    return InputProblem(path, what, tr("Open it in its own program and save it anew."))
