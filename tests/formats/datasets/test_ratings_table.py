# SPDX-License-Identifier: MIT
"""Tables of ratings are read as their makers meant them, and wicked ones are refused in words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from coder_app.core.errors import InputProblem
from coder_app.formats import cells, limits
from coder_app.formats.datasets import ratings_table
from coder_app.formats.datasets.ratings_table import read_ratings

Write = Callable[[str, bytes | str], Path]


def workbook(rows: Sequence[Sequence[object]], *, title: str = "Ratings") -> bytes:
    book, packed = Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    book.save(packed)
    return packed.getvalue()


def refusal(path: Path) -> str:
    with pytest.raises(InputProblem) as refused:
        read_ratings(path)
    assert refused.value.remedy.endswith(".")
    return str(refused.value)


def test_a_plain_table_is_read_by_columns(write: Write) -> None:
    found = read_ratings(write("r.csv", "Ana,Ben\n1,2\n3,NA\n.,2.5\n"))

    assert found.raters == ("Ana", "Ben")
    assert found.units == ("1", "2", "3")
    assert found.ratings == ((1, 3, None), (2, None, 2.5))


@pytest.mark.parametrize("delimiter", ["\t", ";", ",", "|"])
def test_what_parts_the_cells_is_found(write: Write, delimiter: str) -> None:
    rows = ["unit;Ana;Ben", "u1;yes;no", "u2;;yes"]

    found = read_ratings(write("r.csv", "\n".join(rows).replace(";", delimiter)))

    assert found.units == ("u1", "u2")
    assert found.ratings == (("yes", None), ("no", "yes"))


def test_decimal_commas_do_not_part_cells(write: Write) -> None:
    found = read_ratings(write("r.csv", "Ana;Ben\n1,5;2\n2,5;2,25\n"))

    assert found.ratings == ((1.5, 2.5), (2, 2.25))


def test_excel_may_say_what_parts_the_cells(write: Write) -> None:
    assert read_ratings(write("r.csv", "sep=|\r\nAna|Ben\r\na|b\r\n")).raters == ("Ana", "Ben")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_is_found(write: Write, encoding: str) -> None:
    text = "Ana,Jürgen\nmüde,müde\nwach,müde\nfröhlich,wach\n"

    found = read_ratings(write("r.csv", text.encode(encoding)))

    assert found.raters == ("Ana", "Jürgen")
    assert found.ratings[0] == ("müde", "wach", "fröhlich")


def test_a_workbook_is_read_from_its_first_sheet(write: Write) -> None:
    rows = [["", "Ana", "Ben"], ["p1", 1, 2.5], ["p2", None, True], ["p3", "3", date(2026, 5, 1)]]

    found = read_ratings(write("r.xlsx", workbook(rows)))

    assert found.units == ("p1", "p2", "p3")
    assert found.ratings == ((1, None, 3), (2.5, "True", "2026-05-01"))


def test_a_workbook_is_known_by_its_content(write: Write) -> None:
    found = read_ratings(write("r.csv", workbook([["Ana", "Ben"], ["a", "b"]])))

    assert found.raters == ("Ana", "Ben")


@pytest.mark.parametrize("head", ["", "unit", "ID", "Segment"])
def test_a_first_column_of_units_is_known_by_its_head(write: Write, head: str) -> None:
    assert read_ratings(write("r.csv", f"{head},Ana,Ben\n1,1,2\n2,2,2\n")).units == ("1", "2")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("passage,Ana,Ben\np1,a,b\np2,a,a\np3,b,b\n", True),
        ("passage,Ana,Ben\n101,0,1\n102,0,0\n103,1,1\n", True),
        ("passage,Ana,Ben\n7,a,a\n19,a,b\n4,b,b\n", True),
        ("Eva,Ana,Ben\n101,0,1\n250,0,0\n103,1,1\n", False),  # numbers beside numbers
        ("Eva,Ana,Ben\n1,1,2\n2,2,2\n3,3,1\n", False),  # found in other columns
        ("Eva,Ana,Ben\na,b,c\nd,e,f\n", False),  # nobody repeats herself
        ("Eva,Ana,Ben\np1,a,b\n,a,a\np3,b,b\n", False),  # units have names
    ],
)
def test_a_first_column_of_units_is_known_by_its_cells(
    write: Write, text: str, *, named: bool
) -> None:
    assert len(read_ratings(write("r.csv", text)).raters) == (2 if named else 3)


@pytest.mark.parametrize("cell", ["", " ", ".", "NA", "N/A", "#N/A", "NaN", " NA "])
def test_a_missing_rating_can_be_written_in_several_ways(write: Write, cell: str) -> None:
    assert read_ratings(write("r.csv", f"Ana,Ben\n1,{cell}\n2,2\n")).ratings[1] == (None, 2)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("1.0", 1),
        ("-2", -2),
        ("+3", 3),
        (".5", 0.5),
        ("1e3", 1000),
        ("inf", "inf"),
        ("1_000", "1_000"),
        ("١٢", "١٢"),  # digits, but not of a number as tables write it
        ("12345678901234567890", "12345678901234567890"),  # would lose its end as a number
        ("=1+1", "=1+1"),
        ("na", "na"),
    ],
)
def test_what_looks_like_a_number_is_one(write: Write, cell: str, value: object) -> None:
    assert read_ratings(write("r.csv", f"Ana;Ben\n{cell};x\n")).ratings[0] == (value,)


def test_short_rows_are_filled_and_blank_ones_left_out(write: Write) -> None:
    found = read_ratings(write("r.csv", "id,Ana,Ben,,\nu1,a\n\n,,,,\nu2,a,b,,\n"))

    assert found.units == ("u1", "u2")
    assert found.ratings == (("a", "a"), (None, "b"))


def test_cells_may_hold_line_ends_and_delimiters(write: Write) -> None:
    found = read_ratings(write("r.csv", 'Ana,Ben\n"a, b","c\nd"\n'))

    assert found.ratings == (("a, b",), ("c\nd",))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "is empty"),
        ("\n\n", "no row below"),
        ("Ana,Ben\n", "no row below"),
        ("Ana\na\nb\n", "fewer than two columns"),
        ("unit,Ana\nu1,a\n", "fewer than two columns"),
        ("Ana,,Ben\na,b,c\n", "Column 2 has ratings but no name"),
        ("Ana,Ben\na,b,c\n", "Column 3 has ratings but no name"),
        ("Ana,Ben,Ana\na,b,c\n", "Two columns are called “Ana”"),
        ("unit,Ana,Ana\nu,b,c\n", "Two columns are called “Ana”"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", "old Excel"),
        (b"PK\x03\x04 and no more", "damaged"),
        ("Ana,Ben\n" + '"' + "x" * 140_000, "quotation mark"),
    ],
)
def test_what_is_no_table_is_refused_in_words(write: Write, text: bytes | str, told: str) -> None:
    assert told in refusal(write("r.csv", text))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    assert "no such file" in refusal(tmp_path / "gone.csv")


def test_a_table_is_bounded_in_each_direction(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ratings_table, "MAX_UNITS", 3)
    monkeypatch.setattr(ratings_table, "MAX_COLUMNS", 3)
    monkeypatch.setattr(ratings_table, "MAX_VALUES", 5)

    assert read_ratings(write("r.csv", "A,B\n" + "a,b\n" * 3)).units == ("1", "2", "3")
    assert "more than 3 rows" in refusal(write("r.csv", "A,B\n" + "a,b\n" * 4))
    assert "more than 3 columns" in refusal(write("r.csv", "A,B,C,D\na,b,c,d\n"))
    assert "different ratings" in refusal(write("r.csv", "A,B\na,b\nc,d\ne,f\n"))


def test_random_bytes_are_read_or_refused_but_break_nothing(write: Write) -> None:
    for seed in range(40):
        noise = bytes((seed * 7919 + place * 104_729) % 251 for place in range(600))
        with suppress(InputProblem):
            read_ratings(write("r.csv", noise))


# ---- wicked workbooks


def repacked(
    rows: Sequence[Sequence[object]], pack: Any, **changed: Callable[[bytes], bytes]
) -> bytes:
    """Change parts of a workbook, called by the end of their names without suffix."""
    with zipfile.ZipFile(io.BytesIO(workbook(rows))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for stem, change in changed.items():
        (name,) = [name for name in parts if name.endswith(f"/{stem}.xml")]
        parts[name] = change(parts[name])
    return pack(parts)


TABLE = [["Ana", "Ben"], [1, 2], [2, 2]]


def test_a_workbook_of_formulas_that_were_never_worked_out_is_refused(write: Write) -> None:
    path = write("r.xlsx", workbook([["Ana", "Ben"], ["=1+1", 2]]))

    assert "no stored results" in refusal(path)


def test_an_error_in_a_cell_is_no_rating(write: Write) -> None:
    assert "row 2 gives #DIV/0!" in refusal(
        write("r.xlsx", workbook([["Ana", "Ben"], ["#DIV/0!", 2]]))
    )


def test_entities_are_never_opened(write: Write, pack: Any) -> None:
    wicked = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    data = repacked(TABLE, pack, sheet1=lambda part: wicked + part)

    assert "document type" in refusal(write("r.xlsx", data))


def test_a_bomb_is_not_unpacked(write: Write, pack: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "MAX_MEMBER", 100_000)
    monkeypatch.setattr(limits, "MAX_MEMBER", 100_000)
    one = repacked(TABLE, pack, sheet1=lambda part: part + b" " * 200_000)
    many = pack({f"xl/{n}.xml": b" " * 60_000 for n in range(3)})

    assert "Unpacked it has more than" in refusal(write("r.xlsx", one))
    assert "Unpacked it has more than" in refusal(write("r.xlsx", many))


def test_a_sheet_may_lie_about_its_size_and_leave_rows_out(write: Write, pack: Any) -> None:
    def lie(part: bytes) -> bytes:
        part = part.replace(b'ref="A1:B3"', b'ref="A1:XFD1048576"')
        return part.replace(b'<row r="3"', b'<row r="4000"').replace(b'3"', b'4000"')

    found = read_ratings(write("r.xlsx", repacked(TABLE, pack, sheet1=lie)))

    assert found.ratings == ((1, 2), (2, 2))


@pytest.mark.parametrize("part", ["sheet1", "workbook", "styles"])
def test_a_damaged_part_is_a_problem_of_the_file(write: Write, pack: Any, part: str) -> None:
    data = repacked(TABLE, pack, **{part: lambda content: content[: len(content) // 2]})

    assert "damaged" in refusal(write("r.xlsx", data))


def test_an_archive_that_is_no_workbook_is_refused(write: Write, pack: Any) -> None:
    assert "damaged or holds no sheet" in refusal(write("r.xlsx", pack({"a.txt": b"a"})))
    assert "lead out" in refusal(write("r.xlsx", pack({"../a": b"a"})))
