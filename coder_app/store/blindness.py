# SPDX-License-Identifier: MIT
"""THE rule in which documents a person sees what others coded; queries and undo ask the same.

Others' codings, those of Consensus included, a person sees in a document
(a) if the project has no blind assignment at all, or
(b) if she is lead or reader and holds no unrevealed blind assignment there, or
(c) if her assignment there is not blind or was revealed; else not.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, aliased

from coder_app.core.records import CoderRole
from coder_app.store.tables import Assignment, Coder, Document

# Names of their own, so that a query around these conditions may use the same tables.
There = aliased(Document)
_Hers = aliased(Assignment)
_Any = aliased(Assignment)
_Person = aliased(Coder)


def open_documents(viewer: UUID) -> Select[UUID]:
    """Select the documents in which the viewer sees what others coded; narrow it by `There`."""
    here = select(_Hers.guid).where(
        ~_Hers.removed, _Hers.coder == viewer, _Hers.document == There.guid
    )
    given = here.correlate(There).exists()
    closed = here.where(_Hers.blind, ~_Hers.revealed).correlate(There).exists()
    allowed = and_(~closed, or_(_is_trusted(viewer), given))
    return select(There.guid).where(or_(_nobody_is_blind(), allowed))


def sees_everywhere(viewer: UUID) -> ColumnElement[bool]:
    """Nobody is blind, or the viewer is trusted and blind nowhere."""
    return or_(_nobody_is_blind(), and_(_is_trusted(viewer), ~blind_here(viewer).exists()))


def blind_here(coder: UUID) -> Select[UUID]:
    """Select the documents that a coder still codes blind."""
    return select(_Hers.document).where(
        ~_Hers.removed, _Hers.coder == coder, _Hers.blind, ~_Hers.revealed
    )


def open_to_each(session: Session) -> set[tuple[UUID, UUID]]:
    """Give all pairs of coder and document where she sees what others coded."""
    return {
        (coder, document)
        for coder in session.scalars(select(Coder.guid)).all()
        for document in session.scalars(open_documents(coder))
    }


def _nobody_is_blind() -> ColumnElement[bool]:
    return ~select(_Any.guid).where(~_Any.removed, _Any.blind).exists()


def _is_trusted(viewer: UUID) -> ColumnElement[bool]:
    """Lead or reader."""
    roles = (CoderRole.LEAD.value, CoderRole.READER.value)
    person = select(_Person.guid).where(_Person.guid == viewer, _Person.role.in_(roles))
    return person.where(~_Person.removed).exists()
