# SPDX-License-Identifier: MIT
"""Closing a round: who is not done is said, and nothing happens by accident."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from coder_app.agreement.units import Unit
from coder_app.operations import people
from coder_app.queries import lists, rounds
from coder_app.ui.choices import choose
from coder_app.ui.dialogs.close_round import CloseRoundDialog, close_round, progress_of


@pytest.fixture
def done(workspace, small):
    """Ana and Ben are done with the first transcript; Ben is still at work in the second."""
    for coder in (small.ana, small.ben):
        workspace.run(
            people.assign, coder=coder, document=small.document, purpose="reliability", blind=True
        )
        workspace.run(people.mark_done, document=small.document, coder=coder)
    workspace.run(people.mark_done, document=small.other, coder=small.ana)
    workspace.run(people.assign, coder=small.ben, document=small.other)


@pytest.fixture
def dialog(workspace, small, done, qtbot) -> CloseRoundDialog:
    made = CloseRoundDialog(
        "Round 1",
        [(c.guid, c.name) for c in workspace.ask(lists.coders) if not c.consensus],
        [(d.guid, d.name) for d in workspace.ask(lists.documents, small.ana)],
        workspace.ask(lists.assignments),
    )
    qtbot.addWidget(made)
    made.show()
    return made


def _said(dialog) -> str:
    return "\n".join(one.text() for one in dialog.findChildren(QLabel) if one.isVisible())


def _close(dialog) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == "Close the round")


def test_progress_parts_transcripts_by_who_is_done(workspace, small, done) -> None:
    given = workspace.ask(lists.assignments)
    both = small.ana, small.ben

    found = progress_of([small.document, small.other], both, given)

    assert found.together == (small.document,)
    assert found.open == ((small.other, (small.ben,)),)
    assert progress_of([small.document], [small.ana], given).alone == (small.document,)


def test_who_is_not_done_is_named_and_can_be_left_out(dialog, small) -> None:
    assert "1 transcript is done by two of these coders or more." in _said(dialog)
    assert "Not done yet in P08 Anouk: Ben." in _said(dialog)
    assert not _close(dialog).isEnabled()
    assert _close(dialog).toolTip().startswith("Wait for those who are not done")

    dialog.leave_out.click()

    assert _close(dialog).isEnabled()
    assert dialog.choice()["documents"] == [small.document]


def test_it_says_that_it_cannot_be_taken_back(dialog) -> None:
    assert "This cannot be taken back." in _said(dialog)


def test_name_and_coders_are_needed(dialog) -> None:
    dialog.leave_out.click()
    dialog.name.clear()
    assert _close(dialog).toolTip() == "Give the round a name"

    dialog.name.setText("First round")
    dialog.coders.menu().actions()[-1].trigger()

    assert _close(dialog).toolTip() == "Choose two coders or more"


def _when_dialog(do) -> None:
    """Do something in the dialog once it is open."""

    def look() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, CloseRoundDialog):
            do(found)

    QTimer.singleShot(50, look)


def test_the_round_is_closed_with_the_chosen_unit(workspace, small, done, qtbot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)

    def fill(dialog: CloseRoundDialog) -> None:
        dialog.name.setText("First round")
        dialog.leave_out.click()
        choose(dialog.unit, Unit.SENTENCE)
        _close(dialog).click()

    _when_dialog(fill)
    heard = []
    close_round(workspace, parent, done=heard.append)
    qtbot.waitUntil(lambda: bool(heard), timeout=10_000)

    (closed,) = workspace.ask(rounds.rounds, small.ana)
    assert (closed.guid, closed.name, closed.documents) == (
        heard[0],
        "First round",
        (small.document,),
    )
    assert workspace.ask(rounds.figures, small.ana, closed.guid).unit is Unit.SENTENCE
    given = [a for a in workspace.ask(lists.assignments) if a.document == small.document]
    assert all(a.revealed for a in given)


def test_what_is_cancelled_leaves_no_round(workspace, small, done, qtbot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    _when_dialog(lambda dialog: dialog.reject())

    close_round(workspace, parent)

    assert workspace.ask(rounds.rounds, small.ana) == []


def test_a_refusal_is_said(workspace, small, done, qtbot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    workspace.set_viewer(small.ben)  # no lead

    def fill(dialog: CloseRoundDialog) -> None:
        dialog.leave_out.click()
        _close(dialog).click()

    _when_dialog(fill)
    with qtbot.waitSignal(workspace.refused, timeout=10_000):
        close_round(workspace, parent)

    assert workspace.ask(rounds.rounds, small.ana) == []
