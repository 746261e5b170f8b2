# SPDX-License-Identifier: MIT
"""The list of files gives its room to their names."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from coder_app.ui.dialogs.importing.file_table import FileTable
from coder_app.ui.models.import_list import ImportList


@pytest.fixture
def table(look, qtbot, tmp_path) -> FileTable:
    files = ImportList({})
    files.add([tmp_path / "a.txt", tmp_path / "b.vtt"])
    place = QWidget()
    qtbot.addWidget(place)
    made = FileTable(files, place)
    made.place = place
    place.show()
    return made


@pytest.mark.parametrize(
    ("width", "hidden"), [(720, []), (640, ["Kind"]), (500, ["Kind", "Encoding"])]
)
def test_where_it_is_narrow_names_come_first(table, look, width: int, hidden: list[str]) -> None:
    table.resize(look.px(width), 200)

    assert [table.model().heads[n] for n in range(6) if table.isColumnHidden(n)] == hidden


def test_delete_takes_the_current_file_out(table) -> None:
    heard: list[int] = []
    table.drop_wished.connect(heard.append)

    table.make_current(1)
    QTest.keyClick(table, Qt.Key.Key_Delete)

    assert heard == [1]
