# SPDX-License-Identifier: MIT
"""The codebook's model: groups with sums, letters, moves that are wishes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from coder_app.operations import codebook
from coder_app.queries import lists
from coder_app.ui.models.code_tree import (
    CODE_MIME,
    CodeTreeModel,
    CountRole,
    GuidRole,
    LettersRole,
)

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def names(model: CodeTreeModel, parent: QModelIndex | None = None) -> list[str]:
    found = []
    above = parent or QModelIndex()
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        found += [index.data(), *names(model, index)]
    return found


@pytest.fixture
def model(small: Any) -> CodeTreeModel:
    made = CodeTreeModel()
    made.setProperty("tester", QAbstractItemModelTester(made, FATAL, made))
    made.set_records(small.project.ask(lists.codes, small.ana))
    return made


def test_codes_stand_below_their_groups(model: CodeTreeModel) -> None:
    assert names(model) == [
        "Constructs",
        "relatability capital",
        "authenticity resonance",
        "perceived accessibility",
        "Outcomes",
        "trust",
        "direct engagement",
    ]


def test_a_search_keeps_groups_of_what_it_finds(model: CodeTreeModel, small: Any) -> None:
    model.find("tru")

    assert names(model) == ["Outcomes", "trust"]
    assert model.index_of(small.codes["trust"]).data(LettersRole) == (0, 1, 2)


def test_nothing_found_is_an_empty_tree(model: CodeTreeModel) -> None:
    model.find("zzz")

    assert model.rowCount() == 0


def test_an_emptied_search_shows_all_again(model: CodeTreeModel) -> None:
    model.find("tru")
    model.find("")

    assert len(names(model)) == 7


def test_other_counts_do_not_close_the_tree(model: CodeTreeModel, small: Any, qtbot: QtBot) -> None:
    from dataclasses import replace

    records = [replace(code, codings=3) if code.name == "trust" else code for code in model.records]

    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.set_records(records)

    assert model.index_of(small.codes["Outcomes"]).data(CountRole) == 3


def test_retired_codes_are_shown_on_wish(model: CodeTreeModel, small: Any) -> None:
    small.project.run(codebook.retire_code, code=small.codes["trust"])
    model.set_records(small.project.ask(lists.codes, small.ana))
    assert "trust" not in names(model)

    model.show_retired(True)

    assert "trust" in names(model)


def test_a_drop_is_a_wish_and_moves_nothing(model: CodeTreeModel, small: Any, qtbot: QtBot) -> None:
    trust, constructs = small.codes["trust"], small.codes["Constructs"]
    data = model.mimeData([model.index_of(trust)])

    with qtbot.waitSignal(model.move_requested) as wish:
        model.dropMimeData(data, Qt.DropAction.MoveAction, 1, 0, model.index_of(constructs))

    assert wish.args == [trust, constructs, 1]
    assert UUID(bytes(data.data(CODE_MIME).data()).decode()) == trust
    assert names(model)[-2:] == ["trust", "direct engagement"]


def test_a_group_does_not_go_into_its_own_code(
    model: CodeTreeModel, small: Any, qtbot: QtBot
) -> None:
    data = model.mimeData([model.index_of(small.codes["Outcomes"])])

    with qtbot.assertNotEmitted(model.move_requested):
        model.dropMimeData(
            data, Qt.DropAction.MoveAction, -1, -1, model.index_of(small.codes["trust"])
        )


def test_a_reader_hears_key_count_and_group(model: CodeTreeModel, small: Any) -> None:
    index = model.index_of(small.codes["trust"])

    heard = index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert heard == "key T, 0 codings, Outcomes"
    assert index.data(GuidRole) == small.codes["trust"]
