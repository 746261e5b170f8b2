# SPDX-License-Identifier: MIT
"""Transcripts in PDF: the text in reading order, rows joined to paragraphs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from ctypes import byref
from dataclasses import replace
from pathlib import Path
from threading import Lock
from time import monotonic
from typing import Any

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr, tr_n
from coder_app.core.records import ImportWarning, TranscriptDraft
from coder_app.formats.cleaning import REPLACEMENT, is_unspaced
from coder_app.formats.transcripts.lines import Manuscript, draft_of
from coder_app.formats.transcripts.pdf_bounds import refuse_bombs
from coder_app.formats.transcripts.pdf_rows import (
    HYPHEN,
    Row,
    mirrored,
    paragraphs,
    without_margin_numbers,
    without_running_heads,
)
from coder_app.formats.transcripts.reading import Reading

_Pdfium = Any  # it has no types
_Box = tuple[float, float, float, float]  # left, top, right, bottom, in points from bottom left

MAX_PAGES = 3_000
MAX_SECONDS = 10.0

_ONE_AT_A_TIME = Lock()  # pdfium knows no threads
_PASSWORD = 4  # pdfium's number for it
_FARTHEST = 1e6  # points; a damaged file may say that a letter lies anywhere, or nowhere
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\uffff]")
_TOO_UNREADABLE = 0.3


def read_pdf(data: bytes, path: Path, reading: Reading) -> TranscriptDraft:
    """Read a PDF that holds text; pictures of pages are said to be such."""
    refuse_bombs(data, path)
    with _ONE_AT_A_TIME:
        found = _Pages(data, path)
    rows, heads, numbers = found.rows, 0, 0
    if reading.drop_running_heads:
        rows, numbers = without_margin_numbers(rows)
        rows, heads = without_running_heads(rows)
    draft = draft_of(Manuscript(paragraphs(rows)), data, path, "pdf", reading)
    return replace(draft, warnings=(*_report(found, heads, numbers), *draft.warnings))


def _pdfium() -> _Pdfium:
    import pypdfium2  # type: ignore[import-untyped]
    import pypdfium2.raw  # type: ignore[import-untyped]

    return pypdfium2


class _Pages:
    """The printed rows of all pages, and what could not be read."""

    def __init__(self, data: bytes, path: Path) -> None:
        self.rows: list[Row] = []
        self.empty: list[int] = []  # pages without text, from 1
        self.unreadable = 0
        self._path = path
        with closing(self._opened(data)) as document:
            self.count = len(document)
            self._read(document)
        letters = sum(len(row.text) for row in self.rows)
        if not letters:
            raise self._no_text()
        if self.unreadable > _TOO_UNREADABLE * (letters + self.unreadable):
            what = tr("Its fonts do not say which letters they show.")
            raise InputProblem(path, what, tr("Copy the text from its source, or use OCR."))

    def _opened(self, data: bytes) -> _Pdfium:
        pdfium = _pdfium()
        try:
            return pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            if getattr(error, "err_code", None) == _PASSWORD:
                what = tr("It is protected by a password.")
                remedy = tr("Save a copy without password, and choose that.")
            else:
                what = tr("The document is damaged or incomplete.")
                remedy = tr("Open it in the program it was written with, and save it anew.")
            raise InputProblem(self._path, what, remedy) from None

    def _read(self, document: _Pdfium) -> None:
        if self.count > MAX_PAGES:
            what = tr("It has {0:,} pages, and {1:,} is the limit.").format(self.count, MAX_PAGES)
            raise InputProblem(self._path, what, tr("Split it into several files."))
        begun = monotonic()
        for number in range(self.count):
            try:
                with closing(document[number]) as page, closing(page.get_textpage()) as text:
                    left, bottom, right, top = page.get_cropbox()
                    self._page(text, number, (left, top, right, bottom))
            except _pdfium().PdfiumError:
                what = tr("Page {0} is damaged.").format(number + 1)
                remedy = tr("Open it in the program it was written with, and save it anew.")
                raise InputProblem(self._path, what, remedy) from None
            if monotonic() - begun > MAX_SECONDS:
                what = tr("It takes too long to read, as no text does.")
                raise InputProblem(self._path, what, tr("Split it, or save it as plain text."))

    def _page(self, page: _Pdfium, number: int, box: _Box) -> None:
        text = page.get_text_range()
        shown, unreadable = _UNREADABLE.subn(REPLACEMENT, text.replace("\r\n", "\n"))
        units = len(text.encode("utf-16-le", "surrogatepass")) // 2
        self.unreadable += unreadable + max(0, page.count_chars() - units)
        before = len(self.rows)
        self.rows += _rows(page, shown, number, box)
        if len(self.rows) == before:
            self.empty.append(number + 1)

    def _no_text(self) -> InputProblem:
        what = tr("It holds pictures of pages, and no text: it was scanned.")
        remedy = tr("Let a program for text recognition (OCR) read it, and choose the result.")
        return InputProblem(self._path, what, remedy)


def _rows(page: _Pdfium, text: str, number: int, seen: _Box) -> Iterator[Row]:
    """Cut a page's text into rows; places are asked for by UTF-16 units, line ends are two."""
    at = 0
    for words in text.split("\n"):
        if words.strip():
            row = _row(page, words, at, number)
            if _is_within(row, seen):
                yield mirrored(row) if _is_right_to_left(row.text) else row
        at += _units(words) + 2


def _row(page: _Pdfium, words: str, at: int, number: int) -> Row:
    begin = at + _units(words[: len(words) - len(words.lstrip())])
    kept = words.strip()
    first = kept.replace(HYPHEN, " ").split(" ", 1)[0]
    if is_unspaced(kept[0], kept[0]):
        first = kept[0]
    last = begin + _units(kept) - 1
    one, end, word = (_box(page, unit) for unit in (begin, last, begin + _units(first) - 1))
    return Row(
        text=kept,
        page=number,
        left=min(one[0], end[0]),
        right=max(one[2], end[2]),
        top=one[1],
        bottom=one[3],
        first_word=max(one[2], word[2]) - min(one[0], word[0]),
    )


def _is_within(row: Row, seen: _Box) -> bool:
    """Tell whether a row can be seen: what lies beside the page was clipped away."""
    left, top, right, bottom = seen
    is_placed = row.top != row.bottom
    is_seen = row.left < right and row.right > left and row.bottom < top and row.top > bottom
    return is_seen or not is_placed


def _units(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _box(page: _Pdfium, unit: int) -> _Box:
    """Ask where a letter lies: left, top, right, bottom; nothing is known of a made-up space."""
    raw = _pdfium().raw
    box = raw.FS_RECTF()
    index = raw.FPDFText_GetCharIndexFromTextIndex(page, unit)
    if index < 0 or not raw.FPDFText_GetLooseCharBox(page, index, byref(box)):
        return 0.0, 0.0, 0.0, 0.0
    found = (box.left, box.top, box.right, box.bottom)
    return found if all(abs(each) < _FARTHEST for each in found) else (0.0, 0.0, 0.0, 0.0)


def _is_right_to_left(text: str) -> bool:
    for character in text:
        kind = unicodedata.bidirectional(character)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return False


def _report(found: _Pages, heads: int, numbers: int) -> Iterator[ImportWarning]:
    if heads:
        sentence = tr_n(
            "{n} running head, foot or page number was left out.",
            "{n} running heads, feet and page numbers were left out.",
            heads,
        )
        yield ImportWarning(sentence=sentence)
    if numbers:
        sentence = tr_n(
            "{n} number beside the text was left out.",
            "{n} numbers beside the text were left out.",
            numbers,
        )
        yield ImportWarning(sentence=sentence)
    if found.empty:
        sentence = tr_n(
            "{n} page has no text, perhaps a picture (page {{0}}).",
            "{n} pages have no text, perhaps pictures (the first is page {{0}}).",
            len(found.empty),
        ).format(found.empty[0])
        yield ImportWarning(sentence=sentence)
    if found.unreadable:
        sentence = tr_n(
            "{n} sign could not be read, such as an emoji whose font is not in the file.",
            "{n} signs could not be read, such as emoji whose font is not in the file.",
            found.unreadable,
        )
        yield ImportWarning(sentence=sentence)
