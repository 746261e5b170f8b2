# SPDX-License-Identifier: MIT
"""Files that leave the program: whole, or as they were before."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.core.records import Sheet


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write to; it takes that name when all is on disk.

    Whatever is raised inside leaves no trace; a fault of the disk becomes an `InputProblem`.
    """
    draft = path.with_name(f".{uuid4().hex}.part")
    try:
        yield draft
        _sync(draft)
        os.replace(draft, path)
    except PermissionError:
        what = tr("It may not be written there, or another program has it open.")
        remedy = tr("Close it there, or choose another folder.")
        raise InputProblem(path, what, remedy) from None
    except OSError as error:
        what = tr("It could not be written ({0}).").format(error.strerror or error)
        raise InputProblem(path, what, tr("Choose another folder or free some space.")) from None
    finally:
        with suppress(OSError):  # a disk that takes nothing has no draft to give back either
            draft.unlink(missing_ok=True)


def table_paths(sheets: Sequence[Sheet], path: Path) -> list[Path]:
    """Name the files of a kind that holds one table each.

    The first table goes to `path` itself, for that file was asked for; the others lie beside it,
    called after themselves: `OUT.csv`, `OUT-codebook.csv` and so on.
    """
    slugs = ["-".join(re.findall(r"\w+", sheet.name.casefold())) for sheet in sheets[1:]]
    return [path, *(path.with_name(f"{path.stem}-{slug}{path.suffix}") for slug in slugs)]


def _sync(path: Path) -> None:
    """Put the bytes on disk before the name points to them: a power cut must not leave it empty."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
