# SPDX-License-Identifier: MIT
"""Codings of other programs as they come in: the same one twice is one, and nothing vanishes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from coder_app.core.picture import LeftOut, PictureCoding, derived
from coder_app.core.places import tr, tr_n
from coder_app.core.spans import Span


class Codings:
    """Gathers codings, and counts those that found no place by why."""

    def __init__(self) -> None:
        self._by_place: dict[tuple[UUID, int, int, UUID, UUID], PictureCoding] = {}
        self._taken: set[UUID] = set()
        self._lost: Counter[tuple[str, str]] = Counter()
        self._twice = 0

    def add(
        self,
        guid: UUID | None,
        *,
        document: UUID,
        code: UUID,
        coder: UUID,
        span: Span,
        weight: int | None = None,
        created: datetime | None = None,
        is_again: bool = False,
    ) -> UUID:
        """Add a coding and give its guid; one that is there already stays alone.

        `is_again` says that a file gives one passage twice, so that this is nothing to tell.
        """
        place = (document, span.start, span.end, code, coder)
        same = self._by_place.get(place)
        if same is not None:
            self._twice += not is_again
            return same.guid
        if guid is None or guid in self._taken:
            guid = derived("coding", guid, *place)
        self._taken.add(guid)
        self._by_place[place] = PictureCoding(
            guid=guid,
            document=document,
            code=code,
            coder=coder,
            span=span,
            weight=weight,
            created=created,
        )
        return guid

    def lose(self, document: str, why: str, n: int = 1) -> None:
        """Count codings that cannot be placed."""
        if n:
            self._lost[document, why] += n

    def all(self) -> tuple[PictureCoding, ...]:
        """Give all codings in the order in which they came."""
        return tuple(self._by_place.values())

    def left_out(self) -> Iterator[LeftOut]:
        """List what was lost, by transcript and reason."""
        for (document, why), n in self._lost.items():
            name = tr_n("{n} coding in “{{0}}”", "{n} codings in “{{0}}”", n).format(document)
            yield LeftOut(kind=tr("codings"), name=name, why=why)

    def remarks(self) -> Iterator[str]:
        """Say what was joined."""
        if self._twice:
            yield tr_n(
                "{n} coding stood there twice (same words, code and coder) and is one now.",
                "{n} codings stood there twice (same words, code and coder) and are one now.",
                self._twice,
            )
