# SPDX-License-Identifier: MIT
"""Rows that wrap, and windows that stay inside the screen."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from coder_app.ui.fitting import FlowLayout, SharedRow, resize_within_screen


def _flow(qtbot, count: int = 4) -> tuple[QWidget, FlowLayout, list[QLabel]]:
    place = QWidget()
    qtbot.addWidget(place)
    flow = FlowLayout(place)
    flow.setContentsMargins(0, 0, 0, 0)
    flow.setSpacing(10)
    labels = [QLabel("x", place) for _ in range(count)]
    for one in labels:
        one.setFixedSize(100, 20)
        flow.addWidget(one)
    return place, flow, labels


def test_things_stand_beside_each_other_where_there_is_room(look, qtbot) -> None:
    place, flow, labels = _flow(qtbot)

    place.resize(430, 100)
    place.show()

    assert {one.y() for one in labels} == {0}
    assert flow.heightForWidth(430) == 20


def test_what_has_no_room_goes_on_a_further_row(look, qtbot) -> None:
    place, flow, labels = _flow(qtbot)

    place.resize(250, 100)
    place.show()

    assert [one.y() for one in labels] == [0, 0, 30, 30]
    assert flow.heightForWidth(250) == 50


def test_the_widest_thing_sets_the_least_width(look, qtbot) -> None:
    place, flow, _ = _flow(qtbot)

    assert flow.minimumSize().width() == 100
    assert place.minimumSizeHint().width() == 100


def test_a_window_is_not_larger_than_the_screen(look, qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)

    resize_within_screen(window, 5000, 5000)

    room = window.screen().availableGeometry()
    assert window.width() <= room.width()
    assert window.height() < room.height()


def test_a_row_is_shared_and_becomes_two_where_it_is_narrow(look, qtbot) -> None:
    row = SharedRow(None, one_row=300)
    qtbot.addWidget(row)
    parts = [QLabel("x", row) for _ in range(5)]
    row.put([(part, 1) for part in parts])
    row.show()

    row.resize(look.px(400), 100)
    qtbot.waitUntil(lambda: len({part.y() for part in parts}) == 1)
    row.resize(look.px(200), 100)
    qtbot.waitUntil(lambda: len({part.y() for part in parts}) == 2)

    assert [part.y() == parts[0].y() for part in parts] == [True, True, True, False, False]
