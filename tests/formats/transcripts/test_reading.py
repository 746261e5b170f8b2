# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.formats.transcripts.reading import read_decoded

PATH = Path("ana.txt")


def test_an_encoding_asked_for_is_taken_and_otherwise_found() -> None:
    words = "Sie wirkt vertraut, und für mich zählt das mehr als schöne Bilder. " * 3

    assert read_decoded(words.encode("cp1252"), PATH, "cp1252").text == words
    assert read_decoded(words.encode("cp1252"), PATH, None).text == words
    assert read_decoded("für 😀".encode(), PATH, None).sure


def test_an_unknown_encoding_is_said_to_be_one() -> None:
    with pytest.raises(InputProblem, match="“klingon” is no encoding"):
        read_decoded(b"words", PATH, "klingon")


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(InputProblem, match="not look like text"):
        read_decoded(b"\x01\x02\x03abc" * 30, PATH, None)
