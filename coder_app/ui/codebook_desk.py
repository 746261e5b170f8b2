# SPDX-License-Identifier: MIT
"""What a person does to the codebook from the main window: move, merge, retire, remove."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coder_app.core.errors import CoderAppError
from coder_app.core.places import tr, tr_n
from coder_app.core.records import CodeRecord
from coder_app.operations import codebook
from coder_app.queries import segments
from coder_app.ui.popups.question import Question, touched_in_words
from coder_app.ui.workspace import Workspace


class CodebookDesk(QObject):
    """Runs what is wished of codes; only removing and merging ask first."""

    done = Signal(str)  # for the toast, with Undo

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace, self._window = workspace, window

    def move(self, code: UUID, parent: UUID | None, position: int) -> None:
        """Put a code elsewhere in the tree."""
        self._workspace.attempt(codebook.move_code, code=code, parent=parent, position=position)

    def add_group(self) -> UUID | None:
        """Make a group, to be named by editing it."""
        return self._workspace.attempt(codebook.add_code, name=tr("New group"), codable=False)

    def retire(self, code: CodeRecord) -> None:
        """Offer a code no more."""
        if self._try(codebook.retire_code, code=code.guid):
            self.done.emit(tr("{0} is retired: its codings stay.").format(code.name))

    def bring_back(self, code: CodeRecord) -> None:
        """Offer a retired code again."""
        self._workspace.attempt(codebook.bring_back_code, code=code.guid)

    def ask_to_remove(self, code: CodeRecord) -> Question:
        """Ask before a code goes, with what hangs on it."""
        title = tr("Remove {0}?").format(code.name)
        return self._ask(title, code, tr("Remove"), lambda: self._remove(code))

    def ask_to_merge(self, source: CodeRecord, target: CodeRecord) -> Question:
        """Ask before a code is merged into another, with what would count as the other then."""
        title = tr("Merge {0} into {1}?").format(source.name, target.name)
        return self._ask(title, source, tr("Merge"), lambda: self._merge(source, target))

    def _ask(self, title: str, code: CodeRecord, verb: str, go: Callable[[], None]) -> Question:
        touched = self._workspace.ask(segments.touched, self._workspace.viewer, code.guid)
        question = Question(title, touched_in_words(touched), verb, self._window)
        question.accepted.connect(go)
        question.open()
        return question

    def _remove(self, code: CodeRecord) -> None:
        if self._try(codebook.remove_code, code=code.guid):
            self.done.emit(tr("Removed the code {0}.").format(code.name))

    def _merge(self, source: CodeRecord, target: CodeRecord) -> None:
        touched = self._workspace.ask(segments.touched, self._workspace.viewer, source.guid)
        if self._try(codebook.merge_codes, source=source.guid, target=target.guid):
            moved = tr_n("{n} coding", "{n} codings", touched.total)
            said = tr("{0} moved from {1} to {2}.")
            self.done.emit(said.format(moved, source.name, target.name))

    def _try(self, operation: Callable[..., object], **kw: Any) -> bool:
        try:
            self._workspace.run(operation, **kw)
        except CoderAppError as problem:
            self._workspace.refused.emit(str(problem))
            return False
        return True
