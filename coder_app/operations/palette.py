# SPDX-License-Identifier: MIT
"""Choose the colour of a new code: the next free one of its family."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from coder_app.store.tables import Code

FAMILIES = {"ember": 10, "tide": 10, "iris": 8}


def next_colour(codes: Sequence[Code], parent: UUID | None) -> str:
    """Name the next free colour of the parent's family; a new group begins the next family."""
    family = _family(codes, parent)
    own = Counter(code.colour for code in codes if code.codable)
    colours = [f"{family}-{n}" for n in range(1, FAMILIES[family] + 1)]
    return min(colours, key=lambda colour: own[colour])  # the first of those used least


def _family(codes: Sequence[Code], parent: UUID | None) -> str:
    """Name the family that the parent and its codes have, or the one used least by groups."""
    if parent is not None:
        kin = [c.colour.partition("-")[0] for c in codes if parent in (c.guid, c.parent)]
        known = [family for family in kin if family in FAMILIES]
        if known:
            return Counter(known).most_common(1)[0][0]
    tops = Counter(c.colour.partition("-")[0] for c in codes if c.parent is None)
    return min(FAMILIES, key=lambda family: tops[family])
