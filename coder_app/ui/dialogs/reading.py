# SPDX-License-Identifier: MIT
"""Reading files behind the window, one after the other; a bad one never stops the rest."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from coder_app.core.errors import CoderAppError, InputProblem
from coder_app.core.places import tr
from coder_app.core.records import AttributeRecord, TranscriptDraft
from coder_app.formats.arriving.column_wish import ColumnWish, first_wish, taken, why_not
from coder_app.formats.arriving.folders import holds_several, look_through
from coder_app.formats.arriving.handling import Handling, handled, offers, read_first
from coder_app.formats.arriving.tables import AnswerTable
from coder_app.formats.limits import read_bytes
from coder_app.ui.models.import_rows import FileRead, ImportRow

_log = logging.getLogger(__name__)
_First = TranscriptDraft | AnswerTable


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a file was read to, and how: other rules need no second reading."""

    how: Handling
    first: _First


class FileReader(QObject):
    """Reads transcripts in one thread of its own and tells what came of each."""

    read = Signal(object, int, object)  # Path, number of the question, FileRead
    failed = Signal(object, int, object)  # Path, number of the question, CoderAppError
    found = Signal(object, object, int)  # folder or archive, its transcripts, other files

    def __init__(self, parent: QObject, *, attributes: Sequence[AttributeRecord] = ()) -> None:
        super().__init__(parent)
        self._there = {attribute.name.casefold(): attribute for attribute in attributes}
        self._contents: dict[Path, Callable[[], bytes]] = {}
        self._kept: dict[Path, _Kept] = {}
        self._turn = 0  # grows when somebody stops the reading
        # reading is Python; two threads would only take turns
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="coder-app-reading")

    def begin(self, row: ImportRow) -> None:
        """Read a file, or look through a folder or an archive; not one inside another."""
        if holds_several(row.path):
            self.look_through(row.path)
        else:
            self.start(row)

    def start(self, row: ImportRow) -> None:
        """Read a file when those before it are read."""
        self._pool.submit(self._work, self._turn, row)

    def look_through(self, path: Path) -> None:
        """Find the transcripts of a folder or an archive."""
        self._pool.submit(self._look, path)

    def let_go(self) -> None:
        """Read nothing of what was asked for so far."""
        self._turn += 1

    def stop(self) -> None:
        """Leave no thread behind; what was not begun is not read."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _look(self, path: Path) -> None:
        try:
            found = look_through(path)
            self._contents.update(found.files)
            if not found.files:
                what = tr("There are no transcripts in it.")
                raise InputProblem(path, what, tr("Choose another."))
        except Exception as fault:  # noqa: BLE001 as below
            self.failed.emit(path, 0, _as_problem(path, fault))
        else:
            self.found.emit(path, [place for place, _ in found.files], len(found.passed_over))

    def _work(self, turn: int, row: ImportRow) -> None:
        if turn != self._turn:
            return
        path, asked = row.path, row.asked
        try:
            first = self._first(path, row.handling)
            done = _made(first, row.handling, row.columns, self._there)
        except Exception as fault:  # noqa: BLE001 one file that breaks a reader must not stop the rest
            self._kept.pop(path, None)
            self.failed.emit(path, asked, _as_problem(path, fault))
        else:
            self.read.emit(path, asked, done)

    def _first(self, path: Path, handling: Handling) -> _First:
        """Read a file, unless it was read in just this way before."""
        kept = self._kept.get(path)
        if kept is not None and _reads_alike(kept.how, handling):
            return kept.first
        contents = self._contents.get(path)
        first = read_first(contents() if contents else read_bytes(path), path, handling)
        self._kept[path] = _Kept(handling, first)
        return first


def _reads_alike(one: Handling, two: Handling) -> bool:
    told = [(each.reading(), each.answers, each.sheet) for each in (one, two)]
    return told[0] == told[1]


def _made(
    first: _First,
    handling: Handling,
    columns: ColumnWish | None,
    there: Mapping[str, AttributeRecord],
) -> FileRead:
    if isinstance(first, TranscriptDraft):
        return FileRead(drafts=handled(first, handling), offers=offers(first))
    fits = columns is not None and len(columns.uses) == len(first.columns)
    wish = columns if fits and columns is not None else first_wish(first, there)
    reason = why_not(first, wish, there)
    try:
        done = taken(first, wish, there, nfc=handling.nfc, language=handling.language)
    except InputProblem as problem:
        return FileRead(table=first, wish=wish, why_not=reason or str(problem))
    return FileRead(
        table=first, wish=wish, made=done.made, described=done.described, why_not=reason
    )


def _as_problem(path: Path, fault: Exception) -> CoderAppError:
    if isinstance(fault, CoderAppError):
        return fault
    _log.error("a reader failed: %s", type(fault).__name__)
    what = tr("Its content is not as files of this kind are.")
    return InputProblem(path, what, tr("Open it in its own program and save it anew."))
