# SPDX-License-Identifier: MIT
"""Which events are in force: not undone, or undone and done again."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coder_app.store.journal import chunks
from coder_app.store.tables import Event


def undone_among(session: Session, events: Sequence[UUID]) -> set[UUID]:
    """Tell which of these stand undone: by an event that does not itself stand undone."""
    undoings: dict[UUID, UUID] = {}
    for chunk in chunks(events):
        told = select(Event.guid, Event.undoes).where(Event.undoes.in_(chunk))
        undoings.update({guid: undone for guid, undone in session.execute(told) if undone})
    gone = undone_among(session, list(undoings)) if undoings else set()
    return {undone for guid, undone in undoings.items() if guid not in gone}
