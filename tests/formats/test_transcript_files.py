# SPDX-License-Identifier: MIT
"""Which reader a file gets: its content decides, its suffix where content tells nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.formats.transcript_files import TRANSCRIPT_SUFFIXES, read_content, read_transcript
from coder_app.formats.transcripts.reading import Reading

Write = Callable[[str, bytes | str], Path]
DATA = Path(__file__).parent.parent / "data" / "transcripts"


@pytest.mark.parametrize("sample", sorted(DATA.iterdir()), ids=lambda path: path.name)
def test_every_sample_is_read_by_its_suffix(sample: Path) -> None:
    assert sample.suffix in TRANSCRIPT_SUFFIXES
    assert read_transcript(sample).turns


@pytest.mark.parametrize(
    ("sample", "called", "kind"),
    [
        ("bold.docx", "talk.txt", "docx"),
        ("bold.docx", "talk", "docx"),
        ("bold.odt", "talk.docx", "odt"),
    ],
)
def test_a_document_with_a_wrong_ending_is_known_by_its_content(
    write: Write, sample: str, called: str, kind: str
) -> None:
    path = write(called, (DATA / sample).read_bytes())

    assert read_transcript(path).format == kind


def test_bytes_from_an_archive_are_read_like_a_file() -> None:
    draft = read_content(b"Ana: Hi there.\nP1: Hello.", Path("in/talk.txt"), Reading())

    assert [turn.speaker for turn in draft.turns] == ["Ana", "P1"]


def test_what_is_known_to_be_no_transcript_is_named(write: Write) -> None:
    with pytest.raises(InputProblem, match="Its content is PNG"):
        read_transcript(write("talk.txt", b"\x89PNG\r\n\x1a\n"))


def test_a_certain_language_is_filled_in(write: Write) -> None:
    words = (
        "Ana: I think that you should have told them what it was about, and who paid for it. " * 5
    )

    assert read_transcript(write("a.txt", words)).language == "en"
