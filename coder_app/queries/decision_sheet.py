# SPDX-License-Identifier: MIT
"""The decision log as a table that leaves the program."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.core.places import tr
from coder_app.core.records import CellKind, DecisionRecord, Outcome, Sheet
from coder_app.queries import lists, rounds
from coder_app.queries.decisions import decisions
from coder_app.queries.dictionary import column, described
from coder_app.queries.marks import current_wording

NAME = "Decisions"
_WHOLE, _CATEGORY = CellKind.WHOLE, CellKind.CATEGORY
_OUTCOMES = tuple((outcome.value, outcome.words) for outcome in Outcome)
_COLUMNS = (
    column("document", tr("Transcript in which the passage is.")),
    column("start", tr("First character of the passage, from 0."), _WHOLE, tr("characters")),
    column("end", tr("Character after its last one."), _WHOLE, tr("characters")),
    column("line", tr("Line it begins in, from 1."), _WHOLE, tr("lines")),
    column("text", tr("Words of the passage.")),
    column("code", tr("Code that coders differed on."), _CATEGORY),
    column("other code", tr("Second code in question, if there was one."), _CATEGORY),
    column("outcome", tr("What became of the disagreement."), _CATEGORY, "", _OUTCOMES),
    column("whose", tr("Coder whose solution was taken."), _CATEGORY),
    column("reason", tr("Why it was settled that way.")),
    column("dissent", tr("What those say who see it otherwise.")),
    column("dissenters", tr("Who sees it otherwise.")),
    column("decided by", tr("Who wrote the decision down."), _CATEGORY),
    column("decided", tr("When that was."), CellKind.TIME, tr("UTC")),
    column("round", tr("Round of coding it belongs to."), _CATEGORY),
    column("GUID", tr("Identity of the decision.")),
)


def decision_sheet(
    session: Session,
    viewer: UUID,
    *,
    documents: Collection[UUID] | None = None,
    codes: Collection[UUID] | None = None,
) -> Sheet:
    """Give a row for each decision that the viewer may see, the oldest first."""
    found = [
        record
        for record in reversed(decisions(session, viewer))
        if (documents is None or record.document in documents)
        and (codes is None or not set(record.codes).isdisjoint(codes))
    ]
    coders = {coder.guid: coder.name for coder in lists.coders(session)}
    named = {code.guid: code.name for code in lists.codes(session, viewer, merged=True)}
    closed = {record.guid: record.name for record in rounds.rounds(session, viewer)}
    body = cache(lambda document: current_wording(session, document).body)
    rows: list[tuple[object, ...]] = [
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
    return described(NAME, _COLUMNS, rows, wide={"text", "reason", "dissent"})


def _place(record: DecisionRecord, text: str) -> tuple[object, ...]:
    if record.span is None:
        return None, None, None, ""
    return record.span.start, record.span.end, record.line, record.span.text_of(text)
