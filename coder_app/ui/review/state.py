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
    agreed_in: Mapping[Guid, int]  # transcript → passages all agree on, not in Consensus yet
    hidden: int  # transcripts that the viewer still codes blind
    off: str  # why agreement is switched off
    is_lead: bool

    @property
    def agreed(self) -> int:
        """How many passages all agree on that Consensus does not hold yet."""
        return sum(self.agreed_in.values())

    def may_settle(self, item: ReviewItem) -> bool:
        """Tell whether figures are frozen where an item stands, and the viewer decides."""
        return self.is_lead and item.document in self.rounds

    def outcome_of(self, decision: DecisionRecord) -> tuple[CodingRecord, ...]:
        """Give what Consensus holds because of a decision."""
        return tuple(self.outcomes[guid] for guid in decision.codings if guid in self.outcomes)


@dataclass(frozen=True, slots=True)
class _Known:
    """What was read before and is still so: all but what lies in some transcripts."""

    before: ReviewState | None
    touched: frozenset[Guid]

    def asked(self, documents: Sequence[Guid]) -> list[Guid]:
        """Give the documents that have to be read."""
        return [each for each in documents if self.before is None or each in self.touched]


def read(
    project: Project,
    viewer: UUID,
    *,
    before: ReviewState | None = None,
    touched: frozenset[Guid] = frozenset(),
) -> ReviewState:
    """Read all of it, one question after the other.

    Where only codings and decisions of some transcripts were `touched` since `before`, no other
    transcript is looked through again.
    """
    ask, known = project.ask, _Known(before, touched)
    people = ask(lists.coders)
    documents = [row.guid for row in ask(lists.documents, viewer)]
    seen = ask(visibility.seen_documents, viewer)
    closed = ask(rounds.rounds, viewer)
    made = ask(decisions.decisions, viewer)
    return ReviewState(
        viewer=viewer,
        items=_items(project, viewer, documents, known),
        codes={code.guid: code for code in ask(lists.codes, viewer)},
        coders={coder.guid: coder.name for coder in people},
        consensus=next((coder.guid for coder in people if coder.consensus), None),
        decisions=tuple(sorted(made, key=lambda d: d.decided, reverse=True)),
        outcomes=_outcomes(project, viewer, made, known),
        rounds=_newest(closed),
        agreed_in=_agreed(project, viewer, closed, known),
        hidden=sum(document not in seen for document in documents),
        off=ask(lists.why_no_agreement),
        is_lead=any(c.guid == viewer and c.role is CoderRole.LEAD for c in people),
    )


def _items(
    project: Project, viewer: UUID, documents: Sequence[Guid], known: _Known
) -> tuple[ReviewItem, ...]:
    found = project.ask(review.review, viewer, documents=known.asked(documents))
    if known.before is None:
        return tuple(found)
    found += (item for item in known.before.items if item.document not in known.touched)
    place = {document: number for number, document in enumerate(documents)}
    return tuple(sorted(found, key=lambda item: place[item.document]))  # keeps their order there


def _outcomes(
    project: Project, viewer: UUID, made: Sequence[DecisionRecord], known: _Known
) -> dict[Guid, CodingRecord]:
    found: dict[Guid, CodingRecord] = {}
    if known.before is not None:
        found = {
            guid: coding
            for guid, coding in known.before.outcomes.items()
            if coding.document not in known.touched
        }
    for document in known.asked(list({decision.document for decision in made})):
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


def _agreed(
    project: Project, viewer: UUID, closed: Sequence[RoundRecord], known: _Known
) -> dict[Guid, int]:
    documents, coders = scope_of(closed)
    kept = known.before.agreed_in if known.before is not None else {}
    found = {document: n for document, n in kept.items() if document not in known.touched}
    asked = known.asked(documents)
    return found | project.ask(review.to_take, viewer, documents=asked, coders=coders)
