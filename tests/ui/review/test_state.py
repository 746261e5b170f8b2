# SPDX-License-Identifier: MIT
"""What a review knows is the same whether all was read again, or only what changed."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from coder_app.core.records import Changes, ReviewItem
from coder_app.operations import codings, consensus
from coder_app.operations.codings import Passage
from coder_app.ui.review import state as reading
from coder_app.ui.review.window import LOCAL

_told = runpy.run_path(str(Path(__file__).parents[2] / "operations" / "conftest.py"))
new_study = _told["new_study"]


@pytest.fixture
def differing(new_study):
    """Mia and Noa differ in two transcripts, whose round is closed, and agree on some words."""
    study = new_study()
    for number in range(2):
        study.give("Mia", "Noa", number=number)
        study.apply("I trust her like a friend", "trust", coder="Mia", number=number)
        study.apply("trust her like", "trust", coder="Noa", number=number)
        study.apply("A baker", "closeness", coder="Mia", number=number)
        for coder in ("Mia", "Noa"):
            study.apply("from my town.", "closeness", coder=coder, number=number)
        study.done("Mia", "Noa", number=number)
    study.close(documents=study.documents)
    yield study
    study.project.close()


def _settle(study, item: ReviewItem) -> Changes:
    _, changes = study.project.run(
        consensus.settle,
        document=item.document,
        wording=item.wording,
        span=item.span,
        codes=item.codes,
        outcome="own",
        passages=[Passage(code=item.codes[0], span=item.span)],
    )
    return changes


def _same(study, before: reading.ReviewState, changes: Changes) -> reading.ReviewState:
    """Read what changed, and everything; give it if that is the same."""
    assert changes.kinds <= LOCAL
    assert len(changes.documents) == 1
    in_part = reading.read(study.project, study.lead, before=before, touched=changes.documents)
    whole = reading.read(study.project, study.lead)
    assert in_part == whole
    return whole


def test_reading_what_changed_is_as_good_as_reading_everything(differing) -> None:
    run, state = differing.project.run, reading.read(differing.project, differing.lead)
    assert (len(state.items), state.agreed) == (4, 4)

    for item in (state.items[2], state.items[0]):
        state = _same(differing, state, _settle(differing, item))
    assert len(state.decisions) == len(state.outcomes) == 2

    state = _same(differing, state, differing.project.undo())
    assert len(state.decisions) == len(state.outcomes) == 1
    state = _same(differing, state, differing.project.redo())
    differing.project.who = differing.coders["Mia"]
    gone = next(mark.coding for mark in state.items[0].marks)
    state = _same(differing, state, run(codings.remove_coding, coding=gone)[1])
    assert len(state.items) < 4


def test_only_what_changed_is_looked_through(differing, monkeypatch: pytest.MonkeyPatch) -> None:
    state = reading.read(differing.project, differing.lead)
    changes = _settle(differing, state.items[0])
    asked: list[object] = []
    ask = differing.project.ask

    def heard(query, *args, **more):
        asked.extend(more.get("documents", ()))
        return ask(query, *args, **more)

    monkeypatch.setattr(differing.project, "ask", heard)
    reading.read(differing.project, differing.lead, before=state, touched=changes.documents)

    assert set(asked) == changes.documents
