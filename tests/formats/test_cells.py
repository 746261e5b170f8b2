# SPDX-License-Identifier: MIT
"""Rows come out of text files and workbooks alike, and a wicked file is refused in words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from coder_app.core.errors import InputProblem
from coder_app.formats import cells, limits
from coder_app.formats.cells import read_tables

Write = Callable[[str, bytes | str], Path]


def workbook(**sheets: Sequence[Sequence[object]]) -> bytes:
    book, packed = Workbook(), io.BytesIO()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(packed)
    return packed.getvalue()


WHOLE = workbook(Codes=[["name", "about"], ["trust", "=1+1"]])


def test_a_text_is_one_nameless_table(write: Write) -> None:
    tables = read_tables(write("a.csv", 'name;about\n"a;b";"two\nlines"\n'))

    assert tables.names == ("",)
    assert list(tables.rows()) == [["name", "about"], ["a;b", "two\nlines"]]


def test_a_line_of_more_cells_than_a_sheet_has_is_no_row(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cells, "_MOST_IN_LINE", 9)

    assert list(read_tables(write("a.csv", "a,b\n" + "c," * 9)).rows())[1] == ["c"] * 9 + [""]
    for content in ("a," * 99, "a,b\n" + "c," * 10):
        with pytest.raises(InputProblem, match="more than 9 cells"):
            list(read_tables(write("b.csv", content)).rows())


def test_lines_end_as_any_program_ends_them(write: Write) -> None:
    for end in ("\n", "\r\n", "\r"):
        tables = read_tables(write("a.csv", f'a,b{end}"c\u2028{end}d",e\x85f{end}'))

        assert list(tables.rows()) == [["a", "b"], [f"c\u2028{end}d", "e\x85f"]]


def test_the_sheets_of_a_workbook_are_read_by_name_each_when_asked(write: Write) -> None:
    data = workbook(First=[["a"]], Second=[["b", 1, 2.5, None, True, date(2026, 5, 1)]])

    tables = read_tables(write("a.xlsx", data))

    assert tables.names == ("First", "Second")
    assert list(tables.rows()) == [["a"]]
    assert list(tables.rows("Second")) == [["b", "1", "2.5", "", "True", "2026-05-01"]]


def test_a_moment_keeps_its_time(write: Write) -> None:
    tables = read_tables(write("a.xlsx", workbook(A=[[datetime(2026, 5, 1, 7, 30)]])))

    assert list(tables.rows()) == [["2026-05-01T07:30:00"]]


def test_what_is_no_table_is_refused_in_words(write: Write, pack: Any) -> None:
    for data, told in (
        (b"", "is empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "old Excel, or one with a password"),
        (b"PK\x03\x04 and no more", "damaged"),
        (workbook(A=[["a"]])[:3_000], "damaged"),
        (pack({"a.txt": b"a"}), "holds no sheet"),
        (pack({"../a": b"a"}), "lead out"),
    ):
        with pytest.raises(InputProblem, match=told):
            read_tables(write("a.xlsx", data))


def test_a_bomb_is_not_unpacked(write: Write, pack: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "MAX_MEMBER", 100_000)
    monkeypatch.setattr(limits, "MAX_MEMBER", 100_000)
    many = pack({f"xl/{n}.xml": b" " * 60_000 for n in range(3)})

    with pytest.raises(InputProblem, match="Unpacked"):
        read_tables(write("a.xlsx", many))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_nothing_but_a_sentence_escapes_from_broken_workbooks(
    write: Write, data: st.DataObject
) -> None:
    broken = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=8))

    with suppress(InputProblem):
        tables = read_tables(write("a.xlsx", bytes(broken)))
        assert all(isinstance(cell, str) for row in tables.rows() for cell in row)


# ---- more than a table here has


def workbook_of(rows: str) -> bytes:
    """Put rows of XML into the sheet of a workbook."""
    whole = io.BytesIO()
    Workbook().save(whole)
    sheet = "xl/worksheets/sheet1.xml"
    changed = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            names = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
            own = f"<worksheet {names}><sheetData>{rows}</sheetData></worksheet>".encode()
            new.writestr(name, own if name == sheet else old.read(name))
    return changed.getvalue()


def test_a_cell_far_out_does_not_fill_its_row(tmp_path: Path) -> None:
    rows = "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(1, 2_000))
    (tmp_path / "far.xlsx").write_bytes(workbook_of(rows))

    with pytest.raises(InputProblem, match="beyond the first thousand columns"):
        read_tables(tmp_path / "far.xlsx")


def test_cells_without_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "_MOST_CELLS", 10)
    (tmp_path / "many.xlsx").write_bytes(workbook_of("<row><c><v>1</v></c></row>" * 9))

    with pytest.raises(InputProblem, match="more than 10 cells"):
        read_tables(tmp_path / "many.xlsx")


def test_formulas_are_read_twice_so_half_as_many_are_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cells, "_MOST_CELLS", 10)
    rows = "<row><c><f>1+1</f><v>2</v></c></row>" * 3
    (tmp_path / "counting.xlsx").write_bytes(workbook_of(rows))

    with pytest.raises(InputProblem, match="more than 5 cells"):
        read_tables(tmp_path / "counting.xlsx")


def test_a_sheet_of_blank_cells_is_refused_before_they_are_all_made(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cells, "_MOST_FILLED", 20)
    path = write("far.xlsx", workbook(A=[["", "", "", "", "x"]] * 5))

    with pytest.raises(InputProblem, match="more than 20 cells, most of them blank"):
        list(read_tables(path).rows())
