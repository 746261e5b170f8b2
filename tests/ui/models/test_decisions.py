# SPDX-License-Identifier: MIT
"""The decision log as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from coder_app.core.records import Outcome
from coder_app.ui.models.decisions import DecisionOrder, DecisionTable


@pytest.fixture
def order(look, qtbot, differ) -> DecisionOrder:
    codes = {differ.guid(name): differ.code(name) for name in ("trust", "belonging")}
    coders = {differ.guid(name): name for name in ("Ana", "Ben")}
    one = differ.decided(differ.item(differ.mark("Ana", 0, 9)))
    other = differ.decided(
        differ.item(differ.mark("Ana", 4, 9), differ.mark("Ben", 5, 9, "belonging"))
    )
    table = DecisionTable()
    made = DecisionOrder(table)
    for model in (table, made):
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    table.show(
        [
            replace(
                one,
                outcome=Outcome.CODER,
                chosen=differ.guid("Ben"),
                reason="verb and\nobject",
                line=100,
                decided=datetime(2026, 11, 11, tzinfo=UTC),
            ),
            replace(other, dissenters=(differ.guid("Ana"),), dissent="both", line=9),
        ],
        codes,
        coders,
    )
    return made


def _column(order: DecisionOrder, column: int) -> list[str]:
    return [order.index(row, column).data() for row in range(order.rowCount())]


def test_a_row_says_all_of_a_decision_in_words(order: DecisionOrder) -> None:
    assert _column(order, 3) == ["trust", "trust or belonging"]
    assert _column(order, 4) == ["as Ben", "neither"]
    assert _column(order, 6) == ["", "Ana: both"]
    assert _column(order, 7) == ["Ana", "Ana"]
    assert order.headerData(2, Qt.Orientation.Horizontal) == "Line"


def test_lines_and_moments_sort_as_what_they_are(order: DecisionOrder) -> None:
    order.sort(2)
    assert _column(order, 2) == ["9", "100"]

    order.sort(0, Qt.SortOrder.DescendingOrder)

    assert _column(order, 2) == ["9", "100"]


def test_one_code_can_be_looked_at(order: DecisionOrder, differ) -> None:
    order.look_at(differ.guid("belonging"))

    assert _column(order, 2) == ["9"]
    assert order.decision_at(0).codes[1] == differ.guid("belonging")


def test_the_table_is_copied_as_it_is_shown(order: DecisionOrder, differ) -> None:
    order.sort(2)

    lines = order.as_text().splitlines()

    assert lines[0].split("\t")[0] == "When"
    assert lines[2].split("\t")[5] == "verb and object"
    assert len(lines) == 3


def test_beyond_the_table_there_is_nothing(order: DecisionOrder) -> None:
    assert order.table.data(QModelIndex()) is None
    assert order.decision_at(7) is None
