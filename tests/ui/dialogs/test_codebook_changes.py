# SPDX-License-Identifier: MIT
"""What a codebook file would change is shown in full, and each change can be left out by keys."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from coder_app.core.codebook_changes import codebook_changes
from coder_app.core.records import CodebookDraft, CodeDraft
from coder_app.queries import lists
from coder_app.ui.dialogs.codebook_changes import CodebookChangesDialog

TRUST = CodeDraft(name="trust", parent="Outcomes", key="T", colour="iris-1", definition="Relies.")
GROUPS = (
    CodeDraft(name="Constructs", codable=False, colour="tide-1"),
    CodeDraft(name="Outcomes", codable=False, colour="iris-1"),
)
MOODS = CodeDraft(name="Moods", codable=False)
JOY = CodeDraft(name="joy", parent="Moods", definition="Being glad.", use_when=("she laughs",))


@pytest.fixture
def dialog(workspace, qtbot):
    codes = [
        replace(code, codings=7) if code.name == "trust" else code
        for code in workspace.ask(lists.codes, workspace.viewer)
    ]
    book = CodebookDraft(title="New", codes=(*GROUPS, TRUST, MOODS, JOY))
    made = CodebookChangesDialog("book.xlsx", codebook_changes(codes, book), ["One note."])
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def _press(dialog, *keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(dialog.view, key)


def _row(dialog, *path: int):
    index = dialog.tree.index(path[0], 0)
    for row in path[1:]:
        index = dialog.tree.index(row, 0, index)
    return index


def _words(dialog) -> list[str]:
    return [told.text() for told in dialog.findChildren(QLabel)]


def _field(dialog, name: str) -> str:
    fields = dialog.findChildren(QPlainTextEdit)
    return next(f.toPlainText() for f in fields if f.accessibleName() == name)


def test_new_and_changed_are_ticked_and_what_would_go_is_not(dialog) -> None:
    chosen = dialog.chosen()

    assert [draft.name for draft in chosen.added] == ["Moods", "joy"]
    assert [change.code.name for change in chosen.changed] == ["trust"]
    assert chosen.gone == ()
    assert "One note." in _words(dialog)
    assert any("2 new, 1 changed; look at 7 codings again" in said for said in _words(dialog))


def test_the_first_change_is_shown_in_full_from_the_start(dialog) -> None:
    assert dialog.tree.thing_at(dialog.view.currentIndex()) is dialog.chosen().added[0]

    dialog.view.setCurrentIndex(_row(dialog, 0, 1))
    assert "Being glad." in _field(dialog, "In the file")


def test_a_field_is_shown_as_it_is_and_as_the_file_has_it(dialog) -> None:
    dialog.view.setCurrentIndex(_row(dialog, 1, 0))
    _press(dialog, Qt.Key.Key_Right, Qt.Key.Key_Down)

    assert dialog.tree.data(dialog.view.currentIndex()) == "definition"
    assert (_field(dialog, "Now"), _field(dialog, "In the file")) == ("", "Relies.")


def test_space_leaves_a_change_out(dialog) -> None:
    dialog.view.setCurrentIndex(_row(dialog, 1, 0))

    _press(dialog, Qt.Key.Key_Space)

    assert dialog.chosen().changed == ()
    assert dialog.tree.data(_row(dialog, 1), Qt.ItemDataRole.CheckStateRole) == (
        Qt.CheckState.Unchecked
    )


def test_a_group_that_is_left_out_leaves_its_codes_out_and_a_code_brings_its_group(dialog) -> None:
    dialog.view.setCurrentIndex(_row(dialog, 0, 0))
    _press(dialog, Qt.Key.Key_Space)
    assert dialog.chosen().added == ()

    dialog.view.setCurrentIndex(_row(dialog, 0, 1))
    _press(dialog, Qt.Key.Key_Space)
    assert [draft.name for draft in dialog.chosen().added] == ["Moods", "joy"]


def test_nothing_ticked_is_nothing_to_do(dialog) -> None:
    for row in (0, 1):
        dialog.view.setCurrentIndex(_row(dialog, row))
        _press(dialog, Qt.Key.Key_Space)

    take = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Take over")
    assert not take.isEnabled()
    assert "Nothing is ticked" in _words(dialog)


def test_a_reader_hears_the_change_in_words(dialog) -> None:
    index = dialog.tree.index(0, 0, _row(dialog, 1, 0))

    said = dialog.tree.data(index, Qt.ItemDataRole.AccessibleTextRole)

    assert said == "definition, nothing → Relies."
    assert dialog.view.accessibleName() == "Changes"
