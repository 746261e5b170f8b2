# SPDX-License-Identifier: MIT
"""Who called it what, as a table of words and numbers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from coder_app.agreement.confusion import Confusion
from coder_app.queries import lists
from coder_app.ui.models.confusion import CHIP_ROLE, SHADE_ROLE, ConfusionTable

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
DOWN, ACROSS = Qt.Orientation.Vertical, Qt.Orientation.Horizontal


@pytest.fixture
def shown(small):
    codes = {code.guid: code for code in small.project.ask(lists.codes, small.ana)}
    keys = [small.codes[name] for name in ("trust", "direct engagement")]
    confusion = Confusion(
        first=small.ana,
        second=small.ben,
        codes=tuple(keys),
        table=((12, 3, 5), (0, 4, 0), (1, 0, 0)),
    )
    table = ConfusionTable()
    QAbstractItemModelTester(table, FATAL, table)
    table.show(confusion, codes, ("Ana", "Ben"))
    return table


def test_every_number_is_shown_and_nothing_is_a_dot(shown) -> None:
    cells = [[shown.index(r, c).data() for c in range(3)] for r in range(3)]

    assert cells == [["12", "3", "5"], ["·", "4", "·"], ["1", "·", ""]]


def test_each_cell_says_in_words_what_it_counts(shown) -> None:
    told = {(r, c): shown.index(r, c).data(SPOKEN) for r in range(3) for c in range(3)}

    assert told[0, 0] == "Ana and Ben both called it trust: 12"
    assert told[0, 1] == "Ana called it trust, Ben called it direct engagement: 3"
    assert told[0, 2] == "Ana called it trust, Ben nothing else: 5"
    assert told[2, 0] == "Ben called it trust, Ana nothing else: 1"
    assert told[2, 2] == "Neither marked anything."


def test_the_eye_goes_to_the_confusion_not_to_the_diagonal(shown) -> None:
    assert shown.index(0, 0).data(SHADE_ROLE) is None
    assert shown.index(0, 2).data(SHADE_ROLE) == 1.0
    assert shown.index(0, 1).data(SHADE_ROLE) == 3 / 5


def test_heads_carry_chips_and_a_letter_where_there_is_no_key(shown) -> None:
    chips = [shown.headerData(n, ACROSS, CHIP_ROLE) for n in range(3)]

    assert [chip and chip[1] for chip in chips] == ["T", "a", None]
    assert chips == [shown.headerData(n, DOWN, CHIP_ROLE) for n in range(3)]
    assert [shown.headerData(n, DOWN) for n in range(3)] == [
        "trust", "direct engagement", "nothing else",
    ]  # fmt: skip
    assert shown.headerData(0, ACROSS, SPOKEN) == "Ben called it trust"


def test_it_is_copied_with_names(shown) -> None:
    assert shown.as_text().splitlines() == [
        "Ana \\ Ben\ttrust\tdirect engagement\tnothing else",
        "trust\t12\t3\t5",
        "direct engagement\t0\t4\t0",
        "nothing else\t1\t0\t0",
    ]


def test_without_a_pair_there_is_no_table(shown) -> None:
    shown.show(None, {})

    assert shown.rowCount() == shown.columnCount() == 0
