# SPDX-License-Identifier: MIT
"""Bounds for a PDF before pdfium sees it, which itself knows none.

It decodes what it is given, and draws forms within forms as often as they call one another: a few
lines can take hours and all memory, and nothing can stop it then.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.formats.limits import megabytes

MAX_STREAM = 8 * 2**20  # bytes; drawing commands take 90 times as much memory
_MOST_STREAMS = 200_000
_MOST_DRAWN = 20_000  # forms that one page or form draws, with all that are in these
_MOST_TIMES_PACKED = 4
_LOOKED_AT = 65_536
_HEAD = 4_000  # bytes before a stream in which its description lies

_STREAM = re.compile(rb"stream\r?\n")
_OBJECT = re.compile(rb"(?<!\d)(\d{1,10})\s+\d{1,5}\s+obj\b")
_IS_PACKED = (b"\x78\x01", b"\x78\x5e", b"\x78\x9c", b"\x78\xda", b"\x68\x81")
_PRINTED = bytes((9, 10, 13, *range(32, 127)))
_IS_FORM = re.compile(rb"/Subtype\s*/Form\b")
_DRAWS = re.compile(rb"/([^\s/<>\[\]()]{1,60})\s+Do\b")
_RESOURCES = re.compile(rb"/Resources\s*(?:(\d{1,10})\s+\d{1,5}\s+R|(?=<<))")
_DRAWN = re.compile(rb"/XObject\s*(?:(\d{1,10})\s+\d{1,5}\s+R|<<([^<>]*)>>)")
_ESCAPED = re.compile(rb"#([0-9a-fA-F]{2})")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]{1,60})\s+(\d{1,10})\s+\d{1,5}\s+R")


@dataclass(slots=True)
class _Form:
    """A drawing that others may call, or a page: its description, and the names it calls."""

    head: bytes
    calls: list[bytes] = field(default_factory=list)


def refuse_bombs(data: bytes, path: Path) -> None:
    """Unpack each stream to a limit, and stop at one that has more, or draws without end."""
    forms: dict[int, _Form] = {}
    packed: list[bytes] = []  # streams of objects
    for start, end, number, head in _streams(data, path):
        is_large_kind = any(mark in head for mark in (b"/Image", b"/Length1", b"/FontFile"))
        if is_large_kind and not _looks_like_commands(data, start, end):
            continue  # nobody looks at pictures here, and a scanned book would take long
        content = _unpacked(data, start, end, MAX_STREAM)
        if len(content) > MAX_STREAM:
            what = tr("Unpacked a part of it has more than {0}.").format(megabytes(MAX_STREAM))
            raise InputProblem(path, what, tr("Print it to a new PDF, or save it as plain text."))
        if b"/ObjStm" in head:
            packed.append(content)
            continue
        # What is no form may be a page, which nothing draws; none has a number below 0.
        key = number if _IS_FORM.search(head) else -1 - start
        form = forms.setdefault(key, _Form(head))
        form.calls += map(_spelled, _DRAWS.findall(content))
    if any(form.calls for form in forms.values()) and _draw_without_end(data, packed, forms):
        what = tr("It draws far more than a page can show.")
        raise InputProblem(path, what, tr("Print it to a new PDF, or save it as plain text."))


def _streams(data: bytes, path: Path) -> Iterator[tuple[int, int, int, bytes]]:
    """Give where each stream begins and ends, the number of its object, and its description."""
    ends = [match.start() for match in re.finditer(b"endstream", data)]
    after = 0
    for count, match in enumerate(_STREAM.finditer(data)):
        if count > _MOST_STREAMS:
            what = tr("It has far more parts than a text needs.")
            raise InputProblem(path, what, tr("Print it to a new PDF, or save it as plain text."))
        place = bisect_left(ends, match.end())
        end = ends[place] if place < len(ends) else len(data)
        number, head = _described(data, max(after, match.start() - _HEAD), match.start())
        yield match.end(), end, number, _spelled(head)
        after = match.end()


def _described(data: bytes, after: int, start: int) -> tuple[int, bytes]:
    """Give number and description of the object whose stream begins at a place; -1 for none."""
    begun = data.rfind(b" obj", after, start)
    if begun < 0:
        return -1, data[after:start]
    number = _OBJECT.search(data, max(after, begun - 20), begun + 4)
    return int(number[1]) if number else -1, data[begun + 4 : start]


def _spelled(name: bytes) -> bytes:
    """Write what stands as #41 as A, as names may have it."""
    return _ESCAPED.sub(lambda code: bytes.fromhex(code[1].decode()), name)


# ---- streams


def _looks_like_commands(data: bytes, start: int, end: int) -> bool:
    """Tell drawing commands, whatever they are called, from the bytes of pictures and fonts."""
    begin = _inflated(data, start, end, _LOOKED_AT)
    return len(begin.translate(None, _PRINTED)) < len(begin) / 10


def _unpacked(data: bytes, start: int, end: int, limit: int) -> bytes:
    """Give what a stream is unpacked, also if it was packed more than once; a byte over is much."""
    for _ in range(_MOST_TIMES_PACKED):
        if not data.startswith(_IS_PACKED, start):
            break
        data = _inflated(data, start, end, limit)
        start, end = 0, len(data)
    return data[start : min(end, start + limit + 1)]


def _inflated(data: bytes, start: int, end: int, limit: int) -> bytes:
    """Unpack as far as the limit goes, in growing bites: most streams are small."""
    unpacker, out, bite = zlib.decompressobj(), bytearray(), 1024
    try:
        while start < end and not unpacker.eof and len(out) <= limit:
            out += unpacker.decompress(data[start : min(end, start + bite)], limit + 1 - len(out))
            start, bite = start + bite, min(2 * bite, 2**20)
    except zlib.error:
        pass  # a damaged end; pdfium takes what there is, too
    return bytes(out)


# ---- forms that call forms


def _draw_without_end(data: bytes, packed: list[bytes], forms: Mapping[int, _Form]) -> bool:
    """Tell whether a form calls itself, or one calls others more often than one can wait for."""
    objects = _Objects(data, packed)
    called = {number: _called(form, objects, forms) for number, form in forms.items()}
    drawn: dict[int, int] = {}
    for start in called:
        line = [start]  # forms on the way down, each inside the one before
        while line:
            number = line[-1]
            inner = next((n for n in called[number] if n not in drawn), None)
            if inner in line:
                return True
            if inner is not None:
                line.append(inner)
                continue
            drawn[number] = 1 + sum(n * drawn[other] for other, n in called[number].items())
            if drawn[number] > _MOST_DRAWN:
                return True
            line.pop()
    return False


def _called(form: _Form, objects: _Objects, forms: Mapping[int, _Form]) -> dict[int, int]:
    """Count how often a form or page calls each form."""
    names = objects.drawn_by(form.head)
    counts: dict[int, int] = {}
    for name in form.calls:
        for number in names.get(name, ()):
            if number in forms:
                counts[number] = counts.get(number, 0) + 1
    return counts


class _Objects:
    """The objects of a file that are no streams, found by number when asked for."""

    def __init__(self, data: bytes, packed: list[bytes]) -> None:
        self._data = data
        self._places: dict[int, list[int]] = {}
        for match in _OBJECT.finditer(data):
            self._places.setdefault(int(match[1]), []).append(match.end())
        self._packed = dict(pair for content in packed for pair in _objects_in(content))
        every = [data, *packed]
        self._any = _names([text for content in every for text in self._inner(content)])

    def drawn_by(self, head: bytes) -> dict[bytes, set[int]]:
        """Give what a form's names mean, by the resources it has, else by those of any page."""
        found = _RESOURCES.search(head)
        if found is None:
            return self._any
        texts = self._texts(int(found[1])) if found[1] else [head[found.end() :]]
        return _names([inner for text in texts for inner in self._inner(text)])

    def _inner(self, text: bytes) -> Iterator[bytes]:
        for match in _DRAWN.finditer(text):
            yield from self._texts(int(match[1])) if match[1] else (match[2],)

    def _texts(self, number: int) -> list[bytes]:
        """Give an object in all its versions: which one counts is not known here."""
        texts = [self._data[at : at + _HEAD] for at in self._places.get(number, ())]
        texts = [_spelled(text.partition(b"endobj")[0]) for text in texts]
        return [*texts, self._packed.get(number, b"")]


def _objects_in(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Give the objects of a stream of them: first their numbers and places, then they."""
    match = re.match(rb"(?:\s*\d{1,10}\s+\d{1,10})+\s*", content)
    if match is None:
        return
    numbers = [int(each) for each in match[0].split()]
    first = match.end()
    for number, place in zip(numbers[0::2], numbers[1::2], strict=False):
        yield number, content[first + place : first + place + _HEAD]


def _names(texts: list[bytes]) -> dict[bytes, set[int]]:
    found: dict[bytes, set[int]] = {}
    for text in texts:
        for name, number in _NAMED.findall(text):
            found.setdefault(name, set()).add(int(number))
    return found
