# SPDX-License-Identifier: MIT
"""What NVivo, QualCoder, INCEpTION and ATLAS.ti would say of the same coding."""

from __future__ import annotations

from collections import defaultdict
from typing import Unpack
from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.agreement.compatible import CompatibleFigure, compatible_figures
from coder_app.agreement.units import Key, Unit, cut
from coder_app.queries import lists, ratings


def other_programs(
    session: Session, viewer: UUID, **choice: Unpack[ratings.Choice]
) -> tuple[CompatibleFigure, ...]:
    """Compute figures under the names of other programs; characters are compared, as they do.

    Families of codes stand for ATLAS.ti's semantic domains.
    """
    choice["unit"] = Unit.CHARACTER
    asked = ratings.question(session, viewer, **choice)
    counted = cut(
        ratings.documents_for(session, viewer, asked),
        codes=asked.codes,
        coders=asked.coders,
        unit=Unit.CHARACTER,
        with_unfinished=asked.unfinished,
    )
    return compatible_figures(counted, _domains(session, viewer, asked.codes))


def _domains(session: Session, viewer: UUID, codes: tuple[UUID, ...]) -> dict[str, list[Key]]:
    """Give the codes of each family by its name."""
    found: defaultdict[str, list[Key]] = defaultdict(list)
    for code in lists.codes(session, viewer):
        if code.guid in codes and code.family:
            found[code.family].append(code.guid)
    return dict(found)
