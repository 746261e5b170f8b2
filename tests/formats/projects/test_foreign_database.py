# SPDX-License-Identifier: MIT
"""Databases of others are read from memory, and nothing in them is trusted."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder_app.core.errors import InputProblem
from coder_app.formats.projects import foreign_database
from coder_app.formats.projects.foreign_database import (
    ForeignDatabase,
    int_in,
    line_in,
    opened_database,
    read_database,
    refuse_without,
    text_in,
    when_in,
)

PATH = Path("study.qda")
Make = Callable[..., bytes]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    """Run statements on a new database and give its bytes."""

    def made(*statements: str, wal: bool = False) -> bytes:
        file = tmp_path / "made.db"
        file.unlink(missing_ok=True)
        database = sqlite3.connect(file)
        if wal:
            database.execute("PRAGMA journal_mode=WAL")
        for statement in statements:
            database.execute(statement)
        database.commit()
        database.close()
        return file.read_bytes()

    return made


def test_rows_come_as_they_are_and_a_missing_column_is_nothing(make: Make) -> None:
    data = make("CREATE TABLE T (a, b)", "INSERT INTO T VALUES (1, 'é😀')")

    with opened_database(data, PATH) as database:
        assert list(database.rows("t", "a", "b", "c")) == [(1, "é😀", None)]
        assert list(database.rows("none", "a")) == []
        assert database.has("t", "a", "b")
        assert not database.has("t", "c")
        assert not database.has("none")


def test_a_database_in_wal_mode_is_read_too(make: Make) -> None:
    data = make("CREATE TABLE t (a)", "INSERT INTO t VALUES (1)", wal=True)

    with opened_database(data, PATH) as database:
        assert list(database.rows("t", "a")) == [(1,)]


def test_views_virtual_tables_and_computed_columns_are_no_tables(make: Make) -> None:
    data = make(
        "CREATE TABLE t (a, b AS (zeroblob(1000000000)) VIRTUAL)",
        "CREATE VIEW v AS SELECT randomblob(1000000000) AS a",
        "CREATE VIRTUAL TABLE f USING fts5(a)",
        "INSERT INTO t (a) VALUES (1)",
    )

    with opened_database(data, PATH) as database:
        assert "v" not in database.tables
        assert "f" not in database.tables
        assert list(database.rows("t", "a", "b")) == [(1, None)]


def test_nothing_but_reading_is_allowed(make: Make) -> None:
    database = ForeignDatabase(make("CREATE TABLE t (a)"), PATH)

    for statement in (
        "INSERT INTO t VALUES (1)",
        "ATTACH '/tmp/other.db' AS other",
        "SELECT load_extension('x')",
        "SELECT abs(1)",
        "PRAGMA query_only=OFF",
        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n FROM r",
    ):
        with pytest.raises(sqlite3.DatabaseError):
            database._made.execute(statement).fetchall()
    database.close()


def test_what_takes_without_end_is_stopped(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_database, "_MOST_ASKED", 0)
    monkeypatch.setattr(foreign_database, "_STEPS", 10)
    data = make("CREATE TABLE t (a)", "INSERT INTO t VALUES (1), (2), (3), (4), (5), (6)")

    with pytest.raises(InputProblem, match="damaged"), opened_database(data, PATH) as database:
        list(database.rows("t", "a"))


def test_too_many_rows_are_refused(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_database, "MAX_ROWS", 2)
    data = make("CREATE TABLE t (a)", "INSERT INTO t VALUES (1), (2), (3)")

    with opened_database(data, PATH) as database, pytest.raises(InputProblem, match="rows"):
        list(database.rows("t", "a"))


def test_a_value_that_is_too_long_is_damage(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(foreign_database, "MAX_VALUE", 1_000)
    data = make("CREATE TABLE t (a)", "INSERT INTO t VALUES (zeroblob(5000))")

    with opened_database(data, PATH) as database, pytest.raises(InputProblem, match="damaged"):
        list(database.rows("t", "a"))


@pytest.mark.parametrize("cut", [0, 10, 100, 5_000])
def test_half_a_database_is_damaged(make: Make, cut: int) -> None:
    data = make("CREATE TABLE t (a)", *(f"INSERT INTO t VALUES ('{n:500}')" for n in range(40)))

    with (
        pytest.raises(InputProblem, match="damaged") as caught,
        opened_database(data[:cut], PATH) as database,
    ):
        list(database.rows("t", "a"))
    assert "study.qda" in str(caught.value)


def test_a_database_that_is_being_written_is_not_read(make: Make, tmp_path: Path) -> None:
    file = tmp_path / "data.qda"
    file.write_bytes(make("CREATE TABLE t (a)"))
    assert read_database(file, PATH)

    (tmp_path / "data.qda-journal").write_bytes(b"half")

    with pytest.raises(InputProblem, match="open in another program"):
        read_database(file, PATH)


def test_a_table_or_column_that_is_missing_is_named(make: Make) -> None:
    with opened_database(make("CREATE TABLE t (a)"), PATH) as database:
        refuse_without(database, {"t": ("a",)}, PATH, "X")
        with pytest.raises(InputProblem, match=r"no project of X .* “t” is missing"):
            refuse_without(database, {"t": ("a", "b")}, PATH, "X")


def test_values_of_any_kind_are_read() -> None:
    assert [int_in(value) for value in (1, 2.0, 2.5, "3", None, b"4")] == [
        *(1, 2),
        *(None, None, None, None),
    ]
    assert [text_in(value) for value in ("a", b"\xff", None, 1)] == ["a", "�", "", "1"]
    assert line_in(" a\n b\0") == "a b"
    assert when_in("2026-01-02 03:04:05") == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert when_in("soon") is None
    assert when_in(None) is None


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_nothing_but_a_sentence_escapes_from_broken_pages(make: Make, data: st.DataObject) -> None:
    whole = make(
        "CREATE TABLE t (a, b)", *(f"INSERT INTO t VALUES ({n}, '{n:60}')" for n in range(90))
    )
    broken = bytearray(whole)
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(broken) - 1))
        broken[at] = data.draw(st.integers(0, 255))

    try:
        with opened_database(bytes(broken), PATH) as database:
            for table in database.tables:
                list(database.rows(table, "a", "b"))
    except InputProblem:
        pass
