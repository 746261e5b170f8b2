# SPDX-License-Identifier: MIT
"""Before an export one reads whether names of the key would leave, and where they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from coder_app.core.records import Sheet
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.names_leaving import names_that_would_leave
from coder_app.formats.pseudonyms.remembered import KnownKey, key_at
from coder_app.ui.dialogs.names_leaving import NamesLeaving


@pytest.fixture
def box(look, qtbot) -> NamesLeaving:
    place = QWidget()
    qtbot.addWidget(place)
    made = NamesLeaving(place)
    made.place = place
    place.show()
    return made


def _said(box: NamesLeaving) -> str:
    return box.findChild(QLabel).text()


def test_without_a_key_nothing_is_said(box) -> None:
    box.show_names(KnownKey(), ())

    assert not box.isVisible()


def test_a_key_of_which_nothing_leaves_is_named(box, tmp_path: Path) -> None:
    (tmp_path / "names.csv").write_text("name,pseudonym\nMarisol,P07\n", "utf-8")

    known = key_at(tmp_path / "names.csv")
    box.show_names(known, ())

    assert known.key[0].name == "Marisol"
    assert _said(box) == "No name of “names.csv” is in what leaves."


def test_each_name_that_would_leave_is_listed_with_its_places(box) -> None:
    key = (Pseudonym(name="Marisol", pseudonym="P07"), Pseudonym(name="Ben", pseudonym="P08"))
    rows = [("tell Marisol that",), ("Marisol",), ("Marisol",), ("Ben",)]
    sheet = Sheet(name="Codings", columns=("text",), rows=rows)

    box.show_names(KnownKey(path=Path("names.csv"), key=key), names_that_would_leave(sheet, key))

    assert _said(box).replace("\N{NO-BREAK SPACE}", " ") == (
        "2 names of the key would leave: Marisol (3 places), Ben (1 place)."
    )
    places = box.findChild(QPlainTextEdit)
    assert places.isVisible()
    assert places.toPlainText().splitlines() == [
        "Codings: text: tell “Marisol” that",
        "Codings: text (2 times): Marisol",
        "Codings: text: Ben",
    ]


def test_a_key_that_is_gone_is_said(box, tmp_path: Path) -> None:
    box.show_names(key_at(tmp_path / "gone.csv"), ())

    assert _said(box).startswith("Names were not checked. “gone.csv”: There is no such file.")


def test_a_memory_that_cannot_be_read_is_said_though_nobody_knows_the_key(box) -> None:
    box.show_names(KnownKey(problem="“keys.json”: It cannot be read."), ())

    assert _said(box) == "Names were not checked. “keys.json”: It cannot be read."
    assert box.isVisible()
