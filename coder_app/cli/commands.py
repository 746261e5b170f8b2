# SPDX-License-Identifier: MIT
"""The commands, for scripts and CI: the same operations as the windows, and no window.

Exit status: 0 done, 1 something could not be done (what could stands), 2 wrong use, 130 stopped
with Ctrl+C. A command is imported when it is called, so that none waits for what others need.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from coder_app import __version__
from coder_app.cli.help import Commands, OneCommand, option
from coder_app.cli.output import WrongUse, say
from coder_app.core.errors import CoderAppError
from coder_app.core.places import tr

_WRONG_USE, _STOPPED = 2, 130


@dataclass(slots=True)
class Outcome:
    """How a command ended, and what a window should open after it."""

    status: int = 0
    window: Path | None = None


# ---- what there is


@dataclass(frozen=True, slots=True)
class Entry:
    """A command in the list: under which heading, what it does, how it is called, where it is."""

    part: str
    sentence: str
    examples: str
    load: Callable[[], Any]


def _demo() -> Callable[..., None]:
    from coder_app.cli.demo import demo

    return demo


def _new() -> Callable[..., None]:
    from coder_app.cli.project import new

    return new


def _import() -> Callable[..., None]:
    from coder_app.cli.importing import import_

    return import_


def _import_project() -> Callable[..., None]:
    from coder_app.cli.exchange import import_project

    return import_project


def _info() -> Callable[..., None]:
    from coder_app.cli.project import info

    return info


def _code() -> Callable[..., None]:
    from coder_app.cli.coding import code

    return code


def _agreement() -> Callable[..., None]:
    from coder_app.cli.agreement import agreement

    return agreement


def _rounds() -> Callable[..., None]:
    from coder_app.cli.rounds import list_rounds

    return list_rounds


def _close_round() -> Callable[..., None]:
    from coder_app.cli.rounds import close_round

    return close_round


def _export() -> Callable[..., None]:
    from coder_app.cli.export import export

    return export


def _check() -> Callable[..., None]:
    from coder_app.cli.project import check

    return check


def _backup() -> Callable[..., None]:
    from coder_app.cli.project import backup

    return backup


def _codebook() -> typer.Typer:
    from coder_app.cli.codebook import app

    return app


_BEGIN = tr("Begin")
_IN = tr("Everything in")
_WORK = tr("Code and compare")
_OUT = tr("Everything out")
_CARE = tr("Look after a project")

ENTRIES: dict[str, Entry] = {
    "demo": Entry(
        _BEGIN,
        tr("Build a sample project, export it, show its agreement, and open it."),
        "coder-app demo\ncoder-app demo --dir ~/sample --no-window",
        _demo,
    ),
    "new": Entry(
        _BEGIN,
        tr("Begin a project from a codebook."),
        "coder-app new study.coder --codebook micro_influencer_following.toml --coder Lea\n"
        'coder-app new study.coder --codebook ours.xlsx --title "Volunteers 2026"',
        _new,
    ),
    "import": Entry(
        _IN,
        tr("Add transcripts, tables of answers, folders and ZIP archives to a project."),
        "coder-app import study.coder interviews/*.docx answers.xlsx\n"
        "coder-app import study.coder wave2.zip --key /safe/names.csv\n"
        "coder-app import study.coder interviews/ --json > added.json",
        _import,
    ),
    "import-project": Entry(
        _IN,
        tr("Begin a project with that of NVivo, ATLAS.ti, MAXQDA, QualCoder or Taguette."),
        "coder-app import-project supervisor.qdpx study.coder\n"
        'coder-app import-project team.qda study.coder --coder "Ana Ruiz" --finished',
        _import_project,
    ),
    "code": Entry(
        _WORK,
        tr("Code a passage; positions count Unicode characters from 0, line ends as one."),
        "coder-app code study.coder --coder Lea --document P01 --code trust --start 412 --end 447",
        _code,
    ),
    "agreement": Entry(
        _WORK,
        tr("Show how far coders agree, in a project or in a table of ratings."),
        "coder-app agreement study.coder --unit sentence\n"
        "coder-app agreement study.coder --coders Ana,Ben --measure ac1 --by code,document\n"
        "coder-app agreement study.coder --show methods\n"
        "coder-app agreement --ratings ratings.csv --scale ordinal",
        _agreement,
    ),
    "rounds": Entry(
        _WORK,
        tr("List the closed rounds with their frozen figures, the newest first."),
        "coder-app rounds study.coder",
        _rounds,
    ),
    "close-round": Entry(
        _WORK,
        tr("Freeze how far coders agree, and show them each other’s work. It cannot be undone."),
        'coder-app close-round study.coder "Training 1" --documents P01,P02',
        _close_round,
    ),
    "export": Entry(
        _OUT,
        tr("Write tables, a dataset, a report, the codebook, or the whole project."),
        "coder-app export study.coder study.xlsx\n"
        "coder-app export study.coder units.sav --sheets units --unit sentence\n"
        "coder-app export study.coder codings.parquet --sheets codings --where gender=woman\n"
        "coder-app export study.coder marked.html --what transcripts --documents P01\n"
        "coder-app export study.coder for_nvivo.qdpx --profile nvivo",
        _export,
    ),
    "codebook": Entry(_OUT, tr("Codebook files: from one kind into another."), "", _codebook),
    "info": Entry(
        _CARE, tr("Count what is in a project."), "coder-app info study.coder --json", _info
    ),
    "check": Entry(
        _CARE,
        tr("Look for damage and tampering in a project."),
        "coder-app check study.coder",
        _check,
    ),
    "backup": Entry(
        _CARE,
        tr("Save a copy of a project that holds everything, also while it is open elsewhere."),
        "coder-app backup study.coder copies/study-2026-11-12.coder",
        _backup,
    ),
}
COMMANDS = frozenset(ENTRIES)


# ---- the program


def program(*wanted: str) -> typer.Typer:
    """Make the program with these commands whole; of the others only what the list says."""
    app = typer.Typer(
        name="coder-app",
        cls=Commands,
        add_completion=False,
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback(invoke_without_command=True)(_top)
    for name, entry in ENTRIES.items():
        found = entry.load() if name in wanted else _not_called
        told: dict[str, Any] = {"short_help": entry.sentence, "rich_help_panel": entry.part}
        if isinstance(found, typer.Typer):
            app.add_typer(found, name=name, **told)
        else:
            told |= {"help": entry.sentence, "epilog": entry.examples}
            app.command(name=name, cls=OneCommand, **told)(found)
    return app


def _not_called() -> None:
    """Stand in the list of commands."""


def _top(
    version: Annotated[bool, option(None, tr("Print the version."), "--version")] = False,
) -> None:
    """Code interview transcripts with others, and know how well you agree.

    `coder-app` opens the window; `coder-app PROJECT` opens it on a project. Each command explains
    itself: `coder-app export --help`.
    """
    if version:
        typer.echo(f"Coder App {__version__}")
        raise typer.Exit


def main(arguments: Sequence[str]) -> Outcome:
    """Run one command; what went wrong is a sentence on standard error."""
    outcome = Outcome()
    try:
        app = program(*arguments[:1])
        ended = app(args=list(arguments), prog_name="coder-app", obj=outcome, standalone_mode=False)
        outcome.status = max(outcome.status, ended if isinstance(ended, int) else 0)
    except KeyboardInterrupt:  # while a command was still being imported
        outcome.status = _STOPPED
    except SystemExit as end:
        outcome.status = max(outcome.status, end.code if isinstance(end.code, int) else 1)
    except typer.TyperException as problem:
        _explain(problem, arguments)
        outcome.status = _WRONG_USE
    except CoderAppError as problem:
        say(str(problem))
        outcome.status = _WRONG_USE if isinstance(problem, WrongUse) else 1
    except OSError as problem:
        say(tr("“{0}”: {1}").format(problem.filename or "", problem.strerror or problem))
        outcome.status = 1
    if outcome.status == _STOPPED:
        say(tr("Stopped. What was not finished is not there."))
    return outcome


def _explain(problem: typer.TyperException, arguments: Sequence[str]) -> None:
    """Say what a command takes and was not given; without any words that is the help."""
    told = problem.format_message().replace("Value error, ", "")
    if "\n" in told:
        say(told)
        return
    if not told.endswith((".", "?")):
        told += "."
    command = next(iter(arguments), "")
    where = f"coder-app {command}" if command in COMMANDS else "coder-app"
    say(tr("{0} `{1} --help` says more.").format(told, where))
