# SPDX-License-Identifier: MIT
"""Passages on which coders differ, side by side, with how each was settled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from coder_app.agreement.passages import Mark, Passage, find_passages
from coder_app.agreement.units import Key
from coder_app.core.boundaries import LineIndex, count_words, turn_at
from coder_app.core.memory import no_collecting
from coder_app.core.records import DecisionRecord, ReviewItem, ReviewMark
from coder_app.core.spans import Span
from coder_app.queries import lists, ratings, rounds
from coder_app.queries.agreed import to_take as to_take
from coder_app.queries.codings import as_guid
from coder_app.queries.decisions import Placed, placed, records
from coder_app.queries.document import turns_of
from coder_app.queries.marks import current_wording, marks_in, raters_of
from coder_app.store.tables import CodebookVersion

# document, codes in question → decisions
_Log = defaultdict[tuple[UUID, tuple[UUID, ...]], list[tuple[Placed, DecisionRecord]]]


def review(
    session: Session,
    viewer: UUID,
    *,
    coders: Collection[UUID] | None = None,
    documents: Collection[UUID] | None = None,
    codes: Collection[UUID] | None = None,
) -> list[ReviewItem]:
    """List the passages on which coders differ, in the order of documents and texts."""
    asked = ratings.question(session, viewer, coders=coders, documents=documents, codes=codes)
    rated = raters_of(session, viewer, asked.coders, asked.documents)
    with no_collecting():
        found = {
            document: find_passages(marks, coders=rated[document], codes=asked.codes)
            for document, marks in marks_in(session, viewer, asked, list(rated)).items()
        }
        return list(_items(session, viewer, {d: some for d, some in found.items() if some}))


def practice(session: Session, viewer: UUID, document: UUID) -> list[ReviewItem]:
    """Compare the viewer with Consensus in a document; nothing before she has marked it done."""
    both = [viewer, rounds.consensus(session)]
    return review(session, viewer, coders=both, documents=[document])


# ---- items


def _items(
    session: Session, viewer: UUID, found: Mapping[UUID, Sequence[Passage]]
) -> Iterator[ReviewItem]:
    labels, versions = _labels(session, viewer), _versions(session)
    settled = _by_matter(session, placed(session, viewer, list(found)))
    for document in lists.documents(session, viewer):
        if document.guid in found:
            place = _Place(session, document.guid, document.name, labels, versions)
            for passage in found[document.guid]:
                yield place.item(passage, _decision(passage, document.guid, settled))


def _by_matter(session: Session, settled: Sequence[Placed]) -> _Log:
    """Sort decisions by document and what they are about, as every passage looks through them."""
    found: _Log = defaultdict(list)
    for each, record in zip(settled, records(session, settled), strict=True):
        for about in {record.codes[:1], tuple(sorted(record.codes))}:
            found[record.document, about].append((each, record))
    return found


def _decision(passage: Passage, document: UUID, settled: _Log) -> DecisionRecord | None:
    """Find what settled a passage; of several, which a merge can bring, the newest."""
    span, codes = Span(passage.start, passage.end), _guids(passage.codes)
    about = [
        record
        for key in {codes[:1], tuple(sorted(codes))}
        for each, record in settled.get((document, key), ())
        if each.settles(codes, span)
    ]
    return max(about, key=lambda record: record.decided, default=None)


class _Place:
    """A document with passages to review, read once for all of them."""

    def __init__(
        self,
        session: Session,
        document: UUID,
        name: str,
        labels: Mapping[Any, Mapping[Any, str]],
        versions: Mapping[Any, int],
    ) -> None:
        self._document, self._name = document, name
        self._labels, self._versions = labels, versions
        wording = current_wording(session, document)
        self._wording, self._text = wording.guid, wording.body
        self._lines = LineIndex(wording.body)
        self._turns = turns_of(session, wording.guid)

    def item(self, passage: Passage, decision: DecisionRecord | None) -> ReviewItem:
        """Give a passage with all that is shown of it."""
        assert passage.kind is not None
        span = Span(passage.start, passage.end)
        turn = turn_at(self._turns, span.start)
        return ReviewItem(
            document=self._document,
            document_name=self._name,
            wording=self._wording,
            line=self._lines.line(span.start),
            begins=turn.begins if turn else None,
            span=span,
            codes=_guids(passage.codes),
            kind=passage.kind,
            marks=tuple(map(self._mark, passage.marks)),
            silent=_guids(passage.silent),
            words=count_words(span.text_of(self._text)),
            decision=decision,
        )

    def _mark(self, mark: Mark) -> ReviewMark:
        labels = self._labels.get(mark.code)
        return ReviewMark(
            coder=cast("UUID", mark.coder),
            code=cast("UUID", mark.code),
            span=Span(mark.start, mark.end),
            weight=mark.weight,
            weight_label=labels.get(mark.weight, "") if labels else "",
            version=self._versions.get(mark.version),
            coding=as_guid(cast("str", mark.coding)),
        )


def _guids(keys: Iterable[Key]) -> tuple[UUID, ...]:
    """Give keys as the guids that they are here."""
    return tuple(cast("UUID", key) for key in keys)


def _labels(session: Session, viewer: UUID) -> dict[UUID, dict[int | None, str]]:
    return {
        code.guid: {level.weight: level.label for level in code.scale}
        for code in lists.codes(session, viewer)
        if code.scale
    }


def _versions(session: Session) -> dict[UUID, int]:
    return dict(session.execute(select(CodebookVersion.guid, CodebookVersion.number)).all())
