# SPDX-License-Identifier: MIT
"""Memos being written: the popup, its drafts, one event when it is left."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QWidget

from coder_app.core.errors import CoderAppError
from coder_app.core.records import CodeRecord, CodingRecord, DocumentRecord
from coder_app.operations import memos
from coder_app.queries import document as documents
from coder_app.ui.popups.memo import MemoPopup, MemoSubject
from coder_app.ui.workspace import Workspace


class MemoDesk(QObject):
    """Opens the memo popup on things, keeps what is typed, writes it when it is left."""

    closed = Signal()
    weight_requested = Signal(object, object)

    def __init__(self, workspace: Workspace, window: QWidget) -> None:
        super().__init__(window)
        self._workspace = workspace
        self._who = workspace.viewer
        self.popup = MemoPopup(window)
        self.popup.draft_typed.connect(self._on_draft)
        self.popup.left.connect(self._on_left)
        self.popup.weight_chosen.connect(self.weight_requested)
        self.popup.closed.connect(self.closed)

    def write_on_coding(
        self,
        coding: CodingRecord,
        code: CodeRecord | None,
        quotation: str,
        places: tuple[QPoint, QPoint],
    ) -> None:
        """Write on a coding: its passage stays in view."""
        mine = coding.coder == self._workspace.viewer
        subject = MemoSubject(
            kind="coding",
            about=coding.guid,
            title=coding.code_name,
            colour=coding.colour,
            key=coding.key,
            quotation=quotation,
            scale=code.scale if code is not None and mine else (),
            weight=coding.weight,
        )
        self._open(subject, places)

    def write_on_code(self, code: CodeRecord, places: tuple[QPoint, QPoint]) -> None:
        """Write on a code."""
        subject = MemoSubject(
            kind="code", about=code.guid, title=code.name, colour=code.colour, key=code.key
        )
        self._open(subject, places)

    def write_on_document(self, record: DocumentRecord, places: tuple[QPoint, QPoint]) -> None:
        """Write on a transcript."""
        subject = MemoSubject(kind="document", about=record.guid, title=record.name)
        self._open(subject, places)

    def _open(self, subject: MemoSubject, places: tuple[QPoint, QPoint]) -> None:
        self.popup.dismiss()
        self._who = self._workspace.viewer
        draft = self._workspace.project.drafts().get((subject.about, self._field()))
        head, tail = places
        self.popup.write(subject, self._kept(subject.about), draft=draft, head=head, tail=tail)

    def leave(self) -> None:
        """Keep what is being written, as before the project closes."""
        self.popup.dismiss()

    def _field(self) -> str:
        return f"memo-{self._who.hex}"

    def _kept(self, about: UUID) -> str:
        """Give the coder's own memo on a thing."""
        rows = self._workspace.ask(documents.memos, self._who, about)
        return next((row.text for row in rows if row.coder == self._who), "")

    def _on_draft(self, subject: MemoSubject, text: str) -> None:
        self._workspace.project.save_draft(subject.about, self._field(), text)

    def _on_left(self, subject: MemoSubject, text: str) -> None:
        try:
            if text.strip() != self._kept(subject.about).strip():
                self._workspace.run(
                    memos.write_memo,
                    kind=subject.kind,
                    about=subject.about,
                    text=text.strip(),
                    coder=self._who,
                )
        except CoderAppError as problem:
            # the draft stays: what was typed is not lost with the thing it was about
            self._workspace.refused.emit(str(problem))
            return
        self._workspace.project.drop_draft(subject.about, self._field())
