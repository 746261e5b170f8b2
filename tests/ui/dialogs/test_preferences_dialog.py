# SPDX-License-Identifier: MIT
"""Preferences are kept at once; a key belongs to one action only."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLabel, QPushButton, QTableView

from coder_app.ui.actions import ACTIONS, BY_ID
from coder_app.ui.dialogs.preferences import KeyDialog, PreferencesDialog
from coder_app.ui.models.keys import KeyTable
from coder_app.ui.preferences import FAMILY_MARKS, INTERFACE_SIZE, READING_FACE, THEME

KEYS = {row.id: row.key for row in ACTIONS}


@pytest.fixture
def dialog(look, preferences, qtbot):
    made = PreferencesDialog(preferences, ACTIONS)
    qtbot.addWidget(made)
    made.show()
    return made


def _combo(dialog, name: str) -> QComboBox:
    return next(b for b in dialog.findChildren(QComboBox) if b.accessibleName() == name)


def _select(dialog, action: str) -> None:
    view = dialog.findChild(QTableView)
    for row in range(view.model().rowCount()):
        if view.model().action_at(row).id == action:
            view.selectRow(row)


def _button(dialog, text: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == text)


def _answer(monkeypatch, key: str) -> None:
    def answer(self: KeyDialog) -> QDialog.DialogCode:
        self.key = key
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(KeyDialog, "exec", answer)


def test_dark_is_kept_and_shown_at_once(dialog, preferences, look, qtbot) -> None:
    box = _combo(dialog, "Light or dark")
    box.setCurrentIndex(2)

    with qtbot.waitSignal(dialog.changed) as heard:
        box.activated.emit(2)

    assert heard.args == [THEME.key]
    assert preferences.get(THEME) == "dark"
    assert look.scheme == "dark"
    look.follow("light")


def test_size_and_family_marks_are_kept(dialog, preferences) -> None:
    box = _combo(dialog, "Size of everything")
    place = box.findText("150 %")
    box.setCurrentIndex(place)
    box.activated.emit(place)
    dialog.findChild(QCheckBox).click()

    assert preferences.get(INTERFACE_SIZE) == 150
    assert preferences.get(FAMILY_MARKS) is True


def test_the_face_of_the_transcript_changes_at_once(look, preferences, qtbot) -> None:
    dialog = PreferencesDialog(preferences, ACTIONS)
    qtbot.addWidget(dialog)
    box = _combo(dialog, READING_FACE.sentence)
    assert box.itemText(0) == "Source Serif 4, as shipped"
    place = box.findText("Inter")
    box.setCurrentIndex(place)

    with qtbot.waitSignal(look.changed):
        box.activated.emit(place)

    assert preferences.get(READING_FACE) == "Inter"
    assert QFontInfo(look.font("reading")).family() == "Inter"
    look.read_in("")


def test_a_key_can_be_changed_and_goes_back_as_shipped(
    dialog, preferences, monkeypatch, qtbot
) -> None:
    _select(dialog, "coding.memo")
    _answer(monkeypatch, "Ctrl+M")

    with qtbot.waitSignal(dialog.keys_changed) as heard:
        _button(dialog, "Change the key …").click()
    assert heard.args == [{"coding.memo": "Ctrl+M"}]
    assert preferences.keys() == {"coding.memo": "Ctrl+M"}

    _button(dialog, "As shipped").click()
    assert preferences.keys() == {}
    assert not _button(dialog, "As shipped").isEnabled()


def test_the_shipped_key_is_not_taken_back_from_another_action(
    dialog, preferences, monkeypatch
) -> None:
    _select(dialog, "coding.memo")
    _answer(monkeypatch, "Ctrl+M")
    _button(dialog, "Change the key …").click()
    _select(dialog, "code.repeat")
    _answer(monkeypatch, "M")
    _button(dialog, "Change the key …").click()
    _select(dialog, "coding.memo")

    _button(dialog, "As shipped").click()

    assert preferences.keys() == {"coding.memo": "Ctrl+M", "code.repeat": "M"}
    assert any("Same code again" in one.text() for one in dialog.findChildren(QLabel))


@pytest.fixture
def asking(look, qtbot):
    made = KeyDialog(BY_ID["coding.memo"], KEYS, None)
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_free_key_can_be_used(asking) -> None:
    QTest.keyClick(asking, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)

    assert asking.key == "Ctrl+M"
    assert _button(asking, "Use this key").isEnabled()


@pytest.mark.parametrize(
    ("key", "modifier", "whose"),
    [
        (Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier, "Undo"),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, "Keys"),
        (Qt.Key.Key_B, Qt.KeyboardModifier.NoModifier, "a code"),
    ],
)
def test_a_key_that_is_taken_is_named_and_refused(asking, key, modifier, whose) -> None:
    QTest.keyClick(asking, key, modifier)

    assert not _button(asking, "Use this key").isEnabled()
    assert any(f"“{whose}”" in one.text() for one in asking.findChildren(QLabel))


def test_shift_alone_is_no_key(asking) -> None:
    QTest.keyClick(asking, Qt.Key.Key_Shift)

    assert asking.key == "M"


def test_keys_that_cannot_be_changed_are_not_listed(look) -> None:
    table = KeyTable(ACTIONS)
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal, table)

    shown = [table.action_at(row).id for row in range(table.rowCount())]

    assert "help.keys" not in shown
    assert "coding.memo" in shown
    table.show({"coding.memo": ""})
    assert table.index(shown.index("coding.memo"), 1).data() == "none"
