# SPDX-License-Identifier: MIT
"""The history as a table."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from coder_app.core.records import EventRecord
from coder_app.ui.models.history import PAGE, HistoryTable


def _event(n: int) -> EventRecord:
    return EventRecord(
        guid=UUID(int=n),
        at=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        who="Ana" if n % 2 else "Ben",
        action="codings.apply_code",
        sentence=f"Code a passage, {n}",
        undoes=None,
        stays="",
        undone=n == 3,
    )


@pytest.fixture
def table(look):
    events = [_event(n) for n in range(PAGE + 50, 0, -1)]

    def read(before: UUID | None) -> list[EventRecord]:
        first = 0 if before is None else [e.guid for e in events].index(before) + 1
        return events[first : first + PAGE]

    made = HistoryTable(read)
    fatal = QAbstractItemModelTester.FailureReportingMode.Fatal
    QAbstractItemModelTester(made, fatal, made).setUseFetchMore(False)
    made.reload()
    return made


def test_the_newest_page_comes_first_and_more_on_wish(table) -> None:
    assert table.rowCount() == PAGE
    assert table.index(0, 2).data() == f"Code a passage, {PAGE + 50}"

    table.fetchMore(QModelIndex())

    assert table.rowCount() == PAGE + 50
    assert not table.canFetchMore(QModelIndex())
    assert table.index(PAGE + 47, 2).data() == "Code a passage, 3 (undone)"


def test_events_of_others_can_be_left_out(table) -> None:
    table.reload(who="Ben")

    assert {table.event_at(row).who for row in range(table.rowCount())} == {"Ben"}
    assert table.rowCount() == PAGE // 2


def test_there_is_no_event_beyond_the_last_row(table) -> None:
    assert table.event_at(-1) is None
    assert table.event_at(10_000) is None
