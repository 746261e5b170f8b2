# SPDX-License-Identifier: MIT
"""Code passages, and correct what was coded.

A coding keeps the wording its span was chosen in; where it lies in a corrected text is derived.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session, undefer

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.core.records import CodeStatus
from coder_app.core.spans import Span
from coder_app.operations.checks import live, must_be, must_code
from coder_app.operations.codebook import add_code
from coder_app.operations.memos import write_memo
from coder_app.store.journal import insert_many
from coder_app.store.tables import Code, CodebookVersion, Coding, Document, Turn, Wording


def apply_code(
    session: Session,
    *,
    document: UUID,
    wording: UUID,
    code: UUID,
    span: Span,
    coder: UUID,
    weight: int | None = None,
    memo: str = "",
) -> UUID:
    """Code a passage."""
    live(session, Document, document)
    must_code(session, coder)
    row = codable(session, code)
    check_span(session, document, wording, span)
    _check_weight(row, weight)
    _check_new(session, coder, row, wording, span)
    coding = Coding(
        guid=uuid4(),
        document=document,
        code=row.guid,
        coder=coder,
        version=last_version(session),
        wording=wording,
        anchor_start=span.start,
        anchor_end=span.end,
        weight=weight,
        created=datetime.now(UTC),
    )
    session.add(coding)
    if memo.strip():
        session.flush()
        write_memo(session, kind="coding", about=coding.guid, text=memo, coder=coder)
    return coding.guid


def apply_new_code(
    session: Session,
    *,
    name: str,
    parent: UUID | None,
    document: UUID,
    wording: UUID,
    span: Span,
    coder: UUID,
) -> tuple[UUID, UUID]:
    """Add a code and code a passage with it, in one step; give the code and the coding."""
    code = add_code(session, name=name, parent=parent)
    coding = apply_code(
        session, document=document, wording=wording, code=code, span=span, coder=coder
    )
    return code, coding


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A coding to be, in a list of several."""

    code: UUID
    span: Span
    weight: int | None = None
    memo: str = ""


def apply_codes(
    session: Session,
    *,
    document: UUID,
    wording: UUID,
    coder: UUID,
    passages: Iterable[Passage],
) -> list[UUID]:
    """Code several passages of a document in one step."""
    return [
        apply_code(
            session,
            document=document,
            wording=wording,
            code=passage.code,
            span=passage.span,
            coder=coder,
            weight=passage.weight,
            memo=passage.memo,
        )
        for passage in passages
    ]


def change_code(session: Session, *, coding: UUID, code: UUID) -> None:
    """Give a coding another code. Its memo stays; its weight too, where the new code has it."""
    row = _own(session, coding)
    new = codable(session, code)
    if new.guid == row.code:
        return
    _check_new(session, row.coder, new, row.wording, Span(row.anchor_start, row.anchor_end))
    row.code, row.version = new.guid, last_version(session)
    if row.weight is not None and row.weight not in _weights(new):
        row.weight = None


def move_border(session: Session, *, coding: UUID, wording: UUID, span: Span) -> None:
    """Give a coding new borders. Its memo and weight stay."""
    row = _own(session, coding)
    check_span(session, row.document, wording, span)
    if (row.wording, row.anchor_start, row.anchor_end) != (wording, span.start, span.end):
        row.wording, row.anchor_start, row.anchor_end = wording, span.start, span.end


def set_weight(session: Session, *, coding: UUID, weight: int | None) -> None:
    """Weigh a coding on its code's scale, or take the weight away."""
    row = _own(session, coding)
    code = live(session, Code, row.code)
    _check_weight(session.get_one(Code, code.effective or code.guid), weight)
    row.weight = weight


def remove_coding(session: Session, *, coding: UUID) -> None:
    """Take a coding off its passage."""
    _own(session, coding).removed = True


def code_all_matches(
    session: Session, *, document: UUID | None, text: str, code: UUID, coder: UUID
) -> int:
    """Code each place where these words are said, in one document or in all; give their number.

    Labels of speakers are no speech, and a place that has the code already is left as it is.
    """
    must_code(session, coder)
    row = codable(session, code)
    if not text.strip():
        raise ProjectProblem(tr("Type the words to look for first."))
    common = {"code": row.guid, "coder": coder, "version": last_version(session)}
    there = _coded(session, coder, row.guid)
    found = [
        common | place | {"guid": uuid4(), "created": datetime.now(UTC)}
        for place in _matches(session, document, text)
        if (place["document"], place["anchor_start"], place["anchor_end"]) not in there
    ]
    insert_many(session, Coding, found)
    return len(found)


def last_version(session: Session) -> UUID | None:
    """Tell which codebook version was closed last."""
    newest = select(CodebookVersion.guid).where(~CodebookVersion.removed)
    return session.scalar(newest.order_by(CodebookVersion.number.desc()).limit(1))


# ---- checks


def _own(session: Session, coding: UUID) -> Coding:
    """Give a coding that the person at work may change: her own, or as a lead."""
    row = live(session, Coding, coding)
    must_be(session, row.coder)
    return row


def codable(session: Session, code: UUID) -> Code:
    """Give the code that stands for this one, if passages can be coded with it."""
    row = live(session, Code, code)
    row = live(session, Code, row.effective or row.guid)
    if not row.codable:
        raise ProjectProblem(tr("“{0}” is a group. Choose a code in it.").format(row.name))
    if row.status == CodeStatus.RETIRED:
        raise ProjectProblem(tr("“{0}” is retired. Choose another code.").format(row.name))
    return row


def check_span(session: Session, document: UUID, wording: UUID, span: Span) -> None:
    """Refuse a span that does not lie in this wording of the document."""
    row = session.get(Wording, wording)
    if row is None or row.document != document:
        raise ProjectProblem(tr("The passage belongs to another transcript."))
    if span.end > row.length:
        raise ProjectProblem(tr("The passage ends after the end of the text."))


def _weights(code: Code) -> set[int]:
    """Weights on the code's scale; each line of it begins with one."""
    return {int(line.split("\t")[0]) for line in code.scale.splitlines() if line}


def _check_weight(code: Code, weight: int | None) -> None:
    """Refuse a weight that is no level of the code's scale."""
    if weight is None:
        return
    levels = _weights(code)
    if not levels:
        raise ProjectProblem(tr("“{0}” has no scale, so it takes no weight.").format(code.name))
    if weight not in levels:
        shown = ", ".join(map(str, sorted(levels)))
        raise ProjectProblem(tr("“{0}” takes the weights {1}.").format(code.name, shown))


def _check_new(session: Session, coder: UUID, code: Code, wording: UUID, span: Span) -> None:
    """Refuse the same code on the same words from the same coder."""
    document = session.get_one(Wording, wording).document
    as_made = and_(
        Coding.wording == wording,
        Coding.anchor_start == span.start,
        Coding.anchor_end == span.end,
    )
    as_it_lies = and_(Coding.start == span.start, Coding.end == span.end)
    current = session.get_one(Document, document).wording == wording
    same = codings_with(coder, code.guid).where(
        Coding.document == document, or_(as_made, as_it_lies) if current else as_made
    )
    if session.scalar(same.with_only_columns(Coding.guid).limit(1)) is not None:
        message = tr("These words have the code “{0}” already.")
        raise ProjectProblem(message.format(code.name))


def _coded(session: Session, coder: UUID, code: UUID) -> set[tuple[UUID, int, int]]:
    """Where a coder gave this code, as her codings lie now: document, start, end."""
    places = codings_with(coder, code).with_only_columns(Coding.document, Coding.start, Coding.end)
    return {(document, start, end) for document, start, end in session.execute(places)}


def codings_with(coder: UUID, code: UUID) -> Select[Coding]:
    """Select what a coder gave a code, or one that was merged into it."""
    meant = select(Code.guid).where(func.coalesce(Code.effective, Code.guid) == code)
    return select(Coding).where(~Coding.removed, Coding.coder == coder, Coding.code.in_(meant))


# ---- words to places


def _matches(session: Session, document: UUID | None, text: str) -> Iterator[dict[str, Any]]:
    """Places where the words are said, case apart."""
    # IGNORECASE compares letter by letter: casefold() would move positions after a "ß"
    words = re.compile(r"\s+".join(map(re.escape, text.split())), re.IGNORECASE)
    rows = (
        select(Wording)
        .join(Document, Document.wording == Wording.guid)
        .where(~Document.removed)
        .order_by(Document.position, Document.guid)
        .options(undefer(Wording.body))
    )
    if document is not None:
        rows = rows.where(Document.guid == document)
    for wording in session.scalars(rows):
        labels = _labels(session, wording.guid)
        for match in words.finditer(wording.body):
            start, end = match.span()
            before = bisect_left(labels, (end, 0))  # the labels that begin before the match ends
            if not before or labels[before - 1][1] <= start:
                place = {"anchor_start": start, "anchor_end": end}
                yield {"document": wording.document, "wording": wording.guid, **place}


def _labels(session: Session, wording: UUID) -> list[tuple[int, int]]:
    """Where the labels of speakers lie, in order."""
    rows = session.execute(
        select(Turn.label_start, Turn.label_end)
        .where(~Turn.removed, Turn.wording == wording, Turn.label_start < Turn.label_end)
        .order_by(Turn.label_start)
    )
    return [(start, end) for start, end in rows]
