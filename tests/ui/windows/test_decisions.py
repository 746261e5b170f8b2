# SPDX-License-Identifier: MIT
"""The decision log: found, read, copied, taken back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton

from coder_app.core.records import Outcome
from coder_app.core.spans import Span
from coder_app.operations import codings, consensus, people, rounds
from coder_app.operations.codings import Passage
from coder_app.queries import decisions, document
from coder_app.ui.windows.decisions import DecisionsWindow

WORDS = ("I trust her", "She answers everybody")


@pytest.fixture
def settled(workspace, small):
    """Two passages that only Ana marked are settled."""
    record = workspace.ask(document.open_document, small.ana, small.document)
    spans = [Span(at, at + len(w)) for w in WORDS for at in [record.text.index(w)]]
    common = {"document": small.document, "wording": record.wording}
    code = [small.codes["trust"], small.codes["perceived accessibility"]]
    for guid, span in zip(code, spans, strict=True):
        workspace.run(codings.apply_code, code=guid, span=span, coder=small.ana, **common)
    for coder in (small.ana, small.ben):
        workspace.run(people.mark_done, document=small.document, coder=coder)
    workspace.run(rounds.close_round, name="Round 1")
    workspace.run(
        consensus.settle,
        span=spans[0],
        codes=[code[0]],
        outcome=Outcome.CODER,
        passages=[Passage(code=code[0], span=spans[0])],
        chosen=small.ana,
        reason="she says it",
        **common,
    )
    workspace.run(
        consensus.settle,
        span=spans[1],
        codes=[code[1]],
        outcome=Outcome.NOTHING,
        passages=[],
        dissent="it is there",
        dissenters=[small.ana],
        **common,
    )


@pytest.fixture
def window(workspace, qtbot) -> DecisionsWindow:
    made = DecisionsWindow(workspace)
    qtbot.addWidget(made)
    made.show()
    return made


def _said(window) -> list[str]:
    return [one.text() for one in window.findChildren(QLabel) if one.isVisible()]


def _button(window, text: str) -> QPushButton:
    return next(b for b in window.findChildren(QPushButton) if b.accessibleName() == text)


def _codes(window) -> list[str]:
    return [window.order.index(row, 3).data() for row in range(window.order.rowCount())]


def test_the_newest_stands_first_and_is_told_in_full(settled, window) -> None:
    assert _codes(window) == ["perceived accessibility", "trust"]
    assert "2 decisions" in _said(window)
    assert "Neither. Dissent: Ana Ruiz: it is there" in _said(window)


def test_a_decision_leads_to_its_passage(settled, window, small, qtbot) -> None:
    window.view.setFocus()
    window.view.selectRow(1)

    with qtbot.waitSignal(window.passage_requested) as heard:
        QTest.keyClick(window.view, Qt.Key.Key_Return)

    assert heard.args[0] == small.document
    assert isinstance(heard.args[1], Span)


def test_reopening_takes_the_decision_back_and_undo_brings_it_again(
    settled, window, workspace, small
) -> None:
    window.view.selectRow(0)

    _button(window, "Reopen").click()
    assert _codes(window) == ["trust"]
    workspace.undo()

    assert len(workspace.ask(decisions.decisions, small.ana)) == 2
    assert len(_codes(window)) == 2


def test_one_code_is_looked_at_and_copied(settled, window, small) -> None:
    box = window.findChild(QComboBox)
    box.setCurrentIndex(box.findText("trust"))

    _button(window, "Copy the table").click()

    assert _codes(window) == ["trust"]
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 2
    assert "as Ana Ruiz\tshe says it" in lines[1]


def test_a_refusal_to_reopen_is_said(settled, window, workspace, small, qtbot) -> None:
    workspace.set_viewer(small.ben)

    with qtbot.waitSignal(workspace.refused):
        _button(window, "Reopen").click()

    assert len(_codes(window)) == 2


def test_an_empty_log_leads_to_review(window, qtbot) -> None:
    assert "Nothing is settled yet" in _said(window)
    link = next(b for b in window.findChildren(QPushButton) if b.text() == "Open Review")

    with qtbot.waitSignal(window.review_requested):
        link.click()
