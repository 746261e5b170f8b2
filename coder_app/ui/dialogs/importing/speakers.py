# SPDX-License-Identifier: MIT
"""Who is speaking: the speakers of one transcript, their roles, and single turns put right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.core.records import ParticipantRecord, SpeakerRole, TranscriptDraft, Turn
from coder_app.ui.choices import choose, combo
from coder_app.ui.dialogs.importing.turn_preview import TurnPreview
from coder_app.ui.look import theme
from coder_app.ui.models.turn_edits import TurnEdit, rename_speaker
from coder_app.ui.parts import label

Chosen = dict[str, UUID | str | None]  # speaker → participant, the name of a new one, or nobody

ROLES = (
    (SpeakerRole.PARTICIPANT, tr("participant")),
    (SpeakerRole.INTERVIEWER, tr("interviewer")),
    (SpeakerRole.OTHER, tr("somebody else")),
    (SpeakerRole.NONE, tr("no speaker")),
)
ROWS_SHOWN = 5  # of speakers; more scroll


def interviewed(turns: Sequence[Turn]) -> list[str]:
    """List the speakers who are participants, in the order in which they speak."""
    mine = (t.speaker for t in turns if t.role is SpeakerRole.PARTICIPANT)
    return list(dict.fromkeys(mine))


def offered_participants(draft: TranscriptDraft, known: Sequence[ParticipantRecord]) -> Chosen:
    """Choose for a person who looked at nothing: a new participant for each interview.

    Where somebody of that very name is in the project it is that person. In a group, people are
    described first and chosen then.
    """
    names = {person.name.casefold(): person.guid for person in known}
    speakers = interviewed(draft.turns)
    if len(speakers) == 1:
        return {speakers[0]: names.get(draft.name.casefold(), draft.name)}
    return {speaker: names.get(speaker.casefold()) for speaker in speakers}


def chosen_participants(
    draft: TranscriptDraft,
    known: Sequence[ParticipantRecord],
    chosen: Mapping[str, UUID | str | None],
) -> Chosen:
    """Keep what was chosen for the speakers that there are, and choose for the rest."""
    people = offered_participants(draft, known)
    alone = len(people) == 1  # then nobody cannot be meant
    for speaker, who in chosen.items():
        if speaker in people and (isinstance(who, UUID) or alone == (who is not None)):
            people[speaker] = draft.name if isinstance(who, str) else who
    return people


class SpeakersPanel(QWidget):
    """Speakers with role and participant, and below them the turns as they will read."""

    turns_changed = Signal(object)  # tuple[Turn, ...]
    edited = Signal(object)  # TurnEdit
    renamed = Signal(str, str)  # a speaker as called before, and now
    participants_changed = Signal()

    def __init__(
        self,
        participants: Sequence[ParticipantRecord],
        parent: QWidget | None = None,
        *,
        may_add: bool = True,
    ) -> None:
        super().__init__(parent)
        self._participants = tuple(participants)
        self._may_add = may_add  # a new participant, named after the transcript
        self._draft: TranscriptDraft | None = None
        self._chosen: Chosen = {}
        self._role_boxes: dict[str, QComboBox] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().px(8))
        self.head = QHBoxLayout()
        self.head.addWidget(label(tr("Speakers"), step="section"), 1)
        column.addLayout(self.head)
        self._grid_place = QScrollArea(self)
        self._grid_place.setWidgetResizable(True)
        self._grid_place.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its fields take it
        self._grid_place.setFrameShape(QFrame.Shape.NoFrame)
        self._grid_place.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._grid_place)
        self.between = QVBoxLayout()
        column.addLayout(self.between)
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
        self._chosen = self._kept(draft, chosen or {})
        self.preview.show_draft(draft)
        self._fill_grid()
        self._show_turn()

    def _kept(
        self, draft: TranscriptDraft | None, chosen: Mapping[str, UUID | str | None]
    ) -> Chosen:
        if draft is None:
            return {}
        if self._may_add:
            return chosen_participants(draft, self._participants, chosen)
        nobody: Chosen = dict.fromkeys(interviewed(draft.turns))
        return {speaker: chosen.get(speaker) for speaker in nobody}

    def participants(self) -> Chosen:
        """Give the participant of each speaker: an existing one, a new name, or none."""
        return dict(self._chosen)

    # ---- the speakers

    def _fill_grid(self) -> None:
        self._role_boxes.clear()
        place = QWidget()
        theme().say(place, surface="window")
        grid = QGridLayout(place)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme().px(4))
        heads = ((tr("In the file"), 4), (tr("Is"), 4), (tr("Participant"), 6))
        for column, (name, share) in enumerate(heads):
            grid.addWidget(label(name, place, step="small", ink="ink2"), 0, column)
            grid.setColumnStretch(column, share)
        speakers = self._speakers()
        for row, speaker in enumerate(speakers, 1):
            self._add_speaker(place, grid, row, speaker)
        grid.setRowStretch(len(speakers) + 1, 1)
        self._let_go_of_grid()
        self._grid_place.setWidget(place)
        rows = min(len(speakers), ROWS_SHOWN)
        self._grid_place.setFixedHeight(theme().px(24 + 33 * rows))

    def _let_go_of_grid(self) -> None:
        """Delete the old rows later: one of them may be what is telling us of a change."""
        old = self._grid_place.takeWidget()
        if old is not None:
            old.setParent(self)
            old.hide()
            old.deleteLater()

    def _speakers(self) -> list[str]:
        return list(self._draft.speakers) if self._draft else []

    def _add_speaker(self, place: QWidget, grid: QGridLayout, row: int, speaker: str) -> None:
        shown = speaker or tr("[no label]")
        name = QLineEdit(shown, place)
        theme().say(name, kind="bare")
        name.setAccessibleName(tr("Name of speaker {0}").format(shown))
        hint = tr("Another name for the speaker. The words in the text stay.")
        name.setToolTip(f"{escape(shown)}<br>{escape(hint)}")  # the field may cut a long name
        name.setAccessibleDescription(hint)
        name.editingFinished.connect(lambda: self._on_renamed(speaker, name.text()))
        name.setReadOnly(not speaker)
        name.setCursorPosition(0)
        room = name.fontMetrics().horizontalAdvance(f"{shown}  ")
        name.setMinimumWidth(min(room, theme().px(96)))
        roles = self._narrow_combo(tr("{0} is").format(shown), place, least=9)
        for role, words in ROLES:
            roles.addItem(words, role)
        choose(roles, self._role(speaker))
        roles.activated.connect(lambda: self._on_role(speaker, SpeakerRole(roles.currentData())))
        self._role_boxes[speaker] = roles
        grid.addWidget(name, row, 0)
        grid.addWidget(roles, row, 1)
        if self._role(speaker) is SpeakerRole.PARTICIPANT:
            grid.addWidget(self._participant_box(place, speaker, shown), row, 2)

    @staticmethod
    def _narrow_combo(name: str, place: QWidget, *, least: int) -> QComboBox:
        """Make a combo box that shortens long names; its label is for screen readers."""
        told, box = combo(name, parent=place)
        told.hide()
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(least)
        return box

    def _participant_box(self, place: QWidget, speaker: str, shown: str) -> QComboBox:
        box = self._narrow_combo(tr("Participant for {0}").format(shown), place, least=4)
        alone = len(self._chosen) == 1 and self._may_add
        if alone and self._draft is not None:
            box.addItem(tr("{0} (new)").format(self._draft.name), self._draft.name)
        else:
            box.addItem(tr("nobody"), None)
        for participant in self._participants:
            box.addItem(participant.name, participant.guid)
        choose(box, self._chosen[speaker])
        box.setToolTip(box.currentText())  # which may be longer than the box
        box.activated.connect(lambda: self._on_participant(speaker, box.currentData()))
        return box

    def _role(self, speaker: str) -> SpeakerRole:
        turns = self._draft.turns if self._draft else ()
        return next((t.role for t in turns if t.speaker == speaker), SpeakerRole.NONE)

    def _on_role(self, speaker: str, role: SpeakerRole) -> None:
        self._edit(TurnEdit(speaker=speaker, role=role))
        self._role_boxes[speaker].setFocus()

    def _on_participant(self, speaker: str, who: UUID | str | None) -> None:
        self._chosen[speaker] = who
        self.participants_changed.emit()

    def _on_renamed(self, speaker: str, name: str) -> None:
        name = " ".join(name.split())
        if self._draft is None or not speaker or not name or name == speaker:
            return
        if speaker in self._chosen:
            self._chosen[name] = self._chosen.pop(speaker)
        self._take(rename_speaker(self._draft.turns, speaker, name))
        self.renamed.emit(speaker, name)

    # ---- one turn

    def _show_turn(self) -> None:
        row = self.preview.currentIndex().row()
        self._said_by.clear()
        self._said_by.setEnabled(row >= 0 and self._draft is not None)
        if row < 0 or self._draft is None or row >= len(self._draft.turns):
            return
        for speaker in self._speakers():
            self._said_by.addItem(speaker or tr("no speaker"), speaker)
        choose(self._said_by, self._draft.turns[row].speaker)
        if row:
            self._said_by.insertSeparator(self._said_by.count())
            self._said_by.addItem(tr("no new turn: part of the one before"))

    def _on_said_by(self, place: int) -> None:
        row = self.preview.currentIndex().row()
        if self._draft is None or row < 0:
            return
        speaker = self._said_by.itemData(place)
        self._edit(TurnEdit(row=row, speaker=speaker or "", joins=speaker is None))
        self.preview.set_current_turn(min(row, len(self._draft.turns) - 1))

    def _edit(self, edit: TurnEdit) -> None:
        assert self._draft is not None
        self._take(edit.applied(self._draft.turns))
        self.edited.emit(edit)

    def _take(self, turns: tuple[Turn, ...]) -> None:
        assert self._draft is not None
        self._draft = replace(self._draft, turns=turns)
        self.show_draft(self._draft, self._chosen)
        self.turns_changed.emit(turns)
