# SPDX-License-Identifier: MIT
"""Speakers are put right later, too; the text and its codings stay."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QWidget

from coder_app.core.records import SpeakerRole
from coder_app.operations import people
from coder_app.queries import document, lists
from coder_app.ui.dialogs.correct_speakers import SpeakersDialog, correct_speakers
from coder_app.ui.models.turn_edits import give_role


@pytest.fixture
def record(workspace, small):
    def read():
        return workspace.ask(document.open_document, workspace.viewer, small.document)

    return read


def test_nothing_changes_if_nothing_is_put_right(workspace, small, record, monkeypatch) -> None:
    parent = QWidget()
    before, undo = record(), workspace.project.next_undo()
    monkeypatch.setattr(SpeakersDialog, "exec", lambda self: QDialog.DialogCode.Accepted)

    correct_speakers(workspace, parent, small.document)

    assert record() == before
    assert workspace.project.next_undo() == undo


def test_a_corrected_role_is_written_and_can_be_undone(
    workspace, small, record, monkeypatch
) -> None:
    parent = QWidget()
    before = record()

    def correct(self: SpeakersDialog) -> QDialog.DialogCode:
        self._panel._take(give_role(before.turns, "Interviewer", SpeakerRole.OTHER))
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(SpeakersDialog, "exec", correct)

    correct_speakers(workspace, parent, small.document)

    assert [t.role for t in record().turns] == [SpeakerRole.OTHER, SpeakerRole.PARTICIPANT] * 2
    assert record().text == before.text
    workspace.undo()
    assert record().turns == before.turns


def test_another_participant_goes_to_the_transcript_and_its_turns(
    workspace, small, record, monkeypatch
) -> None:
    parent = QWidget()
    eva = workspace.run(people.add_participant, name="Eva")

    def choose(self: SpeakersDialog) -> QDialog.DialogCode:
        self._panel._chosen["Marisol"] = eva
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(SpeakersDialog, "exec", choose)

    correct_speakers(workspace, parent, small.document)

    assert record().participant == eva
    assert {t.participant for t in record().turns if t.speaker == "Marisol"} == {eva}


def test_the_participant_of_the_transcript_is_shown(look, workspace, record, qtbot) -> None:
    dialog = SpeakersDialog(record(), workspace.ask(lists.participants))
    qtbot.addWidget(dialog)

    assert dialog.participant() == record().participant
    assert dialog.turns() == record().turns
