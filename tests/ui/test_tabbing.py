# SPDX-License-Identifier: MIT
"""Tab goes in reading order, whenever the parts were made."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from coder_app.ui.tabbing import tab_on, tab_stops


def _row(*inside: QWidget) -> QWidget:
    made = QWidget()
    line = QHBoxLayout(made)
    for each in inside:
        line.addWidget(each)
    return made


@pytest.fixture
def window(look, qtbot):
    """Foot made first, then the left side, the head, and last what lies at the right."""
    made = QWidget()
    qtbot.addWidget(made)
    foot = _row(QPushButton("Cancel"), QPushButton("Add"))
    left, right = QLineEdit("files"), QScrollArea()
    head = _row(QPushButton("More"))
    one, other = QRadioButton("one"), QRadioButton("other")
    other.setChecked(True)
    right.setWidget(_row(one, other, QCheckBox("tick")))
    column = QVBoxLayout(made)
    for each in (head, _row(left, right), foot):
        column.addWidget(each)
    made.show()
    qtbot.waitExposed(made)
    return made


def _names(stops: list[QWidget]) -> list[str]:
    return ["area" if isinstance(stop, QScrollArea) else stop.text() for stop in stops]


def test_stops_are_listed_part_by_part(window) -> None:
    assert _names(tab_stops(window)) == ["More", "files", "area", "other", "tick", "Cancel", "Add"]


def test_what_cannot_be_used_or_seen_is_passed_by(window) -> None:
    cancel, add = tab_stops(window)[-2:]
    cancel.hide()
    add.setEnabled(False)

    assert _names(tab_stops(window)) == ["More", "files", "area", "other", "tick"]


@pytest.mark.parametrize(
    ("forward", "order"), [(True, ["area", "other", "tick"]), (False, ["More", "Add", "Cancel"])]
)
def test_the_focus_goes_on_and_back_and_round(window, forward: bool, order: list[str]) -> None:
    window.activateWindow()
    tab_stops(window)[1].setFocus()
    went = []
    for _ in order:
        assert tab_on(window, forward=forward)
        went.append(QApplication.focusWidget())
        QTest.qWait(0)

    assert _names(went) == order


def test_a_window_without_stops_keeps_the_focus_where_it_is(look, qtbot) -> None:
    empty = QWidget()
    qtbot.addWidget(empty)

    assert not tab_on(empty, forward=True)
