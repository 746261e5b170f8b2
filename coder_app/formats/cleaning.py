# SPDX-License-Identifier: MIT
"""What a text may hold: line ends as LF, and no character that windows or databases cannot keep."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr, tr_n
from coder_app.core.records import ImportWarning
from coder_app.formats.limits import MAX_LINES, MAX_TEXT

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

# U+FDD0 and U+FDD1 split a block in Qt's documents, PostgreSQL refuses NUL, UTF-8 lone surrogates.
_UNKEEPABLE = re.compile("[\x00\ud800-\udfff\ufdd0\ufdd1]")
_UNSPACED = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
_SAMPLE = 1_000_000  # characters
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f]")


def clean(text: str, *, nfc: bool = False) -> tuple[str, tuple[ImportWarning, ...]]:
    """Give the text as it is kept, and sentences about what had to be changed in it."""
    if text.isascii() and "\r" not in text and "\0" not in text:
        return text, ()  # most pieces of most documents
    warnings = []
    text = text.lstrip(BOM).replace("\r\n", "\n").replace("\r", "\n")
    if nfc:
        text = unicodedata.normalize("NFC", text)
    separators = text.count("\N{PARAGRAPH SEPARATOR}")
    if separators:
        text = text.replace("\N{PARAGRAPH SEPARATOR}", "\n")
        warnings.append(
            tr_n(
                "{n} paragraph separator became a line end.",
                "{n} paragraph separators became line ends.",
                separators,
            )
        )
    first = _UNKEEPABLE.search(text)
    line = text.count("\n", 0, first.start()) + 1 if first else None
    text, replaced = _UNKEEPABLE.subn(REPLACEMENT, text)
    if replaced:
        warnings.append(
            tr_n(
                "{n} character that no text can hold was replaced by �.",
                "{n} characters that no text can hold were replaced by �.",
                replaced,
            )
        )
    told = [ImportWarning(sentence=sentence) for sentence in warnings]
    if replaced:
        told[-1] = ImportWarning(sentence=warnings[-1], line=line)
    return text, tuple(told)


def is_unspaced(before: str, after: str) -> bool:
    """Tell whether two pieces of text are joined without a space: Chinese and Japanese are."""
    return bool(before and after and _UNSPACED.match(before[-1]) and _UNSPACED.match(after[0]))


def run_on(pieces: Sequence[str]) -> str:
    """Put pieces of text one after the other, with a space between where the script has one."""
    parts = [*pieces[:1]]
    for before, piece in pairwise(pieces):
        parts += ["" if is_unspaced(before, piece) else " ", piece]
    return "".join(parts)


def refuse_unreadable(text: str, path: Path) -> None:
    """Stop at what is no transcript: nothing in it, or far too much."""
    if not text.strip():
        raise InputProblem(path, tr("There is no text in it."), tr("Choose another file."))
    if len(text) > MAX_TEXT:
        what = tr("It has {0:,} characters, and {1:,} is the limit.").format(len(text), MAX_TEXT)
        raise InputProblem(path, what, tr("Split it into several files."))
    refuse_lines(text.count("\n"), path)


def refuse_lines(count: int, path: Path) -> None:
    """Stop at more lines than a transcript has."""
    if count > MAX_LINES:
        what = tr("It has {0:,} lines, and {1:,} is the limit.").format(count, MAX_LINES)
        raise InputProblem(path, what, tr("Split it into several files."))


def refuse_binary(text: str, path: Path) -> None:
    """Stop at decoded bytes that are full of control characters."""
    sample = text[:_SAMPLE]
    controls = len(_CONTROLS.findall(sample))
    if controls > 20 and controls > len(sample) / 20:
        raise InputProblem(
            path,
            tr("This does not look like text."),
            tr("Choose a transcript saved as text, Word document (DOCX) or VTT."),
        )
