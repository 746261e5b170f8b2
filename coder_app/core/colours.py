# SPDX-License-Identifier: MIT
"""Colours of codes from outside the palette, made readable in OKLCH; contrast as in WCAG 2."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from coder_app.core.places import resources

_HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
_LEAST_CONTRAST = 3.0
_NO_COLOUR = "stone-1"
_Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Shades:
    """What a code needs in one theme, each as #RRGGBB."""

    stripe: str
    tint: str
    strong: str


def is_hex(colour: str) -> bool:
    """Tell whether this is a colour written as #RRGGBB."""
    return _HEX.match(colour) is not None


def contrast(one: str, other: str) -> float:
    """Give the WCAG 2 contrast ratio of two colours, 1 to 21.

    >>> round(contrast("#000000", "#FFFFFF"))
    21
    """
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def shades_of(colour: str, recipe: Mapping[str, Sequence[float]]) -> Shades:
    """Make the shades of a foreign colour: same hue, fixed tints, a stripe with 3:1 on its tint.

    `recipe` has `stripe_l` (least and most lightness), `tint` and `strong` (lightness, chroma).
    """
    lightness, chroma, hue = to_oklch(colour)
    least, most = recipe["stripe_l"]
    tint = from_oklch(recipe["tint"][0], min(recipe["tint"][1], chroma), hue)
    strong = from_oklch(recipe["strong"][0], min(recipe["strong"][1], chroma), hue)
    away = 0.01 if recipe["tint"][0] < most else -0.01  # the stripe flees from its tint
    lightness = min(max(lightness, least), most)
    stripe = from_oklch(lightness, chroma, hue)
    while contrast(stripe, tint) < _LEAST_CONTRAST and 0 < lightness < 1:
        lightness += away
        stripe = from_oklch(lightness, chroma, hue)
    return Shades(stripe, tint, strong)


def to_oklch(colour: str) -> _Triple:
    """Give lightness (0 to 1), chroma and hue (radians) of #RRGGBB, after Ottosson 2020."""
    red, green, blue = (_linear(part) for part in _parts(colour))
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """Write a colour as #RRGGBB; chroma gives way until the screen can show it."""
    low, high = 0.0, chroma
    if not _is_shown(_linear_rgb(lightness, chroma, hue)):
        for _ in range(16):
            middle = (low + high) / 2
            if _is_shown(_linear_rgb(lightness, middle, hue)):
                low = middle
            else:
                high = middle
        chroma = low
    return "#" + "".join(f"{_stored(part):02X}" for part in _linear_rgb(lightness, chroma, hue))


def _linear_rgb(lightness: float, chroma: float, hue: float) -> _Triple:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _is_shown(rgb: _Triple) -> bool:
    return all(-0.0005 <= part <= 1.0005 for part in rgb)


def _parts(colour: str) -> _Triple:
    if not is_hex(colour):
        raise ValueError(f"not a colour: {colour!r}")
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


def _stored(part: float) -> int:
    part = min(max(part, 0.0), 1.0)
    return round(255 * (part * 12.92 if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055))


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@lru_cache(maxsize=1)
def _tokens() -> dict[str, Any]:
    return tomllib.loads(resources("look", "tokens.toml").read_text("utf-8"))


@lru_cache(maxsize=1)
def palette_names() -> tuple[str, ...]:
    """List the names of the palette's colours, in the order in which new codes take them."""
    return tuple(_tokens()["code"])


def paper_shades(colour: str) -> Shades:
    """Give a code's colours on paper, by name or #RRGGBB; what cannot be read is stone."""
    named = _tokens()["code"]
    if colour not in named and is_hex(colour):
        return shades_of(colour, _tokens()["recipe"]["light"])
    light = named.get(colour, named[_NO_COLOUR])["light"]
    return Shades(light["stripe"], light["tint"], light["strong"])


def paper_role(name: str) -> str:
    """Give a colour of the look on paper, such as "ink" or "hairline"."""
    return str(_tokens()["roles"]["light"][name])


def families() -> tuple[str, ...]:
    """List the families of the palette's colours; "stone" is for what has none of its own."""
    return tuple(dict.fromkeys(name.rpartition("-")[0] for name in palette_names()))


def as_hex(colour: str) -> str:
    """Write a code's colour as #RRGGBB: of the palette, a family (its first), or foreign."""
    return colour.upper() if is_hex(colour) else _hexes().get(colour, "")


def from_hex(colour: str, *, codable: bool = True) -> str:
    """Give the palette's name of a colour that is in it; groups are named by their family."""
    for name, shown in _hexes().items():
        if shown == colour.upper() and (name in families()) is not codable:
            return name
    return colour


@lru_cache(maxsize=1)
def _hexes() -> dict[str, str]:
    tokens = tomllib.loads(resources("look", "tokens.toml").read_text("utf-8"))
    shown = {name: str(shades["light"]["stripe"]) for name, shades in tokens["code"].items()}
    first = {family: shown[f"{family}-1"] for family in families()}
    return first | shown
