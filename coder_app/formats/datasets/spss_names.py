# SPDX-License-Identifier: MIT
"""Names that SPSS takes for variables: a letter first, no spaces or signs, 64 bytes, none twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

MOST_BYTES = 64
_RESERVED = frozenset(
    ("all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with")
)
_SIGNS = re.compile(r"[^\w.]+|\.+")


def variable_names(headers: Iterable[str]) -> list[str]:
    """Make a legal name of each header, as like it as can be; case does not tell two apart.

    >>> variable_names(["code path", "2nd", "to", "Code Path"])
    ['code_path', 'v2nd', 'to_', 'Code_Path_2']
    """
    names: list[str] = []
    taken: set[str] = set()
    for header in headers:
        plain = _plain(header)
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = f"{cut(plain, MOST_BYTES - len(str(number)) - 1)}_{number}"
        taken.add(name.casefold())
        names.append(name)
    return names


def cut(text: str, most: int) -> str:
    """Cut a text to so many bytes of UTF-8, never within a character.

    >>> cut("naïve", 3)
    'na'
    """
    data = text.encode("utf-8", "replace")
    return text if len(data) <= most else data[:most].decode("utf-8", "ignore")


def _plain(header: str) -> str:
    joined = _SIGNS.sub("_", unicodedata.normalize("NFC", header)).strip("_")
    # letters beyond the Basic Plane, and marks alone, are no letters for SPSS
    kept = "".join(sign if sign <= "\uffff" else "_" for sign in joined)
    if not kept or not kept[0].isalpha():
        kept = f"v{kept}"
    kept = cut(kept, MOST_BYTES).rstrip("_") or "v"
    return f"{kept}_" if kept.casefold() in _RESERVED else kept
