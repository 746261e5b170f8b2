# SPDX-License-Identifier: MIT
"""The parts of a workbook are what readers of Excel files expect."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from coder_app.formats.cell_values import Report
from coder_app.formats.datasets.xlsx import SheetHead, letters_of, writing_xlsx

ODD = ["a & b <c>", "_x0041_", "line\nline", "a\rb", "  spaces  ", "😀 שלום", "=1+1", "'quoted"]


def head(*columns: str, rows: int, name: str = "Codings") -> SheetHead:
    return SheetHead(
        name=name, columns=columns, widths=(10.0,) * len(columns), wide=frozenset({1}), rows=rows
    )


def written(path: Path, *rows: tuple[object, ...], name: str = "Codings") -> Path:
    columns = [f"c{n}" for n in range(len(rows[0]))]
    with (
        writing_xlsx(path, Report()) as book,
        book.sheet(head(*columns, rows=len(rows), name=name)) as sheet,
    ):
        for row in rows:
            sheet.add(row)
    return path


@pytest.mark.parametrize(("place", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (703, "AAA")])
def test_columns_are_named_as_excel_names_them(place: int, letters: str) -> None:
    assert letters_of(place) == letters


def test_every_part_is_xml_and_is_listed(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", ("a", 1), name="Ana's & Eva's")

    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        for name in names:
            etree.fromstring(archive.read(name))
        kinds = etree.fromstring(archive.read("[Content_Types].xml"))

    listed = {str(part.get("PartName")) for part in kinds if part.get("PartName")}
    assert {f"/{name}" for name in names if not name.endswith(".rels")} - listed == {
        "/[Content_Types].xml"
    }


def test_texts_are_kept_once_and_come_back(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", tuple(ODD), tuple(reversed(ODD)))

    rows = list(load_workbook(path).worksheets[0].iter_rows(min_row=2, values_only=True))
    with zipfile.ZipFile(path) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode()

    assert rows == [tuple(ODD), tuple(reversed(ODD))]
    assert strings.count("<si>") == len(ODD) * 2  # half of them are headers
    assert "_x005F_x0041_" in strings


def test_columns_that_break_lines_and_texts_like_formulas_have_their_looks(tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", ("=1", "=1", "b"))

    first, second, third = load_workbook(path).worksheets[0][2]
    assert (first.alignment.wrap_text, first.quotePrefix) == (None, True)
    assert (second.alignment.wrap_text, second.quotePrefix) == (True, True)
    assert (third.alignment.vertical, third.quotePrefix) == ("top", False)


def test_days_that_excel_does_not_have_are_text(tmp_path: Path) -> None:
    days = (date(1850, 7, 1), date(1900, 2, 28), date(1901, 1, 1), datetime(1899, 1, 1, 7))
    path = written(tmp_path / "a.xlsx", days)

    (row,) = load_workbook(path).worksheets[0].iter_rows(min_row=2, values_only=True)

    assert row == ("1850-07-01", "1900-02-28", datetime(1901, 1, 1), "1899-01-01T07:00:00")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_same_cells(tmp_path: Path) -> None:
    path = written(
        tmp_path / "a.xlsx", tuple(ODD[:3] + ODD[4:]), (1, 0.5, True, None, "-1", "", "x")
    )

    home = f"-env:UserInstallation=file://{tmp_path}/office"
    kind = "csv:Text - txt - csv (StarCalc):44,34,76"
    said = ["soffice", home, "--headless", "--convert-to", kind, "--outdir", tmp_path, path]
    subprocess.run(said, check=True, timeout=120)

    text = (tmp_path / "a.csv").read_text("utf-8")
    assert text.split("\n", 1)[1] == (
        'a & b <c>,_x0041_,"line\nline",  spaces  ,😀 שלום,=1+1,\'quoted\n1,0.5,TRUE,,-1,,x\n'
    )
