# SPDX-License-Identifier: MIT
"""A folder or a ZIP archive of transcripts: what can be read, and what is wrong with the rest."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.core.records import TranscriptDraft
from coder_app.formats.limits import Archive, megabytes, read_bytes
from coder_app.formats.transcript_files import TRANSCRIPT_SUFFIXES, read_content
from coder_app.formats.transcripts.reading import Reading

MAX_FILES = 2_000
MAX_TOTAL = 512 * 2**20  # bytes of all of them; the originals are kept in memory until added
MAX_ARCHIVE = 256 * 2**20
MAX_DEPTH = 20  # folders in folders

Progress = Callable[[int, int, str], None]
_Contents = Callable[[], bytes]
_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """What came of many files. A draft's `path`, a problem's `file` say which one is meant."""

    drafts: tuple[TranscriptDraft, ...]
    problems: tuple[InputProblem, ...]
    passed_over: tuple[Path, ...]  # files of kinds that hold no transcript, such as pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The transcripts of a folder or an archive, in order, each with what gives its bytes."""

    files: tuple[tuple[Path, _Contents], ...]
    passed_over: tuple[Path, ...]


def holds_several(path: Path) -> bool:
    """Tell a folder or an archive on disk from a file, and from an archive inside another."""
    return path.is_dir() or (path.suffix.casefold() == ".zip" and path.exists())


def look_through(path: Path) -> Found:
    """Find the transcripts of a folder or an archive, to be read one by one."""
    files = _in_folder(path) if path.is_dir() else _in_archive(path)
    wanted = sorted((f for f in files if _is_wanted(f)), key=lambda f: _natural(files[f].shown))
    if len(wanted) > MAX_FILES:
        what = tr("It holds more than {0:,} transcripts.").format(MAX_FILES)
        raise InputProblem(path, what, tr("Choose a part of them."))
    return Found(
        files=tuple((files[f].shown, files[f].contents) for f in wanted),
        passed_over=tuple(files[f].shown for f in files if not _is_wanted(f)),
    )


def read_many(
    path: Path, reading: Reading | None = None, *, progress: Progress | None = None
) -> Gathered:
    """Read all transcripts in a folder, with its folders, or in a ZIP archive.

    A file that cannot be read stops no other; too many or too large together are an
    `InputProblem`. `progress(done, total, name)` may raise to stop.
    """
    found = look_through(Path(path))
    drafts: list[TranscriptDraft] = []
    problems: list[InputProblem] = []
    left = MAX_TOTAL
    for number, (shown, contents) in enumerate(found.files):
        if progress:
            progress(number, len(found.files), shown.name)
        try:
            data = contents()
            left -= len(data)
            if left >= 0:
                drafts.append(_read(data, shown, reading or Reading()))
        except InputProblem as problem:
            problems.append(problem)
        if left < 0:
            what = tr("Its transcripts have more than {0} together.").format(megabytes(MAX_TOTAL))
            raise InputProblem(path, what, tr("Choose a part of them."))
    if progress and found.files:
        progress(len(found.files), len(found.files), "")
    return Gathered(drafts=tuple(drafts), problems=tuple(problems), passed_over=found.passed_over)


@dataclass(frozen=True, slots=True)
class _File:
    shown: Path
    contents: _Contents


def _is_wanted(path: Path) -> bool:
    return path.suffix.casefold() in (*TRANSCRIPT_SUFFIXES, ".zip")


def _read(data: bytes, path: Path, reading: Reading) -> TranscriptDraft:
    if path.suffix.casefold() == ".zip":
        what = tr("It is an archive inside another.")
        raise InputProblem(path, what, tr("Unpack it first."))
    return read_content(data, path, reading)


def _is_hidden(parts: tuple[str, ...]) -> bool:
    """Tell what systems and office programs leave behind."""
    return any(part.startswith((".", "~$", "__MACOSX")) for part in parts)


def _natural(path: Path) -> list[tuple[int, str]]:
    """Sort P2 before P10."""
    pieces = _DIGITS.split(path.as_posix().casefold())
    return [(int(piece[:18]) if piece.isdecimal() else -1, piece) for piece in pieces]


# ---- folders


def _in_folder(folder: Path) -> dict[Path, _File]:
    """Find the files of a folder; links are not followed: they may lead out of it or in circles."""
    found: dict[Path, _File] = {}
    unread: list[OSError] = []
    for place, folders, names in os.walk(folder, onerror=unread.append):
        parts = Path(place).relative_to(folder).parts
        folders[:] = sorted(f for f in folders if not _is_hidden((f,)) and len(parts) < MAX_DEPTH)
        for name in names:
            path = Path(place, name)
            if not _is_hidden((name,)) and not path.is_symlink():
                found[path] = _File(path, _contents_of(path))
        if len(found) > 20 * MAX_FILES:
            what = tr("It holds far too many files.")
            raise InputProblem(folder, what, tr("Choose the folder that holds the transcripts."))
    if unread and not found:
        what = tr("It could not be read ({0}).").format(unread[0].strerror)
        raise InputProblem(folder, what, tr("Ask its owner for the right to read it."))
    return found


def _contents_of(path: Path) -> _Contents:
    return lambda: read_bytes(path)


# ---- archives


def _in_archive(path: Path) -> dict[Path, _File]:
    data = read_bytes(path, limit=MAX_ARCHIVE)
    if not data.startswith(b"PK"):
        what = tr("It is neither a folder nor a ZIP archive.")
        raise InputProblem(path, what, tr("Choose one of these, or the transcripts themselves."))
    archive = Archive(data, path)
    found: dict[Path, _File] = {}
    for name in archive:
        shown = _shown(name)
        if not name.endswith("/") and not _is_hidden(shown.parts):
            inside = path / shown
            found[inside] = _File(inside, _unpacked(archive, name, inside))
    return found


def _shown(name: str) -> PurePosixPath:
    """Read a name as it was meant: many programs write UTF-8 and do not say so."""
    with suppress(UnicodeError):
        name = name.encode("cp437").decode("utf-8")
    return PurePosixPath(name.replace("\\", "/"))


def _unpacked(archive: Archive, name: str, shown: Path) -> _Contents:
    def contents() -> bytes:
        try:
            return archive.read(name)
        except InputProblem as problem:  # says the archive; the file in it is meant
            raise InputProblem(shown, problem.what, problem.remedy) from None

    return contents


def files_in(path: Path) -> Iterator[Path]:
    """List the transcripts of a folder or an archive without reading them."""
    yield from (shown for shown, _ in look_through(path).files)
