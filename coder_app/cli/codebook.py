# SPDX-License-Identifier: MIT
"""The commands for codebook files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coder_app.cli.help import Commands, OneCommand
from coder_app.cli.key import Anyway, KeyFile, checked, key_for
from coder_app.cli.opening import SUFFIX, AsJson, Viewer, opened, viewer_of
from coder_app.cli.output import WrongUse, print_json, progress_bar, say
from coder_app.cli.summary import summary
from coder_app.core.places import tr, tr_n
from coder_app.core.records import CodebookDraft, Counts
from coder_app.formats.codebook_files import (
    READABLE,
    WRITABLE,
    own_or_shipped,
    read_any_codebook,
    write_any_codebook,
)
from coder_app.formats.pseudonyms.remembered import KnownKey
from coder_app.queries.codebook_draft import codebook_draft

_EXAMPLES = """\
coder-app codebook convert micro_influencer_following.toml to_edit.xlsx
coder-app codebook convert edited.xlsx study.toml
coder-app codebook convert study.coder appendix.docx"""

app = typer.Typer(
    cls=Commands,
    help=tr("Codebook files: from one kind into another."),
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def codebook() -> None:
    """Say what is common to the commands for codebooks: nothing yet."""


@app.command(cls=OneCommand, epilog=_EXAMPLES)
def convert(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="IN",
            help=tr("Codebook ({0}), or a project (.coder).").format(", ".join(READABLE)),
        ),
    ],
    out: Annotated[
        Path,
        typer.Argument(metavar="OUT", help=tr("Codebook ({0}).").format(", ".join(WRITABLE))),
    ],
    key_file: KeyFile = None,
    anyway: Anyway = False,
    viewer: Viewer = None,
    as_json: AsJson = False,
) -> None:
    """Write a codebook as another kind of file; what is renamed or left out is said."""
    if out.suffix.casefold() not in WRITABLE:
        message = tr("OUT has to end in one of these: {0}.")
        raise WrongUse(message.format(", ".join(WRITABLE)))
    with progress_bar(tr("Reading “{0}”").format(source.name), quiet=as_json):
        draft, notes, known = _read(source, viewer, key_file)
        names = checked(draft, known, anyway=anyway)
    with progress_bar(tr("Writing “{0}”").format(out.name), quiet=as_json):
        changed = write_any_codebook(draft, out)
    counts = Counts(codes=sum(code.codable for code in draft.codes))
    if as_json:
        print_json(
            summary(
                counts,
                (*notes, *names.warnings, *changed),
                files=[str(out)],
                title=draft.title,
                key=str(names.key) if names.key else None,
                names_leaving=names.data(),
            )
        )
        return
    for sentence in (*notes, *names.words(), *changed):
        say(sentence)
    counted = tr_n("{n} code", "{n} codes", counts.codes)
    typer.echo(tr("“{0}”: {1}").format(out.name, counted))


def _read(
    source: Path, viewer: str | None, key_file: Path | None
) -> tuple[CodebookDraft, tuple[str, ...], KnownKey]:
    """Give a codebook, what was changed of it, and the key that it is held against."""
    if source.suffix.casefold() == SUFFIX:
        with opened(source) as project:
            draft = project.ask(codebook_draft, viewer_of(project, viewer))
            return draft, (), key_for(project, key_file)
    return *read_any_codebook(own_or_shipped(source)), key_for(None, key_file)
