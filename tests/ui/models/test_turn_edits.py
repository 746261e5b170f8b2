# SPDX-License-Identifier: MIT
"""Corrections of who speaks hold when a file is read anew."""

from __future__ import annotations

from coder_app.core.records import SpeakerRole
from coder_app.ui.models.turn_edits import (
    TurnEdit,
    corrected,
    give_role,
    give_turn,
    join_turn,
    rename_speaker,
    renamed,
)


def test_every_turn_of_a_speaker_gets_the_role(talk) -> None:
    turns = give_role(talk.turns, "Ana", SpeakerRole.OTHER)

    assert [t.role for t in turns if t.speaker == "Ana"] == [SpeakerRole.OTHER] * 2
    assert turns[0].role is SpeakerRole.INTERVIEWER


def test_a_speaker_called_like_another_takes_her_role(talk) -> None:
    turns = rename_speaker(talk.turns, "Note", "INT")

    assert [t.speaker for t in turns] == ["INT", "Ana", "INT", "Ana"]
    assert turns[2].role is SpeakerRole.INTERVIEWER


def test_one_turn_can_be_given_to_another_speaker(talk) -> None:
    turns = give_turn(talk.turns, 2, "INT")

    assert turns[2].speaker == "INT"
    assert turns[2].role is SpeakerRole.INTERVIEWER


def test_what_looked_like_a_label_becomes_words_of_the_turn_before(talk) -> None:
    turns = join_turn(talk.turns, 2)

    assert [t.speaker for t in turns] == ["INT", "Ana", "Ana"]
    assert talk.text[turns[1].start : turns[1].end] == "Because\nNote: she laughs."


def test_the_first_turn_has_none_before_it(talk) -> None:
    assert join_turn(talk.turns, 0) == talk.turns


def test_corrections_are_made_again_where_the_turns_are_the_same(talk) -> None:
    edits = (TurnEdit(speaker="Note", role=SpeakerRole.OTHER), TurnEdit(row=2, joins=True))

    assert len(corrected(talk.turns, edits)) == 3
    assert len(corrected(talk.turns, edits, same_turns=False)) == 4
    assert corrected(talk.turns, edits, same_turns=False)[2].role is SpeakerRole.OTHER


def test_a_correction_of_a_turn_that_is_no_longer_there_is_none(talk) -> None:
    assert TurnEdit(row=9, speaker="INT").applied(talk.turns) == talk.turns


def test_corrections_go_with_a_speaker_who_is_called_otherwise() -> None:
    edits = (TurnEdit(speaker="Note", role=SpeakerRole.OTHER), TurnEdit(row=1, speaker="Ana"))

    assert [e.speaker for e in renamed(edits, "Ana", "Anna")] == ["Note", "Anna"]
