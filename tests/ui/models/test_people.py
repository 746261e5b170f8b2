# SPDX-License-Identifier: MIT
"""People as tables."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from coder_app.operations import people
from coder_app.queries import lists
from coder_app.ui.models.people import CoderTable, ParticipantTable

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
EDIT = Qt.ItemDataRole.EditRole


@pytest.fixture
def heard():
    return []


def _told(heard, *, answer: bool = True):
    def take(*values):
        heard.append(values)
        return answer

    return take


def test_coders_are_shown_without_consensus(small, heard) -> None:
    table = CoderTable(_told(heard), _told(heard))
    QAbstractItemModelTester(table, FATAL, table)

    table.show(small.project.ask(lists.coders))

    cells = [[table.index(r, c).data() for c in (0, 1)] for r in range(table.rowCount())]
    assert cells == [["Ana Ruiz", "lead"], ["Ben", "coder"]]
    assert table.guid_at(1) == small.ben
    assert table.guid_at(-1) is None


def test_a_changed_name_and_a_changed_role_are_told_once(small, heard) -> None:
    table = CoderTable(_told(heard), _told(heard))
    table.show(small.project.ask(lists.coders))

    assert table.setData(table.index(1, 0), "Benjamin", EDIT)
    assert table.setData(table.index(1, 1), "reader", EDIT)
    assert not table.setData(table.index(1, 0), "Ben", EDIT)  # as it was

    assert heard == [(small.ben, "Benjamin"), (small.ben, "reader")]


def test_a_refused_change_is_no_change(small, heard) -> None:
    table = CoderTable(_told(heard, answer=False), _told(heard))
    table.show(small.project.ask(lists.coders))

    assert not table.setData(table.index(1, 0), "Ana Ruiz", EDIT)


def test_participants_have_a_column_for_each_attribute(small, heard) -> None:
    age = small.project.run(people.add_attribute, name="age", kind="number")[0]
    ana = small.project.run(people.add_participant, name="Ana")[0]
    small.project.run(people.set_value, participant=ana, attribute=age, value="31")
    table = ParticipantTable(_told(heard), _told(heard))
    QAbstractItemModelTester(table, FATAL, table)

    table.show(small.project.ask(lists.participants), small.project.ask(lists.attributes))

    row = next(r for r in range(table.rowCount()) if table.guid_at(r) == ana)
    assert [table.index(row, c).data() for c in (0, 1)] == ["Ana", "31"]
    right = table.index(row, 1).data(Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight
    table.setData(table.index(row, 1), "32", EDIT)
    table.setData(table.index(row, 0), "Anna", EDIT)
    assert heard == [(ana, age, "32"), (ana, "Anna")]
