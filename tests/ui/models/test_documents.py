# SPDX-License-Identifier: MIT
"""The list of transcripts: found and filtered."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from coder_app.operations import people
from coder_app.queries import lists
from coder_app.ui.models.documents import DocumentFilter, DocumentListModel, meta_of

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def model(small: Any) -> DocumentListModel:
    made = DocumentListModel()
    made.setProperty("tester", QAbstractItemModelTester(made, FATAL, made))
    made.set_records(small.project.ask(lists.documents, small.ana))
    return made


def shown(model: DocumentListModel) -> list[str]:
    return [row.name for row in model.shown]


def test_letters_of_the_name_find_a_transcript(model: DocumentListModel) -> None:
    model.find("anou")

    assert shown(model) == ["P08 Anouk"]


def test_what_is_known_of_the_participant_finds_too(small: Any, model: DocumentListModel) -> None:
    attribute, _ = small.project.run(people.add_attribute, name="platform")
    row = model.records[0]
    small.project.run(
        people.set_value, participant=row.participant, attribute=attribute, value="TikTok"
    )
    model.set_records(small.project.ask(lists.documents, small.ana))

    model.find("tikt")

    assert shown(model) == ["P07 Marisol"]
    assert meta_of(model.shown[0].attributes) == "TikTok"


def test_filters_by_status_and_coder(small: Any, model: DocumentListModel) -> None:
    small.project.run(people.assign, coder=small.ben, document=small.document)
    small.project.run(people.mark_done, document=small.other, coder=small.ana)
    model.set_records(small.project.ask(lists.documents, small.ana))

    model.set_filter(DocumentFilter(status="done"))
    assert shown(model) == ["P08 Anouk"]
    model.set_filter(DocumentFilter(status="open"))
    assert shown(model) == ["P07 Marisol"]
    model.set_filter(DocumentFilter(coder="Ben"))
    assert shown(model) == ["P07 Marisol"]
    model.set_filter(DocumentFilter())
    assert len(shown(model)) == 2


def test_the_same_rows_change_in_place(model: DocumentListModel, small: Any, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(model.modelReset):
        model.set_records(small.project.ask(lists.documents, small.ana))


def test_a_reader_hears_how_far_it_is(model: DocumentListModel) -> None:
    told = model.index(0, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole)

    assert told == "0 % read, 0 codings"
