# SPDX-License-Identifier: MIT
"""Who speaks in a transcript of the project: roles, names, single turns and the participant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtWidgets import QDialog, QWidget

from coder_app.core.places import tr
from coder_app.core.records import (
    DocumentRecord,
    ParticipantRecord,
    SpeakerRole,
    TranscriptDraft,
    Turn,
)
from coder_app.operations import documents
from coder_app.queries import document as documents_query
from coder_app.queries import lists
from coder_app.ui.dialogs.frame import DialogFrame
from coder_app.ui.dialogs.importing.speakers import Chosen, SpeakersPanel, interviewed
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.workspace import Workspace


class SpeakersDialog(DialogFrame):
    """The speakers of one document; the text and its codings stay as they are."""

    def __init__(
        self,
        record: DocumentRecord,
        participants: Sequence[ParticipantRecord],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Who speaks in “{0}”").format(record.name), parent, width=620)
        self._record = record
        self._turns = record.turns
        self._panel = SpeakersPanel(participants, self, may_add=False)
        self._panel.turns_changed.connect(self._on_turns)
        self.body.addWidget(self._panel, 1)
        self.set_buttons(tr("Correct it"))
        resize_within_screen(self, 640, 640)
        draft = TranscriptDraft(
            name=record.name,
            text=record.text,
            turns=record.turns,
            original=b"",
            format=record.format,
        )
        self._panel.show_draft(draft, self._chosen_now())

    def _chosen_now(self) -> Chosen:
        speakers = interviewed(self._record.turns)
        if len(speakers) == 1:
            return {speakers[0]: self._record.participant}
        first = {turn.speaker: turn.participant for turn in reversed(self._record.turns)}
        return {speaker: first[speaker] for speaker in speakers}

    def _on_turns(self, turns: tuple[Turn, ...]) -> None:
        self._turns = turns

    def participant(self) -> UUID | None:
        """Give who was interviewed; in a group it is who it was."""
        chosen = self._panel.participants()
        if len(chosen) != 1:
            return self._record.participant
        (who,) = chosen.values()
        return who if isinstance(who, UUID) else None

    def turns(self) -> tuple[Turn, ...]:
        """Give the turns with role, speaker and participant of each."""
        chosen = self._panel.participants()
        return tuple(_with_participant(turn, chosen) for turn in self._turns)


def _with_participant(turn: Turn, chosen: Chosen) -> Turn:
    who = chosen.get(turn.speaker) if turn.role is SpeakerRole.PARTICIPANT else None
    return replace(turn, participant=who if isinstance(who, UUID) else None)


def correct_speakers(workspace: Workspace, parent: QWidget, document: UUID) -> None:
    """Show who speaks in a document and take what was put right."""
    record = workspace.ask(documents_query.open_document, workspace.viewer, document)
    dialog = SpeakersDialog(record, workspace.ask(lists.participants), parent)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    participant, turns = dialog.participant(), dialog.turns()
    dialog.deleteLater()
    if not accepted:
        return
    if participant != record.participant:
        workspace.attempt(documents.set_participant, document=document, participant=participant)
    if turns != record.turns:
        workspace.attempt(documents.set_turns, document=document, turns=turns)
