# SPDX-License-Identifier: MIT
"""Tables → an Excel workbook that needs no cleaning; no cell is ever a formula."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.core.records import Sheet
from coder_app.formats.cell_values import UNKEEPABLE, Report
from coder_app.formats.datasets.xlsx import SheetHead, XlsxFile, writing_xlsx
from coder_app.formats.replacing import replacing

Progress = Callable[[int, int], None]

CELL_LIMIT = 32_767  # UTF-16 units that Excel keeps in one cell; it cuts the rest without a word
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_ROWS_A_TICK = 500
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
_WIDE, _WIDEST, _LEAST = 60.0, 40, 8


def write_workbook(
    sheets: Sequence[Sheet], path: Path, *, title: str = "", progress: Progress | None = None
) -> tuple[str, ...]:
    """Write one workbook; returns sentences about what had to be changed.

    `progress(done, total)` counts rows and may raise to stop: then nothing is left behind.
    """
    report = Report()
    tables = [_widened(sheet, report) for sheet in sheets]
    _refuse_too_many(tables, path)
    ticks = Ticks(progress, sum(len(table.rows) for table in tables))
    with replacing(path) as draft, writing_xlsx(draft, report, title=title) as book:
        for table, name in zip(tables, _sheet_names(tables), strict=True):
            _fill(book, table, name, ticks)
    return report.sentences()


class Ticks:
    """Tells the caller how far it is, not too often."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def tick(self) -> None:
        """Count one more row."""
        self._done += 1
        if self._progress and (self._done % _ROWS_A_TICK == 0 or self._done == self._total):
            self._progress(self._done, self._total)


def _refuse_too_many(tables: Sequence[Sheet], path: Path) -> None:
    for table in tables:
        if len(table.rows) >= _MOST_ROWS or len(table.columns) > _MOST_COLUMNS:
            what = tr("The sheet “{0}” has more rows or columns than Excel can hold.")
            raise InputProblem(path, what.format(table.name), tr("Export as CSV."))


def _fill(book: XlsxFile, table: Sheet, name: str, ticks: Ticks) -> None:
    head = SheetHead(
        name=name,
        columns=table.columns,
        widths=tuple(_widths(table)),
        wide=frozenset(n for n, column in enumerate(table.columns) if column in table.wide),
        rows=len(table.rows),
    )
    with book.sheet(head) as rows:
        for row in table.rows:
            rows.add(row)
            ticks.tick()


def _widened(sheet: Sheet, report: Report) -> Sheet:
    """Add columns where a text is longer than a cell, so that no character is lost."""
    parts = [1] * len(sheet.columns)
    for row in sheet.rows:
        for place, value in enumerate(row):
            if isinstance(value, str) and 2 * len(value) > CELL_LIMIT:
                cut = len(_cut(value))
                parts[place] = max(parts[place], cut)
                report.count["long"] += cut > 1
    if max(parts, default=1) == 1:
        return sheet
    names = [
        (name, *(f"{name} ({part})" for part in range(2, count + 1)))
        for name, count in zip(sheet.columns, parts, strict=True)
    ]
    return replace(
        sheet,
        columns=tuple(name for group in names for name in group),
        rows=[tuple(_spread(row, parts)) for row in sheet.rows],
        wide=frozenset(name for group in names if group[0] in sheet.wide for name in group),
    )


def _spread(row: Iterable[object], parts: Sequence[int]) -> Iterator[object]:
    for value, count in zip(row, parts, strict=True):
        pieces: list[object] = [value] if count == 1 else []
        if count > 1:
            pieces = [*_cut(value)] if isinstance(value, str) else [value]
        yield from pieces
        yield from [None] * (count - len(pieces))


def _cut(text: str) -> list[str]:
    """Cut a text into pieces that a cell holds; Excel counts UTF-16 units."""
    pieces, start, units = [], 0, 0
    for place, character in enumerate(text):
        size = 2 if character > "\uffff" else 1
        if units + size > CELL_LIMIT:
            pieces.append(text[start:place])
            start, units = place, 0
        units += size
    return [*pieces, text[start:]]


def _widths(table: Sheet) -> Iterator[float]:
    """Measure columns by their header and first rows; `wide` ones get room to read."""
    for place, column in enumerate(table.columns):
        if column in table.wide:
            yield _WIDE
        else:
            shown = [_shown(row[place]) + 2 for row in table.rows[:200]]
            yield float(min(_WIDEST, max([_LEAST, len(column) + 4, *shown])))


def _shown(value: object) -> int:
    if isinstance(value, datetime):
        return 20
    return 10 if isinstance(value, date) else len(str(value)) if value is not None else 0


def _sheet_names(tables: Sequence[Sheet]) -> list[str]:
    """Make names that Excel takes: 31 characters, some signs not, none twice."""
    names: list[str] = []
    for table in tables:
        cleaned = UNKEEPABLE.sub(" ", _SHEET_NAME.sub(" ", table.name))
        plain = cleaned.strip(" '")[:31].strip(" '") or tr("Sheet")
        name, number = plain, 2
        while name.casefold() in {other.casefold() for other in names}:
            name, number = f"{plain[:27]} ({number})", number + 1
        names.append(name)
    return names
