# SPDX-License-Identifier: MIT
"""A whole project from the file or folder of another program: the reader is picked by content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from coder_app.core.errors import InputProblem
from coder_app.core.picture import PictureDocument, ProjectPicture
from coder_app.core.places import tr
from coder_app.formats.projects.foreign_database import (
    MAGIC,
    MAX_DATABASE,
    opened_database,
    read_database,
)

if TYPE_CHECKING:
    from coder_app.formats.limits import Archive

Progress = Callable[[int, int], None]
PROJECT_KINDS = (".qdpx", ".qde", ".qda", ".sqlite3", ".db")

_QUALCODER = "data.qda"
_OURS = b"CodA"  # application_id, at byte 68
_ZIP = b"PK\x03\x04"
_XML = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff")


def is_project(path: Path) -> bool:
    """Tell whether a file or folder is a project of another program, by its name."""
    return path.suffix.casefold() in PROJECT_KINDS or (path / _QUALCODER).is_file()


def read_project(path: Path, *, progress: Progress | None = None) -> ProjectPicture:
    """Read a project of any program; `progress(done, total)` may raise to stop.

    What is wrong with the file is an `InputProblem`; what cannot be held stands in the picture.
    No program says in which language its texts are, so that is guessed, where it is sure.
    """
    picture = _read(Path(path), progress)
    return replace(picture, documents=tuple(map(_with_language, picture.documents)))


def _with_language(document: PictureDocument) -> PictureDocument:
    from coder_app.formats.transcripts.languages import guess_language

    guess = None if document.language else guess_language(document.text)
    return replace(document, language=guess.language) if guess and guess.sure else document


def _read(path: Path, progress: Progress | None) -> ProjectPicture:
    """Choose the reader by what the file holds."""
    from coder_app.formats.limits import Archive, ordinary_file
    from coder_app.formats.projects.refi.container import MAX_FILES
    from coder_app.formats.projects.refi.read import read_refi

    if path.is_dir():
        return _folder(path, progress)
    with ordinary_file(path) as file:
        head = file.read(200)
        if head.startswith(_ZIP):
            archive = Archive(file, path, most_members=MAX_FILES)
            inside = [name for name in archive if _is_database(name)]
            if inside:
                return _packed(archive, inside, path, progress)
    if head.startswith(MAGIC):
        return _database(read_database(path, path), path, _title(path), progress)
    if head.startswith(_ZIP) or head.lstrip().startswith(_XML):
        return read_refi(path, progress=progress)
    what = tr("This is no project of a program that can be read.")
    remedy = tr("Export it there as REFI-QDA (QDPX), or choose a QualCoder or Taguette project.")
    raise InputProblem(path, what, remedy)


def _folder(path: Path, progress: Progress | None) -> ProjectPicture:
    """Read a QualCoder folder."""
    file = path / _QUALCODER
    if not file.is_file():
        what = tr("This folder holds no project of QualCoder (there is no data.qda in it).")
        raise InputProblem(path, what, tr("Choose a folder whose name ends in .qda, or a file."))
    return _database(read_database(file, path), path, _title(path), progress)


def _packed(
    archive: Archive, inside: list[str], path: Path, progress: Progress | None
) -> ProjectPicture:
    """Read a QualCoder folder in an archive."""
    if len(inside) > 1:
        what = tr("It holds {0:,} projects of QualCoder.").format(len(inside))
        raise InputProblem(path, what, tr("Unpack it, and choose one."))
    data = archive.read(inside[0], limit=MAX_DATABASE)
    folder = _plain(PurePosixPath(inside[0]).parent.name)
    return _database(data, path, folder or _title(path), progress)


def _database(data: bytes, path: Path, title: str, progress: Progress | None) -> ProjectPicture:
    """Tell by its tables of which program a database is."""
    from coder_app.formats.projects.qualcoder import is_qualcoder, read_qualcoder
    from coder_app.formats.projects.taguette import is_taguette, read_taguette

    if data[68:72] == _OURS:
        raise InputProblem(path, tr("This is a project of this program already."), tr("Open it."))
    with opened_database(data, path) as database:
        of_qualcoder, of_taguette = is_qualcoder(database), is_taguette(database)
    if of_qualcoder:
        return read_qualcoder(data, path, title=title, progress=progress)
    if of_taguette:
        return read_taguette(data, path, progress=progress)
    what = tr("It is a database, but of neither QualCoder nor Taguette.")
    raise InputProblem(path, what, tr("Export the project there as REFI-QDA (QDPX)."))


def _title(path: Path) -> str:
    """Call a project by its file, or QualCoder's file by its folder."""
    return _plain((path.parent if path.name.casefold() == _QUALCODER else path).name)


def _plain(name: str) -> str:
    """Leave out endings that say what kind of file it is."""
    plain = name
    for suffix in (".zip", *PROJECT_KINDS):
        if plain.casefold().endswith(suffix):
            plain = plain[: -len(suffix)]
    return plain or name


def _is_database(name: str) -> bool:
    parts = [part.casefold() for part in PurePosixPath(name).parts]
    return parts[-1:] == [_QUALCODER] and "__macosx" not in parts
