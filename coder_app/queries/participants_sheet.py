# SPDX-License-Identifier: MIT
"""The people interviewed as a table, with what is known about them."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.core.export_plan import ExportPlan
from coder_app.core.places import tr
from coder_app.core.records import ParticipantRecord, Sheet
from coder_app.queries import lists
from coder_app.queries.dictionary import attribute_columns, column, described, typed

_PERSON = column("participant", tr("Person interviewed."))
_THEIRS = (
    column("documents", tr("Transcripts in which she speaks.")),
    column("GUID", tr("Identity of the participant.")),
)


def fits(person: ParticipantRecord, plan: ExportPlan) -> bool:
    """Tell whether a plan's choice of participants takes this one."""
    chosen = not plan.participants or person.guid in plan.participants
    return chosen and set(plan.attributes) <= set(person.values)


def participants_sheet(session: Session, viewer: UUID, plan: ExportPlan | None = None) -> Sheet:
    """Give the people interviewed with what is known about them.

    Whom the plan leaves out, or who speaks in none of its transcripts, does not go along.
    """
    plan = plan or ExportPlan()
    attributes = lists.attributes(session)
    fixed = [_PERSON, *_THEIRS]
    known = attribute_columns(attributes, [each.name for each in fixed])
    documents = {d.guid: d.name for d in lists.documents(session, viewer)}
    rows: list[tuple[object, ...]] = []
    for person in lists.participants(session):
        is_there = plan.documents is None or not set(plan.documents).isdisjoint(person.documents)
        if not is_there or not fits(person, plan):
            continue
        values = dict(person.values)
        cells = [typed(attribute, values.get(attribute.guid, "")) for attribute in attributes]
        theirs = "; ".join(documents[d] for d in person.documents)
        rows.append((person.name, *cells, theirs, str(person.guid)))
    return described("Participants", [_PERSON, *known, *_THEIRS], rows)
