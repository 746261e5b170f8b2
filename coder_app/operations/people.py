# SPDX-License-Identifier: MIT
"""Coders and their assignments, participants and what is known about them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import AssignmentStatus, CoderRole, Purpose
from coder_app.operations.checks import free_name, live, must_be, must_code, must_lead, named
from coder_app.store.blindness import There, open_documents
from coder_app.store.tables import (
    Assignment,
    Attribute,
    AttributeValue,
    Coder,
    Document,
    Participant,
    one_per,
)

KINDS = ("text", "number", "date", "choice")
PURPOSES = ("main", "reliability", "practice")

# ---- coders


def add_coder(session: Session, *, name: str, role: str = CoderRole.CODER) -> UUID:
    """Add a person to the project; only a lead adds one who sees more than her own work."""
    if role != CoderRole.CODER:
        must_lead(session)
    tidy = _new_name(session, Coder, name)
    coder = Coder(guid=uuid4(), name=tidy, role=CoderRole(role).value)
    session.add(coder)
    session.flush()
    return coder.guid


def rename_coder(session: Session, *, coder: UUID, name: str) -> None:
    """Give a coder another name."""
    live(session, Coder, coder).name = _new_name(session, Coder, name, but=coder)


def set_role(session: Session, *, coder: UUID, role: str) -> None:
    """Make a person lead, coder or reader; a project keeps a lead."""
    must_lead(session)
    row = _person(session, coder)
    if row.role == CoderRole.LEAD and role != CoderRole.LEAD:
        _keep_a_lead(session, coder)
    row.role = CoderRole(role).value


def remove_coder(session: Session, *, coder: UUID) -> None:
    """Take a person out of the project; what she coded is hidden with her."""
    row = _person(session, coder)
    if row.role == CoderRole.LEAD:
        _keep_a_lead(session, coder)
    row.removed = True


# ---- participants


def add_participant(session: Session, *, name: str) -> UUID:
    """Add a person who was interviewed."""
    participant = Participant(guid=uuid4(), name=_new_name(session, Participant, name))
    session.add(participant)
    session.flush()
    return participant.guid


def rename_participant(session: Session, *, participant: UUID, name: str) -> None:
    """Give a participant another name."""
    row = live(session, Participant, participant)
    row.name = _new_name(session, Participant, name, but=participant)


def remove_participant(session: Session, *, participant: UUID) -> None:
    """Take a participant out; the transcripts stay, without one."""
    live(session, Participant, participant).removed = True


def add_attribute(
    session: Session, *, name: str, kind: str = "text", choices: Sequence[str] = ()
) -> UUID:
    """Add something to know about every participant: a column of their table."""
    if kind not in KINDS:
        raise ProjectProblem(tr("An attribute is a text, a number, a date or a choice."))
    tidy = _new_name(session, Attribute, name)
    position = max((row.position for row in _all(session, Attribute)), default=-1) + 1
    row = Attribute(guid=uuid4(), name=tidy, kind=kind, choices=_lines(choices), position=position)
    session.add(row)
    session.flush()
    return row.guid


def edit_attribute(
    session: Session,
    *,
    attribute: UUID,
    name: str | None = None,
    kind: str | None = None,
    choices: Sequence[str] | None = None,
) -> None:
    """Change an attribute; values that are there must fit."""
    row = live(session, Attribute, attribute)
    if name is not None:
        row.name = _new_name(session, Attribute, name, but=attribute)
    if kind is not None:
        row.kind = kind
    if choices is not None:
        row.choices = _lines(choices)
    here = select(AttributeValue).where(~AttributeValue.removed)
    for value in session.scalars(here.where(AttributeValue.attribute == attribute)):
        kept = fitting(row, value.value)
        if value.value != kept:
            value.value = kept


def remove_attribute(session: Session, *, attribute: UUID) -> None:
    """Remove a column of the participants' table."""
    live(session, Attribute, attribute).removed = True


def set_value(session: Session, *, participant: UUID, attribute: UUID, value: str) -> None:
    """Note what is known about a participant; an empty value takes it away."""
    live(session, Participant, participant)
    value = fitting(live(session, Attribute, attribute), value)
    guid = one_per("attribute_value", participant, attribute)
    row = session.get(AttributeValue, guid)
    if row is None and value:
        session.add(
            AttributeValue(guid=guid, participant=participant, attribute=attribute, value=value)
        )
    elif row is not None and value:
        row.value, row.removed = value, False
    elif row is not None:
        row.removed = True


# ---- assignments


def assign(
    session: Session,
    *,
    coder: UUID,
    document: UUID,
    purpose: str = Purpose.MAIN,
    blind: bool = False,
) -> UUID:
    """Give a document to a coder; again changes whether she codes it blind."""
    must_lead(session)
    return _give(session, coder, document, purpose, blind)


def unassign(session: Session, *, assignment: UUID) -> None:
    """Take a document back from a coder; her codings stay."""
    must_lead(session)
    live(session, Assignment, assignment).removed = True


def mark_done(session: Session, *, document: UUID, coder: UUID, done: bool = True) -> None:
    """Say that a coder has finished a document, or has not; unassigned, it becomes hers.

    Practice that is done shows what was settled and what others coded.
    """
    must_be(session, coder)
    rows = _given(session, coder, document)
    if not rows and done:
        rows = [session.get_one(Assignment, _take(session, coder, document))]
    status = (AssignmentStatus.DONE if done else AssignmentStatus.OPEN).value
    for row in rows:
        if row.status != status:
            row.status = status
        if done and row.purpose == Purpose.PRACTICE and row.blind and not row.revealed:
            row.revealed = True


def assign_all(
    session: Session,
    *,
    pairs: Iterable[tuple[UUID, UUID]],
    purpose: str = Purpose.MAIN,
    blind: bool | None = None,
) -> None:
    """Give several documents to several coders in one step; pairs are (coder, document).

    Without `blind`, what is given already stays as it is, and the rest is not blind.
    """
    must_lead(session)
    for coder, document in pairs:
        given = session.get(Assignment, one_per("assignment", coder, document, purpose))
        was_blind = given is not None and not given.removed and given.blind
        _give(session, coder, document, purpose, was_blind if blind is None else blind)


def unassign_all(session: Session, *, assignments: Iterable[UUID]) -> None:
    """Take several assignments back in one step."""
    for assignment in assignments:
        unassign(session, assignment=assignment)


def mark_all_done(session: Session, *, pairs: Iterable[tuple[UUID, UUID]], done: bool) -> None:
    """Mark several documents done, or not done, in one step; pairs are (coder, document)."""
    for coder, document in pairs:
        mark_done(session, document=document, coder=coder, done=done)


def reveal(session: Session, *, assignment: UUID) -> None:
    """Let a blind coder see the work of others in a document; what was seen cannot be unseen."""
    must_lead(session)
    live(session, Assignment, assignment).revealed = True


def reveal_all(session: Session, *, assignments: Iterable[UUID]) -> None:
    """Let blind coders see the work of others in several documents in one step."""
    for assignment in assignments:
        reveal(session, assignment=assignment)


def code_again(session: Session, *, coder: UUID, documents: Iterable[UUID]) -> UUID:
    """Let a coder code documents a second time, blind, to be compared with herself.

    She does it under a second name, "Ana Ruiz, again", which is made once.
    """
    must_lead(session)
    must_code(session, coder)
    again = _second_self(session, _person(session, coder))
    for document in documents:
        _give(session, again, document, Purpose.RELIABILITY, blind=True)
    return again


def _give(session: Session, coder: UUID, document: UUID, purpose: str, blind: bool) -> UUID:
    live(session, Document, document)
    _person(session, must_code(session, coder).guid)
    if purpose not in PURPOSES:
        raise ProjectProblem(tr("An assignment is main, reliability or practice."))
    guid = one_per("assignment", coder, document, Purpose(purpose).value)
    row = session.get(Assignment, guid)
    if row is None:
        row = Assignment(guid=guid, coder=coder, document=document, purpose=Purpose(purpose).value)
        session.add(row)
    row.blind, row.removed = blind, False
    return guid


def _take(session: Session, coder: UUID, document: UUID) -> UUID:
    """Give a document to a coder who finished it unasked; that shows her nothing new."""
    session.flush()
    seen = session.scalar(open_documents(coder).where(There.guid == document)) is not None
    return _give(session, coder, document, Purpose.MAIN, blind=not seen)


def _given(session: Session, coder: UUID, document: UUID) -> list[Assignment]:
    hers = select(Assignment).where(~Assignment.removed, Assignment.coder == coder)
    return list(session.scalars(hers.where(Assignment.document == document)))


def _second_self(session: Session, first: Coder) -> UUID:
    """Find or make the coder under whose name a person codes a second time."""
    if first.person is not None:
        raise ProjectProblem(tr("{0} is a second coding already.").format(first.name))
    guid = one_per("coder", "again", first.guid)
    row = session.get(Coder, guid)
    if row is None:
        taken = {name.casefold() for name in session.scalars(select(Coder.name))}
        name = free_name(tr("{0}, again").format(first.name), taken)
        session.add(Coder(guid=guid, name=name, role=CoderRole.CODER.value, person=first.guid))
    elif row.removed:
        row.removed = False
    session.flush()
    return guid


# ---- checks

_Named = type[Coder] | type[Participant] | type[Attribute]


def _all(session: Session, kind: type[Attribute]) -> list[Attribute]:
    return list(session.scalars(select(kind).where(~kind.removed)))


def _new_name(session: Session, kind: _Named, name: str, *, but: UUID | None = None) -> str:
    """Tidy a name, and refuse one that another of its kind has."""
    tidy = named(name)
    others = session.execute(select(kind.guid, kind.name).where(~kind.removed))
    if any(other.casefold() == tidy.casefold() for guid, other in others if guid != but):
        raise ProjectProblem(tr("There is a “{0}” already. Choose another name.").format(tidy))
    return tidy


def _person(session: Session, coder: UUID) -> Coder:
    """Give a coder who is a person."""
    row = live(session, Coder, coder)
    if row.consensus:
        raise ProjectProblem(tr("Consensus is no person: it holds what was settled."))
    return row


def _keep_a_lead(session: Session, coder: UUID) -> None:
    """Refuse to lose the last lead."""
    others = select(Coder.guid).where(
        ~Coder.removed, Coder.role == CoderRole.LEAD.value, Coder.guid != coder
    )
    if session.scalar(others.limit(1)) is None:
        raise ProjectProblem(tr("A project needs a lead. Make somebody else lead first."))


def _lines(choices: Iterable[str]) -> str:
    """Give choices one a line, each once."""
    return "\n".join(dict.fromkeys(c.strip() for c in choices if c.strip()))


def fitting(attribute: Attribute, value: str) -> str:
    """Give a value as stored: numbers with a point, dates ISO 8601, choices as they are listed."""
    value = " ".join(value.split())
    if not value or attribute.kind == "text":
        return value
    if attribute.kind == "choice":
        return _choice(attribute, value)
    try:
        if attribute.kind == "date":
            return date.fromisoformat(value).isoformat()
        if math.isfinite(float(value)):
            return value
    except ValueError:
        pass
    message = (
        tr("“{0}” does not fit “{1}”, which takes dates such as 2025-03-31.")
        if attribute.kind == "date"
        else tr("“{0}” does not fit “{1}”, which takes numbers such as 3.5.")
    )
    raise ProjectProblem(message.format(value, attribute.name))


def _choice(attribute: Attribute, value: str) -> str:
    """Find the choice, case apart."""
    choices = attribute.choices.splitlines()
    for choice in choices:
        if choice.casefold() == value.casefold():
            return choice
    message = tr("“{0}” does not fit “{1}”, which takes: {2}.")
    raise ProjectProblem(message.format(value, attribute.name, ", ".join(choices)))
