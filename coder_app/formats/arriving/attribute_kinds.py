# SPDX-License-Identifier: MIT
"""What kind of attribute a column of a table is, told by its values; and what is no value."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date

from coder_app.core.described import AttributeDraft, Described

KINDS = ("text", "number", "date", "choice")
_NOTHING = frozenset({"", "na", "n/a", "n.a.", "nan", "null", ".", "-", "–", "—"})
_MOST_CHOICES = 12
_LONGEST_CHOICE = 40


def known(value: str) -> str:
    """Give a value without space around it; nothing where it says that nothing is known.

    >>> known(" n/a "), known(" 24")
    ('', '24')
    """
    plain = value.strip()
    return "" if plain.casefold() in _NOTHING else plain


def kind_of(values: Iterable[str]) -> str:
    """Guess the kind: dates such as 2025-03-31, numbers such as 3.5, a few words that repeat."""
    told = [value for value in map(known, values) if value]
    if told and all(map(_is_date, told)):
        return "date"
    if told and all(map(is_number, told)):
        return "number"
    different = {value.casefold() for value in told}
    is_short = max(map(len, told), default=0) <= _LONGEST_CHOICE
    repeats = 0 < 2 * len(different) <= len(told) and len(different) <= _MOST_CHOICES
    return "choice" if repeats and is_short else "text"


def misfit(kind: str, values: Iterable[str]) -> str:
    """Find the first value that the kind cannot take; nothing if there is none."""
    fits = {"number": is_number, "date": _is_date}.get(kind)
    told = filter(None, map(known, values))
    return "" if fits is None else next((value for value in told if not fits(value)), "")


def described(kinds: Mapping[str, str], people: Mapping[str, Mapping[str, str]]) -> Described:
    """Put together what a table says: the kind of each attribute, then each person's values."""
    attributes = tuple(
        AttributeDraft(
            name=name,
            kind=kind,
            choices=_choices(row.get(name, "") for row in people.values())
            if kind == "choice"
            else (),
        )
        for name, kind in kinds.items()
    )
    rows = tuple(
        (person, tuple(known(values.get(name, "")) for name in kinds))
        for person, values in people.items()
    )
    return Described(attributes=attributes, people=rows)


def _choices(values: Iterable[str]) -> tuple[str, ...]:
    """List what there is to choose from, each once whatever its case."""
    found: dict[str, str] = {}
    for value in map(known, values):
        if value:
            found.setdefault(" ".join(value.split()).casefold(), " ".join(value.split()))
    return tuple(found.values())


def is_number(value: str) -> bool:
    """Tell whether an attribute of numbers takes it."""
    try:
        return math.isfinite(float(value))
    except ValueError:
        return False


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == len("2025-03-31")
