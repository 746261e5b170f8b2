# SPDX-License-Identifier: MIT
"""The menu Team leads from disagreement to consensus, for those who may go there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from coder_app.core.spans import Span
from coder_app.operations import codings, people, rounds
from coder_app.queries import document, lists
from coder_app.ui.consensus_desk import team_facts
from coder_app.ui.dialogs.close_round import CloseRoundDialog
from coder_app.ui.dialogs.code import CodeDialog


@pytest.fixture
def closed(workspace, small):
    """Ana marked a passage that Ben did not; the round is closed."""
    record = workspace.ask(document.open_document, small.ana, small.document)
    at = record.text.index("I trust her")
    workspace.run(
        codings.apply_code,
        document=small.document,
        wording=record.wording,
        code=small.codes["trust"],
        span=Span(at, at + 11),
        coder=small.ana,
    )
    for coder in (small.ana, small.ben):
        workspace.run(people.mark_done, document=small.document, coder=coder)
    return workspace.run(rounds.close_round, name="Round 1")


def _do(window, action: str) -> None:
    assert window.served[action].isEnabled()
    window.served[action].trigger()


def test_each_window_opens_from_the_menu_and_closes_with_the_project(window, closed, qtbot) -> None:
    for action, name in (
        ("team.review", "review"),
        ("team.rounds", "rounds"),
        ("team.decisions", "decisions"),
    ):
        _do(window, action)
        assert getattr(window.consensus, name).isVisible()

    window.consensus.put_away()

    assert window.consensus.review is None


def test_a_code_wished_for_is_looked_at(window, closed, small, qtbot) -> None:
    window.consensus.open_review(small.codes["trust"])
    review = window.consensus.review
    qtbot.waitUntil(lambda: review.list.model.rowCount() == 1, timeout=5000)

    assert review.list.model.about == small.codes["trust"]


def test_the_figures_of_a_round_open_in_the_agreement_window(window, closed, qtbot) -> None:
    _do(window, "team.rounds")
    table = window.consensus.rounds
    qtbot.waitUntil(lambda: table.current is not None, timeout=5000)

    table.show_figures()

    assert window.project._agreement.question.chosen_moment().round == closed


def test_the_passage_of_a_review_opens_in_the_coding_window(window, closed, small) -> None:
    window.consensus.open_review()
    record = window.transcripts.record

    window.consensus.passage_requested.emit(small.other, Span(0, 4))

    assert window.transcripts.record != record
    assert window.transcripts.record.guid == small.other


def test_a_rule_is_improved_in_its_dialog(window, closed, small, qtbot) -> None:
    seen = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, CodeDialog):
            seen.append(dialog.windowTitle())
            dialog.reject()

    QTimer.singleShot(50, look)
    window.consensus.improve_requested.emit(small.codes["trust"])

    assert seen == ["Code “trust”"]


def test_closing_a_round_is_for_leads(window, small, qtbot) -> None:
    assert window.served["team.close_round"].isEnabled()

    window.workspace.set_viewer(small.ben)

    assert not window.served["team.close_round"].isEnabled()


def test_the_dialog_of_a_round_opens_from_the_menu(window) -> None:

    seen = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, CloseRoundDialog):
            seen.append(dialog.name.text())
            dialog.reject()

    QTimer.singleShot(50, look)
    _do(window, "team.close_round")

    assert seen == ["Round 1"]


def test_a_blind_coder_cannot_open_the_review(window, small) -> None:
    window.workspace.run(people.assign, coder=small.ben, document=small.document, blind=True)
    window.workspace.set_viewer(small.ben)
    window.open_document(small.document)

    assert not window.served["team.review"].isEnabled()
    assert window.served["team.review"].toolTip().startswith("You code this transcript blind.")


def test_practice_can_be_compared_once_it_is_done(window, small) -> None:
    workspace = window.workspace
    workspace.run(
        people.assign, coder=small.ben, document=small.document, purpose="practice", blind=True
    )
    workspace.set_viewer(small.ben)
    window.open_document(small.document)
    assert not window.served["team.practice"].isEnabled()

    workspace.run(people.mark_done, document=small.document, coder=small.ben)
    assert window.served["team.practice"].isEnabled()
    window.served["team.practice"].trigger()

    assert window.consensus.practice.isVisible()


def test_facts_follow_role_and_transcript(workspace, small) -> None:
    assert team_facts(workspace, small.document).leads
    workspace.set_viewer(small.ben)

    assert not team_facts(workspace, small.document).leads
    assert not team_facts(workspace, None).has_practised
    assert workspace.ask(lists.assignments) == []
