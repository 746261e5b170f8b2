# SPDX-License-Identifier: MIT
"""The palette: what fits, in which order, and by which keys."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMainWindow, QPushButton
from pytestqt.qtbot import QtBot

from coder_app.operations import codebook
from coder_app.queries import lists
from coder_app.ui.popups.palette import CodePalette, PaletteModel

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def palette(small: Any, qtbot: QtBot) -> CodePalette:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(900, 700)
    window.show()
    made = CodePalette(window)
    made.setProperty("window", window)
    codes = small.project.ask(lists.codes, small.ana)
    made.ask(codes, head=QPoint(50, 50), tail=QPoint(50, 80))
    return made


def shown(palette: CodePalette) -> list[str]:
    model = palette.model
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_groups_and_retired_codes_are_not_offered(small: Any) -> None:
    small.project.run(codebook.retire_code, code=small.codes["trust"])
    model = PaletteModel()
    tester = QAbstractItemModelTester(model, FATAL, model)

    model.set_codes(small.project.ask(lists.codes, small.ana), ())

    names = {model.index(row, 0).data() for row in range(model.rowCount())}
    assert tester.model() is model
    assert not names & {"Constructs", "Outcomes", "trust"}


def test_enter_takes_the_current_code(palette: CodePalette, small: Any, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "au")

    with qtbot.waitSignal(palette.code_chosen) as chosen:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    assert chosen.args == [small.codes["authenticity resonance"], False]


def test_a_new_code_is_always_last(palette: CodePalette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "tru")

    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    with qtbot.waitSignal(palette.new_code_requested) as wish:
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)

    assert wish.args == ["tru", False]


def test_what_nobody_has_can_only_be_made(palette: CodePalette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "zebra")

    assert shown(palette) == []
    with qtbot.waitSignal(palette.new_code_requested):
        qtbot.keyClick(palette.field, Qt.Key.Key_Return)


def test_escape_goes_back_without_a_code(palette: CodePalette, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(palette.code_chosen), qtbot.waitSignal(palette.closed):
        qtbot.keyClick(palette.field, Qt.Key.Key_Escape)

    assert not palette.isVisible()


def test_tab_goes_through_the_palette_and_letters_lead_back_to_the_field(
    palette: CodePalette, qtbot: QtBot
) -> None:
    palette.activateWindow()
    qtbot.waitUntil(palette.field.hasFocus)

    qtbot.keyClick(palette.field, Qt.Key.Key_Tab)
    assert palette.list.hasFocus()
    qtbot.keyClick(palette.list, Qt.Key.Key_Tab)
    button = QApplication.focusWidget()
    assert button is not None
    assert button.accessibleName() == "New code …"
    qtbot.keyClick(button, Qt.Key.Key_Backtab)
    qtbot.keyClick(palette.list, "a")

    assert palette.field.hasFocus()
    assert palette.field.text() == "a"


def test_the_row_of_the_new_code_is_a_button(palette: CodePalette, qtbot: QtBot) -> None:
    qtbot.keyClicks(palette.field, "painting")
    button = next(b for b in palette.findChildren(QPushButton) if b.isVisible())

    with qtbot.waitSignal(palette.new_code_requested) as wish:
        qtbot.keyClick(button, Qt.Key.Key_Return)

    assert wish.args == ["painting", False]


def test_a_reader_hears_key_and_group_after_the_name(palette: CodePalette) -> None:
    index = palette.model.index(0, 0)

    assert index.data() == "relatability capital"
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == "key 2, Constructs"


def test_the_rule_has_its_room_from_the_first_time_on(small: Any, qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    made = CodePalette(window)
    window.resize(900, 700)
    window.show()
    long = "Which experience of their own does the follower find in the creator? " * 3
    code = small.codes["relatability capital"]
    small.project.run(
        codebook.edit_code, code=code, question=long, use_when=(long,), do_not_use_when=(long,)
    )
    codes = small.project.ask(lists.codes, small.ana)

    made.ask(codes, head=QPoint(50, 50), tail=QPoint(50, 80))

    assert made.height() == made.column.totalHeightForWidth(made.width())
