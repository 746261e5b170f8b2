# SPDX-License-Identifier: MIT
"""A project may do without agreement: a lead says so, with a reason."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QDialog, QLabel, QPushButton

from coder_app.operations import people
from coder_app.queries import lists
from coder_app.ui.dialogs.agreement_switch import AgreementSwitchDialog, switch_agreement


@pytest.fixture
def dialog(look, qtbot):
    made = AgreementSwitchDialog("", may=True)
    qtbot.addWidget(made)
    made.show()
    return made


def _keep(dialog: AgreementSwitchDialog) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == "Keep it so")


def test_it_begins_on_and_off_takes_a_reason(dialog) -> None:
    assert dialog.on.isChecked()
    assert not dialog.why.isEnabled()

    dialog.off.setChecked(True)
    assert dialog.reason() == "reflexive thematic analysis"
    dialog.why.setText("  ")

    assert not _keep(dialog).isEnabled()


def test_who_is_no_lead_reads_why_it_is_off_and_changes_nothing(look, qtbot) -> None:
    dialog = AgreementSwitchDialog("one coder", may=False)
    qtbot.addWidget(dialog)
    dialog.show()

    assert dialog.off.isChecked()
    assert not any(w.isEnabled() for w in (dialog.on, dialog.off, dialog.why))
    assert "Only a lead can change this." in [w.text() for w in dialog.findChildren(QLabel)]


def test_what_a_lead_decides_is_kept_and_undone(workspace, monkeypatch, qtbot) -> None:
    def answer(self: AgreementSwitchDialog) -> QDialog.DialogCode:
        self.off.setChecked(True)
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(AgreementSwitchDialog, "exec", answer)

    with qtbot.waitSignal(workspace.said) as heard:
        switch_agreement(workspace, None)

    assert heard.args == ["Agreement is off: reflexive thematic analysis"]
    assert workspace.ask(lists.setting, "agreement") == "reflexive thematic analysis"
    workspace.undo()
    assert workspace.ask(lists.setting, "agreement") == ""


def test_a_coder_decides_nothing(workspace, small, monkeypatch) -> None:
    monkeypatch.setattr(AgreementSwitchDialog, "exec", lambda self: QDialog.DialogCode.Accepted)
    chika = workspace.run(people.add_coder, name="Chika")
    workspace.set_viewer(chika)

    switch_agreement(workspace, None)

    assert workspace.ask(lists.setting, "agreement") == ""
