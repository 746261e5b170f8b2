# SPDX-License-Identifier: MIT
"""What all commands print: sentences, JSON, progress."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from coder_app.core.errors import CoderAppError

Progress = Callable[[int, int], None]


class WrongUse(CoderAppError):
    """The command was not given what it takes; nothing was begun."""


def say(sentence: str) -> None:
    """Say a sentence on standard error."""
    typer.echo(sentence, err=True)


def print_json(data: object) -> None:
    """Print data for another program."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2, default=str))


@contextmanager
def progress_bar(what: str, *, quiet: bool = False) -> Iterator[Progress]:
    """Show progress on standard error, if somebody is watching and nothing else was asked for."""
    if quiet or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
