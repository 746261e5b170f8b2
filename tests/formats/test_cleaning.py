# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.formats import cleaning
from coder_app.formats.cleaning import (
    clean,
    is_unspaced,
    refuse_binary,
    refuse_unreadable,
    run_on,
)

PATH = Path("ana.txt")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("\ufeffa\r\nb\rc\n", "a\nb\nc\n"),
        ("a\u2029b", "a\nb"),
        ("e\u0301 😀 𠮷\u200b", "e\u0301 😀 𠮷\u200b"),
        ("a\ufeffb", "a\ufeffb"),
        ("a\x00b\ud83dc\ufdd0", "a�b�c�"),
    ],
)
def test_a_text_is_kept_but_for_what_nothing_can_hold(text: str, kept: str) -> None:
    assert clean(text)[0] == kept


def test_letters_are_composed_only_if_asked() -> None:
    assert clean("e\u0301", nfc=True)[0] == "é"
    assert clean("e\u0301")[0] == "e\u0301"


def test_what_was_changed_is_said_with_the_line_of_the_first() -> None:
    _, warnings = clean("one\r\ntwo \x00\u2029\x00")

    assert [warning.line for warning in warnings] == [None, 2]
    assert warnings[0].sentence == "1 paragraph separator became a line end."
    assert warnings[1].sentence.startswith("2 characters that no text can hold")


def test_a_clean_text_needs_no_word() -> None:
    assert clean("Ana: I trust her.\n") == ("Ana: I trust her.\n", ())


def test_nothing_and_far_too_much_are_no_transcript(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "MAX_TEXT", 5)

    with pytest.raises(InputProblem, match="There is no text in it"):
        refuse_unreadable(" \n\t", PATH)
    with pytest.raises(InputProblem, match="It has 6 characters, and 5 is the limit"):
        refuse_unreadable("sixsix", PATH)
    refuse_unreadable("five!", PATH)


def test_a_few_control_characters_are_no_picture() -> None:
    refuse_binary("words and words " * 50 + "\x0c\x07" * 12, PATH)

    with pytest.raises(InputProblem, match="does not look like text"):
        refuse_binary("\x01\x02\x03abc" * 30, PATH)


def test_pieces_run_on_with_a_space_unless_their_script_has_none() -> None:
    assert run_on(["one", "two"]) == "one two"
    assert run_on(["我喜欢", "她的", "video", "很"]) == "我喜欢她的 video 很"
    assert (run_on([]), run_on(["one"]), is_unspaced("", "我")) == ("", "one", False)
