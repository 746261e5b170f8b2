# SPDX-License-Identifier: MIT
"""CSV files: one a table, nothing that a spreadsheet would run, all or nothing."""

from __future__ import annotations

import csv
import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder_app.core.errors import InputProblem
from coder_app.core.records import Sheet
from coder_app.formats.datasets.csv_file import write_csv


def table(*rows: tuple[object, ...], name: str = "Codings") -> Sheet:
    columns = tuple(f"column {n}" for n in range(1, len(rows[0]) + 1))
    return Sheet(name=name, columns=columns, rows=list(rows))


def cells(path: Path, delimiter: str = ",") -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=delimiter))


def test_each_table_becomes_a_file_of_its_own(tmp_path: Path) -> None:
    write_csv([table(("a",)), table(("b",), name="Documents × Codes")], tmp_path / "out.csv")

    names = ["out-documents-codes.csv", "out.csv"]
    assert sorted(path.name for path in tmp_path.iterdir()) == names


def test_one_table_goes_to_the_file_that_was_named(tmp_path: Path) -> None:
    write_csv([table(("a",))], tmp_path / "out.csv")

    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_text_that_excel_would_run_gets_an_apostrophe_and_numbers_do_not(tmp_path: Path) -> None:
    moment = datetime(2026, 3, 2, 12, 30, tzinfo=UTC)
    row = ("=1+1", "-1", "'=1", "'tis", -1, 0.5, moment, date(2026, 3, 2), None, True)

    report = write_csv([table(row)], tmp_path / "o.csv")

    assert (tmp_path / "o.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    texts = ["'=1+1", "'-1", "''=1", "'tis"]
    values = ["-1", "0.5", "2026-03-02T12:30:00Z", "2026-03-02", "", "TRUE"]
    assert cells(tmp_path / "o.csv")[1] == [*texts, *values]
    assert report == ("3 texts that begin like a formula got an apostrophe in front.",)


def test_the_byte_order_mark_can_be_left_out_and_tabs_part_a_tsv(tmp_path: Path) -> None:
    write_csv([table(("a, b", "c\td"))], tmp_path / "o.tsv", bom=False)

    assert (tmp_path / "o.tsv").read_bytes() == b'column 1\tcolumn 2\r\na, b\t"c\td"\r\n'


class Stopped(Exception):
    """What a caller raises who has been told to stop."""


def test_stopping_leaves_the_old_files_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "out.csv").write_text("old")

    def stop(done: int, total: int) -> None:
        assert (done, total) == (2, 2)
        raise Stopped

    with pytest.raises(Stopped):
        write_csv([table(("a",)), table(("b",), name="B")], tmp_path / "out.csv", progress=stop)

    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_a_folder_that_is_not_there_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="could not be written"):
        write_csv([table(("a",))], tmp_path / "none" / "out.csv")


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=6))
def test_any_text_comes_back(tmp_path: Path, texts: list[str]) -> None:
    write_csv([table(tuple(texts))], tmp_path / "o.csv")

    row = cells(tmp_path / "o.csv")[1]
    quoted = re.compile(r"'+[=+\-@\t\r]")
    read = [value[1:] if quoted.match(value) else value for value in row]
    assert read == [re.sub("[\ufffe\uffff]", "�", text) for text in texts]
