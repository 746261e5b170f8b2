# SPDX-License-Identifier: MIT
"""Parquet files: types, descriptions, all or nothing."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyarrow import parquet

from coder_app.core.errors import InputProblem
from coder_app.core.records import Sheet
from coder_app.formats.datasets.parquet_file import write_parquet

TABLES = SimpleNamespace(**run_path(str(Path(__file__).parents[1] / "small_tables.py")))
SHEET, table = TABLES.CODINGS, TABLES.table


def test_values_come_back_as_their_kinds(tmp_path: Path) -> None:
    assert write_parquet([SHEET], tmp_path / "a.parquet") == ()

    found = parquet.read_table(tmp_path / "a.parquet")
    ana, eva, nobody = found.to_pylist()
    assert ana == {
        "document": "Ana 🥖",
        "code path": "B > b",
        "role": "none",
        "line": 7,
        "weight": 2,
        "share": 0.25,
        "created": TABLES.NOON,
        "born": date(1990, 1, 2),
        "trust": 1,
    }
    assert (eva["weight"], eva["created"], eva["trust"]) == (None, None, 0)
    assert (nobody["document"], nobody["role"]) == ("", None)
    assert [str(field.type) for field in found.schema] == [
        "string",
        "dictionary<values=string, indices=int32, ordered=0>",
        "dictionary<values=string, indices=int32, ordered=0>",
        "int64",
        "int8",
        "double",
        "timestamp[ms, tz=UTC]",
        "date32[day]",
        "int8",
    ]


def test_columns_and_file_say_what_they_are(tmp_path: Path) -> None:
    write_parquet([SHEET], tmp_path / "a.parquet", about={"project": "Bakers"})

    schema = parquet.read_schema(tmp_path / "a.parquet")
    assert schema.metadata[b"project"] == b"Bakers"
    assert schema.metadata[b"table"] == b"Codings"
    assert schema.field("line").metadata[b"unit"] == b"lines"
    assert schema.field("line").metadata[b"description"] == b"Line."
    told = json.loads(schema.field("role").metadata[b"values"])
    assert told == {"participant": "the person interviewed", "none": "not known"}


def test_pandas_reads_it_with_its_categories(tmp_path: Path) -> None:
    from pandas import read_parquet

    write_parquet([SHEET], tmp_path / "a.parquet")

    frame = read_parquet(tmp_path / "a.parquet")
    assert frame["code path"].dtype == "category"
    assert str(frame["created"].dtype).endswith("UTC]")
    assert list(frame["weight"].dropna()) == [2]


def test_a_table_without_rows_keeps_its_types(tmp_path: Path) -> None:
    empty = Sheet(name="T", columns=SHEET.columns, rows=[], about=SHEET.about)

    write_parquet([empty], tmp_path / "a.parquet")

    assert str(parquet.read_schema(tmp_path / "a.parquet").field("share").type) == "double"


def test_each_table_becomes_a_file_of_its_own(tmp_path: Path) -> None:
    write_parquet([SHEET, table(("x",))], tmp_path / "a.parquet")

    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == ["a-t.parquet", "a.parquet"]


def test_a_folder_that_is_not_there_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="could not be written"):
        write_parquet([SHEET], tmp_path / "none" / "a.parquet")


CELLS = st.none() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=True) | st.text()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.tuples(CELLS, CELLS), max_size=4))
def test_any_table_is_written_and_read(tmp_path: Path, rows: list[tuple[object, ...]]) -> None:
    write_parquet([table(*rows, columns=("a", "b"))], tmp_path / "a.parquet")

    assert parquet.read_table(tmp_path / "a.parquet").num_rows == len(rows)
