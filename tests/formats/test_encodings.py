# SPDX-License-Identifier: MIT
from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.formats.encodings import candidate_encodings, decode, decode_as, unknown_encoding

GERMAN = "Ana: Größe und Überzeugung, für mich schön. Ich höre ihr täglich zu.\n" * 4
RUSSIAN = "Аня: Я доверяю ей, потому что она отвечает каждому.\nИнт: Почему?\n" * 4


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_mark_at_the_beginning_says_the_encoding(mark: bytes, encoding: str) -> None:
    data = mark + "Größe 😀".encode(encoding)

    read = decode(data)

    assert (read.text, read.encoding, read.sure) == ("Größe 😀", encoding, True)
    assert candidate_encodings(data) == (encoding,)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [GERMAN, "聞き手: だれを フォロー?\n答え: 友だち\n" * 3])
def test_utf_16_without_a_mark_is_recognised(encoding: str, text: str) -> None:
    read = decode(text.encode(encoding))

    assert (read.text, read.encoding) == (text, encoding)


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff")))
def test_utf_8_is_read_as_it_was_written(text: str) -> None:
    read = decode(text.encode())

    assert (read.text, read.sure) == (text, True)


@pytest.mark.parametrize(
    ("text", "encoding"), [(GERMAN, "cp1252"), (RUSSIAN, "cp1251"), (GERMAN, "mac-roman")]
)
def test_a_legacy_code_page_is_a_guess_that_can_be_changed(text: str, encoding: str) -> None:
    data = text.encode(encoding)

    assert not decode(data).sure
    assert encoding in candidate_encodings(data)
    chosen = decode_as(data, encoding)
    assert (chosen.text, chosen.sure) == (text, True)


def test_a_few_broken_bytes_do_not_make_another_encoding_of_utf_8() -> None:
    data = GERMAN.encode() + b"\n\xff lost"

    read = decode(data)

    assert read.encoding == "utf-8"
    assert not read.sure
    assert read.warnings[0].line == 6
    assert "1 place could not be read as utf-8 and shows � (line 6)" in read.warnings[0].sentence


def test_lines_of_old_macintoshes_are_counted_too() -> None:
    read = decode(GERMAN.encode().replace(b"\n", b"\r") + b"\r\xff")

    assert read.warnings[0].line == 6


def test_a_chosen_encoding_that_does_not_fit_shows_where() -> None:
    read = decode_as(b"one\ntwo \x81", "cp1252")

    assert read.text == "one\ntwo �"
    assert read.warnings[0].line == 2


@pytest.mark.parametrize("name", ["klingon", "", "rot13", "base64"])
def test_what_is_no_encoding_of_texts_is_refused(name: str) -> None:
    with pytest.raises(LookupError):
        decode_as(b"a", name)

    assert f"“{name}” is no encoding" in unknown_encoding(name)[0]
