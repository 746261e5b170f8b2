# SPDX-License-Identifier: MIT
"""Colours are understood as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.core.colours import is_hex, palette_names
from coder_app.formats.codebooks.colour_names import read_colour


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("", ""),
        ("  ", ""),
        ("Tide-3", "tide-3"),
        ("ember", "ember"),
        ("#12aBcD", "#12aBcD"),
        ("12abcd", "#12ABCD"),
        ("0x12ABCD", "#12ABCD"),
        ("#12abcdff", "#12ABCD"),
        ("#f80", "#FF8800"),
        ("Red", "#FF0000"),
        ("dark blue", "#00008B"),
        ("light_green", "#90EE90"),
        ("rgb(1, 2, 3)", "#010203"),
        ("255;128;0", "#FF8000"),
        ("300, 0, 0", None),
        ("reddish", None),
        ("tide-99", None),
        ("#12", None),
    ],
)
def test_a_colour_is_known_however_it_is_written(written: str, colour: str | None) -> None:
    assert read_colour(written) == colour


@given(st.text(max_size=20))
def test_what_comes_out_is_a_colour_or_none(written: str) -> None:
    colour = read_colour(written)

    known = (None, "", *palette_names(), "ember", "tide", "iris", "stone")
    assert colour in known or is_hex(str(colour))
