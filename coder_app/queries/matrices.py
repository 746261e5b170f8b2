# SPDX-License-Identifier: MIT
"""Documents and units by codes: the two sheets from which statistics are made, wide or long."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.agreement.units import CodedDocument, Stretch, Unit
from coder_app.core.boundaries import LineIndex, turn_at
from coder_app.core.places import tr
from coder_app.core.records import CellKind, CodeRecord, Column, Sheet, TableSize
from coder_app.queries import lists
from coder_app.queries.dictionary import Attributes, column, described, unique
from coder_app.queries.document import text_and_turns
from coder_app.queries.long import Tally
from coder_app.queries.ratings import Question

Row = tuple[object, ...]

_CATEGORY, _WHOLE, _FLAG = CellKind.CATEGORY, CellKind.WHOLE, CellKind.FLAG
_MARKED = ((0, tr("not marked")), (1, tr("marked")))
_DONE = ((0, tr("not done")), (1, tr("done")))
_WHERE = (
    column("document", tr("Transcript.")),
    column("participant", tr("Person interviewed there.")),
)
_CODER = column("coder", tr("Whose work the row tells."), _CATEGORY)
_DONE_THERE = column("done", tr("Whether she has marked the transcript done."), _FLAG, "", _DONE)
_UNIT = (
    column("unit", tr("Number of the unit in its transcript, from 1."), _WHOLE, tr("units")),
    column("start", tr("First character of the unit, from 0."), _WHOLE, tr("characters")),
    column("end", tr("Character after its last one."), _WHOLE, tr("characters")),
    column("line", tr("Line it begins in, from 1."), _WHOLE, tr("lines")),
    column("speaker", tr("Who speaks there."), _CATEGORY),
)
_TEXT = column("text", tr("Words of the unit."))
_CODE = (
    column("family", tr("Group the code stands under."), _CATEGORY),
    column("code", tr("Code the row tells of."), _CATEGORY),
)
_GIVEN = column("codings", tr("How often she gave the code."), _WHOLE, tr("codings"))
_SAID = column("words", tr("How many words she gave it to."), _WHOLE, tr("words"))
_IS_MARKED = column("marked", tr("Whether she marked the unit with the code."), _FLAG, "", _MARKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What both sheets take: whose work on which codes, and how it is laid out."""

    asked: Question
    settled: Collection[UUID]  # Consensus, whose work is never marked done
    long: bool = False  # a row for each code
    attributes: bool = True
    text: bool = False  # of the units


def documents_by_codes(
    session: Session,
    viewer: UUID,
    coded: Sequence[CodedDocument],
    tally: Tally,
    layout: Layout,
) -> Sheet:
    """Count codings and the words in them: a row for each document and each coder at work there."""
    codes = _codes(session, viewer, layout.asked)
    heads = (*_WHERE, _CODER, _DONE_THERE)
    about, known = _columns(session, layout, heads, len(_WHERE))
    people = {row.guid: row.participant_name for row in lists.documents(session, viewer)}
    names = {coder.guid: coder.name for coder in lists.coders(session)}
    rows: list[Row] = []
    for document in coded:
        guid = cast("UUID", document.key)
        for coder in (c for c in layout.asked.coders if c in document.coders + document.unfinished):
            done = None if coder in layout.settled else int(coder in document.coders)
            head = (document.name, people[guid], *known.of(guid), names[coder], done)
            given = [tally.codings[guid, coder, code.guid] for code in codes]
            said = [tally.words[guid, coder, code.guid] for code in codes]
            if layout.long:
                each = zip(codes, given, said, strict=True)
                rows += [(*head, code.family, code.name, n, words) for code, n, words in each]
            else:
                rows.append((*head, *given, *said))
    about += [*_CODE, _GIVEN, _SAID] if layout.long else _counted(codes, about)
    return described("Documents × Codes", about, rows)


def units_by_codes(
    session: Session, viewer: UUID, coded: Sequence[CodedDocument], layout: Layout
) -> Sheet:
    """Say 0 or 1 for each unit, coder and code; whoever is missing in a document has no row."""
    codes = _codes(session, viewer, layout.asked)
    about, known = _unit_columns(session, codes, layout)
    people = {row.guid: row.participant_name for row in lists.documents(session, viewer)}
    names = {coder.guid: coder.name for coder in lists.coders(session)}
    rows: list[Row] = []
    for document in coded:
        guid = cast("UUID", document.key)
        coders = _raters(document, layout)
        units = list(_units_of(session, document, layout)) if coders else []
        where = (document.name, people[guid], *known.of(guid))
        for coder in coders:
            marks = _marks(document, coder, codes, [unit[1:3] for unit in units])
            for unit, cells in zip(units, marks, strict=True):
                head = (*where, *unit, names[coder])
                if layout.long:
                    each = zip(codes, cells, strict=True)
                    rows += [(*head, code.family, code.name, mark) for code, mark in each]
                else:
                    rows.append((*head, *cells))
    return described("Units × Codes", about, rows, wide={"text"} if layout.text else ())


def size_of_units(
    session: Session, viewer: UUID, coded: Iterable[CodedDocument], layout: Layout
) -> TableSize:
    """Tell how many rows `units_by_codes` has, and which columns, without making any."""
    codes = _codes(session, viewer, layout.asked)
    about, _ = _unit_columns(session, codes, layout)
    rows = sum(
        len(_raters(document, layout)) * _number_of_units(document, layout.asked.unit)
        for document in coded
    )
    times = len(codes) if layout.long else 1
    return TableSize(name="Units × Codes", rows=rows * times, columns=tuple(about))


def marked(units: Sequence[Stretch], spans: Sequence[Stretch]) -> list[int]:
    """Tell for each unit whether one of the spans shares a character with it.

    >>> marked([(0, 5), (5, 9), (9, 12)], [(4, 6)])
    [1, 1, 0]
    """
    flags = [0] * len(units)
    for start, end in spans:
        first = bisect_right(units, start, key=lambda unit: unit[1])
        last = bisect_left(units, end, key=lambda unit: unit[0])
        flags[first:last] = [1] * (last - first)
    return flags


def headers_of(codes: Sequence[CodeRecord]) -> list[str]:
    """Name the columns of codes: by their paths where two have one name."""
    often = Counter(code.name.casefold() for code in codes)
    return [code.name if often[code.name.casefold()] == 1 else code.path for code in codes]


# ---- columns


def _codes(session: Session, viewer: UUID, asked: Question) -> list[CodeRecord]:
    known = {code.guid: code for code in lists.codes(session, viewer, merged=True)}
    return [known[code] for code in asked.codes]


def _columns(
    session: Session, layout: Layout, heads: Sequence[Column], at: int
) -> tuple[list[Column], Attributes]:
    """Put what is known of the participant between the other columns."""
    fixed = [*(head.name for head in heads), *(("family", "code") if layout.long else ())]
    known = Attributes(session, fixed, wanted=layout.attributes)
    return [*heads[:at], *known.columns, *heads[at:]], known


def _unit_columns(
    session: Session, codes: Sequence[CodeRecord], layout: Layout
) -> tuple[list[Column], Attributes]:
    heads = (*_WHERE, *_UNIT, *((_TEXT,) if layout.text else ()), _CODER)
    about, known = _columns(session, layout, heads, len(_WHERE))
    about += [*_CODE, _IS_MARKED] if layout.long else _flags(codes, about)
    return about, known


def _flags(codes: Sequence[CodeRecord], before: Sequence[Column]) -> Iterator[Column]:
    about = tr("Whether the coder marked the unit with “{0}”.")
    names = _beside(headers_of(codes), before)
    for name, code in zip(names, codes, strict=True):
        yield column(name, about.format(code.path), _FLAG, "", _MARKED)


def _counted(codes: Sequence[CodeRecord], before: Sequence[Column]) -> Iterator[Column]:
    headers = headers_of(codes)
    names = _beside([*headers, *(f"{header} (words)" for header in headers)], before)
    given, said = tr("How often the coder gave “{0}”."), tr("How many words she gave “{0}” to.")
    for name, code in zip(names[: len(codes)], codes, strict=True):
        yield column(name, given.format(code.path), _WHOLE, tr("codings"))
    for name, code in zip(names[len(codes) :], codes, strict=True):
        yield column(name, said.format(code.path), _WHOLE, tr("words"))


def _beside(names: Iterable[str], before: Sequence[Column]) -> list[str]:
    """Tell names of codes from the columns that stand before them."""
    fixed = [each.name for each in before]
    return unique([*fixed, *names])[len(fixed) :]


# ---- units


def _raters(document: CodedDocument, layout: Layout) -> list[UUID]:
    """Give those whose silence means no; Consensus where it holds anything at all."""
    here = set(document.raters(with_unfinished=layout.asked.unfinished))
    settled = {coder for coder in layout.settled if document.spans.get(coder)}
    return [coder for coder in layout.asked.coders if coder in here | settled]


def _marks(
    document: CodedDocument, coder: UUID, codes: Sequence[CodeRecord], units: Sequence[Stretch]
) -> Iterator[tuple[int, ...]]:
    marks: Mapping[object, Sequence[Stretch]] = document.spans.get(coder, {})
    flags = [marked(units, _in_scope(document, marks.get(code.guid, ()))) for code in codes]
    yield from zip(*flags, strict=True) if flags else [()] * len(units)


def _units_of(
    session: Session, document: CodedDocument, layout: Layout
) -> Iterator[tuple[int, int, int, int, str] | tuple[int, int, int, int, str, str]]:
    """Give number, start, end, line, speaker and, if wanted, the words of each unit."""
    text, turns = text_and_turns(session, cast("UUID", document.key))
    lines, whole = LineIndex(text), layout.asked.unit is Unit.DOCUMENT
    for number, (start, end) in enumerate(_units(document, layout.asked.unit), start=1):
        turn = None if whole else turn_at(turns, start)
        head = (number, start, end, lines.line(start), turn.speaker if turn else "")
        yield (*head, text[start:end]) if layout.text else head


def _in_scope(document: CodedDocument, spans: Sequence[Stretch]) -> list[Stretch]:
    """Leave out spans on words that do not count, such as the interviewer's."""
    if document.scope is None:
        return list(spans)
    return [span for span in spans if _touches(document.scope, span)]


def _touches(stretches: Sequence[Stretch], span: Stretch) -> bool:
    """Tell whether a span shares a character with one of the stretches."""
    first = bisect_right(stretches, span[0], key=lambda stretch: stretch[1])
    return first < len(stretches) and stretches[first][0] < span[1]


def _number_of_units(document: CodedDocument, unit: Unit) -> int:
    if unit is Unit.CHARACTER:
        scope = document.scope if document.scope is not None else [(0, document.length)]
        return sum(end - start for start, end in scope)
    return sum(1 for _ in _units(document, unit))


def _units(document: CodedDocument, unit: Unit) -> Iterable[Stretch]:
    scope = document.scope if document.scope is not None else [(0, document.length)]
    if unit is Unit.CHARACTER:
        return [(at, at + 1) for start, end in scope for at in range(start, end)]
    if unit is Unit.PASSAGE:  # coders have no passages in common: their turns stand here
        return scope
    if unit is Unit.DOCUMENT:
        return [(scope[0][0], scope[-1][1])] if scope else []
    return document.units or []
