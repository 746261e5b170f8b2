# SPDX-License-Identifier: MIT
"""No name leaves by accident: whatever is about to be written is held against a pseudonym key."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date, datetime
from uuid import UUID

from coder_app.core.records import Sheet
from coder_app.core.report import Report, texts_in
from coder_app.core.stopping import go_on
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.replacements import AROUND, NamePlace, Sieve, names_left

_APART = "\n\N{INVISIBLE SEPARATOR}\n"  # no letter and no space, so no name goes over it
_AT_ONCE = 200_000  # characters that are looked through together
_MUTE = frozenset({UUID, int, float, bool, type(None), datetime, date})  # hold no text
_GUID = re.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLeaving:
    """A name of the key in what is about to be written."""

    where: str  # "Codings: text", or the field of a record
    times: int  # in how many cells the same text stands there
    place: NamePlace  # in that text


def names_that_would_leave(going: object, key: Sequence[Pseudonym]) -> list[NameLeaving]:
    """Find the names of a key in tables, a report, a codebook or a whole project; empty is none.

    `going` is what a writer takes: one thing or several. Names of tables and their columns count
    too; identities (GUIDs) do not, which are made by chance. A text that stands in many cells of a
    column is told once. Of files as they came only plain text is looked through.
    """
    return _all_found(_doubtful(going, Sieve(key)), key) if key else []


def names_in(texts: Iterable[tuple[str, str]], key: Sequence[Pseudonym]) -> list[NameLeaving]:
    """Find the names of a key in texts, each given behind the words that say where it stands."""
    return _all_found(_of_texts(texts, Sieve(key)), key)


def _all_found(
    doubtful: Iterable[tuple[_Told, int]], key: Sequence[Pseudonym]
) -> list[NameLeaving]:
    often: dict[_Told, int] = {}
    for told, times in doubtful:
        often[told] = often.get(told, 0) + times
    return [
        NameLeaving(where=where, times=often[where, text], place=place)
        for batch in _batches(often)
        for where, text, place in _found(batch, key)
    ]


_Told = tuple[str, str]  # where, text


def _batches(told: Iterable[_Told]) -> Iterator[list[_Told]]:
    """Gather texts: looking through each alone takes as long as the key is big."""
    batch: list[_Told] = []
    size = 0
    for each in told:
        go_on()
        batch.append(each)
        size += len(each[1]) + len(_APART)
        if size > _AT_ONCE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _found(
    batch: Sequence[_Told], key: Sequence[Pseudonym]
) -> Iterator[tuple[str, str, NamePlace]]:
    """Look through a batch, and tell each place as it lies in its own text."""
    joined = _APART.join(text for _, text in batch)
    starts, at = [], 0
    for _, text in batch:
        starts.append(at)
        at += len(text) + len(_APART)
    number = 0
    for place in names_left(joined, key):
        while number + 1 < len(batch) and starts[number + 1] <= place.start:
            number += 1
        where, text = batch[number]
        start, end = place.start - starts[number], place.end - starts[number]
        yield (
            where,
            text,
            replace(
                place,
                start=start,
                end=end,
                line=text.count("\n", 0, start) + 1,
                before=text[max(0, start - AROUND) : start],
                after=text[end : end + AROUND],
            ),
        )


# ---- texts


def _doubtful(going: object, sieve: Sieve) -> Iterator[tuple[_Told, int]]:
    """Go through the texts that may hold a name, and how often each stands there."""
    for where, thing in _parts_of(going, ""):
        go_on()
        if isinstance(thing, Sheet):
            yield from _of_sheet(thing, sieve)
        elif _may_tell(thing, sieve):
            yield (where, str(thing)), 1


def _of_texts(texts: Iterable[_Told], sieve: Sieve) -> Iterator[tuple[_Told, int]]:
    for where, text in texts:
        go_on()
        if text and _may_tell(text, sieve):
            yield (where, text), 1


def _may_tell(text: str, sieve: Sieve) -> bool:
    return sieve.lets_through(text) and not _GUID.fullmatch(text)


def _parts_of(thing: object, where: str) -> Iterator[tuple[str, str | Sheet]]:
    """Take a thing apart, down to its texts and tables."""
    if isinstance(thing, str | Sheet):
        if thing:
            yield where, thing
    elif isinstance(thing, bytes):
        yield from _parts_of(_as_text(thing), where)
    elif isinstance(thing, Report):
        yield from ((thing.title, text) for text in texts_in(thing) if text)
    elif names := _fields(type(thing)):
        for name in names:
            value = getattr(thing, name)
            if type(value) not in _MUTE:
                yield from _parts_of(value, _under(where, name))
    elif isinstance(thing, Mapping):
        yield from _parts_of([*thing.keys(), *thing.values()], where)
    elif isinstance(thing, Iterable):
        for inner in thing:
            yield from _parts_of(inner, where)


_FIELDS: dict[type, tuple[str, ...]] = {}  # filled when first asked for


def _fields(kind: type) -> tuple[str, ...]:
    """Name the fields of a record; none of anything else."""
    if kind not in _FIELDS:
        _FIELDS[kind] = tuple(each.name for each in fields(kind)) if is_dataclass(kind) else ()
    return _FIELDS[kind]


def _of_sheet(sheet: Sheet, sieve: Sieve) -> Iterator[tuple[_Told, int]]:
    """Look through the different texts of each column; told in the order of rows."""
    for text in (sheet.name, *sheet.columns):
        if text and _may_tell(text, sieve):
            yield (sheet.name, text), 1
    found: list[tuple[int, int, str, int]] = []  # row, column, text, how often
    for place in range(len(sheet.columns)):
        cells = [row[place] for row in sheet.rows]
        counts = Counter(cell for cell in cells if isinstance(cell, str))
        doubtful = {text for text in counts if text and _may_tell(text, sieve)}
        for number, cell in enumerate(cells if doubtful else ()):
            if cell in doubtful and isinstance(cell, str):
                doubtful.remove(cell)
                found.append((number, place, str(cell), counts[cell]))
    for _, place, text, times in sorted(found):
        yield (f"{sheet.name}: {sheet.columns[place]}", text), times


def _as_text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _under(where: str, field: str) -> str:
    return f"{where}: {field}" if where else field
