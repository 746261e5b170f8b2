# SPDX-License-Identifier: MIT
"""Who codes blind is told so, and is kept from comparing; so is who does without agreement."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from coder_app.operations import people, projects
from coder_app.queries import lists


@pytest.fixture
def blind(window, small):
    """Ben at work, blind in the open transcript."""
    workspace = window.workspace
    workspace.run(people.assign, coder=small.ben, document=small.document, blind=True)
    workspace.set_viewer(small.ben)
    window.open_document(small.document)
    return window


def _says_blind(window) -> bool:
    QApplication.processEvents()  # a tool bar shows and hides its parts a moment later
    return any(
        told.text() == "Coding blind" and told.isVisible()
        for told in window.tools.findChildren(QLabel)
    )


def test_a_blind_coder_sees_so_and_why_agreement_is_closed(blind) -> None:
    agreement = blind.served["team.agreement"]

    assert _says_blind(blind)
    assert not agreement.isEnabled()
    assert agreement.toolTip().startswith("You code this transcript blind.")


def test_in_another_transcript_nothing_says_blind(blind, small) -> None:
    blind.open_document(small.other)

    assert not _says_blind(blind)
    assert blind.served["team.agreement"].isEnabled()
    assert blind.served["team.agreement"].toolTip() == "Agreement (Ctrl+Shift+A)"


def test_revealed_the_sign_goes_at_once(blind, small) -> None:
    workspace = blind.workspace
    assignment = workspace.ask(lists.assignments)[0].guid
    workspace.set_viewer(small.ana)
    workspace.run(people.reveal, assignment=assignment)

    workspace.set_viewer(small.ben)

    assert not _says_blind(blind)
    assert blind.served["team.agreement"].isEnabled()


def test_a_lead_who_is_blind_here_compares_elsewhere(window, small) -> None:
    window.open_document(small.document)

    window.workspace.run(people.assign, coder=small.ana, document=small.document, blind=True)

    assert _says_blind(window)
    assert window.served["team.agreement"].isEnabled()


def test_a_lead_who_is_blind_everywhere_compares_nothing(window, small) -> None:
    window.open_document(small.document)

    for document in (small.document, small.other):
        window.workspace.run(people.assign, coder=small.ana, document=document, blind=True)

    assert not window.served["team.agreement"].isEnabled()


def test_switched_off_agreement_says_why_and_comes_back_with_undo(window) -> None:
    agreement = window.served["team.agreement"]

    window.workspace.run(projects.switch_agreement, off="reflexive analysis")
    assert not agreement.isEnabled()
    assert "reflexive analysis" in agreement.toolTip()
    window.workspace.undo()

    assert agreement.isEnabled()
    assert agreement.toolTip() == "Agreement (Ctrl+Shift+A)"
