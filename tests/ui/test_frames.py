# SPDX-License-Identifier: MIT
"""Windows beside the main one are laid out alike."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QFrame, QTableView, QWidget

from coder_app.ui.frames import lay_out_rows, pile, titled_bar
from coder_app.ui.parts import label


def test_parts_lie_below_one_another_with_lines_between(look, qtbot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    head, row = titled_bar(label("History", owner), label("What was done.", owner), owner)
    row.addWidget(label("at the right", owner))
    body, foot = QTableView(owner), QWidget(owner)
    pile(owner, head, body, foot, grows=body)
    owner.resize(400, 500)
    owner.show()

    layout = owner.layout()
    parts = [layout.itemAt(at).widget() for at in range(layout.count())]
    assert [part for part in parts if part in (head, body, foot)] == [head, body, foot]
    assert [type(part) for part in parts[1::2]] == [QFrame, QFrame]
    assert body.height() > head.height() + foot.height()


def test_a_table_takes_whole_rows_and_lets_tab_pass(look, qtbot) -> None:
    view = QTableView()
    qtbot.addWidget(view)
    view.setModel(QStringListModel(["one", "two"], view))
    header = lay_out_rows(view, "Rounds", height=30)

    view.selectRow(1)
    assert header is view.horizontalHeader()
    assert view.accessibleName() == "Rounds"
    assert not view.tabKeyNavigation()
    assert view.rowHeight(0) == look.px(30)
    assert [index.row() for index in view.selectionModel().selectedRows()] == [1]
