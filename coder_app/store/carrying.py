# SPDX-License-Identifier: MIT
"""Where an anchor lies in the wording that a document has now."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coder_app.store.tables import Document


class Carrier:
    """Carries spans within one commit; each document's wordings are read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._current: dict[UUID, UUID] = {}

    def carry(self, document: UUID, wording: UUID, start: int, end: int) -> tuple[int, int]:
        """Give the place in the current wording; two equal ends: it could not be placed."""
        if document not in self._current:
            found = select(Document.wording).where(Document.guid == document)
            self._current[document] = self._session.scalars(found).one()
        if self._current[document] == wording:
            return start, end
        return start, start
