# SPDX-License-Identifier: MIT
"""Who is speaking: the speakers of one transcript, their roles, and single turns put right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from coder_app.core.places import tr
from coder_app.core.records import ParticipantRecord, SpeakerRole, TranscriptDraft, Turn
from coder_app.ui.choices import combo
from coder_app.ui.dialogs.turn_preview import TurnPreview
from coder_app.ui.look import theme
from coder_app.ui.parts import label

ROLES = (
    (SpeakerRole.PARTICIPANT, "participant"),
    (SpeakerRole.INTERVIEWER, "interviewer"),
    (SpeakerRole.OTHER, "somebody else"),
    (SpeakerRole.NONE, "no speaker"),
)


def give_role(turns: Sequence[Turn], speaker: str, role: SpeakerRole) -> tuple[Turn, ...]:
    """Give every turn of a speaker a role."""
    return tuple(replace(t, role=role) if t.speaker == speaker else t for t in turns)


def rename_speaker(turns: Sequence[Turn], speaker: str, name: str) -> tuple[Turn, ...]:
    """Call a speaker otherwise; the label in the text stays as it is."""
    role = next((t.role for t in turns if t.speaker == name), None)
    return tuple(
        replace(t, speaker=name, role=role or t.role) if t.speaker == speaker else t for t in turns
    )


def give_turn(turns: Sequence[Turn], row: int, speaker: str) -> tuple[Turn, ...]:
    """Let one turn be said by another speaker."""
    role = next((t.role for t in turns if t.speaker == speaker), SpeakerRole.OTHER)
    changed = list(turns)
    changed[row] = replace(changed[row], speaker=speaker, role=role)
    return tuple(changed)


def join_turn(turns: Sequence[Turn], row: int) -> tuple[Turn, ...]:
    """Take a turn for a part of the one before it: what looked like a label was none."""
    if row == 0:
        return tuple(turns)
    changed = list(turns)
    gone = changed.pop(row)
    before = changed[row - 1]
    start = before.start if before.end > before.start else gone.label_start
    ends = gone.ends if gone.ends is not None else before.ends
    changed[row - 1] = replace(before, start=start, end=max(gone.end, gone.label_end), ends=ends)
    return tuple(changed)


class SpeakersPanel(QWidget):
    """Speakers with role and participant, and below them the turns as they will read."""

    turns_changed = Signal(object)  # tuple[Turn, ...]

    def __init__(
        self, participants: Sequence[ParticipantRecord], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._participants = tuple(participants)
        self._draft: TranscriptDraft | None = None
        self._chosen: dict[str, UUID | str | None] = {}
        self._role_boxes: dict[str, QComboBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        column.addWidget(label(tr("Speakers"), step="section"))
        self._grid_place = QVBoxLayout()
        column.addLayout(self._grid_place)
        self._grid: QWidget | None = None
        column.addWidget(label(tr("As it will read"), step="section"))
        self.preview = TurnPreview(self)
        column.addWidget(self.preview, 1)
        self._turn_row = QHBoxLayout()
        told, self._said_by = combo(tr("This turn is said by"), parent=self)
        self._said_by.activated.connect(self._on_said_by)
        self._turn_row.addWidget(told)
        self._turn_row.addWidget(self._said_by, 1)
        column.addLayout(self._turn_row)
        self.preview.selectionModel().currentChanged.connect(self._show_turn)

    # ---- in and out

    def show_draft(
        self, draft: TranscriptDraft | None, chosen: Mapping[str, UUID | str | None] | None = None
    ) -> None:
        """Show the speakers of a draft and the participants chosen for them so far."""
        self._draft = draft
        self._chosen = dict(chosen or {})
        self.preview.show_draft(draft)
        self._fill_grid()
        self._show_turn()

    def participants(self) -> dict[str, UUID | str | None]:
        """Give the participant of each speaker: an existing one, a new name, or none."""
        return dict(self._chosen)

    # ---- the speakers

    def _fill_grid(self) -> None:
        if self._grid is not None:
            self._grid_place.removeWidget(self._grid)
            self._grid.deleteLater()
        self._role_boxes.clear()
        self._grid = QWidget(self)
        grid = QGridLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setColumnStretch(2, 1)
        for column, name in enumerate((tr("In the file"), tr("Is"), tr("Participant"))):
            grid.addWidget(label(name, step="small", ink="ink2"), 0, column)
        for row, speaker in enumerate(self._speakers(), 1):
            self._add_speaker(grid, row, speaker)
        self._grid_place.addWidget(self._grid)

    def _speakers(self) -> list[str]:
        return list(self._draft.speakers) if self._draft else []

    def _add_speaker(self, grid: QGridLayout, row: int, speaker: str) -> None:
        shown = speaker or tr("[before the first label]")
        name = QLineEdit(shown, self._grid)
        theme().say(name, kind="bare")
        name.setAccessibleName(tr("Name of speaker {0}").format(shown))
        name.setToolTip(tr("Another name for the speaker. The words in the text stay."))
        name.editingFinished.connect(lambda: self._on_renamed(speaker, name.text()))
        name.setReadOnly(not speaker)
        told, roles = combo(tr("{0} is").format(shown), parent=self._grid)
        told.hide()
        for role, words in ROLES:
            roles.addItem(tr(words), role)
        roles.setCurrentIndex(roles.findData(self._role(speaker)))
        roles.activated.connect(lambda: self._on_role(speaker, roles.currentData()))
        self._role_boxes[speaker] = roles
        grid.addWidget(name, row, 0)
        grid.addWidget(roles, row, 1)
        if self._role(speaker) is SpeakerRole.PARTICIPANT:
            grid.addWidget(self._participant_box(speaker, shown), row, 2)

    def _participant_box(self, speaker: str, shown: str) -> QComboBox:
        told, box = combo(tr("Participant for {0}").format(shown), parent=self._grid)
        told.hide()
        new = self._draft.name if self._draft else speaker
        alone = self._participants_speaking() == 1
        if alone:  # in a group, people are described first, then chosen
            box.addItem(tr("{0} (new)").format(new), new)
        for participant in self._participants:
            box.addItem(participant.name, participant.guid)
        box.addItem(tr("nobody in particular"), None)
        wanted = self._chosen.get(speaker, self._known(new if alone else speaker))
        found = box.findData(wanted)
        box.setCurrentIndex(found if found >= 0 else 0 if alone else box.count() - 1)
        self._chosen[speaker] = box.currentData()
        box.activated.connect(lambda: self._chosen.__setitem__(speaker, box.currentData()))
        return box

    def _known(self, name: str) -> UUID | str:
        """Prefer a participant of the project who has this very name."""
        return next((p.guid for p in self._participants if p.name == name), name)

    def _participants_speaking(self) -> int:
        return sum(self._role(s) is SpeakerRole.PARTICIPANT for s in self._speakers())

    def _role(self, speaker: str) -> SpeakerRole:
        turns = self._draft.turns if self._draft else ()
        return next((t.role for t in turns if t.speaker == speaker), SpeakerRole.NONE)

    def _on_role(self, speaker: str, role: SpeakerRole) -> None:
        assert self._draft is not None
        if role is not SpeakerRole.PARTICIPANT:
            self._chosen.pop(speaker, None)
        self._take(give_role(self._draft.turns, speaker, role))
        self._role_boxes[speaker].setFocus()

    def _on_renamed(self, speaker: str, name: str) -> None:
        name = " ".join(name.split())
        if self._draft is None or not speaker or not name or name == speaker:
            return
        if speaker in self._chosen:
            self._chosen[name] = self._chosen.pop(speaker)
        self._take(rename_speaker(self._draft.turns, speaker, name))

    # ---- one turn

    def _show_turn(self) -> None:
        row = self.preview.currentIndex().row()
        self._said_by.clear()
        self._said_by.setEnabled(row >= 0 and self._draft is not None)
        if row < 0 or self._draft is None or row >= len(self._draft.turns):
            return
        for speaker in self._speakers():
            self._said_by.addItem(speaker or tr("no speaker"), speaker)
        self._said_by.setCurrentIndex(self._said_by.findData(self._draft.turns[row].speaker))
        if row:
            self._said_by.insertSeparator(self._said_by.count())
            self._said_by.addItem(tr("no new turn: part of the one before"))

    def _on_said_by(self, place: int) -> None:
        row = self.preview.currentIndex().row()
        if self._draft is None or row < 0:
            return
        speaker = self._said_by.itemData(place)
        turns = self._draft.turns
        self._take(join_turn(turns, row) if speaker is None else give_turn(turns, row, speaker))
        self.preview.set_current_turn(min(row, len(self._draft.turns) - 1))

    def _take(self, turns: tuple[Turn, ...]) -> None:
        assert self._draft is not None
        self._draft = replace(self._draft, turns=turns)
        self.show_draft(self._draft, self._chosen)
        self.turns_changed.emit(turns)
