# SPDX-License-Identifier: MIT
"""What commands print: sentences, JSON, progress, and agreement as a table."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

import typer

from coder_app.agreement.report import AgreementReport, AgreementRow, pooled_name
from coder_app.core.places import tr
from coder_app.queries import lists
from coder_app.store.project import Project


def say(sentence: str) -> None:
    """Say a sentence on standard error."""
    typer.echo(sentence, err=True)


def print_json(data: object) -> None:
    """Print data for another program."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show progress on standard error, if somebody is watching."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _named_rows(
    project: Project, viewer: UUID, report: AgreementReport
) -> Iterator[tuple[str, AgreementRow]]:
    names_of = {c.guid: c.name for c in project.ask(lists.codes, viewer, merged=True)}
    yield pooled_name(), report.pooled
    for row in report.by_code:
        assert isinstance(row.key, UUID)
        yield names_of[row.key], row


def print_agreement(project: Project, viewer: UUID, report: AgreementReport) -> None:
    """Print a table: figures to three places, an undefined one as a dash."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    coders = {c.guid: c.name for c in project.ask(lists.coders)}
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    table.add_column(tr("Code"), no_wrap=True)
    for coder in report.coders:
        assert isinstance(coder, UUID)
        table.add_column(coders[coder], justify="right")
    for title in (tr("units"), tr("differ"), tr("percent"), tr("alpha"), report.pooled.kappa_name):
        table.add_column(title, justify="right")
    for name, row in _named_rows(project, viewer, report):
        figures = (row.percent.value, row.alpha.value, row.kappa.value)
        table.add_row(
            name,
            *map(str, row.codings),
            f"{row.units:,}",
            str(row.differing),
            *("–" if figure is None else f"{figure:.3f}" for figure in figures),
        )
    width = max(Console().width, 112)  # a cut name or figure says less than a wrapped line
    Console(width=width, highlight=False, markup=False).print(table)
    _print_undefined(project, viewer, report)
    typer.echo(tr("Unit: {0}. {1}").format(report.unit.value, report.rule))
    for note in report.notes:
        typer.echo(note)


def _print_undefined(project: Project, viewer: UUID, report: AgreementReport) -> None:
    """Say why figures are missing."""
    reasons: dict[str, list[str]] = {}
    for name, row in _named_rows(project, viewer, report):
        for reason in {row.alpha.reason, row.kappa.reason} - {""}:
            reasons.setdefault(reason, []).append(name)
    for reason, which in reasons.items():
        typer.echo(f"– {reason} ({', '.join(which)})")


def agreement_data(project: Project, viewer: UUID, report: AgreementReport) -> dict[str, object]:
    """Give a report as JSON can hold it."""
    people: dict[object, str] = {c.guid: c.name for c in project.ask(lists.coders)}
    texts: dict[object, str] = {d.guid: d.name for d in project.ask(lists.documents, viewer)}
    return {
        "unit": report.unit.value,
        "coders": [people[coder] for coder in report.coders],
        "documents": [texts[document] for document in report.documents],
        "left_out": [texts[document] for document in report.left_out],
        "with_unfinished": report.with_unfinished,
        "rule": report.rule,
        "notes": list(report.notes),
        "rows": [
            {
                "code": name,
                "guid": str(row.key) if row.key else None,
                "codings": {people[c]: n for c, n in zip(row.coders, row.codings, strict=True)},
                "units": row.units,
                "differing": row.differing,
                "percent": row.percent.value,
                "alpha": row.alpha.value,
                "kappa": row.kappa.value,
                "kappa_name": row.kappa_name,
                "reason": row.alpha.reason or row.kappa.reason,
            }
            for name, row in _named_rows(project, viewer, report)
        ],
    }
