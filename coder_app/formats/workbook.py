# SPDX-License-Identifier: MIT
"""Tables → an Excel workbook or CSV files that need no cleaning; no cell is ever a formula."""

from __future__ import annotations

import csv
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr, tr_n
from coder_app.core.records import Sheet
from coder_app.formats.replacing import replacing

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet
    from openpyxl.worksheet.worksheet import Worksheet

Progress = Callable[[int, int], None]
CellValue = str | float | datetime | None

CELL_LIMIT = 32_767  # UTF-16 units that Excel keeps in one cell; it cuts the rest without a word
_DATE_FORMAT = 'yyyy-mm-dd"T"hh:mm:ss"Z"'
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # by XML 1.0
_SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
_ROWS_A_TICK = 500
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384


class _Report:
    """Counts what a cell could not hold as it was."""

    def __init__(self) -> None:
        self.count: Counter[str] = Counter()

    def sentences(self) -> tuple[str, ...]:
        """Say it, one sentence a kind."""
        return tuple(tr_n(*forms, self.count[kind]) for kind, forms in _TOLD if self.count[kind])


_TOLD = (
    (
        "control",
        (
            "{n} control character was replaced by �: Excel cannot hold it.",
            "{n} control characters were replaced by �: Excel cannot hold them.",
        ),
    ),
    (
        "long",
        (
            "{n} text over 32,767 characters goes on in the columns added beside it.",
            "{n} texts over 32,767 characters go on in the columns added beside them.",
        ),
    ),
    (
        "apostrophe",
        (
            "{n} text that begins like a formula got an apostrophe in front.",
            "{n} texts that begin like a formula got an apostrophe in front.",
        ),
    ),
)


# ---- Excel


def write_workbook(
    sheets: Sequence[Sheet], path: Path, *, title: str = "", progress: Progress | None = None
) -> tuple[str, ...]:
    """Write one workbook; returns sentences about what had to be changed.

    `progress(done, total)` counts rows and may raise to stop: then nothing is left behind.
    """
    from openpyxl import Workbook

    report = _Report()
    tables = [_widened(sheet, report) for sheet in sheets]
    _refuse_too_many(tables, path)
    ticks = _Ticks(progress, sum(len(table.rows) for table in tables))
    book = Workbook(write_only=True)
    book.properties.title = title or None
    book.properties.creator = "Coder App"
    for table, name in zip(tables, _sheet_names(tables), strict=True):
        _fill(book.create_sheet(name), table, report, ticks)
    with replacing(path) as draft:
        book.save(draft)
    return report.sentences()


class _Ticks:
    """Tells the caller how far it is, not too often."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def tick(self) -> None:
        self._done += 1
        if self._progress and (self._done % _ROWS_A_TICK == 0 or self._done == self._total):
            self._progress(self._done, self._total)


def _refuse_too_many(tables: Sequence[Sheet], path: Path) -> None:
    for table in tables:
        if len(table.rows) >= _MOST_ROWS or len(table.columns) > _MOST_COLUMNS:
            what = tr("The sheet “{0}” has more rows or columns than Excel can hold.")
            raise InputProblem(path, what.format(table.name), tr("Export as CSV."))


def _fill(sheet: WriteOnlyWorksheet, table: Sheet, report: _Report, ticks: _Ticks) -> None:
    from openpyxl.utils import get_column_letter

    frame = cast("Worksheet", sheet)  # the type stubs do not know what both kinds have
    frame.freeze_panes = "A2"
    last = get_column_letter(max(1, len(table.columns)))
    frame.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    for place, width in enumerate(_widths(table), start=1):
        frame.column_dimensions[get_column_letter(place)].width = width
    cells = _Cells(sheet, report)
    try:
        sheet.append([cells.make(column, wide=True, bold=True) for column in table.columns])
        wide = [column in table.wide for column in table.columns]
        for row in table.rows:
            pairs = zip(row, wide, strict=True)
            sheet.append([cells.make(value, wide=is_wide) for value, is_wide in pairs])
            ticks.tick()
    finally:
        sheet.close()  # also when stopped: its writer is a coroutine that must be ended


class _Cells:
    """Makes the cells of one sheet; each kind's style is made once, which halves the time."""

    def __init__(self, sheet: WriteOnlyWorksheet, report: _Report) -> None:
        from openpyxl.cell import WriteOnlyCell

        self._sheet, self._report = sheet, report
        self._new: Callable[..., Any] = WriteOnlyCell  # the stubs hide `_style`
        self._styles: dict[tuple[bool, bool, str], object] = {}

    def make(self, value: object, *, wide: bool, bold: bool = False) -> object:
        """Make a cell of the value's own kind: text is text, whatever it begins with."""
        kept = _plain(value, self._report)
        cell = self._new(self._sheet, kept)
        kind = "time" if isinstance(kept, datetime) else ""
        if isinstance(kept, str):
            cell.data_type = "s"  # openpyxl takes "=…" for a formula and "#N/A" for an error
            kind = "quoted" if kept.startswith(_FORMULA) else ""
        cell._style = self._style(wide, bold, kind)
        return cell

    def _style(self, wide: bool, bold: bool, kind: str) -> object:
        from openpyxl.styles import Alignment, Font

        key = (wide, bold, kind)
        if key not in self._styles:
            pattern = self._new(self._sheet)
            pattern.alignment = Alignment(vertical="top", wrap_text=wide)
            pattern.font = Font(bold=bold)
            pattern.number_format = _DATE_FORMAT if kind == "time" else "General"
            pattern.quotePrefix = kind == "quoted"  # so that it stays text after an edit in Excel
            self._styles[key] = pattern._style
        return self._styles[key]


def _plain(value: object, report: _Report) -> CellValue:
    """Give a value that both files can hold; times in UTC, no figure where there is none."""
    if isinstance(value, datetime):
        return _utc(value).replace(tzinfo=None)
    if isinstance(value, str):
        text, replaced = _REFUSED.subn("\N{REPLACEMENT CHARACTER}", str(value))
        report.count["control"] += replaced
        return text
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, (int, float)):
        return value
    raise TypeError(f"no value of a cell: {value!r}")


def _utc(value: datetime) -> datetime:
    """Tell a time to the second in UTC; one without a zone is in UTC already."""
    aware = value if value.tzinfo else value.replace(tzinfo=UTC)
    return aware.astimezone(UTC).replace(microsecond=0)


def _widened(sheet: Sheet, report: _Report) -> Sheet:
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


def _widths(table: Sheet) -> list[float]:
    """Measure columns by their header and first rows; `wide` ones get room to read."""
    widths = []
    for place, column in enumerate(table.columns):
        if column in table.wide:
            widths.append(60.0)
            continue
        shown = [_shown(row[place]) for row in table.rows[:200]]
        widths.append(float(min(40, max([8, len(column) + 4, *(n + 2 for n in shown)]))))
    return widths


def _shown(value: object) -> int:
    return 20 if isinstance(value, datetime) else len(str(value)) if value is not None else 0


def _sheet_names(tables: Sequence[Sheet]) -> list[str]:
    """Make names that Excel takes: 31 characters, some signs not, none twice."""
    names: list[str] = []
    for table in tables:
        plain = _SHEET_NAME.sub(" ", table.name).strip(" '")[:31] or tr("Sheet")
        name, number = plain, 2
        while name.casefold() in {other.casefold() for other in names}:
            name, number = f"{plain[:27]} ({number})", number + 1
        names.append(name)
    return names


# ---- CSV


def csv_paths(sheets: Sequence[Sheet], path: Path) -> list[Path]:
    """Name the file of each sheet: `OUT.csv` becomes `OUT-codings.csv` and so on."""
    slugs = ["-".join(re.findall(r"\w+", sheet.name.casefold())) for sheet in sheets]
    return [path.with_name(f"{path.stem}-{slug}.csv") for slug in slugs]


def write_csv(
    sheets: Sequence[Sheet], path: Path, *, progress: Progress | None = None
) -> tuple[str, ...]:
    """Write one CSV file a sheet (see `csv_paths`); none takes its name before all are written.

    UTF-8 with a byte order mark, without which Excel takes it for a legacy code page; readers of
    data (`utf-8-sig`) drop it. A CSV knows no types, so text that Excel would run as a formula
    gets an apostrophe; numbers stay bare.
    """
    report = _Report()
    ticks = _Ticks(progress, sum(len(sheet.rows) for sheet in sheets))
    with ExitStack() as stack:
        for sheet, target in zip(sheets, csv_paths(sheets, path), strict=True):
            draft = stack.enter_context(replacing(target))
            with draft.open("w", encoding="utf-8-sig", newline="") as file:
                writer = csv.writer(file)
                writer.writerow([_csv_value(column, report) for column in sheet.columns])
                for row in sheet.rows:
                    writer.writerow([_csv_value(value, report) for value in row])
                    ticks.tick()
    return report.sentences()


def _csv_value(value: object, report: _Report) -> object:
    if isinstance(value, datetime):
        return _utc(value).strftime("%Y-%m-%dT%H:%M:%SZ")
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    kept = _plain(value, report)
    if isinstance(kept, str) and kept.startswith(_FORMULA):
        report.count["apostrophe"] += 1
        return f"'{kept}"
    return kept
