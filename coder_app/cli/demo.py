# SPDX-License-Identifier: MIT
"""The command that shows what the program does, on a study that it makes itself."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from coder_app.cli.agreement_output import print_agreement
from coder_app.cli.export import Way, take_out
from coder_app.cli.help import option
from coder_app.cli.opening import SUFFIX, opened
from coder_app.cli.output import progress_bar, say
from coder_app.core.export_plan import ExportPlan
from coder_app.core.places import tr, user_documents
from coder_app.operations import sample
from coder_app.queries import names, ratings

SAMPLE_FILE = "Sample study"


def demo(
    context: typer.Context,
    folder: Annotated[
        Path | None, option("DIR", tr("Where to; left out: among your documents."), "--dir")
    ] = None,
    no_window: Annotated[bool, option(None, tr("Open no window."), "--no-window")] = False,
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
        for warning in take_out(project, viewer, ExportPlan(), workbook, Way()).warnings:
            say(warning)
        print_agreement(project, viewer, project.ask(ratings.agreement, viewer))
    typer.echo(tr("Project: {0}").format(path.resolve()))
    typer.echo(tr("Workbook: {0}").format(workbook.resolve()))
    if not no_window and has_display():
        context.obj.window = path
    elif not no_window:
        typer.echo(tr("There is no display, so no window opens."))


def has_display() -> bool:
    """Tell whether a window could be seen."""
    if os.environ.get("QT_QPA_PLATFORM", "") in ("offscreen", "minimal"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
