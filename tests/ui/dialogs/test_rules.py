# SPDX-License-Identifier: MIT
"""The head of a codebook, as a coder reads it."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from coder_app.ui.dialogs.rules import RulesDialog


def _said(dialog: RulesDialog) -> list[str]:
    return [made.text() for made in dialog.findChildren(QLabel)]


def test_every_rule_and_the_method_are_there(qtbot: QtBot) -> None:
    settings = {
        "codebook.title": "Following",
        "codebook.method": "Directed content analysis.",
        "codebook.rules": "G1 Layer tests.\nG2 One code per layer.",
    }
    dialog = RulesDialog(settings)
    qtbot.addWidget(dialog)

    for words in ("Following", "Directed content analysis.", "G1 Layer tests."):
        assert words in _said(dialog)


def test_a_codebook_without_rules_says_so(qtbot: QtBot) -> None:
    dialog = RulesDialog({})
    qtbot.addWidget(dialog)

    assert "This codebook has no rules for all codes." in _said(dialog)
