# SPDX-License-Identifier: MIT
"""Whole projects from and for other programs, on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from coder_app.cli.opening import AsJson
from coder_app.cli.output import print_json, progress_bar, say
from coder_app.core.errors import ProjectProblem
from coder_app.core.picture import LeftOut, ProjectPicture, counts_of
from coder_app.core.places import tr, tr_n
from coder_app.formats.project_files import read_project
from coder_app.formats.projects.refi.write import write_qdpx
from coder_app.formats.projects.refi.write_texts import Profile
from coder_app.operations.bring_project import bring, lead_of
from coder_app.queries.picture import picture as picture_of
from coder_app.store.project import Project

SUFFIX = ".coder"

ForProgram = Annotated[
    Profile, typer.Option("--profile", help="For which program OUT.qdpx is written.")
]


def import_project(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="QDPX, QDE, QualCoder (.qda) or Taguette (.sqlite3)."),
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="New project file, NAME.coder.")],
    coder: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="Its lead; left out: who made it there.",
            show_default=False,
        ),
    ] = "",
    finished: Annotated[
        bool,
        typer.Option(
            "--finished", help="Whoever coded in a transcript has finished it, so agreement counts."
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
    with progress_bar(tr("Reading “{0}”").format(file.name)) as progress:
        picture = read_project(file, progress=progress)
    with progress_bar(tr("Writing “{0}”").format(out.name)) as progress:
        brought = bring(picture, out, lead_name=coder, finished=finished, progress=progress)
    lost = (*picture.left_out, *brought.left_out)
    if as_json:
        print_json(_as_data(picture, lost, lead_of(picture, coder)[1]))
    else:
        _print_summary(picture, out)
    for sentence in picture.remarks if not as_json else ():
        say(sentence)
    for each in lost if not as_json else ():
        say(tr("Left out: {0}, {1}. {2}").format(each.kind, each.name, each.why))


def export_project(project: Project, viewer: UUID, out: Path, profile: Profile) -> list[str]:
    """Write a whole project for other programs; give its path, and say what stays here."""
    found = project.ask(picture_of, viewer)
    with progress_bar(tr("Writing “{0}”").format(out.name)) as progress:
        remarks = write_qdpx(found, out, profile=profile, progress=progress)
    for sentence in remarks:
        say(sentence)
    for each in found.left_out:
        say(tr("Left out: {0}, {1}. {2}").format(each.kind, each.name, each.why))
    return [str(out)]


def _print_summary(picture: ProjectPicture, out: Path) -> None:
    counts = counts_of(picture)
    parts = (
        tr_n("{n} transcript", "{n} transcripts", counts.documents),
        tr_n("{n} character", "{n} characters", counts.characters),
        tr_n("{n} turn", "{n} turns", counts.turns),
        tr_n("{n} speaker", "{n} speakers", counts.speakers),
        tr_n("{n} code", "{n} codes", counts.codes),
        tr_n("{n} coding", "{n} codings", counts.codings),
        tr_n("{n} coder", "{n} coders", counts.coders),
        tr_n("{n} memo", "{n} memos", counts.memos),
    )
    typer.echo(tr("“{0}”: {1}.").format(out.name, ", ".join(parts)))
    if picture.codings and picture.positions:
        typer.echo(tr("Positions count {0}.").format(picture.positions))


def _as_data(picture: ProjectPicture, lost: Sequence[LeftOut], lead: str) -> dict[str, object]:
    counts = asdict(counts_of(picture)) | {"left_out": [asdict(each) for each in lost]}
    return counts | {
        "title": picture.title,
        "program": picture.program,
        "lead": lead,
        "positions": picture.positions,
        "warnings": list(picture.remarks),
    }
