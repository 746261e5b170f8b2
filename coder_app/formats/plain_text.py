# SPDX-License-Identifier: MIT
"""Transcripts in plain text and Markdown."""

from __future__ import annotations

import re
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr_n
from coder_app.core.records import ImportWarning, TranscriptDraft
from coder_app.formats.cleaning import clean, refuse_binary, refuse_unreadable
from coder_app.formats.encodings import Decoded, decode, decode_as, unknown_encoding
from coder_app.formats.speakers import find_turns

# Letters stay; what Markdown adds to a name or before a sign is its bold, as in a DOCX.
_BOLD_NAME = re.compile(r"^(\*\*|__)([^*_\n]{1,60}?)(:?)\1(:?)", re.MULTILINE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!>~|])")


def read_decoded(data: bytes, path: Path, encoding: str | None) -> Decoded:
    """Turn bytes into letters: in the encoding asked for, or in the one found."""
    try:
        decoded = decode(data) if encoding is None else decode_as(data, encoding)
    except LookupError:
        raise InputProblem(path, *unknown_encoding(encoding or "")) from None
    refuse_binary(decoded.text, path)
    return decoded


def read_text(data: bytes, path: Path, encoding: str | None, *, nfc: bool) -> TranscriptDraft:
    """Read a text file."""
    return _draft(data, path, read_decoded(data, path, encoding), "txt", nfc=nfc)


def read_markdown(data: bytes, path: Path, encoding: str | None, *, nfc: bool) -> TranscriptDraft:
    """Read Markdown: bold marks around names at line start and backslashes before signs go."""
    decoded = read_decoded(data, path, encoding)
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
    return _draft(data, path, plain, "md", nfc=nfc)


def _draft(data: bytes, path: Path, decoded: Decoded, kind: str, *, nfc: bool) -> TranscriptDraft:
    text, cleaned = clean(decoded.text, nfc=nfc)
    refuse_unreadable(text, path)
    turns, uncertain = find_turns(text)
    return TranscriptDraft(
        name=path.stem,
        text=text,
        turns=turns,
        original=data,
        format=kind,
        path=path,
        encoding=decoded.encoding,
        encoding_sure=decoded.sure,
        warnings=(*decoded.warnings, *cleaned, *uncertain),
    )
