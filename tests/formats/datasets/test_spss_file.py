# SPDX-License-Identifier: MIT
"""SPSS files: read back with labels, legal names, nothing cut unsaid, all or nothing."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace
from typing import Any

import pyreadstat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder_app.core.errors import InputProblem
from coder_app.core.records import CellKind, Column, Sheet
from coder_app.formats.datasets.spss_file import write_spss

TABLES = SimpleNamespace(**run_path(str(Path(__file__).parents[1] / "small_tables.py")))
SHEET, NOON, table = TABLES.CODINGS, TABLES.NOON, TABLES.table


def read(path: Path) -> tuple[dict[str, list[Any]], Any]:
    data, meta = pyreadstat.read_sav(path, output_format="dict")
    return {name: list(values) for name, values in data.items()}, meta


def test_values_come_back_as_their_kinds(tmp_path: Path) -> None:
    write_spss([SHEET], tmp_path / "a.sav")

    data, _ = read(tmp_path / "a.sav")
    assert data["document"] == ["Ana 🥖", "Eva", ""]
    assert data["code_path"] == [2, 1, None]
    assert data["role"] == [2, 1, None]
    assert data["weight"] == [2, None, None]
    assert data["share"] == [0.25, None, None]
    assert data["created"] == [NOON.replace(tzinfo=None), None, None]
    assert data["born"] == [date(1990, 1, 2), None, None]
    assert data["trust"] == [1, 0, None]


def test_variables_and_values_have_labels(tmp_path: Path) -> None:
    told = write_spss([SHEET], tmp_path / "a.sav", title="Bakers")

    _, meta = read(tmp_path / "a.sav")
    assert meta.column_names_to_labels["document"] == "document"
    assert meta.column_names_to_labels["code_path"] == "code path"
    assert meta.column_names_to_labels["line"] == "line (lines)"
    assert meta.column_names_to_labels["trust"] == "trust"
    assert meta.variable_value_labels["trust"] == {0: "not marked", 1: "marked"}
    assert meta.variable_value_labels["code_path"] == {1: "A > a", 2: "B > b"}
    assert meta.variable_value_labels["role"] == {1: "the person interviewed", 2: "not known"}
    assert meta.variable_measure["weight"] == "ordinal"
    assert meta.variable_measure["share"] == "scale"
    assert meta.variable_measure["trust"] == meta.variable_measure["document"] == "nominal"
    assert (meta.file_label, meta.file_encoding) == ("Bakers: Codings", "UTF-8")
    assert told == (
        "1 variable has another name, since SPSS takes no spaces and signs: "
        "“code path” = code_path.",
    )


def test_what_variables_hold_is_told_at_length_in_the_documents_of_the_file(tmp_path: Path) -> None:
    about = (Column(name="a b", about="说明 " * 60), Column(name="c", about=""))
    write_spss(
        [Sheet(name="T", columns=("a b", "c"), rows=[("x", "y")], about=about)], tmp_path / "a.sav"
    )

    _, meta = read(tmp_path / "a.sav")
    said = "".join("".join(meta.notes).split())
    assert said == "a_b:" + "说明" * 60


def test_each_table_becomes_a_file_of_its_own(tmp_path: Path) -> None:
    write_spss([SHEET, table(("x",))], tmp_path / "a.sav")

    assert sorted(path.name for path in tmp_path.iterdir()) == ["a-t.sav", "a.sav"]


def test_a_text_that_is_too_long_is_cut_and_that_is_said(tmp_path: Path) -> None:
    told = write_spss([table(("é" * 20_000,), ("b",))], tmp_path / "a.sav")

    data, _ = read(tmp_path / "a.sav")
    assert data["a"] == ["é" * 16_383, "b"]
    assert told == ("1 text was too long for SPSS and was cut after 32,767 bytes.",)


def test_a_table_without_rows_keeps_its_variables(tmp_path: Path) -> None:
    empty = Sheet(name="T", columns=SHEET.columns, rows=[], about=SHEET.about)

    write_spss([empty], tmp_path / "a.sav")

    _, meta = read(tmp_path / "a.sav")
    assert meta.column_names[:2] == ["document", "code_path"]
    assert meta.variable_value_labels["trust"] == {0: "not marked", 1: "marked"}


def test_too_many_texts_are_no_categories(tmp_path: Path) -> None:
    about = (Column(name="a", about="x.", kind=CellKind.CATEGORY),)
    rows: list[tuple[object, ...]] = [(f"text {n}",) for n in range(1_001)]

    write_spss([Sheet(name="T", columns=("a",), rows=rows, about=about)], tmp_path / "a.sav")

    assert read(tmp_path / "a.sav")[0]["a"][:2] == ["text 0", "text 1"]


def test_texts_too_long_for_labels_stay_whole(tmp_path: Path) -> None:
    about = (Column(name="coder", about="Who.", kind=CellKind.CATEGORY),)
    names = [f"{'é' * 59}a", f"{'é' * 60}b", f"{'é' * 60}c"]  # of 119, 121 and 121 bytes
    rows = [(name,) for name in names]

    write_spss([Sheet(name="S", columns=("coder",), rows=rows, about=about)], tmp_path / "a.sav")
    write_spss(
        [Sheet(name="S", columns=("coder",), rows=rows[:1], about=about)], tmp_path / "b.sav"
    )

    data, meta = read(tmp_path / "a.sav")
    assert (data["coder"], meta.variable_value_labels) == (names, {})
    data, meta = read(tmp_path / "b.sav")
    assert (data["coder"], meta.variable_value_labels) == ([1], {"coder": {1: names[0]}})


def test_pandas_is_not_needed(tmp_path: Path) -> None:
    script = f"""
import sys
from pathlib import Path

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("pandas", "polars"):
            raise ImportError(name)

sys.meta_path.insert(0, Missing())
from coder_app.core.records import Sheet
from coder_app.formats.datasets.spss_file import write_spss

sheet = Sheet(name="T", columns=("a", "b"), rows=[("x", 1), (None, None)])
write_spss([sheet], Path({str(tmp_path / "a.sav")!r}))
"""

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
    assert read(tmp_path / "a.sav")[0] == {"a": ["x", ""], "b": [1, None]}


def test_stopping_leaves_the_old_file_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.sav").write_text("old")

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_spss([SHEET], tmp_path / "a.sav", progress=stop)
    assert [path.read_text() for path in tmp_path.iterdir()] == ["old"]


def test_a_folder_that_is_not_there_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="could not be written"):
        write_spss([SHEET], tmp_path / "none" / "a.sav")


CELLS = st.none() | st.integers(-(10**9), 10**9) | st.floats(allow_nan=True) | st.text(max_size=9)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.text(max_size=9), min_size=2, max_size=2),
    st.lists(st.tuples(CELLS, st.text(st.characters(codec="utf-8"), max_size=9)), max_size=4),
)
def test_any_table_is_written_and_read(
    tmp_path: Path, headers: list[str], rows: list[tuple[object, ...]]
) -> None:
    write_spss([table(*rows, columns=tuple(headers))], tmp_path / "a.sav")

    data, meta = read(tmp_path / "a.sav")
    assert len(meta.column_names) == 2
    assert len(data[meta.column_names[0]]) == len(rows)
