# SPDX-License-Identifier: MIT
from __future__ import annotations

from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from coder_app.core.spans import Span
from coder_app.formats.projects.qualcoder_places import PlacedText, Places


def text(body: str) -> PlacedText:
    return PlacedText.of(uuid4(), "a", body)


def test_each_passage_tells_by_its_words_how_it_counts() -> None:
    places, one = Places(), text("😀 one\r\n😀 two")

    assert places.by_words(one, 3, 6, "one") == Span(2, 5)  # UTF-16
    assert places.by_words(one, 2, 5, "one") == Span(2, 5)  # characters
    assert places.by_words(one, 10, 13, "two") == Span(8, 11)  # UTF-16, a line end as one
    assert places.by_words(one, 9, 12, "two") == Span(8, 11)  # characters, a line end as two
    assert (places.moved, places.odd) == (0, 0)


def test_words_may_have_the_line_ends_of_a_window() -> None:
    assert Places().by_words(text("one\ntwo"), 0, 7, "one\u2029two") == Span(0, 7)


def test_a_mark_that_stayed_in_the_text_counts_or_does_not() -> None:
    places = Places()

    assert places.by_words(text("\ufeffone two"), 5, 8, "two") == Span(4, 7)
    assert places.by_words(text("\ufeffone two"), 4, 7, "two") == Span(4, 7)


def test_words_that_moved_are_found_at_the_nearest_place() -> None:
    places = Places()
    one = text("far two " + "x" * 50 + " two here two")

    assert places.by_words(one, 60, 63, "two") == Span(59, 62)
    assert places.moved == 1


def test_other_words_are_odd_and_no_words_are_not() -> None:
    places, one = Places(), text("one two")

    assert places.by_words(one, 0, 3, "nine") == Span(0, 3)
    assert places.by_words(one, 0, 3, "") == Span(0, 3)
    assert places.by_words(one, 8, 99, "nine") is None
    assert (places.moved, places.odd) == (0, 1)


def test_what_has_no_words_follows_those_that_have() -> None:
    by_hand, by_program, one = Places(), Places(), text("😀😀😀 one two")
    by_hand.by_words(one, 7, 10, "one")
    by_program.by_words(one, 4, 7, "one")

    assert by_hand.by_position(one, 11, 14) == Span(8, 11)
    assert by_program.by_position(one, 8, 11) == Span(8, 11)
    assert by_hand.words == "UTF-16 units, each line end as one"
    assert by_program.words == Places().words == "characters"


@given(st.text(st.sampled_from("ab 😀\n"), min_size=1, max_size=30), st.booleans(), st.data())
def test_the_words_are_found_whichever_way_they_were_counted(
    body: str, utf16: bool, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(body) - 1))
    end = data.draw(st.integers(start + 1, len(body)))

    def told(at: int) -> int:
        return len(body[:at].encode("utf-16-le")) // 2 if utf16 else at

    span = Places().by_words(text(body), told(start), told(end), body[start:end])

    assert span is not None
    if body[start:end].strip():
        assert span.text_of(body).split() == body[start:end].split()


def test_a_span_far_longer_than_the_words_is_not_compared_with_them() -> None:
    places, long = Places(), text("word " * 1_000_000)

    for start in range(500):
        assert places.by_words(long, start, 4_999_990, "other") == Span(start, 4_999_990)
    assert (places.moved, places.odd) == (0, 500)


def test_of_two_places_before_and_after_the_nearer_one_is_taken() -> None:
    one = text("two" + "x" * 20 + "two" + "x" * 30 + "two")

    assert Places().by_words(one, 30, 33, "two") == Span(23, 26)
    assert Places().by_words(one, 50, 53, "two") == Span(56, 59)
