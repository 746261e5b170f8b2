# SPDX-License-Identifier: MIT
"""Which bytes mean which letters: found by mark, by rule, or guessed and said so."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from coder_app.core.places import tr, tr_n
from coder_app.core.records import ImportWarning

_MARKS = (  # UTF-32 first: its little-endian mark begins like that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_COMMON = (
    *("utf-8", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257"),
    *("utf-16-le", "utf-16-be", "gb18030", "big5", "cp932", "cp949", "iso8859-15", "mac-roman"),
)
# Of equally good guesses the code page that more transcripts are written in comes first.
_RANK = {name: place for place, name in enumerate(_COMMON)}
_SAMPLE = 200_000
_LINE_END = re.compile("\r\n?|\n|\u2029")  # of all kinds that become one


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the encoding it was read in; not sure means: show it and let it be changed."""

    text: str
    encoding: str
    sure: bool
    warnings: tuple[ImportWarning, ...] = ()


def decode(data: bytes) -> Decoded:
    """Read bytes whose encoding nobody named."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lenient(data[len(mark) :], encoding, sure=True)
    wide = _wide(data)
    if wide:
        return _lenient(data, wide, sure=True)
    try:
        return Decoded(data.decode("utf-8"), "utf-8", sure=True)
    except UnicodeDecodeError:
        pass
    if _is_damaged_utf8(data):
        return _lenient(data, "utf-8", sure=False)
    guess = next((name for name in _guesses(data) if _fits(data, name)), "cp1252")
    return _lenient(data, guess, sure=False)


def decode_as(data: bytes, encoding: str) -> Decoded:
    """Read bytes in the encoding a person chose; an unknown name is a LookupError."""
    name = _plain_name(encoding)
    for mark, marked in _MARKS:
        if data.startswith(mark) and (name == marked or name in marked):
            return _lenient(data[len(mark) :], marked, sure=True)
    return _lenient(data, name, sure=True)


def candidate_encodings(data: bytes) -> tuple[str, ...]:
    """List encodings that these bytes may be in, the likeliest first."""
    first = decode(data).encoding
    if any(data.startswith(mark) for mark, _ in _MARKS):
        return (first,)
    sample = _sample(data)
    rest = [name for name in (*_guesses(data), *_COMMON) if _fits(sample, name)]
    return tuple(dict.fromkeys([first, *rest]))


def _plain_name(encoding: str) -> str:
    """Give an encoding the name we show; what is not for text is a LookupError like the unknown."""
    try:
        name = codecs.lookup(encoding).name
        b"a".decode(name, "replace")
    except (ValueError, LookupError):
        raise LookupError(encoding) from None
    return {"utf-8-sig": "utf-8"}.get(name, name)


def _lenient(data: bytes, encoding: str, *, sure: bool) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, sure)
    except UnicodeError:
        text = data.decode(encoding, "replace")
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    line = len(_LINE_END.findall(text, 0, text.find("\N{REPLACEMENT CHARACTER}"))) + 1
    sentence = tr_n(
        "{n} place could not be read as {{0}} and shows � (line {{1}}).",
        "{n} places could not be read as {{0}} and show � (the first is in line {{1}}).",
        lost,
    ).format(encoding, line)
    warning = ImportWarning(sentence=sentence, line=line, of_file=True)
    return Decoded(text, encoding, sure, (warning,))


def _wide(data: bytes) -> str:
    """Recognise UTF-16 without mark by its NULs; CJK has them beside line ends and spaces only."""
    head = data[:_SAMPLE]
    zeros = head.count(0)
    if not zeros or len(data) % 2 or (zeros < len(head) / 5 and _fits(data, "utf-8")):
        return ""
    little = _spaced(head[0::2], head[1::2])
    big = _spaced(head[1::2], head[0::2])
    encoding = "utf-16-le" if little > big else "utf-16-be"
    return encoding if little != big and _fits(data, encoding) else ""


def _spaced(low: bytes, high: bytes) -> int:
    """Count spaces, line ends and colons in 16 bits."""
    return sum(one in b"\n\r :" and other == 0 for one, other in zip(low, high, strict=False))


def _is_damaged_utf8(data: bytes) -> bool:
    """Tell a UTF-8 file with a few broken bytes from one in a legacy code page."""
    text = data[:_SAMPLE].decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    good = sum(ord(character) > 127 for character in text) - broken
    return good > 10 * broken


def _sample(data: bytes) -> bytes:
    """Cut at a line end, so that no character of several bytes is cut in two."""
    if len(data) <= _SAMPLE:
        return data
    end = data.rfind(b"\n", 0, _SAMPLE) + 1
    return data[: end or _SAMPLE]


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeError:
        return False
    return True


def _guesses(data: bytes) -> list[str]:
    """Ask charset-normalizer, the likeliest first."""
    from charset_normalizer import from_bytes

    sample = _sample(data)
    ranked = sorted(
        from_bytes(sample),
        key=lambda match: (
            round(match.chaos, 2),
            -round(match.coherence, 1),
            _RANK.get(_plain_name(match.encoding), len(_RANK)),
        ),
    )
    names = [_plain_name(match.encoding) for match in ranked]
    if names and _fits(sample, "cp1252") and sample.decode("cp1252") == str(ranked[0]):
        names.insert(0, "cp1252")  # code pages that read alike are told by their usual name
    return names


def unknown_encoding(encoding: str) -> tuple[str, str]:
    """Say what is wrong with a name that is no encoding, and what to do."""
    return (
        tr("“{0}” is no encoding that this program knows.").format(encoding),
        tr("Choose one from the list, for example utf-8 or cp1252."),
    )
