# SPDX-License-Identifier: MIT
"""A PDF that would take hours or all memory is told so before it is opened."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.formats.transcript_files import read_transcript
from coder_app.formats.transcripts import pdf_bounds
from coder_app.formats.transcripts.pdf_bounds import refuse_bombs

Of_Objects = Callable[[list[bytes]], bytes]
Stream = Callable[..., bytes]
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
WORDS = b"BT /F 10 Tf 50 700 Td (Ana: Why?) Tj ET"


@pytest.fixture
def drawn(pdf_of_objects: Of_Objects, pdf_stream: Stream) -> Callable[..., bytes]:
    """Make a PDF of one page that calls form 6, and of the objects from 6 on."""

    def made(*objects: tuple[bytes, bytes] | bytes, page: bytes = b"/X Do") -> bytes:
        more = [each if isinstance(each, bytes) else pdf_stream(*each) for each in objects]
        return pdf_of_objects(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
                b"/Resources << /Font << /F 4 0 R >> /XObject << /X 6 0 R >> >> >>",
                b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
                pdf_stream(page),
                *more,
            ]
        )

    return made


def calling(number: int) -> bytes:
    return FORM + b"/Resources << /Font << /F 4 0 R >> /XObject << /X %d 0 R >> >>" % number


def test_forms_in_forms_are_read(drawn: Callable[..., bytes], tmp_path: Path) -> None:
    path = tmp_path / "talk.pdf"
    path.write_bytes(drawn((b"/X Do", calling(7)), (WORDS, calling(9))))

    assert read_transcript(path).text == "Ana: Why?"


def refused(data: bytes) -> bool:
    try:
        refuse_bombs(data, Path("talk.pdf"))
    except InputProblem as problem:
        return "draws far more than a page can show" in problem.what
    return False


def test_a_form_that_draws_itself_is_refused(drawn: Callable[..., bytes]) -> None:
    assert refused(drawn((b"/X Do /X Do", calling(6))))
    assert refused(drawn((b"/X Do", calling(7)), (b"/X Do", calling(6))))
    assert refused(drawn((b"/#58 Do", calling(6).replace(b"Form", b"F#6frm"))))


def test_one_that_takes_the_names_of_its_page_may_draw_itself_too(
    drawn: Callable[..., bytes],
) -> None:
    assert refused(drawn((b"/X Do", FORM)))
    assert not refused(drawn((WORDS, FORM)))


def test_names_are_found_wherever_they_are_written(drawn: Callable[..., bytes]) -> None:
    apart = FORM + b"/Resources 7 0 R"
    packed = zlib.compress(b"7 0 8 20 << /XObject 8 0 R >> << /X 6 0 R >>")
    held = (packed, b"/Type /ObjStm /N 2 /First 9 /Filter /FlateDecode")

    assert refused(drawn((b"/X Do", apart), b"<< /XObject 8 0 R >>", b"<< /X 6 0 R >>"))
    assert refused(drawn((b"/X Do", apart), b"null", b"null", held))
    assert not refused(drawn((b"/X Do", apart), b"<< /XObject 8 0 R >>", b"<< /X 9 0 R >>"))


def test_what_multiplies_is_refused(
    drawn: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_bounds, "_MOST_DRAWN", 50)
    twice = [(b"/X Do /X Do", calling(number)) for number in (7, 8, 9, 10)]

    assert refused(drawn(*twice, (b"/X Do /X Do", calling(11)), (WORDS, FORM)))
    assert refused(drawn((WORDS, FORM), page=b"/X Do " * 60))
    assert not refused(drawn((WORDS, FORM), page=b"/X Do " * 40))
