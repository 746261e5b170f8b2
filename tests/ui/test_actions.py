# SPDX-License-Identifier: MIT
"""The table of actions is sound, and what is made from it follows it."""

from __future__ import annotations

from collections import Counter

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from coder_app.core.places import resources
from coder_app.ui.action_set import ActionSet
from coder_app.ui.actions import ACTIONS, BY_ID, MENUS, key_clash
from coder_app.ui.look import Theme
from coder_app.ui.popups.keys import key_lines
from coder_app.ui.transcript.selecting import DEFAULT_KEYS

KEYS = {row.id: row.key for row in ACTIONS}


def test_no_two_actions_have_one_key() -> None:
    counted = Counter(QKeySequence(row.key).toString() for row in ACTIONS if row.key)

    assert not [key for key, n in counted.items() if n > 1]


def test_ids_are_one_each_and_name_their_place() -> None:
    assert len(BY_ID) == len(ACTIONS)
    assert {row.menu for row in ACTIONS} <= set(MENUS)


@pytest.mark.parametrize("row", [row for row in ACTIONS if row.icon], ids=lambda row: row.id)
def test_every_icon_is_shipped(row: object) -> None:
    assert resources("icons", f"{row.icon}.svg").exists()  # type: ignore[attr-defined]


def test_the_text_has_the_keys_of_the_table() -> None:
    assert {name: BY_ID[name].key for name in DEFAULT_KEYS} == dict(DEFAULT_KEYS)


def test_plain_letters_belong_to_the_codes() -> None:
    assert key_clash("code.repeat", "G", KEYS) == "a code"
    assert key_clash("code.repeat", "R", KEYS) == ""
    assert key_clash("code.repeat", "M", KEYS) == "Memo"
    assert key_clash("edit.undo", "Ctrl+U", KEYS) == ""


def test_only_served_actions_reach_the_menus(look: Theme, qtbot: QtBot) -> None:
    del look
    window = QMainWindow()
    qtbot.addWidget(window)
    served = ActionSet(window, {})
    served.serve("edit.undo", lambda: None)

    served.fill(window.menuBar())

    assert [action.text() for action in window.menuBar().actions()] == ["&Edit"]
    assert [row.id for row in served.rows()] == ["edit.undo"]


def test_facts_enable_what_they_allow(look: Theme, qtbot: QtBot) -> None:
    del look
    window = QMainWindow()
    qtbot.addWidget(window)
    served = ActionSet(window, {})
    undo = served.serve("edit.undo", lambda: None)
    assert not undo.isEnabled()

    served.set_facts(frozenset({"undo"}))

    assert undo.isEnabled()


def test_a_changed_key_is_shown_and_can_be_taken_back(look: Theme, qtbot: QtBot) -> None:
    del look
    window = QMainWindow()
    qtbot.addWidget(window)
    served = ActionSet(window, {"edit.undo": "Ctrl+U", "gone.action": "F9"})
    undo = served.serve("edit.undo", lambda: None)
    assert undo.shortcut() == QKeySequence("Ctrl+U")

    served.set_keys({})

    assert undo.shortcut() == QKeySequence("Ctrl+Z")
    assert "gone.action" not in served.keys


def test_the_page_of_keys_holds_every_key() -> None:
    lines = [line for part in key_lines(ACTIONS, KEYS).values() for line in part]

    texts = {text for _, text in lines}
    assert {row.text.rstrip(" …") for row in ACTIONS if row.key} <= texts
