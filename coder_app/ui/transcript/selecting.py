# SPDX-License-Identifier: MIT
"""Keys and presses → what is meant; and the passages that selecting, widening and moving give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from coder_app.core import boundaries
from coder_app.core.boundaries import Step
from coder_app.core.records import DocumentRecord, Turn
from coder_app.core.spans import Span

# Commands that the person may give other keys, by the names of their actions.
DEFAULT_KEYS: Mapping[str, str] = {
    "code.palette": "Space",
    "code.repeat": "R",
    "coding.change": "C",
    "coding.memo": "M",
    "coding.weight": "W",
    "coding.remove": "Del",
    "coding.next": "N",
    "coding.previous": "P",
    "coding.over": ".",
}
_BY_COMBINATION = {
    "Return": "code.palette",
    "Enter": "code.palette",
    "Shift+Return": "code.palette_with_memo",
    "Shift+Enter": "code.palette_with_memo",
    "Esc": "let_go",
    "Shift+[": "start_back",
    "Shift+]": "start_on",
    "Ctrl++": "zoom_in",
    "Ctrl+=": "zoom_in",
    "Ctrl+Shift++": "zoom_in",
    "Ctrl+-": "zoom_out",
    "Ctrl+0": "zoom_reset",
}
# What a key writes counts, not where it lies: "+" needs Shift on some keyboards and none on others.
_BY_LETTER = {
    "+": "widen",
    "-": "narrow",
    "[": "end_back",
    "]": "end_on",
    "{": "start_back",
    "}": "start_on",
}
_COMMANDING = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_ALT_GR = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Keys:
    """Which key means what while the transcript has the focus."""

    def __init__(self) -> None:
        self._commands: dict[str, str] = {}
        self.set({})

    def set(self, keys: Mapping[str, str]) -> None:
        """Use these keys, and the shipped ones for the commands left out."""
        wanted = {name: keys.get(name, key) for name, key in DEFAULT_KEYS.items()}
        self._commands = {_plain(QKeySequence(key)): name for name, key in wanted.items() if key}

    def meaning(self, event: QKeyEvent) -> tuple[str, str]:
        """Give the command and its letter: ("code", "E") for a code's key, ("", "") for others."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        combination = _plain(QKeySequence(QKeyCombination(modifiers, Qt.Key(event.key()))))
        command = self._commands.get(combination) or _BY_COMBINATION.get(combination)
        if command:
            return command, ""
        letter = event.text()
        # AltGr, which writes "[" on many keyboards, is Ctrl and Alt together on Windows
        is_written = modifiers & _ALT_GR == _ALT_GR or not modifiers & _COMMANDING
        if not is_written or len(letter) != 1:
            return "", ""
        command = self._commands.get(letter) or _BY_LETTER.get(letter)
        if command:
            return command, ""
        return ("code", letter.upper()) if letter.isalnum() else ("", "")


def _plain(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.PortableText)


class Widening:
    """Widen a selection step by step, and narrow it back the same way."""

    def __init__(self) -> None:
        self._steps: list[Span] = []

    def widen(self, record: DocumentRecord, caret: int, selected: Span | None) -> Span | None:
        """Give the next wider passage: word, sentence, turn."""
        if selected is None:
            self._steps.clear()
            return unit_at(record, caret, Step.WORD)
        wider = boundaries.widen(record.text, selected, record.turns, language=record.language)
        if wider != selected:
            self._steps.append(selected)
        return wider.trimmed(record.text)

    def narrow(self, record: DocumentRecord, selected: Span) -> Span:
        """Give the passage that was widened, or the next narrower one."""
        while self._steps:
            before = self._steps.pop()
            if selected.contains(before) and before != selected:
                return before
        return boundaries.narrow(record.text, selected, record.turns, language=record.language)


def leave_labels(span: Span, turns: Sequence[Turn]) -> Span | None:
    """Take speakers' labels off both ends of a selection; nothing is left of a label alone."""
    start, end = span.start, span.end
    first, last = boundaries.turn_at(turns, start), boundaries.turn_at(turns, end - 1)
    if first is not None and first.label_start <= start < first.label_end:
        start = first.start
    if last is not None and last.label_start < last.label_end and end <= last.start:
        end = last.label_start
    return Span(start, end) if start < end else None


def unit_at(record: DocumentRecord, position: int, step: Step) -> Span | None:
    """Give the word, sentence or turn at a position, or just before it."""
    text = record.text
    for at in (position, position - 1):
        if 0 <= at < len(text) and not text[at].isspace():
            span = boundaries.widen(
                text, Span(at, at + 1), record.turns, step, language=record.language
            )
            return span.trimmed(text)
    return None


def move_end(text: str, span: Span, *, on: bool) -> Span:
    """Move the end of a passage by a word; one word is the least."""
    move = boundaries.next_word_end if on else boundaries.previous_word_end
    end = move(text, span.end)
    return Span(span.start, end) if end > span.start else span


def move_start(text: str, span: Span, *, on: bool) -> Span:
    """Move the start of a passage by a word; one word is the least."""
    move = boundaries.next_word_start if on else boundaries.previous_word_start
    start = move(text, span.start)
    return Span(start, span.end) if start < span.end else span


def drag_border(text: str, span: Span, position: int, *, is_start: bool) -> Span:
    """Move a border to where the pointer is; dragged over the other one they change places."""
    fixed = span.end if is_start else span.start
    if position == fixed:
        return span
    return Span(min(fixed, position), max(fixed, position)).trimmed(text) or span
