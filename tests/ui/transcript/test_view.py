# SPDX-License-Identifier: MIT
"""The transcript, driven by keys and mouse; what it wishes is heard as signals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, SignalInstance
from PySide6.QtGui import QAccessible, QColor, QDropEvent, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coder_app.core.records import CodingRecord, DocumentRecord
from coder_app.core.spans import Span
from coder_app.ui.look import Theme
from coder_app.ui.transcript.pane import CODE_MIME, TextPane
from coder_app.ui.transcript.view import TranscriptView

Key, Shift, Ctrl, NoKey = (
    Qt.Key,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.NoModifier,
)
MakeCoding = Callable[..., CodingRecord]
MakeDocument = Callable[..., DocumentRecord]


class Heard(list[Any]):
    """What a signal said."""

    def __init__(self, signal: SignalInstance) -> None:
        super().__init__()
        signal.connect(lambda *said: self.append(said[0] if len(said) == 1 else said))


def press(view: TranscriptView, key: Qt.Key | str, modifiers: Qt.KeyboardModifier = NoKey) -> None:
    pane = view.focusProxy()
    if isinstance(key, str):
        QTest.keyClicks(pane, key, modifiers)
    else:
        QTest.keyClick(pane, key, modifiers)


def pane_of(view: TranscriptView) -> TextPane:
    pane = view.focusProxy()
    assert isinstance(pane, TextPane)
    return pane


def span_of(record: DocumentRecord, words: str) -> Span:
    start = record.text.index(words)
    return Span(start, start + len(words))


def point_of(view: TranscriptView, position: int) -> QPoint:
    """A point on a character, in the viewport."""
    view.select(Span(position, position + 1))
    pane = pane_of(view)
    cursor = pane.textCursor()
    cursor.setPosition(cursor.selectionStart())
    point = pane.cursorRect(cursor).center() + QPoint(3, 0)
    view.let_go()
    return point


def colour_behind(view: TranscriptView, position: int) -> QColor:
    """The colour at the top of a character, where no letter reaches."""
    point = point_of(view, position)
    pane = pane_of(view)
    top = pane.box_of_line(position).top()
    return pane.viewport().grab().toImage().pixelColor(point.x(), round(top) + 1)


# ---- what is shown


def test_the_label_stands_on_its_own_line(view: TranscriptView, interview: DocumentRecord) -> None:
    lines = pane_of(view).document().toPlainText().split("\n")

    assert [line.strip("\u200b") for line in lines[:3]] == ["I", "What made you stay?", "Ana"]
    assert len(lines) == 8
    assert interview.text.count("\n") == 3


def test_codings_never_enter_the_document(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    before = pane_of(view).document().toHtml()

    view.update_codings([make_coding(30, 60)])
    view.set_found([Span(3, 9)])

    assert pane_of(view).document().toHtml() == before
    assert pane_of(view).extraSelections() == []


def test_coded_words_get_their_tint(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding, look: Theme
) -> None:
    words = span_of(interview, "She answers")
    view.update_codings([make_coding(words.start, words.end, colour="iris-1")])

    assert colour_behind(view, words.start + 1) == look.code_colour("iris-1").tint
    assert colour_behind(view, words.end + 3) == look.colour("paper")


def test_the_coding_in_hand_is_strong(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding, look: Theme
) -> None:
    words = span_of(interview, "She answers")
    coded = make_coding(words.start, words.end, colour="iris-1")
    view.update_codings([coded])
    point = point_of(view, words.start + 4)
    view.take_in_hand(coded.guid)

    top = round(pane_of(view).box_of_line(words.start).top())
    shown = pane_of(view).viewport().grab().toImage().pixelColor(point.x(), top + 2)
    assert shown == look.code_colour("iris-1").strong


def test_dimmed_codes_lose_their_tint(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding, look: Theme
) -> None:
    words = span_of(interview, "She answers")
    view.update_codings([make_coding(words.start, words.end)])

    view.dim_all_but([uuid4()])
    assert colour_behind(view, words.start + 1) == look.colour("paper")

    view.dim_all_but(None)
    assert colour_behind(view, words.start + 1) == look.code_colour("tide-1").tint


def test_a_change_of_theme_keeps_selection_and_place(
    view: TranscriptView, interview: DocumentRecord, look: Theme
) -> None:
    words = span_of(interview, "magazine")
    view.select(words)

    look.use("dark")

    assert view.selection() == words
    asked = pane_of(view).document().findBlockByNumber(1).begin().fragment().charFormat()
    assert asked.foreground().color() == look.colour("ink2")


def test_the_words_are_between_380_and_690_wide(
    view: TranscriptView, interview: DocumentRecord, look: Theme
) -> None:
    for window in (700, 900, 1280, 1920):
        view.resize(window, 600)
        wide = pane_of(view).viewport().width()
        assert look.px(380) <= wide <= look.px(690) + 3 * look.px(6)


# ---- selecting


def test_words_are_selected_by_keys_and_trimmed(
    view: TranscriptView, interview: DocumentRecord
) -> None:
    view.select(Span(3, 4))
    press(view, Key.Key_Left)
    for _ in range(2):
        press(view, Key.Key_Right, Shift | Ctrl)

    assert interview.text[view.selection().start : view.selection().end] == "What made"


def test_plus_widens_and_minus_narrows_back(
    view: TranscriptView, interview: DocumentRecord
) -> None:
    view.select(span_of(interview, "oe"))
    press(view, Key.Key_Right)
    steps = ["shoes", interview.text[interview.turns[1].start + 13 : interview.turns[1].end]]
    steps.append(interview.text[interview.turns[1].start : interview.turns[1].end])

    for expected in steps:
        press(view, "+")
        assert view.selection().text_of(interview.text) == expected
    for expected in reversed(steps[:-1]):
        press(view, "-")
        assert view.selection().text_of(interview.text) == expected


@pytest.mark.parametrize(
    ("presses", "expected"),
    [
        (2, "magazine"),
        (3, "More than a magazine, yes."),
        (4, "More than a magazine, yes. She pays for her own shoes and says so."),
    ],
)
def test_presses_select_word_sentence_turn(
    view: TranscriptView, interview: DocumentRecord, presses: int, expected: str
) -> None:
    at = span_of(interview, "magazine").start + 2
    press_often(view, point_of(view, at), presses)

    assert view.selection().text_of(interview.text) == expected


def press_often(view: TranscriptView, point: QPoint, presses: int) -> None:
    """Press and release quickly; Qt makes every second press a double click."""
    sheet = pane_of(view).viewport()
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    for number in range(presses):
        kind = QEvent.Type.MouseButtonDblClick if number % 2 else QEvent.Type.MouseButtonPress
        for each, held in ((kind, left), (QEvent.Type.MouseButtonRelease, none)):
            place = QPointF(point)
            event = QMouseEvent(each, place, sheet.mapToGlobal(place), left, held, NoKey)
            event.setTimestamp(10_000 + 60 * number)
            QApplication.sendEvent(sheet, event)


def test_a_selection_is_told_in_code_points(
    view: TranscriptView, interview: DocumentRecord
) -> None:
    heard = Heard(view.span_selected)
    words = span_of(interview, "😀 she would")

    view.select(words)

    assert heard[-1] == words


def test_escape_drops_the_selection_then_the_coding(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    coded = make_coding(30, 40)
    view.update_codings([coded])
    view.take_in_hand(coded.guid)

    press(view, Key.Key_Escape)
    assert view.coding_in_hand is None

    view.select(Span(3, 9))
    press(view, Key.Key_Escape)
    assert view.selection() is None


def test_copy_gives_the_wordings_own_characters(
    view: TranscriptView, interview: DocumentRecord
) -> None:
    view.select(Span(0, len(interview.text)))

    press(view, Key.Key_C, Ctrl)

    assert QGuiApplication.clipboard().text() == interview.text


# ---- wishes


def test_a_code_key_needs_words(view: TranscriptView, interview: DocumentRecord) -> None:
    keys, said = Heard(view.code_key_pressed), Heard(view.say)

    press(view, "e")
    assert keys == []
    assert said == ["Select words first"]

    view.select(span_of(interview, "magazine"))
    press(view, "e")
    press(view, "7")
    assert keys == ["E", "7"]


@pytest.mark.parametrize(
    ("key", "modifiers", "with_memo"),
    [
        (Key.Key_Space, NoKey, False),
        (Key.Key_Return, NoKey, False),
        (Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier, False),
        (Key.Key_Return, Shift, True),
    ],
)
def test_the_palette_opens_on_words(
    view: TranscriptView,
    interview: DocumentRecord,
    key: Qt.Key,
    modifiers: Qt.KeyboardModifier,
    with_memo: bool,
) -> None:
    heard = Heard(view.palette_requested)
    view.select(span_of(interview, "magazine"))

    press(view, key, modifiers)

    assert heard == [with_memo]


@pytest.mark.parametrize(
    ("keys", "signal", "more"),
    [
        ("c", "recode_requested", ()),
        ("m", "memo_requested", ()),
        ("w3", "weight_requested", (3,)),
        ("[", "border_moved", ("She answers. I asked which shoes 😀 she",)),
        ("]", "border_moved", ("She answers. I asked which shoes 😀 she would take",)),
        ("{", "border_moved", None),
        ("}", "border_moved", ("answers. I asked which shoes 😀 she would",)),
    ],
)
def test_keys_act_on_the_coding_in_hand(
    view: TranscriptView,
    interview: DocumentRecord,
    make_coding: MakeCoding,
    keys: str,
    signal: str,
    more: tuple[object, ...] | None,
) -> None:
    words = span_of(interview, "She answers. I asked which shoes 😀 she would")
    coded = make_coding(words.start, words.end)
    view.update_codings([coded])
    view.take_in_hand(coded.guid)
    heard = Heard(getattr(view, signal))

    press(view, keys)

    (said,) = heard
    guid, *rest = said if isinstance(said, tuple) else (said,)
    rest = [x.text_of(interview.text) if isinstance(x, Span) else x for x in rest]
    assert guid == coded.guid
    assert rest == list(more) if more is not None else rest[0].endswith("would")


def test_delete_and_repeat_are_wishes(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    removed, repeated = Heard(view.remove_requested), []
    view.repeat_requested.connect(lambda: repeated.append(True))
    coded = make_coding(30, 40)
    view.update_codings([coded])
    view.take_in_hand(coded.guid)

    press(view, Key.Key_Delete)
    press(view, "r")

    assert removed == [coded.guid]
    assert repeated == [True]


def test_keys_for_a_coding_ask_for_one(view: TranscriptView, interview: DocumentRecord) -> None:
    said, removed = Heard(view.say), Heard(view.remove_requested)

    press(view, Key.Key_Delete)

    assert removed == []
    assert "coding in hand" in said[0]


def test_changed_keys_are_obeyed(view: TranscriptView, interview: DocumentRecord) -> None:
    asked, keys = Heard(view.say), Heard(view.code_key_pressed)
    view.set_keys({"coding.next": "J"})

    press(view, "j")
    assert asked == ["No codings in this transcript"]

    view.select(span_of(interview, "magazine"))
    press(view, "n")
    assert keys == ["N"]


def test_tab_leaves_the_text(view: TranscriptView, interview: DocumentRecord) -> None:
    press(view, Key.Key_Tab)

    assert pane_of(view).tabChangesFocus()
    assert view.selection() is None


# ---- going from coding to coding


def test_n_and_p_go_through_the_codings_in_reading_order(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    first, second, third = make_coding(30, 60), make_coding(40, 50), make_coding(90, 99)
    view.replace_codings([third, first, second])
    chosen, said = Heard(view.coding_chosen), Heard(view.say)

    press(view, "nnnnp")

    assert chosen == [first.guid, second.guid, third.guid, second.guid]
    assert said == ["This was the last coding"]


def test_the_full_stop_steps_through_what_lies_over_one_another(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    long, middle, short = make_coding(30, 70), make_coding(32, 60), make_coding(32, 40)
    view.update_codings([long, middle, short])
    view.take_in_hand(short.guid)

    seen = []
    for _ in range(3):
        press(view, ".")
        seen.append(view.coding_in_hand)

    assert seen == [middle.guid, long.guid, short.guid]


def test_selecting_lets_go_of_the_coding_in_hand(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    coded = make_coding(30, 40)
    view.update_codings([coded])
    view.take_in_hand(coded.guid)
    chosen = Heard(view.coding_chosen)

    press(view, Key.Key_Right, Shift)

    assert view.coding_in_hand is None
    assert chosen == [None]


def test_a_new_coding_in_hand_takes_the_selection_away(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    words = span_of(interview, "magazine")
    view.select(words)
    coded = make_coding(words.start, words.end)

    view.update_codings([coded])
    view.take_in_hand(coded.guid)

    assert view.selection() is None
    assert view.coding_in_hand == coded.guid
    assert view.caret() == words.end


def test_what_is_gone_is_no_longer_in_hand(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    coded = make_coding(30, 40)
    view.update_codings([coded])
    view.take_in_hand(coded.guid)
    chosen = Heard(view.coding_chosen)

    view.update_codings([], gone=[coded.guid])

    assert chosen == [None]
    assert view.codings() == ()


def test_a_changed_coding_stays_in_hand(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    coded = make_coding(30, 40)
    view.update_codings([coded])
    view.take_in_hand(coded.guid)

    view.update_codings([replace(coded, span=Span(30, 50), weight=3)])

    assert view.coding_in_hand == coded.guid
    assert view.coding(coded.guid).weight == 3


def test_codings_here_follow_the_caret(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    coded = make_coding(30, 40)
    view.update_codings([coded])
    heard = Heard(view.here_changed)

    view.restore_position((35, 0))
    view.restore_position((60, 0))

    assert heard == [(coded.guid,), ()]


# ---- mouse


def test_a_click_takes_the_innermost_coding_in_hand(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    outer, inner = make_coding(30, 80), make_coding(35, 50)
    view.update_codings([outer, inner])
    point = point_of(view, 40)

    QTest.mouseClick(pane_of(view).viewport(), Qt.MouseButton.LeftButton, NoKey, point)

    assert view.coding_in_hand == inner.guid


def test_a_grip_drags_a_border(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    words = span_of(interview, "She pays for")
    coded = make_coding(words.start, words.end)
    view.update_codings([coded])
    grip = point_of(view, words.end - 1) + QPoint(2, 0)
    target = point_of(view, span_of(interview, "own").end) - QPoint(2, 0)
    view.take_in_hand(coded.guid)
    moved, sheet = Heard(view.border_moved), pane_of(view).viewport()

    QTest.mousePress(sheet, Qt.MouseButton.LeftButton, NoKey, grip)
    QTest.mouseMove(sheet, target)
    QTest.mouseRelease(sheet, Qt.MouseButton.LeftButton, NoKey, target)

    ((guid, span),) = moved
    assert guid == coded.guid
    assert span.text_of(interview.text) == "She pays for her own"


def test_pointing_at_a_coding_is_told(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    coded = make_coding(30, 40)
    view.update_codings([coded])
    point, heard = point_of(view, 33), Heard(view.hovered)
    away = point_of(view, 60)

    QTest.mouseMove(pane_of(view).viewport(), point)
    QTest.mouseMove(pane_of(view).viewport(), away)

    assert heard == [coded.guid, None]


def test_a_code_is_dropped_on_a_sentence_or_on_the_selection(
    view: TranscriptView, interview: DocumentRecord
) -> None:
    heard, code = Heard(view.code_dropped), uuid4()
    at = span_of(interview, "magazine")
    point = point_of(view, at.start + 2)

    drop(view, code, point)
    view.select(at)
    drop(view, code, point)

    assert [guid for guid, _ in heard] == [code, code]
    assert [span.text_of(interview.text) for _, span in heard] == [
        "More than a magazine, yes.",
        "magazine",
    ]


def drop(view: TranscriptView, code: object, point: QPoint) -> None:
    mime = QMimeData()
    mime.setData(CODE_MIME, str(code).encode())
    event = QDropEvent(
        QPointF(point), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, NoKey
    )
    pane_of(view).dropEvent(event)


# ---- finding, zoom, place


def test_finding_marks_all_places_whatever_their_case(
    view: TranscriptView, interview: DocumentRecord
) -> None:
    found = view.find_all("SHE")

    assert [span.text_of(interview.text) for span in found] == ["She", "she", "she", "She"]
    assert view.find_all("") == []


def test_zoom_keeps_the_place_and_is_told(
    view: TranscriptView, make_document: MakeDocument
) -> None:
    view.show_document(make_document([("Ana", "Some words to read. " * 40)] * 30))
    view.restore_position((900, 9_000))
    before, heard = view.position_state(), Heard(view.zoom_changed)

    press(view, Key.Key_Plus, Ctrl)

    assert heard == [pytest.approx(1.1)]
    caret, first = view.position_state()
    assert caret == before[0]
    assert abs(first - before[1]) < 100


def test_the_place_in_a_document_comes_back(
    view: TranscriptView, make_document: MakeDocument
) -> None:
    record = make_document([("Ana", "Some words to read. " * 40)] * 30)
    view.show_document(record)
    view.restore_position((900, 9_000))
    state = view.position_state()

    view.show_document(record)
    assert view.position_state() != state
    view.restore_position(state)

    assert view.position_state() == state


def test_a_passage_asked_for_is_on_the_screen(
    view: TranscriptView, make_document: MakeDocument
) -> None:
    record = make_document([("Ana", "Some words to read. " * 40)] * 30)
    start = record.text.index("words", len(record.text) - 600)
    wanted = Span(start, start + 5)

    view.show_document(record, at=wanted)

    assert view.selection() == wanted
    top = pane_of(view).box_of_line(wanted.start).top()
    assert 0 <= top < pane_of(view).viewport().height()


def test_the_furthest_character_seen_is_told_once(
    view: TranscriptView, make_document: MakeDocument, qtbot: QtBot
) -> None:
    record = make_document([("Ana", "Some words to read. " * 40)] * 30)
    with qtbot.waitSignal(view.furthest_seen, timeout=3_000) as first:
        view.show_document(record)
    with qtbot.waitSignal(view.furthest_seen, timeout=3_000) as second:
        view.restore_position((0, 9_000))

    assert 0 < first.args[0] < second.args[0] <= len(record.text)


def test_turns_are_set_from_the_side_their_words_begin(
    view: TranscriptView, make_document: MakeDocument
) -> None:
    view.show_document(make_document([("Dana", "היא ענתה לי באותו ערב."), ("Ana", "Yes.")]))

    left = [block.geometry.rects[0].left() for block in pane_of(view).blocks_on_screen()]
    assert all(x > 50 for x in left[:2])
    assert all(x < 5 for x in left[2:])


# ---- for those who listen


def test_stripes_are_parts_of_the_margin_for_a_reader(
    view: TranscriptView, interview: DocumentRecord, make_coding: MakeCoding
) -> None:
    view.update_codings([make_coding(30, 40, weight=3, memo="why"), make_coding(50, 60, "doubt")])
    view.grab()
    margin = view.findChild(type(view._margin))
    spoken = QAccessible.queryAccessibleInterface(margin)

    names = [spoken.child(n).text(QAccessible.Text.Name) for n in range(spoken.childCount())]

    assert spoken.role() == QAccessible.Role.List
    assert names == ["trust, by Ana, weight 3, with a memo", "doubt, by Ana"]
    assert spoken.child(0).text(QAccessible.Text.Description) == "why"


def test_nothing_in_a_tip_is_taken_for_html(make_coding: MakeCoding) -> None:
    from coder_app.ui.transcript.words import tip_of

    tip = tip_of([make_coding(0, 5, name="<img src=x>", memo="a < b")])

    assert "<img" not in tip
    assert "a &lt; b" in tip


def test_a_coding_gone_to_is_on_the_screen_as_a_whole(
    view: TranscriptView, interview: DocumentRecord
) -> None:
    del interview
    view.resize(744, 300)
    pane = view.focusProxy()
    height = pane.height() if pane else 0

    for coding in view.codings():
        view.go_to(coding.guid)
        assert coding.span is not None
        top, bottom = view.passage_rect(coding.span)
        assert view.mapFromGlobal(top).y() >= 0
        assert bottom.y() - top.y() > height or view.mapFromGlobal(bottom).y() <= height


def test_a_popup_gets_room_below_a_passage_in_the_middle(
    view: TranscriptView, interview: DocumentRecord
) -> None:
    said = "She answers everybody and that is why I stay. " * 6
    text = "\n".join([said] * 40)
    view.show_document(replace(interview, text=text, turns=(), codings=()))
    at = text.index("answers", len(text) // 2)
    words, height = Span(at, at + 7), view.height() * 2 // 3
    view.scroll_to(words)

    view.make_room(words, height)

    head, tail = view.passage_rect(words)
    top = view.mapToGlobal(QPoint(0, 0)).y()
    assert head.y() >= top
    assert top + view.height() - tail.y() >= height
