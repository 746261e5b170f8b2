# SPDX-License-Identifier: MIT
"""A transcript from any kind of file: `read_transcript` picks the reader by content and suffix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.core.records import TranscriptDraft
from coder_app.formats.limits import Archive, read_bytes
from coder_app.formats.transcripts.captions import read_srt, read_vtt
from coder_app.formats.transcripts.docx import read_docx
from coder_app.formats.transcripts.html_page import read_html
from coder_app.formats.transcripts.languages import guess_language
from coder_app.formats.transcripts.odt import is_odf, read_odt
from coder_app.formats.transcripts.pdf import read_pdf
from coder_app.formats.transcripts.plain_text import read_markdown, read_text
from coder_app.formats.transcripts.reading import Reading
from coder_app.formats.transcripts.rtf import read_rtf
from coder_app.formats.transcripts.spoken_table import read_spoken_table
from coder_app.formats.transcripts.whisper import read_json

Reader = Callable[[bytes, Path, Reading], TranscriptDraft]

_READERS: dict[str, Reader] = {  # an explicit list: a new format is one reader and one line here
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".docx": read_docx,
    ".odt": read_odt,
    ".fodt": read_odt,
    ".rtf": read_rtf,
    ".pdf": read_pdf,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".vtt": read_vtt,
    ".srt": read_srt,
    ".json": read_json,
    ".csv": read_spoken_table,
    ".tsv": read_spoken_table,
    ".xlsx": read_spoken_table,
}
TRANSCRIPT_SUFFIXES = tuple(_READERS)

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKED: tuple[tuple[bytes, Reader], ...] = (  # first bytes that tell a format, whatever its name
    (b"%PDF", read_pdf),
    (b"{\\rtf", read_rtf),
    (b"WEBVTT", read_vtt),
)
_NAMED = (  # what the first bytes are, where that is no transcript
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"SQLite format 3\0", "SQLite"),
    (b"ID3", "MP3"),
    (b"RIFF", "WAV"),
    (b"OggS", "OGG"),
)


def read_transcript(
    path: Path, *, encoding: str | None = None, nfc: bool = False
) -> TranscriptDraft:
    """Read a transcript into memory; whatever is wrong with the file is an `InputProblem`.

    `encoding` overrides what was found out about a text file; `nfc` composes accents (NFC).
    """
    path = Path(path)
    return read_content(read_bytes(path), path, Reading(encoding=encoding, nfc=nfc))


def read_content(data: bytes, path: Path, reading: Reading) -> TranscriptDraft:
    """Read the bytes of a transcript that is called `path`, wherever they come from."""
    if not data:
        raise InputProblem(path, tr("It is empty."), tr("Choose another file."))
    draft = _reader(data, path)(data, path, reading)
    guess = None if draft.language else guess_language(draft.text)
    return replace(draft, language=guess.language) if guess and guess.sure else draft


def _reader(data: bytes, path: Path) -> Reader:
    """Choose by content; the suffix decides where content tells nothing."""
    if data.startswith(_OLE):
        raise _old_office(path, data)
    if data.startswith(_ZIP):
        return _of_archive(Archive(data, path), path)
    for mark, name in _NAMED:
        if data.startswith(mark):
            raise _unreadable(path, tr("Its content is {0}.").format(name))
    begin = data[:64].lstrip(b"\xef\xbb\xbf \r\n\t")
    for mark, reader in _MARKED:
        if begin.startswith(mark):
            return reader
    found = _READERS.get(path.suffix.casefold())
    if found is None:
        raise _unreadable(path, tr("Files of this kind cannot be read yet."))
    return found


def _of_archive(archive: Archive, path: Path) -> Reader:
    if is_odf(archive):
        return read_odt
    if "xl/workbook.xml" in archive:
        return read_spoken_table
    if path.suffix.casefold() != ".docx" and "[Content_Types].xml" not in archive:
        what = tr("It is an archive of files.")
        raise InputProblem(path, what, tr("Unpack it, and choose the transcripts in it."))
    return read_docx


def _unreadable(path: Path, what: str) -> InputProblem:
    remedy = tr("Save it as one of these: {0}.").format("TXT, DOCX, ODT, RTF, PDF, HTML, VTT, SRT")
    return InputProblem(path, what, remedy)


def _old_office(path: Path, data: bytes) -> InputProblem:
    if "EncryptedPackage".encode("utf-16-le") in data:  # how Office wraps what it encrypts
        what = tr("It is protected by a password.")
        return InputProblem(path, what, tr("Save a copy without password, and choose that."))
    what = tr("This is a document of an old Office program (DOC, XLS).")
    return InputProblem(path, what, tr("Save it as DOCX."))
