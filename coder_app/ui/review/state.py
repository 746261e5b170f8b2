# SPDX-License-Identifier: MIT
"""What a review needs to know, read away from the windows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from coder_app.core.records import (
    CodeRecord,
    CoderRole,
    CodingRecord,
    DecisionRecord,
    Guid,
    ReviewItem,
    RoundRecord,
)
from coder_app.queries import decisions, lists, review, rounds, visibility
from coder_app.queries import document as documents_query
from coder_app.store.project import Project


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewState:
    """The disagreements, and what is known around them."""

    viewer: Guid  # whose eyes these are
    items: tuple[ReviewItem, ...]
    codes: Mapping[Guid, CodeRecord]
    coders: Mapping[Guid, str]  # names
    consensus: Guid | None
    decisions: tuple[DecisionRecord, ...]  # newest first
    outcomes: Mapping[Guid, CodingRecord]  # codings that came of decisions
    rounds: Mapping[Guid, RoundRecord]  # transcript → its newest closed round
    agreed: int  # passages all agree on that Consensus does not hold yet
    hidden: int  # transcripts that the viewer still codes blind
    off: str  # why agreement is switched off
    is_lead: bool

    def may_settle(self, item: ReviewItem) -> bool:
        """Tell whether figures are frozen where an item stands, and the viewer decides."""
        return self.is_lead and item.document in self.rounds

    def outcome_of(self, decision: DecisionRecord) -> tuple[CodingRecord, ...]:
        """Give what Consensus holds because of a decision."""
        return tuple(self.outcomes[guid] for guid in decision.codings if guid in self.outcomes)


def read(project: Project, viewer: UUID) -> ReviewState:
    """Read all of it, one question after the other."""
    ask = project.ask
    people = ask(lists.coders)
    documents = [row.guid for row in ask(lists.documents, viewer)]
    seen = ask(visibility.seen_documents, viewer)
    closed = ask(rounds.rounds, viewer)
    made = ask(decisions.decisions, viewer)
    return ReviewState(
        viewer=viewer,
        items=tuple(ask(review.review, viewer)),
        codes={code.guid: code for code in ask(lists.codes, viewer)},
        coders={coder.guid: coder.name for coder in people},
        consensus=next((coder.guid for coder in people if coder.consensus), None),
        decisions=tuple(sorted(made, key=lambda d: d.decided, reverse=True)),
        outcomes=_outcomes(project, viewer, made),
        rounds=_newest(closed),
        agreed=_agreed(project, viewer, closed),
        hidden=sum(document not in seen for document in documents),
        off=ask(lists.why_no_agreement),
        is_lead=any(c.guid == viewer and c.role is CoderRole.LEAD for c in people),
    )


def _outcomes(
    project: Project, viewer: UUID, made: Sequence[DecisionRecord]
) -> dict[Guid, CodingRecord]:
    found: dict[Guid, CodingRecord] = {}
    for document in {decision.document for decision in made}:
        wanted = {c for d in made if d.document == document for c in d.codings}
        if wanted:
            some = project.ask(documents_query.codings, viewer, document, wanted)
            found.update((coding.guid, coding) for coding in some)
    return found


def _newest(closed: Sequence[RoundRecord]) -> dict[Guid, RoundRecord]:
    """Find for each transcript the round that was closed last."""
    found: dict[Guid, RoundRecord] = {}
    for one in sorted(closed, key=lambda r: r.number):
        found.update(dict.fromkeys(one.documents, one))
    return found


def scope_of(closed: Sequence[RoundRecord]) -> tuple[list[Guid], list[Guid]]:
    """Give the transcripts and coders of all closed rounds."""
    documents = dict.fromkeys(guid for one in closed for guid in one.documents)
    coders = dict.fromkeys(guid for one in closed for guid in one.coders)
    return list(documents), list(coders)


def _agreed(project: Project, viewer: UUID, closed: Sequence[RoundRecord]) -> int:
    documents, coders = scope_of(closed)
    if not documents:
        return 0
    return project.ask(review.to_take, viewer, documents=documents, coders=coders)
