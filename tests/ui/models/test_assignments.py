# SPDX-License-Identifier: MIT
"""Who codes which transcript, as a table."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from coder_app.operations import people
from coder_app.queries import lists
from coder_app.ui.models.assignments import AssignmentTable

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def _shown(small) -> AssignmentTable:
    table, ask = AssignmentTable(), small.project.ask
    table.show(ask(lists.documents, small.ana), ask(lists.coders), ask(lists.assignments))
    return table


def test_a_cell_tells_who_has_a_transcript_and_who_is_done(small) -> None:
    run = small.project.run
    run(people.assign, coder=small.ben, document=small.document, purpose="reliability")
    run(people.mark_done, document=small.document, coder=small.ana)
    table = AssignmentTable()
    QAbstractItemModelTester(table, FATAL, table)
    ask = small.project.ask

    table.show(ask(lists.documents, small.ana), ask(lists.coders), ask(lists.assignments))

    assert [table.index(0, c).data() for c in range(3)] == [
        "P07 Marisol",
        "done",
        "given, for reliability",
    ]
    assert [table.index(1, c).data() for c in range(3)] == ["P08 Anouk", "–", "–"]
    document, coder, given = table.at(table.index(0, 2))
    assert (document, coder, len(given)) == (small.document, small.ben, 1)
    assert table.at(table.index(0, 0)) is None


def test_readers_get_no_transcripts(small) -> None:
    small.project.run(people.set_role, coder=small.ben, role="reader")
    table = AssignmentTable()
    ask = small.project.ask

    table.show(ask(lists.documents, small.ana), ask(lists.coders), [])

    assert table.columnCount() == 2
    assert table.guid_at(0) == small.document
    assert table.guid_at(99) is None


def test_blind_is_said_in_words_and_to_readers(small) -> None:
    run = small.project.run
    given = {"coder": small.ben, "document": small.document}
    assignment, _ = run(people.assign, **given, purpose="reliability", blind=True)

    table = _shown(small)
    cell = table.index(0, 2)
    assert cell.data() == "given, for reliability, blind"
    said = "P07 Marisol, Ben: given, for reliability, blind. What others coded there is not shown"
    assert cell.data(SPOKEN) == f"{said} to Ben."
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == cell.data(SPOKEN)

    run(people.reveal, assignment=assignment)
    table = _shown(small)
    cell = table.index(0, 2)
    assert cell.data() == "given, for reliability, no longer blind"
    assert cell.data(Qt.ItemDataRole.ToolTipRole) is None


def test_practice_beside_main_coding_is_told_apart(small) -> None:
    for purpose in ("main", "practice"):
        given = {"coder": small.ben, "document": small.document, "purpose": purpose}
        small.project.run(people.assign, **given, blind=purpose == "practice")

    table = _shown(small)

    assert set(table.index(0, 2).data().split(" + ")) == {"given", "given, for practice, blind"}
    assert table.index(1, 2).data(SPOKEN) == "P08 Anouk, Ben: not given"
