# SPDX-License-Identifier: MIT
"""Windows of one test are gone before the next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent


@pytest.fixture(autouse=True)
def windows_are_gone() -> Iterator[None]:
    """Delete at once what waits for a main loop, else each theme dresses all windows so far."""
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
