# SPDX-License-Identifier: MIT
"""Documents and units by codes: the two sheets from which statistics are made."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import cast
from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.agreement.units import CodedDocument, Key, Stretch, Unit
from coder_app.core.boundaries import LineIndex, count_words, turn_at
from coder_app.core.records import SegmentRecord, Sheet
from coder_app.queries import lists
from coder_app.queries.document import open_document
from coder_app.queries.ratings import Question

Row = tuple[object, ...]


def documents_by_codes(
    session: Session,
    viewer: UUID,
    coded: Sequence[CodedDocument],
    found: Iterable[SegmentRecord],
    asked: Question,
) -> Sheet:
    """Count codings and the words in them: a row for each document and each coder at work there."""
    given: Counter[tuple[Key, Key, Key]] = Counter()
    said: Counter[tuple[Key, Key, Key]] = Counter()
    for segment in found:
        coding = segment.coding
        given[coding.document, coding.coder, coding.code] += 1
        said[coding.document, coding.coder, coding.code] += count_words(segment.text)
    people = {row.guid: row.participant_name for row in lists.documents(session, viewer)}
    names = {coder.guid: coder.name for coder in lists.coders(session)}
    headers = code_headers(session, viewer, asked.codes)
    words = [f"{header} (words)" for header in headers]
    rows: list[Row] = []
    for document in coded:
        for coder in (c for c in asked.coders if c in document.coders + document.unfinished):
            here = [(document.key, coder, code) for code in asked.codes]
            head = (document.name, people[cast("UUID", document.key)], names[coder])
            counts = (*(given[key] for key in here), *(said[key] for key in here))
            rows.append((*head, coder in document.coders, *counts))
    columns = unique(["document", "participant", "coder", "done", *headers, *words])
    return Sheet(name="Documents × Codes", columns=tuple(columns), rows=rows)


def units_by_codes(
    session: Session, viewer: UUID, coded: Sequence[CodedDocument], asked: Question
) -> Sheet:
    """Say 0 or 1 for each unit, coder and code; whoever is missing in a document has no row."""
    names = {coder.guid: coder.name for coder in lists.coders(session)}
    rows: list[Row] = []
    for document in coded:
        raters = set(document.raters(with_unfinished=asked.unfinished))
        coders = [coder for coder in asked.coders if coder in raters]
        heads = list(_heads(session, viewer, document, asked.unit)) if coders else []
        units = [(start, end) for start, end, *_ in heads]
        for coder in coders:
            marks = document.spans.get(coder, {})
            flags = [marked(units, _in_scope(document, marks.get(c, ()))) for c in asked.codes]
            for n, (head, *cells) in enumerate(zip(heads, *flags, strict=True), start=1):
                rows.append((document.name, n, *head, names[coder], *cells))
    columns = ["document", "unit", "start", "end", "line", "speaker", "coder"]
    columns += code_headers(session, viewer, asked.codes)
    return Sheet(name="Units × Codes", columns=tuple(unique(columns)), rows=rows)


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


def code_headers(session: Session, viewer: UUID, codes: Sequence[UUID]) -> list[str]:
    """Name the columns of codes: by their paths where two have one name."""
    known = {code.guid: code for code in lists.codes(session, viewer, merged=True)}
    often = Counter(known[code].name.casefold() for code in codes)
    return [
        known[code].name if often[known[code].name.casefold()] == 1 else known[code].path
        for code in codes
    ]


def unique(headers: Iterable[str]) -> list[str]:
    """Tell headers that are there twice by a number; SPSS and Excel do not mind case.

    >>> unique(["coder", "trust", "Coder"])
    ['coder', 'trust', 'Coder (2)']
    """
    names: list[str] = []
    taken: set[str] = set()
    for header in headers:
        name, n = header, 1
        while name.casefold() in taken:
            n += 1
            name = f"{header} ({n})"
        taken.add(name.casefold())
        names.append(name)
    return names


def _heads(
    session: Session, viewer: UUID, document: CodedDocument, unit: Unit
) -> Iterator[tuple[int, int, int, str]]:
    """Give start, end, line and speaker of each unit."""
    record = open_document(session, viewer, cast("UUID", document.key))
    lines = LineIndex(record.text)
    for start, end in _units(document, unit):
        turn = turn_at(record.turns, start) if unit is not Unit.DOCUMENT else None
        yield start, end, lines.line(start), turn.speaker if turn else ""


def _in_scope(document: CodedDocument, spans: Sequence[Stretch]) -> list[Stretch]:
    """Leave out spans on words that do not count, such as the interviewer's."""
    if document.scope is None:
        return list(spans)
    return [span for span in spans if any(marked(document.scope, [span]))]


def _units(document: CodedDocument, unit: Unit) -> Iterable[Stretch]:
    scope = document.scope if document.scope is not None else [(0, document.length)]
    if unit is Unit.CHARACTER:
        return [(at, at + 1) for start, end in scope for at in range(start, end)]
    if unit is Unit.PASSAGE:  # coders have no passages in common: their turns stand here
        return scope
    if unit is Unit.DOCUMENT:
        return [(scope[0][0], scope[-1][1])] if scope else []
    return document.units or []
