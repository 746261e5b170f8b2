# SPDX-License-Identifier: MIT
"""Reading files behind the window, one after the other; a bad one never stops the rest."""

from __future__ import annotations

import logging
import sys
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from coder_app.core.errors import CoderAppError, InputProblem
from coder_app.core.memory import set_aside, take_back
from coder_app.core.places import tr
from coder_app.core.records import AttributeRecord, TranscriptDraft
from coder_app.core.stopping import Stopped, go_on, stoppable
from coder_app.formats.arriving.column_wish import ColumnWish, first_wish, taken, why_not
from coder_app.formats.arriving.folders import holds_several, look_through
from coder_app.formats.arriving.handling import (
    CAPTION_KINDS,
    Handling,
    handled,
    offers,
    read_first,
)
from coder_app.formats.arriving.tables import AnswerTable
from coder_app.formats.limits import read_bytes
from coder_app.ui.models.import_rows import FileRead, ImportRow, Outcome

_log = logging.getLogger(__name__)
_First = TranscriptDraft | AnswerTable
_FETCH_EVERY = 40  # milliseconds
_MOST_AT_ONCE = 200  # answers
# Whenever Qt has run, the window waits for its turn; with the usual 5 ms it would do so for a
# tenth of a second in all, for each thing it paints.
_TURN_OF_A_THREAD = 0.001  # seconds


@dataclass(frozen=True, slots=True)
class _Kept:
    """What a file was read to, and how: other rules need no second reading."""

    how: Handling
    first: _First


@dataclass(frozen=True, slots=True)
class _Inside:
    """What a folder or an archive holds: transcripts, and so many files of other kinds."""

    path: Path
    files: tuple[Path, ...]
    passed_over: int


class FileReader(QObject):
    """Reads transcripts in one thread of its own and tells what came of them, many at a time.

    The thread knows no Qt: it leaves what it has in a queue, and a timer fetches it from there. So
    a folder of thousands costs the window a few calls a second, and a reading that goes on after
    `stop` finds nobody to disturb.
    """

    read = Signal(object)  # list of Outcome, in the order in which they were asked for
    found = Signal(object, object, int)  # folder or archive, its transcripts, other files

    def __init__(self, parent: QObject, *, attributes: Sequence[AttributeRecord] = ()) -> None:
        super().__init__(parent)
        self._there = {attribute.name.casefold(): attribute for attribute in attributes}
        self._contents: dict[Path, Callable[[], bytes]] = {}
        self._kept: dict[Path, _Kept] = {}
        self._usual_turn = sys.getswitchinterval()
        self._turn = 0  # grows when somebody stops the reading
        self._asked = self._told = 0  # answers that are to come, and those that came
        self._done: deque[Outcome | _Inside | None] = deque()
        self._timer = QTimer(self)
        self._timer.setInterval(_FETCH_EVERY)
        self._timer.timeout.connect(self._fetch)
        # reading is Python; two threads would only take turns
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="coder-app-reading")

    def start(self, rows: Sequence[ImportRow]) -> None:
        """Read files, or look through folders and archives, when those before them are done."""
        for row in rows:
            self._pool.submit(self._work, self._turn, row)
        self._asked += len(rows)
        if rows:
            sys.setswitchinterval(_TURN_OF_A_THREAD)
            self._timer.start()

    def let_go(self) -> None:
        """Read nothing of what was asked for so far."""
        self._turn += 1

    def stop(self) -> None:
        """Read no more. The file that is being read is left to the thread, which then ends."""
        self.let_go()
        self._rest()
        take_back()
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _rest(self) -> None:
        self._timer.stop()
        sys.setswitchinterval(self._usual_turn)

    def _fetch(self) -> None:
        """Tell what came in the meantime; what comes while this is heard waits."""
        came = [self._done.popleft() for _ in range(min(len(self._done), _MOST_AT_ONCE))]
        self._told += len(came)
        if self._told == self._asked:
            self._rest()
        set_aside()  # else it stops the window for a tenth of a second when there are thousands
        for inside in came:
            if isinstance(inside, _Inside):
                self.found.emit(inside.path, inside.files, inside.passed_over)
        outcomes = [each for each in came if isinstance(each, Outcome)]
        if outcomes:
            self.read.emit(outcomes)

    # ---- in the thread

    def _work(self, turn: int, row: ImportRow) -> None:
        try:
            with stoppable(lambda: turn != self._turn):
                go_on()
                self._done.append(self._outcome(row))
        except Stopped:
            self._done.append(None)

    def _outcome(self, row: ImportRow) -> Outcome | _Inside:
        path, asked = row.path, row.asked
        try:
            if path not in self._contents and holds_several(path):
                return self._inside(path)
            first = self._first(path, row.handling)
            return Outcome(path, asked, _made(first, row.handling, row.columns, self._there))
        except Stopped:
            raise
        except Exception as fault:  # noqa: BLE001 one file that breaks a reader must not stop the rest
            self._kept.pop(path, None)
            return Outcome(path, asked, problem=_as_problem(path, fault))

    def _inside(self, path: Path) -> _Inside:
        found = look_through(path)
        if not found.files:
            what = tr("There are no transcripts in it.")
            raise InputProblem(path, what, tr("Choose another."))
        files = tuple(place for place, _ in found.files)
        self._contents.update(each for each in found.files if not holds_several(each[0]))
        return _Inside(path, files, len(found.passed_over))

    def _first(self, path: Path, handling: Handling) -> _First:
        """Read a file, unless it was read in just this way before."""
        kept = self._kept.get(path)
        if kept is not None and _reads_alike(kept, handling):
            return kept.first
        contents = self._contents.get(path)
        first = read_first(contents() if contents else read_bytes(path), path, handling)
        self._kept[path] = _Kept(handling, first)
        return first


def _reads_alike(kept: _Kept, handling: Handling) -> bool:
    """Tell whether a file would be read to the same: not every wish matters for every kind."""
    one, two = (
        (each.reading(), each.answers, each.sheet) for each in (kept.how, _fitting(kept, handling))
    )
    return one == two


def _fitting(kept: _Kept, handling: Handling) -> Handling:
    kind = kept.first.format if isinstance(kept.first, TranscriptDraft) else ""
    if kind not in CAPTION_KINDS:
        how = kept.how
        handling = replace(handling, join=how.join, drop_repeats=how.drop_repeats)
    if kind != "pdf":
        handling = replace(handling, drop_running_heads=kept.how.drop_running_heads)
    return handling


def _made(
    first: _First,
    handling: Handling,
    columns: ColumnWish | None,
    there: Mapping[str, AttributeRecord],
) -> FileRead:
    if isinstance(first, TranscriptDraft):
        return FileRead.of(handled(first, handling), offers(first))
    fits = columns is not None and len(columns.uses) == len(first.columns)
    wish = columns if fits and columns is not None else first_wish(first, there)
    reason = why_not(first, wish, there)
    try:
        done = taken(first, wish, there, nfc=handling.nfc, language=handling.language)
    except InputProblem as problem:
        return FileRead(table=first, wish=wish, why_not=reason or str(problem))
    return FileRead(
        table=first,
        wish=wish,
        made=done.made,
        described=done.described,
        why_not=reason,
        texts=tuple(draft.text_sha256 for draft in done.made.drafts),
        sources=tuple(sha256(draft.original).hexdigest() for draft in done.made.drafts),
    )


def _as_problem(path: Path, fault: Exception) -> CoderAppError:
    if isinstance(fault, CoderAppError):
        return fault
    _log.error("a reader failed: %s", type(fault).__name__)
    what = tr("Its content is not as files of this kind are.")
    return InputProblem(path, what, tr("Open it in its own program and save it anew."))
