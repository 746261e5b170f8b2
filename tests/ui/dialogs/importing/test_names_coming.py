# SPDX-License-Identifier: MIT
"""Nobody adds names by oversight that the key of the project has always replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget

from coder_app.formats.arriving.arrivals import Arrivals
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.remembered import KnownKey
from coder_app.formats.pseudonyms.replacements import find_names
from coder_app.formats.transcript_files import read_content
from coder_app.formats.transcripts.reading import Reading
from coder_app.ui.dialogs.importing.names_coming import Answer, NamesComingDialog, before_they_come
from coder_app.ui.dialogs.importing.pseudonyms import Pseudonyms
from coder_app.ui.models.place_table import Found, Ticks

KEY = KnownKey(path=Path("/safe/names.csv"), key=(Pseudonym(name="Marisol", pseudonym="P1"),))
BROKEN = KnownKey(path=Path("/safe/names.csv"), problem="“names.csv”: There is no such file.")
NAMED = "Marisol: I trust her.\nI: Marisol?\n"


@pytest.fixture
def parent(qtbot, look) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def heard(parent, qtbot) -> Callable[..., list[object]]:
    """Look before a text comes in; what a dialog said before it was answered, then the answer."""

    def look(
        text: str,
        known: KnownKey | Callable[[], KnownKey],
        answer: Answering,
        **more: Any,
    ) -> list[object]:
        told: list[object] = []

        def reply() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, NamesComingDialog):
                told.extend(said.text() for said in dialog.findChildren(QLabel) if said.text())
                told.append(dialog.findChild(QPlainTextEdit).toPlainText())
                try:
                    answer(dialog)
                finally:
                    if dialog.isVisible():
                        dialog.reject()
            elif not told:
                QTimer.singleShot(10, reply)

        QTimer.singleShot(0, reply)
        draft = read_content(text.encode(), Path("P1.txt"), Reading())
        before_they_come(
            Arrivals(drafts=(draft,)),
            known if callable(known) else lambda: known,
            parent,
            then=lambda answered, key: told.extend((key, answered)),
            **more,
        )
        qtbot.waitUntil(lambda: bool(told) and isinstance(told[-1], Answer))
        return told

    return look


Answering = Callable[[NamesComingDialog], None]


def nothing(dialog: NamesComingDialog) -> None:
    dialog.reject()
    pytest.fail("nothing was to be asked")


def press(words: str) -> Answering:
    def pressed(dialog: NamesComingDialog) -> None:
        button = next(b for b in dialog.findChildren(QPushButton) if b.text() == words)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    return pressed


def key_press(key: Qt.Key) -> Answering:
    return lambda dialog: QTest.keyClick(dialog, key)


def chosen(path: Path, *, left: bool = False) -> Pseudonyms:
    ticks = Ticks()
    if left:
        draft = read_content(NAMED.encode(), Path("P1.txt"), Reading())
        ticks.set([Found(draft, find_names(draft.text, KEY.key)[1])], on=False)
    return Pseudonyms(key=KEY.key, path=path, ticks=ticks)


@pytest.mark.parametrize(
    ("text", "known"),
    [("Ana: yes\n", KEY), (NAMED, KnownKey()), ("P1: no\n", KnownKey(path=KEY.path))],
)
def test_without_names_or_key_nothing_is_asked(heard, text: str, known: KnownKey) -> None:
    assert heard(text, known, nothing) == [known.path, Answer.ADD]


def test_names_are_shown_with_what_stands_around(heard) -> None:
    told = heard(NAMED, KEY, press("Cancel"))

    assert "1 name of the key would come in: Marisol (2\N{NO-BREAK SPACE}places)." in told
    assert (
        "P1, line 1: “Marisol”: I trust her. I: Marisol?\n"
        "P1, line 2: Marisol: I trust her. I: “Marisol”?"
    ) in told
    assert told[-1] is Answer.CANCEL


@pytest.mark.parametrize(
    ("answering", "answer"),
    [
        (key_press(Qt.Key.Key_Return), Answer.PSEUDONYMS),
        (key_press(Qt.Key.Key_Escape), Answer.CANCEL),
        (press("Put pseudonyms in …"), Answer.PSEUDONYMS),
        (press("Add all the same"), Answer.ADD),
    ],
)
def test_a_person_chooses_what_is_done(heard, answering: Answering, answer: Answer) -> None:
    assert heard(NAMED, KEY, answering)[-2:] == [KEY.path, answer]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("Cancel", Answer.CANCEL),
        ("Choose the key …", Answer.PSEUDONYMS),
        ("Add all the same", Answer.ADD),
    ],
)
def test_a_key_that_cannot_be_read_is_told(heard, words: str, answer: Answer) -> None:
    told = heard("Ana: yes\n", BROKEN, press(words))

    assert "The key of this project cannot be read" in told
    assert "Names were not checked. “names.csv”: There is no such file." in told
    assert f"It was last at {BROKEN.path}." in told
    assert told[-1] is answer


def test_what_is_left_by_pseudonyms_of_another_key_is_told(heard) -> None:
    other = Pseudonyms(
        key=(Pseudonym(name="Ana", pseudonym="P2"),), path=Path("/safe/other.csv"), ticks=Ticks()
    )

    told = heard("Ana: Marisol, marisol\n", KEY, press("Cancel"), chosen=other)

    assert "1 name of the key would come in: Marisol (2\N{NO-BREAK SPACE}places)." in told
    assert "P1, line 1: [P2]: “Marisol”, marisol\nP1, line 1: [P2]: Marisol, “marisol”" in told


@pytest.mark.parametrize("known", [KEY, KnownKey(), BROKEN])
def test_names_that_have_their_pseudonym_are_not_told(heard, known: KnownKey) -> None:
    unsure = f"{NAMED}I: marisol\n"  # was shown in the window of pseudonyms, and left there

    assert heard(unsure, known, nothing, chosen=chosen(KEY.path))[-1] is Answer.ADD


@pytest.mark.parametrize("known", [KEY, KnownKey()])
def test_a_name_as_in_the_key_that_was_left_is_told_once_more(heard, known: KnownKey) -> None:
    told = heard(NAMED, known, press("Cancel"), chosen=chosen(KEY.path, left=True))

    assert "1 name of the key would come in: Marisol (1\N{NO-BREAK SPACE}place)." in told
    assert "P1, line 2: [P1]: I trust her. I: “Marisol”?" in told


def test_names_of_the_file_that_are_not_replaced_now_are_told(heard, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("name,pseudonym\nMarisol,P1\nAna,P2\n", "utf-8")

    told = heard("Ana: Marisol\n", KnownKey(), press("Cancel"), chosen=chosen(path))

    assert "1 name of the key would come in: Ana (1\N{NO-BREAK SPACE}place)." in told


def test_what_hinders_looking_is_told_and_lets_nothing_in(heard) -> None:
    def no_disk() -> KnownKey:
        raise OSError(5, "Input/output error")

    told = heard(NAMED, no_disk, press("Cancel"))

    assert any("The disk refuses: Input/output error" in str(said) for said in told)
    assert told[-1] is Answer.CANCEL


def test_stop_adds_nothing(parent, qtbot) -> None:
    answers: list[Answer] = []
    going_on = Event()

    def slow() -> KnownKey:
        going_on.wait(5)
        return KEY

    draft = read_content(NAMED.encode(), Path("P1.txt"), Reading())
    progress = before_they_come(
        Arrivals(drafts=(draft,)), slow, parent, then=lambda answer, _: answers.append(answer)
    )
    with qtbot.waitSignal(progress.finished):
        progress.reject()
        going_on.set()

    assert answers in ([], [Answer.CANCEL])
