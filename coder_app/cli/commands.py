# SPDX-License-Identifier: MIT
"""The commands, for scripts and CI: the same operations as the windows, and no window.

Exit status: 0 done, 1 something could not be done (what could stands), 2 wrong use.
"""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated
from uuid import uuid4

import typer

from coder_app import __version__
from coder_app.cli.agreement import agreement
from coder_app.cli.codebook import app as codebook_app
from coder_app.cli.codebook import own_or_shipped
from coder_app.cli.exchange import import_project
from coder_app.cli.export import export, take_out
from coder_app.cli.importing import import_
from coder_app.cli.opening import AsJson, ProjectPath, Viewer, opened, viewer_of
from coder_app.cli.output import print_agreement, print_json, progress_bar, say
from coder_app.cli.rounds import close_round, list_rounds
from coder_app.core.errors import CoderAppError
from coder_app.core.export_plan import ExportPlan
from coder_app.core.places import tr, tr_n, user_documents
from coder_app.core.spans import Span
from coder_app.formats.codebook_files import read_any_codebook
from coder_app.operations import codings, projects, sample
from coder_app.queries import lists, names, ratings
from coder_app.queries.document import open_document
from coder_app.store.project import Project

SUFFIX = ".coder"
SAMPLE_FILE = "Sample study"

app = typer.Typer(
    name="coder-app",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@dataclass(slots=True)
class Outcome:
    """How a command ended, and what a window should open after it."""

    status: int = 0
    window: Path | None = None


# ---- commands


@app.command()
def demo(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Option("--dir", metavar="DIR", help="Where to; left out: among your documents."),
    ] = None,
    no_window: Annotated[bool, typer.Option("--no-window", help="Open no window.")] = False,
) -> None:
    """Build the sample project, export it, show its agreement, and open it."""
    folder = folder or user_documents() / "Coder App sample"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{SAMPLE_FILE}{SUFFIX}"
    if path.exists():
        say(tr("“{0}” is there already and is left as it is.").format(path.name))
    else:
        with progress_bar(tr("Building the sample project")) as progress:
            sample.build(path, progress=progress)
    workbook = path.with_suffix(".xlsx")
    with opened(path) as project:
        viewer = project.ask(names.only_lead)
        for note in take_out(project, viewer, ExportPlan(), workbook).notes:
            say(note)
        print_agreement(project, viewer, project.ask(ratings.agreement, viewer))
    typer.echo(tr("Project: {0}").format(path.resolve()))
    typer.echo(tr("Workbook: {0}").format(workbook.resolve()))
    if not no_window and has_display():
        context.obj.window = path
    elif not no_window:
        typer.echo(tr("There is no display, so no window opens."))


@app.command()
def new(
    path: ProjectPath,
    codebook: Annotated[
        Path,
        typer.Option(
            "--codebook",
            metavar="FILE",
            help="Codebook: TOML, Excel, CSV or QDC.",
            show_default=False,
        ),
    ],
    title: Annotated[
        str | None, typer.Option(help="Left out: the name of the file.", show_default=False)
    ] = None,
    coder: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Its lead; left out: your name here.", show_default=False
        ),
    ] = None,
) -> None:
    """Begin a project from a codebook."""
    if not path.suffix:
        path = path.with_suffix(SUFFIX)
    book, notes = read_any_codebook(own_or_shipped(codebook))
    for note in notes:
        say(note)
    with Project.create(path) as project:
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


app.command(name="import")(import_)
app.command(name="import-project")(import_project)


@app.command()
def info(path: ProjectPath, viewer: Viewer = None, as_json: AsJson = False) -> None:
    """Count what is in a project."""
    with opened(path) as project:
        counts = asdict(project.ask(lists.info, viewer_of(project, viewer)))
    if as_json:
        print_json(counts)
        return
    for name, value in counts.items():
        typer.echo(f"{name}: {value}")


@app.command()
def code(
    path: ProjectPath,
    coder: Annotated[str, typer.Option(metavar="NAME", help="Who codes.")],
    document: Annotated[str, typer.Option(metavar="NAME", help="Transcript.")],
    code: Annotated[str, typer.Option(metavar="NAME", help="Code.")],
    start: Annotated[int, typer.Option(min=0, help="First character, from 0.")],
    end: Annotated[int, typer.Option(min=1, help="Character after the last one.")],
    weight: Annotated[int | None, typer.Option(help="Level on the code's scale.")] = None,
    memo: Annotated[str, typer.Option(help="Note on the coding.")] = "",
    as_json: AsJson = False,
) -> None:
    """Code a passage; positions count Unicode characters, line ends as one."""
    if start >= end:
        raise typer.BadParameter(tr("--end has to be greater than --start."))
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


app.command(name="agreement")(agreement)
app.command(name="rounds")(list_rounds)
app.command(name="close-round")(close_round)


app.command(name="export")(export)
app.add_typer(codebook_app, name="codebook")


@app.command()
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


@app.command()
def backup(
    path: ProjectPath,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="Where the copy goes.")],
) -> None:
    """Save a copy of a project that holds everything."""
    with opened(path) as project:
        project.back_up(out)
    typer.echo(str(out))


@app.callback(invoke_without_command=True)
def top(
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> None:
    """Code interview transcripts with others, and know how well you agree.

    `coder-app` opens the window; `coder-app PROJECT` opens it on a project.
    """
    if version:
        typer.echo(f"Coder App {__version__}")
        raise typer.Exit


COMMANDS = frozenset(
    {
        "demo",
        "new",
        "import",
        "import-project",
        "info",
        "code",
        "agreement",
        "rounds",
        "close-round",
    }
    | {"export", "codebook", "check", "backup"}
)


def main(arguments: Sequence[str]) -> Outcome:
    """Run one command; what went wrong is a sentence on standard error."""
    outcome = Outcome()
    try:
        app(args=list(arguments), prog_name="coder-app", obj=outcome)
    except SystemExit as end:
        outcome.status = max(outcome.status, end.code if isinstance(end.code, int) else 1)
    except CoderAppError as problem:
        say(str(problem))
        outcome.status = 1
    except OSError as problem:
        say(tr("“{0}”: {1}").format(problem.filename or "", problem.strerror or problem))
        outcome.status = 1
    return outcome


def has_display() -> bool:
    """Tell whether a window could be seen."""
    if os.environ.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
