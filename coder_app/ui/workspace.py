# SPDX-License-Identifier: MIT
"""One open project as the windows see it: run, undo, ask, compute elsewhere, hear of changes."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from coder_app.core.errors import CoderAppError, ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import Changes
from coder_app.core.stopping import stoppable
from coder_app.queries import visibility
from coder_app.store.project import Project

P = ParamSpec("P")
R = TypeVar("R")
POLL_MS = 1000
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Job:
    """What becomes of an answer; a newer job on the same topic makes it worthless."""

    topic: str
    done: Callable[[Any], None]
    failed: Callable[[str], None]


class _Answers(QObject):
    """Brings what a worker found back into the thread of the windows."""

    done = Signal(int, object)
    failed = Signal(int, object)

    def work(self, number: int, function: Callable[[], object]) -> None:
        """Work away from the windows, and hand over what came of it."""
        try:
            found = function()
        except Exception as problem:  # noqa: BLE001 a worker has no caller: the window decides
            self.failed.emit(number, problem)
        else:
            self.done.emit(number, found)


class Workspace(QObject):
    """A project and the coder at work; the only way by which windows change anything."""

    changed = Signal(object)  # Changes
    viewer_changed = Signal()
    said = Signal(str)  # a sentence for the status bar
    refused = Signal(str)  # a sentence: what was asked was not done
    noticed = Signal(str)  # a sentence about the file, to stay in view
    troubled = Signal(str)  # a sentence about the file that nobody may overlook
    broke = Signal(str)  # details of a fault of ours in a worker
    busy_changed = Signal(bool)

    def __init__(self, project: Project, viewer: UUID, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self._viewer = viewer
        project.who = viewer
        self._numbers = count(1)
        self._jobs: dict[int, _Job] = {}
        self._newest: dict[str, int] = {}
        self._busy = False
        self._is_closed = False
        self._may_publish = True
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="coder-app")
        self._answers = _Answers(self)
        self._answers.done.connect(self._on_done)
        self._answers.failed.connect(self._on_failed)
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self.look_around)
        self._poll.start()

    # ---- who

    @property
    def viewer(self) -> UUID:
        """The coder at work."""
        return self._viewer

    def set_viewer(self, coder: UUID) -> None:
        """Let another coder work here."""
        if coder == self._viewer:
            return
        self._viewer = self.project.who = coder
        self.viewer_changed.emit()

    # ---- write

    @property
    def is_busy(self) -> bool:
        """Tell whether a long change is running; no other may begin."""
        return self._busy

    def run(
        self,
        operation: Callable[..., R],
        *args: object,
        seen: Mapping[UUID, UUID] | None = None,
        origin: object = None,
        **kw: object,
    ) -> R:
        """Run an operation and tell what changed; raises what it refuses."""
        self._must_be_free()
        result, changes = self.project.run(operation, *args, seen=seen, origin=origin, **kw)
        self._tell(changes)
        return result

    def attempt(
        self,
        operation: Callable[..., R],
        *args: object,
        seen: Mapping[UUID, UUID] | None = None,
        origin: object = None,
        **kw: object,
    ) -> R | None:
        """Run an operation; a refusal is said, and nothing comes back."""
        try:
            return self.run(operation, *args, seen=seen, origin=origin, **kw)
        except CoderAppError as problem:
            self.refused.emit(str(problem))
            return None

    def undo(self) -> bool:
        """Take the last action back; a refusal is said."""
        return self._step(self.project.undo)

    def redo(self) -> bool:
        """Do again what was taken back."""
        return self._step(self.project.redo)

    def _step(self, step: Callable[[], Changes]) -> bool:
        try:
            self._must_be_free()
            changes = step()
        except CoderAppError as problem:
            self.refused.emit(str(problem))
            return False
        self._tell(changes)
        return True

    def _must_be_free(self) -> None:
        if self._busy:
            raise ProjectProblem(tr("A longer change is running. Wait for it, or stop it."))

    def _tell(self, changes: Changes) -> None:
        self._may_publish = True
        if changes.guids:
            self.changed.emit(changes)

    def look_around(self) -> None:
        """Hear what other windows and programs changed in the file."""
        if self._busy:
            return
        try:
            changes = self.project.changes_since()
        except ProjectProblem as problem:  # the file was replaced; it is said once
            self.troubled.emit(str(problem))
            return
        if changes is not None:
            changes = self.ask(visibility.sifted, self._viewer, changes)
        if changes is not None:
            self._tell(changes)
        if self._may_publish and self.project.publish_due:
            self._publish()

    def _publish(self) -> None:
        """Put a synced project's work into its folder, behind the windows."""
        told = len(self.project.notices)

        def failed(sentence: str) -> None:
            self._may_publish = False  # until something is written again
            self.refused.emit(sentence)

        def done(_: None) -> None:
            for notice in self.project.notices[told:]:
                self.noticed.emit(notice)

        self.compute(self.project.publish, done=done, failed=failed)

    # ---- read

    def ask(
        self,
        query: Callable[Concatenate[Any, P], R],
        *args: P.args,
        **kw: P.kwargs,
    ) -> R:
        """Ask a question in a short session."""
        return self.project.ask(query, *args, **kw)

    def compute(
        self,
        function: Callable[[], R],
        *,
        done: Callable[[R], None],
        failed: Callable[[str], None] | None = None,
        topic: str = "",
    ) -> int:
        """Work in the background; a newer question on the same topic makes this one worthless."""
        number = next(self._numbers)
        if self._is_closed:  # a timer of a closing window: nobody waits for the answer
            return number
        self._jobs[number] = _Job(topic, done, failed or self.refused.emit)
        if topic:
            self._newest[topic] = number
        self._pool.submit(self._work, topic, number, function)
        return number

    def _work(self, topic: str, number: int, function: Callable[[], object]) -> None:
        """Begin, and go on, only while nobody asked a newer question or stopped waiting."""

        def is_outdated() -> bool:
            return bool(topic) and self._newest.get(topic) != number

        if is_outdated():
            self._jobs.pop(number, None)
            return
        with stoppable(is_outdated):
            self._answers.work(number, function)

    def forget(self, topic: str) -> None:
        """Wait no longer for the answer to the newest question on a topic."""
        number = self._newest.pop(topic, None)
        if number is not None:
            self._jobs.pop(number, None)

    def long_run(
        self,
        function: Callable[[], tuple[R, Changes]],
        *,
        done: Callable[[R], None],
        failed: Callable[[str], None] | None = None,
    ) -> int:
        """Let one worker write, while the windows show progress and change nothing.

        `function` calls `project.run` itself and may stop by raising; then nothing has happened.
        """
        self._must_be_free()
        self._set_busy(True)

        def finished(answer: tuple[R, Changes]) -> None:
            self._set_busy(False)
            self._tell(answer[1])
            done(answer[0])

        def stopped(sentence: str) -> None:
            self._set_busy(False)
            (failed or self.refused.emit)(sentence)

        return self.compute(function, done=finished, failed=stopped)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.busy_changed.emit(busy)

    def _on_done(self, number: int, found: object) -> None:
        job = self._jobs.pop(number, None)
        if job is not None and self._newest.get(job.topic, number) == number:
            job.done(found)

    def _on_failed(self, number: int, problem: Exception) -> None:
        job = self._jobs.pop(number, None)
        if job is None or self._newest.get(job.topic, number) != number:
            return
        if not isinstance(problem, CoderAppError):
            _log.error("a worker failed: %s", type(problem).__name__)
            self.broke.emit("".join(traceback.format_exception(problem)))
            job.failed(tr("This did not work. The project is as it was."))
            return
        job.failed(str(problem))

    def close(self) -> None:
        """Wait for workers, and close the project; what then goes wrong with the file is told."""
        self._is_closed = True
        self._poll.stop()
        self._jobs.clear()
        self._pool.shutdown(wait=True, cancel_futures=True)
        try:
            self.project.close()
        except ProjectProblem as problem:
            self.troubled.emit(str(problem))
