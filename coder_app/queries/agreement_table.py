# SPDX-License-Identifier: MIT
"""The figures of agreement as one table of the workbook: all codes, each code, family, pair."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain, combinations
from uuid import UUID

from sqlalchemy.orm import Session

from coder_app.agreement.report import AgreementReport, AgreementRow, pooled_name
from coder_app.agreement.units import CodedDocument, Key
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


def met_in(
    coded: Collection[CodedDocument], coders: Sequence[Key], *, with_unfinished: bool
) -> tuple[tuple[Key, Key], ...]:
    """Give the pairs of coders who can be compared in a document or more.

    Whoever's work is hidden from the viewer, or not done, is compared with nobody there.
    """
    raters = [set(document.raters(with_unfinished=with_unfinished)) for document in coded]
    return tuple(
        pair for pair in combinations(coders, 2) if any(here.issuperset(pair) for here in raters)
    )


def agreement_table(
    session: Session,
    viewer: UUID,
    report: AgreementReport | None,
    met: Collection[tuple[Key, Key]] | None = None,
    raters: Mapping[Key, Collection[Key]] | None = None,
) -> Sheet:
    """Give the figures of a report; none without one, or where nobody could be compared.

    `met`: pairs that can be compared (see `met_in`), None: all. Others have no row, and who is in
    none of them no column. `raters`: who rated each document; rows of coded passages do not tell.
    """
    if report is None:
        return described("Agreement", _COLUMNS, [])
    pairs = [*combinations(report.coders, 2)] if met is None else [*met]
    people = set(chain.from_iterable(pairs))
    coders = [coder for coder in report.coders if coder in people]
    names: dict[object, str] = {c.guid: c.name for c in lists.coders(session)}
    heads = unique([names[coder] for coder in coders])
    rows = (
        list(_rows(session, viewer, report, pairs, coders, raters or {}))
        if report.documents
        else []
    )
    return described("Agreement", [*_COLUMNS, *_by_coder(heads)], rows)


def _by_coder(coders: Sequence[str]) -> Iterator[Column]:
    for name in coders:
        about = tr("How many units {0} marked; empty where her work is not there.").format(name)
        yield column(f"units marked by {name}", about, _WHOLE, tr("units"))
    for name in coders:
        about = tr("How many codings {0} has; empty where her work is not there.").format(name)
        yield column(f"codings by {name}", about, _WHOLE, tr("codings"))


def _rows(
    session: Session,
    viewer: UUID,
    report: AgreementReport,
    pairs: Collection[tuple[Key, Key]],
    coders: Sequence[Key],
    raters: Mapping[Key, Collection[Key]],
) -> Iterator[tuple[object, ...]]:
    names: dict[object, str] = {c.guid: c.name for c in lists.coders(session)}
    codes = {c.guid: c for c in lists.codes(session, viewer, merged=True)}
    documents: dict[object, str] = {d.guid: d.name for d in lists.documents(session, viewer)}
    unit = report.unit.value
    yield _figures("all", pooled_name(), "", report.pooled, unit, coders)
    for row in report.by_code:
        if isinstance(row.key, UUID):
            yield _figures("code", codes[row.key].name, codes[row.key].family, row, unit, coders)
    for row in report.by_family:
        if isinstance(row.key, UUID):
            yield _figures("family", codes[row.key].name, "", row, unit, coders)
    for row in report.by_document:
        here = raters.get(row.key, row.coders)
        yield _figures("document", documents[row.key], "", row, unit, coders, here)
    for row in report.by_pair:
        if row.coders in pairs:
            both = " / ".join(names[coder] for coder in row.coders)
            yield _figures("pair", both, "", row, unit, coders)


def _figures(
    by: str,
    name: str,
    family: str,
    row: AgreementRow,
    unit: str,
    coders: Sequence[Key],
    here: Collection[Key] | None = None,
) -> tuple[object, ...]:
    rated = row.rated or [here is None or coder in here for coder in row.coders]
    there = [coder for coder, n in zip(row.coders, rated, strict=True) if n]
    marked = dict(zip(row.coders, row.marked, strict=True))
    given = dict(zip(row.coders, row.codings, strict=True))
    reasons = (row.percent.reason, row.alpha.reason, row.kappa.reason, row.figure.reason)
    return (
        by,
        name,
        family,
        unit,
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
        *(marked[coder] if coder in there else None for coder in coders),
        *(given[coder] if coder in there else None for coder in coders),
    )
