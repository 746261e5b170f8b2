# SPDX-License-Identifier: MIT
"""The docks: what they say when there is nothing, and what they show when there is."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QMainWindow
from pytestqt.qtbot import QtBot

from coder_app.operations import people
from coder_app.queries import lists
from coder_app.store.project import Project
from coder_app.ui.docks.codebook import CodebookDock
from coder_app.ui.docks.definition import DefinitionDock
from coder_app.ui.docks.documents import DocumentsDock
from coder_app.ui.docks.retrieved import RetrievedDock
from coder_app.ui.look import Theme
from coder_app.ui.models.documents import DocumentFilter
from coder_app.ui.workspace import Workspace


@pytest.fixture
def host(look: Theme, qtbot: QtBot) -> QMainWindow:
    """A window for docks to stand in."""
    del look
    window = QMainWindow()
    qtbot.addWidget(window)
    return window


def test_no_transcripts_is_said_with_a_way_out(qtbot: QtBot, host: QMainWindow) -> None:
    from uuid import uuid4

    from coder_app.operations import projects

    with Project.in_memory() as project:
        ana = project.who = uuid4()
        project.run(projects.begin, title="T", lead_name="Ana", coder=ana, codebook=None)
        workspace = Workspace(project, ana)
        dock = DocumentsDock(workspace, host)
        dock.reload()

        told = " ".join(label.text() for label in dock.findChildren(QLabel))
        with qtbot.waitSignal(dock.import_requested):
            dock._empty.wished.emit()
        workspace.close()

    assert "No transcripts yet" in told


def test_marked_transcripts_are_counted(
    workspace: Workspace, small: Any, qtbot: QtBot, host: QMainWindow
) -> None:
    small.project.run(people.mark_done, document=small.other, coder=small.ana)
    dock = DocumentsDock(workspace, host)

    dock.reload()

    assert dock.count.text() == "1 of 2 done"


def test_neighbours_are_those_of_the_list(
    workspace: Workspace, small: Any, qtbot: QtBot, host: QMainWindow
) -> None:
    dock = DocumentsDock(workspace, host)
    dock.reload()

    assert dock.neighbour(small.document, 1) == small.other
    assert dock.neighbour(small.other, 1) is None
    dock.set_filter(DocumentFilter(status="done"))
    assert dock.neighbour(small.document, 1) is None


def test_search_in_the_codebook_leaves_for_the_first_code_found(
    workspace: Workspace, small: Any, qtbot: QtBot, host: QMainWindow
) -> None:
    dock = CodebookDock(workspace, host)
    dock.reload()

    qtbot.keyClicks(dock.search, "tru")
    qtbot.keyClick(dock.search, Qt.Key.Key_Down)

    current = dock.current()
    assert current is not None
    assert current.guid == small.codes["trust"]


def test_groups_that_were_closed_stay_closed(
    workspace: Workspace, small: Any, qtbot: QtBot, host: QMainWindow
) -> None:
    from coder_app.operations import codebook

    dock = CodebookDock(workspace, host)
    dock.reload()
    dock.tree.collapse(dock.model.index_of(small.codes["Outcomes"]))

    workspace.run(codebook.add_code, name="loyalty", parent=small.codes["Constructs"])
    dock.refresh()

    assert not dock.tree.isExpanded(dock.model.index_of(small.codes["Outcomes"]))
    assert dock.tree.isExpanded(dock.model.index_of(small.codes["Constructs"]))


def test_the_definition_holds_the_codes_fields(small: Any, qtbot: QtBot, host: QMainWindow) -> None:
    code = next(
        c for c in small.project.ask(lists.codes, small.ana) if c.name == "relatability capital"
    )
    dock = DefinitionDock(host)

    dock.show_code(code, foot="Rule of today")

    text = dock.text.toPlainText()
    for said in ("Is the creator like me?", "Use when", "she is like one of us", "1 faint"):
        assert said in text
    assert "Example" not in text


def test_each_filter_of_the_segments_has_a_label_for_readers(
    workspace: Workspace, small: Any, qtbot: QtBot, host: QMainWindow
) -> None:
    del small
    dock = RetrievedDock(workspace, host)

    boxes = dock.findChildren(QComboBox)
    buddies = {label.buddy() for label in dock.findChildren(QLabel) if label.buddy()}

    assert len(boxes) == 4
    assert set(boxes) <= buddies


def test_segments_are_narrowed_by_code_and_words(
    workspace: Workspace, small: Any, qtbot: QtBot, host: QMainWindow
) -> None:
    dock = RetrievedDock(workspace, host)
    dock.fill(small.project.ask(lists.codes, small.ana))

    dock.show_code(small.codes["trust"])
    dock.words.setText("stones")

    wanted = dock.wanted()
    assert (wanted.codes, wanted.words) == ((small.codes["trust"],), "stones")
    dock.show_all()
    assert (dock.wanted().codes, dock.wanted().words) == ((), "")


def test_an_empty_list_of_segments_says_why(
    workspace: Workspace, small: Any, qtbot: QtBot, host: QMainWindow
) -> None:
    dock = RetrievedDock(workspace, host)
    host.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, dock)
    dock.fill(small.project.ask(lists.codes, small.ana))

    def said() -> set[str]:
        return {label.text() for label in dock.findChildren(QLabel) if label.isVisibleTo(dock)}

    dock.show_all()
    qtbot.waitUntil(lambda: "No passages yet" in said())
    dock.words.setText("zebra")
    dock.search_now()
    qtbot.waitUntil(lambda: "No passage fits" in said())
