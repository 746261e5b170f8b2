# SPDX-License-Identifier: MIT
from __future__ import annotations

from uuid import uuid4

import pytest

from coder_app.formats.projects.picture_memos import Memos


def test_notes_of_one_coder_on_one_thing_are_one_memo() -> None:
    memos, code, ana, ben = Memos(), *(uuid4() for _ in range(3))
    for coder, text in ((ana, "one"), (ben, "mine"), (ana, "two\r\nlines\0"), (ana, "one")):
        memos.add("code", code, coder, text)
    memos.add("code", code, ana, "  ")

    assert [(memo.coder, memo.text) for memo in memos.all()] == [
        (ana, "one\n\ntwo\nlines�"),
        (ben, "mine"),
    ]


def test_a_note_on_words_quotes_them() -> None:
    memos, document, ana = Memos(), uuid4(), uuid4()

    memos.add_annotation(document, ana, "some\nwords", "odd")
    memos.add_annotation(document, ana, "long " * 40, "")
    memos.add_annotation(document, ana, "long " * 40, "too long")

    (memo,) = memos.all()
    first, second = memo.text.split("\n\n")
    assert (memo.kind, memo.about, first) == ("document", document, "“some words”: odd")
    assert second.endswith("…”: too long")
    assert len(second) < 100


def test_notes_that_are_too_long_together_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coder_app.formats.projects.picture_memos.MAX_MEMOS", 9)
    memos, one = Memos(), uuid4()

    memos.add("code", one, one, "five!")
    memos.add("code", one, one, "five!")  # there already: takes no room
    memos.add("coding", one, one, "too long")
    memos.add("document", one, one, "four")

    assert [memo.text for memo in memos.all()] == ["five!", "four"]
    (lost,) = memos.left_out()
    assert (lost.kind, lost.name) == ("notes", "1 of them")
    assert lost.why == "Together they have more than 9 characters."


def test_notes_that_all_came_in_are_not_listed() -> None:
    memos = Memos()
    memos.add("code", uuid4(), uuid4(), "a note")

    assert list(memos.left_out()) == []
