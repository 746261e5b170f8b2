# SPDX-License-Identifier: MIT
"""The commands for codebook files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coder_app.cli.opening import AsJson, Viewer, opened, viewer_of
from coder_app.cli.output import print_json, say
from coder_app.core.places import codebooks, tr, tr_n
from coder_app.core.records import CodebookDraft
from coder_app.formats.codebook_files import (
    READABLE,
    WRITABLE,
    read_any_codebook,
    write_any_codebook,
)
from coder_app.queries.codebook_draft import codebook_draft

_PROJECT = ".coder"

app = typer.Typer(
    help="Codebook files: from one kind into another.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def codebook() -> None:
    """Say what is common to the commands for codebooks: nothing yet."""


@app.command()
def convert(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="IN", help=f"Codebook ({', '.join(READABLE)}), or a project's (.coder)."
        ),
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help=f"Codebook ({', '.join(WRITABLE)}).")],
    viewer: Viewer = None,
    as_json: AsJson = False,
) -> None:
    """Write a codebook as another kind of file; what is renamed or left out is said."""
    if out.suffix.casefold() not in WRITABLE:
        message = tr("OUT has to end in one of these: {0}.")
        raise typer.BadParameter(message.format(", ".join(WRITABLE)))
    draft, notes = _read(source, viewer)
    told = (*notes, *write_any_codebook(draft, out))
    codes = sum(code.codable for code in draft.codes)
    if as_json:
        print_json({"file": str(out), "title": draft.title, "codes": codes, "notes": list(told)})
        return
    for sentence in told:
        say(sentence)
    counted = tr_n("{n} code", "{n} codes", codes)
    typer.echo(tr("“{0}”: {1}").format(out.name, counted))


def _read(source: Path, viewer: str | None) -> tuple[CodebookDraft, tuple[str, ...]]:
    if source.suffix.casefold() == _PROJECT:
        with opened(source) as project:
            return project.ask(codebook_draft, viewer_of(project, viewer)), ()
    return read_any_codebook(own_or_shipped(source))


def own_or_shipped(source: Path) -> Path:
    """Find a shipped codebook by its name where no file of one's own is meant."""
    shipped = codebooks(source.name)
    return shipped if not source.exists() and shipped.exists() else source
