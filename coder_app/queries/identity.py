# SPDX-License-Identifier: MIT
"""Which project a file holds, wherever it lies and whatever it is called."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coder_app.store.tables import Event

_NOT_BEGUN = UUID(int=0)


def project_guid(session: Session) -> UUID:
    """Give the identity of the project: that of its first event, which every copy of it has.

    A file in which nothing has happened yet has the identity 0.
    """
    return session.scalar(select(Event.guid).order_by(Event.seq).limit(1)) or _NOT_BEGUN
