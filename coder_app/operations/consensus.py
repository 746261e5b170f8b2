# SPDX-License-Identifier: MIT
"""Settle disagreements: what stands goes to the special coder Consensus, with a reason.

The coders' own codings are never touched.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import Outcome
from coder_app.core.spans import Span
from coder_app.operations.checks import live, must_lead
from coder_app.operations.codings import (
    Passage,
    apply_codes,
    check_span,
    codings_with,
    last_version,
)
from coder_app.queries import agreed, rounds
from coder_app.queries.decisions import placed
from coder_app.queries.visibility import seen_documents
from coder_app.store.carrying import Carrier
from coder_app.store.journal import current_who, insert_many
from coder_app.store.tables import (
    Code,
    Coder,
    Coding,
    Decision,
    Document,
    Round,
    guids_in,
    lines_of,
)


@dataclass(frozen=True, slots=True)
class _Matter:
    """What is in question: codes as they stand now, on words of a document."""

    document: UUID
    codes: tuple[UUID, ...]
    span: Span  # in the current wording


def settle(
    session: Session,
    *,
    document: UUID,
    wording: UUID,
    span: Span,
    codes: Sequence[UUID],
    outcome: str,
    passages: Sequence[Passage],
    chosen: UUID | None = None,
    reason: str = "",
    dissent: str = "",
    dissenters: Iterable[UUID] = (),
    round: UUID | None = None,
) -> UUID:
    """Decide what stands where coders differ; it replaces what was settled there before.

    `passages` are those that Consensus gets, in the same wording as `span`: none for “neither”, or
    for a coder who was right to mark nothing.
    """
    must_lead(session)
    _refuse_blind(session, document)
    closed = _closed_round(session, document, round)
    check_span(session, document, wording, span)
    _check_outcome(session, Outcome(outcome), passages, chosen)
    matter = _Matter(document, _meant(session, codes), _carried(session, document, wording, span))
    who = rounds.consensus(session)
    _clear(session, matter, who)
    made = apply_codes(session, document=document, wording=wording, coder=who, passages=passages)
    main, *others = matter.codes
    decision = Decision(
        guid=uuid4(),
        coder=who,
        document=document,
        wording=wording,
        anchor_start=span.start,
        anchor_end=span.end,
        code=main,
        other_code=others[0] if others else None,
        outcome=Outcome(outcome).value,
        chosen=chosen,
        reason=reason.strip(),
        dissent=dissent.strip(),
        dissenters=lines_of(live(session, Coder, coder).guid for coder in dissenters),
        author=current_who(session),
        decided=datetime.now(UTC),
        round=closed,
        codings=lines_of(made),
    )
    session.add(decision)
    return decision.guid


def reopen(session: Session, *, decision: UUID) -> None:
    """Take a decision away, and what Consensus got by it."""
    must_lead(session)
    row = live(session, Decision, decision)
    _refuse_blind(session, row.document)
    _take_away(session, row)


def take_agreed(
    session: Session,
    *,
    documents: Collection[UUID],
    coders: Collection[UUID],
    codes: Collection[UUID] | None = None,
) -> int:
    """Give Consensus what all coders marked alike, in one step; give the number of passages."""
    must_lead(session)
    for document in documents:
        _refuse_blind(session, document)
    if rounds.closed_in(session).keys().isdisjoint(documents):
        raise ProjectProblem(_close_first())
    found = agreed.agreed(
        session, current_who(session), documents=documents, coders=coders, codes=codes
    )
    common = {
        "coder": rounds.consensus(session),
        "version": last_version(session),
        "created": datetime.now(UTC),
    }
    rows = [
        {
            "guid": uuid4(),
            "document": each.document,
            "wording": each.wording,
            "code": each.code,
            "anchor_start": each.span.start,
            "anchor_end": each.span.end,
            "weight": each.weight,
        }
        for each in found
    ]
    return len(insert_many(session, Coding, [common | row for row in rows]))


# ---- checks


def _refuse_blind(session: Session, document: UUID) -> None:
    name = live(session, Document, document).name
    if document not in seen_documents(session, current_who(session)):
        message = tr("You code “{0}” blind yourself, so you cannot settle anything there yet.")
        raise ProjectProblem(message.format(name))


def _closed_round(session: Session, document: UUID, wanted: UUID | None) -> UUID:
    """Give the round in which a document was closed: the one asked for, or the last."""
    if wanted is not None and document in guids_in(live(session, Round, wanted).documents):
        return wanted
    closed = rounds.closed_in(session).get(document)
    if closed is None or wanted is not None:
        raise ProjectProblem(_close_first())
    return closed


def _close_first() -> str:
    return tr("Close the round first: figures are frozen before anybody talks.")


def _check_outcome(
    session: Session, outcome: Outcome, passages: Sequence[Passage], chosen: UUID | None
) -> None:
    """Refuse an outcome that does not say what stands."""
    if outcome is Outcome.NOTHING and passages:
        raise ProjectProblem(tr("“Neither” leaves no passage. Choose another outcome."))
    if outcome in (Outcome.BOTH, Outcome.OWN) and not passages:
        raise ProjectProblem(tr("Say which passages stand, or choose “neither”."))
    if outcome is Outcome.CODER and chosen is None:
        raise ProjectProblem(tr("Say whose coding stands."))
    if chosen is not None:
        live(session, Coder, chosen)


def _meant(session: Session, codes: Sequence[UUID]) -> tuple[UUID, ...]:
    """Give what stands for the codes now: one, or two where coders chose different ones."""
    rows = [live(session, Code, code) for code in codes]
    meant = tuple(dict.fromkeys(row.effective or row.guid for row in rows))
    if not 1 <= len(meant) <= 2:
        raise ProjectProblem(tr("A disagreement is about one code, or about two."))
    return meant


# ---- what was settled before


def _carried(session: Session, document: UUID, wording: UUID, span: Span) -> Span:
    start, end = Carrier(session).carry(document, wording, span.start, span.end)
    if start == end:
        raise ProjectProblem(tr("These words are no longer in the transcript. Look at it again."))
    return Span(start, end)


def _clear(session: Session, matter: _Matter, who: UUID) -> None:
    """Take away what Consensus had of the codes there, and decisions on the same passage."""
    for code in matter.codes:
        there = codings_with(who, code).where(
            Coding.document == matter.document,
            Coding.start < matter.span.end,
            Coding.end > matter.span.start,
        )
        for coding in session.scalars(there).all():
            coding.removed = True
    for each in placed(session, current_who(session), [matter.document]):
        if each.settles(matter.codes, matter.span):
            _take_away(session, each.row)
    session.flush()


def _take_away(session: Session, decision: Decision) -> None:
    """Remove a decision and the codings that came of it, whatever their codes."""
    decision.removed = True
    for guid in guids_in(decision.codings):
        coding = session.get(Coding, guid)
        if coding is not None:
            coding.removed = True
