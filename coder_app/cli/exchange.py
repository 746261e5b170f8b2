# SPDX-License-Identifier: MIT
"""The command that begins a project with that of another program."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from coder_app.cli.help import option
from coder_app.cli.opening import SUFFIX, AsJson
from coder_app.cli.output import print_json, progress_bar, say
from coder_app.cli.summary import left_out_data, left_out_words, summary
from coder_app.core.errors import ProjectProblem
from coder_app.core.picture import LeftOut, ProjectPicture, counts_of
from coder_app.core.places import tr, tr_n
from coder_app.formats.project_files import read_project
from coder_app.operations.bring_project import bring, lead_of


def import_project(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help=tr(
                "QDPX or QDE (NVivo, ATLAS.ti, MAXQDA and others), QualCoder’s folder NAME.qda, "
                "or Taguette’s NAME.sqlite3."
            ),
        ),
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help=tr("New project file, NAME.coder."))],
    coder: Annotated[str, option("NAME", tr("Its lead; left out: who made it there."))] = "",
    finished: Annotated[
        bool,
        option(
            None,
            tr("Whoever coded in a transcript has finished it, so agreement counts it."),
            "--finished",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Begin a project with that of another program; what finds no place is named."""
    if not out.suffix:
        out = out.with_suffix(SUFFIX)
    if out.exists():
        told = tr("“{name}” is already there. Choose another name.")
        raise ProjectProblem(told.format(name=out.name))

    with progress_bar(tr("Reading “{0}”").format(file.name), quiet=as_json) as progress:
        picture = read_project(file, progress=progress)
    with progress_bar(tr("Writing “{0}”").format(out.name), quiet=as_json) as progress:
        brought = bring(picture, out, lead_name=coder, finished=finished, progress=progress)
    lost = (*picture.left_out, *brought.left_out)
    if as_json:
        print_json(_data(picture, out, lost, lead_of(picture, coder)[1]))
        return
    _print_summary(picture, out)
    for sentence in picture.remarks:
        say(sentence)
    for each in lost:
        say(left_out_words(each))


def _print_summary(picture: ProjectPicture, out: Path) -> None:
    counts = counts_of(picture)
    parts = (
        *counts.in_words(),
        tr_n("{n} character", "{n} characters", counts.characters),
        tr_n("{n} turn", "{n} turns", counts.turns),
        tr_n("{n} speaker", "{n} speakers", counts.speakers),
    )
    typer.echo(tr("“{0}”: {1}.").format(out.name, ", ".join(parts)))
    if picture.codings and picture.positions:
        typer.echo(tr("Positions count {0}.").format(picture.positions))


def _data(picture: ProjectPicture, out: Path, lost: Sequence[LeftOut], lead: str) -> dict[str, Any]:
    """Give it as JSON holds it; of what found no place the list, not the number."""
    return summary(
        counts_of(picture),
        picture.remarks,
        files=[str(out)],
        left_out=left_out_data(lost),
        title=picture.title,
        program=picture.program,
        lead=lead,
        positions=picture.positions,
    )
