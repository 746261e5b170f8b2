# SPDX-License-Identifier: MIT
"""Edits between wordings, and spans carried through them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.core.revision import Edit, Fate, carry, find_edits

WORDS = [
    "trust",
    "she",
    "😀",
    "café",
    "cafe\u0301",
    "我们",
    "喜欢",
    "שלום",
    "I",
    "don't",
    ".",
    "?",
    "\n",
    "\n\n",
]
texts = st.lists(st.sampled_from(WORDS), max_size=40).map(" ".join)


def rebuilt(old: str, new: str, edits: Sequence[Edit]) -> str:
    """Make the new text from the old one and what the edits put in."""
    pieces, at = [], 0
    for old_start, old_end, new_start, new_end in edits:
        pieces += [old[at:old_start], new[new_start:new_end]]
        at = old_end
    return "".join([*pieces, old[at:]])


def carried_words(old: str, new: str, words: str) -> tuple[str, Fate]:
    start = old.index(words)
    found = carry(find_edits(old, new), start, start + len(words))
    return new[found.start : found.end], found.fate


@settings(max_examples=300, deadline=None)
@given(texts, texts)
def test_edits_rebuild_the_new_text(old: str, new: str) -> None:
    edits = find_edits(old, new)

    assert rebuilt(old, new, edits) == new


@settings(max_examples=300, deadline=None)
@given(texts, texts)
def test_edits_are_in_order_and_something_equal_stands_between_them(old: str, new: str) -> None:
    edits = find_edits(old, new)

    for before, after in pairwise(edits):
        assert before[1] < after[0]
        assert before[3] < after[2]
    for a, b, c, d in edits:
        assert old[a:b] != new[c:d]


@settings(max_examples=300, deadline=None)
@given(texts, texts, st.data())
def test_a_span_that_no_edit_touches_keeps_its_words(
    old: str, new: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(old)))
    end = data.draw(st.integers(start, len(old)))
    edits = find_edits(old, new)
    touched = any(b > start and a < end for a, b, _, _ in edits if a < b)
    inside = any(start < a < end for a, b, _, _ in edits if a == b)

    found = carry(edits, start, end)

    assert 0 <= found.start <= found.end <= len(new)
    if start < end and not touched and not inside:
        assert new[found.start : found.end] == old[start:end]
        assert found.fate is Fate.KEPT


def test_equal_texts_have_no_edits() -> None:
    assert find_edits("Ana: hello", "Ana: hello") == ()


def test_a_corrected_word_keeps_the_coding_around_it() -> None:
    words, fate = carried_words("I trust hre a lot.", "I trust her a lot.", "trust hre a lot")

    assert words == "trust her a lot"
    assert fate is Fate.CHANGED


def test_a_coding_moves_when_words_come_in_before_it() -> None:
    words, fate = carried_words("She is kind.", "Well, yes. She is kind.", "She is kind")

    assert words == "She is kind"
    assert fate is Fate.KEPT


def test_words_inserted_at_a_border_stay_outside() -> None:
    words, fate = carried_words("yes trust no", "yes, very much, trust me no", "trust")

    assert words == "trust"
    assert fate is Fate.KEPT


def test_a_deleted_passage_is_lost() -> None:
    words, fate = carried_words("One. Two is out. Three.", "One. Three.", "Two is out.")

    assert words == ""
    assert fate is Fate.LOST


def test_a_passage_mostly_replaced_wants_another_look() -> None:
    old, new = "Mara: one two three four. Yes.", "Mara: uno dos tres four. Yes."

    words, fate = carried_words(old, new, "one two three four")

    assert words == "uno dos tres four"
    assert fate is Fate.LOOK_AGAIN


def test_a_start_at_the_beginning_of_the_text_is_carried_like_any_other() -> None:
    found = carry(find_edits("Ann says yes", "Anna says yes"), 0, 8)

    assert (found.start, found.end) == (0, 9)


def test_a_reflowed_text_keeps_its_words_and_their_codings() -> None:
    rng = random.Random(7)
    words = ["trust", "she", "video", "kind", "shop", "hair"]
    sentences = [" ".join(rng.choices(words, k=9)) + f" {n}." for n in range(300)]
    old, new = " ".join(sentences), "\n".join(" ".join(sentences).split(" "))

    edits = find_edits(old, new)

    assert all(old[a:b].isspace() and new[c:d].isspace() for a, b, c, d in edits)


def test_a_letter_is_not_parted_from_its_accent() -> None:
    edits = find_edits("cafe nero", "cafe\u0301 nero")

    assert edits == ((0, 4, 0, 5),)


@pytest.mark.parametrize("size", [3_000])
def test_a_long_block_without_anchors_is_replaced_as_one(size: int) -> None:
    old = "start " + "ja nein " * size + "end"
    new = "start " + "nein oui " * size + "end"

    edits = find_edits(old, new)

    assert rebuilt(old, new, edits) == new
    assert len(edits) < 5
