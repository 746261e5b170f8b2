# SPDX-License-Identifier: MIT
"""The command that codes a passage."""

from __future__ import annotations

from typing import Annotated

import typer

from coder_app.cli.help import option
from coder_app.cli.opening import AsJson, ProjectPath, opened, viewer_of
from coder_app.cli.output import WrongUse, print_json
from coder_app.core.places import tr
from coder_app.core.spans import Span
from coder_app.operations import codings
from coder_app.queries import names
from coder_app.queries.document import open_document


def code(
    path: ProjectPath,
    coder: Annotated[str, option("NAME", tr("Who codes. Needed."))],
    document: Annotated[str, option("NAME", tr("Transcript. Needed."))],
    code: Annotated[str, option("NAME", tr("Code. Needed."))],
    start: Annotated[int, option("N", tr("First character, from 0. Needed."), min=0)],
    end: Annotated[int, option("N", tr("Character after the last one. Needed."), min=1)],
    weight: Annotated[int | None, option("N", tr("Level on the code’s scale."))] = None,
    memo: Annotated[str, option("TEXT", tr("Note on the coding."))] = "",
    as_json: AsJson = False,
) -> None:
    """Code a passage; positions count Unicode characters, line ends as one."""
    if start >= end:
        raise WrongUse(tr("--end has to be greater than --start."))
    with opened(path) as project:
        project.who = viewer_of(project, coder)
        there = project.ask(names.find_one, "document", document, project.who)
        record = project.ask(open_document, project.who, there)
        guid, _ = project.run(
            codings.apply_code,
            document=there,
            wording=record.wording,
            code=project.ask(names.find_one, "code", code, project.who),
            span=Span(start, end),
            coder=project.who,
            weight=weight,
            memo=memo,
        )
    text = record.text[start:end]
    if as_json:
        print_json({"guid": str(guid), "text": text})
    else:
        typer.echo(f"{guid} {text!r}")
