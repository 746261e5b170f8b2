# SPDX-License-Identifier: MIT
"""What agreement needs to know: who marked what in which document, and who is done there.

Whoever's work the viewer may not see is missing, like one who has not marked the document done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, TypedDict, Unpack
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from coder_app.agreement.intervals import IntervalRule
from coder_app.agreement.measures import Measure
from coder_app.agreement.report import (
    OVERLAP,
    SEGMENT_WORDS,
    AgreementReport,
    agreement_report,
)
from coder_app.agreement.units import CodedDocument, Key, Stretch, Unit
from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import (
    AssignmentRecord,
    AssignmentStatus,
    CodeRecord,
)
from coder_app.queries import lists, past, rounds
from coder_app.queries.codings import as_guid, raw
from coder_app.queries.cutting import scope_of, units_of
from coder_app.queries.document import turns_of
from coder_app.queries.periods import Period, periods_of
from coder_app.queries.visibility import EFFECTIVE, seen_documents, visible_codings
from coder_app.store.tables import Code, Coding, Document, Wording

Marked = dict[Key, dict[Key, Sequence[Stretch]]]  # coder → code → stretches
Weighed = dict[Key, dict[Key, Sequence[int | None]]]  # coder → code → weights beside them


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is compared: whose work, on which codes, in which documents, in what units."""

    coders: tuple[UUID, ...]
    codes: tuple[UUID, ...]
    documents: tuple[UUID, ...]
    unit: Unit
    interviewer: bool
    unfinished: bool
    measure: Measure = Measure.ALPHA
    interval: IntervalRule = field(default_factory=IntervalRule)
    overlap: float = OVERLAP  # of coded passages
    segment_words: int = SEGMENT_WORDS
    period: Period = Period.NONE
    as_of: datetime | None = None  # None: now


class Choice(TypedDict, total=False):
    """What a person may choose of a question; what is left out is filled in by `question`."""

    coders: Collection[UUID] | None
    codes: Collection[UUID] | None
    documents: Collection[UUID] | None
    unit: Unit | str
    interviewer: bool  # count the interviewer's turns too
    unfinished: bool  # count what is not marked done
    measure: Measure | str
    interval: IntervalRule
    overlap: float  # of coded passages: shared by what either covers
    segment_words: int
    period: Period | str  # what the trend goes by
    as_of: datetime | None  # as codings and marks of done stood then


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
        measure=Measure(choice.get("measure", Measure.ALPHA)),
        interval=choice.get("interval") or IntervalRule(),
        overlap=_share(choice.get("overlap", OVERLAP)),
        segment_words=_words_of(choice.get("segment_words", SEGMENT_WORDS)),
        period=Period(choice.get("period", Period.NONE)),
        as_of=choice.get("as_of"),
    )


def _share(overlap: float) -> float:
    if not 0 < overlap <= 1:
        raise ProjectProblem(tr("Passages overlap by more than 0 % and at most 100 %."))
    return overlap


def _words_of(number: int) -> int:
    if number < 1:
        raise ProjectProblem(tr("A segment has one word or more."))
    return number


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
    report = report_on(session, viewer, asked, documents_for(session, viewer, asked))
    return replace(report, notes=report.notes + notes(session, viewer, asked))


def report_on(
    session: Session, viewer: UUID, asked: Question, documents: Iterable[CodedDocument]
) -> AgreementReport:
    """Compare coders over documents that were read for a question."""
    codes = lists.codes(session, viewer, merged=True)
    report = agreement_report(
        documents,
        codes=asked.codes,
        coders=asked.coders,
        unit=asked.unit,
        measure=asked.measure,
        interval=asked.interval,
        families=families(codes),
        scales={c.guid: sorted(level.weight for level in c.scale) for c in codes if c.scale},
        overlap=asked.overlap,
        segment_words=asked.segment_words,
        with_unfinished=asked.unfinished,
        with_interviewer=asked.interviewer,
    )
    if asked.as_of is None:
        return report
    then = tr("Codings as they stood on {0}, in the texts and codes of today.")
    told = then.format(asked.as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC"))
    return replace(report, as_of=asked.as_of, notes=(told, *report.notes))


def families(codes: Sequence[CodeRecord]) -> dict[Key, Key]:
    """Give each code the topmost group that it stands under."""
    by_guid = {code.guid: code for code in codes}
    found: dict[Key, Key] = {}
    for code in codes:
        passed, above = {code.guid}, code.parent
        while above is not None and above in by_guid and above not in passed:
            passed.add(above)
            if not by_guid[above].codable:
                found[code.guid] = above
            above = by_guid[above].parent
    return found


def documents_for(session: Session, viewer: UUID, asked: Question) -> Iterator[CodedDocument]:
    """Go through the documents of a question."""
    marked, weights = _marked(session, viewer, asked)
    given = _assignments(session, asked)
    seen = seen_documents(session, viewer)
    periods = periods_of(session, viewer, asked.period, asked.documents)
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
            weights=weights[row.guid],
            scope=scope,
            units=units_of(
                wording.body, scope, asked.unit, row.language, segment_words=asked.segment_words
            ),
            period=periods.get(row.guid),
        )


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


def _marked(
    session: Session, viewer: UUID, asked: Question
) -> tuple[defaultdict[UUID, Marked], defaultdict[UUID, Weighed]]:
    """Read the placed codings of a question: document → coder → code → stretches, and weights."""
    stretches_of: defaultdict[tuple[Any, Any, Any], list[Stretch]] = defaultdict(list)
    weights_of: defaultdict[tuple[Any, Any, Any], list[int | None]] = defaultdict(list)
    for document, coder, code, start, end, weight in _rows(session, viewer, asked):
        stretches_of[document, coder, code].append((start, end))
        weights_of[document, coder, code].append(weight)
    found: defaultdict[UUID, Marked] = defaultdict(dict)
    weights: defaultdict[UUID, Weighed] = defaultdict(dict)
    for key, stretches in stretches_of.items():
        document, coder, code = map(as_guid, key)
        found[document].setdefault(coder, {})[code] = stretches
        weights[document].setdefault(coder, {})[code] = weights_of[key]
    return found, weights


def _rows(session: Session, viewer: UUID, asked: Question) -> Iterable[Sequence[Any]]:
    """Read document, coder, code, start, end and weight of each coding, in reading order."""
    if asked.as_of is not None:
        then = past.codings_at(session, viewer, asked.as_of, asked.documents)
        return (each[:6] for each in then if each.coder in asked.coders)
    return session.execute(
        visible_codings(viewer)
        .join(Code, Code.guid == Coding.code)
        .where(Coding.coder.in_(asked.coders), Coding.start < Coding.end)
        .with_only_columns(
            raw(Coding.document),
            raw(Coding.coder),
            raw(EFFECTIVE),
            Coding.start,
            Coding.end,
            Coding.weight,
            maintain_column_froms=True,
        )
        .order_by(Coding.start, Coding.end)
    )


def _assignments(
    session: Session, asked: Question
) -> defaultdict[UUID, dict[UUID, list[AssignmentRecord]]]:
    found: defaultdict[UUID, dict[UUID, list[AssignmentRecord]]] = defaultdict(dict)
    standing = (
        rounds.standing(session) if asked.as_of is None else past.standing_at(session, asked.as_of)
    )
    for row in standing:
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


# ---- what a reader of the figures must know


def notes(session: Session, viewer: UUID, asked: Question) -> tuple[str, ...]:
    """Name the documents that nobody is done with, and those where others' work is hidden."""
    names = {row.guid: row.name for row in lists.documents(session, viewer)}
    given = lists.assignments(session)
    hidden = set(names) - seen_documents(session, viewer)
    blind = {a.document for a in given if a.coder == viewer and a.blind and not a.revealed}
    done = {a.document for a in given if a.status is AssignmentStatus.DONE}
    notes = (
        (set(names) - done, tr("Nobody has marked these done: {0}.")),
        (hidden & blind, tr("You code these blind, so the work of others is missing: {0}.")),
        (
            hidden - blind,
            tr("These were not given to you, so the work of others is missing: {0}."),
        ),
    )
    told = [d for d in asked.documents if d in names]
    listed = [(sentence, [names[d] for d in told if d in which]) for which, sentence in notes]
    return tuple(sentence.format(_listed(some)) for sentence, some in listed if some)


def _listed(names: list[str]) -> str:
    return ", ".join(f"“{name}”" for name in names)
