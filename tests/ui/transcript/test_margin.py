# SPDX-License-Identifier: MIT
"""Stripes and names: all there, apart from one another, and open to the mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coder_app.core.records import CodingRecord, DocumentRecord
from coder_app.core.spans import Span
from coder_app.ui.look import Theme
from coder_app.ui.transcript.gutter import time_text
from coder_app.ui.transcript.margin import StripeMargin
from coder_app.ui.transcript.view import TranscriptView

MakeCoding = Callable[..., CodingRecord]


def margin_of(view: TranscriptView) -> StripeMargin:
    found = view.findChild(StripeMargin)
    assert isinstance(found, StripeMargin)
    view.grab()
    return found


def test_each_coding_has_a_stripe_that_hides_no_other(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    view.update_codings([make_coding(25 + n, 60 + 3 * n, f"code {n}") for n in range(9)])

    boxes = [stripe.box for stripe in margin_of(view).stripes()]

    assert len(boxes) == 9
    assert not any(one.intersects(other) for one in boxes for other in boxes if one is not other)


def test_stripes_on_different_lines_share_a_lane(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    last = interview.turns[-1].start
    view.update_codings([make_coding(30, 40), make_coding(last, last + 9)])

    assert [stripe.lane for stripe in margin_of(view).stripes()] == [0, 0]


def test_a_press_takes_the_coding_in_hand_and_gives_keys_to_the_text(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    coded = make_coding(30, 40)
    view.update_codings([coded])
    margin = margin_of(view)
    (stripe,) = margin.stripes()
    name = stripe.box.center().toPoint() + QPoint(60, 0)

    for place in (stripe.box.center().toPoint(), name):
        view.take_in_hand(None)
        QTest.mouseClick(margin, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        assert view.coding_in_hand == coded.guid
    assert view.focusProxy().hasFocus()


def test_a_double_click_opens_the_memo(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    coded, opened = make_coding(30, 40), list[Any]()
    view.update_codings([coded])
    view.memo_requested.connect(opened.append)
    margin = margin_of(view)

    place = margin.stripes()[0].box.center().toPoint()
    QTest.mouseDClick(margin, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)

    assert opened == [coded.guid]


@pytest.mark.parametrize("on_margin", [True, False])
def test_the_menu_is_about_the_coding_under_the_pointer(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding, on_margin: bool
) -> None:
    coded, asked = make_coding(30, 40), list[Any]()
    view.update_codings([coded])
    view.context_menu_requested.connect(lambda *said: asked.append(said[1:]))
    margin = margin_of(view)
    pane = view.focusProxy()
    widget = margin if on_margin else pane.viewport()
    line = pane.box_of_line(32).center()
    place = margin.stripes()[0].box.center().toPoint()
    if not on_margin:
        place = QPoint(60, round(line.y()))

    QApplication.sendEvent(
        widget,
        QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, widget.mapToGlobal(place)),
    )

    assert asked == [(None, coded.guid)]


def test_the_menu_keeps_a_selection(view: TranscriptView, interview: DocumentRecord) -> None:
    asked = list[Any]()
    view.context_menu_requested.connect(lambda *said: asked.append(said[1:]))
    view.select(Span(30, 40))
    sheet = view.focusProxy().viewport()

    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), sheet.mapToGlobal(QPoint(5, 5))
    )
    QApplication.sendEvent(sheet, event)

    assert asked == [(view.selection(), None)]


def test_where_names_do_not_fit_chips_stay(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding, look: Theme
) -> None:
    view.update_codings([make_coding(30, 40)])
    wide = margin_of(view).width_asked()

    view.set_narrow_margin(True)
    assert margin_of(view).width_asked() < wide

    view.set_narrow_margin(False)
    view.resize(look.px(500), 600)
    assert margin_of(view).is_narrow


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(None, ""), (0, "00:00"), (221.9, "03:41"), (3_803, "1:03:23"), (36_000, "10:00:00")],
)
def test_times_of_the_recording(seconds: float | None, expected: str) -> None:
    assert time_text(seconds) == expected


def test_many_changes_at_once_are_shown_too(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    many = [make_coding(n, n + 20, f"code {n}") for n in range(60)]

    view.update_codings(many)
    view.update_codings([], gone=[coding.guid for coding in many[:55]])

    assert [coding.guid for coding in view.codings()] == [coding.guid for coding in many[55:]]
