# SPDX-License-Identifier: MIT
"""Rows of cells as texts, from CSV, TSV and Excel files: bounded, and nothing in them is run."""

from __future__ import annotations

import csv
import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.formats.encodings import decode
from coder_app.formats.limits import MAX_MEMBER, Archive, megabytes, read_bytes

if TYPE_CHECKING:
    from openpyxl import Workbook

_DELIMITERS = "\t;,|"
_SEPARATOR = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)  # how Excel is told
_ERRORS = ("#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")
_MOST_ROWS = 1_048_576  # of an Excel sheet, most of them blank
_FAR_OUT = re.compile(rb"""\br=["'](?:[B-Z][A-Z]|A[N-Z])[A-Z][0-9]""")  # from ANA on, the 1,041st
_MOST_CELLS = 500_000  # of a sheet, rows counted too; openpyxl reads 70,000 to 150,000 a second
_MOST_FILLED = 4_000_000  # ... with the blank ones before the last cell of a row
_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")
_CELLS = re.compile(rb"<(?:\w+:)?(?:c|row)[ />]")
_LOOKED_AT = 100  # rows that tell how cells are parted
_MOST_IN_LINE = 20_000  # signs that part cells; Excel has 16,384 columns
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")

_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:\?xml|!doctype|html)", re.IGNORECASE)
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class CellTables:
    """The tables of a file: the sheets of a workbook, or the one nameless table of a text."""

    def __init__(self, data: bytes, path: Path) -> None:
        self._data, self._path = data, path
        self._is_workbook = data.startswith(_ZIP)
        self._has_formulas = self._is_workbook and _has_formulas(data, path)
        self.names: tuple[str, ...] = self._sheet_names() if self._is_workbook else ("",)

    def rows(self, name: str | None = None) -> Iterator[list[str]]:
        """Go through the rows of a table, of the first one unless named."""
        if self._is_workbook:
            yield from self._of_workbook(name or self.names[0])
        else:
            yield from _of_text(decode(self._data).text, self._path)

    def _sheet_names(self) -> tuple[str, ...]:
        with _reading(self._path):
            names = tuple(sheet.title for sheet in _loaded(self._data, stored=True).worksheets)
        if not names:
            raise _no_cells(self._path)
        return names

    def _of_workbook(self, name: str) -> Iterator[list[str]]:
        with _reading(self._path):
            results = self._cells(name, stored=True)
            formulas = self._cells(name, stored=False) if self._has_formulas else []
        if formulas:
            _refuse_uncalculated(results, formulas, self._path)
        for number, row in enumerate(results, 1):
            yield [_cell(value, number, self._path) for value in row]

    def _cells(self, name: str, *, stored: bool) -> list[tuple[object, ...]]:
        """Read cells: the stored results of formulas, or the formulas."""
        book = _loaded(self._data, stored=stored)
        sheet = next(sheet for sheet in book.worksheets if sheet.title == name)
        sheet.reset_dimensions()  # what a file says of its size is not to be trusted
        rows, filled = list[tuple[object, ...]](), 0
        for row in islice(sheet.iter_rows(values_only=True), _MOST_ROWS):
            rows.append(row)
            filled += len(row)
            if filled > _MOST_FILLED:
                what = tr("A sheet has more than {0:,} cells, most of them blank.")
                remedy = tr("Delete what lies far to the right in Excel, or save it as CSV.")
                raise InputProblem(self._path, what.format(_MOST_FILLED), remedy)
        return rows


def read_tables(path: Path) -> CellTables:
    """Open the tables of a file; whatever is wrong with it is an `InputProblem`."""
    path = Path(path)
    data = read_bytes(path, limit=MAX_MEMBER)
    if not data:
        raise InputProblem(path, tr("It is empty."), tr("Choose another file."))
    if data.startswith(_OLE):
        what = tr("This is a workbook of an old Excel, or one with a password.")
        raise InputProblem(path, what, tr("Save it as XLSX without password, or as CSV."))
    if _PAGE.match(data):
        what = tr("It is a page or a document in XML, and no table.")
        raise InputProblem(path, what, tr("Save it as XLSX or CSV."))
    return CellTables(data, path)


# ---- text


def _of_text(text: str, path: Path) -> Iterator[list[str]]:
    told = _SEPARATOR.match(text)
    text = text[told.end() :] if told else text
    try:
        parted_by = told[1] if told else _delimiter(text)
        yield from csv.reader(_lines(text, parted_by), delimiter=parted_by)
    except csv.Error:
        what = tr("It is no table of short cells: a quotation mark may never be closed.")
        raise InputProblem(path, what, tr("Save it anew as CSV.")) from None
    except _TooManyCellsError:
        what = tr("A line of it has more than {0:,} cells.").format(_MOST_IN_LINE)
        raise InputProblem(path, what, tr("Choose a table with a row for each answer.")) from None


class _TooManyCellsError(ValueError):
    """A line is no row of a table that anybody wrote."""


def _lines(text: str, delimiter: str) -> Iterator[str]:
    """Give a text line by line, without another copy of it, and stop at a line without end."""
    for match in _LINE.finditer(text):
        start, end = match.span()
        if end - start > _MOST_IN_LINE and text.count(delimiter, start, end) > _MOST_IN_LINE:
            raise _TooManyCellsError
        yield match[0]


def _delimiter(text: str) -> str:
    """Find what parts the cells: most rows have as many as the first, and the first has many."""

    def fit(delimiter: str) -> tuple[float, int]:
        try:
            reader = csv.reader(_lines(text, delimiter), delimiter=delimiter)
            widths = [len(row) for row in islice(reader, _LOOKED_AT) if row]
        except csv.Error:
            return 0.0, 0
        if not widths or widths[0] < 2:
            return 0.0, 0
        return widths.count(widths[0]) / len(widths), widths[0]

    return max(_DELIMITERS, key=fit)


# ---- workbooks: openpyxl sees only an archive whose parts were looked at before


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """Make a sentence of whatever openpyxl stumbles on in a damaged part."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions that are not looked at
        try:
            yield
        except InputProblem:
            raise
        except Exception:  # noqa: BLE001 - it raises what it likes
            raise _no_cells(path) from None


def _no_cells(path: Path) -> InputProblem:
    what = tr("The workbook is damaged or holds no sheet of cells.")
    return InputProblem(path, what, tr("Open it in Excel, and save it anew or as CSV."))


def _loaded(data: bytes, *, stored: bool) -> Workbook:
    from openpyxl import load_workbook

    return load_workbook(io.BytesIO(data), read_only=True, data_only=stored, keep_links=False)


def _refuse_uncalculated(
    results: list[tuple[object, ...]], formulas: list[tuple[object, ...]], path: Path
) -> None:
    """Refuse a sheet of formulas none of which has a result: their cells would be missing."""
    found = [
        value
        for row, behind in zip(results, formulas, strict=True)
        for value, formula in zip(row, behind, strict=True)
        if not isinstance(formula, str | int | float | date | None) or str(formula)[:1] == "="
    ]
    if found and all(value is None for value in found):
        what = tr("Its formulas have no stored results.")
        raise InputProblem(path, what, tr("Open it in Excel, and save it anew."))


def _has_formulas(data: bytes, path: Path) -> bool:
    """Unpack each part within bounds, refuse what declares a document type, look for formulas."""
    archive, size, found = Archive(data, path), 0, False
    for name in archive:
        part = archive.read(name)
        size += len(part)
        if size > MAX_MEMBER:
            what = tr("Unpacked it has more than {0}.").format(megabytes(MAX_MEMBER))
            raise InputProblem(path, what, tr("Save its first sheet as CSV."))
        if b"<!DOCTYPE" in part.replace(b"\0", b""):
            what = tr("It declares a document type, as no office program writes it.")
            raise InputProblem(path, what, tr("Do not open it; ask where it comes from."))
        calculates = _FORMULA.search(part) is not None
        most = _MOST_CELLS // 2 if calculates else _MOST_CELLS  # formulas are read twice
        if sum(1 for _ in _CELLS.finditer(part)) > most:
            what = tr("A sheet has more than {0:,} cells.").format(most)
            raise InputProblem(path, what, tr("Save the sheet as CSV."))
        if _FAR_OUT.search(part):  # openpyxl would fill the row up to it
            what = tr("A sheet has cells beyond the first thousand columns.")
            raise InputProblem(path, what, tr("Delete them in Excel, or save it as CSV."))
        found |= calculates
    return found


def _cell(value: object, row: int, path: Path) -> str:
    if isinstance(value, date):  # a moment is one too
        return value.isoformat().removesuffix("T00:00:00")
    text = "" if value is None else str(value)
    if text in _ERRORS:
        what = tr("A formula in row {0} gives {1}.").format(row, text)
        raise InputProblem(path, what, tr("Correct it in Excel, and save it."))
    return text
