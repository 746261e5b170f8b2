# SPDX-License-Identifier: MIT
"""Choose the colour of a new code: the next free one of its family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from coder_app.core.colours import palette_names
from coder_app.store.tables import Code

_NEUTRAL = "stone"  # for retired codes and colours that cannot be read


def next_colour(codes: Sequence[Code], parent: UUID | None) -> str:
    """Name the next free colour of the parent's family; a new group begins the next family."""
    palette = [name for name in palette_names() if _family_of(name) != _NEUTRAL]
    families = list(dict.fromkeys(map(_family_of, palette)))
    family = _family(codes, parent, families)
    own = Counter(code.colour for code in codes if code.codable)
    colours = [name for name in palette if _family_of(name) == family]
    return min(colours, key=lambda colour: own[colour])  # the first of those used least


def _family(codes: Sequence[Code], parent: UUID | None, families: Sequence[str]) -> str:
    """Name the family that the parent and its codes have, or the one used least by groups."""
    if parent is not None:
        kin = [_family_of(c.colour) for c in codes if parent in (c.guid, c.parent)]
        known = [family for family in kin if family in families]
        if known:
            return Counter(known).most_common(1)[0][0]
    tops = Counter(_family_of(c.colour) for c in codes if c.parent is None)
    return min(families, key=lambda family: tops[family])


def _family_of(colour: str) -> str:
    return colour.rpartition("-")[0]
