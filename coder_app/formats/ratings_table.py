# SPDX-License-Identifier: MIT
"""A plain table of units × raters from a CSV, TSV or Excel file.

The first row names the raters. A first column that names units is recognised; empty cells, NA and
a full stop are missing ratings; what looks like a number is one.
"""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.formats.encodings import decode
from coder_app.formats.limits import MAX_MEMBER, Archive, megabytes, read_bytes

Rating = int | float | str

TABLE_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")
MAX_UNITS = 100_000
MAX_COLUMNS = 200
MAX_VALUES = 2_000  # different ones; every pair of them is compared

_MISSING = frozenset({"", ".", "NA", "N/A", "#N/A", "NaN", "nan"})
_UNIT_HEADS = frozenset({"", "unit", "units", "id", "segment", "segments"})
_DELIMITERS = "\t;,|"
_NUMBER = re.compile(
    r"[-+]?(?:[0-9]{1,15}(?:[.,][0-9]{1,15})?|[.,][0-9]{1,15})(?:[eE][-+]?[0-9]{1,2})?"
)
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # how Excel is told
_ERRORS = ("#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
_MOST_ROWS = 1_048_576  # of an Excel sheet, most of them blank
_LOOKED_AT = 100  # rows that tell how cells are parted

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingsFile:
    """What a file says: a row of ratings for each rater, None where there is none."""

    raters: tuple[str, ...]
    units: tuple[str, ...]
    ratings: tuple[tuple[Rating | None, ...], ...]  # raters × units


def read_ratings(path: Path) -> RatingsFile:
    """Read a table; whatever is wrong with the file is an `InputProblem`."""
    path = Path(path)
    data = read_bytes(path, limit=MAX_MEMBER)
    if not data:
        raise InputProblem(path, tr("It is empty."), tr("Choose another file."))
    if data.startswith(_OLE):
        what = tr("This is a workbook of an old Excel, or one with a password.")
        raise InputProblem(path, what, tr("Save it as XLSX without password, or as CSV."))
    read = _of_workbook if data.startswith(_ZIP) else _of_text
    return _table(_bounded(read(data, path), path), path)


# ---- rows of cells


def _of_text(data: bytes, path: Path) -> Iterator[list[str]]:
    text = decode(data).text
    told = _SEPARATOR.match(text)
    text = text[told.end() :] if told else text
    parted_by = told[1] if told else _delimiter(text)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=parted_by)
    except csv.Error:
        what = tr("It is no table of short cells: a quotation mark may never be closed.")
        raise InputProblem(path, what, tr("Save it anew as CSV.")) from None


def _delimiter(text: str) -> str:
    """Find what parts the cells: most rows have as many as the first, and the first has many."""

    def fit(delimiter: str) -> tuple[float, int]:
        try:
            reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
            widths = [len(row) for row in islice(reader, _LOOKED_AT) if row]
        except csv.Error:
            return 0.0, 0
        if not widths or widths[0] < 2:
            return 0.0, 0
        return widths.count(widths[0]) / len(widths), widths[0]

    return max(_DELIMITERS, key=fit)


def _of_workbook(data: bytes, path: Path) -> list[list[str]]:
    """Read the first sheet; openpyxl sees only an archive whose parts were looked at before."""
    _refuse_wicked(data, path)
    try:
        results, formulas = (_first_sheet(data, stored=stored) for stored in (True, False))
    except Exception:  # noqa: BLE001 - openpyxl raises whatever a damaged part makes it stumble on
        what = tr("The workbook is damaged or holds no sheet of cells.")
        remedy = tr("Open it in Excel, and save it anew or as CSV.")
        raise InputProblem(path, what, remedy) from None
    _refuse_uncalculated(results, formulas, path)
    return [[_cell(value, number, path) for value in row] for number, row in enumerate(results, 1)]


def _first_sheet(data: bytes, *, stored: bool) -> list[tuple[object, ...]]:
    """Read cells: the stored results of formulas, or the formulas."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that are not looked at
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=stored, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what a file says of its size is not to be trusted
        return list(islice(sheet.iter_rows(values_only=True), _MOST_ROWS))


def _refuse_uncalculated(
    results: list[tuple[object, ...]], formulas: list[tuple[object, ...]], path: Path
) -> None:
    """Refuse a sheet of formulas none of which has a result: their ratings would be missing."""
    found = [
        value
        for row, behind in zip(results, formulas, strict=True)
        for value, formula in zip(row, behind, strict=True)
        if not isinstance(formula, str | int | float | date | None) or str(formula)[:1] == "="
    ]
    if found and all(value is None for value in found):
        what = tr("Its formulas have no stored results.")
        raise InputProblem(path, what, tr("Open it in Excel, and save it anew."))


def _refuse_wicked(data: bytes, path: Path) -> None:
    """Unpack each part within bounds, and refuse what declares a document type."""
    archive, size = Archive(data, path), 0
    for name in archive:
        part = archive.read(name)
        size += len(part)
        if size > MAX_MEMBER:
            what = tr("Unpacked it has more than {0}.").format(megabytes(MAX_MEMBER))
            raise InputProblem(path, what, tr("Save its first sheet as CSV."))
        if b"<!DOCTYPE" in part.replace(b"\0", b""):
            what = tr("It declares a document type, as no office program writes it.")
            raise InputProblem(path, what, tr("Do not open it; ask where it comes from."))


def _cell(value: object, row: int, path: Path) -> str:
    if isinstance(value, date):  # a moment is one too
        return value.isoformat().removesuffix("T00:00:00")
    text = "" if value is None else str(value)
    if text in _ERRORS:
        what = tr("A formula in row {0} gives {1}.").format(row, text)
        raise InputProblem(path, what, tr("Correct it in Excel, and save it."))
    return text


def _bounded(rows: Iterable[list[str]], path: Path) -> list[list[str]]:
    """Trim cells, leave out blank rows and what is blank on the right, and stop in time."""
    kept: list[list[str]] = []
    for number, row in enumerate(rows, start=1):
        cells = [cell.strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MAX_COLUMNS:
            what = tr("Row {0} has more than {1} columns.").format(number, MAX_COLUMNS)
            raise InputProblem(path, what, tr("Keep one row a unit and one column a rater."))
        if cells:
            kept.append(cells)
        if len(kept) > MAX_UNITS + 1:
            what = tr("It has more than {0} rows.").format(f"{MAX_UNITS:,}")
            raise InputProblem(path, what, tr("Split it."))
    return kept


# ---- the table


def _table(rows: list[list[str]], path: Path) -> RatingsFile:
    if len(rows) < 2:
        what = tr("It has no row below the one that names the raters.")
        raise InputProblem(path, what, tr("Give each unit a row."))
    width = max(map(len, rows))
    head, *body = [row + [""] * (width - len(row)) for row in rows]
    columns = list(zip(*body, strict=True))
    named = _names_units(head, columns)
    raters = head[1:] if named else head
    _refuse_nameless(raters, width - len(raters), path)
    units = columns[0] if named else tuple(str(number) for number in range(1, len(body) + 1))
    ratings = tuple(tuple(map(_rating, column)) for column in columns[named:])
    different = {rating for row in ratings for rating in row}
    if len(different) > MAX_VALUES:
        what = tr("It has more than {0} different ratings.").format(f"{MAX_VALUES:,}")
        raise InputProblem(path, what, tr("Round them, or leave out columns that are no ratings."))
    return RatingsFile(raters=tuple(raters), units=units, ratings=ratings)


def _names_units(head: Sequence[str], columns: Sequence[tuple[str, ...]]) -> bool:
    """Tell whether the first column names units, by its head or by its cells.

    By cells: all filled and different, none found in another column, while a rater repeats
    herself; numbers beside numbers only if they count up.
    """
    if head[0].casefold() in _UNIT_HEADS:
        return True
    first, others = columns[0], columns[1:]
    elsewhere = {cell for column in others for cell in column} - _MISSING
    if len(set(first)) < len(first) or _MISSING & set(first) or elsewhere & set(first):
        return False
    if not any(_repeats(column) for column in others):
        return False
    numbers = [_rating(cell) for cell in first]
    if any(isinstance(number, str) for number in numbers):
        return True
    if any(isinstance(_rating(cell), str) for cell in elsewhere):
        return True
    return all(
        isinstance(a, int) and isinstance(b, int) and b - a == 1 for a, b in pairwise(numbers)
    )


def _repeats(column: Sequence[str]) -> bool:
    given = [cell for cell in column if cell not in _MISSING]
    return len(set(given)) < len(given)


def _refuse_nameless(raters: Sequence[str], before: int, path: Path) -> None:
    if len(raters) < 2:
        what = tr("It has fewer than two columns of ratings.")
        raise InputProblem(
            path, what, tr("Give each rater a column, with a name in the first row.")
        )
    for place, name in enumerate(raters, start=before + 1):
        if not name:
            what = tr("Column {0} has ratings but no name.").format(place)
            raise InputProblem(path, what, tr("Name every rater in the first row."))
        if raters.index(name) < place - before - 1:
            what = tr("Two columns are called “{0}”.").format(name)
            raise InputProblem(path, what, tr("Give each rater a name of their own."))


def _rating(cell: str) -> Rating | None:
    """Read a cell: missing, a number if it looks like one, else the word."""
    if cell in _MISSING:
        return None
    if not _NUMBER.fullmatch(cell):
        return cell
    number = float(cell.replace(",", "."))
    return int(number) if number.is_integer() and abs(number) < 1e15 else number
