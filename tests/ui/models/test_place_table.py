# SPDX-License-Identifier: MIT
"""Places of names, the doubtful ones first, each to be ticked."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.replacements import find_names
from coder_app.formats.transcripts.plain_text import read_text
from coder_app.formats.transcripts.reading import Reading
from coder_app.ui.models.place_table import Found, FoundPlaces, PlaceTable, Ticks

KEY = [Pseudonym(name="Rose", pseudonym="P1"), Pseudonym(name="Ana", pseudonym="P2")]
CHECK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def draft():
    return read_text(b"Rose: I like a rose.\nAna: So do I.\n", Path("P1.txt"), Reading())


@pytest.fixture
def places(look, draft) -> PlaceTable:
    made = PlaceTable(Ticks())
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show(FoundPlaces.of(Found(draft, place) for place in find_names(draft.text, KEY)))
    return made


def test_what_is_not_sure_stands_first_and_is_not_ticked(places) -> None:
    rows = [(places.index(n, 2).data(), places.index(n, 0).data(CHECK)) for n in range(3)]

    assert rows == [
        ("rose → [P1]", Qt.CheckState.Unchecked),
        ("Rose → [P1]", Qt.CheckState.Checked),
        ("Ana → [P2]", Qt.CheckState.Checked),
    ]
    assert places.counts() == (2, 3, 1)
    aloud = places.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert aloud == "P1, line 1: not sure, Rose: I like a rose → [P1] . Ana: So do I."


def test_ticks_are_taken_for_those_that_are_shown(places) -> None:
    places.show_only("rose")
    assert places.rowCount() == 2

    places.tick_all(on=False)
    assert places.counts() == (1, 3, 1)

    places.setData(places.index(0, 0), Qt.CheckState.Checked, CHECK)
    assert places.counts() == (2, 3, 1)


def test_a_tick_holds_for_this_text_only(draft) -> None:
    ticks = Ticks()
    place = find_names(draft.text, KEY)[0]
    other = read_text(b"Rose: Another text.\n", Path("P2.txt"), Reading())

    ticks.set([Found(draft, place)], on=False)

    assert not ticks.has(draft, place)
    assert ticks.has(other, place)


def test_places_of_the_same_words_are_counted_each(draft) -> None:
    twice = [Found(draft, place) for place in find_names(draft.text, KEY)] * 2
    ticks = Ticks()
    ticks.set(twice[:1], on=False)

    table = PlaceTable(ticks)
    table.show(FoundPlaces.of(twice))

    assert table.counts() == (2, 6, 2)
