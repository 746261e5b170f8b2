# SPDX-License-Identifier: MIT
"""Plain words into Qt's document, with the few formats it may hold: labels and the interviewer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from unicodedata import bidirectional

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)

from coder_app.ui.look import theme
from coder_app.ui.transcript.shown import Kind, Paragraph, is_said_by_interviewer

NAME_HEIGHT = 19
_FIXED = QTextBlockFormat.LineHeightTypes.FixedHeight.value
_PROPORTIONAL = QTextBlockFormat.LineHeightTypes.ProportionalHeight.value


class Formats:
    """How the kinds of paragraphs look at one zoom in the theme in force."""

    def __init__(self, zoom: float) -> None:
        look = theme()
        name_height = look.px(NAME_HEIGHT) * zoom
        gap = look.size("turn_gap") * zoom
        words = look.number("line_height") * 100
        self.blocks = {
            Kind.LABEL: _block(name_height, _FIXED, above=gap - name_height),
            Kind.FIRST: _block(words, _PROPORTIONAL, above=gap),
            Kind.WORDS: _block(words, _PROPORTIONAL),
            Kind.BLANK: _block(gap - name_height, _FIXED),
        }
        self.words = QTextCharFormat()
        self.asked = _ink("ink2")
        self.name, self.asker = _ink("ink2"), _ink("ink3")
        for form in (self.name, self.asker):
            form.setFont(look.font("speaker", zoom=zoom))

    def of(self, paragraph: Paragraph) -> QTextCharFormat:
        """Give the format of a paragraph's letters."""
        asked = is_said_by_interviewer(paragraph.turn)
        if paragraph.kind is Kind.LABEL:
            return self.asker if asked else self.name
        return self.asked if asked else self.words


def fill(document: QTextDocument, shown: str, paragraphs: Sequence[Paragraph], zoom: float) -> None:
    """Put the words into an empty document, paragraph by paragraph."""
    formats = Formats(zoom)
    document.setDefaultFont(theme().font("reading", zoom=zoom))
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    is_first, before = True, Kind.WORDS
    for stretch in _stretches(paragraphs):
        head = stretch[0]
        block, letters = formats.blocks[head.kind], formats.of(head)
        if head.kind is Kind.LABEL and before is Kind.BLANK:  # the blank line is the gap
            block = QTextBlockFormat(block)
            block.setTopMargin(0)
        if head.kind is Kind.LABEL and is_said_right_to_left(shown, head):
            block = QTextBlockFormat(block)
            block.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        if is_first:
            cursor.setBlockFormat(block)
        else:
            cursor.insertBlock(block, letters)
        cursor.insertText(shown[head.start : stretch[-1].end], letters)
        is_first, before = False, stretch[-1].kind
    cursor.endEditBlock()


def _stretches(paragraphs: Sequence[Paragraph]) -> Iterator[list[Paragraph]]:
    """Join neighbours that look alike: one call to Qt for all of them."""
    for _, group in groupby(paragraphs, key=lambda p: (p.kind, id(p.turn))):
        yield list(group)


def is_said_right_to_left(shown: str, paragraph: Paragraph) -> bool:
    """Tell whether the turn of a paragraph is set from the right."""
    turn = paragraph.turn
    return turn is not None and is_right_to_left(
        shown[turn.start : min(turn.end, turn.start + 200)]
    )


def is_right_to_left(words: str) -> bool:
    """Tell the direction of some words by their first letter that has one."""
    strong = (bidirectional(letter) for letter in words)
    return next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L"


def _block(height: float, kind: int, *, above: float = 0) -> QTextBlockFormat:
    block = QTextBlockFormat()
    block.setLineHeight(height, kind)
    block.setTopMargin(above)
    return block


def _ink(role: str) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(theme().colour(role))
    return form
