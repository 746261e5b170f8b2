# SPDX-License-Identifier: MIT
"""What a plan takes out of a project, and what that will be, told before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.core.export_kinds import What, kind_named
from coder_app.core.export_plan import ExportPlan
from coder_app.core.picture import LeftOut, ProjectPicture, counts_of
from coder_app.core.places import tr, tr_n
from coder_app.core.records import TableSize
from coder_app.formats.writing import Outgoing
from coder_app.queries import lists, long, segments
from coder_app.queries.codebook_draft import codebook_draft
from coder_app.queries.counting import codes_chosen
from coder_app.queries.picture import picture
from coder_app.queries.reports import PARTS, report
from coder_app.queries.sheets import Material, table_sizes, workbook_sheets

REPORT_PARTS = tuple(part for part in PARTS if part != "Transcripts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """What a file will hold."""

    lines: tuple[str, ...]  # "Codings: 412 rows"
    tables: tuple[TableSize, ...] = ()
    left_out: tuple[LeftOut, ...] = ()  # what such a file has no place for


def outgoing(session: Session, viewer: UUID, plan: ExportPlan) -> Outgoing:
    """Take out what a plan wants, as far as the viewer may see it."""
    what = kind_named(plan.kind).what
    if what is What.TABLES:
        return workbook_sheets(session, viewer, plan)
    if what in (What.REPORT, What.TRANSCRIPTS):
        return report(session, viewer, replace(plan, sheets=_parts(plan, what)))
    if what is What.PROJECT:
        return _picture(session, viewer, plan)
    return codebook_draft(session, viewer)


def preview(session: Session, viewer: UUID, plan: ExportPlan) -> Preview:
    """Tell what will go out; intervals, which take long, are left aside."""
    what = kind_named(plan.kind).what
    if what is What.TABLES:
        return _of_tables(session, viewer, plan)
    if what is What.PROJECT:
        return _of_project(_picture(session, viewer, plan))
    if what is What.CODEBOOK:
        codes = sum(code.codable for code in codebook_draft(session, viewer).codes)
        return Preview(lines=(tr_n("{n} code", "{n} codes", codes),))
    return Preview(
        lines=tuple(_of_report(session, viewer, replace(plan, sheets=_parts(plan, what))))
    )


def _parts(plan: ExportPlan, what: What) -> tuple[str, ...]:
    return ("Transcripts",) if what is What.TRANSCRIPTS else plan.sheets or REPORT_PARTS


def _picture(session: Session, viewer: UUID, plan: ExportPlan) -> ProjectPicture:
    narrowed = Material(session, viewer, plan).narrowed
    return picture(session, viewer).narrowed(
        coders=long.coders_of(session, plan), documents=narrowed.documents, codes=plan.codes
    )


def _of_tables(session: Session, viewer: UUID, plan: ExportPlan) -> Preview:
    sizes = table_sizes(session, viewer, plan)
    rows = (tr_n("{n} row", "{n} rows", size.rows) for size in sizes)
    lines = (tr("{0}: {1}").format(s.name, told) for s, told in zip(sizes, rows, strict=True))
    return Preview(lines=tuple(lines), tables=tuple(sizes))


def _of_project(found: ProjectPicture) -> Preview:
    return Preview(lines=counts_of(found).in_words(), left_out=found.left_out)


def _of_report(session: Session, viewer: UUID, plan: ExportPlan) -> Iterator[str]:
    tables = Material(session, viewer, plan)
    if {"Codebook", "Frequencies"} & set(plan.sheets):
        wanted_codes = None if "Codebook" in plan.sheets else plan.codes
        codes = codes_chosen(session, viewer, wanted_codes)
        yield tr_n("{n} code", "{n} codes", codes)
    if {"Codings", "Transcripts"} & set(plan.sheets):
        wanted = replace(long.filter_of(session, tables.narrowed), unplaced=False)
        found = segments.count(session, viewer, wanted)
        yield tr_n("{n} passage", "{n} passages", found)
    if "Transcripts" in plan.sheets:
        chosen = tables.narrowed.documents
        shown = lists.documents(session, viewer)
        n = sum(chosen is None or row.guid in chosen for row in shown)
        yield tr_n("{n} transcript", "{n} transcripts", n)
    if "Agreement" in plan.sheets and not lists.why_no_agreement(session):
        yield tr("figures of agreement")
