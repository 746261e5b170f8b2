# SPDX-License-Identifier: MIT
from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from coder_app.store.tables import DOMAIN, Base, Change, Coding, Domain, Event, Utc, one_per

Study = Any  # the class in conftest.py
TABLES = sorted(Base.metadata.tables)


def test_every_journaled_class_is_listed() -> None:
    assert set(DOMAIN.values()) == set(Domain.__subclasses__())


@pytest.mark.parametrize("name", TABLES)
def test_tables_can_be_made_on_postgresql_too(name: str) -> None:
    table = Base.metadata.tables[name]
    made = [CreateTable(table), *(CreateIndex(index) for index in table.indexes)]

    said = [str(statement.compile(dialect=postgresql.dialect())) for statement in made]

    assert said[0].strip().startswith("CREATE TABLE")


@pytest.mark.parametrize("name", TABLES)
def test_constraints_have_names_and_foreign_keys_wait_for_the_commit(name: str) -> None:
    table = Base.metadata.tables[name]

    assert all(constraint.name for constraint in table.constraints)
    assert all(index.name for index in table.indexes)
    for key in table.foreign_key_constraints:
        assert key.deferrable
        assert key.initially == "DEFERRED"


@pytest.mark.parametrize("cls", DOMAIN.values(), ids=list(DOMAIN))
def test_nothing_that_people_can_name_is_unique(cls: type[Domain]) -> None:
    constraints = cls.__table__.constraints

    assert not [each for each in constraints if isinstance(each, UniqueConstraint)]
    assert not [column for column in cls.__table__.columns if column.unique]


def test_a_coding_may_be_without_a_place_but_not_without_order() -> None:
    (check,) = (x for x in Coding.__table__.constraints if isinstance(x, CheckConstraint))

    assert str(check.sqltext) == "0 <= anchor_start AND anchor_start <= anchor_end"


def test_the_history_points_at_no_row_of_the_project() -> None:
    targets = {
        key.column.table.name for table in (Event, Change) for key in table.__table__.foreign_keys
    }

    assert targets == {"event"}


def test_a_row_meant_to_be_one_per_combination_gets_the_same_guid_everywhere() -> None:
    assert one_per("setting", "unit") == one_per("setting", "unit")
    assert one_per("setting", "a", "b") != one_per("setting", "ab")
    assert str(one_per("setting", "unit")) == "8ca622c3-3511-5aef-bc5d-90cc95a082bd"


def test_an_instant_keeps_its_moment_through_sqlite() -> None:
    from sqlalchemy.dialects import sqlite

    here = datetime(2026, 11, 24, 10, 0, tzinfo=timezone(timedelta(hours=5)))
    kind, dialect = Utc(), sqlite.dialect()

    assert kind.process_result_value(kind.process_bind_param(here, dialect), dialect) == here
    assert kind.process_result_value(None, dialect) is None
    with pytest.raises(ValueError, match="time zone"):
        kind.process_bind_param(datetime(2026, 1, 1), dialect)
    assert kind.process_result_value(here, dialect).tzinfo is UTC


def test_a_new_row_has_its_guid_at_once() -> None:
    assert Coding().guid != Coding().guid


@pytest.mark.parametrize("parent", ["document", "wording", "participant"])
def test_whatever_points_at_what_an_import_brings_is_found_by_an_index(parent: str) -> None:
    """Else SQLite looks through the whole table for each new row."""
    missing = [
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.column.table.name == parent for key in column.foreign_keys)
        and column.name != next(iter(table.primary_key.columns)).name
        and not any(next(iter(index.columns)) is column for index in table.indexes)
    ]
    assert missing == []
