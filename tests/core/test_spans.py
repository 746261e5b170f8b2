# SPDX-License-Identifier: MIT
"""Spans: what they share, hold and cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.core.spans import Span

SPANS = st.tuples(st.integers(0, 60), st.integers(1, 40)).map(lambda p: Span(p[0], p[0] + p[1]))


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_nothing_and_less_are_no_spans(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_touching_is_not_overlapping() -> None:
    assert not Span(0, 5).overlaps(Span(5, 9))
    assert Span(0, 6).overlaps(Span(5, 9))


@given(SPANS, SPANS)
def test_what_two_spans_share_is_what_their_characters_share(one: Span, other: Span) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))

    both = one.intersect(other)

    assert one.overlaps(other) == bool(shared)
    assert set(range(both.start, both.end)) == shared if both else not shared
    assert one.contains(other) == (shared == set(range(other.start, other.end)))


@given(SPANS, st.integers(0, 20))
def test_a_shifted_span_keeps_its_length(span: Span, by: int) -> None:
    assert len(span.shift(by)) == len(span)
    assert span.shift(by).shift(-by) == span


@given(st.text(alphabet="a𠮷😀 \n\u00a0", max_size=30), SPANS)
def test_trimming_leaves_out_white_space_only(text: str, span: Span) -> None:
    trimmed = span.trimmed(text)

    words = span.text_of(text)
    assert (trimmed.text_of(text) if trimmed else "") == words.strip()
