# SPDX-License-Identifier: MIT
"""A project file of the exchange standard, opened: its XML, and the files that it refers to.

Nothing outside of the archive is ever read: a project could name any file of this computer. Beside
an unpacked project.qde its own folder `sources` counts as part of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from stat import S_ISREG

from lxml import etree

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.formats.limits import MAX_MEMBER, Archive, megabytes, ordinary_file, read_bytes
from coder_app.formats.projects.refi.markup import parse_lenient

MAX_PROJECT = 256 * 2**20  # bytes of project.qde; 300,000 codings have 100 MB
MAX_TEXTS = 128 * 2**20  # bytes of all texts together; a thousand long interviews have 60 MB
MAX_FILES = 100_000
ZIP = b"PK\x03\x04"

_JUNK = frozenset({"__macosx", ".root", ".ds_store"})
_INSIDE = re.compile(r"(?:internal:/*)?(?:.*[/\\])?([^/\\]+)\Z", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:relative|absolute|file|https?|ftp):", re.IGNORECASE)


class Container:
    """What a project file holds."""

    def __init__(self, path: Path, root: etree._Element, *, sound: bool) -> None:
        self.path, self.root, self.sound = path, root, sound
        self._left = MAX_TEXTS

    def _read(self, name: str, limit: int) -> bytes | None:
        return None

    def source(self, named: str | None) -> bytes | None:
        """Read a file that the project refers to; None if it is not in it."""
        told = (named or "").strip()
        match = _INSIDE.match(told)
        if match is None or _ELSEWHERE.match(told):
            return None
        data = self._read(match[1].casefold(), min(MAX_MEMBER, self._left))
        self._left -= len(data or b"")
        if self._left <= 0:
            what = tr("Its texts have more than {0} together.").format(megabytes(MAX_TEXTS))
            raise InputProblem(self.path, what, tr("Split the project."))
        return data


class _Packed(Container):
    """A QDPX archive."""

    def __init__(self, path: Path, archive: Archive) -> None:
        self._archive = archive
        files = [name for name in archive if _is_file(name)]
        # a file in `sources` wins over one of the same name elsewhere
        files.sort(key=lambda name: "sources/" in f"/{name.casefold()}")
        self._by_name = {PurePosixPath(name).name.casefold(): name for name in files}
        data = archive.read(_project_in(files, path), limit=MAX_PROJECT)
        root, sound = parse_lenient(data, path)
        super().__init__(path, root, sound=sound)

    def _read(self, name: str, limit: int) -> bytes | None:
        found = self._by_name.get(name)
        return None if found is None else self._archive.read(found, limit=max(1, limit))


class _Unpacked(Container):
    """A bare project.qde, with the folder `sources` that may lie beside it."""

    def __init__(self, path: Path, data: bytes) -> None:
        root, sound = parse_lenient(data, path)
        super().__init__(path, root, sound=sound)
        self._by_name = {file.name.casefold(): file for file in _files_beside(path)}

    def _read(self, name: str, limit: int) -> bytes | None:
        found = self._by_name.get(name)
        return None if found is None else read_bytes(found, limit=limit)


@contextmanager
def opened(path: Path) -> Iterator[Container]:
    """Open a QDPX archive or a bare file of the standard; an `InputProblem` says why it is none."""
    path = Path(path)
    with ordinary_file(path) as file:
        head = file.read(1_000)
        if head.startswith(ZIP):
            yield _Packed(path, Archive(file, path, most_members=MAX_FILES))
            return
    if b"<html" in head.lower():
        what = tr("This is a web page, not a project: a browser saved the page around it.")
        raise InputProblem(path, what, tr("Download the file itself."))
    yield _Unpacked(path, read_bytes(path, limit=MAX_PROJECT))


def _project_in(files: list[str], path: Path) -> str:
    """Find the project's XML: at the top, or one folder down."""
    found = [name for name in files if name.casefold().endswith(".qde")]
    found.sort(key=lambda name: (name.count("/"), "project" not in name.casefold()))
    if not found or found[0].count("/") > 1:
        what = tr("It holds no project of the exchange standard (no file ending in .qde).")
        raise InputProblem(path, what, tr("Export the project again as QDPX."))
    return found[0]


def _is_file(name: str) -> bool:
    parts = {part.casefold() for part in PurePosixPath(name).parts}
    return not name.endswith("/") and not parts & _JUNK


def _files_beside(path: Path) -> Iterator[Path]:
    """List the ordinary files in a folder `sources` beside a project, links left out."""
    try:
        folders = [f for f in path.parent.iterdir() if f.name.casefold() == "sources"]
        for folder in folders:
            if folder.is_dir() and not folder.is_symlink():
                yield from (f for f in folder.iterdir() if S_ISREG(f.lstat().st_mode))
    except OSError:
        return
