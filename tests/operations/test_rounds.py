# SPDX-License-Identifier: MIT
"""Blind, freeze, reveal: the figures stay as they were before anybody talked."""

from __future__ import annotations

import pytest

from coder_app.agreement.report import AgreementReport
from coder_app.core.errors import ProjectProblem
from coder_app.operations import codings, rounds
from coder_app.queries import history, lists, ratings
from coder_app.queries import rounds as asked


@pytest.fixture
def blind(study):
    """Mia and Noa coded both transcripts blind; of the second only Mia is done."""
    for number in (0, 1):
        study.give("Mia", "Noa", number=number)
    study.apply("I trust her", "trust", coder="Mia")
    study.apply("A baker", "trust", coder="Noa")
    study.done("Mia", "Noa")
    study.done("Mia", number=1)
    return study


def figures(study, guid) -> AgreementReport:
    return study.project.ask(asked.figures, study.lead, guid)


def test_closing_freezes_who_what_and_how_far_they_agreed(blind) -> None:
    before = blind.project.ask(ratings.agreement, blind.lead, documents=blind.documents[:1])

    guid = blind.close()

    (record,) = blind.project.ask(asked.rounds, blind.lead)
    assert (record.guid, record.number, record.name) == (guid, 1, "Training 1")
    assert (record.author, record.version) == ("Lea", 1)
    assert set(record.coders) == {blind.coders["Mia"], blind.coders["Noa"]}
    assert record.documents == tuple(blind.documents[:1])
    frozen = figures(blind, guid)
    assert (frozen.pooled, frozen.by_code) == (before.pooled, before.by_code)
    assert frozen.as_of == record.closed


def test_only_then_the_coders_see_each_others_work_there_and_only_there(blind) -> None:
    mia = blind.coders["Mia"]
    assert {c.coder_name for c in blind.codings(viewer=mia)} == {"Mia"}

    blind.close()

    assert {c.coder_name for c in blind.codings(viewer=mia)} == {"Mia", "Noa"}
    shown = {(a.coder, a.document): a.revealed for a in blind.project.ask(lists.assignments)}
    assert [shown[mia, document] for document in blind.documents] == [True, False]


def test_frozen_figures_stay_whatever_is_coded_later(blind) -> None:
    guid = blind.close()
    before = figures(blind, guid)

    blind.apply("I trust her", "trust", coder="Noa")

    assert figures(blind, guid) == before
    now = blind.project.ask(ratings.agreement, blind.lead, documents=blind.documents[:1])
    assert now.pooled.differing < before.pooled.differing


def test_a_round_with_somebody_still_at_work_names_where_and_who(blind) -> None:
    with pytest.raises(ProjectProblem, match=r"Not everybody is done yet: “Eva” \(Noa\)"):
        blind.close(documents=None)

    assert blind.project.ask(asked.rounds, blind.lead) == []
    assert not any(a.revealed for a in blind.project.ask(lists.assignments))


def test_too_few_coders_consensus_or_nothing_in_common_make_no_round(blind) -> None:
    consensus = next(c.guid for c in blind.project.ask(lists.coders) if c.consensus)
    mia, noa = blind.coders["Mia"], blind.coders["Noa"]

    with pytest.raises(ProjectProblem, match="two coders"):
        blind.close(coders=[mia, mia])
    with pytest.raises(ProjectProblem, match="Consensus takes no part"):
        blind.close(coders=[mia, consensus])
    with pytest.raises(ProjectProblem, match="nothing to compare"):
        blind.close(coders=[blind.lead, noa])
    with pytest.raises(ProjectProblem, match="A name is needed"):
        blind.close(name=" ")


def test_only_a_lead_closes_or_renames_a_round(blind) -> None:
    guid = blind.close()
    blind.project.run(rounds.rename_round, round=guid, name=" First  round ")
    assert blind.project.ask(asked.rounds, blind.lead)[0].name == "First round"

    blind.project.who = blind.coders["Mia"]
    with pytest.raises(ProjectProblem, match="Only a lead"):
        blind.close()
    with pytest.raises(ProjectProblem, match="Only a lead"):
        blind.project.run(rounds.rename_round, round=guid, name="Mine")


def test_a_lead_who_still_codes_blind_there_does_not_see_the_figures(blind) -> None:
    blind.give("Lea")

    with pytest.raises(ProjectProblem, match=r"You code these blind yourself.*“Ana”"):
        blind.close(coders=[blind.coders["Mia"], blind.coders["Noa"]])


def test_a_lead_may_close_a_round_that_she_coded_in(blind) -> None:
    blind.give("Lea")
    blind.done("Lea")

    guid = blind.close()

    assert blind.lead in figures(blind, guid).coders
    assert {c.coder_name for c in blind.codings()} == {"Mia", "Noa"}


def test_closing_is_not_undone_and_undo_goes_on_before_it(blind) -> None:
    blind.close()

    blind.project.undo()

    assert len(blind.project.ask(asked.rounds, blind.lead)) == 1
    with pytest.raises(ProjectProblem, match="A closed round stays closed"):
        blind.project.undo_event(_events(blind)["rounds.close_round"])


def test_rounds_count_up_and_say_where_somebody_had_seen_the_others(blind) -> None:
    first = blind.close()
    blind.apply("I trust her", "trust", coder="Noa")

    second = blind.close(name="Training 2")

    assert [r.number for r in blind.project.ask(asked.rounds, blind.lead)] == [2, 1]
    said = "Not everybody coded these blind: “Ana”."
    assert said not in figures(blind, first).notes
    assert said in figures(blind, second).notes


def test_what_a_coder_does_after_the_round_she_can_undo(blind) -> None:
    blind.close()
    blind.project.who = blind.coders["Mia"]
    guid = next(c.guid for c in blind.codings() if c.coder_name == "Mia")
    blind.project.run(codings.remove_coding, coding=guid)

    blind.project.undo()

    assert guid in {c.guid for c in blind.codings()}


def _events(study):
    return {e.action: e.guid for e in study.project.ask(history.events, study.lead)}
