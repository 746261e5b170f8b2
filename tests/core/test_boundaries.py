# SPDX-License-Identifier: MIT
"""Words, sentences, turns and lines around a position."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.core.boundaries import (
    LineIndex,
    Step,
    WordIndex,
    count_words,
    line_of,
    narrow,
    next_word_end,
    next_word_start,
    previous_word_end,
    previous_word_start,
    sentence_spans,
    turn_at,
    widen,
    word_spans,
)
from coder_app.core.records import SpeakerRole, Turn
from coder_app.core.spans import Span

PIECES = [
    "she",
    "don't",
    "3.5",
    "cafe\u0301",
    "😀",
    "👩\u200d👩\u200d👧",
    "我们",
    "ひらカナ",
    "שלום",
    "مرحبا",
]
GLUE = [" ", "\n", "\n\n", ". ", ", ", "。", " – ", ""]
texts = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(GLUE)), max_size=25).map(
    lambda pairs: "".join(piece + glue for piece, glue in pairs)
)
TALK = "Ana: Hello there. How are\nyou, Dr. Smith?\n\nI am fine.\nBob: Yes, I 😀 see. Ok."


def turn(speaker: str, label_start: int, start: int, end: int) -> Turn:
    return Turn(
        speaker=speaker,
        role=SpeakerRole.PARTICIPANT,
        label_start=label_start,
        label_end=start,
        start=start,
        end=end,
    )


BOB = TALK.index("Bob")
TURNS = (turn("Ana", 0, 5, BOB - 1), turn("Bob", BOB, BOB + 5, len(TALK)))


def words_of(text: str) -> list[str]:
    return [span.text_of(text) for span in word_spans(text)]


def test_apostrophes_hyphens_and_decimal_points_belong_to_a_word() -> None:
    assert words_of("I don’t like well-known 3.5 'stars'.") == [
        *("I", "don’t", "like", "well-known", "3.5", "stars")
    ]


def test_a_combining_accent_does_not_end_a_word() -> None:
    assert words_of("cafe\u0301s हिन्दी") == ["cafe\u0301s", "हिन्दी"]


def test_chinese_and_japanese_words_are_runs_of_one_script() -> None:
    assert words_of("我喜欢她的视频。世界はワールド") == [
        "我喜欢她的视频",
        "世界",
        "は",
        "ワールド",
    ]


def test_emoji_are_no_words() -> None:
    assert count_words("Yes 😀 👩\u200d👩\u200d👧 no") == 2


@settings(max_examples=150, deadline=None)
@given(texts)
def test_words_do_not_overlap_and_hold_no_white_space(text: str) -> None:
    spans = word_spans(text)

    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert not any(character.isspace() for span in spans for character in span.text_of(text))
    assert count_words(text) == len(spans)


@settings(max_examples=150, deadline=None)
@given(texts, st.data())
def test_next_and_previous_word_borders_are_those_of_the_list(
    text: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(text)))
    starts = [span.start for span in word_spans(text)]
    ends = [span.end for span in word_spans(text)]

    assert next_word_end(text, at) == min((e for e in ends if e > at), default=at)
    assert next_word_start(text, at) == min((s for s in starts if s > at), default=at)
    assert previous_word_end(text, at) == max((e for e in ends if e < at), default=at)
    assert previous_word_start(text, at) == max((s for s in starts if s < at), default=at)


@settings(max_examples=150, deadline=None)
@given(texts)
def test_sentences_hold_every_word_once_and_in_order(text: str) -> None:
    spans = sentence_spans(text, "en")

    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert "".join("".join(span.text_of(text).split()) for span in spans) == "".join(text.split())


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    text = "I met Dr. Smith. He waved."

    assert [span.text_of(text) for span in sentence_spans(text)] == [
        "I met Dr. Smith.",
        "He waved.",
    ]


def test_an_unknown_language_is_read_like_english() -> None:
    assert len(sentence_spans("One. Two.", "xx-YY")) == len(sentence_spans("One. Two.", None)) == 2


def test_widening_goes_from_word_to_sentence_to_turn_and_stops() -> None:
    seen, span = [], Span(7, 8)
    for _ in range(4):
        span = widen(TALK, span, TURNS)
        seen.append(span.text_of(TALK))

    turn_of_ana = TALK[5 : BOB - 1]
    assert seen == ["Hello", "Hello there.", turn_of_ana, turn_of_ana]


def test_narrowing_goes_back_to_where_the_person_stands() -> None:
    at = TALK.index("Smith")
    sentence = narrow(TALK, Span(5, BOB - 1), TURNS, at)
    word = narrow(TALK, sentence, TURNS, at)

    assert sentence.text_of(TALK) == "How are\nyou, Dr. Smith?"
    assert word.text_of(TALK) == "Smith"
    assert narrow(TALK, word, TURNS, at) == word


def test_a_selection_over_two_turns_widens_to_both() -> None:
    wide = widen(TALK, Span(BOB - 4, BOB + 7), TURNS, Step.TURN)

    assert wide == Span(5, len(TALK))


@settings(max_examples=150, deadline=None)
@given(texts, st.sampled_from(Step), st.data())
def test_widening_never_loses_what_was_selected(text: str, step: Step, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(0, len(text)))
    if start >= end:
        return
    turns = (turn("A", 0, 0, len(text)),)

    wide = widen(text, Span(start, end), turns, step)

    assert wide.contains(Span(start, end))
    assert wide.end <= len(text)
    assert wide.contains(narrow(text, wide, turns, start))


def test_a_position_in_a_label_belongs_to_its_turn() -> None:
    assert turn_at(TURNS, BOB) == TURNS[1]
    assert turn_at(TURNS[1:], 3) is None


@settings(max_examples=100, deadline=None)
@given(texts, st.data())
def test_lines_are_counted_by_line_feeds_only(text: str, data: st.DataObject) -> None:
    text = text.replace(" ", "\u2028", 1)
    at = data.draw(st.integers(0, len(text)))
    index = LineIndex(text)

    assert index.line(at) == line_of(text, at) == text[:at].count("\n") + 1
    assert index.start(index.line(at)) <= at
    assert "\n" not in text[index.start(index.line(at)) : at]


@given(texts, st.data())
def test_an_index_counts_the_words_of_a_stretch_as_they_are_counted_in_it(text, data) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    assert WordIndex(text).count(start, end) == count_words(text[start:end])
