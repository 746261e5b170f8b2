# SPDX-License-Identifier: MIT
"""What most commands take, and how they open a project and find what is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import typer

from coder_app.agreement.units import Unit
from coder_app.cli.help import option, parted
from coder_app.cli.output import WrongUse, say
from coder_app.core.places import tr
from coder_app.queries import names
from coder_app.store.project import Project

SUFFIX = ".coder"
FROM = tr("Whose work, and from where")
COUNTING = tr("How it is counted")

ProjectPath = Annotated[
    Path, typer.Argument(metavar="PROJECT", help=tr("Project file, NAME.coder."))
]
Viewer = Annotated[
    str | None,
    option(
        "NAME",
        tr("Coder through whose eyes to look; left out: the lead."),
        "--as",
    ),
]
Coders = Annotated[
    str | None, option("A,B", tr("Coders, by comma; left out: all at work."), part=FROM)
]
Codes = Annotated[str | None, option("A,B", tr("Codes, by comma; left out: all."), part=FROM)]
Documents = Annotated[
    str | None, option("A,B", tr("Transcripts, by comma; left out: all."), part=FROM)
]
UnitName = Annotated[Unit, option(None, tr("What is compared."), part=COUNTING, show_default=True)]
Interviewer = Annotated[
    bool, option(None, tr("Count the interviewer’s turns too."), "--interviewer", part=COUNTING)
]
Unfinished = Annotated[
    bool,
    option(
        None,
        tr("Count transcripts that are not marked done."),
        "--unfinished",
        part=COUNTING,
    ),
]
AsJson = Annotated[
    bool, option(None, tr("Print the result as JSON, and show no progress."), "--json")
]


@contextmanager
def opened(path: Path) -> Iterator[Project]:
    """Open a project, and say what there is to know about this opening."""
    with Project.open(path) as project:
        for notice in project.notices:
            say(notice)
        yield project


def viewer_of(project: Project, name: str | None) -> UUID:
    """Find the coder through whose eyes to look; left out, the only lead."""
    if name is None:
        return project.ask(names.only_lead)
    return project.ask(names.find_one, "coder", name, UUID(int=0))


def choice_of(
    project: Project, viewer: UUID, coders: str | None, codes: str | None, documents: str | None
) -> dict[str, Any]:
    """Find what is named on the command line; what is left out is left to the query."""
    told = {"coders": coders, "codes": codes, "documents": documents}
    return {
        kind: [
            project.ask(names.find_one, kind.removesuffix("s"), name, viewer)
            for name in parted(listed)
        ]
        for kind, listed in told.items()
        if listed is not None
    }


def moment_of(project: Project, told: str | None) -> datetime | None:
    """Read a moment: a date takes in its whole day, v2 the time until version 2 was followed."""
    if told is None:
        return None
    version = re.fullmatch(r"v(\d+)", told.strip(), re.IGNORECASE)
    if version:
        from coder_app.queries import past  # with all of agreement behind it

        return project.ask(past.version_ended, int(version[1]))
    try:
        moment = datetime.fromisoformat(told.strip())
    except ValueError:
        message = tr("“{0}” is no date such as 2026-11-12, and no version such as v2.")
        raise WrongUse(message.format(told)) from None
    if len(told.strip()) <= len("2026-11-12"):
        moment += timedelta(days=1)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
