# SPDX-License-Identifier: MIT
"""Which transcript is open, and that it shows what the project holds."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal

from coder_app.core.errors import CoderAppError
from coder_app.core.records import AssignmentStatus, Changes, CodingRecord, DocumentRecord
from coder_app.core.spans import Span
from coder_app.operations.memos import memo_guid
from coder_app.queries import document as documents
from coder_app.queries import lists
from coder_app.ui.centre import Centre
from coder_app.ui.head import CodingsShown
from coder_app.ui.workspace import Workspace

_NOTE_MS = 1500
_OF_THE_TEXT = ("document", "wording", "turn", "participant", "attribute", "attribute_value")
_OF_ALL_CODINGS = ("code", "coder", "codebook_version", "assignment")


class TranscriptDesk(QObject):
    """Opens transcripts, re-reads what changed, notes how far the coder has read."""

    opened = Signal(object)  # DocumentRecord or None
    codings_changed = Signal()
    read_on = Signal()

    def __init__(self, workspace: Workspace, centre: Centre, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace, self._centre = workspace, centre
        self._view = centre.view
        self._codings: dict[UUID, CodingRecord] = {}
        self._shown = CodingsShown()
        self._furthest = 0
        self._is_away = False
        self._status: AssignmentStatus | None = None
        self._reader = workspace.viewer
        self._note = QTimer(self)
        self._note.setSingleShot(True)
        self._note.setInterval(_NOTE_MS)
        self._note.timeout.connect(self.note_place)
        self._view.furthest_seen.connect(self._on_furthest)
        workspace.changed.connect(self._on_changed)
        workspace.viewer_changed.connect(self._on_viewer)
        centre.head.shown_changed.connect(self._on_shown)

    # ---- what is open

    @property
    def record(self) -> DocumentRecord | None:
        """The transcript that is open; its codings are those of the moment it was opened."""
        return self._view.record if self._centre.has_transcript else None

    @property
    def is_done(self) -> bool:
        """Tell whether the coder at work marked the transcript done."""
        return self._status == AssignmentStatus.DONE

    @property
    def codings(self) -> list[CodingRecord]:
        """All codings of the transcript that the viewer may see, shown or not."""
        return list(self._codings.values())

    @property
    def share_read(self) -> float:
        """How much of the transcript has been on this coder's screen."""
        record = self.record
        if record is None or not record.text:
            return 0.0
        return min(max(self._furthest, record.furthest) / len(record.text), 1.0)

    def open(self, guid: UUID, *, at: Span | None = None, coding: UUID | None = None) -> bool:
        """Open a transcript where the coder was last, or at a passage or coding."""
        here = self.record
        if here is None or here.guid != guid:
            if not self._show(guid):
                return False
            self._go_back(guid)
        if coding is not None:
            self._take(coding)
        elif at is not None:
            self._view.select(at)
            self._view.scroll_to(at)
        return True

    def _show(self, guid: UUID) -> bool:
        self.note_place()
        try:
            record = self._workspace.ask(documents.open_document, self._workspace.viewer, guid)
        except CoderAppError as problem:
            self._workspace.refused.emit(str(problem))
            self.close()
            return False
        self._reader, self._furthest = self._workspace.viewer, record.furthest
        self._centre.head.show_document(record.name, record.attributes)
        self._centre.show_transcript()
        self._put(record)
        self.opened.emit(record)
        return True

    def _put(self, record: DocumentRecord) -> None:
        self._codings = {coding.guid: coding for coding in record.codings}
        self._status = record.status
        self._view.show_document(record)
        self._view.replace_codings(self._kept(record.codings))
        self._view.dim_all_but(self._shown.codes)
        self._centre.find_bar.search_again()

    def _go_back(self, guid: UUID) -> None:
        last = self._workspace.ask(documents.last_place, self._workspace.viewer, guid)
        if last:
            self._view.restore_position((last, last))

    def _take(self, coding: UUID) -> None:
        found = self._codings.get(coding)
        if found is not None and self._view.coding(coding) is None:
            self._centre.head.choose(CodingsShown(everybody=True))
        self._view.take_in_hand(coding)

    def close(self) -> None:
        """Show no transcript."""
        self.note_place()
        self._codings = {}
        self._view.clear()
        self.opened.emit(None)

    # ---- what changes

    def _on_changed(self, changes: Changes) -> None:
        record = self.record
        if record is None:
            return
        if changes.touches(*_OF_THE_TEXT, document=record.guid):
            self._reopen()
        elif changes.touches(*_OF_ALL_CODINGS):
            self._reload_status(record)
            self._reload_codings(record)
        elif changes.touches("coding", "memo", document=record.guid):
            self._update(record, changes)

    def _update(self, record: DocumentRecord, changes: Changes) -> None:
        """Read again the few codings that changed."""
        only = set(changes.guids.get("coding", ()))
        noted = changes.guids.get("memo", frozenset())
        if noted:
            only |= {
                coding.guid
                for coding in self._codings.values()
                if memo_guid(coder=coding.coder, kind="coding", about=coding.guid) in noted
            }
        viewer = self._workspace.viewer
        found = self._workspace.ask(documents.codings, viewer, record.guid, only)
        gone = only - {coding.guid for coding in found}
        for guid in gone:
            self._codings.pop(guid, None)
        self._codings |= {coding.guid: coding for coding in found}
        shown = self._kept(found)
        hidden = {coding.guid for coding in found} - {coding.guid for coding in shown}
        known = [guid for guid in gone | hidden if self._view.coding(guid) is not None]
        self._view.update_codings(shown, known)
        self.codings_changed.emit()

    def _reload_status(self, record: DocumentRecord) -> None:
        viewer = self._workspace.viewer
        rows = self._workspace.ask(lists.assignments)
        hers = [row for row in rows if (row.coder, row.document) == (viewer, record.guid)]
        self._status = lists.status_of(hers)

    def _reload_codings(self, record: DocumentRecord) -> None:
        found = self._workspace.ask(documents.codings, self._workspace.viewer, record.guid)
        self._codings = {coding.guid: coding for coding in found}
        self._view.replace_codings(self._kept(found))
        self.codings_changed.emit()

    def _reopen(self) -> None:
        """Show the same transcript again, at the same place, with the same coding in hand."""
        record = self.record
        if record is None:
            return
        state, in_hand = self._view.position_state(), self._view.coding_in_hand
        if self._show(record.guid):
            self._view.restore_position(state)
            if in_hand is not None:
                self._view.take_in_hand(in_hand)

    def _on_viewer(self) -> None:
        self._reopen()

    def _on_shown(self, shown: CodingsShown) -> None:
        self._shown = shown
        if self.record is not None:
            self._view.replace_codings(self._kept(self.codings))
            self._view.dim_all_but(shown.codes)
            self.codings_changed.emit()

    def _kept(self, codings: Sequence[CodingRecord]) -> list[CodingRecord]:
        return self._shown.keep(codings, self._workspace.viewer)

    # ---- how far

    def _on_furthest(self, furthest: int) -> None:
        if self._is_away:
            return
        self._furthest = max(self._furthest, furthest)
        self._note.start()
        self.read_on.emit()

    def put_away(self) -> None:
        """Keep the place a last time: the project is closing."""
        self.note_place()
        self._is_away = True

    def note_place(self) -> None:
        """Keep how far this coder has read, and where she is."""
        self._note.stop()
        record = self.record
        if record is None or self._is_away or self._workspace.project.read_only:
            return
        if self._reader == self._workspace.viewer:
            _, first = self._view.position_state()
            self._workspace.project.note_reading(record.guid, self._furthest, first)
