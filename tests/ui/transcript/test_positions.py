# SPDX-License-Identifier: MIT
"""Code points and UTF-16 units of the same text, against Qt's own cursor."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from coder_app.core.spans import Span
from coder_app.ui.transcript.positions import Positions
from coder_app.ui.transcript.shown import show_text

WICKED = (
    "a",
    " ",
    "\t",
    "é",
    "e\u0301",
    "日本",
    "𠮷",
    "😀",
    "👩‍👩‍👧‍👦",
    "🇩🇪",
    "שלום",
    "مرحبا",
    "\u202e",
    "\u2028",
    "\u00a0",
    "\u200b",
    "\n",
    "\ufeff",
    "\ufffe",
    "\u2029",
    "\ufdd0",
    "\0",
    "\r",
)
texts = st.one_of(
    st.lists(st.sampled_from(WICKED), max_size=30).map("".join),
    st.text(st.characters(exclude_categories=("Cs",)), max_size=40),
)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@settings(deadline=None, max_examples=200)
@given(texts)
@example("👩‍👩‍👧‍👦" * 3)
def test_every_position_goes_there_and_back(text: str) -> None:
    positions = Positions(text)

    for at in range(len(text) + 1):
        assert positions.to_qt(at) == units(text[:at])
        assert positions.from_qt(positions.to_qt(at)) == at


@settings(deadline=None, max_examples=100)
@given(texts)
def test_many_at_once_are_the_same_as_one_by_one(text: str) -> None:
    positions = Positions(text)
    every = np.arange(len(text) + 1)

    many = positions.to_qt_many(every)

    assert many.tolist() == [positions.to_qt(at) for at in every.tolist()]
    assert positions.from_qt_many(many).tolist() == every.tolist()


@settings(deadline=None, max_examples=60)
@given(texts, st.data())
def test_qts_cursor_selects_the_same_characters(
    qapp: QApplication, text: str, data: st.DataObject
) -> None:
    del qapp
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    shown, document = show_text(text, ()), QTextDocument()
    QTextCursor(document).insertText(shown)
    qt_start, qt_end = Positions(text).to_qt(start), Positions(text).to_qt(end)

    cursor = QTextCursor(document)
    cursor.setPosition(qt_start)
    cursor.setPosition(qt_end, QTextCursor.MoveMode.KeepAnchor)

    selected = cursor.selectedText().replace("\u2029", "\n")
    assert document.characterCount() - 1 == units(text)
    # inside a cluster Qt's cursor may stand; between two halves of a character it may not
    assert selected == shown[start:end]


def test_between_the_halves_of_a_character_counts_as_its_start() -> None:
    positions = Positions("a😀b")

    assert [positions.from_qt(at) for at in range(5)] == [0, 1, 1, 2, 3]


def test_spans_go_there_and_back() -> None:
    positions = Positions("😀 trust 😀")

    assert positions.span_to_qt(Span(2, 7)) == (3, 8)
    assert positions.span_from_qt(3, 8) == Span(2, 7)
    assert positions.span_from_qt(3, 3) is None


@pytest.mark.parametrize("text", ["", "plain", "with ümlauts"])
def test_most_texts_need_no_table(text: str) -> None:
    positions = Positions(text)

    assert positions.to_qt(len(text)) == len(text)
