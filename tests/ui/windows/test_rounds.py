# SPDX-License-Identifier: MIT
"""The window of closed rounds: frozen figures beside those of now."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from coder_app.core.spans import Span
from coder_app.operations import codings, people, rounds
from coder_app.queries import document
from coder_app.ui.windows.rounds import RoundsWindow


@pytest.fixture
def closed(workspace, small):
    """Ana marked a passage, Ben did not; the round is closed."""
    record = workspace.ask(document.open_document, small.ana, small.document)
    at = record.text.index("I trust her")
    workspace.run(
        codings.apply_code,
        document=small.document,
        wording=record.wording,
        code=small.codes["trust"],
        span=Span(at, at + 11),
        coder=small.ana,
    )
    for coder in (small.ana, small.ben):
        workspace.run(people.mark_done, document=small.document, coder=coder)
    guid = workspace.run(rounds.close_round, name="First round")

    def recode() -> None:
        workspace.run(
            codings.apply_code,
            document=small.document,
            wording=record.wording,
            code=small.codes["trust"],
            span=Span(at, at + 11),
            coder=small.ben,
        )

    return guid, recode


@pytest.fixture
def opened(workspace, qtbot):
    def make() -> RoundsWindow:
        window = RoundsWindow(workspace)
        qtbot.addWidget(window)
        window.show()
        return window

    return make


def _row(window) -> list[str]:
    table = window.table
    return [table.index(0, column).data() for column in range(table.columnCount())]


def _button(window, text: str) -> QPushButton:
    names = {b.text().strip("\xa0"): b for b in window.findChildren(QPushButton) if b.isVisible()}
    return names[text]


def test_frozen_figures_stay_while_those_of_now_follow(closed, opened, qtbot) -> None:
    window = opened()
    qtbot.waitUntil(lambda: _row(window)[7] != "", timeout=5000)
    frozen, before = _row(window)[6:]

    closed[1]()
    qtbot.waitUntil(lambda: _row(window)[7] != before, timeout=5000)

    assert _row(window)[6:] == [frozen, "1.000"]


def test_enter_wishes_for_the_figures_of_a_round(closed, opened, qtbot) -> None:
    window = opened()
    window.view.setFocus()

    with qtbot.waitSignal(window.figures_requested) as heard:
        QTest.keyClick(window.view, Qt.Key.Key_Return)

    assert heard.args == [closed[0]]


def test_a_round_can_be_given_another_name(closed, opened, workspace, qtbot) -> None:
    window = opened()

    with qtbot.waitSignal(window.rename_requested) as heard:
        _button(window, "Rename …").click()
    workspace.run(rounds.rename_round, round=heard.args[0], name="Pilot")
    qtbot.waitUntil(lambda: _row(window)[0] == "Pilot", timeout=5000)

    assert heard.args[1] == "First round"


def test_one_who_is_no_lead_closes_and_renames_nothing(closed, opened, workspace, small) -> None:
    workspace.set_viewer(small.ben)
    window = opened()

    assert not _button(window, "Rename …").isEnabled()
    assert not any(
        b.isVisible() and "Close a round" in b.text() for b in window.findChildren(QPushButton)
    )


def test_without_rounds_the_window_leads_to_closing_one(opened, qtbot) -> None:
    window = opened()
    said = [one.text() for one in window.findChildren(QLabel) if one.isVisible()]
    assert "No round is closed yet" in said

    with qtbot.waitSignal(window.round_requested):
        _button(window, "Close a round …").click()
