# SPDX-License-Identifier: MIT
"""Colours as people and other programs write them: by name, in hexadecimal digits, or as RGB."""

from __future__ import annotations

import re

from coder_app.core.colours import families, is_hex, palette_names

_HEX = re.compile(r"(?:#|0x)?([0-9a-f]{6})(?:[0-9a-f]{2})?")  # the last two digits: how opaque
_SHORT = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])")
_RGB = re.compile(r"(?:rgb)?\(?\s*(\d{1,3})\s*[,; ]\s*(\d{1,3})\s*[,; ]\s*(\d{1,3})\s*\)?")
_NAMES = {
    name: f"#{digits}"
    for digits, names in (
        ("000000", "black schwarz"),
        ("808080", "gray grey grau"),
        ("C0C0C0", "silver"),
        ("FFFFFF", "white weiss"),
        ("800000", "maroon"),
        ("8B0000", "darkred dunkelrot"),
        ("FF0000", "red rot"),
        ("DC143C", "crimson"),
        ("FA8072", "salmon"),
        ("FF7F50", "coral"),
        ("A52A2A", "brown braun"),
        ("D2B48C", "tan"),
        ("FFA500", "orange"),
        ("FF8C00", "darkorange"),
        ("FFD700", "gold"),
        ("FFFF00", "yellow gelb"),
        ("808000", "olive"),
        ("00FF00", "lime"),
        ("90EE90", "lightgreen hellgrün"),
        ("008000", "green grün"),
        ("006400", "darkgreen dunkelgrün"),
        ("008080", "teal"),
        ("40E0D0", "turquoise türkis"),
        ("00FFFF", "aqua cyan"),
        ("87CEEB", "skyblue"),
        ("ADD8E6", "lightblue hellblau"),
        ("0000FF", "blue blau"),
        ("00008B", "darkblue dunkelblau"),
        ("000080", "navy"),
        ("4B0082", "indigo"),
        ("800080", "purple lila"),
        ("EE82EE", "violet violett"),
        ("DDA0DD", "plum"),
        ("FF00FF", "fuchsia magenta"),
        ("FFC0CB", "pink rosa"),
    )
    for name in names.split()
}


def read_colour(written: str) -> str | None:
    """Give a colour as the codebook has it: of the palette, or #RRGGBB; None for what is none.

    >>> read_colour("Light Blue"), read_colour("tide-3"), read_colour("rgb(255, 0, 16)")
    ('#ADD8E6', 'tide-3', '#FF0010')
    """
    plain = " ".join(written.split()).casefold()
    if not plain or plain in palette_names() or plain in families():
        return plain
    if is_hex(written.strip()):
        return written.strip()  # as it was written, so that a file comes back the same
    named = _NAMES.get(re.sub(r"[ _-]", "", plain))
    return named or _of_digits(plain)


def _of_digits(plain: str) -> str | None:
    long, short, parts = _HEX.fullmatch(plain), _SHORT.fullmatch(plain), _RGB.fullmatch(plain)
    if parts and all(int(part) <= 255 for part in parts.groups()):
        return "#" + "".join(f"{int(part):02X}" for part in parts.groups())
    if long:
        return f"#{long[1].upper()}"
    return "#" + "".join(2 * part.upper() for part in short.groups()) if short else None
