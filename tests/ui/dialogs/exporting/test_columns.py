# SPDX-License-Identifier: MIT
"""Columns are ticked table by table, each with what it holds."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from coder_app.core.records import Column, TableSize
from coder_app.ui.dialogs.exporting.columns import ColumnsDialog, columns_here, columns_in_words

TABLES = (
    TableSize(
        name="Codings",
        rows=2,
        columns=(Column(name="code", about="Code given."), Column(name="text", about="Words.")),
    ),
    TableSize(name="Codebook", rows=1, columns=(Column(name="code", about="Name."),)),
)


@pytest.fixture
def dialog(look, qtbot):
    made = ColumnsDialog(TABLES, (("Codings", ("text",)),))
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_column_is_ticked_with_space_and_told_in_words(dialog) -> None:
    assert dialog.chosen() == (("Codings", ("text",)),)
    assert "Code given." in [told.text() for told in dialog.findChildren(QLabel)]

    dialog.list.setFocus()
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)

    assert dialog.chosen() == ()
    said = dialog.list.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "code, Code given."


def test_each_table_has_its_own(dialog) -> None:
    dialog.table.setCurrentText("Codebook")
    assert dialog.list.count() == 1
    dialog.table.setCurrentText("Codings")

    assert dialog.chosen() == (("Codings", ("text",)),)


def test_a_table_without_columns_is_none(dialog) -> None:
    none = next(b for b in dialog.findChildren(QPushButton) if b.text() == "None")
    none.click()

    take = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Take these")
    assert not take.isEnabled()
    said = [told.text() for told in dialog.findChildren(QLabel) if told.isVisible()]
    assert "No column of Codings is ticked. Tick one, or leave the table out of the export." in said

    dialog.list.item(0).setCheckState(Qt.CheckState.Checked)
    assert take.isEnabled()
    assert not any("is ticked" in told.text() for told in dialog.findChildren(QLabel))


def test_the_current_row_is_blue_only_where_the_keys_go(dialog, look) -> None:
    def ground() -> str:
        dialog.list.viewport().repaint()
        box = dialog.list.visualItemRect(dialog.list.item(0))
        picture = dialog.list.viewport().grab().toImage()
        return str(picture.pixelColor(box.right() - 4, box.center().y()).name())

    dialog.table.setFocus()
    assert ground() == look.colour("hover").name()

    dialog.list.setFocus()
    assert ground() == look.colour("accent_tint").name()


def test_columns_of_elsewhere_are_left_aside() -> None:
    told = (("Codings", ("text", "moon")), ("Codebook", ("moon",)), ("About", ("item",)))

    assert columns_here(told, TABLES) == (("Codings", ("text",)), ("About", ("item",)))
    assert columns_here((("Codebook", ("code",)),), TABLES) == ()
    assert columns_in_words((("Codings", ("text",)),)) == "Codings: 1 column"
    assert columns_in_words(()) == "all columns"
