# SPDX-License-Identifier: MIT
"""The status bar says a sentence in passing, whatever its length."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMainWindow

from coder_app.ui.status import MOST_HINTS, StatusBar


@pytest.fixture
def window(look, qtbot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.setStatusBar(StatusBar(made))
    made.resize(600, 300)
    made.show()
    return made


def test_a_long_sentence_makes_no_window_wider(window) -> None:
    sentence = "The folder has files of these names already: " + "out-codebook.csv, " * 40
    window.statusBar().say(sentence)
    window.layout().activate()

    assert window.width() == 600
    assert window.statusBar().sentence == sentence


def test_hints_do_not_hold_a_window_open(window) -> None:
    window.resize(1600, 300)
    window.statusBar().show_hints([("Shift+→", "select words")] * MOST_HINTS)

    window.resize(400, 300)

    assert window.width() == 400
