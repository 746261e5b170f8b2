# SPDX-License-Identifier: MIT
"""The decision log as a table that leaves the program."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.core.records import DecisionRecord, Sheet
from coder_app.queries import lists, rounds
from coder_app.queries.decisions import decisions
from coder_app.queries.marks import current_wording

NAME = "Decisions"
COLUMNS = (
    *("document", "start", "end", "line", "text", "code", "other code", "outcome", "whose"),
    *("reason", "dissent", "dissenters", "decided by", "decided", "round", "GUID"),
)


def decision_sheet(
    session: Session,
    viewer: UUID,
    *,
    documents: Collection[UUID] | None = None,
    codes: Collection[UUID] | None = None,
) -> Sheet | None:
    """Give a row for each decision that the viewer may see, the oldest first; None without any."""
    found = [
        record
        for record in reversed(decisions(session, viewer))
        if (documents is None or record.document in documents)
        and (codes is None or not set(record.codes).isdisjoint(codes))
    ]
    if not found:
        return None
    coders = {coder.guid: coder.name for coder in lists.coders(session)}
    named = {code.guid: code.name for code in lists.codes(session, viewer, merged=True)}
    closed = {record.guid: record.name for record in rounds.rounds(session, viewer)}
    body = cache(lambda document: current_wording(session, document).body)
    rows = [
        (
            record.document_name,
            *_place(record, body(record.document)),
            *(named.get(code, "") for code in record.codes),
            *("" for _ in range(2 - len(record.codes))),
            record.outcome.value,
            coders.get(record.chosen, "") if record.chosen else "",
            record.reason,
            record.dissent,
            "; ".join(coders[coder] for coder in record.dissenters if coder in coders),
            record.author,
            record.decided,
            closed.get(record.round, "") if record.round else "",
            str(record.guid),
        )
        for record in found
    ]
    wide = frozenset({"text", "reason", "dissent"})
    return Sheet(name=NAME, columns=COLUMNS, rows=rows, wide=wide)


def _place(record: DecisionRecord, text: str) -> tuple[object, ...]:
    if record.span is None:
        return None, None, None, ""
    return record.span.start, record.span.end, record.line, record.span.text_of(text)
