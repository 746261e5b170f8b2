# SPDX-License-Identifier: MIT
"""How much a plan takes out, counted by the database: nothing is read a second time."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coder_app.core.export_kinds import What, kind_named
from coder_app.core.export_plan import ExportPlan
from coder_app.core.records import Counts
from coder_app.queries import lists, long, segments
from coder_app.queries.reports import part_named
from coder_app.queries.sheets import Material, sheet_named
from coder_app.store.tables import Document, Turn, Wording

_OF_TEXTS = frozenset(
    {"Codings", "Documents × Codes", "Units × Codes", "Agreement", "Decisions"}
    | {"Frequencies", "Transcripts"}
)


def counts_of_plan(session: Session, viewer: UUID, plan: ExportPlan) -> Counts:
    """Count the transcripts, codes and codings that a plan takes out, as the viewer may see them.

    Where nothing from transcripts goes out, as with the codebook alone, only codes are counted.
    """
    parts = _parts(plan)
    if parts and not parts & _OF_TEXTS:
        codes = codes_chosen(session, viewer, None)
        return Counts(codes=codes if "Codebook" in parts else 0)
    narrowed = Material(session, viewer, plan).narrowed
    wanted = long.filter_of(session, narrowed)
    is_placed = kind_named(plan.kind).what is not What.TABLES  # a table holds the others, too
    return replace(
        _of_texts(session, narrowed.documents),
        codes=codes_chosen(session, viewer, plan.codes),
        codings=segments.count(session, viewer, replace(wanted, unplaced=not is_placed)),
    )


def _parts(plan: ExportPlan) -> set[str]:
    """Name the tables or parts that go out; none: all there are."""
    what = kind_named(plan.kind).what
    if what is What.CODEBOOK:
        return {"Codebook"}
    if what is What.TABLES:
        return {sheet_named(name) for name in plan.sheets}
    return {part_named(name) for name in plan.sheets} if what is What.REPORT else set()


def codes_chosen(session: Session, viewer: UUID, codes: Collection[UUID] | None) -> int:
    """Count the codes chosen, and those below groups that are."""
    groups: set[UUID] = set()
    n = 0
    for code in lists.codes(session, viewer):  # parents come before their children
        is_chosen = codes is None or code.guid in codes or code.parent in groups
        n += code.codable and is_chosen
        if is_chosen and (not code.codable or code.parent in groups):
            groups.add(code.guid)
    return n


def _of_texts(session: Session, documents: Collection[UUID] | None) -> Counts:
    here = select(Document.wording).where(~Document.removed)
    if documents is not None:
        here = here.where(Document.guid.in_(documents))
    n, characters = session.execute(
        select(func.count(), func.coalesce(func.sum(Wording.length), 0)).where(
            Wording.guid.in_(here)
        )
    ).one()
    turns = select(func.count()).where(~Turn.removed, Turn.wording.in_(here))
    named = (~Turn.removed, Turn.wording.in_(here), Turn.speaker != "")
    names = select(Turn.wording, Turn.speaker).where(*named).distinct()
    return Counts(
        documents=n,
        characters=characters,
        turns=session.scalar(turns) or 0,
        speakers=session.scalar(select(func.count()).select_from(names.subquery())) or 0,
    )
