# SPDX-License-Identifier: MIT
"""Transcripts in PDF: the text in reading order, rows joined to paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr, tr_n
from coder_app.core.records import ImportWarning, TranscriptDraft
from coder_app.formats.transcripts.lines import Manuscript, draft_of
from coder_app.formats.transcripts.pdf_bounds import refuse_bombs
from coder_app.formats.transcripts.pdf_pages import PdfDamaged, PdfLocked, PdfPage
from coder_app.formats.transcripts.pdf_process import (
    PdfProcess,
    PdfTooLong,
    PdfTooSlow,
    PdfUnserved,
)
from coder_app.formats.transcripts.pdf_rows import (
    paragraphs,
    without_margin_numbers,
    without_running_heads,
)
from coder_app.formats.transcripts.reading import Reading

MAX_PAGES = 3_000
MAX_SECONDS = 8.0

_TOO_UNREADABLE = 0.3

_process = PdfProcess()


def read_pdf(data: bytes, path: Path, reading: Reading) -> TranscriptDraft:
    """Read a PDF that holds text; pictures of pages are said to be such."""
    refuse_bombs(data, path)
    pages = _pages(data, path)
    _refuse_without_text(pages, path)
    rows, heads, numbers = list(chain.from_iterable(page.rows for page in pages)), 0, 0
    if reading.drop_running_heads:
        rows, numbers = without_margin_numbers(rows)
        rows, heads = without_running_heads(rows)
    draft = draft_of(Manuscript(paragraphs(rows)), data, path, "pdf", reading)
    return replace(draft, warnings=(*_report(pages, heads, numbers), *draft.warnings))


def _pages(data: bytes, path: Path) -> list[PdfPage]:
    try:
        return _process.pages(data, most=MAX_PAGES, seconds=MAX_SECONDS)
    except PdfLocked:
        what = tr("It is protected by a password.")
        remedy = tr("Save a copy without password, and choose that.")
    except PdfDamaged as damaged:
        what = tr("The document is damaged or incomplete.")
        if damaged.page is not None:
            what = tr("Page {0} is damaged.").format(damaged.page + 1)
        remedy = tr("Open it in the program it was written with, and save it anew.")
    except PdfTooLong as book:
        what = tr("It has {0:,} pages, and {1:,} is the limit.").format(book.pages, MAX_PAGES)
        remedy = tr("Split it into several files.")
    except PdfTooSlow:
        what = tr("It takes too long to read, as no text does.")
        remedy = tr("Split it, or save it as plain text.")
    except PdfUnserved:
        what = tr("The part of the program that reads PDF does not start.")
        remedy = tr("Start the program again, or save the document as plain text.")
    raise InputProblem(path, what, remedy)


def _refuse_without_text(pages: Sequence[PdfPage], path: Path) -> None:
    letters = sum(len(row.text) for page in pages for row in page.rows)
    if not letters:
        what = tr("It holds pictures of pages, and no text: it was scanned.")
        remedy = tr("Let a program for text recognition (OCR) read it, and choose the result.")
        raise InputProblem(path, what, remedy)
    unreadable = sum(page.unreadable for page in pages)
    if unreadable > _TOO_UNREADABLE * (letters + unreadable):
        what = tr("Its fonts do not say which letters they show.")
        raise InputProblem(path, what, tr("Copy the text from its source, or use OCR."))


def _report(pages: Sequence[PdfPage], heads: int, numbers: int) -> Iterator[ImportWarning]:
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
    empty = [number for number, page in enumerate(pages, 1) if not page.rows]
    if empty:
        sentence = tr_n(
            "{n} page has no text, perhaps a picture (page {{0}}).",
            "{n} pages have no text, perhaps pictures (the first is page {{0}}).",
            len(empty),
        ).format(empty[0])
        yield ImportWarning(sentence=sentence)
    unreadable = sum(page.unreadable for page in pages)
    if unreadable:
        sentence = tr_n(
            "{n} sign could not be read, such as an emoji whose font is not in the file.",
            "{n} signs could not be read, such as emoji whose font is not in the file.",
            unreadable,
        )
        yield ImportWarning(sentence=sentence)
