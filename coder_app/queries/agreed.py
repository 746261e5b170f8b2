# SPDX-License-Identifier: MIT
"""What all coders marked alike, to be taken into Consensus in one step.

Only in closed rounds: before that, figures are not frozen and nothing goes to Consensus.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.agreement.passages import Mark, shared_stretches
from coder_app.agreement.units import Key
from coder_app.core.records import CodeStatus
from coder_app.core.spans import Span
from coder_app.queries import lists, ratings, rounds
from coder_app.queries.decisions import placed
from coder_app.queries.marks import current_wording, marks_in, raters_of
from coder_app.queries.visibility import EFFECTIVE, visible_codings
from coder_app.store.tables import Code, Coding


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreed:
    """Words that all coders gave one code, as Consensus could have them."""

    document: UUID
    wording: UUID
    code: UUID
    span: Span
    weight: int | None


def to_take(
    session: Session, viewer: UUID, *, documents: Collection[UUID], coders: Collection[UUID]
) -> dict[UUID, int]:
    """Count, by document, the passages that all agree on and Consensus does not have yet."""
    found = agreed(session, viewer, documents=documents, coders=coders)
    return dict(Counter(each.document for each in found))


def agreed(
    session: Session,
    viewer: UUID,
    *,
    documents: Collection[UUID],
    coders: Collection[UUID],
    codes: Collection[UUID] | None = None,
) -> list[Agreed]:
    """Find the words that all who rated a document gave the same code, where nothing is settled."""
    closed = rounds.closed_in(session)
    who = rounds.consensus(session)
    asked = ratings.question(
        session,
        viewer,
        coders=[coder for coder in dict.fromkeys(coders) if coder != who],
        documents=[document for document in documents if document in closed],
        codes=_usable(session, viewer, codes),
    )
    rated = raters_of(session, viewer, asked.coders, asked.documents)
    settled = _settled(session, viewer, who, list(rated))
    found = []
    for document, marks in marks_in(session, viewer, asked, list(rated)).items():
        wording = current_wording(session, document)
        for code, start, end, weight in _shared(marks, rated[document]):
            span = Span(start, end).trimmed(wording.body)
            there = settled.get((document, code), ())
            if span and not any(span.overlaps(other) for other in there):
                found.append(
                    Agreed(
                        document=document,
                        wording=wording.guid,
                        code=code,
                        span=span,
                        weight=weight,
                    )
                )
    return found


def _usable(session: Session, viewer: UUID, codes: Collection[UUID] | None) -> list[UUID]:
    """Give the codes that passages can still be coded with."""
    return [
        code.guid
        for code in lists.codes(session, viewer)
        if code.codable
        and code.status is not CodeStatus.RETIRED
        and (codes is None or code.guid in codes)
    ]


def _shared(
    marks: Iterable[Mark], raters: Sequence[UUID]
) -> Iterator[tuple[UUID, int, int, int | None]]:
    """Give the stretches that all raters marked, code by code, with the weight all of them gave."""
    by_code: defaultdict[Key, defaultdict[Key, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    for mark in marks:
        by_code[mark.code][mark.coder].append(mark)
    for code, theirs in by_code.items():
        if len(theirs) == len(raters) and isinstance(code, UUID):
            several = [[(mark.start, mark.end) for mark in mine] for mine in theirs.values()]
            for start, end in shared_stretches(several):
                yield code, start, end, _common_weight(theirs, start, end)


def _common_weight(theirs: Mapping[Key, Sequence[Mark]], start: int, end: int) -> int | None:
    given = {
        mark.weight
        for mine in theirs.values()
        for mark in mine
        if mark.start < end and start < mark.end
    }
    return given.pop() if len(given) == 1 else None


def _settled(
    session: Session, viewer: UUID, who: UUID, documents: Collection[UUID]
) -> defaultdict[tuple[UUID, UUID], list[Span]]:
    """Find what Consensus has, and what was decided: document and code → words."""
    found: defaultdict[tuple[UUID, UUID], list[Span]] = defaultdict(list)
    held = (
        visible_codings(viewer)
        .join(Code, Code.guid == Coding.code)
        .where(Coding.coder == who, Coding.document.in_(documents), Coding.start < Coding.end)
        .with_only_columns(
            Coding.document, EFFECTIVE, Coding.start, Coding.end, maintain_column_froms=True
        )
    )
    for document, code, start, end in session.execute(held):
        found[document, code].append(Span(start, end))
    for each in placed(session, viewer, documents):
        for code in each.codes:
            if each.span is not None:
                found[each.row.document, code].append(each.span)
    return found
