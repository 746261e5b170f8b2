# SPDX-License-Identifier: MIT
"""Enter presses the button one stands on, and the wished one elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QMenu, QPushButton, QToolButton

from coder_app.ui.dialogs.frame import DialogFrame


@pytest.fixture
def dialog(look, qtbot):
    made = DialogFrame("Look at the names before they leave")
    qtbot.addWidget(made)
    made.field = QLineEdit(made)
    made.other = QPushButton("Elsewhere", made)
    made.other.setAutoDefault(False)
    for each in (made.field, made.other):
        made.body.addWidget(each)
    made.safe, made.wished = made.set_buttons("Write all the same", safe="Do not write")
    made.show()
    qtbot.waitExposed(made)
    return made


def _enter(dialog, widget) -> None:
    dialog.activateWindow()
    widget.setFocus()
    QTest.keyClick(widget, Qt.Key.Key_Return)


def test_who_stands_on_the_safe_button_is_safe(dialog) -> None:
    _enter(dialog, dialog.safe)

    assert not dialog.isVisible()
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_in_a_field_it_is_the_wished_button(dialog) -> None:
    _enter(dialog, dialog.field)

    assert dialog.result() == QDialog.DialogCode.Accepted


def test_any_other_button_does_its_own(dialog) -> None:
    pressed = []
    dialog.other.clicked.connect(lambda: pressed.append(1))

    _enter(dialog, dialog.other)

    assert pressed == [1]
    assert dialog.isVisible()


def test_a_button_with_a_menu_opens_it(dialog, qtbot) -> None:
    more = QToolButton(dialog)
    more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    menu = QMenu(more)
    menu.addAction("Rename")
    menu.aboutToShow.connect(lambda: shown.append(1))
    more.setMenu(menu)
    dialog.body.addWidget(more)
    shown: list[int] = []
    qtbot.waitUntil(more.isVisible)
    menu.aboutToShow.connect(menu.close, Qt.ConnectionType.QueuedConnection)

    _enter(dialog, more)

    assert shown == [1]
    assert dialog.isVisible()
