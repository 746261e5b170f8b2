# SPDX-License-Identifier: MIT
"""How a file is to be read, where there is a choice; the same for all readers."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.formats.cleaning import refuse_binary
from coder_app.formats.encodings import Decoded, decode, decode_as, unknown_encoding

_BEGIN = 65_536
_MOST_ZEROS = 0.6  # of the bytes: UTF-16 has half of them at most
_WIDEST = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the person wants of a reader; a reader takes what concerns it."""

    encoding: str | None = None  # None: found out
    nfc: bool = False  # compose accents
    drop_running_heads: bool = True  # of PDF: heads, feet and page numbers
    join_captions: bool = True  # of one voice; otherwise each caption is a turn


def read_decoded(data: bytes, path: Path, encoding: str | None) -> Decoded:
    """Turn bytes into letters: in the encoding asked for, or in the one found."""
    begin = data[:_BEGIN]
    if begin.count(0) > _MOST_ZEROS * len(begin) and not begin.startswith(_WIDEST):
        refuse_binary("\0" * 99, path)
    try:
        decoded = decode(data) if encoding is None else decode_as(data, encoding)
    except LookupError:
        raise InputProblem(path, *unknown_encoding(encoding or "")) from None
    refuse_binary(decoded.text, path)
    return decoded
