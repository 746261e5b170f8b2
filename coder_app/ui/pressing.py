# SPDX-License-Identifier: MIT
"""Enter presses the button that has the focus, whatever the default button of a dialog is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QToolButton, QWidget


def enter_presses(window: QWidget, event: QKeyEvent) -> bool:
    """Press the button with the focus if the key is Enter; tell whether that was done.

    A dialog of Qt presses its default button, so that who stands on "Do not write" would write.
    """
    if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        return False
    button = window.focusWidget()
    if isinstance(button, QToolButton) and button.menu() is not None:
        button.showMenu()
    elif isinstance(button, QPushButton | QToolButton):
        button.click()
    else:
        return False
    return True
