# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from coder_app.agreement.units import Unit
from coder_app.core.errors import ProjectProblem
from coder_app.core.records import SpeakerRole
from coder_app.operations import codebook, documents, people
from coder_app.queries import ratings
from coder_app.queries.ratings import scope_of, units_of


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


def test_the_interviewers_turns_and_all_labels_are_out_of_scope(study) -> None:
    record = study.open()

    said = [record.text[a:b] for a, b in scope_of(record.text, record.turns)]
    with_all = scope_of(record.text, record.turns, interviewer=True)

    assert said == [
        "A baker 🥖 from my town. She answers everybody.",
        "I trust her like a friend. I bought her flour.",
    ]
    assert len(with_all) == 4


def test_units_are_cut_inside_the_scope(study) -> None:
    record = study.open()
    scope = scope_of(record.text, record.turns)

    def texts(unit: Unit) -> list[str]:
        return [record.text[a:b] for a, b in units_of(record.text, scope, unit, "en") or []]

    assert texts(Unit.SENTENCE)[1:3] == ["She answers everybody.", "I trust her like a friend."]
    assert texts(Unit.WORD)[:4] == ["A", "baker", "from", "my"]
    assert texts(Unit.TURN) == [record.text[a:b] for a, b in scope]
    assert units_of(record.text, scope, Unit.CHARACTER) is None


def test_a_text_without_turns_counts_line_by_line() -> None:
    assert scope_of("one\n\n  two \n", ()) == [(0, 3), (7, 10)]


def test_where_nobody_is_known_to_be_a_participant_all_but_the_interviewer_count(study) -> None:
    study.project.run(
        documents.set_speakers, document=study.documents[0], roles={"ANA": SpeakerRole.OTHER}
    )
    record = study.open()

    assert len(scope_of(record.text, record.turns)) == 2


def test_a_coding_that_lost_its_place_is_not_counted(study) -> None:
    study.apply("She answers everybody.", "trust", coder="Mia")
    done(study, "Mia", "Noa")
    text = study.text().replace(" She answers everybody.", "")
    study.project.run(documents.revise_text, document=study.documents[0], text=text)

    (document, _) = study.project.ask(ratings.coded_documents, study.lead)

    assert document.spans == {}
