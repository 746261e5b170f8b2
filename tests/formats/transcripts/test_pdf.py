# SPDX-License-Identifier: MIT
"""PDF: what is printed becomes paragraphs; scans, locks and bombs are said to be such."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.formats.transcript_files import read_transcript
from coder_app.formats.transcripts import pdf as pdf_reader
from coder_app.formats.transcripts.pdf import read_pdf
from coder_app.formats.transcripts.pdf_process import PdfUnserved
from coder_app.formats.transcripts.reading import Reading

Pdf = Callable[..., Path]
Write = Callable[[str, bytes | str], Path]
Assemble = Callable[[list[bytes]], bytes]
Stream = Callable[..., bytes]

LONG = [
    "Ana: I follow her because she answers everybody who writes to",
    "her, and because she has never once sold me any-",
    "thing that she does not use at home. That is why.",
    "Bo: Why?",
    "Ana: She is like a neighbour, so to speak, and not some kind of",
    "star. I trust her.",
]


def page(rows: list[str], *, top: float = 780, left: float = 50) -> list[tuple[float, float, str]]:
    return [(left, top - 12 * number, row) for number, row in enumerate(rows)]


def test_rows_are_joined_to_paragraphs_and_words_that_were_parted(pdf: Pdf) -> None:
    draft = read_transcript(pdf([page(LONG)]))

    assert draft.text == (
        "Ana: I follow her because she answers everybody who writes to her, and because she has "
        "never once sold me anything that she does not use at home. That is why.\n"
        "Bo: Why?\n"
        "Ana: She is like a neighbour, so to speak, and not some kind of star. I trust her."
    )
    assert draft.speakers == ("Ana", "Bo")
    assert draft.format == "pdf"


def test_heads_feet_and_page_numbers_are_left_out_and_told(pdf: Pdf) -> None:
    pages = [
        [(50, 820, "Study 7, confidential"), *page(LONG[n:]), (290, 20, f"Page {n} of 3")]
        for n in (1, 2, 3)
    ]

    draft = read_transcript(pdf(pages))

    assert "confidential" not in draft.text
    assert "Page" not in draft.text
    assert draft.warnings[0].sentence.startswith("6 running heads")


def test_they_stay_if_one_wants_them(pdf: Pdf) -> None:
    path = pdf([[*page(LONG), (290, 20, f"{n}")] for n in (1, 2, 3)])

    draft = read_pdf(path.read_bytes(), path, Reading(drop_running_heads=False))

    assert draft.text.endswith("3")


def test_numbers_beside_the_text_are_left_out(pdf: Pdf) -> None:
    beside = [(20, 780 - 12 * n, f"{n + 1}") for n in range(6)]

    draft = read_transcript(pdf([[*page(LONG), *beside]]))

    assert draft.text.endswith("I trust her.")
    assert draft.warnings[0].sentence.startswith("6 numbers beside the text")


def test_a_paragraph_goes_on_over_the_page(pdf: Pdf) -> None:
    draft = read_transcript(pdf([page(LONG[:2]), page(LONG[2:])]))

    assert "sold me anything that" in draft.text


def test_a_new_page_that_begins_a_paragraph_is_a_place_to_split_at(pdf: Pdf) -> None:
    draft = read_transcript(pdf([page(LONG), page(LONG)]))

    assert [draft.text[b.start :][:13] for b in draft.breaks] == ["Ana: I follow"]


def test_what_lies_beside_the_page_is_not_read(pdf: Pdf) -> None:
    draft = read_transcript(pdf([[*page(LONG), (50, -30, "clipped"), (50, 900, "clipped")]]))

    assert "clipped" not in draft.text


def test_a_hyphen_goes_between_small_letters_unless_the_text_has_the_word_so(pdf: Pdf) -> None:
    rows = ["a micro-influencer is what one calls a person such as micro-", "influencer one and"]
    other = ["well-", "Known and pages 10-", "12 and any-", "thing"]

    draft = read_transcript(pdf([page([*rows, *other])]))

    assert "micro-influencer one" in draft.text
    assert "well-Known" in draft.text
    assert "10-12" in draft.text
    assert "anything" in draft.text


def test_letters_beyond_the_first_plane_are_read(
    write: Write, pdf_of_objects: Assemble, pdf_stream: Stream
) -> None:
    letters = (
        b"begincmap /CMapType 2 def 1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"3 beginbfchar <41> <D83DDE00> <42> <D842DFB7> <43> <D55C> endbfchar endcmap"
    )
    data = pdf_of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
            b"/Resources << /Font << /F 3 0 R >> >> >>",
            pdf_stream(b"BT /F 10 Tf 1 0 0 1 50 700 Tm (ABC) Tj 1 0 0 1 50 600 Tm (CA) Tj ET"),
            pdf_stream(letters),
        ]
    )

    assert read_transcript(write("talk.pdf", data)).text == "😀𠮷한\n한😀"


# ---- what cannot be read


def test_a_scan_is_said_to_be_one(pdf: Pdf) -> None:
    with pytest.raises(InputProblem, match="scanned"):
        read_transcript(pdf([[]]))


def test_pages_without_text_among_others_are_told(pdf: Pdf) -> None:
    draft = read_transcript(pdf([page(LONG), [], []]))

    assert draft.warnings[0].sentence == (
        "2 pages have no text, perhaps pictures (the first is page 2)."
    )


def test_a_locked_file_asks_for_a_copy_without_password(pdf: Pdf) -> None:
    with pytest.raises(InputProblem, match="password"):
        read_transcript(pdf([page(LONG)], encrypt=True))


@pytest.mark.parametrize("cut", [12, 300, 700])
def test_a_truncated_file_is_refused_or_read_whole(pdf: Pdf, write: Write, cut: int) -> None:
    data = pdf([page(LONG)]).read_bytes()

    with pytest.raises(InputProblem):
        read_transcript(write("cut.pdf", data[:cut]))


def test_fonts_that_do_not_say_their_letters_are_no_text(
    write: Write, pdf_of_objects: Assemble, pdf_stream: Stream, pdf: Pdf
) -> None:
    codes = b"".join(b"%02X" % (number % 26 + 1) for number in range(80))
    data = pdf([page(["x"])]).read_bytes().replace(b"/WinAnsiEncoding", b"/Identity-H")
    data = data.replace(b"(x) Tj", b"<" + codes + b"> Tj")

    with pytest.raises(InputProblem, match=r"do not say which letters|no text"):
        read_transcript(write("talk.pdf", data))


def content(packed: bytes, more: bytes, pdf_of_objects: Assemble, pdf_stream: Stream) -> bytes:
    return pdf_of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
            pdf_stream(packed, more),
        ]
    )


def test_what_unpacks_without_end_is_stopped(
    write: Write, pdf_of_objects: Assemble, pdf_stream: Stream
) -> None:
    once = zlib.compress(b"q " * 2**23, 9)
    for packed, more in (
        (once, b"/Filter /FlateDecode"),
        (zlib.compress(once, 9), b"/Filter [/FlateDecode /FlateDecode]"),
        (b"q " * 2**23, b""),
        (once, b"/Subtype /Image /Filter /FlateDecode"),
    ):
        bomb = content(packed, more, pdf_of_objects, pdf_stream)

        with pytest.raises(InputProblem, match="Unpacked"):
            read_transcript(write("bomb.pdf", bomb))


def test_a_large_picture_is_not_unpacked(
    write: Write, pdf_of_objects: Assemble, pdf_stream: Stream
) -> None:
    picture = zlib.compress(bytes(range(256)) * 2**16, 1)
    data = pdf_of_objects(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [4 0 R] /Count 1 >>",
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
            b"/Resources << /Font << /F 3 0 R >> /XObject << /I 6 0 R >> >> >>",
            pdf_stream(b"BT /F 10 Tf 1 0 0 1 50 700 Tm (Ana: words) Tj ET /I Do"),
            pdf_stream(
                picture,
                b"/Type /XObject /Subtype /Image /Width 4096 /Height 4096 /BitsPerComponent 8 "
                b"/ColorSpace /DeviceGray /Filter /FlateDecode",
            ),
        ]
    )

    assert read_transcript(write("talk.pdf", data)).text == "Ana: words"


def test_a_page_that_takes_too_long_is_the_last(pdf: Pdf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "MAX_SECONDS", -1.0)

    with pytest.raises(InputProblem, match="too long"):
        read_transcript(pdf([page(LONG)]))


def test_where_no_process_starts_it_is_said(pdf: Pdf, monkeypatch: pytest.MonkeyPatch) -> None:
    class NoStart:
        def pages(self, *_: object, **__: object) -> None:
            raise PdfUnserved

    monkeypatch.setattr(pdf_reader, "_process", NoStart())

    with pytest.raises(InputProblem, match="reads PDF does not start"):
        read_transcript(pdf([page(LONG)]))


def test_a_library_is_no_transcript(pdf: Pdf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_reader, "MAX_PAGES", 2)

    with pytest.raises(InputProblem, match="3 pages, and 2 is the limit"):
        read_transcript(pdf([page(LONG)] * 3))


def test_streams_without_end_do_not_take_quadratic_time(write: Write) -> None:
    data = b"%PDF-1.4\n" + b"stream\n\x78\x9c" * 100_000

    with pytest.raises(InputProblem):
        read_transcript(write("streams.pdf", data))
