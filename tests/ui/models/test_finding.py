# SPDX-License-Identifier: MIT
"""Names are found by a few letters."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.ui.models.finding import find_letters, ranked


@pytest.mark.parametrize(
    ("asked", "name", "letters"),
    [
        ("au re", "authenticity resonance", "aure"),
        ("aur", "authenticity resonance", "aur"),
        ("pmb", "parasocial micro-bonding", "pmb"),
        ("re", "direct engagement", "re"),
        ("TR", "trust", "tr"),
        ("ß", "Straße", "ß"),
    ],
)
def test_a_few_letters_find_a_name(asked: str, name: str, letters: str) -> None:
    found = find_letters(asked, name)

    assert found is not None
    assert "".join(name[at] for at in found.letters).lower() == letters


@pytest.mark.parametrize(("asked", "name"), [("re au", "authenticity resonance"), ("xq", "trust")])
def test_letters_that_are_not_there_find_nothing(asked: str, name: str) -> None:
    assert find_letters(asked, name) is None


def test_beginnings_of_words_come_before_letters_inside() -> None:
    names = ["direct engagement", "shared interests", "relatability capital", "perceived reach"]

    found = [name for name, _ in ranked("re", names, str)]

    assert found[:2] == ["relatability capital", "perceived reach"]
    assert set(found) == set(names)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=12), st.text(max_size=30))
def test_letters_found_lie_in_the_name_in_order(asked: str, name: str) -> None:
    found = find_letters(asked, name)

    if found is not None:
        assert list(found.letters) == sorted(set(found.letters))
        assert all(0 <= at < len(name) for at in found.letters)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abcdé ß-", min_size=1, max_size=20), st.data())
def test_any_piece_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(name) - 1))
    end = data.draw(st.integers(start + 1, len(name)))

    assert find_letters(name[start:end], name) is not None
