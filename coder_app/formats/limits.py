# SPDX-License-Identifier: MIT
"""Bounded, safe opening of files, zip archives and XML: nothing is fetched or unpacked unasked."""

from __future__ import annotations

import io
import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from lxml import etree

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr

MAX_FILE = 64 * 2**20  # bytes of a transcript; a book is 1 MB, photographs in a DOCX make the rest
MAX_MEMBER = 64 * 2**20  # bytes of one unpacked part of an archive
MAX_MEMBERS = 4_000
MAX_TAGS = 1_000_000  # of one XML or HTML part; each takes 100 times its bytes in memory
MAX_LINES = 300_000
MAX_TEXT = 10_000_000  # characters; forty interviews in one file are 3 million

_BROKEN = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError),
    *(EOFError, OSError, ValueError, NotImplementedError),
)


def megabytes(size: int) -> str:
    """Write a number of bytes as a person reads it."""
    return f"{size / 2**20:,.0f} MB"


def read_bytes(path: Path, *, limit: int = MAX_FILE) -> bytes:
    """Read a whole ordinary file, or say why that cannot be."""
    with ordinary_file(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > limit:
            raise _too_large(path, size, limit)
        data = file.read(limit + 1)
    if len(data) > limit:
        raise _too_large(path, len(data), limit)
    return data


@contextmanager
def ordinary_file(path: Path) -> Iterator[BinaryIO]:
    """Open an ordinary file for reading, or say why that cannot be; so while it is read."""
    try:
        file = _opened(path)
    except FileNotFoundError:
        raise InputProblem(
            path, tr("There is no such file."), tr("Check where it was moved to.")
        ) from None
    except PermissionError:
        raise InputProblem(
            path, tr("It may not be read."), tr("Ask its owner for the right to read it.")
        ) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _unreadable(path, error) from None
    with file:
        try:
            yield file
        except OSError as error:
            raise _unreadable(path, error) from None


def _opened(path: Path) -> BinaryIO:
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise InputProblem(path, tr("This is a folder."), tr("Choose the files in it."))
    if not stat.S_ISREG(status.st_mode):
        raise InputProblem(path, tr("This is not an ordinary file."), tr("Choose another."))
    return path.open("rb")


def _unreadable(path: Path, error: Exception) -> InputProblem:
    what = tr("It could not be read ({0}).").format(error)
    return InputProblem(_printable(path), what, tr("Copy it to this computer first."))


def _too_large(path: Path, size: int, limit: int) -> InputProblem:
    what = tr("It has {0}, and {1} is the limit.").format(megabytes(size), megabytes(limit))
    return InputProblem(path, what, tr("Take out its pictures, or split it."))


def _printable(path: Path) -> str:
    return str(path).replace("\0", "\N{REPLACEMENT CHARACTER}")


class Archive:
    """A zip file whose parts are read one at a time, each within bounds."""

    def __init__(
        self, data: bytes | BinaryIO, path: Path, *, most_members: int | None = None
    ) -> None:
        """Open an archive; a file of whole recordings is given open, not as its bytes."""
        self._path = path
        file = io.BytesIO(data) if isinstance(data, bytes) else data
        try:
            self._zip = zipfile.ZipFile(file)
            names = self._zip.namelist()
        except (zipfile.BadZipFile, ValueError, OverflowError, OSError, NotImplementedError):
            raise self._damaged() from None
        if len(names) > (most_members or MAX_MEMBERS):
            raise InputProblem(
                path, tr("It has too many parts to be a document."), tr("Save it anew.")
            )
        if any(_leaves_folder(name) for name in names):
            raise InputProblem(
                path,
                tr("It contains names that lead out of the archive, as no document does."),
                tr("Do not open it; ask where it comes from."),
            )
        self._names = frozenset(names)

    def __contains__(self, name: str) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        """Go through the names of its parts."""
        return iter(sorted(self._names))

    def read(self, name: str, *, limit: int | None = None) -> bytes:
        """Unpack one part."""
        most = limit or MAX_MEMBER
        try:
            with self._zip.open(name) as member:
                data = member.read(most + 1)
        except KeyError:
            raise self._damaged() from None
        except RuntimeError:  # zipfile's way to ask for a password
            raise InputProblem(
                self._path,
                tr("It is protected by a password."),
                tr("Save a copy without password, and choose that."),
            ) from None
        except _BROKEN:
            raise self._damaged() from None
        if len(data) > most:
            raise InputProblem(
                self._path,
                tr("Unpacked it has more than {0}.").format(megabytes(most)),
                tr("Save it anew without its pictures, or as plain text."),
            )
        return data

    def _damaged(self) -> InputProblem:
        return InputProblem(
            self._path,
            tr("The document is damaged or incomplete."),
            tr("Open it in the program it was written with, and save it anew."),
        )


def _leaves_folder(name: str) -> bool:
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return ".." in parts or name.startswith(("/", "\\")) or (bool(parts) and ":" in parts[0])


def refuse_crowded(data: bytes, path: Path, *, most: int | None = None) -> None:
    """Stop at markup with more tags than a text needs."""
    if data.count(b"<") > (most or MAX_TAGS):
        raise InputProblem(
            path,
            tr("It has far more marks than a text needs."),
            tr("Save it anew as plain text."),
        )


def parse_xml(data: bytes, path: Path, *, most_tags: int | None = None) -> etree._Element:
    """Parse XML without entities, network or document type."""
    refuse_crowded(data, path, most=most_tags)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError):
        raise InputProblem(
            path,
            tr("The document is damaged: a part of it is not valid XML."),
            tr("Open it in the program it was written with, and save it anew."),
        ) from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise InputProblem(
            path,
            tr("It declares a document type, as no office program writes it."),
            tr("Do not open it; ask where it comes from."),
        )
    return root
