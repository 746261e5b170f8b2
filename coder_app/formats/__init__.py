# SPDX-License-Identifier: MIT
"""Foreign files and records: `read_transcript` picks the reader by content and suffix."""

from __future__ import annotations

from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.core.records import TranscriptDraft
from coder_app.formats.captions import read_vtt
from coder_app.formats.docx import read_docx
from coder_app.formats.limits import read_bytes
from coder_app.formats.plain_text import read_markdown, read_text
from coder_app.formats.reading import Reading

_READERS = {  # an explicit list: a new format is one reader and one line here
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".vtt": read_vtt,
}
TRANSCRIPT_SUFFIXES = (*_READERS, ".docx")

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMED = (  # what the first bytes are, where that is no transcript
    (b"%PDF", "PDF"),
    (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"SQLite format 3\0", "SQLite"),
    (b"ID3", "MP3"),
)


def read_transcript(
    path: Path, *, encoding: str | None = None, nfc: bool = False
) -> TranscriptDraft:
    """Read a transcript into memory; whatever is wrong with the file is an `InputProblem`.

    `encoding` overrides what was found out about a text file; `nfc` composes accents (NFC).
    """
    path = Path(path)
    data = read_bytes(path)
    suffix = path.suffix.casefold()
    reading = Reading(encoding=encoding, nfc=nfc)
    if not data:
        raise InputProblem(path, tr("It is empty."), tr("Choose another file."))
    if data.startswith(_OLE):
        raise _old_office(path, data)
    if data.startswith(_ZIP) or suffix == ".docx":
        return read_docx(data, path, reading)
    for mark, name in _NAMED:
        if data.startswith(mark):
            raise _unreadable(path, tr("Its content is {0}.").format(name))
    if data.lstrip(b"\xef\xbb\xbf").startswith(b"WEBVTT"):
        return read_vtt(data, path, reading)
    reader = _READERS.get(suffix)
    if reader is None:
        raise _unreadable(path, tr("Files of this kind cannot be read yet."))
    return reader(data, path, reading)


def _unreadable(path: Path, what: str) -> InputProblem:
    kinds = ", ".join(suffix.lstrip(".").upper() for suffix in (".txt", ".md", ".docx", ".vtt"))
    return InputProblem(path, what, tr("Save it as one of these: {0}.").format(kinds))


def _old_office(path: Path, data: bytes) -> InputProblem:
    if "EncryptedPackage".encode("utf-16-le") in data:  # how Office wraps what it encrypts
        what = tr("It is protected by a password.")
        return InputProblem(path, what, tr("Save a copy without password, and choose that."))
    what = tr("This is a document of an old Office program (DOC, XLS).")
    return InputProblem(path, what, tr("Save it as DOCX."))
