# SPDX-License-Identifier: MIT
"""Transcripts in plain text and Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from coder_app.core.places import tr_n
from coder_app.core.records import Break, BreakKind, ImportWarning, TranscriptDraft
from coder_app.formats.cleaning import clean, refuse_unreadable
from coder_app.formats.encodings import Decoded
from coder_app.formats.transcripts.reading import Reading, read_decoded
from coder_app.formats.transcripts.speakers import find_turns

# Letters stay; what Markdown adds to a name or before a sign is its bold, as in a DOCX.
_BOLD_NAME = re.compile(r"^(\*\*|__)([^*_\n]{1,60}?)(:?)\1(:?)", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6}) +\S", re.MULTILINE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")


def read_text(data: bytes, path: Path, reading: Reading) -> TranscriptDraft:
    """Read a text file."""
    return _draft(data, path, read_decoded(data, path, reading.encoding), "txt", reading)


def read_markdown(data: bytes, path: Path, reading: Reading) -> TranscriptDraft:
    """Read Markdown: bold marks around names at line start and backslashes before signs go."""
    decoded = read_decoded(data, path, reading.encoding)
    text, names = _BOLD_NAME.subn(r"\2\3\4", decoded.text.replace("\r\n", "\n"))
    text, escapes = _ESCAPE.subn(r"\1", text)
    warnings = list(decoded.warnings)
    if names + escapes:
        sentence = tr_n(
            "{n} mark of Markdown (bold names, backslashes) was left out of the text.",
            "{n} marks of Markdown (bold names, backslashes) were left out of the text.",
            names + escapes,
        )
        warnings.append(ImportWarning(sentence=sentence))
    plain = Decoded(text, decoded.encoding, decoded.sure, tuple(warnings))
    return _draft(data, path, plain, "md", reading)


def _draft(
    data: bytes, path: Path, decoded: Decoded, kind: str, reading: Reading
) -> TranscriptDraft:
    text, cleaned = clean(decoded.text, nfc=reading.nfc)
    refuse_unreadable(text, path)
    turns, uncertain = find_turns(text)
    # The lines of the text are those of the file.
    told = (replace(warning, of_file=False) for warning in decoded.warnings)
    return TranscriptDraft(
        name=path.stem,
        text=text,
        turns=turns,
        original=data,
        format=kind,
        path=path,
        encoding=decoded.encoding,
        encoding_sure=decoded.sure,
        warnings=(*told, *cleaned, *uncertain),
        breaks=tuple(_breaks(text, is_markdown=kind == "md")),
    )


def _breaks(text: str, *, is_markdown: bool) -> Iterator[Break]:
    """Find form feeds, and the headings of Markdown."""
    for feed in re.finditer("\f(?=.)", text, re.DOTALL):  # no page begins at the end
        yield Break(kind=BreakKind.PAGE, start=feed.end())
    for heading in _HEADING.finditer(text) if is_markdown else ():
        yield Break(kind=BreakKind.HEADING, start=heading.start(), level=len(heading[1]))
