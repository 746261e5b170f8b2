# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from coder_app.core.errors import ProjectProblem
from coder_app.core.records import AssignmentStatus
from coder_app.operations import people
from coder_app.queries import lists


def attribute(study, kind: str, name: str = "what", choices: tuple[str, ...] = ()):
    return study.project.run(people.add_attribute, name=name, kind=kind, choices=choices)[0]


def ana(study):
    return next(p for p in study.project.ask(lists.participants) if p.name == "Ana")


def test_names_of_people_are_told_apart_by_more_than_case(study) -> None:
    with pytest.raises(ProjectProblem, match="“lea” already"):
        study.project.run(people.add_coder, name=" lea ")
    with pytest.raises(ProjectProblem, match="already"):
        study.project.run(people.rename_participant, participant=ana(study).guid, name="EVA")

    study.project.run(people.rename_coder, coder=study.lead, name="LEA")
    assert study.project.ask(lists.coders)[0].name == "LEA"


def test_a_project_keeps_a_lead(study) -> None:
    with pytest.raises(ProjectProblem, match="needs a lead"):
        study.project.run(people.set_role, coder=study.lead, role="coder")
    with pytest.raises(ProjectProblem, match="needs a lead"):
        study.project.run(people.remove_coder, coder=study.lead)

    study.project.run(people.set_role, coder=study.coders["Mia"], role="lead")
    study.project.run(people.set_role, coder=study.lead, role="coder")
    assert [c.name for c in study.project.ask(lists.coders) if c.role == "lead"] == ["Mia"]


def test_consensus_is_nobody_to_rename_into_another_role(study) -> None:
    consensus = next(c for c in study.project.ask(lists.coders) if c.consensus)

    with pytest.raises(ProjectProblem, match="no person"):
        study.project.run(people.remove_coder, coder=consensus.guid)


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        ("text", "  two  words ", "two words"),
        ("number", "3.50", "3.50"),
        ("date", "2025-03-31", "2025-03-31"),
        ("choice", "YES", "yes"),
    ],
)
def test_a_value_is_kept_in_the_form_of_its_kind(study, kind, given, kept) -> None:
    guid = attribute(study, kind, choices=("yes", "no"))

    study.project.run(people.set_value, participant=ana(study).guid, attribute=guid, value=given)

    assert ana(study).values == ((guid, kept),)


@pytest.mark.parametrize(
    ("kind", "given"),
    [("number", "3,5"), ("number", "nan"), ("date", "31.3.2025"), ("choice", "perhaps")],
)
def test_a_value_that_does_not_fit_is_refused_in_words(study, kind, given) -> None:
    guid = attribute(study, kind, choices=("yes", "no"))

    with pytest.raises(ProjectProblem, match=f"“{given}” does not fit “what”"):
        study.project.run(
            people.set_value, participant=ana(study).guid, attribute=guid, value=given
        )


def test_an_emptied_value_is_gone_and_can_be_set_again(study) -> None:
    guid, who = attribute(study, "text"), ana(study).guid
    for value in ("first", "", "second"):
        study.project.run(people.set_value, participant=who, attribute=guid, value=value)

    assert ana(study).values == ((guid, "second"),)
    study.project.undo()
    assert ana(study).values == ()


def test_a_kind_changes_only_if_all_values_fit(study) -> None:
    guid = attribute(study, "text")
    study.project.run(people.set_value, participant=ana(study).guid, attribute=guid, value="ten")

    with pytest.raises(ProjectProblem, match="“ten” does not fit"):
        study.project.run(people.edit_attribute, attribute=guid, kind="number")
    assert study.project.ask(lists.attributes)[0].kind == "text"


def test_a_removed_attribute_takes_its_column_along(study) -> None:
    guid = attribute(study, "text")
    study.project.run(people.set_value, participant=ana(study).guid, attribute=guid, value="x")

    study.project.run(people.remove_attribute, attribute=guid)

    assert study.project.ask(lists.attributes) == []
    assert ana(study).values == ()


def test_a_removed_participant_leaves_the_transcript(study) -> None:
    study.project.run(people.remove_participant, participant=ana(study).guid)

    row = study.project.ask(lists.documents, study.lead)[0]
    assert (row.name, row.participant, row.participant_name) == ("Ana", None, "")


def test_marking_done_gives_the_transcript_to_whom_it_was_not_given(study) -> None:
    mia, there = study.coders["Mia"], study.documents[0]

    study.project.run(people.mark_done, document=there, coder=mia)
    assert study.project.ask(lists.documents, mia)[0].status is AssignmentStatus.DONE
    study.project.run(people.mark_done, document=there, coder=mia, done=False)
    assert study.project.ask(lists.documents, mia)[0].status is AssignmentStatus.OPEN


def test_an_assignment_taken_back_can_be_given_again(study) -> None:
    mia, there = study.coders["Mia"], study.documents[0]
    first, _ = study.project.run(people.assign, coder=mia, document=there, blind=True)
    study.project.run(people.unassign, assignment=first)
    assert study.project.ask(lists.assignments) == []

    again, _ = study.project.run(people.assign, coder=mia, document=there)

    assert again == first
    assert not study.project.ask(lists.assignments)[0].blind


def test_a_reader_gets_no_assignment(study) -> None:
    study.project.run(people.set_role, coder=study.coders["Mia"], role="reader")

    with pytest.raises(ProjectProblem, match="readers do not code"):
        study.project.run(people.assign, coder=study.coders["Mia"], document=study.documents[0])


def test_a_renamed_attribute_keeps_its_values_and_gets_new_choices(study) -> None:
    guid = attribute(study, "choice", choices=("yes", "no"))
    study.project.run(people.set_value, participant=ana(study).guid, attribute=guid, value="yes")

    study.project.run(
        people.edit_attribute, attribute=guid, name="paid", choices=["no", " Yes ", "Yes", ""]
    )

    (row,) = study.project.ask(lists.attributes)
    assert (row.name, row.choices) == ("paid", ("no", "Yes"))
    assert ana(study).values == ((guid, "Yes"),)


def test_unknown_kinds_and_purposes_are_refused(study) -> None:
    with pytest.raises(ProjectProblem, match="a text, a number"):
        attribute(study, "colour")
    with pytest.raises(ProjectProblem, match="main, reliability or practice"):
        study.project.run(
            people.assign, coder=study.lead, document=study.documents[0], purpose="fun"
        )


def test_several_are_given_blind_and_shown_in_one_step(study) -> None:
    pairs = [(study.coders["Mia"], document) for document in study.documents]
    study.project.run(people.assign_all, pairs=pairs, purpose="practice", blind=True)
    given = study.project.ask(lists.assignments)
    assert [(one.purpose, one.blind) for one in given] == [("practice", True)] * 2

    study.project.run(people.assign_all, pairs=pairs, purpose="practice")  # says nothing of it
    study.project.run(people.reveal_all, assignments=[one.guid for one in given])

    given = study.project.ask(lists.assignments)
    assert [(one.blind, one.revealed) for one in given] == [(True, True)] * 2
