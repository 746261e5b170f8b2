# SPDX-License-Identifier: MIT
"""A new project gets its name when it is whole: until then nobody finds half of one."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import time
from uuid import uuid4

from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr, user_data
from coder_app.store.connect import address_of, copy_into, raw
from coder_app.store.opening import refuse_place
from coder_app.store.project import Project

_FORGOTTEN = 24 * 3600  # seconds after which nobody builds there any more


@contextmanager
def begun(path: Path) -> Iterator[Project]:
    """Give a new project to fill; it lies at `path` as soon as the block has ended well.

    It is built in a folder of the program, for in a synced one each step would be carried away. An
    error, Stop, or the end of the program leaves nothing at `path`.
    """
    path = path.absolute()
    refuse_place(path)
    _clear_away()
    folder = _building() / uuid4().hex
    folder.mkdir(parents=True)
    built = folder / path.name
    try:
        with Project.create(built) as project:
            yield project
        refuse_place(path)  # somebody may have taken the name meanwhile
        _put(built, path)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _put(built: Path, path: Path) -> None:
    try:
        with closing(raw(address_of(built))) as source:
            copy_into(source, path)
    except (OSError, sqlite3.Error) as fault:
        told = tr("“{name}” could not be put into its folder: {reason}.").format(
            name=path.name, reason=getattr(fault, "strerror", None) or fault
        )
        remedy = tr("Make room there, or choose another folder.")
        raise ProjectProblem(f"{told} {remedy}") from fault


def _building() -> Path:
    return user_data() / "building"


def _clear_away() -> None:
    """Remove what programs left that were killed while they built."""
    for folder in _building().glob("*"):
        try:
            is_forgotten = folder.stat().st_mtime < time() - _FORGOTTEN
        except FileNotFoundError:
            continue  # another program has just finished there
        if is_forgotten:
            shutil.rmtree(folder, ignore_errors=True)
