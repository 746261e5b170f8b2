# SPDX-License-Identifier: MIT
"""Popups stand below a passage, else above, and inside the window."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect

from coder_app.ui.popups.frame import place_beside

ROOM = QRect(0, 0, 1280, 800)


def test_a_popup_stands_below_its_passage() -> None:
    place = place_beside(QRect(0, 0, 468, 290), QPoint(300, 200), QPoint(300, 230), ROOM, 10)

    assert place == QPoint(300, 240)


def test_without_room_below_it_stands_above() -> None:
    place = place_beside(QRect(0, 0, 468, 290), QPoint(300, 600), QPoint(300, 630), ROOM, 10)

    assert place == QPoint(300, 300)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 1280), st.integers(0, 760), st.integers(10, 600), st.integers(50, 500))
def test_a_popup_never_leaves_the_window(x: int, y: int, width: int, height: int) -> None:
    size = QRect(0, 0, width, height)

    corner = place_beside(size, QPoint(x, y), QPoint(x, y + 28), ROOM, 10)

    assert ROOM.contains(QRect(corner, size.size()))
