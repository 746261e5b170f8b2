# SPDX-License-Identifier: MIT
"""Says which names of a key would leave, how often and where: for windows and commands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from coder_app.core.places import tr, tr_n
from coder_app.formats.pseudonyms.names_leaving import NameLeaving

_MOST_NAMES = 8  # that are called by name


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
        tr_n("{{0}} ({n}\N{NO-BREAK SPACE}place)", "{{0}} ({n}\N{NO-BREAK SPACE}places)", n).format(
            name
        )
        for name, n in counts.most_common(_MOST_NAMES)
    ]
    rest = len(counts) - len(told)
    if rest:
        told.append(tr_n("{n} more", "{n} more", rest))
    return tr_n(one, many, len(counts)).format(", ".join(told))


def place_in_words(leaving: NameLeaving) -> str:
    """Say where a name stands, with the words around it."""
    place = leaving.place
    around = " ".join(f"{place.before}{place.original}{place.after}".split())
    if leaving.times == 1:
        return f"{leaving.where}: {around}"
    return tr("{0} ({1} times): {2}").format(leaving.where, f"{leaving.times:,}", around)
