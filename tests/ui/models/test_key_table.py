# SPDX-License-Identifier: MIT
"""Names and pseudonyms as rows that are ticked and written into."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from coder_app.formats.pseudonyms.key import Pseudonym
from coder_app.ui.models.key_table import KeyTable

ANA = Pseudonym(name="Ana", pseudonym="P1")
MAIL = Pseudonym(name="ana@example.org", pseudonym="[e-mail address 1]", note="e-mail address")
CHECK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def names(look) -> KeyTable:
    made = KeyTable()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show([ANA], [MAIL])
    return made


def test_what_is_offered_is_neither_replaced_nor_kept_before_it_is_ticked(names) -> None:
    assert names.key() == names.in_use() == (ANA,)

    names.setData(names.index(1, 0), Qt.CheckState.Checked, CHECK)

    assert names.key() == names.in_use() == (ANA, MAIL)


def test_a_name_of_the_key_that_is_not_ticked_is_kept_and_not_replaced(names) -> None:
    names.setData(names.index(0, 0), Qt.CheckState.Unchecked, CHECK)

    assert (names.key(), names.in_use()) == ((ANA,), ())


def test_a_row_counts_when_it_has_a_name_and_a_pseudonym(names) -> None:
    row = names.add()
    names.setData(names.index(row, 0), " Ben  Li ")
    assert names.in_use() == (ANA,)

    names.setData(names.index(row, 1), "P2")

    assert names.in_use() == (ANA, Pseudonym(name="Ben Li", pseudonym="P2"))
    names.drop(row)
    assert names.rowCount() == 2


def test_places_are_counted_and_rows_are_told_aloud(names) -> None:
    names.count_places({"ana": 1200})

    assert [names.index(row, 2).data() for row in (0, 1)] == ["1,200", "–"]
    aloud = names.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert aloud == "ana@example.org, [e-mail address 1], offered"
