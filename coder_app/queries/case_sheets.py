# SPDX-License-Identifier: MIT
"""Tables of cases: the people interviewed, and how disagreements were settled."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.core.places import tr
from coder_app.core.records import CellKind, DecisionRecord, Outcome, Sheet
from coder_app.queries import lists, rounds
from coder_app.queries.decisions import decisions
from coder_app.queries.dictionary import attribute_columns, column, described, typed

_PERSON = column("participant", tr("Person interviewed."))
_THEIRS = (
    column("documents", tr("Transcripts in which she speaks.")),
    column("GUID", tr("Identity of the participant.")),
)
_WHOLE = CellKind.WHOLE
_DECISIONS = (
    column("document", tr("Transcript in which the passage is.")),
    column("line", tr("Line it begins in, from 1."), _WHOLE, tr("lines")),
    column("start", tr("First character of the passage, from 0."), _WHOLE, tr("characters")),
    column("end", tr("Character after its last one."), _WHOLE, tr("characters")),
    column("code", tr("Code that coders differed on."), CellKind.CATEGORY),
    column("other code", tr("Second code in question, if there was one."), CellKind.CATEGORY),
    column(
        "outcome",
        tr("What became of the disagreement."),
        CellKind.CATEGORY,
        "",
        tuple((outcome.value, outcome.words) for outcome in Outcome),
    ),
    column("followed", tr("Coder whose solution was taken."), CellKind.CATEGORY),
    column("reason", tr("Why it was settled that way.")),
    column("dissent", tr("What those say who see it otherwise.")),
    column("dissenters", tr("Who sees it otherwise.")),
    column("settled by", tr("Who wrote the decision down."), CellKind.CATEGORY),
    column("decided", tr("When that was."), CellKind.TIME, tr("UTC")),
    column("round", tr("Round of coding it belongs to."), CellKind.CATEGORY),
    column("codings", tr("GUIDs of the codings of Consensus that came of it.")),
    column("GUID", tr("Identity of the decision.")),
)


def participants_sheet(session: Session, viewer: UUID) -> Sheet:
    """Give the people interviewed with what is known about them."""
    attributes = lists.attributes(session)
    fixed = [_PERSON, *_THEIRS]
    known = attribute_columns(attributes, [each.name for each in fixed])
    documents = {d.guid: d.name for d in lists.documents(session, viewer)}
    rows: list[tuple[object, ...]] = []
    for person in lists.participants(session):
        values = dict(person.values)
        cells = [typed(attribute, values.get(attribute.guid, "")) for attribute in attributes]
        theirs = "; ".join(documents[d] for d in person.documents)
        rows.append((person.name, *cells, theirs, str(person.guid)))
    return described("Participants", [_PERSON, *known, *_THEIRS], rows)


def decisions_sheet(session: Session, viewer: UUID) -> Sheet:
    """Give the decisions that the viewer may see, the oldest first."""
    codes: dict[object, str] = {c.guid: c.name for c in lists.codes(session, viewer, merged=True)}
    people: dict[object, str] = {c.guid: c.name for c in lists.coders(session)}
    closed: dict[object, str] = {r.guid: r.name for r in rounds.rounds(session, viewer)}
    rows = [
        _decision(record, codes, people, closed) for record in reversed(decisions(session, viewer))
    ]
    return described("Decisions", _DECISIONS, rows, wide={"reason", "dissent"})


def _decision(
    record: DecisionRecord,
    codes: dict[object, str],
    people: dict[object, str],
    closed: dict[object, str],
) -> tuple[object, ...]:
    names = [codes.get(code, "") for code in record.codes]
    return (
        record.document_name,
        record.line or None,
        record.span.start if record.span else None,
        record.span.end if record.span else None,
        names[0] if names else "",
        names[1] if len(names) > 1 else "",
        record.outcome.value,
        people.get(record.chosen, ""),
        record.reason,
        record.dissent,
        "; ".join(people.get(coder, "") for coder in record.dissenters),
        record.author,
        record.decided,
        closed.get(record.round, ""),
        "; ".join(map(str, record.codings)),
        str(record.guid),
    )
