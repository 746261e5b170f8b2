# SPDX-License-Identifier: MIT
"""Words, sentences and turns around a position; next and previous. All positions are code points.

A word is a run of letters, digits and their marks; apostrophe, hyphen, full stop and comma between
two of them belong to it ("don't", "well-known", "3.5"). Chinese and Japanese are written without
spaces: there a run of ideographs, of hiragana or of katakana is a word. Emoji are none.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import groupby

from coder_app.core.records import Turn
from coder_app.core.spans import Span

_HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_HIRAGANA = "\u3041-\u309f"
_KATAKANA = "\u30a1-\u30ff\u31f0-\u31ff\uff66-\uff9f"
_JOINERS = "\u00ad\u200c\u200d"  # soft hyphen; what Persian and Indic words have inside


class Step(StrEnum):
    """How far a selection is widened."""

    WORD = "word"
    SENTENCE = "sentence"
    TURN = "turn"


# ---- words


@lru_cache(maxsize=1)
def _word() -> re.Pattern[str]:
    # `\w` knows no combining marks, and a decomposed é must not end a word. All marks lie in
    # these two ranges; looking through them takes 20 ms once.
    inside = _JOINERS + _ranges((*range(0x300, 0x1F000), *range(0xE0100, 0xE01F0)))
    letter = rf"[^\W{_HAN}{_HIRAGANA}{_KATAKANA}]"
    joined = rf"(?:['’\-‐‑·](?={letter})|[.,](?=\d))"
    unspaced = "|".join(f"[{script}][{script}{inside}]*" for script in (_HAN, _HIRAGANA, _KATAKANA))
    return re.compile(rf"{letter}(?:{letter}|[{inside}]|{joined})*|{unspaced}")


def _ranges(points: Sequence[int]) -> str:
    """Write the combining marks among these code points as ranges of a regular expression."""
    marks = (point for point in points if unicodedata.category(chr(point)).startswith("M"))
    runs = [
        [point for _, point in run]
        for _, run in groupby(enumerate(marks), key=lambda pair: pair[1] - pair[0])
    ]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Go through the words of a stretch of the text; a word over its end is cut there."""
    for match in _word().finditer(text, start, len(text) if end is None else end):
        yield Span(match.start(), match.end())


def word_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """List the words of a stretch of the text."""
    return list(words(text, start, end))


def count_words(text: str) -> int:
    """Count the words of a text."""
    return len(_word().findall(text))


class WordIndex:
    """Numbers of words in many stretches of one text, each as `count_words` gives it."""

    def __init__(self, text: str) -> None:
        self._text = text
        found = [match.span() for match in _word().finditer(text)]
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]

    def count(self, start: int, end: int) -> int:
        """Count the words of a stretch; those that its edges cut are looked at again."""
        first = bisect_left(self._starts, start)
        last = bisect_right(self._ends, end)
        before, after = first - 1, max(first, last)
        inside = max(0, last - first)
        if before >= 0 and self._ends[before] > start:
            inside += count_words(self._text[start : min(end, self._ends[before])])
        if after < len(self._starts) and self._starts[after] < end:
            inside += count_words(self._text[self._starts[after] : end])
        return inside


def _from(text: str, position: int) -> int:
    """Step back to where a word that reaches `position` may have begun."""
    while position > 0 and not text[position - 1].isspace():
        position -= 1
    return position


def next_word_end(text: str, position: int) -> int:
    """Where the next word ends; after the last one the position stays."""
    found = (word.end for word in words(text, _from(text, position)) if word.end > position)
    return next(found, position)


def next_word_start(text: str, position: int) -> int:
    """Where the next word begins; after the last one the position stays."""
    found = (word.start for word in words(text, _from(text, position)) if word.start > position)
    return next(found, position)


def previous_word_end(text: str, position: int) -> int:
    """Where the word before ends; before the first one the position stays."""
    return max(
        (word.end for word in _before(text, position) if word.end < position), default=position
    )


def previous_word_start(text: str, position: int) -> int:
    """Where the word before begins; before the first one the position stays."""
    return max((w.start for w in _before(text, position) if w.start < position), default=position)


def _before(text: str, position: int) -> list[Span]:
    """List the words shortly before a position: at least two, where there are as many."""
    back, found = position, list[Span]()
    while back > 0 and len(found) < 3:
        back = _from(text, max(0, back - 40))
        found = _whole_words(text, back, position)
    return found


def _whole_words(text: str, start: int, end: int) -> list[Span]:
    """List the words that begin before `end`, each to its own end."""
    found = []
    for word in words(text, start):
        if word.start >= end:
            break
        found.append(word)
    return found


# ---- sentences


def sentence_spans(
    text: str, language: str | None = "en", start: int = 0, end: int | None = None
) -> list[Span]:
    """List the sentences of a stretch of the text, without the white space between them."""
    import sentencex

    stretch = text[start:end]
    found = []
    for boundary in sentencex.get_sentence_boundaries(_plain(language), stretch):
        first, last = boundary["start_index"], boundary["end_index"]
        if first < last:
            found.append(Span(start + first, start + last).trimmed(text))
    return [span for span in found if span]


def _plain(language: str | None) -> str:
    return (language or "en").split("-")[0].split("_")[0].casefold()


# ---- turns


def turn_at(turns: Sequence[Turn], position: int) -> Turn | None:
    """Find the turn whose label or words a position lies in or after."""
    place = bisect_right(turns, position, key=lambda turn: turn.label_start) - 1
    return turns[place] if place >= 0 else None


# ---- selections


def widen(
    text: str,
    span: Span,
    turns: Sequence[Turn],
    step: Step | None = None,
    language: str | None = "en",
) -> Span:
    """Widen to whole words, sentences or turns; without a step, to the first that is wider."""
    if step is not None:
        return _around(text, span, turns, step, language)
    for each in Step:
        wider = _around(text, span, turns, each, language)
        if wider != span:
            return wider
    return span


def narrow(
    text: str,
    span: Span,
    turns: Sequence[Turn],
    at: int | None = None,
    language: str | None = "en",
) -> Span:
    """Narrow to the turn, sentence or word at a position of the span, whichever is first smaller.

    `at` is where the person stands; left out, the beginning of the span.
    """
    position = min(max(span.start if at is None else at, span.start), span.end - 1)
    for step in reversed(Step):
        smaller = _around(text, Span(position, position + 1), turns, step, language)
        if smaller != span and span.contains(smaller):
            return smaller
    return span


def _around(text: str, span: Span, turns: Sequence[Turn], step: Step, language: str | None) -> Span:
    first = _unit_at(text, span.start, turns, step, language)
    last = _unit_at(text, span.end - 1, turns, step, language)
    start = min(span.start, first.start) if first else span.start
    end = max(span.end, last.end) if last else span.end
    return Span(start, end)


def _unit_at(
    text: str, position: int, turns: Sequence[Turn], step: Step, language: str | None
) -> Span | None:
    """Find the word, sentence or turn that covers a position, if one does."""
    if step is Step.WORD:
        return _covering(_whole_words(text, _from(text, position), position + 1), position)
    start, end = _stretch(text, position, turns)
    if step is Step.TURN:
        return Span(start, end).trimmed(text) if start < end else None
    begin, stop = _paragraph(text, position, start, end)
    return _covering(sentence_spans(text, language, begin, stop), position)


def _paragraph(text: str, position: int, start: int, end: int) -> tuple[int, int]:
    """Cut a stretch to the paragraph at a position: no sentence goes over an empty line."""
    before, after = text.rfind("\n\n", start, position), text.find("\n\n", position, end)
    return (start if before < 0 else before + 2), (end if after < 0 else after)


def _stretch(text: str, position: int, turns: Sequence[Turn]) -> tuple[int, int]:
    """Give the words of the turn at a position; a label stands for itself."""
    turn = turn_at(turns, position)
    if turn is None:
        return 0, min((turn.label_start for turn in turns[:1]), default=len(text))
    if position < turn.start:
        return turn.label_start, turn.label_end
    return turn.start, max(turn.end, position + 1)


def _covering(spans: Sequence[Span], position: int) -> Span | None:
    return next((span for span in spans if span.start <= position < span.end), None)


# ---- lines


def line_of(text: str, position: int) -> int:
    """Give the number of the line that a position lies in, from 1."""
    return text.count("\n", 0, position) + 1


class LineIndex:
    """Line numbers of many positions of one text."""

    def __init__(self, text: str) -> None:
        self._ends = [match.start() for match in re.finditer("\n", text)]

    def line(self, position: int) -> int:
        """Give the number of the line that a position lies in, from 1."""
        return bisect_left(self._ends, position) + 1

    def start(self, line: int) -> int:
        """Where a line begins."""
        return self._ends[line - 2] + 1 if line > 1 else 0
