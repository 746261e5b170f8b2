# SPDX-License-Identifier: MIT
"""The table of names and their pseudonyms, and the log of replacements, each a file of its own.

Kept apart from the data, as the UK Data Service advises: who has one should not need the other.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.core.records import Sheet
from coder_app.formats.cells import read_tables
from coder_app.formats.cleaning import clean
from coder_app.formats.datasets.csv_file import write_csv
from coder_app.formats.datasets.workbook import write_workbook

MAX_NAMES = 20_000

_NAME = re.compile(r"(?:real |original |true |full )?names?|original|who|from|nom|nombre|klarname")
_PSEUDONYM = re.compile(r"pseudonyms?|alias|replacement|replace(?:d)? (?:by|with)|changed? to|to")
_NOTE = re.compile(r"notes?|kind|type|remarks?|comment")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")  # an apostrophe that keeps Excel from running a formula


@dataclass(frozen=True, slots=True, kw_only=True)
class Pseudonym:
    """What stands for a name, or for an address or number that names somebody."""

    name: str
    pseudonym: str
    note: str = ""  # such as "person", "place", "e-mail address"


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    """One line of the log: what was changed to what, and where."""

    transcript: str
    line: int
    original: str
    changed_to: str


def read_key(path: Path) -> tuple[Pseudonym, ...]:
    """Read a table of names and pseudonyms (CSV, TSV, XLSX), with or without a row of heads."""
    path = Path(path)
    rows = islice(read_tables(path).rows(), MAX_NAMES + 2)
    table = [[_cell(cell) for cell in row] for row in rows]
    if len(table) > MAX_NAMES + 1:
        what = tr("It has more than {0:,} names.").format(MAX_NAMES)
        raise InputProblem(path, what, tr("Split it."))
    columns, first = _columns(table[0] if table else [])
    found: dict[str, Pseudonym] = {}
    for number, row in enumerate(table[first:], start=first + 1):
        name, pseudonym, note = (_at(row, place) for place in columns)
        before = found.get(name.casefold())
        if name and not pseudonym:
            what = tr("Row {0}: “{1}” has no pseudonym.").format(number, name)
            raise InputProblem(path, what, tr("Give it one, or delete the row."))
        if before and before.pseudonym.casefold() != pseudonym.casefold():
            what = tr("Row {0}: “{1}” has another pseudonym above.").format(number, name)
            raise InputProblem(path, what, tr("Keep one of the rows."))
        if name and not before:
            entry = Pseudonym(name=name, pseudonym=pseudonym, note=note)
            found[name.casefold()] = entry
    if not found:
        what = tr("There are no names in it.")
        raise InputProblem(path, what, tr("Write names in one column, pseudonyms in the next."))
    return tuple(found.values())


def _cell(cell: str) -> str:
    text = " ".join(clean(cell)[0].split())
    return text[1:] if _GUARDED.match(text) else text


def _at(row: Sequence[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _columns(head: Sequence[str]) -> tuple[tuple[int | None, int | None, int | None], int]:
    """Find the columns by their heads, and how many rows are head; else the first two count."""

    def place(pattern: re.Pattern[str]) -> int | None:
        heads = (pattern.fullmatch(cell.casefold()) for cell in head)
        return next((at for at, found in enumerate(heads) if found), None)

    name, pseudonym, note = place(_NAME), place(_PSEUDONYM), place(_NOTE)
    if name is None or pseudonym is None:
        return (0, 1, 2), 0
    return (name, pseudonym, note), 1


def write_key(key: Iterable[Pseudonym], path: Path) -> None:
    """Write the table, as CSV or as a workbook."""
    rows: list[tuple[object, ...]] = [(e.name, e.pseudonym, e.note) for e in key]
    _write(Sheet(name=tr("Key"), columns=("name", "pseudonym", "note"), rows=rows), path)


def write_log(log: Iterable[Replaced], path: Path) -> None:
    """Write what was replaced where: transcript, line, original, changed to."""
    rows: list[tuple[object, ...]] = [
        (each.transcript, each.line, each.original, each.changed_to) for each in log
    ]
    columns = ("transcript", "line", "original", "changed to")
    _write(Sheet(name=tr("Replacements"), columns=columns, rows=rows), path)


def _write(sheet: Sheet, path: Path) -> None:
    if path.suffix.casefold() == ".xlsx":
        write_workbook([sheet], path)
    else:
        write_csv([sheet], path)


def doubts(key: Sequence[Pseudonym]) -> Iterator[str]:
    """Say what a person should look at in a key: pseudonyms that are names, or stand for two."""
    names = {entry.name.casefold() for entry in key}
    counts = Counter(entry.pseudonym.casefold() for entry in key)
    told = {entry.pseudonym.casefold(): entry.pseudonym for entry in key}
    for pseudonym, written in told.items():
        if pseudonym.strip("[]") in names:
            yield tr("“{0}” is a pseudonym, and a name in the key as well.").format(written)
        if counts[pseudonym] > 1:
            yield tr("“{0}” stands for {1} names. Check that all are one person’s.").format(
                written, counts[pseudonym]
            )
