# SPDX-License-Identifier: MIT
"""Says which names of a key would leave, how often and where: for windows and commands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from coder_app.core.places import tr, tr_n
from coder_app.formats.pseudonyms.names_leaving import NameLeaving
from coder_app.formats.pseudonyms.replacements import AROUND, NamePlace

_MOST_NAMES = 8  # that are called by name
_ONE_PLACE = "{{0}} ({n}\N{NO-BREAK SPACE}place)"
_MANY_PLACES = "{{0}} ({n}\N{NO-BREAK SPACE}places)"


def names_in_words(leaving: Sequence[NameLeaving]) -> str:
    """Say in a sentence how many names would leave, and how often those that stand most often."""
    return _counted(
        leaving,
        "{n} name of the key would leave: {{0}}.",
        "{n} names of the key would leave: {{0}}.",
    )


def names_coming_in_words(coming: Sequence[NameLeaving]) -> str:
    """Say the same of names that would come in, where they were not replaced."""
    return _counted(
        coming,
        "{n} name of the key would come in: {{0}}.",
        "{n} names of the key would come in: {{0}}.",
    )


def _counted(places: Sequence[NameLeaving], one: str, many: str) -> str:
    counts: Counter[str] = Counter()
    for each in places:
        counts[each.place.name] += each.times
    told = [
        tr_n(_ONE_PLACE, _MANY_PLACES, n).format(name)
        for name, n in counts.most_common(_MOST_NAMES)
    ]
    rest = len(counts) - len(told)
    if rest:
        told.append(tr_n("{n} more", "{n} more", rest))
    return tr_n(one, many, len(counts)).format(", ".join(told))


def place_in_words(leaving: NameLeaving) -> str:
    """Say where a name stands, with the words around it."""
    around = _around(leaving.place)
    if leaving.times == 1:
        return f"{leaving.where}: {around}"
    often = f"{leaving.times:,}"
    return tr("{0} ({1}\N{NO-BREAK SPACE}times): {2}").format(leaving.where, often, around)


def _around(place: NamePlace) -> str:
    """Give the words around a name, whole ones, and the name in quotation marks among others."""
    before, after = place.before, place.after
    if len(before) >= AROUND and len(before.split()) > 1:
        before = f"… {before.split(maxsplit=1)[1]}"
    if len(after) >= AROUND and len(after.split()) > 1:
        after = f"{after.rsplit(maxsplit=1)[0]} …"
    is_word = not any(each.isalnum() or each == "_" for each in (before[-1:], after[:1]))
    is_among = is_word and bool(before.strip() or after.strip())
    name = f"“{place.original}”" if is_among else place.original
    return " ".join(f"{before}{name}{after}".split())
