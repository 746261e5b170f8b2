# SPDX-License-Identifier: MIT
"""What happened, newest first; any one thing can be undone."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from coder_app.operations import people
from coder_app.queries import lists
from coder_app.ui.windows.history import HistoryWindow


@pytest.fixture
def history(workspace, qtbot):
    made = HistoryWindow(workspace)
    qtbot.addWidget(made)
    made.show()
    return made


def _sentences(history: HistoryWindow) -> list[str]:
    model = history.view.model()
    return [model.index(row, 2).data() for row in range(model.rowCount())]


def _texts(history: HistoryWindow) -> list[str]:
    return [label.text() for label in history.findChildren(QLabel)]


def _undo(history: HistoryWindow) -> QPushButton:
    return next(b for b in history.findChildren(QPushButton) if b.accessibleName() == "Undo this")


def test_the_newest_stands_first_and_new_ones_appear(history, workspace) -> None:
    assert _sentences(history)[-1] == "Begin the project"

    workspace.run(people.add_coder, name="Chika")

    assert _sentences(history)[0] == "Add a coder"


def test_one_event_in_the_middle_is_undone(history, workspace) -> None:
    workspace.run(people.add_coder, name="Chika")
    workspace.run(people.add_coder, name="Dora")
    history.view.selectRow(1)

    _undo(history).click()

    names = [coder.name for coder in workspace.ask(lists.coders)]
    assert "Dora" in names
    assert "Chika" not in names
    assert _sentences(history)[0] == "Undo: Add a coder"
    assert _sentences(history)[2] == "Add a coder (undone)"
    assert "Undone: Add a coder" in _texts(history)


def test_what_was_changed_since_is_refused_in_words(history, workspace) -> None:
    chika = workspace.run(people.add_coder, name="Chika")
    workspace.run(people.rename_coder, coder=chika, name="Chika M")
    workspace.run(people.rename_coder, coder=chika, name="Chika Mori")
    history.view.selectRow(1)
    before = _sentences(history)

    _undo(history).click()

    assert _sentences(history) == before
    assert [coder.name for coder in workspace.ask(lists.coders)].count("Chika Mori") == 1


def test_what_is_undone_cannot_be_undone_again(history, workspace) -> None:
    workspace.run(people.add_coder, name="Chika")
    workspace.undo()

    history.view.selectRow(1)

    assert not _undo(history).isEnabled()


def test_events_of_one_coder_can_be_shown(history, workspace, small) -> None:
    workspace.set_viewer(small.ben)
    workspace.run(people.add_participant, name="Eva")
    who = history.findChild(QComboBox)

    who.setCurrentIndex(who.findText("Ben"))

    assert _sentences(history) == ["Add a participant"]


def test_what_stays_is_not_offered_to_be_undone_and_says_why(history) -> None:
    history.view.selectRow(history.view.model().rowCount() - 1)

    assert not _undo(history).isEnabled()
    assert _undo(history).toolTip() == "The beginning of the project stays."


def test_what_would_be_undone_is_seen(history) -> None:
    assert [index.row() for index in history.view.selectionModel().selectedRows()] == [0]
