# SPDX-License-Identifier: MIT
"""The words of a review with a row of bars and a column for each coder."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from coder_app.core.spans import Span
from coder_app.operations import codings
from coder_app.queries import document
from coder_app.ui.review.columns import Column
from coder_app.ui.review.text import ReviewText

Key, Ctrl, Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
WORDS = "I trust her 😀 more"


@pytest.fixture
def record(workspace, small):
    """Ana and Ben marked the same words with different codes; Ana wrote why."""
    found = workspace.ask(document.open_document, small.ana, small.document)
    at = found.text.index(WORDS)
    for coder, name, memo in (
        (small.ana, "trust", "a shop is the comparison"),
        (small.ben, "relatability capital", ""),
    ):
        workspace.run(
            codings.apply_code,
            document=small.document,
            wording=found.wording,
            code=small.codes[name],
            span=Span(at, at + len(WORDS)),
            coder=coder,
            memo=memo,
        )
    return workspace.ask(document.open_document, small.ana, small.document)


@pytest.fixture
def text(record, small, qtbot) -> Iterator[ReviewText]:
    window = QWidget()
    qtbot.addWidget(window)
    made = ReviewText(window)
    window.resize(900, 500)
    made.resize(900, 500)
    window.show()
    window.activateWindow()
    order = [small.ben, small.ana]
    span = record.codings[0].span
    made.show_passage(record, span, record.codings, order)
    made.show_columns(
        [
            Column("Ben", "B", tuple(c for c in record.codings if c.coder == small.ben)),
            Column("Ana Ruiz", "AR", tuple(c for c in record.codings if c.coder == small.ana)),
            Column("Chika", "C", ()),
        ],
        span,
    )
    made.setFocus()
    yield made
    window.close()


def _press(text: ReviewText, key: Key | str, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(text.focusProxy(), key, modifiers)


def _selected(text: ReviewText) -> str:
    span = text.selection()
    return span.text_of(text.record.text) if span else ""


def test_bars_keep_a_row_for_each_coder(text: ReviewText, small) -> None:
    marks = text._marking.marks(0, 10_000)

    assert {mark.row for mark in marks if mark.code == small.codes["trust"]} == {1}
    assert {mark.row for mark in marks if mark.code == small.codes["relatability capital"]} == {0}


def test_a_column_tells_code_and_memo_where_its_stripe_lies(text: ReviewText, qtbot) -> None:
    text.grab()
    boxes = text.columns._targets

    assert [coding.code_name for _, coding in boxes] == ["relatability capital", "trust"]
    for box, coding in boxes:
        assert text.columns.coding_at(box.center()) is coding
    assert text.columns.coding_at(QPointF(1, 1)) is None
    place = boxes[1][0].center().toPoint()
    asked = QHelpEvent(QEvent.Type.ToolTip, place, text.columns.mapToGlobal(place))
    assert text.columns.event(asked)


def test_little_room_takes_the_names_first_and_then_whole_columns(text: ReviewText, look) -> None:
    columns = text.columns
    columns.show_columns([Column(f"Coder {n}", f"{n}", ()) for n in range(5)])

    assert columns.share(1400, 290) == 5 * look.px(120)
    assert columns.share(290 + 5 * look.px(90), 290) == 5 * look.px(90)
    assert columns.share(290 + 3 * look.px(60), 290) == 3 * look.px(60)
    assert columns.share(300, 290) == 3 * look.px(46)


def test_words_are_selected_and_narrowed_as_in_the_coding_window(text: ReviewText, qtbot) -> None:
    text.select(Span(text.record.text.index("trust"), text.record.text.index("her") + 3))
    with qtbot.waitSignal(text.words_selected):
        _press(text, Key.Key_BracketLeft)
    assert _selected(text) == "trust"

    _press(text, Key.Key_BracketRight)
    _press(text, Key.Key_BraceRight, Shift)
    assert _selected(text) == "her"
    _press(text, "+")

    assert "more than a shop" in _selected(text)


def test_a_double_press_selects_a_word(text: ReviewText) -> None:
    pane = text.focusProxy()
    at = text.record.text.index("trust") + 2
    box = pane.cursorRect()
    text._put_caret(at)
    place = pane.cursorRect().center()
    assert box.isValid()

    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert _selected(text) == "trust"


def test_escape_lets_the_words_go(text: ReviewText, qtbot) -> None:
    text.select(Span(20, 30))

    with qtbot.waitSignal(text.let_go):
        _press(text, Key.Key_Escape)

    assert text.selection() is None


def test_the_text_grows_and_keeps_what_is_selected(text: ReviewText, look) -> None:
    text.select(Span(text.record.text.index("trust"), text.record.text.index("her") + 3))
    before = text.passage_rect(text.selection())

    _press(text, Key.Key_Plus, Ctrl)
    look.use("dark")
    look.use("light")
    QApplication.processEvents()

    assert _selected(text) == "trust her"
    tall = text.passage_rect(text.selection())
    assert tall[1].y() - tall[0].y() > before[1].y() - before[0].y()
    _press(text, Key.Key_0, Ctrl)


def test_plain_letters_are_left_to_the_window(text: ReviewText) -> None:
    before = text.record
    for key in "n2b":
        _press(text, key)

    assert text.record == before
    assert text.selection() is None


def test_another_transcript_takes_its_place_and_nothing_too(
    text: ReviewText, workspace, small
) -> None:
    other = workspace.ask(document.open_document, small.ana, small.other)
    text.show_passage(other, Span(3, 9), (), [uuid4()])
    assert text.record == other

    text.clear()

    assert text.record is None
    assert text.columns.shown == ()
    _press(text, "+")
    assert text.mapToGlobal(QPoint(0, 0)) is not None
