# SPDX-License-Identifier: MIT
"""The figures of agreement as one table of the workbook: all codes, each code, family, pair."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.agreement.report import AgreementReport, AgreementRow, pooled_name
from coder_app.core.places import tr
from coder_app.core.records import CellKind, Column, Sheet
from coder_app.queries import lists
from coder_app.queries.dictionary import column, described, unique

_NUMBER, _WHOLE, _CATEGORY = CellKind.NUMBER, CellKind.WHOLE, CellKind.CATEGORY
_KINDS = (
    ("all", tr("all codes together")),
    ("code", tr("one code")),
    ("family", tr("all codes of a group together")),
    ("document", tr("all codes, one transcript")),
    ("pair", tr("all codes, two coders")),
)
_COLUMNS = (
    column("by", tr("What the row is about."), _CATEGORY, "", _KINDS),
    column("name", tr("Which of these it is.")),
    column("family", tr("Group a code stands under."), _CATEGORY),
    column("unit", tr("What was compared."), _CATEGORY),
    column("units", tr("How many units were compared."), _WHOLE, tr("units")),
    column("differing", tr("On how many of them coders differ."), _WHOLE, tr("units")),
    column("marked by all", tr("How many all of them marked."), _WHOLE, tr("units")),
    column("marked by any", tr("How many at least one of them marked."), _WHOLE, tr("units")),
    column("percent agreement", tr("Share of pairs of judgements that are alike."), _NUMBER),
    column("alpha", tr("Krippendorff’s alpha."), _NUMBER),
    column("kappa", tr("Kappa of the kind that the next column names."), _NUMBER),
    column("kappa is", tr("Whose kappa that is."), _CATEGORY),
    column("AC1", tr("Gwet’s AC1."), _NUMBER),
    column("positive agreement", tr("Agreement on what at least one marked."), _NUMBER),
    column("negative agreement", tr("Agreement on what at least one left unmarked."), _NUMBER),
    column("prevalence", tr("Share of judgements that are “marked”."), _NUMBER),
    column("measure", tr("Which measure the interval is of."), _CATEGORY),
    column("figure", tr("What that measure gives."), _NUMBER),
    column("low", tr("Lower end of its interval."), _NUMBER),
    column("high", tr("Upper end of its interval."), _NUMBER),
    column("why undefined", tr("Why a figure is missing.")),
    column("why no interval", tr("Why the interval is missing.")),
    column("ordinal alpha of weights", tr("Alpha of the weights as an order."), _NUMBER),
    column("units with two weights", tr("How many units that rests on."), _WHOLE, tr("units")),
)


def agreement_table(session: Session, viewer: UUID, report: AgreementReport | None) -> Sheet:
    """Give the figures of a report; without one, none."""
    names: dict[object, str] = {c.guid: c.name for c in lists.coders(session)}
    coders = unique([names[coder] for coder in report.coders]) if report else []
    rows = list(_rows(session, viewer, report, names)) if report else []
    return described("Agreement", [*_COLUMNS, *_by_coder(coders)], rows)


def _by_coder(coders: Sequence[str]) -> Iterator[Column]:
    for name in coders:
        about = tr("How many units {0} marked.").format(name)
        yield column(f"units marked by {name}", about, _WHOLE, tr("units"))
    for name in coders:
        about = tr("How many codings {0} has there.").format(name)
        yield column(f"codings by {name}", about, _WHOLE, tr("codings"))


def _rows(
    session: Session, viewer: UUID, report: AgreementReport, names: dict[object, str]
) -> Iterator[tuple[object, ...]]:
    codes = {c.guid: c for c in lists.codes(session, viewer, merged=True)}
    documents: dict[object, str] = {d.guid: d.name for d in lists.documents(session, viewer)}
    yield _figures("all", pooled_name(), "", report.pooled, report)
    for row in report.by_code:
        if isinstance(row.key, UUID):
            yield _figures("code", codes[row.key].name, codes[row.key].family, row, report)
    for row in report.by_family:
        if isinstance(row.key, UUID):
            yield _figures("family", codes[row.key].name, "", row, report)
    for row in report.by_document:
        yield _figures("document", documents[row.key], "", row, report)
    for row in report.by_pair:
        yield _figures("pair", " / ".join(names[c] for c in row.coders), "", row, report)


def _figures(
    by: str, name: str, family: str, row: AgreementRow, report: AgreementReport
) -> tuple[object, ...]:
    marked = dict(zip(row.coders, row.marked, strict=True))
    given = dict(zip(row.coders, row.codings, strict=True))
    reasons = (row.percent.reason, row.alpha.reason, row.kappa.reason, row.figure.reason)
    return (
        by,
        name,
        family,
        report.unit.value,
        row.units,
        row.differing,
        row.marked_by_all,
        row.marked_by_any,
        row.percent.value,
        row.alpha.value,
        row.kappa.value,
        row.kappa_name,
        row.ac1.value,
        row.positive.value,
        row.negative.value,
        row.prevalence.value,
        row.measure.value,
        row.figure.value,
        row.interval.low,
        row.interval.high,
        " ".join(dict.fromkeys(filter(None, reasons))),
        row.interval.reason if row.figure.value is not None else "",
        row.ordinal.value if row.ordinal else None,
        row.ordinal_units if row.ordinal else None,
        *(marked.get(coder) for coder in report.coders),
        *(given.get(coder) for coder in report.coders),
    )
