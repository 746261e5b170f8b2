# SPDX-License-Identifier: MIT
"""A whole project from the file or folder of another program, whichever it is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.picture import ProjectPicture
from coder_app.core.places import tr

Progress = Callable[[int, int], None]
PROJECT_KINDS = (".qdpx", ".qde", ".qda", ".sqlite3", ".db")


def is_project(path: Path) -> bool:
    """Tell whether a file or folder is a project of another program, by its name."""
    return path.suffix.casefold() in PROJECT_KINDS or (path / "data.qda").is_file()


def read_project(path: Path, *, progress: Progress | None = None) -> ProjectPicture:
    """Read a project of any program; `progress(done, total)` may raise to stop."""
    path = Path(path)
    kind = path.suffix.casefold()
    if kind in (".qdpx", ".qde"):
        from coder_app.formats.refi_read import read_refi

        return read_refi(path, progress=progress)
    what = tr("This is no project of a program that can be read.")
    remedy = tr("Export it there as REFI-QDA (QDPX), or choose a QualCoder or Taguette project.")
    raise InputProblem(path, what, remedy)
