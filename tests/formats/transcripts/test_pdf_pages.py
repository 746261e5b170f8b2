# SPDX-License-Identifier: MIT
"""Rows of a page as pdfium finds them."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from coder_app.formats.transcripts.pdf_pages import PdfDamaged, PdfDocument, PdfLocked

Pdf = Callable[..., Path]

ROWS = [(50, 700, "Ana: I trust her."), (50, 688, "Bo: Why?"), (50, 900, "above the page")]


def test_rows_know_their_words_and_their_places(pdf: Pdf) -> None:
    with closing(PdfDocument(pdf([[], ROWS]).read_bytes())) as document:
        pages = [document.page(number) for number in range(len(document))]

    assert [[row.text for row in page.rows] for page in pages] == [
        [],
        ["Ana: I trust her.", "Bo: Why?"],
    ]
    first, second = pages[1].rows
    assert (first.page, first.left) == (1, pytest.approx(50, abs=2))
    assert first.bottom == pytest.approx(second.bottom + 12, abs=0.1)
    assert 0 < first.first_word < first.right - first.left
    assert pages[1].unreadable == 0


def test_a_locked_document_is_not_a_damaged_one(pdf: Pdf) -> None:
    with pytest.raises(PdfLocked):
        PdfDocument(pdf([ROWS], encrypt=True).read_bytes())
    with pytest.raises(PdfDamaged):
        PdfDocument(b"%PDF-1.4 nothing")


def test_a_page_that_is_missing_is_damaged(pdf: Pdf) -> None:
    data = pdf([ROWS]).read_bytes().replace(b"/Type /Page /", b"/Type /Pork /")

    with closing(PdfDocument(data)) as document, pytest.raises(PdfDamaged) as damaged:
        document.page(len(document))
    assert damaged.value.page is not None
