# SPDX-License-Identifier: MIT
"""Who rated which document, and what they marked there, coding by coding.

Only coders who are done with a document count there; whoever's work is hidden is missing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from coder_app.agreement.passages import Mark
from coder_app.core.records import AssignmentStatus
from coder_app.queries import lists, ratings, rounds
from coder_app.queries.codings import as_guid, raw
from coder_app.queries.visibility import EFFECTIVE, seen_documents, visible_codings
from coder_app.store.tables import Code, Coding, Document, Wording

Marks = Mapping[UUID, Sequence[Mark]]  # by document


def raters_of(
    session: Session, viewer: UUID, coders: Sequence[UUID], documents: Sequence[UUID]
) -> dict[UUID, tuple[UUID, ...]]:
    """Tell who is done where and may be seen; only documents where several can be compared."""
    seen = seen_documents(session, viewer)
    given: dict[tuple[UUID, UUID], list[Any]] = defaultdict(list)
    for row in rounds.standing(session):
        given[row.document, row.coder].append(row)
    found = {}
    for document in documents:
        done = tuple(
            coder
            for coder in coders
            if (coder == viewer or document in seen)
            and lists.status_of(given[document, coder]) is AssignmentStatus.DONE
        )
        if len(done) > 1:
            found[document] = done
    return found


def marks_in(
    session: Session, viewer: UUID, asked: ratings.Question, documents: Collection[UUID]
) -> Marks:
    """Read the placed codings of the documents with the codes asked for, in reading order."""
    columns = (
        raw(Coding.document),
        raw(Coding.coder),
        raw(EFFECTIVE),
        Coding.start,
        Coding.end,
        Coding.weight,
        raw(Coding.version),
        raw(Coding.guid),
    )
    wanted = (
        visible_codings(viewer)
        .join(Code, Code.guid == Coding.code)
        .where(Coding.coder.in_(asked.coders), Coding.document.in_(documents))
        .where(Coding.start < Coding.end)
        .with_only_columns(*columns, maintain_column_froms=True)
        .order_by(Coding.start, Coding.end)
    )
    codes = frozenset(asked.codes)
    known: dict[Any, Any] = {None: None}
    found: dict[UUID, list[Mark]] = {document: [] for document in documents}
    for document, coder, code, start, end, weight, version, coding in session.connection().execute(
        wanted
    ):
        for name in (document, coder, code, version):
            if name not in known:
                known[name] = as_guid(name)
        if known[code] not in codes:
            continue
        found[known[document]].append(
            Mark(known[coder], known[code], start, end, weight, known[version], coding)
        )
    return found


def current_wording(session: Session, document: UUID) -> Wording:
    """Give the wording that a document has now, with its text."""
    current = select(Wording).join(Document, Document.wording == Wording.guid)
    asked = current.where(Document.guid == document).options(undefer(Wording.body))
    return session.scalars(asked).one()
