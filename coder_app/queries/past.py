# SPDX-License-Identifier: MIT
"""Codings and marks of done as they stood at a moment, read from the history.

What is computed is computed as now: places in the current wordings, merged codes, who may see what.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from datetime import UTC, datetime
from functools import cache
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from coder_app.core.errors import ProjectProblem
from coder_app.core.memory import no_collecting
from coder_app.core.places import tr
from coder_app.core.records import AssignmentRecord, AssignmentStatus
from coder_app.queries import rounds
from coder_app.queries.codings import as_guid, raw
from coder_app.queries.visibility import coders_here, codes_here, documents_here, seen_documents
from coder_app.store.carrying import Carrier
from coder_app.store.images import Image, plan_of
from coder_app.store.migrations import upcast
from coder_app.store.tables import (
    Assignment,
    Change,
    Code,
    CodebookVersion,
    Coding,
    Domain,
    Event,
    Round,
    guids_in,
)


class PastCoding(NamedTuple):
    """A coding as it stood; there are tens of thousands, so it is a tuple."""

    document: UUID
    coder: UUID
    code: UUID  # what stands for it now
    start: int  # in the current wording
    end: int
    weight: int | None
    version: UUID | None
    coding: UUID


def codings_at(
    session: Session, viewer: UUID, moment: datetime, documents: Collection[UUID] | None = None
) -> list[PastCoding]:
    """Give the placed codings that stood at a moment, as far as the viewer may see them now."""
    with no_collecting():
        found = list(_codings(session, viewer, moment, documents))
    return sorted(found, key=lambda past: (past.start, past.end))


def standing_at(session: Session, moment: datetime) -> list[AssignmentRecord]:
    """List who had to code what at a moment and who was done; Consensus where a round was closed.

    The same shape as `rounds.standing` gives for now.
    """
    rows = _folded(session, Assignment, moment).items()
    plan = plan_of(Assignment)
    told = [(guid, plan.loaded(image)) for guid, image in rows if not image["removed"]]
    records = [
        AssignmentRecord(
            guid=as_guid(guid),
            state=as_guid(guid),
            **{name: row[name] for name in ("coder", "document", "purpose", "blind", "revealed")},
            status=AssignmentStatus(row["status"]),
        )
        for guid, row in told
    ]
    closed = select(Round.documents).where(~Round.removed, Round.closed <= moment)
    there = {guid for lines in session.scalars(closed) for guid in guids_in(lines)}
    return records + rounds.of_consensus(session, there)


def done_at(session: Session, moment: datetime) -> frozenset[tuple[UUID, UUID]]:
    """Tell who was done with what at a moment: pairs of document and coder."""
    given = standing_at(session, moment)
    late = {(a.document, a.coder) for a in given if a.status is AssignmentStatus.OPEN}
    return frozenset((a.document, a.coder) for a in given) - late


def version_ended(session: Session, number: int) -> datetime:
    """Tell when a codebook version was followed by the next; now, if it still is in force."""
    known = select(CodebookVersion.number).where(~CodebookVersion.removed)
    if number not in set(session.scalars(known)):
        raise ProjectProblem(tr("There is no codebook version {0}.").format(number))
    following = select(func.min(CodebookVersion.closed)).where(
        ~CodebookVersion.removed, CodebookVersion.number > number
    )
    return session.scalar(following) or datetime.now(UTC)


def _codings(
    session: Session, viewer: UUID, moment: datetime, documents: Collection[UUID] | None
) -> Iterator[PastCoding]:
    guid: Callable[[str], UUID] = cache(UUID)
    may_see = _sight(session, viewer)
    codes = _meanings(session)
    carrier = Carrier(session)
    for coding, image in _folded(session, Coding, moment, documents).items():
        document, coder = guid(image["document"]), guid(image["coder"])
        code = codes.get(guid(image["code"]))
        if image["removed"] or code is None or not may_see(document, coder):
            continue
        start, end = carrier.carry(
            document, guid(image["wording"]), image["anchor_start"], image["anchor_end"]
        )
        if start < end:
            version = image["version"] and guid(image["version"])
            yield PastCoding(
                document, coder, code, start, end, image["weight"], version, as_guid(coding)
            )


def _folded(
    session: Session,
    cls: type[Domain],
    moment: datetime,
    documents: Collection[UUID] | None = None,
) -> dict[Any, Image]:
    """Apply all changes of a kind up to a moment, undoing and redoing included."""
    plan = plan_of(cls)
    told = (
        select(raw(Change.row), Change.new, Event.schema)
        .join(Event, Event.guid == Change.event)
        .where(Change.kind == plan.kind, Event.at <= moment)
        .order_by(Event.clock, Event.guid)
    )
    if documents is not None:
        told = told.where(Change.document.in_(documents))
    empty = plan.completed({})
    found: dict[Any, Image] = {}
    for row, new, schema in session.connection().execute(told):
        image = upcast(plan.kind, json.loads(new), schema)
        if row in found:
            found[row].update(image)
        else:
            found[row] = empty | image
    return found


def _sight(session: Session, viewer: UUID) -> Callable[[UUID, UUID], bool]:
    """Make the rule of who may see what for rows that are not in the tables any more."""
    seen = seen_documents(session, viewer)
    here, people = _all(session, documents_here()), _all(session, coders_here())

    def may_see(document: UUID, coder: UUID) -> bool:
        return document in here and coder in people and (coder == viewer or document in seen)

    return may_see


def _meanings(session: Session) -> dict[UUID, UUID]:
    """Give what stands for each code now; codes that are gone have no meaning."""
    here = _all(session, codes_here())
    rows = session.execute(select(Code.guid, Code.effective))
    return {guid: effective or guid for guid, effective in rows if guid in here}


def _all(session: Session, wanted: Any) -> frozenset[UUID]:  # noqa: ANN401 a select of guids
    return frozenset(session.scalars(wanted))
