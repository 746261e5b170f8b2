# SPDX-License-Identifier: MIT
"""What agreement needs to know: who marked what in which document, and who is done there.

Whoever's work the viewer may not see is missing, like one who has not marked the document done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from coder_app.agreement.report import AgreementReport, agreement_report
from coder_app.agreement.units import CodedDocument, Key, Stretch, Unit
from coder_app.core.boundaries import sentence_spans, words
from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import AssignmentRecord, AssignmentStatus, SpeakerRole, Turn
from coder_app.queries import lists
from coder_app.queries.codings import as_guid, raw
from coder_app.queries.document import turns_of
from coder_app.queries.visibility import EFFECTIVE, seen_documents, visible_codings
from coder_app.store.tables import Code, Coding, Document, Wording

Marked = dict[Key, dict[Key, Sequence[Stretch]]]  # coder → code → stretches


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is compared: whose work, on which codes, in which documents, in what units."""

    coders: tuple[UUID, ...]
    codes: tuple[UUID, ...]
    documents: tuple[UUID, ...]
    unit: Unit
    interviewer: bool
    unfinished: bool


class Choice(TypedDict, total=False):
    """What a person may choose of a question; what is left out is filled in by `question`."""

    coders: Collection[UUID] | None
    codes: Collection[UUID] | None
    documents: Collection[UUID] | None
    unit: Unit | str
    interviewer: bool  # count the interviewer's turns too
    unfinished: bool  # count what is not marked done


def question(session: Session, viewer: UUID, **choice: Unpack[Choice]) -> Question:
    """Fill in what is left open: all codes and documents, the coders at work, whole turns."""
    coders, codes = choice.get("coders"), choice.get("codes")
    documents = choice.get("documents")
    if coders is None:
        coders = _at_work(session, viewer)
    if codes is None:
        codes = [c.guid for c in lists.codes(session, viewer) if c.codable]
    if documents is None:
        documents = [row.guid for row in lists.documents(session, viewer)]
    return Question(
        coders=tuple(coders),
        codes=tuple(dict.fromkeys(_meant(session, codes))),
        documents=tuple(documents),
        unit=Unit(choice.get("unit", Unit.TURN)),
        interviewer=choice.get("interviewer", False),
        unfinished=choice.get("unfinished", False),
    )


def coded_documents(
    session: Session, viewer: UUID, **choice: Unpack[Choice]
) -> list[CodedDocument]:
    """Give the documents with what each coder marked in them, and who is done there."""
    return list(documents_for(session, viewer, question(session, viewer, **choice)))


def agreement(session: Session, viewer: UUID, **choice: Unpack[Choice]) -> AgreementReport:
    """Compare coders, as far as the viewer may see their work."""
    asked = question(session, viewer, **choice)
    if len(asked.coders) < 2:
        raise ProjectProblem(tr("Agreement takes two coders or more. Choose another one."))
    if not asked.codes:
        raise ProjectProblem(tr("Choose at least one code."))
    report = agreement_report(
        documents_for(session, viewer, asked),
        codes=asked.codes,
        coders=asked.coders,
        unit=asked.unit,
        with_unfinished=asked.unfinished,
        with_interviewer=asked.interviewer,
    )
    return replace(report, notes=report.notes + notes(session, viewer, asked))


def documents_for(session: Session, viewer: UUID, asked: Question) -> Iterator[CodedDocument]:
    """Go through the documents of a question."""
    marked = _marked(session, viewer, asked)
    given = _assignments(session, asked)
    seen = seen_documents(session, viewer)
    for row, wording in _texts(session, asked.documents):
        told = [c for c in asked.coders if c == viewer or row.guid in seen]
        done, under_way = _standing(told, given[row.guid], marked[row.guid])
        scope = scope_of(wording.body, turns_of(session, wording.guid), asked.interviewer)
        yield CodedDocument(
            key=row.guid,
            name=row.name,
            length=wording.length,
            coders=done,
            unfinished=under_way,
            spans=dict(marked[row.guid]),
            scope=scope,
            units=units_of(wording.body, scope, asked.unit, row.language),
        )


def scope_of(text: str, turns: Sequence[Turn], interviewer: bool = False) -> list[Stretch]:
    """Give the stretches that count: what participants say, without labels.

    Where nobody is known to be a participant it is everybody's words but the interviewer's; a text
    without turns counts line by line.
    """
    if not turns:
        return _lines(text)
    roles = {SpeakerRole.PARTICIPANT}
    if not any(turn.role in roles for turn in turns):
        roles = {SpeakerRole.OTHER, SpeakerRole.NONE}
    if interviewer:
        roles.add(SpeakerRole.INTERVIEWER)
    said = sorted((t.start, t.end) for t in turns if t.role in roles and t.start < t.end)
    return [s for n, s in enumerate(said) if n == 0 or s[0] >= said[n - 1][1]]


def units_of(
    text: str, scope: Sequence[Stretch], unit: Unit, language: str | None = None
) -> list[Stretch] | None:
    """Cut the stretches that count into units; characters and documents need no cutting."""
    if unit in (Unit.CHARACTER, Unit.DOCUMENT):
        return None
    if unit is Unit.TURN:
        return list(scope)
    if unit is Unit.WORD:
        return [(w.start, w.end) for start, end in scope for w in words(text, start, end)]
    return [
        (sentence.start, sentence.end)
        for start, end in scope
        for sentence in sentence_spans(text, language, start, end)
    ]


# ---- who, where


def _at_work(session: Session, viewer: UUID) -> list[UUID]:
    """Find the coders who have an assignment or a coding that the viewer may see."""
    coding = visible_codings(viewer).with_only_columns(Coding.coder).distinct()
    busy = set(session.scalars(coding)) | {a.coder for a in lists.assignments(session)}
    return [c.guid for c in lists.coders(session) if c.guid in busy and not c.consensus]


def _meant(session: Session, codes: Collection[UUID]) -> Iterator[UUID]:
    """Resolve merged codes."""
    rows = session.execute(select(Code.guid, Code.effective)).all()
    meant = dict(rows)
    for code in codes:
        yield meant.get(code) or code


def _marked(session: Session, viewer: UUID, asked: Question) -> defaultdict[UUID, Marked]:
    """Read the placed codings of a question: document → coder → code → stretches."""
    stretches_of: defaultdict[tuple[Any, Any, Any], list[Stretch]] = defaultdict(list)
    rows = session.execute(
        visible_codings(viewer)
        .join(Code, Code.guid == Coding.code)
        .where(Coding.coder.in_(asked.coders), Coding.start < Coding.end)
        .with_only_columns(
            raw(Coding.document),
            raw(Coding.coder),
            raw(EFFECTIVE),
            Coding.start,
            Coding.end,
            maintain_column_froms=True,
        )
        .order_by(Coding.start, Coding.end)
    )
    for document, coder, code, start, end in rows:
        stretches_of[document, coder, code].append((start, end))
    found: defaultdict[UUID, Marked] = defaultdict(dict)
    for (document, coder, code), stretches in stretches_of.items():
        found[as_guid(document)].setdefault(as_guid(coder), {})[as_guid(code)] = stretches
    return found


def _assignments(
    session: Session, asked: Question
) -> defaultdict[UUID, dict[UUID, list[AssignmentRecord]]]:
    found: defaultdict[UUID, dict[UUID, list[AssignmentRecord]]] = defaultdict(dict)
    for row in lists.assignments(session):
        if row.coder in asked.coders:
            found[row.document].setdefault(row.coder, []).append(row)
    return found


def _standing(
    coders: Sequence[UUID], given: Mapping[UUID, list[AssignmentRecord]], marked: Marked
) -> tuple[tuple[UUID, ...], tuple[UUID, ...]]:
    """Tell who is done with a document, and who has begun or has it to do."""
    status = {coder: lists.status_of(given.get(coder, ())) for coder in coders}
    done = tuple(c for c in coders if status[c] is AssignmentStatus.DONE)
    under_way = (c for c in coders if c not in done)
    return done, tuple(c for c in under_way if status[c] is not None or c in marked)


def _texts(session: Session, documents: Collection[UUID]) -> Iterator[tuple[Document, Wording]]:
    rows = session.scalars(
        select(Document)
        .where(~Document.removed, Document.guid.in_(documents))
        .order_by(Document.position, Document.guid)
    )
    for row in rows.all():
        yield row, session.get_one(Wording, row.wording, options=[undefer(Wording.body)])


def _lines(text: str) -> list[Stretch]:
    """Give the lines of a text that are not empty, without the space around them."""
    found, start = [], 0
    for line in text.split("\n"):
        first = start + len(line) - len(line.lstrip())
        if line.strip():
            found.append((first, start + len(line.rstrip())))
        start += len(line) + 1
    return found


# ---- what a reader of the figures must know


def notes(session: Session, viewer: UUID, asked: Question) -> tuple[str, ...]:
    """Name the documents that nobody is done with, and those the viewer codes blind."""
    names = {row.guid: row.name for row in lists.documents(session, viewer)}
    seen = seen_documents(session, viewer)
    told = [d for d in asked.documents if d in names]
    hidden = [names[d] for d in told if d not in seen]
    done = {a.document for a in lists.assignments(session) if a.status is AssignmentStatus.DONE}
    undone = [names[d] for d in told if d not in done]
    said = []
    if undone:
        message = tr("Nobody has marked these done: {0}.")
        said.append(message.format(_listed(undone)))
    if hidden:
        message = tr("You code these blind, so the work of others is missing: {0}.")
        said.append(message.format(_listed(hidden)))
    return tuple(said)


def _listed(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
