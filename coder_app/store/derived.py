# SPDX-License-Identifier: MIT
"""What is computed from other rows and not journaled: places of codings, meanings of codes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.orm import Session

from coder_app.store.carrying import Carrier
from coder_app.store.journal import Journal, Line, chunks
from coder_app.store.tables import Code, Coding, Document

_COLUMNS = (
    Coding.guid,
    Coding.document,
    Coding.wording,
    Coding.anchor_start,
    Coding.anchor_end,
    Coding.start,
    Coding.end,
)


def refresh(session: Session, journal: Journal) -> set[UUID]:
    """Compute anew what the journal's lines may have moved; give the codings that moved."""
    lines = list(journal.lines.values())
    if any(line.plan.cls is Code and _moves_code(line) for line in lines):
        with journal.door():
            refresh_codes(session)
    touched = [line.row for line in lines if line.plan.cls is Coding and _moves_coding(line)]
    corrected = [
        line.row
        for line in lines
        if line.plan.cls is Document and line.old is not None and "wording" in line.new
    ]
    if corrected:
        touched += session.scalars(select(Coding.guid).where(Coding.document.in_(corrected)))
    with journal.door():
        return refresh_codings(session, touched)


def refresh_codings(session: Session, guids: Iterable[UUID]) -> set[UUID]:
    """Carry anchors into the current wordings of their documents; give the codings that moved."""
    carrier = Carrier(session)
    moved: list[dict[str, Any]] = []
    for chunk in chunks(dict.fromkeys(guids)):
        for row in session.execute(select(*_COLUMNS).where(Coding.guid.in_(chunk))):
            start, end = _place(carrier, row)
            if (row.start, row.end) != (start, end):
                moved.append({"row_guid": row.guid, "new_start": start, "new_end": end})
    if moved:
        table = Coding.__table__
        values: dict[str, Any] = {"start": bindparam("new_start"), "end": bindparam("new_end")}
        session.execute(
            update(Coding.__table__).where(table.c.guid == bindparam("row_guid")).values(values),  # type: ignore[arg-type]
            moved,
        )
    return {each["row_guid"] for each in moved}


def refresh_codes(session: Session) -> None:
    """Let every code know what stands for it; there are few, so all are looked at."""
    rows = session.execute(select(Code.guid, Code.merged_into, Code.effective)).all()
    into = {row.guid: row.merged_into for row in rows}
    stale = [
        {"row_guid": row.guid, "new_effective": end}
        for row in rows
        if (end := end_of_chain(into, row.guid)) != row.effective
    ]
    if stale:
        table = Code.__table__
        session.execute(
            update(table)  # type: ignore[arg-type]
            .where(table.c.guid == bindparam("row_guid"))
            .values(effective=bindparam("new_effective")),
            stale,
        )


def end_of_chain(into: Mapping[UUID, UUID | None], code: UUID) -> UUID:
    """Follow `merged_into`. Two people can close a ring offline: then its smallest guid stands."""
    passed: list[UUID] = []
    while code not in passed:
        passed.append(code)
        following = into.get(code)
        if following is None or following not in into:
            return code
        code = following
    return min(passed[passed.index(code) :])


def _place(carrier: Carrier, row: Row[UUID, UUID, UUID, int, int, int, int]) -> tuple[int, int]:
    return carrier.carry(row.document, row.wording, row.anchor_start, row.anchor_end)


def _moves_code(line: Line) -> bool:
    return line.old is None or "merged_into" in line.new


def _moves_coding(line: Line) -> bool:
    return line.old is None or "wording" in line.new or "document" in line.new
