# SPDX-License-Identifier: MIT
"""Closed rounds as a table."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from coder_app.agreement.alpha import Coefficient
from coder_app.core.records import RoundRecord
from coder_app.ui.models.rounds import RoundRow, RoundTable


def _record(name: str) -> RoundRecord:
    return RoundRecord(
        guid=uuid4(),
        state=uuid4(),
        number=1,
        name=name,
        closed=datetime(2025, 11, 12, 14, 5, tzinfo=UTC),
        author="Ana",
        coders=(uuid4(), uuid4()),
        documents=(uuid4(),),
        version=1,
        figures="{}",
    )


@pytest.fixture
def table(look, qtbot) -> RoundTable:
    made = RoundTable()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show(
        [
            RoundRow(
                record=_record("Second"),
                frozen=Coefficient(0.512),
                now=Coefficient(None, "Nobody used it."),
                units=1200,
            ),
            RoundRow(record=_record("First")),
        ]
    )
    return made


def _row(table: RoundTable, row: int) -> list[str]:
    return [table.index(row, column).data() for column in range(table.columnCount())]


def test_a_row_holds_what_was_frozen_and_what_is_now(table: RoundTable) -> None:
    assert _row(table, 0) == ["Second", "12 Nov 2025", "Ana", "2", "1", "1,200", ".512", "–"]
    assert _row(table, 1)[5:] == ["", "", ""]


def test_a_tool_tip_names_the_figure_or_says_why_there_is_none(table: RoundTable) -> None:
    tip = Qt.ItemDataRole.ToolTipRole

    assert table.index(0, 6).data(tip).endswith("when the round was closed")
    assert table.index(0, 7).data(tip) == "Nobody used it."
    assert table.index(1, 6).data(tip).startswith("You do not see")


def test_beyond_the_table_there_is_nothing(table: RoundTable) -> None:
    assert table.data(QModelIndex()) is None
    assert table.round_at(9) is None
    assert table.headerData(6, Qt.Orientation.Horizontal) == "Frozen"
