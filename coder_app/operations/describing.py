# SPDX-License-Identifier: MIT
"""Note in one step what a table says about many participants."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coder_app.core.described import AttributeDraft, Described
from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.operations.people import add_attribute, edit_attribute, fitting
from coder_app.store.tables import Attribute, AttributeValue, Participant, one_per

Named = TypeVar("Named", Participant, Attribute)


def describe(session: Session, *, described: Described) -> None:
    """Note values of participants that are in the project, by name; attributes are found or added.

    A value that is there is replaced; where the table has none, it stays.
    """
    attributes = [_attribute(session, draft) for draft in described.attributes]
    session.flush()
    by_name = {row.name.casefold(): row.guid for row in _live(session, Participant)}
    known = {row.guid: row for row in session.scalars(select(AttributeValue))}
    for name, values in described.people:
        guid = by_name.get(name.casefold())
        if guid is None:
            raise ProjectProblem(tr("There is no participant “{0}”.").format(name))
        for attribute, value in zip(attributes, values, strict=True):
            kept = fitting(attribute, value)
            if kept:
                _note(session, known, guid, attribute.guid, kept)


def _attribute(session: Session, draft: AttributeDraft) -> Attribute:
    """Find an attribute by name, or add it; one to choose from gets the choices that are new."""
    same = (
        row for row in _live(session, Attribute) if row.name.casefold() == draft.name.casefold()
    )
    row = next(same, None)
    if row is None:
        guid = add_attribute(session, name=draft.name, kind=draft.kind, choices=draft.choices)
        return session.get_one(Attribute, guid)
    if row.kind == "choice":
        here = row.choices.splitlines()
        there = {choice.casefold() for choice in here}
        new = [choice for choice in draft.choices if choice.casefold() not in there]
        if new:
            edit_attribute(session, attribute=row.guid, choices=[*here, *new])
    return row


def _note(
    session: Session,
    known: dict[UUID, AttributeValue],
    participant: UUID,
    attribute: UUID,
    value: str,
) -> None:
    guid = one_per("attribute_value", participant, attribute)
    row = known.get(guid)
    if row is None:
        row = AttributeValue(guid=guid, participant=participant, attribute=attribute, value=value)
        session.add(row)
        known[guid] = row
    elif row.removed or row.value != value:
        row.value, row.removed = value, False


def _live(session: Session, kind: type[Named]) -> list[Named]:
    return list(session.scalars(select(kind).where(~kind.removed)))
