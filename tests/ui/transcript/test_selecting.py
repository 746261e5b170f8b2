# SPDX-License-Identifier: MIT
"""What keys mean, and where moved borders come to lie."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from coder_app.core.boundaries import Step
from coder_app.core.records import DocumentRecord
from coder_app.core.spans import Span
from coder_app.formats.transcripts.speakers import find_turns
from coder_app.ui.transcript.selecting import (
    Keys,
    Widening,
    drag_border,
    leave_labels,
    move_end,
    move_start,
    unit_at,
)

Key, Modifier = Qt.Key, Qt.KeyboardModifier
ALT_GR = Modifier.ControlModifier | Modifier.AltModifier  # as Windows tells it
TEXT = "I felt, somehow, that she knew me."


def meaning(
    key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier = Modifier.NoModifier, **keys: str
) -> tuple[str, str]:
    known = Keys()
    known.set({name.replace("__", "."): value for name, value in keys.items()})
    return known.meaning(QKeyEvent(QEvent.Type.KeyPress, key, modifiers, text))


@pytest.mark.parametrize(
    ("key", "text", "modifiers", "expected"),
    [
        (Key.Key_N, "n", Modifier.NoModifier, ("coding.next", "")),
        (Key.Key_E, "e", Modifier.NoModifier, ("code", "E")),
        (Key.Key_E, "E", Modifier.ShiftModifier, ("code", "E")),
        (Key.Key_5, "5", Modifier.KeypadModifier, ("code", "5")),
        (Key.Key_Plus, "+", Modifier.ShiftModifier, ("widen", "")),
        (Key.Key_Plus, "+", Modifier.KeypadModifier, ("widen", "")),
        (Key.Key_Period, ".", Modifier.NoModifier, ("coding.over", "")),
        (Key.Key_BraceLeft, "{", Modifier.ShiftModifier, ("start_back", "")),
        (
            Key.Key_BracketLeft,
            "[",
            Modifier.ControlModifier | Modifier.AltModifier,
            ("end_back", ""),
        ),
        (Key.Key_E, "e", Modifier.ControlModifier, ("", "")),
        (Key.Key_E, "e", Modifier.AltModifier, ("", "")),
        (Key.Key_Exclam, "!", Modifier.NoModifier, ("", "")),
        (Key.Key_Return, "\r", Modifier.ShiftModifier, ("code.palette_with_memo", "")),
        (Key.Key_Left, "", Modifier.ShiftModifier, ("", "")),
    ],
)
def test_keys_mean(
    key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier, expected: tuple[str, str]
) -> None:
    assert meaning(key, text, modifiers) == expected


def test_a_key_that_was_changed_frees_the_old_one() -> None:
    assert meaning(Key.Key_J, "j", coding__next="J") == ("coding.next", "")
    assert meaning(Key.Key_N, "n", coding__next="J") == ("code", "N")


def test_borders_move_by_words() -> None:
    span = Span(2, 15)

    assert move_end(TEXT, span, on=True).text_of(TEXT) == "felt, somehow, that"
    assert move_end(TEXT, span, on=False).text_of(TEXT) == "felt"
    assert move_start(TEXT, span, on=True).text_of(TEXT) == "somehow"
    assert move_start(TEXT, span, on=False).text_of(TEXT) == "I felt, somehow"


def test_one_word_is_the_least() -> None:
    word = Span(2, 6)

    assert move_end(TEXT, word, on=False) == word
    assert move_start(TEXT, word, on=True) == word


@settings(deadline=None, max_examples=100)
@given(st.integers(0, len(TEXT)), st.booleans())
def test_a_dragged_border_never_empties_a_passage(position: int, is_start: bool) -> None:
    moved = drag_border(TEXT, Span(2, 15), position, is_start=is_start)

    words = moved.text_of(TEXT)
    assert words
    assert words == words.strip()


def test_a_border_dragged_over_the_other_changes_places() -> None:
    assert drag_border(TEXT, Span(8, 15), 22, is_start=True).text_of(TEXT) == ", that"


def test_units_at_a_place(make_document: Callable[..., DocumentRecord]) -> None:
    record = make_document([("Ana", "Yes, she did. Then she left.")])
    text = record.text

    assert unit_at(record, text.index("did"), Step.WORD).text_of(text) == "did"
    assert unit_at(record, text.index("left"), Step.SENTENCE).text_of(text) == "Then she left."
    assert unit_at(record, len(text), Step.TURN).text_of(text) == "Yes, she did. Then she left."


def test_narrowing_goes_back_the_way_it_came(make_document: Callable[..., DocumentRecord]) -> None:
    record = make_document([("Ana", "Yes, she did. Then she left.")])
    start = record.text.index("he did")
    widening, first = Widening(), Span(start, start + 4)

    word = widening.widen(record, start, first)
    sentence = widening.widen(record, start, word)

    assert sentence.text_of(record.text) == "Yes, she did."
    assert widening.narrow(record, sentence) == word
    assert widening.narrow(record, word) == first


@pytest.mark.parametrize(
    ("selected", "words"),
    [
        ("[00:01:02] Ana", None),
        ("Ana: Yes 😀 it is.", "Yes 😀 it is."),
        ("it is.\n\nInterviewer", "it is.\n\n"),
        ("it is.\n\nInterviewer: And", "it is.\n\nInterviewer: And"),
    ],
)
def test_labels_at_the_ends_of_a_selection_are_left_out(selected: str, words: str | None) -> None:
    text = "[00:01:02] Ana: Yes 😀 it is.\n\nInterviewer: And then?\n\nAna: Nothing."
    turns, _ = find_turns(text)
    start = text.index(selected)

    left = leave_labels(Span(start, start + len(selected)), turns)

    assert (left.text_of(text) if left else None) == words
