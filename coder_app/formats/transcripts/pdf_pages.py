# SPDX-License-Identifier: MIT
"""What pdfium finds on the pages of a PDF. It knows no bounds: call it in a process of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import closing
from ctypes import byref
from dataclasses import dataclass
from typing import Any

from coder_app.formats.cleaning import REPLACEMENT, is_unspaced
from coder_app.formats.transcripts.pdf_rows import HYPHEN, Row, mirrored

_Pdfium = Any  # it has no types
_Box = tuple[float, float, float, float]  # left, top, right, bottom, in points from bottom left

_PASSWORD = 4  # pdfium's number for it
_FARTHEST = 1e6  # points; a damaged file may say that a letter lies anywhere, or nowhere
_UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ue000-\uf8ff\uffff]")


class PdfLocked(Exception):
    """The document opens with a password only."""


class PdfDamaged(Exception):
    """The document cannot be read, or one page of it, counted from 0."""

    def __init__(self, page: int | None = None) -> None:
        super().__init__(page)
        self.page = page


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """The rows of a page in reading order, and how many of its signs have no letter."""

    rows: tuple[Row, ...]
    unreadable: int


class PdfDocument:
    """An open PDF, pages counted from 0; one at a time in a process, pdfium knows no threads."""

    def __init__(self, data: bytes) -> None:
        pdfium = _pdfium()
        try:
            self._document = pdfium.PdfDocument(data)
        except pdfium.PdfiumError as error:
            is_locked = getattr(error, "err_code", None) == _PASSWORD
            raise (PdfLocked if is_locked else PdfDamaged)() from None

    def __len__(self) -> int:
        return len(self._document)

    def page(self, number: int) -> PdfPage:
        """Read a page; `PdfDamaged` if it cannot be."""
        try:
            with (
                closing(self._document[number]) as page,
                closing(page.get_textpage()) as text,
            ):
                left, bottom, right, top = page.get_cropbox()
                return _page(text, number, (left, top, right, bottom))
        except _pdfium().PdfiumError:
            raise PdfDamaged(number) from None

    def close(self) -> None:
        """Give back what pdfium holds."""
        self._document.close()


def _pdfium() -> _Pdfium:
    import pypdfium2  # type: ignore[import-untyped]
    import pypdfium2.raw  # type: ignore[import-untyped]

    return pypdfium2


def _page(page: _Pdfium, number: int, seen: _Box) -> PdfPage:
    text = page.get_text_range()
    shown, unreadable = _UNREADABLE.subn(REPLACEMENT, text.replace("\r\n", "\n"))
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    return PdfPage(
        rows=tuple(_rows(page, shown, number, seen)),
        unreadable=unreadable + max(0, page.count_chars() - units),
    )


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
