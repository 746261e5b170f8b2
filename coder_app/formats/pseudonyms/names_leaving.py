# SPDX-License-Identifier: MIT
"""No name leaves by accident: whatever is about to be written is held against a pseudonym key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

from coder_app.core.records import Sheet
from coder_app.core.report import Report, texts_in
from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.formats.pseudonyms.replacements import NamePlace, names_left

_APART = "\n\N{INVISIBLE SEPARATOR}\n"  # no letter and no space, so no name goes over it
_AT_ONCE = 200_000  # characters that are looked through together
_AROUND = 40  # characters shown at either side of a place


@dataclass(frozen=True, slots=True, kw_only=True)
class NameLeaving:
    """A name of the key in what is about to be written."""

    where: str  # "Codings: text", or the field of a record
    times: int  # in how many cells the same text stands there
    place: NamePlace  # in that text


def names_that_would_leave(going: object, key: Sequence[Pseudonym]) -> list[NameLeaving]:
    """Find the names of a key in tables, a report, a codebook or a whole project; empty is none.

    `going` is what a writer takes: one thing or several. Names of tables and their columns count
    too. A text that stands in many cells of a column is told once. Of files as they came only plain
    text is looked through.
    """
    if not key:
        return []
    often: dict[tuple[str, str], int] = {}
    for where, text in _texts(going, ""):
        often[where, text] = often.get((where, text), 0) + 1
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
        batch.append(each)
        size += len(each[1]) + len(_APART)
        if size > _AT_ONCE:
            yield batch
            batch, size = [], 0
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
                before=text[max(0, start - _AROUND) : start],
                after=text[end : end + _AROUND],
            ),
        )


# ---- texts


def _texts(thing: object, where: str) -> Iterator[_Told]:
    if isinstance(thing, str):
        if thing:
            yield where, str(thing)
    elif isinstance(thing, bytes):
        yield from _texts(_as_text(thing), where)
    elif isinstance(thing, Sheet):
        yield from _of_sheet(thing)
    elif isinstance(thing, Report):
        yield from ((thing.title, text) for text in texts_in(thing) if text)
    elif is_dataclass(thing) and not isinstance(thing, type):
        for each in fields(thing):
            yield from _texts(getattr(thing, each.name), _under(where, each.name))
    elif isinstance(thing, Mapping):
        yield from _texts([*thing.keys(), *thing.values()], where)
    elif isinstance(thing, Iterable):
        for inner in thing:
            yield from _texts(inner, where)


def _of_sheet(sheet: Sheet) -> Iterator[_Told]:
    yield sheet.name, sheet.name
    heads = [f"{sheet.name}: {column}" for column in sheet.columns]
    yield from ((sheet.name, column) for column in sheet.columns)
    for row in sheet.rows:
        for where, value in zip(heads, row, strict=True):
            if isinstance(value, str) and value:
                yield where, str(value)


def _as_text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _under(where: str, field: str) -> str:
    return f"{where}: {field}" if where else field
