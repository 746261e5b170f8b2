# SPDX-License-Identifier: MIT
"""Other ways to compare coders: with the consensus, free segmentation, as other programs do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Unpack
from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.agreement.against import AgainstRow, against
from coder_app.agreement.compatible import CompatibleFigure, compatible_figures
from coder_app.agreement.gamma import Gamma, gamma
from coder_app.agreement.unitizing import Unitizing, together
from coder_app.agreement.units import CodedDocument, Key, Ratings, Unit, cut
from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.queries import lists
from coder_app.queries.ratings import Choice, Question, documents_for, families, question


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeSegmentation:
    """Figures on passages that coders bound freely, for the codes of a family or for all."""

    name: str
    codes: tuple[Key, ...]
    figures: Unitizing


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentGamma:
    """Gamma in one document; it aligns passages, so it has no sum over documents."""

    document: Key
    gamma: Gamma


def with_reference(
    session: Session, viewer: UUID, reference: UUID, **choice: Unpack[Choice]
) -> tuple[AgainstRow, ...]:
    """Compare each chosen coder with one who is taken for right, such as Consensus."""
    asked = question(session, viewer, **choice)
    others = [coder for coder in asked.coders if coder != reference]
    if not others:
        raise ProjectProblem(tr("Choose a coder to compare with the reference."))
    asked = replace(asked, coders=(*others, reference))
    if asked.unit is Unit.PASSAGE:
        raise ProjectProblem(tr("Passages have no units that nobody marked. Choose another unit."))
    return against(_ratings(session, viewer, asked), reference)


def other_programs(
    session: Session, viewer: UUID, **choice: Unpack[Choice]
) -> tuple[CompatibleFigure, ...]:
    """Work out what other programs print; families stand for ATLAS.ti's domains."""
    asked = _by_character(session, viewer, choice)
    return compatible_figures(_ratings(session, viewer, asked), _families(session, viewer, asked))


def free_segmentation(
    session: Session, viewer: UUID, **choice: Unpack[Choice]
) -> list[FreeSegmentation]:
    """Work out the family of u-alpha for all codes together, and for those of each family."""
    asked = _by_character(session, viewer, choice)
    coded = list(documents_for(session, viewer, asked))
    groups: dict[str, list[Key]] = {
        tr("all codes"): list(asked.codes),
        **_families(session, viewer, asked),
    }
    return [
        FreeSegmentation(
            name=name,
            codes=tuple(codes),
            figures=together(_cut(coded, asked, codes)),
        )
        for name, codes in groups.items()
    ]


def gammas(session: Session, viewer: UUID, **choice: Unpack[Choice]) -> list[DocumentGamma]:
    """Align the passages of all coders in each document that two of them rated."""
    asked = _by_character(session, viewer, choice)
    found = []
    for document in documents_for(session, viewer, asked):
        raters = document.raters(with_unfinished=asked.unfinished)
        if len(raters) > 1:
            marked = {
                coder: [
                    (start, end, code)
                    for code, spans in document.spans.get(coder, {}).items()
                    if code in asked.codes
                    for start, end in spans
                ]
                for coder in raters
            }
            found.append(DocumentGamma(document=document.key, gamma=gamma(marked)))
    return found


def _by_character(session: Session, viewer: UUID, choice: Choice) -> Question:
    asked = replace(question(session, viewer, **choice), unit=Unit.CHARACTER)
    if len(asked.coders) < 2:
        raise ProjectProblem(tr("Agreement takes two coders or more. Choose another one."))
    return asked


def _ratings(session: Session, viewer: UUID, asked: Question) -> Ratings:
    return _cut(list(documents_for(session, viewer, asked)), asked, asked.codes)


def _cut(coded: list[CodedDocument], asked: Question, codes: Collection[Key]) -> Ratings:
    return cut(
        coded,
        codes=list(codes),
        coders=asked.coders,
        unit=asked.unit,
        with_unfinished=asked.unfinished,
    )


def _families(session: Session, viewer: UUID, asked: Question) -> dict[str, list[Key]]:
    """Give the chosen codes of each family by its name."""
    codes = lists.codes(session, viewer)
    names = {code.guid: code.name for code in codes}
    family_of = families(codes)
    found: dict[str, list[Key]] = {}
    for code in asked.codes:
        family = family_of.get(code)
        if isinstance(family, UUID):
            found.setdefault(names[family], []).append(code)
    return found
