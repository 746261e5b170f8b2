# SPDX-License-Identifier: MIT
"""What tests of windows stand on."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from coder_app.ui.look import Theme, theme


@pytest.fixture
def look(qapp: QApplication) -> Theme:
    """The theme, started light."""
    del qapp
    found = theme()
    found.start("light")
    return found
