# SPDX-License-Identifier: MIT
from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coder_app.agreement.intervals import IntervalRule
from coder_app.core.errors import ProjectProblem
from coder_app.operations import codebook, codings, documents, people
from coder_app.queries import lists, ratings, rounds


def done(study, *coders: str, number: int = 0) -> None:
    for coder in coders:
        study.project.run(
            people.mark_done, document=study.documents[number], coder=study.coders[coder]
        )


def agreement(study, **choice):
    return study.project.ask(ratings.agreement, study.lead, **choice)


def test_coders_who_are_done_are_compared_turn_by_turn(study) -> None:
    study.apply("I trust her", "trust", coder="Mia")
    study.apply("her flour", "trust", coder="Noa")
    study.apply("A baker", "trust", coder="Noa")
    done(study, "Mia", "Noa")

    report = agreement(study, codes=[study.code("trust")])

    (row,) = report.by_code
    assert (row.units, row.differing, row.percent.value) == (2, 1, 0.5)
    assert report.documents == (study.documents[0],)
    assert report.left_out == (study.documents[1],)


def test_who_is_not_done_is_missing_unless_asked_for(study) -> None:
    study.apply("I trust her", "trust", coder="Mia")
    done(study, "Noa")
    both = [study.coders["Mia"], study.coders["Noa"]]

    report = agreement(study, coders=both)
    counted = agreement(study, coders=both, unfinished=True)

    assert report.documents == ()
    assert counted.documents == (study.documents[0],)
    assert counted.unfinished == ((study.documents[0], study.coders["Mia"]),)


def test_nobody_done_is_said_in_a_note(study) -> None:
    study.apply("I trust her", "trust", coder="Mia")
    study.apply("I trust her", "trust", coder="Noa")

    report = agreement(study)

    assert any("Nobody has marked these done: “Ana”, “Eva”" in note for note in report.notes)


def test_what_was_not_given_is_told_from_what_is_coded_blind(study) -> None:
    mia, noa = study.coders["Mia"], study.coders["Noa"]
    done(study, "Mia", "Noa")
    done(study, "Noa", number=1)
    study.project.run(people.assign, coder=mia, document=study.documents[0], blind=True)

    notes = study.project.ask(ratings.agreement, mia, coders=[mia, noa]).notes

    assert "You code these blind, so the work of others is missing: “Ana”." in notes
    assert "These were not given to you, so the work of others is missing: “Eva”." in notes


def test_one_coder_or_no_code_is_no_question(study) -> None:
    with pytest.raises(ProjectProblem, match="two coders"):
        agreement(study, coders=[study.lead])
    both = [study.coders["Mia"], study.coders["Noa"]]
    with pytest.raises(ProjectProblem, match="at least one code"):
        agreement(study, coders=both, codes=[])


def test_merged_codes_are_compared_as_one(study) -> None:
    study.apply("I trust her", "closeness", coder="Mia")
    study.apply("I trust her", "likeness", coder="Noa")
    done(study, "Mia", "Noa")
    study.project.run(
        codebook.merge_codes, source=study.code("likeness"), target=study.code("closeness")
    )

    report = agreement(study, codes=[study.code("likeness"), study.code("closeness")])

    assert [row.key for row in report.by_code] == [study.code("closeness")]
    assert report.pooled.differing == 0


def test_a_coding_that_lost_its_place_is_not_counted(study) -> None:
    study.apply("She answers everybody.", "trust", coder="Mia")
    done(study, "Mia", "Noa")
    text = study.text().replace(" She answers everybody.", "")
    study.project.run(documents.revise_text, document=study.documents[0], text=text)

    (document, _) = study.project.ask(ratings.coded_documents, study.lead)

    assert document.spans == {}


def test_families_pool_their_codes_under_the_topmost_group(study) -> None:
    done(study, "Mia", "Noa")
    for coder in ("Mia", "Noa"):
        study.apply("I trust her", "trust", coder=coder)

    rows = agreement(study).by_family

    codes = {c.guid: c for c in study.project.ask(lists.codes, study.lead)}
    assert rows
    assert all(not codes[row.key].codable for row in rows)
    assert sum(sum(row.codings) for row in rows) == 2


def test_figures_of_a_moment_are_those_of_then(study) -> None:
    done(study, "Mia", "Noa")
    mine = study.apply("I trust her", "trust", coder="Mia")
    study.apply("I trust her", "trust", coder="Noa")
    then = datetime.now(UTC)
    study.project.run(codings.remove_coding, coding=mine)

    now, before = agreement(study), agreement(study, as_of=then)

    assert (now.pooled.differing, before.pooled.differing) == (1, 0)
    assert (now.as_of, before.as_of) == (None, then)
    assert before.notes[0].startswith("Codings as they stood on")


def test_before_anybody_was_done_nothing_is_compared(study) -> None:
    study.apply("I trust her", "trust", coder="Mia")
    then = datetime.now(UTC)
    done(study, "Mia", "Noa")

    assert agreement(study).documents
    assert not agreement(study, as_of=then).documents


def test_a_measure_an_interval_and_a_unit_can_be_chosen(study) -> None:
    done(study, "Mia", "Noa")
    study.apply("I trust her", "trust", coder="Mia")

    report = agreement(
        study, measure="ac1", unit="segment", segment_words=3, interval=IntervalRule(seed=7)
    )

    assert (report.measure, report.unit, report.interval_rule.seed) == ("ac1", "segment", 7)
    assert "stretches of 3 words" in report.rule
    assert report.pooled.figure == report.pooled.ac1


@pytest.mark.parametrize("choice", [{"overlap": 0}, {"overlap": 1.5}, {"segment_words": 0}])
def test_what_no_unit_can_be_made_of_is_refused_in_words(study, choice) -> None:
    with pytest.raises(ProjectProblem):
        agreement(study, **choice)


def test_consensus_can_be_compared_like_a_coder_where_something_is_settled(study) -> None:
    study.apply("I trust her", "trust", coder="Mia")
    done(study, "Mia", "Noa")
    study.close()
    study.coders["Consensus"] = study.project.ask(rounds.consensus)
    study.apply("I trust her", "trust", coder="Consensus")
    with_mia = agreement(study, coders=[study.coders["Mia"], study.coders["Consensus"]])

    assert with_mia.documents == (study.documents[0],)
    assert (with_mia.pooled.marked_by_all, with_mia.pooled.differing) == (1, 0)
    assert study.coders["Consensus"] not in agreement(study).coders
