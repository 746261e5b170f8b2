# SPDX-License-Identifier: MIT
"""Choose the colour of a new code: the next free one of its family."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from uuid import UUID

from coder_app.core.colours import palette_names
from coder_app.store.tables import Code

_NEUTRAL = "stone"  # for retired codes and colours that cannot be read


class Palette:
    """Which colours the codes of a codebook have, kept up as they come."""

    def __init__(self, codes: Iterable[Code] = ()) -> None:
        self._palette = [name for name in palette_names() if _family_of(name) != _NEUTRAL]
        self._families = list(dict.fromkeys(map(_family_of, self._palette)))
        self._used: Counter[str] = Counter()
        self._tops: Counter[str] = Counter()
        self._kin: dict[UUID, Counter[str]] = defaultdict(Counter)  # of a code and those under it
        for code in codes:
            self.add(code)

    def add(self, code: Code) -> None:
        """Count a code."""
        self._used[code.colour] += code.codable
        family = _family_of(code.colour)
        self._tops[family] += code.parent is None
        if family in self._families:
            self._kin[code.guid][family] += 1
            if code.parent is not None:
                self._kin[code.parent][family] += 1

    def next(self, parent: UUID | None) -> str:
        """Name the next free colour of the parent's family; a new group begins the next family."""
        family = self._family(parent)
        colours = [name for name in self._palette if _family_of(name) == family]
        return min(colours, key=lambda colour: self._used[colour])  # the first of those used least

    def _family(self, parent: UUID | None) -> str:
        """Name the family that the parent and its codes have, or the one used least by groups."""
        if parent is not None and parent in self._kin:
            return self._kin[parent].most_common(1)[0][0]
        return min(self._families, key=lambda family: self._tops[family])


def next_colour(codes: Iterable[Code], parent: UUID | None) -> str:
    """Name the next free colour for a code under a parent."""
    return Palette(codes).next(parent)


def _family_of(colour: str) -> str:
    return colour.rpartition("-")[0]
