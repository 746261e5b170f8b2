# SPDX-License-Identifier: MIT
from __future__ import annotations

import codecs

import pytest

from coder_app.formats.transcripts.rtf_words import _CODE_PAGES, page_of_charset, page_of_number


@pytest.mark.parametrize("charset", sorted(_CODE_PAGES))
def test_each_charset_of_a_font_has_a_code_page_that_python_knows(charset: int) -> None:
    assert codecs.lookup(page_of_charset(charset) or "")


@pytest.mark.parametrize(
    ("number", "page"),
    [(1252, "cp1252"), (65001, "utf-8"), (10000, "mac_roman"), (936, "gb18030"), (4, "cp1252")],
)
def test_a_code_page_has_a_number_and_an_unknown_one_is_western(number: int, page: str) -> None:
    assert page_of_number(number) == page


def test_a_font_of_no_charset_is_in_the_documents_own_page() -> None:
    assert page_of_charset(1) is None
