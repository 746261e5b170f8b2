# SPDX-License-Identifier: MIT
from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.core.records import Break, BreakKind, TranscriptDraft
from coder_app.formats.transcripts.plain_text import read_text
from coder_app.formats.transcripts.reading import Reading
from coder_app.formats.transcripts.rewriting import Replacement, rewritten

TEXT = "Ana: I trust her. 😀\nBo: Why?\nAna: So.\n"


def draft(text: str = TEXT) -> TranscriptDraft:
    return read_text(text.encode(), Path("talk.txt"), Reading())


def said(found: TranscriptDraft) -> list[tuple[str, str]]:
    text = found.text
    return [(text[t.label_start : t.label_end], text[t.start : t.end]) for t in found.turns]


def test_nothing_to_change_changes_nothing() -> None:
    found = draft()

    assert rewritten(found, []) is found


def test_turns_move_along() -> None:
    found = rewritten(draft(), [Replacement(24, 25, "Who"), Replacement(0, 3, "Anna Lee")])

    assert said(found)[:2] == [("Anna Lee: ", "I trust her. 😀"), ("Bo: ", "Whohy?")]


def test_a_turn_of_which_nothing_is_left_goes() -> None:
    found = rewritten(draft(), [Replacement(20, 28)])

    assert [turn.speaker for turn in found.turns] == ["Ana", "Ana"]


def test_a_turn_without_words_keeps_its_label() -> None:
    found = rewritten(draft(), [Replacement(24, 28)])

    assert said(found)[1] == ("Bo: ", "")


def test_breaks_move_along() -> None:
    found = TranscriptDraft(
        name="",
        text="abcdef",
        turns=(),
        original=b"",
        format="txt",
        breaks=(Break(kind=BreakKind.PAGE, start=4),),
    )

    assert rewritten(found, [Replacement(1, 3)]).breaks[0].start == 2


def test_changes_that_overlap_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="overlap"):
        rewritten(draft(), [Replacement(0, 5), Replacement(4, 6)])


@given(st.lists(st.integers(0, len(TEXT)), max_size=8, unique=True), st.sampled_from(["", "😀x"]))
def test_turns_stay_in_order_and_within_the_text(borders: list[int], words: str) -> None:
    borders = sorted(borders)[: len(borders) // 2 * 2]
    changes = [Replacement(a, b, words) for a, b in zip(borders[::2], borders[1::2], strict=True)]

    found = rewritten(draft(), changes)

    end = 0
    for turn in found.turns:
        assert end <= turn.label_start <= turn.label_end <= turn.start <= turn.end
        end = turn.end
    assert end <= len(found.text)
