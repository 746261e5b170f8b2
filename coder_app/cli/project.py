# SPDX-License-Identifier: MIT
"""The commands about a project as a whole: begin one, count what is in it, check it, copy it."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from coder_app.cli.help import option
from coder_app.cli.opening import SUFFIX, AsJson, ProjectPath, Viewer, opened, viewer_of
from coder_app.cli.output import print_json, say
from coder_app.core.places import tr, tr_n
from coder_app.formats.codebook_files import own_or_shipped, read_any_codebook
from coder_app.operations import projects
from coder_app.queries import lists
from coder_app.store.beginning import begun


def new(
    path: ProjectPath,
    codebook: Annotated[
        Path, option("FILE", tr("Codebook: TOML, Excel, CSV or QDC. Needed."), "--codebook")
    ],
    title: Annotated[
        str | None, option("TEXT", tr("Its title; left out: the name of the file."))
    ] = None,
    coder: Annotated[str | None, option("NAME", tr("Its lead; left out: your name here."))] = None,
) -> None:
    """Begin a project from a codebook."""
    if not path.suffix:
        path = path.with_suffix(SUFFIX)
    book, notes = read_any_codebook(own_or_shipped(codebook))
    for note in notes:
        say(note)
    with begun(path) as project:
        project.who = uuid4()
        project.run(
            projects.begin,
            title=title or path.stem,
            lead_name=coder or getpass.getuser(),
            coder=project.who,
            codebook=book,
        )
    codes = tr_n("{n} code", "{n} codes", sum(code.codable for code in book.codes))
    typer.echo(tr("“{0}” is begun, with {1}.").format(path.name, codes))


def info(path: ProjectPath, viewer: Viewer = None, as_json: AsJson = False) -> None:
    """Count what is in a project."""
    with opened(path) as project:
        counts = asdict(project.ask(lists.info, viewer_of(project, viewer)))
    if as_json:
        print_json(counts)
        return
    for name, value in counts.items():
        typer.echo(f"{name}: {value}")


def check(context: typer.Context, path: ProjectPath, as_json: AsJson = False) -> None:
    """Look for damage and tampering in a project."""
    with opened(path) as project:
        findings = project.check()
    if as_json:
        print_json(findings)
    elif not findings:
        typer.echo(tr("Nothing wrong was found."))
    for finding in findings if not as_json else ():
        say(finding)
    context.obj.status = 1 if findings else 0


def backup(
    path: ProjectPath,
    out: Annotated[Path, typer.Argument(metavar="OUT", help=tr("Where the copy goes."))],
) -> None:
    """Save a copy of a project that holds everything, also while it is open elsewhere."""
    with opened(path) as project:
        project.back_up(out)
    typer.echo(str(out))
