# SPDX-License-Identifier: MIT
"""A plain table of units × raters from a CSV, TSV or Excel file.

The first row names the raters. A first column that names units is recognised; empty cells, NA and
a full stop are missing ratings; what looks like a number is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.formats.cells import read_tables
from coder_app.formats.cleaning import clean

Rating = int | float | str

TABLE_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")
MAX_UNITS = 100_000
MAX_COLUMNS = 200
MAX_VALUES = 2_000  # different ones; every pair of them is compared

_MISSING = frozenset({"", ".", "NA", "N/A", "#N/A", "NaN", "nan"})
_UNIT_HEADS = frozenset({"", "unit", "units", "id", "segment", "segments"})
_NUMBER = re.compile(
    r"[-+]?(?:[0-9]{1,15}(?:[.,][0-9]{1,15})?|[.,][0-9]{1,15})(?:[eE][-+]?[0-9]{1,2})?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingsFile:
    """What a file says: a row of ratings for each rater, None where there is none."""

    raters: tuple[str, ...]
    units: tuple[str, ...]
    ratings: tuple[tuple[Rating | None, ...], ...]  # raters × units


def read_ratings(path: Path) -> RatingsFile:
    """Read a table; whatever is wrong with the file is an `InputProblem`."""
    path = Path(path)
    return _table(_bounded(read_tables(path).rows(), path), path)


def _bounded(rows: Iterable[list[str]], path: Path) -> list[list[str]]:
    """Trim cells, leave out blank rows and what is blank on the right, and stop in time."""
    kept: list[list[str]] = []
    for number, row in enumerate(rows, start=1):
        cells = [clean(cell)[0].strip() for cell in row]
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
