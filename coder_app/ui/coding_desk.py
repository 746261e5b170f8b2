# SPDX-License-Identifier: MIT
"""What a coder does to passages: code, repeat, recode, weigh, move borders, remove."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from coder_app.core.errors import CoderAppError
from coder_app.core.places import tr, tr_n
from coder_app.core.records import CodeRecord, CodeStatus, CodingRecord
from coder_app.core.spans import Span
from coder_app.operations import codebook, codings
from coder_app.ui.transcript.view import TranscriptView
from coder_app.ui.workspace import Workspace

LAST_KEPT = 12


class CodingDesk(QObject):
    """Hears the transcript's wishes and runs the operations; nothing here is modal."""

    said = Signal(str)  # for the status bar
    done = Signal(str)  # for the toast, with Undo
    memo_requested = Signal(object)  # UUID of a coding
    code_missing = Signal(str)  # a key that no code has
    last_changed = Signal()

    def __init__(
        self,
        workspace: Workspace,
        view: TranscriptView,
        codes: Callable[[], Sequence[CodeRecord]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._workspace, self._view, self._codes = workspace, view, codes
        self._last: list[UUID] = []

    # ---- what is there

    def words(self) -> Span | None:
        """Give the words that a code would go to: the selection, else those in hand."""
        selected = self._view.selection()
        if selected is not None:
            return selected
        coding = self.in_hand()
        return coding.span if coding else None

    def in_hand(self) -> CodingRecord | None:
        """Give the coding in hand."""
        return self._view.coding(self._view.coding_in_hand)

    def code(self, guid: UUID | None) -> CodeRecord | None:
        """Look up a code."""
        return next((code for code in self._codes() if code.guid == guid), None)

    @property
    def last(self) -> list[UUID]:
        """Codes used last, newest first."""
        return self._last

    def set_last(self, codes: Sequence[UUID]) -> None:
        """Remember the codes of an earlier sitting."""
        self._last = list(codes)[:LAST_KEPT]

    def last_code(self) -> CodeRecord | None:
        """Give the code used last, if it can still be used."""
        for guid in self._last:
            code = self.code(guid)
            if code is not None and code.codable and code.status != CodeStatus.RETIRED:
                return code
        return None

    # ---- code

    def press_key(self, key: str) -> None:
        """Code the words with the code that has this key."""
        wanted = key.upper()
        for code in self._codes():
            if code.key.upper() == wanted and code.codable and code.status != CodeStatus.RETIRED:
                self.apply(code.guid)
                return
        self.code_missing.emit(key)
        self.said.emit(tr("No code has the key {0}").format(wanted))

    def apply(self, code: UUID, *, with_memo: bool = False) -> UUID | None:
        """Code the words; the new coding is in hand then and the selection gone."""
        span = self.words()
        if span is None:
            self.said.emit(tr("Select words first"))
            return None
        return self._apply_to(span, code, with_memo=with_memo)

    def apply_to_selection(self, code: UUID) -> None:
        """Code the selection, as a click in the codebook does; without one nothing happens."""
        span = self._view.selection()
        if span is not None:
            self._apply_to(span, code)

    def drop(self, code: object, span: Span) -> None:
        """Code words that a code was dropped on."""
        guid = code if isinstance(code, UUID) else UUID(str(code))
        self._apply_to(span, guid)

    def _apply_to(self, span: Span, code: UUID, *, with_memo: bool = False) -> UUID | None:
        record = self._view.record
        if record is None:
            return None
        guid = self._try(
            codings.apply_code,
            document=record.guid,
            wording=record.wording,
            code=code,
            span=span,
            coder=self._workspace.viewer,
        )
        if isinstance(guid, UUID):
            self._take(code, guid, with_memo=with_memo)
            return guid
        return None

    def _take(self, code: UUID, coding: UUID, *, with_memo: bool) -> None:
        """Take a coding just made in hand."""
        self.note_used(code)
        self._view.take_in_hand(coding)
        if with_memo:
            self.memo_requested.emit(coding)

    def note_used(self, code: UUID) -> None:
        """Put a code at the head of those used last."""
        self._last = [code, *(guid for guid in self._last if guid != code)][:LAST_KEPT]
        self.last_changed.emit()

    def repeat(self) -> None:
        """Code the words with the code used last."""
        code = self.last_code()
        if code is None:
            self.said.emit(tr("No code was used yet"))
            return
        self.apply(code.guid)

    def make_code(self, name: str, parent: UUID | None, *, with_memo: bool = False) -> UUID | None:
        """Make a code, and code the words with it if there are any: one step to undo."""
        span, record = self.words(), self._view.record
        if span is None or record is None:
            guid = self._try(codebook.add_code, name=name, parent=parent)
            if not isinstance(guid, UUID):
                return None
            self.done.emit(tr("Made the code {0}.").format(name))
            return guid
        made = self._try(
            codings.apply_new_code,
            name=name,
            parent=parent,
            document=record.guid,
            wording=record.wording,
            span=span,
            coder=self._workspace.viewer,
        )
        if not isinstance(made, tuple):
            return None
        code, coding = cast("tuple[UUID, UUID]", made)
        self._take(code, coding, with_memo=with_memo)
        return code

    # ---- correct

    def recode(self, coding: UUID, code: UUID) -> None:
        """Give a coding another code; memo and weight stay."""
        row = self._mine(coding)
        if row is not None:
            self._try(codings.change_code, coding=coding, code=code, seen=_as_shown(row))
            self.note_used(code)
            self._view.take_in_hand(coding)

    def move_border(self, coding: UUID, span: Span) -> None:
        """Keep new borders of a coding."""
        row, record = self._mine(coding), self._view.record
        if record is None:
            return
        kept: object = False
        if row is not None:
            kept = self._try(
                codings.move_border,
                coding=coding,
                wording=record.wording,
                span=span,
                seen=_as_shown(row),
            )
        self._view.show_moving(None)
        if kept is not False:
            self._view.take_in_hand(coding)

    def weigh(self, coding: UUID, weight: int | None) -> None:
        """Set the weight of a coding, or take it away."""
        row = self._mine(coding)
        code = self.code(row.code) if row else None
        if row is None or code is None:
            return
        level = next((level for level in code.scale if level.weight == weight), None)
        if not code.scale:
            self.said.emit(tr("{0} has no scale").format(code.name))
        elif weight is not None and level is None:
            shown = ", ".join(str(level.weight) for level in code.scale)
            self.said.emit(tr("{0} takes the weights {1}").format(code.name, shown))
        elif self._set_weight(row, weight) and level:
            self.said.emit(tr("Weight {0}, {1}").format(level.weight, level.label))

    def _set_weight(self, row: CodingRecord, weight: int | None) -> bool:
        kept = self._try(codings.set_weight, coding=row.guid, weight=weight, seen=_as_shown(row))
        return kept is not False

    def remove(self, coding: UUID) -> None:
        """Take a coding away; the toast says what went, and brings it back."""
        row = self._mine(coding)
        record = self._view.record
        if row is None or record is None:
            return
        gone = self._try(codings.remove_coding, coding=coding, seen=_as_shown(row))
        if gone is not False:
            words = len(row.span.text_of(record.text).split()) if row.span else 0
            counted = tr_n("{n} word", "{n} words", words)
            self.done.emit(tr("Removed {0} from {1}.").format(row.code_name, counted))

    def _mine(self, coding: UUID) -> CodingRecord | None:
        """Give a coding that the coder at work may change: her own."""
        row = self._view.coding(coding)
        if row is not None and row.coder != self._workspace.viewer:
            said = tr("This is a coding of {0}. Code the words yourself instead.")
            self.said.emit(said.format(row.coder_name))
            return None
        return row

    def _try(self, operation: Callable[..., object], **kw: Any) -> object:
        """Run an operation; False when it was refused, which is said."""
        try:
            return self._workspace.run(operation, origin=self, **kw)
        except CoderAppError as problem:
            self.said.emit(str(problem))
            return False


def _as_shown(row: CodingRecord) -> dict[UUID, UUID]:
    """Say in which state the window shows a coding: what moved since is not overwritten."""
    return {row.guid: row.state}
