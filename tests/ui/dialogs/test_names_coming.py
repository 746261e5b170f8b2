# SPDX-License-Identifier: MIT
"""Nobody adds names by oversight that the key of the project has always replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget

from coder_app.formats.arriving.arrivals import Arrivals
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.remembered import KnownKey
from coder_app.formats.transcript_files import read_content
from coder_app.formats.transcripts.reading import Reading
from coder_app.ui.dialogs.names_coming import NamesComingDialog, before_they_come

KEY = KnownKey(path=Path("names.csv"), key=(Pseudonym(name="Marisol", pseudonym="P1"),))
BROKEN = KnownKey(path=Path("names.csv"), problem="“names.csv”: There is no such file.")


@pytest.fixture
def parent(qtbot, look) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def heard(parent, qtbot) -> Callable[..., list[str]]:
    """Look before a text comes in; give what a dialog said, and what was called then."""

    def look(text: str, known: KnownKey, answer: Callable[[NamesComingDialog], None]) -> list[str]:
        told: list[str] = []

        def reply() -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, NamesComingDialog):
                QTimer.singleShot(10, reply)
                return
            told.extend(said.text() for said in dialog.findChildren(QLabel) if said.text())
            told.append(dialog.findChild(QPlainTextEdit).toPlainText())
            answer(dialog)
            told.append("answered")

        if answer is not nothing:
            QTimer.singleShot(10, reply)
        draft = read_content(text.encode(), Path("P1.txt"), Reading())
        before_they_come(
            Arrivals(drafts=(draft,)),
            known,
            parent,
            add=lambda: told.append("added"),
            replace_names=lambda: told.append("pseudonyms"),
        )
        qtbot.waitUntil(lambda: bool({"added", "answered"} & set(told)))
        return told

    return look


def nothing(dialog: NamesComingDialog) -> None:
    pytest.fail("nothing was to be asked")


def press(words: str) -> Callable[[NamesComingDialog], None]:
    def pressed(dialog: NamesComingDialog) -> None:
        button = next(b for b in dialog.findChildren(QPushButton) if b.text() == words)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    return pressed


def enter(dialog: NamesComingDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("text", "known"),
    [("Ana: yes\n", KEY), ("Marisol: yes\n", KnownKey()), ("P1: no\n", KnownKey(path=KEY.path))],
)
def test_without_names_or_key_nothing_is_asked(heard, text: str, known: KnownKey) -> None:
    assert heard(text, known, nothing) == ["added"]


def test_names_are_shown_with_what_stands_around(heard) -> None:
    told = heard("Marisol: I trust her.\n", KEY, press("Cancel"))

    assert "1 name of the key would come in: Marisol (1\N{NO-BREAK SPACE}place)." in told
    assert "P1: text: Marisol: I trust her." in told
    assert {"added", "pseudonyms"}.isdisjoint(told)


def test_enter_leads_to_the_pseudonyms(heard) -> None:
    told = heard("Marisol: yes\n", KEY, enter)
    assert "pseudonyms" in told
    assert "added" not in told


def test_they_can_be_added_all_the_same(heard) -> None:
    told = heard("Marisol: yes\n", KEY, press("Add all the same"))
    assert "added" in told
    assert "pseudonyms" not in told


def test_a_key_that_cannot_be_read_is_told_before_anything_comes_in(heard) -> None:
    told = heard("Ana: yes\n", BROKEN, press("Cancel"))

    assert any("There is no such file" in words for words in told)
    assert "added" not in told
