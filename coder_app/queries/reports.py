# SPDX-License-Identifier: MIT
"""Reports for people: codebook, frequencies, passages by code, agreement, marked transcripts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from uuid import UUID

from sqlalchemy.orm import Session

from coder_app import __version__
from coder_app.agreement.report import AgreementReport, AgreementRow, pooled_name
from coder_app.agreement.words import from_to, methods_paragraph, share
from coder_app.core.errors import ProjectProblem
from coder_app.core.export_plan import ExportPlan
from coder_app.core.marked_text import marked_turns
from coder_app.core.places import tr, tr_n
from coder_app.core.records import CodeRecord, SegmentRecord
from coder_app.core.report import (
    Bar,
    Bars,
    Block,
    Grid,
    Heading,
    Look,
    Report,
    Text,
    TextKind,
    Transcript,
    Words,
    cell,
    paragraph,
)
from coder_app.formats.codebooks.report import codebook_blocks
from coder_app.queries import lists, long, ratings, segments
from coder_app.queries.codebook_draft import codebook_draft
from coder_app.queries.document import text_and_turns
from coder_app.queries.sheets import Material

_LETTERS = 86  # of small print that go across a page, about
_LONG_WORD = 20  # letters; a longer one is broken, and leaves room to the others
_PADDING = 3  # letters that the borders of a cell take
_NAME = 0.2  # of the width at least, for what a row is about
PARTS = ("Codebook", "Frequencies", "Codings", "Agreement", "Transcripts")


def report(session: Session, viewer: UUID, plan: ExportPlan | None = None) -> Report:
    """Make the report of a plan, whose sheets name its parts; without any, all of them."""
    plan = plan or ExportPlan()
    parts = [part_named(name) for name in plan.sheets] or [*PARTS]
    maker = _Maker(session, viewer, plan)
    makers: Mapping[str, Callable[[], Iterator[Block]]] = {
        "Codebook": maker.codebook,
        "Frequencies": maker.frequencies,
        "Codings": maker.codings,
        "Agreement": maker.agreement,
        "Transcripts": maker.transcripts,
    }
    blocks = [block for part in dict.fromkeys(parts) for block in makers[part]()]
    return Report(
        title=lists.setting(session, "title"),
        about=tuple(maker.about()),
        blocks=tuple(blocks),
        language=lists.setting(session, "codebook.language") or "en",
        landscape=parts == ["Codebook"],
    )


def part_named(told: str) -> str:
    """Find the part that a person means, also by its beginning.

    >>> part_named("transcripts"), part_named("freq")
    ('Transcripts', 'Frequencies')
    """
    wanted = "".join(re.findall(r"\w", told.casefold()))
    found = [part for part in PARTS if part.casefold() == wanted]
    found = found or [part for part in PARTS if wanted and part.casefold().startswith(wanted)]
    if len(found) == 1:
        return found[0]
    message = tr("There is no part “{0}” of a report. There are: {1}.")
    raise ProjectProblem(message.format(told, ", ".join(PARTS)))


class _Maker:
    """Makes the parts, each from what the viewer may see."""

    def __init__(self, session: Session, viewer: UUID, plan: ExportPlan) -> None:
        self._session, self._viewer = session, viewer
        self._material = Material(session, viewer, plan)
        self._plan = self._material.narrowed

    def about(self) -> Iterator[str]:
        """Say below the title what this is."""
        names = {c.guid: c.name for c in lists.coders(self._session)}
        chosen, shown = self._plan.documents, lists.documents(self._session, self._viewer)
        documents = sum(chosen is None or row.guid in chosen for row in shown)
        placed = replace(long.filter_of(self._session, self._plan), unplaced=False)
        codings = segments.count(self._session, self._viewer, placed)
        yield ", ".join(
            (
                tr_n("{n} transcript", "{n} transcripts", documents),
                tr_n("{n} code", "{n} codes", len(self._codes)),
                tr_n("{n} coding", "{n} codings", codings),
            )
        )
        for item, value in self._material.narrowing():
            yes_no = tr("yes") if value else tr("no")
            told = yes_no if isinstance(value, bool) else value
            yield f"{item}: {told}"
        seen = tr("As seen by {0}, {1} UTC, Coder App {2}")
        now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M")
        yield seen.format(names.get(self._viewer, "–"), now, __version__)

    @cached_property
    def _found(self) -> list[SegmentRecord]:
        wanted = long.filter_of(self._session, self._plan)
        return [s for s in segments.find(self._session, self._viewer, wanted) if s.coding.span]

    @cached_property
    def _codes(self) -> list[CodeRecord]:
        codes = [c for c in lists.codes(self._session, self._viewer) if c.codable]
        chosen = self._material.asked.codes
        return [code for code in codes if self._plan.codes is None or code.guid in chosen]

    # ---- parts

    def codebook(self) -> Iterator[Block]:
        """Give every field of every code."""
        yield Heading(text=tr("Codebook"), level=1)
        yield from codebook_blocks(codebook_draft(self._session, self._viewer), level=2)

    def frequencies(self) -> Iterator[Block]:
        """Count codings by code, as a chart and a table; *all* is all people, without Consensus."""
        yield Heading(text=tr("How often each code was given"), level=1)
        given = Counter((s.coding.code, s.coding.coder) for s in self._found)
        here = {coder for _, coder in given}
        coders = [coder for coder in lists.coders(self._session) if coder.guid in here]
        people = [c.guid for c in coders if not c.consensus] or [c.guid for c in coders]
        totals = {c.guid: sum(given[c.guid, coder] for coder in people) for c in self._codes}
        yield Bars(
            title=tr("Codings by code"),
            unit=tr("codings"),
            bars=tuple(
                Bar(name=c.name, value=totals[c.guid], colour=c.colour, group=c.family)
                for c in self._codes
            ),
        )
        head = (tr("Code"), *(coder.name for coder in coders), tr("all"), tr("transcripts"))
        where: dict[UUID, set[UUID]] = {}
        for segment in self._found:
            where.setdefault(segment.coding.code, set()).add(segment.coding.document)
        rows = []
        for code in self._codes:
            counts = [given[code.guid, coder.guid] for coder in coders]
            numbers = (*counts, totals[code.guid], len(where.get(code.guid, ())))
            rows.append((_named(code), *(cell(f"{n:,}") for n in numbers)))
        yield _numbers(head, rows)

    def codings(self) -> Iterator[Block]:
        """Give the passages by code, each with its source."""
        yield Heading(text=tr("Passages by code"), level=1)
        by_code: dict[UUID, list[SegmentRecord]] = {}
        for segment in self._found:
            by_code.setdefault(segment.coding.code, []).append(segment)
        family = None
        for code in self._codes:
            found = by_code.get(code.guid, [])
            if not found:
                continue
            if code.family != family and code.family:
                yield Heading(text=code.family, level=2)
            family = code.family
            count = tr_n("{n} passage", "{n} passages", len(found))
            yield Heading(text=f"{code.name} ({count})", level=3, colour=code.colour)
            for segment in found:
                yield from _passage(segment)

    def agreement(self) -> Iterator[Block]:
        """Give figures of agreement with a paragraph on how they came about."""
        yield Heading(text=tr("Agreement"), level=1)
        notes = ratings.notes(self._session, self._viewer, self._material.asked)
        why, told = self._material.why_no_figures, self._material.report
        if why or told is None:
            yield paragraph(why, Look.QUIET)
            if told is not None and not lists.why_no_agreement(self._session):
                yield from (paragraph(note, Look.QUIET) for note in notes)
            return
        told = replace(told, coders=self._material.compared, notes=(*told.notes, *notes))
        names = self._names()
        for text in methods_paragraph(told, names).split("\n"):
            if text:
                yield paragraph(text)
        pairs = tuple(row for row in told.by_pair if row.coders in self._material.met)
        tables = (
            (tr("By code"), tr("Code"), (told.pooled, *told.by_code)),
            (tr("By family"), tr("Family"), told.by_family),
            (tr("By transcript"), tr("Transcript"), told.by_document),
            (tr("By pair of coders"), tr("Coders"), pairs),
        )
        for title, head, rows in tables:
            if rows:
                yield Heading(text=title, level=2)
                yield _figures(head, rows, told, names)
                yield from _reasons(rows, names)

    def transcripts(self) -> Iterator[Block]:
        """Give each transcript with its codings as colours and labels."""
        by_document: dict[UUID, list[SegmentRecord]] = {}
        for segment in self._found:
            by_document.setdefault(segment.coding.document, []).append(segment)
        chosen = self._plan.documents
        for row in lists.documents(self._session, self._viewer):
            if chosen is not None and row.guid not in chosen:
                continue
            text, turns = text_and_turns(self._session, row.guid)
            codings = [segment.coding for segment in by_document.get(row.guid, [])]
            yield Heading(text=row.name, level=1)
            known = [row.participant_name, *(f"{name}: {v}" for name, v in row.attributes)]
            yield paragraph(" · ".join(part for part in known if part), Look.QUIET)
            yield Transcript(turns=marked_turns(text, turns, codings))

    def _names(self) -> dict[object, str]:
        session, viewer = self._session, self._viewer
        names: dict[object, str] = {
            c.guid: c.name for c in lists.codes(session, viewer, merged=True)
        }
        names |= {c.guid: c.name for c in lists.coders(session)}
        return names | {d.guid: d.name for d in lists.documents(session, viewer)}


# ---- pieces


def _passage(segment: SegmentRecord) -> Iterator[Block]:
    coding = segment.coding
    yield paragraph(segment.text, kind=TextKind.QUOTE)
    source = [
        segment.document_name,
        tr("line {0}").format(segment.line),
        segment.speaker,
        coding.coder_name,
        coding.weight_label,
    ]
    yield paragraph(" · ".join(part for part in source if part), Look.QUIET)
    if coding.memo:
        yield Text(
            words=(Words(text=tr("Memo: "), look=Look.STRONG), Words(text=coding.memo)),
        )


def _named(code: CodeRecord) -> tuple[Text, ...]:
    return (Text(words=(Words(text=code.name, colours=(code.colour,)),)),)


def _numbers(head: tuple[str, ...], rows: Sequence[tuple[tuple[Text, ...], ...]]) -> Grid:
    """Make a table of a name and figures; no figure and no word of a head is broken, if it fits."""
    heads = [[word[:_LONG_WORD] for word in name.split()] for name in head]
    needed = [
        max(map(len, (*heads[at], *(_said(row[at]) for row in rows))), default=0) + _PADDING
        for at in range(1, len(head))
    ]
    per_letter = min(1 / _LETTERS, (1 - _NAME) / max(1, sum(needed)))
    shares = [letters * per_letter for letters in needed]
    numbers = frozenset(range(1, len(head)))
    return Grid(head=head, rows=tuple(rows), shares=(1 - sum(shares), *shares), numbers=numbers)


def _said(cell_of_figures: tuple[Text, ...]) -> str:
    """Give the one line of a cell."""
    return "".join(words.text for text in cell_of_figures for words in text.words)


def _figures(
    head: str,
    rows: tuple[AgreementRow, ...],
    told: AgreementReport,
    names: Mapping[object, str],
) -> Grid:
    """Give the chosen measure with its interval, and what stands beside it."""
    columns = (
        *(head, tr("units"), tr("differing"), told.measure.words),
        *(tr("{0:g} % interval").format(100 * told.interval_rule.level), tr("percent")),
        *(tr("prevalence"),),
    )
    cells = [
        (
            cell(_row_name(row, names)),
            cell(f"{row.units:,}"),
            cell(f"{row.differing:,}"),
            cell(share(row.figure.value)),
            cell(from_to(row.interval)),
            cell(share(row.percent.value)),
            cell(share(row.prevalence.value)),
        )
        for row in rows
    ]
    return _numbers(columns, cells)


def _reasons(rows: Sequence[AgreementRow], names: Mapping[object, str]) -> Iterator[Block]:
    """Say why figures and intervals are missing in a table, each reason once."""
    why: dict[str, list[str]] = {}
    for row in rows:
        reason = row.interval.reason if row.figure.value is not None else row.figure.reason
        if reason:
            why.setdefault(reason, []).append(_row_name(row, names))
    for reason, which in why.items():
        whole = len(which) == len(rows) > 1  # what holds for every row names none
        yield paragraph(reason if whole else f"{', '.join(which)}: {reason}", Look.QUIET)


def _row_name(row: AgreementRow, names: Mapping[object, str]) -> str:
    if row.key is None:
        return pooled_name()
    if isinstance(row.key, tuple):
        return " / ".join(names.get(each, "") for each in row.key)
    return names.get(row.key, "")
