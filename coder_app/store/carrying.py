# SPDX-License-Identifier: MIT
"""Where an anchor lies in the wording that a document has now, through all corrections between."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coder_app.core.revision import Edit, carry
from coder_app.store.tables import Document, Wording

_Path = list[list[Edit]]


@dataclass(frozen=True, slots=True)
class _Wordings:
    """The wordings of one document, as far as carrying needs them."""

    current: UUID
    before: dict[UUID, UUID | None]
    edits: dict[UUID, list[Edit]]

    def back_from(self, wording: UUID) -> Iterator[UUID]:
        """Give a wording and those it was made from, newest first."""
        passed: set[UUID] = set()
        following: UUID | None = wording
        while following is not None and following not in passed:
            yield following
            passed.add(following)
            following = self.before.get(following)

    def path_from(self, wording: UUID) -> _Path | None:
        """Give the edits to the current wording: back to where both come from, then forth."""
        forth = list(self.back_from(self.current))
        path: _Path = []
        for each in self.back_from(wording):
            if each in forth:
                return path + [self.edits[made] for made in reversed(forth[: forth.index(each)])]
            path.append([(c, d, a, b) for a, b, c, d in self.edits[each]])
        return None


class Carrier:
    """Carries spans within one commit; each document's wordings are read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._wordings: dict[UUID, _Wordings] = {}
        self._paths: dict[tuple[UUID, UUID], _Path | None] = {}

    def carry(self, document: UUID, wording: UUID, start: int, end: int) -> tuple[int, int]:
        """Give the place in the current wording; two equal ends: it could not be placed."""
        path = self._path(document, wording)
        if path is None:
            return 0, 0
        for edits in path:
            carried = carry(edits, start, end)
            # what was lost once is not found again in what was put in its place
            start, end = carried.start, carried.end if start < end else carried.start
        return start, end

    def _path(self, document: UUID, wording: UUID) -> _Path | None:
        key = (document, wording)
        if key not in self._paths:
            if document not in self._wordings:
                self._wordings[document] = self._read(document)
            self._paths[key] = self._wordings[document].path_from(wording)
        return self._paths[key]

    def _read(self, document: UUID) -> _Wordings:
        current = self._session.scalars(
            select(Document.wording).where(Document.guid == document)
        ).one()
        before: dict[UUID, UUID | None] = {}
        edits: dict[UUID, list[Edit]] = {}
        told = select(Wording.guid, Wording.before, Wording.edits)
        for row in self._session.execute(told.where(Wording.document == document)):
            before[row.guid] = row.before
            edits[row.guid] = [(a, b, c, d) for a, b, c, d in json.loads(row.edits or "[]")]
        return _Wordings(current, before, edits)
