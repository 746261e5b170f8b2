# SPDX-License-Identifier: MIT
"""A version of the codebook is closed with a reason."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QWidget

from coder_app.queries import lists
from coder_app.ui.dialogs.close_version import CloseVersionDialog, close_version


def test_a_version_needs_a_reason(look, qtbot) -> None:
    dialog = CloseVersionDialog(2)
    qtbot.addWidget(dialog)
    close = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Close the version")
    assert not close.isEnabled()

    dialog.findChild(QPlainTextEdit).setPlainText("  Trust is narrower now. ")

    assert close.isEnabled()
    assert dialog.reason() == "Trust is narrower now."


def test_the_next_number_is_closed(workspace, small, monkeypatch) -> None:
    parent = QWidget()
    heard = []
    workspace.said.connect(heard.append)

    def answer(self: CloseVersionDialog) -> QDialog.DialogCode:
        self.findChild(QPlainTextEdit).setPlainText("Trust is narrower now.")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(CloseVersionDialog, "exec", answer)

    close_version(workspace, parent)

    newest = workspace.ask(lists.versions)[0]
    assert (newest.number, newest.reason) == (2, "Trust is narrower now.")
    assert heard == ["Version 2 of the codebook is closed"]


def test_only_a_lead_closes_a_version(workspace, small, monkeypatch) -> None:
    parent = QWidget()
    workspace.set_viewer(small.ben)
    heard = []
    workspace.refused.connect(heard.append)
    monkeypatch.setattr(CloseVersionDialog, "exec", lambda self: QDialog.DialogCode.Accepted)

    close_version(workspace, parent)

    assert len(heard) == 1
    assert len(workspace.ask(lists.versions)) == 1
