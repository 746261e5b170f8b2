# SPDX-License-Identifier: MIT
"""Printed rows → paragraphs: a PDF knows only where each row lies on its page.

A row begins a paragraph if its first word would have fitted on the row before, if a known speaker
begins it, if it is set in, set in another size, or has more space above it than rows have.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from coder_app.formats.cleaning import is_unspaced
from coder_app.formats.transcripts.labels import find_labels
from coder_app.formats.transcripts.lines import Line
from coder_app.formats.transcripts.speakers import choose_labels

HYPHEN = "\ufffe"  # pdfium's mark between two parts of a word, where a row ended with a hyphen
_SHY = "\N{SOFT HYPHEN}"

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|página|pagina|pág|p|s|strona|sida|side|стр|第)\W{0,2})?#"
    r"(?:\s*(?:/|of|von|de|di|van|z|av|из|页|頁|ページ|쪽)\s*(?:第\s*)?#?)?\W*(?:页|頁)?\W*",
    re.IGNORECASE,
)
_HEADING = 1.15  # times the usual size
_GAP = 1.3  # times the usual distance of rows
_SET_IN = 0.8  # times the size
_SAME_COLUMN = 4  # times the size
_EDGE_ROWS = 2  # at the top and at the foot of a page
_SAME_PLACE = 6.0  # points
_APART = 1.8  # times the size
_FEWEST_NUMBERS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A printed row: its words, where it lies in points, from the bottom left of its page."""

    text: str
    page: int
    left: float  # where reading begins; for right-to-left scripts the page is mirrored
    right: float
    top: float
    bottom: float
    first_word: float  # its width

    @property
    def size(self) -> float:
        """Height of the row's letters."""
        return max(1.0, self.top - self.bottom)


# ---- heads, feet, page numbers


def without_running_heads(rows: Sequence[Row]) -> tuple[list[Row], int]:
    """Drop what is printed on most pages at the same place, and page numbers; tell how many."""
    pages = [sorted(page, key=lambda row: row.top) for page in _pages(rows)]
    places: dict[tuple[str, int], set[int]] = {}
    for page in pages:
        for row in (*page[:_EDGE_ROWS], *page[-_EDGE_ROWS:]):
            places.setdefault((_shape(row.text), _height(row)), set()).add(row.page)

    def is_head(row: Row, inner: Row | None) -> bool:
        shape, height = _shape(row.text), _height(row)
        same = {page for by in (-1, 0, 1) for page in places.get((shape, height + by), ())}
        is_apart = inner is None or abs(row.top - inner.top) > _APART * row.size
        least = 2 if is_apart or _PAGE_NUMBER.fullmatch(shape) else 3
        return len(same) >= max(least, len(pages) / 2)

    heads = set()
    for page in pages:
        for edge in (page, page[::-1]):
            inner = [*edge[1 : _EDGE_ROWS + 1], None]
            # what lies behind a row of the text is text
            found = takewhile(
                lambda pair: is_head(*pair), zip(edge[:_EDGE_ROWS], inner, strict=False)
            )
            heads |= {id(row) for row, _ in found}
    return [row for row in rows if id(row) not in heads], len(heads)


def _height(row: Row) -> int:
    return round(row.top / _SAME_PLACE)


def _pages(rows: Sequence[Row]) -> Iterator[list[Row]]:
    page: list[Row] = []
    for row in rows:
        if page and page[-1].page != row.page:
            yield page
            page = []
        page.append(row)
    if page:
        yield page


def _shape(text: str) -> str:
    return " ".join(_DIGITS.sub("#", text.casefold()).split())


def without_margin_numbers(rows: Sequence[Row]) -> tuple[list[Row], int]:
    """Drop numbers that count lines or turns beside the text; tell how many."""
    words = [row for row in rows if not row.text.isdecimal()]
    if not words:
        return list(rows), 0
    left = Counter(round(row.left) for row in words).most_common(1)[0][0]
    right = _quantile([row.right for row in words], 0.95)
    beside = [
        row for row in rows if row.text.isdecimal() and (row.right < left or row.left > right)
    ]
    counts_up = all(
        _number(one.text) < _number(two.text) or one.page != two.page
        for one, two in pairwise(beside)
    )
    if len(beside) < _FEWEST_NUMBERS or not counts_up:
        return list(rows), 0
    dropped = {id(row) for row in beside}
    return [row for row in rows if id(row) not in dropped], len(beside)


def _number(digits: str) -> int:
    return int(digits[:9])


# ---- paragraphs


def paragraphs(rows: Sequence[Row]) -> list[Line]:
    """Join rows to paragraphs, and words that were parted at the end of a row."""
    if not rows:
        return []
    layout = _Layout(rows)
    speaks = _rows_that_begin_with_speakers(rows)
    runs = [[rows[0]]]
    for number, (before, row) in enumerate(pairwise(rows), start=1):
        if number in speaks or layout.begins(before, row):
            runs.append([])
        runs[-1].append(row)
    words = Counter(word.casefold() for row in rows for word in _WORD.findall(row.text))
    lines = [Line(rest=[_joined(_run_on(run), words)]) for run in runs]
    for line, run, before_it in zip(lines, runs, [runs[0], *runs], strict=False):
        line.level = int(run[0].size > _HEADING * layout.size)
        line.page = run[0].page != before_it[-1].page and run is not before_it
    return lines


def _run_on(run: Sequence[Row]) -> str:
    """Put the rows of a paragraph one after the other."""
    text = run[0].text
    for row in run[1:]:
        if _is_parted(text):
            text = text[:-1] + HYPHEN + row.text
        else:
            text += ("" if is_unspaced(text, row.text) else " ") + row.text
    return text


def _is_parted(text: str) -> bool:
    """Tell whether a row ends within a word; a dash has a space before it."""
    return len(text) > 1 and text[-1] in "-\u2010" and text[-2].isalnum()


def _joined(text: str, words: Counter[str]) -> str:
    """Join the parts of words; the hyphen stays where the text writes the word with it."""
    parts = text.split(HYPHEN)
    joined = parts[0]
    for part in parts[1:]:
        head = re.search(r"[^\W\d_]*\Z", joined)
        tail = re.match(r"[^\W\d_]*", part)
        one, two = head[0] if head else "", tail[0] if tail else ""
        keeps = not two or not two[0].islower() or not one
        keeps |= words[f"{one}-{two}".casefold()] > words[f"{one}{two}".casefold()]
        joined += ("-" if keeps else "") + part
    return joined.replace(_SHY, "")


def _rows_that_begin_with_speakers(rows: Sequence[Row]) -> Collection[int]:
    """Find the rows, from 0, that begin with the name of a speaker."""
    text = "\n".join(row.text for row in rows)
    labels, _ = choose_labels(find_labels(text))
    return {label.line - 1 for label in labels}


class _Layout:
    """What is usual in a document: the size of letters, the distance of rows, the edges."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.size = _middle([row.size for row in rows])
        steps = [
            before.top - row.top
            for before, row in pairwise(rows)
            if before.page == row.page and 0 < before.top - row.top < 4 * self.size
        ]
        self._step = _quantile(steps, 0.25) if steps else self.size
        self._left = Counter(round(row.left) for row in rows).most_common(1)[0][0]
        by_left = sorted((row.left, row.right) for row in rows)
        self._lefts = [left for left, _ in by_left]
        self._rights = [right for _, right in by_left]
        self._edges: dict[int, float] = {}

    def begins(self, before: Row, row: Row) -> bool:
        """Tell whether a row begins a paragraph."""
        if abs(row.size - before.size) > 0.15 * before.size:
            return True
        if _is_parted(before.text) and row.text[0].islower():
            return False
        if before.page == row.page and before.top - row.top > _GAP * self._step:
            return True
        moved = abs(row.left - before.left) > _SET_IN * self.size
        same_column = abs(row.left - before.left) < _SAME_COLUMN * self.size
        if moved and same_column and abs(row.left - self._left) > _SET_IN * self.size:
            return True
        space = 0.25 * self.size
        return before.right + space + row.first_word < self._edge(before.left)

    def _edge(self, left: float) -> float:
        """Find how far the rows of a column reach."""
        place = round(left)
        if place not in self._edges:
            reach = _SAME_COLUMN * self.size
            begin, end = (bisect_left(self._lefts, left + by) for by in (-reach, reach))
            self._edges[place] = _quantile(self._rights[begin:end], 0.95)
        return self._edges[place]


def _middle(values: Sequence[float]) -> float:
    return _quantile(values, 0.5)


def _quantile(values: Sequence[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0.0


def mirrored(row: Row) -> Row:
    """Turn a row of a right-to-left script so that reading begins at its left."""
    return replace(row, left=-row.right, right=-row.left)
