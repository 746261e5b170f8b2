# SPDX-License-Identifier: MIT
"""The codings as a table: a row for each, with all that belongs to it, as R and pandas want it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.core.export_plan import ExportPlan
from coder_app.core.memory import no_collecting
from coder_app.core.places import tr
from coder_app.core.records import CellKind, Column, Sheet, TableSize
from coder_app.queries import lists, segments
from coder_app.queries.dictionary import Attributes, column, described

_NOBODY = UUID(int=0)
Where = tuple[UUID, UUID, UUID]  # document, coder, code

_TEXT, _CATEGORY, _WHOLE, _TIME = CellKind.TEXT, CellKind.CATEGORY, CellKind.WHOLE, CellKind.TIME
_ROLES = (
    ("participant", tr("the person interviewed")),
    ("interviewer", tr("who asks")),
    ("other", tr("somebody else")),
    ("none", tr("not known")),
)
_HEAD = (
    column("document", tr("Transcript in which the passage is.")),
    column("participant", tr("Person interviewed there.")),
)
_REST = (
    column("coder", tr("Who gave the code."), _CATEGORY),
    column("family", tr("Group the code stands under."), _CATEGORY),
    column("code", tr("Code given; a merged one counts as that it went into."), _CATEGORY),
    column("code path", tr("Code with all it stands under."), _CATEGORY),
    column(
        "start",
        tr("First character of the passage, from 0; empty if it could not be placed."),
        _WHOLE,
        tr("characters"),
    ),
    column("end", tr("Character after the last one of the passage."), _WHOLE, tr("characters")),
    column("line", tr("Line it begins in, from 1."), _WHOLE, tr("lines")),
    column("turn", tr("Turn it begins in, from 1."), _WHOLE, tr("turns")),
    column("speaker", tr("Who speaks there."), _CATEGORY),
    column("role", tr("Who that is in the interview."), _CATEGORY, "", _ROLES),
    column(
        "recorded at",
        tr("Where that turn begins in the recording."),
        CellKind.NUMBER,
        tr("seconds"),
    ),
    column("text", tr("Words of the passage.")),
    column("words", tr("How many words that is."), _WHOLE, tr("words")),
    column(
        "weight",
        tr("Level on the code’s scale, which the table Codebook has: an order, no distances."),
        CellKind.ORDER,
        tr("levels"),
    ),
    column("weight label", tr("What that level is called."), _CATEGORY),
    column("memo", tr("Coder’s note on the coding.")),
    column("codebook version", tr("Version last closed when the code was given."), _WHOLE),
    column("created", tr("When the code was given."), _TIME, tr("UTC")),
    column("changed", tr("When the coding was last changed."), _TIME, tr("UTC")),
    column("document GUID", tr("Identity of the transcript.")),
    column("code GUID", tr("Identity of the code.")),
    column("GUID", tr("Identity of the coding, the same in every export.")),
)
_CONTEXT = (
    column("before", tr("Some words before the passage.")),
    column("after", tr("Some words after it.")),
)
_FIXED = tuple(each.name for each in (*_HEAD, *_REST, *_CONTEXT))


@dataclass(frozen=True, slots=True)
class Tally:
    """How often a code was given in a document by a coder, and to how many words."""

    codings: Counter[Where]
    words: Counter[Where]


def codings(session: Session, viewer: UUID, plan: ExportPlan | None = None) -> Sheet:
    """Give the codings that fit a plan, as far as the viewer may see them."""
    return codings_and_tally(session, viewer, plan or ExportPlan())[0]


def codings_and_tally(session: Session, viewer: UUID, plan: ExportPlan) -> tuple[Sheet, Tally]:
    """Give the codings, and the same counted: words are counted once, as that takes time."""
    known = Attributes(session, _FIXED, wanted=plan.with_attributes)
    tally = Tally(Counter(), Counter())
    rows: list[tuple[object, ...]] = []
    text_of = cache(str)  # of the same guids again and again
    with no_collecting():
        wanted = replace(filter_of(session, plan), counted=True)
        for segment in segments.each(session, viewer, wanted):
            coding = segment.coding
            words = segment.words
            where = (coding.document, coding.coder, coding.code)
            tally.codings[where] += 1
            tally.words[where] += words
            rows.append(
                (
                    segment.document_name,
                    segment.participant_name,
                    *known.of(coding.document),
                    coding.coder_name,
                    segment.family,
                    coding.code_name,
                    segment.path,
                    coding.span.start if coding.span else None,
                    coding.span.end if coding.span else None,
                    segment.line or None,
                    segment.turn or None,
                    segment.speaker,
                    segment.role.value if segment.role else None,
                    segment.begins,
                    segment.text,
                    words,
                    coding.weight,
                    coding.weight_label,
                    coding.memo,
                    coding.version,
                    coding.created,
                    coding.changed,
                    text_of(coding.document),
                    text_of(coding.code),
                    str(coding.guid),
                    *((segment.before, segment.after) if plan.context else ()),
                )
            )
    about = _columns(known, plan)
    wide = {"text", "memo", "before", "after"}
    return described("Codings", about, rows, wide=wide & {each.name for each in about}), tally


def size_of_codings(session: Session, viewer: UUID, plan: ExportPlan) -> TableSize:
    """Tell how many rows `codings` has, and which columns, without reading any passage."""
    known = Attributes(session, _FIXED, wanted=plan.with_attributes)
    rows = segments.count(session, viewer, filter_of(session, plan))
    return TableSize(name="Codings", rows=rows, columns=tuple(_columns(known, plan)))


def _columns(known: Attributes, plan: ExportPlan) -> list[Column]:
    return [*_HEAD, *known.columns, *_REST, *(_CONTEXT if plan.context else ())]


def filter_of(session: Session, plan: ExportPlan) -> segments.SegmentFilter:
    """Say a plan as the filter of passages."""
    return segments.SegmentFilter(
        codes=_narrowing(plan.codes),
        below=False,
        coders=_narrowing(coders_of(session, plan)),
        documents=_narrowing(plan.documents),
        participants=plan.participants,
        attributes=plan.attributes,
        with_code=plan.with_code,
        words=plan.words,
        has_memo=plan.has_memo,
        unplaced=True,
    )


def coders_of(session: Session, plan: ExportPlan) -> tuple[UUID, ...] | None:
    """Tell whose codings a plan asks for, Consensus's among them; None: everybody's."""
    settled = [coder.guid for coder in lists.coders(session) if coder.consensus]
    if plan.coders is None and plan.consensus is not False:
        return None
    people = plan.coders
    if people is None:
        people = tuple(coder.guid for coder in lists.coders(session))
    if plan.consensus is None:
        return people
    others = [coder for coder in people if coder not in settled]
    return (*others, *(settled if plan.consensus else ()))


def _narrowing(chosen: tuple[UUID, ...] | None) -> tuple[UUID, ...]:
    """Give a choice as a filter takes it, where empty means all: none of them is nobody."""
    return (_NOBODY,) if chosen == () else chosen or ()
