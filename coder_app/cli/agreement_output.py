# SPDX-License-Identifier: MIT
"""Agreement as it is printed: tables for people, and everything for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from uuid import UUID

import typer

from coder_app import __version__
from coder_app.agreement.diagnosis import rare_in_short
from coder_app.agreement.report import AgreementReport, AgreementRow, pooled_name
from coder_app.agreement.words import counted, from_to, methods_paragraph, share
from coder_app.core.places import tr
from coder_app.queries import lists
from coder_app.store.project import Project

Named = tuple[str, str, AgreementRow]  # what it is a row of, its name, the row


def _named_rows(project: Project, viewer: UUID, report: AgreementReport) -> Iterator[Named]:
    """Go through all rows of a report with their names, for all codes first."""
    codes: dict[object, str] = {
        c.guid: c.name for c in project.ask(lists.codes, viewer, merged=True)
    }
    people, texts = _people(project), _texts(project, viewer)
    yield "all", pooled_name(), report.pooled
    for row in report.by_code:
        yield "code", codes[row.key], row
    for row in report.by_family:
        yield "family", codes[row.key], row
    for row in report.by_document:
        yield "document", texts[row.key], row
    for row in report.by_pair:
        yield "pair", " / ".join(people[coder] for coder in row.coders), row
    for row in report.by_period:
        yield "period", str(row.key), row


def _people(project: Project) -> dict[object, str]:
    return {c.guid: c.name for c in project.ask(lists.coders)}


def _texts(project: Project, viewer: UUID) -> dict[object, str]:
    return {d.guid: d.name for d in project.ask(lists.documents, viewer)}


_HEADS = {
    "code": tr("Code"),
    "family": tr("Family"),
    "document": tr("Transcript"),
    "pair": tr("Pair of coders"),
    "period": tr("Trend"),
}


def print_agreement(
    project: Project, viewer: UUID, report: AgreementReport, *, tables: Sequence[str] = ("code",)
) -> None:
    """Print tables: figures to three places, an undefined one as a dash, the reasons below."""
    named = list(_named_rows(project, viewer, report))
    for kind in tables:
        rows = [each for each in named if each[0] in ((kind, "all") if kind == "code" else (kind,))]
        if rows:
            _print_table(project, report, _HEADS[kind], rows)
    _print_reasons(named)
    typer.echo(tr("Unit: {0}. {1}").format(report.unit.value, report.rule))
    typer.echo(report.interval_words)
    told = tr(
        "Compared: {compared} of {all} in the transcripts asked for; {marked} of them marked."
    )
    covered = report.coverage
    compared = counted(report.unit, covered.compared)
    typer.echo(
        told.format(compared=compared, all=f"{covered.units:,}", marked=f"{covered.marked:,}")
    )
    for note in report.notes:
        typer.echo(note)


def _print_table(
    project: Project, report: AgreementReport, head: str, rows: Sequence[Named]
) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    people, level = _people(project), f"{report.interval_rule.level * 100:g} %"
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(head, no_wrap=True)
    for coder in report.coders:
        table.add_column(people[coder], justify="right")
    shown = [tr("units"), tr("differ"), tr("equal"), tr("positive"), "AC1", report.measure.short]
    for title in (*shown, tr("{0} interval").format(level)):
        table.add_column(title, justify="right", no_wrap=True)
    for _, name, row in rows:
        given = dict(zip(row.coders, row.codings, strict=True))
        figures = (row.percent, row.positive, row.ac1, row.figure)
        table.add_row(
            name,
            *(str(given[coder]) if coder in given else "" for coder in report.coders),
            f"{row.units:,}",
            f"{row.differing:,}",
            *(share(figure.value) for figure in figures),
            from_to(row.interval),
        )
    width = max(Console().width, 132)  # a cut name or figure says less than a wrapped line
    Console(width=width, highlight=False, markup=False).print(table)


def _print_reasons(rows: Sequence[Named]) -> None:
    """Say why figures are missing, and what else to know before reading them."""
    reasons: dict[str, list[str]] = {}
    for kind, name, row in rows:
        if kind in ("all", "code"):
            rare = rare_in_short() if row.warning else ""
            for reason in {row.figure.reason, rare} - {""}:
                reasons.setdefault(reason, []).append(name)
    for reason, which in reasons.items():
        typer.echo(f"– {', '.join(which)}: {reason}")


def print_methods(project: Project, viewer: UUID, report: AgreementReport) -> None:
    """Print the paragraph on method, with its references."""
    names = _people(project)
    names |= {c.guid: c.name for c in project.ask(lists.codes, viewer, merged=True)}
    typer.echo(methods_paragraph(report, names, program=f"Coder App {__version__}"))


def agreement_data(project: Project, viewer: UUID, report: AgreementReport) -> dict[str, object]:
    """Give a report as JSON can hold it."""
    people, texts = _people(project), _texts(project, viewer)
    rule = report.interval_rule
    rows = [
        _row_data(people, kind, name, row)
        for kind, name, row in _named_rows(project, viewer, report)
    ]
    return {
        "unit": report.unit.value,
        "measure": report.measure.value,
        "source": report.measure.source,
        "coders": [people[coder] for coder in report.coders],
        "codes": [row["name"] for row in rows if row["by"] == "code"],
        "documents": [texts[document] for document in report.documents],
        "left_out": [texts[document] for document in report.left_out],
        "with_unfinished": report.with_unfinished,
        "with_interviewer": report.with_interviewer,
        "as_of": report.as_of.isoformat() if report.as_of else None,
        "rule": report.rule,
        "interval": {**asdict(rule), "words": report.interval_words},
        "coverage": asdict(report.coverage),
        "notes": list(report.notes),
        "rows": rows,
        "confusions": [
            {
                "first": people[each.first],
                "second": people[each.second],
                "codes": [str(code) for code in each.codes],
                "table": [list(cells) for cells in each.table],
            }
            for each in report.confusions
        ],
    }


def _row_data(
    people: dict[object, str], kind: str, name: str, row: AgreementRow
) -> dict[str, object]:
    return {
        "by": kind,
        "name": name,
        "guid": str(row.key) if isinstance(row.key, UUID) else None,
        "codings": {people[c]: n for c, n in zip(row.coders, row.codings, strict=True)},
        "marked": {people[c]: n for c, n in zip(row.coders, row.marked, strict=True)},
        "units": row.units,
        "differing": row.differing,
        "figure": row.figure.value,
        "low": row.interval.low,
        "high": row.interval.high,
        "reason": row.figure.reason,
        "why_no_interval": row.interval.reason,
        "percent": row.percent.value,
        "alpha": row.alpha.value,
        "kappa": row.kappa.value,
        "kappa_name": row.kappa_name,
        "figures": {measure.value: each.value for measure, each in row.figures.items()},
        "reasons": {m.value: each.reason for m, each in row.figures.items() if each.reason},
        "negative": row.negative.value,
        "prevalence": row.prevalence.value,
        "ordinal_alpha": row.ordinal.value if row.ordinal else None,
        "ordinal_units": row.ordinal_units,
        "warning": row.warning,
    }
