# SPDX-License-Identifier: MIT
"""Names get pseudonyms before transcripts go in; the key stays outside."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QTableView

from coder_app.core.records import TranscriptDraft
from coder_app.formats.pseudonyms.key import read_key
from coder_app.formats.transcripts.plain_text import read_text
from coder_app.formats.transcripts.reading import Reading
from coder_app.ui.dialogs.importing.pseudonyms import PseudonymsDialog

TALK = """Interviewer: Who are you?
Marisol: Marisol, and my street is Rose Lane. Write to me at marisol@example.org.
Interviewer: So?
Marisol: I like a rose.
"""
KEY = "name,pseudonym\nMarisol,P07\nRose,a street\n"


def _draft(text: str = TALK, name: str = "P07") -> TranscriptDraft:
    return read_text(text.encode(), Path(f"{name}.txt"), Reading())


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "keys" / "names.csv"
    path.parent.mkdir()
    path.write_text(KEY, "utf-8")
    return path


@pytest.fixture
def opened(look, qtbot):
    made = []

    def make(path: Path | None, drafts=None, **more) -> PseudonymsDialog:
        dialog = PseudonymsDialog(drafts or [_draft()], path=path, **more)
        qtbot.addWidget(dialog)
        made.append(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        if path is not None:
            qtbot.waitUntil(lambda: _view(dialog, "Places").model().rowCount() > 0)
        return dialog

    yield make
    for dialog in made:
        dialog.reject()


def _view(dialog: PseudonymsDialog, name: str) -> QTableView:
    return next(v for v in dialog.findChildren(QTableView) if v.accessibleName() == name)


def _column(view: QTableView, column: int) -> list[str]:
    model = view.model()
    return [model.index(row, column).data() for row in range(model.rowCount())]


def _texts(dialog: PseudonymsDialog) -> str:
    return " | ".join(one.text() for one in dialog.findChildren(QLabel))


def _click(dialog: PseudonymsDialog, text: str) -> None:
    button = next(b for b in dialog.findChildren(QPushButton) if b.text().strip("\xa0 ") == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _offers(dialog: PseudonymsDialog, qtbot) -> None:
    names = _view(dialog, "Names").model()
    qtbot.waitUntil(lambda: names.rowCount() > 2)


def test_each_place_is_shown_with_what_stands_around_it(opened, key) -> None:
    dialog = opened(key)

    becomes = _column(_view(dialog, "Places"), 2)
    unsure = ["marisol → [P07]", "rose → [a street]"]
    assert becomes[:2] == unsure  # to be looked at first
    assert becomes.count("Marisol → [P07]") == 3
    assert "Rose → [a street]" in becomes
    assert "4 places get a pseudonym, " in _texts(dialog)
    assert "not sure" in _texts(dialog)


def test_places_are_ticked_and_unticked_with_the_space_key(opened, key) -> None:
    dialog = opened(key)
    view = _view(dialog, "Places")
    rows = _column(view, 2)
    view.setFocus()

    for becomes in ("rose → [a street]", "Rose → [a street]"):
        view.setCurrentIndex(view.model().index(rows.index(becomes), 2))
        QTest.keyClick(view, Qt.Key.Key_Space)

    shown = dialog.decided().shown(_draft()).text
    assert "I like a [a street]." in shown
    assert "street is Rose Lane" in shown


def test_what_else_names_somebody_is_offered_and_goes_into_the_key_when_ticked(
    opened, key, qtbot
) -> None:
    dialog = opened(key)
    _offers(dialog, qtbot)
    names = _view(dialog, "Names")
    assert _column(names, 0)[2:] == ["marisol@example.org"]
    names.setFocus()
    names.selectRow(2)

    QTest.keyClick(names, Qt.Key.Key_Space)
    _click(dialog, "Use these pseudonyms")

    assert [entry.name for entry in read_key(key)] == ["Marisol", "Rose", "marisol@example.org"]
    assert "[e-mail address 1]" in dialog.decided().shown(_draft()).text


def test_a_name_that_is_not_ticked_stays_in_the_text_and_in_the_key(opened, key, qtbot) -> None:
    dialog = opened(key)
    _offers(dialog, qtbot)
    names = _view(dialog, "Names")
    names.setFocus()
    names.selectRow(1)

    QTest.keyClick(names, Qt.Key.Key_Space)

    assert "Rose Lane" in dialog.decided().shown(_draft()).text
    _click(dialog, "Use these pseudonyms")
    assert [entry.name for entry in read_key(key)] == ["Marisol", "Rose"]


def test_a_key_is_begun_with_the_speakers_offered(opened, tmp_path: Path, qtbot) -> None:
    dialog = opened(None)
    assert not dialog._use.isEnabled()
    assert dialog.focusWidget().accessibleName() == "Choose a key …"

    dialog.begin_key(tmp_path / "new")
    names = _view(dialog, "Names")
    qtbot.waitUntil(lambda: names.model().rowCount() == 2)
    assert _column(names, 0) == ["Marisol", "marisol@example.org"]
    names.setFocus()
    names.selectRow(0)
    QTest.keyClick(names, Qt.Key.Key_Space)
    _click(dialog, "Use these pseudonyms")

    assert (tmp_path / "new.csv").exists()
    assert [(e.name, e.pseudonym) for e in read_key(tmp_path / "new.csv")] == [("Marisol", "P01")]


def test_a_name_is_added_by_hand_and_found_at_once(opened, key, qtbot) -> None:
    dialog = opened(key)
    _offers(dialog, qtbot)
    names = _view(dialog, "Names")
    _click(dialog, "Add a name")
    row = names.model().rowCount() - 1
    assert names.model().rowCount() == 4

    names.model().setData(names.model().index(row, 0), " Lane ")
    names.model().setData(names.model().index(row, 1), "a road")
    qtbot.waitUntil(lambda: "Lane → [a road]" in _column(_view(dialog, "Places"), 2))

    assert _column(names, 2)[row] == "1"


def test_places_of_one_name_are_shown_alone(opened, key, qtbot) -> None:
    dialog = opened(key)
    _offers(dialog, qtbot)
    names, places = _view(dialog, "Names"), _view(dialog, "Places")

    names.selectRow(1)
    assert places.model().rowCount() == 2

    _click(dialog, "Show all")
    assert places.model().rowCount() == 6


def test_a_click_on_a_tick_shows_the_places_of_that_name(opened, key, qtbot) -> None:
    dialog = opened(key)
    names = _view(dialog, "Names")
    box = names.visualRect(names.model().index(1, 0))
    tick = QPoint(box.left() + 10, box.center().y())  # the padding before it is 8

    QTest.mouseClick(names.viewport(), Qt.MouseButton.LeftButton, pos=tick)

    assert names.model().index(1, 0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    assert names.currentIndex().row() == 1


def test_a_name_leaves_the_key_with_delete(opened, key, qtbot) -> None:
    dialog = opened(key)
    _offers(dialog, qtbot)
    names = _view(dialog, "Names")
    names.setFocus()
    names.selectRow(1)

    QTest.keyClick(names, Qt.Key.Key_Delete)
    _click(dialog, "Show all")
    qtbot.waitUntil(lambda: _view(dialog, "Places").model().rowCount() == 4)

    assert [entry.name for entry in dialog.decided().key] == ["Marisol"]


def test_a_key_that_cannot_be_read_is_said(opened, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("Marisol,\n", "utf-8")
    dialog = opened(None)

    dialog.open_key(bad)

    shown = [one.text() for one in dialog.findChildren(QLabel) if one.isVisible()]
    assert "This key cannot be read" in shown
    assert "“Marisol” has no pseudonym" in " ".join(shown)
    assert dialog.decided() is None


def test_a_key_that_cannot_be_read_leaves_the_one_before(opened, key, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text("Marisol,\n", "utf-8")
    dialog = opened(key)

    dialog.open_key(bad)

    shown = [one.text() for one in dialog.findChildren(QLabel) if one.isVisible()]
    assert "“Marisol” has no pseudonym" in " ".join(shown)
    assert [entry.name for entry in dialog.decided().key] == ["Marisol", "Rose"]


def test_a_key_beside_the_project_is_told_to_move(opened, key) -> None:
    dialog = opened(key, project=key.with_name("study.coder"))

    assert "names.csv lies beside the project." in _texts(dialog)


def test_cancel_writes_no_key(opened, key, qtbot) -> None:
    dialog = opened(key)
    _offers(dialog, qtbot)
    dialog._names.setData(dialog._names.index(0, 1), "P99")

    _click(dialog, "Cancel")

    assert key.read_text("utf-8") == KEY
