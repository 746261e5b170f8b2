# SPDX-License-Identifier: MIT
"""Colours that a codebook brings along."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.core.colours import (
    as_hex,
    contrast,
    families,
    from_hex,
    from_oklch,
    is_hex,
    palette_names,
    paper_role,
    paper_shades,
    shades_of,
    to_oklch,
)
from coder_app.core.places import resources

RECIPE = tomllib.loads(resources("look", "tokens.toml").read_text("utf-8"))["recipe"]
INK = {"light": "#1E1B17", "dark": "#E9E6E0"}
colours = st.integers(0, 0xFFFFFF).map(lambda n: f"#{n:06X}")


@settings(deadline=None, max_examples=150)
@given(colours, st.sampled_from(["light", "dark"]))
def test_any_colour_gets_shades_that_can_be_read(colour: str, scheme: str) -> None:
    shades = shades_of(colour, RECIPE[scheme])

    assert contrast(shades.stripe, shades.tint) >= 3
    assert contrast(INK[scheme], shades.tint) >= 7
    assert contrast(INK[scheme], shades.strong) >= 7


@settings(deadline=None, max_examples=150)
@given(colours)
def test_oklch_there_and_back_is_the_same_colour(colour: str) -> None:
    assert from_oklch(*to_oklch(colour)) == colour


def test_oklch_of_red_is_ottossons() -> None:
    lightness, chroma, hue = to_oklch("#FF0000")

    assert lightness == pytest.approx(0.628, abs=0.001)
    assert chroma == pytest.approx(0.258, abs=0.001)
    assert hue == pytest.approx(0.510, abs=0.001)


def test_a_grey_stays_grey() -> None:
    shades = shades_of("#777777", RECIPE["light"])

    assert all(shade[1:3] == shade[3:5] == shade[5:7] for shade in vars_of(shades))


def vars_of(shades: object) -> list[str]:
    return [getattr(shades, name) for name in ("stripe", "tint", "strong")]


@pytest.mark.parametrize("word", ["red", "#fff", "#12345G", "", "#1234567"])
def test_only_six_digits_are_a_colour(word: str) -> None:
    assert not is_hex(word)
    with pytest.raises(ValueError, match="not a colour"):
        to_oklch(word)


def test_the_palette_has_thirty_names_in_four_families_in_the_order_of_the_tokens() -> None:
    names = palette_names()

    assert len(names) == len(set(names)) == 30
    assert names[0] == "ember-1"
    assert families() == ("ember", "tide", "iris", "stone")


def test_colours_of_the_palette_go_out_as_digits_and_come_back_by_name() -> None:
    for name in palette_names():
        assert is_hex(as_hex(name))
        assert from_hex(as_hex(name)) == name
    for family in families():
        assert from_hex(as_hex(family), codable=False) == family
    assert as_hex("#a1b2c3") == "#A1B2C3"
    assert from_hex("#A1B2C3") == "#A1B2C3"
    assert as_hex("no colour") == ""


def test_codes_on_paper_have_the_colours_of_the_light_theme() -> None:
    assert paper_shades("tide-1").stripe == "#559075"
    assert paper_shades("") == paper_shades("nonsense") == paper_shades("stone-1")
    assert paper_shades("#ff0000") == shades_of("#ff0000", RECIPE["light"])
    assert paper_role("ink") == INK["light"]
