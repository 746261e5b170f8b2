# SPDX-License-Identifier: MIT
"""Who speaks: roles, names and single turns put right."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit

from coder_app.core.records import ParticipantRecord, SpeakerRole
from coder_app.ui.dialogs.importing.speakers import SpeakersPanel, offered_participants
from coder_app.ui.models.turn_edits import give_role


def _person(name: str) -> ParticipantRecord:
    return ParticipantRecord(guid=uuid4(), state=uuid4(), name=name)


def test_a_single_participant_is_new_unless_the_project_knows_the_name(talk) -> None:
    alone = talk.draft(give_role(talk.turns, "Note", SpeakerRole.NONE))
    known = _person("p07")

    assert offered_participants(alone, [_person("Eva")]) == {"Ana": "P07"}
    assert offered_participants(alone, [known]) == {"Ana": known.guid}


def test_in_a_group_only_people_of_these_names_are_offered(talk) -> None:
    ana = _person("Ana")

    assert offered_participants(talk.draft(), [ana]) == {"Ana": ana.guid, "Note": None}


@pytest.fixture
def panel(look, qtbot, talk):
    made = SpeakersPanel([_person("Eva")])
    qtbot.addWidget(made)
    made.show_draft(talk.draft())
    made.show()
    return made


def _box(panel: SpeakersPanel, name: str) -> QComboBox:
    found = [b for b in panel.findChildren(QComboBox) if b.accessibleName() == name]
    return found[-1]  # rows made anew: the old ones wait for their deletion


def _choose(box: QComboBox, text: str) -> None:
    place = box.findText(text)
    assert place >= 0
    box.setCurrentIndex(place)
    box.activated.emit(place)


def test_a_role_chosen_in_the_panel_is_told(panel, qtbot) -> None:
    with qtbot.waitSignal(panel.turns_changed) as heard:
        _choose(_box(panel, "Note is"), "no speaker")

    (turns,) = heard.args
    assert turns[2].role is SpeakerRole.NONE
    assert panel.participants() == {"Ana": "P07"}


def test_a_second_participant_lets_the_new_one_go(panel) -> None:
    _choose(_box(panel, "Note is"), "no speaker")

    _choose(_box(panel, "Note is"), "participant")

    assert panel.participants() == {"Ana": None, "Note": None}


def test_a_speaker_renamed_in_the_panel_keeps_her_participant(panel, qtbot) -> None:
    eva = panel._participants[0].guid
    _choose(_box(panel, "Participant for Ana"), "Eva")
    field = next(
        f for f in panel.findChildren(QLineEdit) if f.accessibleName() == "Name of speaker Ana"
    )
    field.setText("  Anna  Maria ")

    with qtbot.waitSignal(panel.turns_changed) as heard:
        field.editingFinished.emit()

    assert [t.speaker for t in heard.args[0]] == ["INT", "Anna Maria", "Note", "Anna Maria"]
    assert panel.participants() == {"Anna Maria": eva, "Note": None}


def test_the_current_turn_can_be_joined_to_the_one_before(panel, qtbot) -> None:
    panel.preview.set_current_turn(2)

    with qtbot.waitSignal(panel.turns_changed) as heard:
        _choose(_box(panel, "This turn is said by"), "no new turn: part of the one before")

    assert len(heard.args[0]) == 3
    assert panel.preview.currentIndex().row() == 2


def test_words_before_the_first_label_have_no_name_to_change(look, qtbot, talk) -> None:
    panel = SpeakersPanel([])
    qtbot.addWidget(panel)
    head = replace(talk.turns[0], speaker="", role=SpeakerRole.NONE)

    panel.show_draft(talk.draft((head, *talk.turns[1:])))

    fields = {f.accessibleName(): f for f in panel.findChildren(QLineEdit)}
    assert fields["Name of speaker [no label]"].isReadOnly()
