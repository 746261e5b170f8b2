# SPDX-License-Identifier: MIT
"""Workbooks: real types, no formula, no character lost unsaid, all or nothing."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder_app.agreement.units import Unit
from coder_app.core.errors import InputProblem
from coder_app.core.records import Sheet
from coder_app.formats.datasets import xlsx
from coder_app.formats.datasets.workbook import write_workbook

if TYPE_CHECKING:
    from openpyxl import Workbook

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "#N/A", '=HYPERLINK("x")']


def table(*rows: tuple[object, ...], name: str = "Codings", wide: tuple[str, ...] = ()) -> Sheet:
    columns = tuple(f"column {n}" for n in range(1, len(rows[0]) + 1))
    return Sheet(name=name, columns=columns, rows=list(rows), wide=frozenset(wide))


class Stopped(Exception):
    """What a caller raises who has been told to stop."""


def opened(path: Path) -> Workbook:
    from openpyxl import load_workbook

    return load_workbook(path)


def cells(path: Path, sheet: int = 0) -> list[list[object]]:
    return [[cell.value for cell in row] for row in opened(path).worksheets[sheet]]


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"

    report = write_workbook([table(tuple(FORMULAS))], path)

    row = opened(path).worksheets[0][2]
    assert [cell.value for cell in row] == FORMULAS
    assert {cell.data_type for cell in row} == {"s"}
    assert row[0].quotePrefix
    assert not report


def test_dates_and_numbers_are_dates_and_numbers(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    there = timezone(timedelta(hours=2))
    moment = datetime(2026, 3, 2, 14, 30, 5, 999, tzinfo=there)

    row = (moment, date(2026, 3, 2), 7, -0.5, 1e300, True, None, float("nan"), Unit.TURN)
    write_workbook([table(row)], path)

    time, day, *rest = opened(path).worksheets[0][2]
    assert time.value == datetime(2026, 3, 2, 12, 30, 5)
    assert time.number_format == 'yyyy-mm-dd"T"hh:mm:ss"Z"'
    assert (day.value, day.number_format) == (datetime(2026, 3, 2), "yyyy-mm-dd")
    assert [cell.value for cell in rest] == [7, -0.5, 1e300, True, None, None, "turn"]


def test_what_is_no_value_of_a_cell_is_a_mistake_of_ours(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="no value of a cell"):
        write_workbook([table(([1],))], tmp_path / "out.xlsx")

    assert not list(tmp_path.iterdir())


def test_the_header_is_frozen_and_filtered_and_wide_columns_have_room(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"

    write_workbook([table(("a", "b"), ("c", "d"), wide=("column 2",))], path, title="Bees")

    book = opened(path)
    sheet = book.worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B3")
    assert sheet.column_dimensions["B"].width > 3 * sheet.column_dimensions["A"].width
    assert sheet["A1"].font.bold
    assert book.properties.title == "Bees"


@pytest.mark.parametrize("sign", ["a", "😀"])
def test_a_long_text_goes_on_beside_itself_and_that_is_said(tmp_path: Path, sign: str) -> None:
    path = tmp_path / "out.xlsx"
    text = sign * 40_000

    report = write_workbook([table(("x", text, 1), ("y", "short", 2))], path)

    header, first, second = cells(path)
    parts = [str(value) for value in first[1:-1]]
    assert "".join(parts) == text
    assert all(len(part.encode("utf-16-le")) // 2 <= 32_767 for part in parts)
    assert header[2] == "column 2 (2)"
    assert second[1:3] == ["short", None]
    assert (first[-1], second[-1]) == (1, 2)
    assert report[0].startswith("1 text over 32,767")


def test_control_characters_are_replaced_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"

    report = write_workbook([table(("a\x00b\x0bc", "tab\tand\nline", "a\x00b\x0bc"))], path)

    assert cells(path)[1] == ["a�b�c", "tab\tand\nline", "a�b�c"]
    assert report[0].startswith("4 control characters")


def test_sheet_names_are_what_excel_takes(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    names = ["Documents × Codes", "a/b:c", "x" * 40, "X" * 40, "", "Ana's & <b>\x00"]

    write_workbook([table(("a",), name=name) for name in names], path)

    found = opened(path).sheetnames
    assert found[:2] == ["Documents × Codes", "a b c"]
    assert len({name.casefold() for name in found}) == 6
    assert all(0 < len(name) <= 31 for name in found)


def test_pandas_reads_back_what_was_written(tmp_path: Path) -> None:
    from pandas import read_excel

    path = tmp_path / "out.xlsx"
    rows = [(n, f"words {n} 😀 שלום", n / 4) for n in range(50)]

    write_workbook([table(*rows)], path)

    frame = read_excel(path)
    assert list(frame.itertuples(index=False, name=None)) == rows


def test_stopping_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    write_workbook([table(("old",))], path)
    before = path.read_bytes()

    def stop(done: int, total: int) -> None:
        assert (done, total) == (2, 2)
        raise Stopped

    with pytest.raises(Stopped):
        write_workbook([table(("new",), ("newer",))], path, progress=stop)

    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["out.xlsx"]


def test_a_folder_that_is_not_there_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="could not be written"):
        write_workbook([table(("a",))], tmp_path / "none" / "out.xlsx")


def test_a_sheet_with_more_columns_than_excel_has_is_refused(tmp_path: Path) -> None:
    sheet = Sheet(name="Wide", columns=("c",) * 16_385, rows=[])

    with pytest.raises(InputProblem, match="“Wide” has more rows or columns"):
        write_workbook([sheet], tmp_path / "out.xlsx")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=6))
def test_any_text_comes_back(tmp_path: Path, texts: list[str]) -> None:
    texts = [text.replace("\ufffe", "").replace("\uffff", "") for text in texts]

    write_workbook([table(tuple(texts))], tmp_path / "o.xlsx")

    _, *rows = cells(tmp_path / "o.xlsx")
    assert [value or "" for row in rows for value in row] == (texts if any(texts) else [])


def test_the_same_tables_make_the_same_file(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook([table(("a", 1, None))], tmp_path / name, title="Bees")

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_full_disk_leaves_the_old_file_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "out.xlsx"
    write_workbook([table(("old",))], path)
    before = path.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(xlsx.SheetRows, "flush", full)

    with pytest.raises(InputProblem, match="No space left on device"):
        write_workbook([table(("new",))], path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["out.xlsx"]
