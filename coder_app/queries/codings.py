# SPDX-License-Identifier: MIT
"""Codings as records, ten thousand in a blink: plain columns, and names looked up once.

Joined in SQL and turned into guids and instants by the mapper, the same takes five times as long.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, String, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from coder_app.core.memory import no_collecting
from coder_app.core.records import CodingRecord, ScaleLevel
from coder_app.core.spans import Span
from coder_app.queries.codes import scale_of, shared_keys
from coder_app.queries.visibility import visible_codings, visible_memos
from coder_app.store.tables import Code, CodebookVersion, Coder, Coding, Document, Event, Memo

FEW = 400  # more guids than this, and asking for all of them is faster


def read_codings(
    session: Session, viewer: UUID, *which: ColumnElement[bool], document: UUID | None = None
) -> list[CodingRecord]:
    """Give the visible codings that fit, in reading order; what has no place comes last.

    `document` says that all are from one, so that only its memos and events are looked at.
    """
    if document is not None:
        which = (*which, Coding.document == document)
    chosen = visible_codings(viewer).where(*which)
    with no_collecting():
        return list(_records(session, viewer, chosen, document))


def reading_order(coding: CodingRecord) -> tuple[bool, int, int, str, str]:
    """Sort key: where a coding begins, the longer one first; what has no place comes last."""
    start, end = (coding.span.start, coding.span.end) if coding.span else (0, 0)
    return (coding.span is None, start, -end, coding.code_name, coding.guid.hex)


def few_or_all(only: Collection[UUID] | None) -> list[ColumnElement[bool]]:
    """Narrow to some guids where they are few enough to be named."""
    return [] if only is None or len(only) > FEW else [Coding.guid.in_(only)]


def _records(
    session: Session, viewer: UUID, chosen: Select[Coding], document: UUID | None
) -> Iterator[CodingRecord]:
    columns = (
        raw(Coding.guid),
        raw(Coding.state),
        raw(Coding.document),
        raw(Coding.code),
        raw(Coding.coder),
        raw(Coding.version),
        raw(Coding.created),
        Coding.start,
        Coding.end,
        Coding.weight,
    )
    # the connection, as the session would wrap each row once more
    rows = session.connection().execute(chosen.with_only_columns(*columns)).all()
    names = _Names(session, viewer, chosen, document)
    for guid, state, place, code, coder, version, created, start, end, weight in sorted(
        rows, key=names.order
    ):
        meant = names.codes[code]
        yield CodingRecord(
            guid=as_guid(guid),
            state=as_guid(state),
            document=names.guid(place),
            wording=names.wordings[place],
            span=Span(start, end) if start < end else None,
            code=meant.guid,
            code_name=meant.name,
            colour=meant.colour,
            key=meant.key,
            coder=names.guid(coder),
            coder_name=names.coders[coder],
            weight=weight,
            weight_label=meant.labels.get(weight, ""),
            memo=names.memos.get((guid, coder), ""),
            created=_instant(created),
            changed=names.changed.get(state) or _instant(created),
            version=names.versions.get(version),
        )


@dataclass(frozen=True, slots=True)
class _Meant:
    """What stands for a code now, as far as a coding shows it."""

    guid: UUID
    name: str
    colour: str
    key: str
    labels: dict[int | None, str]


class _Names:
    """What codings point at, by the guids as the database holds them."""

    def __init__(
        self, session: Session, viewer: UUID, chosen: Select[Coding], document: UUID | None
    ) -> None:
        self.guid = cache(as_guid)
        self.codes = _codes(session)
        self.coders = _pairs(session, select(raw(Coder.guid), Coder.name))
        self.versions = _pairs(session, select(raw(CodebookVersion.guid), CodebookVersion.number))
        documents = select(raw(Document.guid), Document.wording)
        own = visible_memos(viewer).where(Memo.kind == "coding")
        if document is not None:
            documents = documents.where(Document.guid == document)
            own = own.where(Memo.document == document)
        self.wordings = _pairs(session, documents)
        memos = own.with_only_columns(raw(Memo.about), raw(Memo.coder), Memo.text)
        self.memos = {(about, coder): text for about, coder, text in session.execute(memos)}
        states = chosen.with_only_columns(Coding.state)
        told = select(raw(Event.guid), raw(Event.at)).where(Event.guid.in_(states))
        self.changed = {state: _instant(at) for state, at in session.execute(told)}

    def order(self, row: Any) -> tuple[bool, int, int, str, Any]:  # noqa: ANN401 a row of columns
        """Sort as `reading_order` does, before records are made."""
        start, end = row[7], row[8]
        return (start >= end, start, -end, self.codes[row[3]].name, row[0])


def _codes(session: Session) -> dict[Any, _Meant]:
    rows = session.scalars(select(Code)).all()
    by_guid = {row.guid: row for row in rows}
    shared = shared_keys([row for row in rows if row.merged_into is None and not row.removed])
    labels = cache(lambda scale: _labels(scale_of(scale)))
    found = {}
    for held, guid in session.execute(select(raw(Code.guid), Code.guid)):
        stands = by_guid[by_guid[guid].effective or guid]
        found[held] = _Meant(
            stands.guid,
            stands.name,
            stands.colour,
            "" if stands.key in shared else stands.key,
            labels(stands.scale),
        )
    return found


def _labels(levels: tuple[ScaleLevel, ...]) -> dict[int | None, str]:
    return {level.weight: level.label for level in levels}


def _pairs(session: Session, pairs: Select[Any, Any]) -> dict[Any, Any]:
    return {key: value for key, value in session.execute(pairs)}  # noqa: C416 a Row has keys()


def raw(column: ColumnElement[Any] | InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """Read a column as the database holds it: text in SQLite, the real thing in PostgreSQL."""
    return type_coerce(column, String)


def as_guid(found: str | UUID) -> UUID:
    """Make of what `raw` read what everybody else knows."""
    return found if isinstance(found, UUID) else UUID(int=int(found, 16))


def _instant(raw: str | datetime) -> datetime:
    if isinstance(raw, str):
        return datetime.fromisoformat(f"{raw}+00:00")
    return raw.astimezone(UTC)
