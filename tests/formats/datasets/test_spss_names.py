# SPDX-License-Identifier: MIT
"""Headers become names that SPSS takes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.formats.datasets.spss_names import MOST_BYTES, cut, variable_names


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("code", "code"),
        ("code path", "code_path"),
        ("trust (words)", "trust_words"),
        ("Outcomes > trust", "Outcomes_trust"),
        ("2nd wave", "v2nd_wave"),
        ("_hidden", "hidden"),
        ("with", "with_"),
        ("Alter des Kindes: ü", "Alter_des_Kindes_ü"),
        ("a.b.", "a_b"),
        ("😀", "v"),
        ("", "v"),
        ("信任", "信任"),
    ],
)
def test_a_header_becomes_a_name_as_like_it_as_can_be(header: str, name: str) -> None:
    assert variable_names([header]) == [name]


def test_long_names_are_cut_between_characters_and_told_apart() -> None:
    first, second = variable_names(["ü" * 60, "ü" * 61])

    assert first == "ü" * 32
    assert second == "ü" * 31 + "_2"


def test_case_does_not_tell_names_apart() -> None:
    assert variable_names(["trust", "Trust", "trust 2"]) == ["trust", "Trust_2", "trust_2_2"]


@pytest.mark.parametrize(("text", "most", "kept"), [("abc", 2, "ab"), ("é", 1, ""), ("a", 9, "a")])
def test_a_text_is_cut_within_no_character(text: str, most: int, kept: str) -> None:
    assert cut(text, most) == kept


@given(st.lists(st.text(max_size=80), max_size=6))
def test_any_headers_become_legal_names(headers: list[str]) -> None:
    names = variable_names(headers)

    assert len({name.casefold() for name in names}) == len(headers)
    for name in names:
        assert 0 < len(name.encode("utf-8")) <= MOST_BYTES
        assert name[0].isalpha()
        assert re.fullmatch(r"[\w.]+", name)
        assert not name.endswith(".")
