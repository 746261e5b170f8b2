# SPDX-License-Identifier: MIT
"""The frame of dialogs."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton

from coder_app.ui.dialogs.error import ErrorDialog
from coder_app.ui.dialogs.frame import DialogFrame


def test_the_safe_button_comes_first_and_the_wished_one_is_last_and_main(look, qtbot) -> None:
    dialog = DialogFrame("Begin?")
    qtbot.addWidget(dialog)

    safe, wished = dialog.set_buttons("Begin", safe="Not now")
    dialog.show()

    assert safe.x() < wished.x()
    assert wished.isDefault()
    assert wished.property("kind") == "main"
    assert safe.text() == "Not now"


def test_wrapped_lines_leave_no_hole(look, qtbot) -> None:
    dialog = ErrorDialog("“P14.docx” was not added.", "The file ends too early. " * 6)
    qtbot.addWidget(dialog)

    dialog.show()

    buttons = dialog.findChildren(QPushButton)
    used = max(button.geometry().bottom() for button in buttons if button.isVisible())
    assert dialog.height() - used < 40 or dialog.height() == dialog.minimumSizeHint().height()
