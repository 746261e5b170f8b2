# SPDX-License-Identifier: MIT
"""The text for the screen is as long as the wording; its paragraphs know their lines."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.core.records import SpeakerRole, Turn
from coder_app.formats.transcripts.speakers import find_turns
from coder_app.ui.transcript.shown import ZERO_WIDTH, Kind, cut_paragraphs, show_text


def turn(label: tuple[int, int], words: tuple[int, int], speaker: str = "Ana") -> Turn:
    return Turn(
        speaker=speaker,
        role=SpeakerRole.PARTICIPANT,
        label_start=label[0],
        label_end=label[1],
        start=words[0],
        end=words[1],
    )


def test_a_label_gets_a_line_of_its_own() -> None:
    shown = show_text("Ana: I stayed.", [turn((0, 4), (5, 14))])

    assert shown == f"Ana\n{ZERO_WIDTH}I stayed."


@pytest.mark.parametrize(
    ("text", "label", "start", "expected"),
    [
        ("Ana:Yes", (0, 4), 4, "Ana\nYes"),
        ("Ana:   Yes", (0, 4), 7, f"Ana\n{ZERO_WIDTH * 3}Yes"),
        ("Ana: Yes", (0, 3), 5, f"Ana\n{ZERO_WIDTH}Yes"),
        ("Ana Yes", (0, 3), 4, "Ana\nYes"),
        ("Ana  00:12\nYes", (0, 10), 11, "Ana  00:12\nYes"),
        ("[00:12] Ana: Yes", (0, 12), 13, f"[00:12] Ana\n{ZERO_WIDTH}Yes"),
    ],
)
def test_labels_of_many_kinds(text: str, label: tuple[int, int], start: int, expected: str) -> None:
    assert show_text(text, [turn(label, (start, len(text)))]) == expected


def test_a_label_without_words_stays_as_it_is() -> None:
    assert show_text("Ana:", [turn((0, 4), (4, 4))]) == "Ana:"


def test_a_label_in_the_middle_of_a_line_begins_a_new_one() -> None:
    text = "Yes. Ana: No."

    shown = show_text(text, [turn((5, 9), (10, 13))])

    assert shown == f"Yes.\nAna\n{ZERO_WIDTH}No."


def test_long_paragraphs_break_after_a_sentence() -> None:
    text = "Some words here. " * 1_000

    shown = show_text(text, [])

    assert len(shown) == len(text)
    assert shown.replace("\n", " ") == text
    assert max(map(len, shown.split("\n"))) <= 4_000
    assert all(part.endswith(".") for part in shown.split("\n")[:-1])


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=60))
def test_no_character_is_lost_or_added(text: str) -> None:
    shown = show_text(text, [])
    paragraphs = cut_paragraphs(text, shown, [])

    assert len(shown) == len(text)
    assert "\n".join(shown[p.start : p.end] for p in paragraphs) == shown


def test_lines_are_the_wordings_own() -> None:
    text = "Ana: One.\n\nAna: Three.\nFour."
    turns = [turn((0, 4), (5, 9)), turn((11, 15), (16, 28))]

    paragraphs = cut_paragraphs(text, show_text(text, turns), turns)

    assert [(p.kind, p.line) for p in paragraphs] == [
        (Kind.LABEL, 0),
        (Kind.WORDS, 1),
        (Kind.BLANK, 0),
        (Kind.LABEL, 0),
        (Kind.WORDS, 3),
        (Kind.WORDS, 4),
    ]


def test_breaks_for_the_screen_are_no_lines() -> None:
    text = "A sentence. " * 1_000 + "\nNext."

    paragraphs = cut_paragraphs(text, show_text(text, []), [])

    assert [p.line for p in paragraphs if p.line] == [1, 2]
    assert len(paragraphs) > 3


def test_a_turn_without_a_label_begins_with_its_first_words() -> None:
    paragraphs = cut_paragraphs("Yes.\nNo.", "Yes.\nNo.", [turn((0, 0), (0, 8))])

    assert [p.kind for p in paragraphs] == [Kind.FIRST, Kind.WORDS]


def test_a_label_that_the_readers_found_stands_on_its_own_line() -> None:
    text = "Ana: Yes 😀 it is.\n\n[00:01:02] Interviewer: And then?\n\nAna: Nothing."
    turns, _ = find_turns(text)

    paragraphs = cut_paragraphs(text, show_text(text, turns), turns)

    kinds = [p.kind for p in paragraphs]
    assert kinds[:3] == [Kind.LABEL, Kind.WORDS, Kind.BLANK]
    assert kinds.count(Kind.LABEL) == 3


@pytest.mark.parametrize("mark", ["\ufeff", "\u2029", "\ufdd0", "\r", "\0"])
def test_what_qt_would_swallow_is_shown_as_one_character(mark: str) -> None:
    shown = show_text(f"{mark}Ana{mark}", ())

    assert len(shown) == 5
    assert mark not in shown
