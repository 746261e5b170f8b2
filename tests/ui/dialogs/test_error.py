# SPDX-License-Identifier: MIT
"""What went wrong, with details for whoever can use them."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit, QPushButton

from coder_app.ui.dialogs.error import ErrorDialog


def _button(dialog: ErrorDialog, text: str) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text() == text)


def test_details_are_folded_until_somebody_asks(look, qtbot) -> None:
    dialog = ErrorDialog("It is not saved.", "Save it elsewhere.", details="disk full")
    qtbot.addWidget(dialog)
    dialog.show()
    details = dialog.findChild(QPlainTextEdit)
    assert not details.isVisible()

    _button(dialog, "Details").click()

    assert details.isVisible()
    assert details.toPlainText() == "disk full"
    _button(dialog, "Details").click()
    assert not details.isVisible()


def test_the_whole_message_can_be_copied(look, qtbot) -> None:
    dialog = ErrorDialog("It is not saved.", "Save it elsewhere.", details="disk full")
    qtbot.addWidget(dialog)

    _button(dialog, "Copy the message").click()

    assert QGuiApplication.clipboard().text() == (
        "It is not saved.\n\nSave it elsewhere.\n\ndisk full"
    )


def test_without_details_there_is_no_button_for_them(look, qtbot) -> None:
    dialog = ErrorDialog("It is not saved.")
    qtbot.addWidget(dialog)

    assert [b.text() for b in dialog.findChildren(QPushButton)] == ["Copy the message", "Close"]
