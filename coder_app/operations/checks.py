# SPDX-License-Identifier: MIT
"""What operations check before they change anything: the row is there, the name is one."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import CoderRole
from coder_app.store.journal import current_who
from coder_app.store.tables import Coder, Domain

Row = TypeVar("Row", bound=Domain)


def live(session: Session, kind: type[Row], guid: UUID) -> Row:
    """Give the row, unless it was removed meanwhile."""
    row = session.get(kind, guid)
    if row is None or row.removed:
        raise ProjectProblem(tr("This is no longer in the project. Somebody removed it meanwhile."))
    return row


def named(name: str) -> str:
    """Tidy a name that a person typed: one line, not empty."""
    tidy = " ".join(name.split())
    if not tidy:
        raise ProjectProblem(tr("A name is needed."))
    return tidy


def free_name(name: str, taken: set[str]) -> str:
    """Make a name that nothing else has, by a number: "Ana (2)"; `taken` holds casefolded names."""
    tidy, unique, n = named(name), named(name), 1
    while unique.casefold() in taken:
        n += 1
        unique = f"{tidy} ({n})"
    return unique


def must_code(session: Session, coder: UUID) -> Coder:
    """Give the coder, who has to be one who may code; at work is she herself, or a lead."""
    row = live(session, Coder, coder)
    must_be(session, coder)
    if row.role == CoderRole.READER:
        raise ProjectProblem(tr("{0} is a reader, and readers do not code.").format(row.name))
    return row


def must_lead(session: Session) -> None:
    """Refuse what only a lead may do."""
    if not leads(session):
        raise ProjectProblem(tr("Only a lead can do this. Ask a lead."))


def must_be(session: Session, coder: UUID) -> None:
    """Refuse to do for another person what only she or a lead may do."""
    if current_who(session) != coder and not leads(session):
        raise ProjectProblem(tr("This is the work of somebody else. Ask her, or a lead."))


def leads(session: Session) -> bool:
    """Tell whether the person at work is a lead."""
    who = session.get(Coder, current_who(session))
    return who is not None and who.role == CoderRole.LEAD
