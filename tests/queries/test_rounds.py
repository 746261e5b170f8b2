# SPDX-License-Identifier: MIT
from __future__ import annotations

from uuid import uuid4

import pytest

from coder_app.core.errors import ProjectProblem
from coder_app.operations import people, rounds
from coder_app.queries import rounds as asked


@pytest.fixture
def closed(study):
    """Mia and Noa finished the first transcript; its round is closed."""
    study.apply("I trust her", "trust", coder="Mia")
    for coder in ("Mia", "Noa"):
        told = {"document": study.documents[0], "coder": study.coders[coder]}
        study.project.run(people.mark_done, **told)
    study.round = study.project.run(
        rounds.close_round, name="Training", documents=study.documents[:1]
    )[0]
    return study


def test_whoever_sees_the_work_sees_the_figures(closed) -> None:
    for viewer in closed.coders.values():
        report = closed.project.ask(asked.figures, viewer, closed.round)
        assert report.pooled.differing == 1


def test_a_blind_coder_learns_only_that_there_was_a_round(closed) -> None:
    mia = closed.coders["Mia"]
    given = {"coder": mia, "document": closed.documents[0], "purpose": "reliability"}
    closed.project.run(people.assign, **given, blind=True)

    (record,) = closed.project.ask(asked.rounds, mia)

    assert (record.name, record.figures, record.coders) == ("Training", "", (mia,))
    assert closed.project.ask(asked.figures, mia, closed.round) is None
    assert closed.project.ask(asked.figures, closed.lead, closed.round) is not None


def test_a_round_that_is_not_there_is_said(closed) -> None:
    with pytest.raises(ProjectProblem, match="not in the project"):
        closed.project.ask(asked.figures, closed.lead, uuid4())


def test_documents_know_the_last_round_they_were_closed_in(closed) -> None:
    again = closed.project.run(rounds.close_round, name="Again", documents=closed.documents[:1])[0]

    assert closed.project.ask(asked.closed_in) == {closed.documents[0]: again}


def test_the_silence_of_consensus_counts_where_a_round_was_closed_or_it_has_codings(closed) -> None:
    assert closed.project.ask(asked.settled_documents) == {closed.documents[0]}

    closed.coders["Consensus"] = closed.project.ask(asked.consensus)
    closed.apply("her flour", "trust", coder="Consensus", number=1)

    assert closed.project.ask(asked.settled_documents) == set(closed.documents)
