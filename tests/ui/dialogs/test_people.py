# SPDX-License-Identifier: MIT
"""Coders, participants and who codes what: changed at once, several cells in one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QWidget,
)

from coder_app.operations import people
from coder_app.queries import lists
from coder_app.ui.dialogs import people as people_dialog
from coder_app.ui.dialogs.attribute import AttributeDialog
from coder_app.ui.dialogs.people import PeopleDialog


@pytest.fixture
def opened(workspace, qtbot):
    def make(tab: str) -> PeopleDialog:
        dialog = PeopleDialog(workspace, tab)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make


def _view(dialog: PeopleDialog, name: str) -> QTableView:
    return next(v for v in dialog.findChildren(QTableView) if v.accessibleName() == name)


def _click(dialog: PeopleDialog, text: str) -> None:
    buttons = dialog.findChildren(QPushButton)
    next(b for b in buttons if b.text() == text and b.isVisible()).click()


def _texts(dialog: PeopleDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel)]


def _select(view: QTableView, *cells: tuple[int, int]) -> None:
    for row, column in cells:
        view.selectionModel().select(
            view.model().index(row, column), QItemSelectionModel.SelectionFlag.Select
        )


def test_a_coder_is_added_and_renamed(opened, workspace, monkeypatch) -> None:
    monkeypatch.setattr(people_dialog, "ask_for_name", lambda *a, **kw: "Chika")
    dialog = opened("coders")

    _click(dialog, "Add a coder …")
    model = _view(dialog, "Coders").model()
    row = next(r for r in range(model.rowCount()) if model.index(r, 0).data() == "Chika")
    model.setData(model.index(row, 0), "Chika Mori", Qt.ItemDataRole.EditRole)

    assert "Chika Mori" in [coder.name for coder in workspace.ask(lists.coders)]


@pytest.mark.parametrize(("value", "button"), [("", "Add"), ("Chika", "Rename")])
def test_a_name_is_asked_for_with_a_button_that_says_what_it_does(
    look, qtbot, monkeypatch, value: str, button: str
) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    seen = {}

    def answer(dialog: QDialog) -> int:
        field = dialog.findChild(QLineEdit)
        field.setText("Ana")
        seen.update(buttons=[b.text() for b in dialog.findChildren(QPushButton)])
        seen.update(said=field.accessibleDescription())
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(QDialog, "exec", answer)
    remark = "{} is there already.".format

    assert people_dialog.ask_for_name("Who", "Name", parent, value=value, remark=remark) == "Ana"
    assert seen == {"buttons": ["Cancel", button], "said": "Ana is there already."}


def test_a_refusal_is_said_in_the_dialog(opened, workspace) -> None:
    dialog = opened("coders")
    view = _view(dialog, "Coders")
    view.setCurrentIndex(view.model().index(0, 0))

    _click(dialog, "Remove")

    assert "A project needs a lead. Make somebody else lead first." in _texts(dialog)
    assert len(_view(dialog, "Coders").model()._guids) == 2


def test_several_transcripts_are_given_in_one_step(opened, workspace, small) -> None:
    dialog = opened("assignments")
    _select(_view(dialog, "Transcripts given"), (0, 1), (0, 2), (1, 2))

    _click(dialog, "Give for reliability")

    given = {(a.document, a.coder) for a in workspace.ask(lists.assignments)}
    assert given == {
        (small.document, small.ana),
        (small.document, small.ben),
        (small.other, small.ben),
    }
    workspace.undo()
    assert not workspace.ask(lists.assignments)


def test_given_blind_is_one_step_and_ends_when_a_lead_says_so(opened, workspace) -> None:
    dialog = opened("assignments")
    view = _view(dialog, "Transcripts given")
    _select(view, (0, 2), (1, 2))

    _click(dialog, "Give blind")
    assert view.model().index(0, 2).data() == "given, for reliability, blind"
    assert workspace.project.next_undo().action == "people.assign_all"

    _select(view, (0, 2), (1, 2))
    _click(dialog, "Blind no longer")
    assert view.model().index(1, 2).data() == "given, for reliability, no longer blind"

    _select(view, (0, 2))
    _click(dialog, "Blind no longer")
    assert "Nobody is blind in these cells." in _texts(dialog)


def test_practice_is_given_blind(opened, workspace, small) -> None:
    dialog = opened("assignments")
    _select(_view(dialog, "Transcripts given"), (0, 2))

    _click(dialog, "Give for practice")

    (given,) = workspace.ask(lists.assignments)
    assert (given.purpose, given.blind, given.coder) == ("practice", True, small.ben)


def test_only_a_lead_gives_and_a_coder_reads_why(opened, workspace, small) -> None:
    workspace.set_viewer(small.ben)

    dialog = opened("assignments")

    why = "Only a lead gives transcripts and takes them back: Ana Ruiz."
    assert why in _texts(dialog)
    buttons = {b.text(): b for b in dialog.findChildren(QPushButton)}
    for name in ("Give", "Give blind", "Give for practice", "Code again", "Take back"):
        assert not buttons[name].isEnabled()
        assert buttons[name].toolTip() == why
    assert buttons["Done"].isEnabled()


def test_coding_again_is_a_coder_of_its_own_who_is_blind(opened, workspace, small) -> None:
    dialog = opened("assignments")
    view = _view(dialog, "Transcripts given")
    _select(view, (0, 2), (1, 2))

    _click(dialog, "Code again")

    model = view.model()
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    column = heads.index("Ben, again")
    cells = [model.index(row, column).data() for row in (0, 1)]
    assert cells == ["given, for reliability, blind"] * 2
    workspace.undo()
    assert "Ben, again" not in [coder.name for coder in workspace.ask(lists.coders)]


def test_to_code_again_is_one_coders_work(opened) -> None:
    dialog = opened("assignments")
    _select(_view(dialog, "Transcripts given"), (0, 1), (0, 2))

    _click(dialog, "Code again")

    assert "Choose cells of one coder: coding again is one coder’s work." in _texts(dialog)


def test_the_dialog_says_what_blindness_in_one_file_is_worth(opened) -> None:
    assert any("database browser" in text for text in _texts(opened("assignments")))


def test_done_is_marked_and_taken_back(opened, workspace) -> None:
    dialog = opened("assignments")
    view = _view(dialog, "Transcripts given")
    _select(view, (0, 1))
    _click(dialog, "Done")
    assert view.model().index(0, 1).data() == "done"

    _select(view, (0, 1))
    _click(dialog, "Take back")

    assert view.model().index(0, 1).data() == "–"


def test_without_a_cell_the_dialog_says_what_to_do(opened) -> None:
    dialog = opened("assignments")

    _click(dialog, "Give")

    assert "Choose cells below the coders’ names first." in _texts(dialog)


def test_a_choice_is_edited_by_choosing(opened, workspace, qtbot) -> None:
    workspace.run(people.add_attribute, name="age", kind="choice", choices=("18-24", "25-34"))
    dialog = opened("participants")
    view = _view(dialog, "Participants")

    view.edit(view.model().index(0, 1))
    box = view.findChild(QComboBox)
    box.setCurrentIndex(box.findText("25-34"))
    view.commitData(box)

    assert view.model().index(0, 1).data() == "25-34"


def test_a_value_that_does_not_fit_is_refused_in_words(opened, workspace) -> None:
    workspace.run(people.add_attribute, name="age", kind="number")
    dialog = opened("participants")
    model = _view(dialog, "Participants").model()

    assert not model.setData(model.index(0, 1), "old", Qt.ItemDataRole.EditRole)

    assert any("“old” does not fit “age”" in text for text in _texts(dialog))


def test_a_new_attribute_is_a_new_column(opened, workspace, monkeypatch) -> None:
    def answer(self: AttributeDialog) -> QDialog.DialogCode:
        self._name.setText("platform")
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(AttributeDialog, "exec", answer)
    dialog = opened("participants")

    _click(dialog, "Add an attribute …")

    assert [a.name for a in workspace.ask(lists.attributes)] == ["platform"]
    assert _view(dialog, "Participants").model().columnCount() == 2


def test_choices_are_asked_for_only_where_one_chooses(look, qtbot) -> None:
    dialog = AttributeDialog(None, name="age", kind="choice", choices=("a", "b"))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.values() == {"name": "age", "kind": "choice", "choices": ("a", "b")}

    dialog._kind.setCurrentIndex(0)

    assert dialog.values()["choices"] == ()
    assert not dialog._choices.isVisible()
