# SPDX-License-Identifier: MIT
"""The decision log: how disagreements were settled, and where that lies in the texts of today."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from coder_app.core.boundaries import LineIndex
from coder_app.core.records import DecisionRecord, Outcome
from coder_app.core.spans import Span
from coder_app.queries.visibility import visible_decisions
from coder_app.store.carrying import Carrier
from coder_app.store.tables import Code, Coder, Decision, Document, Wording, guids_in


@dataclass(frozen=True, slots=True)
class Placed:
    """A decision with its codes as they stand now, and its place in the current wording."""

    row: Decision
    codes: tuple[UUID, ...]
    span: Span | None

    def settles(self, codes: Collection[UUID], span: Span) -> bool:
        """Tell whether this is about the same passage: main code or both alike, words shared."""
        if self.span is None or not self.span.overlaps(span):
            return False
        return self.codes[0] == next(iter(codes)) or set(self.codes) == set(codes)


def decisions(session: Session, viewer: UUID) -> list[DecisionRecord]:
    """List the decisions that the viewer may see, the newest first."""
    found = records(session, placed(session, viewer))
    return sorted(found, key=lambda record: (record.decided, record.guid), reverse=True)


def records(session: Session, some: Sequence[Placed]) -> list[DecisionRecord]:
    """Give decisions with names and lines, in the order given."""
    names = dict(session.execute(select(Coder.guid, Coder.name)).all())
    documents = dict(session.execute(select(Document.guid, Document.name)).all())
    lines = _lines(session, {each.row.document for each in some})
    return [
        DecisionRecord(
            guid=each.row.guid,
            state=each.row.state,
            document=each.row.document,
            document_name=documents[each.row.document],
            span=each.span,
            line=lines[each.row.document].line(each.span.start) if each.span else 0,
            codes=each.codes,
            outcome=Outcome(each.row.outcome),
            chosen=each.row.chosen,
            reason=each.row.reason,
            dissent=each.row.dissent,
            dissenters=guids_in(each.row.dissenters),
            author=names.get(each.row.author, ""),
            decided=each.row.decided,
            round=each.row.round,
            codings=guids_in(each.row.codings),
        )
        for each in some
    ]


def placed(
    session: Session, viewer: UUID, documents: Collection[UUID] | None = None
) -> list[Placed]:
    """Give the decisions that the viewer may see, carried into the current wordings."""
    wanted = visible_decisions(viewer)
    if documents is not None:
        wanted = wanted.where(Decision.document.in_(documents))
    carrier = Carrier(session)
    meant = dict(session.execute(select(Code.guid, Code.effective)).all())
    found = []
    for row in session.scalars(wanted).all():
        start, end = carrier.carry(row.document, row.wording, row.anchor_start, row.anchor_end)
        held = (row.code, row.other_code) if row.other_code else (row.code,)
        codes = tuple(dict.fromkeys(meant.get(code) or code for code in held))
        found.append(Placed(row, codes, Span(start, end) if start < end else None))
    return found


def _lines(session: Session, documents: Iterable[UUID]) -> dict[UUID, LineIndex]:
    rows = session.execute(
        select(Document.guid, Wording)
        .join(Wording, Wording.guid == Document.wording)
        .where(Document.guid.in_(documents))
        .options(undefer(Wording.body))
    )
    return {guid: LineIndex(wording.body) for guid, wording in rows}
