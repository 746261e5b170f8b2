# SPDX-License-Identifier: MIT
"""A toast says one thing and goes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from coder_app.ui.look import Theme
from coder_app.ui.popups.toast import Toast


def test_one_thing_is_said_at_a_time_with_the_way_back(look: Theme, qtbot: QtBot) -> None:
    del look
    around = QWidget()
    qtbot.addWidget(around)
    around.resize(800, 600)
    around.show()
    toast = Toast(around)

    toast.tell("Removed trust from 3 words.", undo_key="Ctrl+Z")
    toast.tell("Removed loyalty from 9 words.", undo_key="Ctrl+Z")

    assert toast.sentence == "Removed loyalty from 9 words."
    assert around.rect().contains(toast.geometry())
    with qtbot.waitSignal(toast.undo_requested):
        qtbot.mouseClick(toast.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert toast.sentence == ""


def test_what_cannot_be_undone_offers_no_undo(look: Theme, qtbot: QtBot) -> None:
    del look
    around = QWidget()
    qtbot.addWidget(around)
    around.show()
    toast = Toast(around)

    toast.tell("Undone: Code a passage")

    assert not toast.findChild(QPushButton).isVisible()
