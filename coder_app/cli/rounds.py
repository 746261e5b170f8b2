# SPDX-License-Identifier: MIT
"""The commands that list closed rounds and close one."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from coder_app.agreement.measures import Measure
from coder_app.agreement.units import Unit
from coder_app.agreement.words import from_to, share
from coder_app.cli.help import option
from coder_app.cli.opening import (
    AsJson,
    Coders,
    Codes,
    Documents,
    Interviewer,
    ProjectPath,
    UnitName,
    Viewer,
    choice_of,
    opened,
    viewer_of,
)
from coder_app.cli.options import MeasureName
from coder_app.cli.output import print_json
from coder_app.core.places import tr, tr_n
from coder_app.core.records import RoundRecord
from coder_app.operations import rounds as closing
from coder_app.queries import lists, rounds
from coder_app.store.project import Project


def list_rounds(path: ProjectPath, viewer: Viewer = None, as_json: AsJson = False) -> None:
    """List the closed rounds with their frozen figures, the newest first."""
    with opened(path) as project:
        eyes = viewer_of(project, viewer)
        found = project.ask(rounds.rounds, eyes)
        if as_json:
            print_json([_data(project, eyes, record) for record in found])
            return
        for record in found:
            typer.echo(_line(project, eyes, record))
        if not found:
            typer.echo(tr("No round is closed yet."))


def close_round(
    path: ProjectPath,
    name: Annotated[str, typer.Argument(metavar="NAME", help=tr("Such as “Training 1”."))],
    coders: Coders = None,
    codes: Codes = None,
    documents: Documents = None,
    unit: UnitName = Unit.TURN,
    measure: MeasureName = Measure.ALPHA,
    interviewer: Interviewer = False,
    coder: Annotated[str | None, option("NAME", tr("Who closes it; left out: the lead."))] = None,
    as_json: AsJson = False,
) -> None:
    """Freeze how far coders agree, and show them each other's work. It cannot be undone."""
    with opened(path) as project:
        project.who = lead = viewer_of(project, coder)
        choice = choice_of(project, lead, coders, codes, documents)
        choice |= {"unit": unit, "measure": measure, "interviewer": interviewer}
        guid, _ = project.run(closing.close_round, name=name, **choice)
        record = next(r for r in project.ask(rounds.rounds, lead) if r.guid == guid)
        if as_json:
            print_json(_data(project, lead, record))
        else:
            typer.echo(_line(project, lead, record))


def _line(project: Project, viewer: UUID, record: RoundRecord) -> str:
    """Say in a line what a round was."""
    told = [
        f"{record.number}. {record.name}",
        f"{record.closed:%Y-%m-%d}",
        tr_n("{n} transcript", "{n} transcripts", len(record.documents)),
    ]
    report = project.ask(rounds.figures, viewer, record.guid)
    if report is None:
        return "; ".join([*told, tr("figures hidden while you code blind")])
    figure = f"{report.measure.words} {share(report.pooled.figure.value)}"
    told.insert(2, tr_n("{n} coder", "{n} coders", len(record.coders)))
    return "; ".join([*told, f"{figure} {from_to(report.pooled.interval)}".strip()])


def _data(project: Project, viewer: UUID, record: RoundRecord) -> dict[str, object]:
    """Give a round as JSON can hold it."""
    people = {coder.guid: coder.name for coder in project.ask(lists.coders)}
    texts = {row.guid: row.name for row in project.ask(lists.documents, viewer)}
    report = project.ask(rounds.figures, viewer, record.guid)
    figures = None
    if report is not None:
        pooled = report.pooled
        figures = {
            "unit": report.unit.value,
            "measure": report.measure.value,
            "figure": pooled.figure.value,
            "low": pooled.interval.low,
            "high": pooled.interval.high,
            "percent": pooled.percent.value,
            "units": pooled.units,
            "differing": pooled.differing,
        }
    return {
        "guid": str(record.guid),
        "number": record.number,
        "name": record.name,
        "closed": record.closed.isoformat(),
        "author": record.author,
        "codebook_version": record.version,
        "coders": [people.get(coder, str(coder)) for coder in record.coders],
        "documents": [texts.get(document, str(document)) for document in record.documents],
        "figures": figures,
    }
