# SPDX-License-Identifier: MIT
"""How a transcript will read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from coder_app.core.records import SpeakerRole, TranscriptDraft, Turn
from coder_app.ui.dialogs.importing.turn_preview import TurnPreview, clock

TEXT = "Title\nINT: Why?\nAna: Because 😀"


def _draft() -> TranscriptDraft:
    turns = (
        Turn(
            speaker="INT",
            role=SpeakerRole.INTERVIEWER,
            label_start=6,
            label_end=10,
            start=11,
            end=15,
        ),
        Turn(
            speaker="Ana",
            role=SpeakerRole.PARTICIPANT,
            label_start=16,
            label_end=20,
            start=21,
            end=len(TEXT),
            begins=1841.5,
        ),
    )
    return TranscriptDraft(name="P", text=TEXT, turns=turns, original=b"", format="vtt")


@pytest.fixture
def preview(look, qtbot):
    made = TurnPreview()
    qtbot.addWidget(made)
    model = made.model()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    made.show_draft(_draft())
    made.resize(400, 300)
    made.show()
    return made


def test_times_are_written_as_players_do() -> None:
    assert clock(1841.5) == "00:30:41"
    assert clock(None) == ""


def test_a_turn_is_its_words_and_a_reader_hears_who_speaks(preview) -> None:
    index = preview.model().index(1, 0)

    assert index.data() == "Because 😀"
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Ana: Because 😀"


def test_a_line_of_the_text_is_found(preview) -> None:
    preview.show_line(3)

    assert preview.currentIndex().row() == 1


def test_it_paints_without_a_draft_and_with_one(preview) -> None:
    filled = preview.grab().toImage()
    preview.show_draft(None)

    assert preview.grab().toImage() != filled
