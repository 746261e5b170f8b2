# SPDX-License-Identifier: MIT
"""A code in every field."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit

from coder_app.core.records import ScaleLevel
from coder_app.operations import codebook
from coder_app.queries import lists
from coder_app.ui.dialogs.code import CodeDialog, read_scale, write_scale


@pytest.fixture
def codes(workspace, small):
    return workspace.ask(lists.codes, small.ana)


def _dialog(codes, qtbot, name: str | None = None, **kw) -> CodeDialog:
    code = next((c for c in codes if c.name == name), None)
    made = CodeDialog(codes, code=code, **kw)
    qtbot.addWidget(made)
    return made


def _field(dialog: CodeDialog, name: str):
    kinds = (QLineEdit, QPlainTextEdit, QComboBox)
    return next(
        f for kind in kinds for f in dialog.findChildren(kind) if f.accessibleName() == name
    )


def test_a_scale_is_read_as_it_is_written() -> None:
    scale = (
        ScaleLevel(weight=1, label="faint", anchor="a hint: no more"),
        ScaleLevel(weight=2, label="clear"),
    )

    assert read_scale(write_scale(scale)) == scale


@pytest.mark.parametrize("wrong", ["faint", "1 faint\n1 clear"])
def test_a_level_needs_a_digit_of_its_own(wrong: str) -> None:
    with pytest.raises(ValueError, match=wrong.splitlines()[0]):
        read_scale(wrong)


def test_an_untouched_code_has_nothing_to_change(codes, qtbot) -> None:
    assert _dialog(codes, qtbot, "relatability capital").values() == {}


def test_only_what_differs_is_changed(codes, qtbot, workspace) -> None:
    dialog = _dialog(codes, qtbot, "relatability capital")
    _field(dialog, "Use when (one a line)").setPlainText("a\n\n b ")
    _field(dialog, "Key").setText("3")

    assert dialog.values() == {"use_when": ("a", "b"), "key": "3"}
    code = next(c for c in codes if c.name == "relatability capital")
    workspace.run(codebook.edit_code, code=code.guid, **dialog.values())
    now = next(c for c in workspace.ask(lists.codes, workspace.viewer) if c.guid == code.guid)
    assert (now.use_when, now.key, now.definition) == (("a", "b"), "3", code.definition)


def test_a_new_code_stands_where_the_cursor_was(codes, qtbot, small) -> None:
    group = small.codes["Outcomes"]

    dialog = _dialog(codes, qtbot, name=None, parent_code=group)

    assert dialog.parent_code() == group
    assert "name" not in dialog.values()


def test_a_code_cannot_stand_under_itself_or_what_is_under_it(codes, qtbot) -> None:
    dialog = _dialog(codes, qtbot, "Constructs")

    offered = _field(dialog, "Stands under")

    names = [offered.itemText(n) for n in range(offered.count())]
    assert not [name for name in names if name.startswith("Constructs")]


def test_a_code_without_a_name_is_not_taken(codes, qtbot) -> None:
    dialog = _dialog(codes, qtbot)
    dialog.show()

    dialog.accept()

    assert dialog.isVisible()
    assert "The code has no name yet." in [one.text() for one in dialog.findChildren(QLabel)]
