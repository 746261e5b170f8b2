# SPDX-License-Identifier: MIT
"""A practising coder sees what she missed, with the rule, once she is done."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from coder_app.core.records import Outcome
from coder_app.core.spans import Span
from coder_app.operations import codings, consensus, people, rounds
from coder_app.operations.codings import Passage
from coder_app.queries import document
from coder_app.ui.review.practice import PracticeWindow


def _span(text: str, words: str) -> Span:
    at = text.index(words)
    return Span(at, at + len(words))


@pytest.fixture
def dora(workspace, small):
    """Ana and Ben have settled two passages; Dora practises on the same transcript."""
    record = workspace.ask(document.open_document, small.ana, small.document)
    common = {"document": small.document, "wording": record.wording}
    trust, open_to_all = small.codes["trust"], small.codes["perceived accessibility"]
    passages = [
        (trust, _span(record.text, "I trust her")),
        (open_to_all, _span(record.text, "She answers everybody")),
    ]
    for guid, span in passages:
        workspace.run(codings.apply_code, code=guid, span=span, coder=small.ana, **common)
    for coder in (small.ana, small.ben):
        workspace.run(people.mark_done, document=small.document, coder=coder)
    workspace.run(rounds.close_round, name="Round 1", coders=[small.ana, small.ben])
    for guid, span in passages:
        workspace.run(
            consensus.settle,
            span=span,
            codes=[guid],
            outcome=Outcome.CODER,
            chosen=small.ana,
            passages=[Passage(code=guid, span=span)],
            reason="she says so",
            **common,
        )
    dora = workspace.run(people.add_coder, name="Dora")
    workspace.run(
        people.assign, coder=dora, document=small.document, purpose="practice", blind=True
    )

    def code(name: str, words: str) -> None:
        workspace.run(
            codings.apply_code,
            code=small.codes[name],
            span=_span(record.text, words),
            coder=dora,
            **common,
        )

    workspace.set_viewer(dora)
    return dora, code


@pytest.fixture
def opened(workspace, preferences, small, qtbot):
    def make() -> PracticeWindow:
        window = PracticeWindow(workspace, preferences, small.document)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda: window.shown is not None, timeout=5000)
        return window

    return make


def _said(window) -> list[str]:
    return [one.text() for one in window.findChildren(QLabel) if one.isVisible()]


def _done(workspace, small, dora) -> None:
    workspace.run(people.mark_done, document=small.document, coder=dora)


def test_misses_and_what_is_too_much_are_told_with_figures(dora, opened, workspace, small) -> None:
    dora[1]("trust", "I trust her")
    dora[1]("direct engagement", "what did not work")
    _done(workspace, small, dora[0])

    window = opened()

    rows = [window.body.list.model.index(row).data(257) for row in range(2)]
    assert rows == [
        "you missed it · P07 Marisol · line 2",
        "not in the consensus · P07 Marisol · line 4",
    ]
    assert window.head.sentence == (
        "P07 Marisol: you marked 50 % of what the consensus holds (recall); 50 % of what you "
        "marked is in it (precision). Counted turn by turn, code by code."
    )


def test_a_miss_comes_with_the_rule_and_the_reason(dora, opened, workspace, small) -> None:
    dora[1]("trust", "I trust her")
    _done(workspace, small, dora[0])

    window = opened()

    assert "perceived accessibility: you missed it" in _said(window)
    assert any("Settled so because: she says so" in text for text in _said(window))
    assert "perceived accessibility" in window.body.rules.text.toPlainText()
    assert [column.name for column in window.body.text.columns.shown] == ["You", "Consensus"]


def test_before_she_is_done_nothing_is_shown(dora, opened) -> None:
    dora[1]("trust", "I trust her")

    window = opened()

    assert window.body.list.model.rowCount() == 0
    assert "There is nothing of yours to compare yet" in _said(window)


def test_one_who_found_everything_is_told_so(dora, opened, workspace, small) -> None:
    dora[1]("trust", "I trust her")
    dora[1]("perceived accessibility", "She answers everybody")
    _done(workspace, small, dora[0])

    window = opened()

    assert "Nothing differs" in _said(window)


def test_where_nothing_is_settled_there_is_nothing_to_compare_with(
    dora, workspace, preferences, small, qtbot
) -> None:
    window = PracticeWindow(workspace, preferences, small.other)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.shown is not None, timeout=5000)

    assert "Nothing is settled in this transcript yet" in _said(window)
