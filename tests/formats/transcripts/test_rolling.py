# SPDX-License-Identifier: MIT
"""Captions that repeat themselves are read once, and what people say twice stays twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.formats.transcript_files import read_transcript
from coder_app.formats.transcripts.cues import Cue
from coder_app.formats.transcripts.rolling import lines_again, overlap, without_words_again

Write = Callable[[str, bytes | str], Path]

SAID = [
    *("so today we talk about", "why people follow her", "no no no", "no no not for the money"),
    *("she feels like a friend", "like a friend of mine", "yeah", "yeah", "that is all"),
]
WHOLE = " ".join(SAID)
Shown = list[list[str]]


def window(height: int) -> Shown:
    """Lines that move up as a new one comes."""
    return [SAID[max(0, n + 1 - height) : n + 1] for n in range(len(SAID))]


def settled() -> Shown:
    """Two lines, then the new one alone for a moment: how YouTube does it."""
    pairs = [(([before] if before else []) + [line], [line]) for before, line in PAIRS]
    return [shown for both in pairs for shown in both]


def grown(above: int) -> Shown:
    """A line that grows word by word, below others."""
    return [
        [*SAID[max(0, n - above) : n], " ".join(line.split()[:count])]
        for n, line in enumerate(SAID)
        for count in range(1, len(line.split()) + 1)
    ]


PAIRS = [("", SAID[0]), *pairwise(SAID)]


def captions(shown: Iterable[Sequence[str]], kind: str) -> str:
    blocks = (
        f"{n}\n00:{n // 60:02}:{n % 60:02},000 --> 00:{n // 60:02}:{n % 60:02},900\n"
        + "\n".join(lines)
        for n, lines in enumerate(shown, start=1)
    )
    text = "\n\n".join(blocks)
    return text if kind == "srt" else "WEBVTT\n\n" + text.replace(",", ".")


@pytest.mark.parametrize("kind", ["vtt", "srt"])
@pytest.mark.parametrize(
    "shown",
    [window(1), window(2), window(3), settled(), grown(0), grown(1)],
    ids=["apart", "two lines", "three lines", "settled", "growing", "growing below another"],
)
def test_each_word_is_read_as_often_as_it_was_said(write: Write, shown: Shown, kind: str) -> None:
    draft = read_transcript(write(f"talk.{kind}", captions(shown, kind)))

    assert " ".join(draft.text.split()) == WHOLE
    told = any("the one before" in warning.sentence for warning in draft.warnings)
    assert told == (shown != window(1))


def test_two_lines_written_as_one_are_taken_apart_by_their_words() -> None:
    said = [line for line in SAID if line != "yeah"]
    shown = [" ".join(said[max(0, n - 1) : n + 1]) for n in range(len(said))]

    kept, count = without_words_again(cues_of(shown))

    assert " ".join(cue.words for cue in kept) == " ".join(said)
    assert count == len(said) - 1


def test_chinese_captions_grow_letter_by_letter() -> None:
    said = ["我喜欢她", "因为她很真实", "就像朋友"]
    shown = [line[: n + 1] for line in said for n in range(len(line))]

    kept, _ = without_words_again(cues_of(shown))

    assert "".join(cue.words for cue in kept) == "".join(said)


def test_signs_and_capitals_that_come_later_make_no_other_words() -> None:
    shown = ["so", "So today", "So, today we", "So, today we talk."]

    kept, _ = without_words_again(cues_of([*shown, *shown]))

    assert [cue.words for cue in kept] == 2 * ["so", "today", "we", "talk."]


def test_one_word_times_are_enough_for_a_short_file_of_youtube(write: Write) -> None:
    text = (
        "WEBVTT\n\n00:46.070 --> 00:46.470 align:start\nyeah\n\n00:46.470 --> 00:47.000\nyeah\n"
        "<c>what</c>\n00:47.000 --> 00:48.000\nthis<00:47.200><c> will</c>\n\n"
        "00:48.000 --> 00:48.100\nthis will\n </c>\n"
    )

    assert read_transcript(write("talk.vtt", text)).text == "yeah what this will"


# ---- what is no rolling


@pytest.mark.parametrize(
    "shown",
    [
        ["Yeah."] * 9,
        ["Yeah.", "Yeah.", "No.", "No.", "a b c", "d", "e", "f g", "h", "i j", "k", "l", "m", "n"],
        ["I know", "know what", "what for", "for me", "me too", "too bad"],
        ["one two three", "four five six", "seven", "eight", "nine", "nine", "ten", "ten"],
    ],
)
def test_what_is_said_twice_now_and_then_stays(shown: list[str]) -> None:
    assert without_words_again(cues_of(shown)) == (cues_of(shown), 0)


def test_another_voice_may_say_the_same() -> None:
    words = [("a b c", "Ana"), ("a b c", "Bo"), ("d e f", "Ana"), ("d e f", "Bo"), ("g h i", "Ana")]
    cues = [Cue(n, n + 1, voice, said, n) for n, (said, voice) in enumerate(words)]

    assert without_words_again(cues) == (cues, 0)


def test_after_a_pause_the_same_words_are_said_again() -> None:
    shown = ["a b c", "d e f", "g h i"]
    cues = [Cue(9 * n, 9 * n + 1, "", shown[n // 2], n) for n in range(6)]

    assert without_words_again(cues) == (cues, 0)


def test_a_file_without_captions_has_nothing_again() -> None:
    assert lines_again([], times_words=True) == []
    assert without_words_again([]) == ([], 0)


@given(st.lists(st.sampled_from("abc"), max_size=8), st.lists(st.sampled_from("abc"), max_size=8))
def test_an_overlap_is_the_longest_that_there_is(before: list[str], after: list[str]) -> None:
    found = [n for n in range(1, 9) if n <= len(before) and before[-n:] == after[:n]]

    assert overlap(before, after) == max(found, default=0)


def cues_of(shown: Sequence[str]) -> list[Cue]:
    return [Cue(n, n + 1, "", words, n) for n, words in enumerate(shown)]
