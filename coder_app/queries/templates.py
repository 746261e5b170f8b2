# SPDX-License-Identifier: MIT
"""A template made for another project, or before columns went away, as it fits this one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.agreement.intervals import IntervalRule, Method
from coder_app.core.export_plan import ExportPlan
from coder_app.core.places import tr_n
from coder_app.queries import lists
from coder_app.queries.sheets import workbook_sheets


def fitted(session: Session, viewer: UUID, plan: ExportPlan) -> tuple[ExportPlan, tuple[str, ...]]:
    """Leave out what a template names and this project has not; gives sentences that say so."""
    _, things = plan.fitting(set())
    if things:  # most plans name nothing, and nothing needs to be looked up then
        plan, things = plan.fitting(set(_guids(session, viewer)))
    plan, columns = plan.fitting_columns(_columns(session, viewer, plan))
    told = []
    if things:
        told.append(
            tr_n(
                "{n} thing that the template names is not in this project.",
                "{n} things that the template names are not in this project.",
                things,
            )
        )
    if columns:
        sentence = tr_n(
            "{n} column that the template names is not there: {{0}}.",
            "{n} columns that the template names are not there: {{0}}.",
            len(columns),
        )
        told.append(sentence.format("; ".join(columns)))
    return plan, tuple(told)


def _guids(session: Session, viewer: UUID) -> Iterator[UUID]:
    for rows in (
        lists.coders(session),
        lists.documents(session, viewer),
        lists.codes(session, viewer),
        lists.participants(session),
        lists.attributes(session),
    ):
        yield from (row.guid for row in rows)


def _columns(session: Session, viewer: UUID, plan: ExportPlan) -> dict[str, tuple[str, ...]]:
    """Name the columns of the tables of which some are chosen: no transcripts, so no rows."""
    if not plan.columns:
        return {}
    empty = replace(
        plan, columns=(), documents=(), sheets=tuple(sheet for sheet, _ in plan.columns)
    )
    without = IntervalRule(method=Method.NONE)
    sheets = workbook_sheets(session, viewer, empty, interval=without)
    return {sheet.name: tuple(sheet.columns) for sheet in sheets}
