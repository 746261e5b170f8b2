# SPDX-License-Identifier: MIT
"""Who may see whose codings, decisions and events. Every other query starts from here.

A viewer sees her own codings everywhere, those of others where `store.blindness` says so.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from coder_app.core.records import Changes
from coder_app.store.blindness import There, open_documents, sees_everywhere
from coder_app.store.journal import chunks
from coder_app.store.tables import Change, Code, Coder, Coding, Decision, Event, Memo

# Names of their own, so that a query around these conditions may use the same tables.
_Person = aliased(Coder)
_Named = aliased(Code)
_Meant = aliased(Code)

EFFECTIVE = func.coalesce(Code.effective, Code.guid)
"""The code that stands for a code now; for queries that join a coding's `Code`."""


def may_see(
    viewer: UUID, owner: InstrumentedAttribute[Any], document: InstrumentedAttribute[Any]
) -> ColumnElement[bool]:
    """Say which private rows a viewer may see; for those of no document all have to be open."""
    return or_(
        owner == viewer,
        document.in_(open_documents(viewer)),
        and_(document.is_(None), sees_everywhere(viewer)),
    )


def visible_codings(viewer: UUID) -> Select[Coding]:
    """Select the codings a viewer may see."""
    return select(Coding).where(
        ~Coding.removed,
        Coding.document.in_(documents_here()),
        Coding.coder.in_(coders_here()),
        Coding.code.in_(codes_here()),
        may_see(viewer, Coding.coder, Coding.document),
    )


def given(codes: Collection[UUID]) -> ColumnElement[bool]:
    """Say of a coding that its code, or what that was merged into, is one of these."""
    meant = func.coalesce(_Named.effective, _Named.guid)
    return Coding.code.in_(select(_Named.guid).where(meant.in_(codes)))


def visible_decisions(viewer: UUID) -> Select[Decision]:
    """Select the decisions a viewer may see."""
    return select(Decision).where(
        ~Decision.removed,
        Decision.document.in_(documents_here()),
        may_see(viewer, Decision.coder, Decision.document),
    )


def visible_memos(viewer: UUID) -> Select[Memo]:
    """Select the memos a viewer may see."""
    return select(Memo).where(
        ~Memo.removed,
        Memo.coder.in_(coders_here()),
        or_(Memo.document.is_(None), Memo.document.in_(documents_here())),
        may_see(viewer, Memo.coder, Memo.document),
    )


def visible_events(viewer: UUID) -> Select[Event]:
    """Select the events that tell the viewer nothing she may not know."""
    hidden = select(Change.event).where(Change.event == Event.guid, ~_may_know(viewer))
    return select(Event).where(
        or_(Event.owner.is_(None), may_see(viewer, Event.owner, Event.document)),
        ~hidden.correlate(Event).exists(),
    )


def sifted(session: Session, viewer: UUID, changes: Changes) -> Changes | None:
    """Leave out of what others changed the private rows that the viewer may not see."""
    guids = dict(changes.guids)
    for kind, table in (("coding", Coding), ("memo", Memo), ("decision", Decision)):
        seen: set[UUID] = set()
        for chunk in chunks(guids.pop(kind, ())):
            open_to_her = may_see(viewer, table.coder, table.document)
            seen.update(
                session.scalars(select(table.guid).where(table.guid.in_(chunk), open_to_her))
            )
        if seen:
            guids[kind] = frozenset(seen)
    if guids == changes.guids:
        return changes
    return replace(changes, guids=guids, by=None) if guids else None


def sees_all(session: Session, viewer: UUID, document: UUID) -> bool:
    """Tell whether nobody's codings in a document are hidden from the viewer."""
    return session.scalar(open_documents(viewer).where(There.guid == document)) is not None


def seen_documents(session: Session, viewer: UUID) -> frozenset[UUID]:
    """Give the documents in which nobody's codings are hidden from the viewer."""
    return frozenset(session.scalars(open_documents(viewer)))


def sees_everything(session: Session, viewer: UUID) -> bool:
    """Tell whether nothing in the project is hidden from the viewer."""
    return seen_documents(session, viewer).issuperset(session.scalars(documents_here()))


def _may_know(viewer: UUID) -> ColumnElement[bool]:
    return or_(Change.owner.is_(None), may_see(viewer, Change.owner, Change.document))


def documents_here() -> Select[UUID]:
    """Select the documents that were not removed."""
    return select(There.guid).where(~There.removed)


def coders_here() -> Select[UUID]:
    """Select the coders who were not taken out."""
    return select(_Person.guid).where(~_Person.removed)


def codes_here() -> Select[UUID]:
    """Select the codes that stand for something still there."""
    meant = func.coalesce(_Named.effective, _Named.guid)
    return select(_Named.guid).join(_Meant, _Meant.guid == meant).where(~_Meant.removed)
