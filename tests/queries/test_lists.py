# SPDX-License-Identifier: MIT
from __future__ import annotations

from coder_app.core.records import AssignmentStatus, ProjectInfo
from coder_app.operations import people, projects
from coder_app.queries import lists


def test_documents_say_how_far_the_viewer_is_and_who_else_has_them(study) -> None:
    mia, there = study.coders["Mia"], study.documents[0]
    for coder in ("Noa", "Mia"):
        study.project.run(people.assign, coder=study.coders[coder], document=there)
    study.project.who = mia
    study.project.note_reading(there, 76, 0)
    study.project.who = study.coders["Noa"]
    study.apply("I trust her", "trust", coder="Noa")

    row, other = study.project.ask(lists.documents, mia)

    assert (row.assigned, row.status, row.codings) == (True, AssignmentStatus.OPEN, 1)
    assert row.coders == ("Mia", "Noa")
    assert row.share_read == 76 / row.characters
    assert (other.assigned, other.status, other.coders, other.share_read) == (False, None, (), 0)


def test_a_blind_coder_is_not_told_who_else_has_a_transcript(study) -> None:
    mia, there = study.coders["Mia"], study.documents[0]
    study.project.run(people.assign, coder=mia, document=there, blind=True)
    study.project.run(people.assign, coder=study.coders["Noa"], document=there)

    assert study.project.ask(lists.documents, mia)[0].coders == ("Mia",)


def test_two_assignments_to_one_transcript_are_done_when_both_are(study) -> None:
    given = {"coder": study.coders["Mia"], "document": study.documents[0]}
    study.project.run(people.assign, **given)
    study.project.run(people.mark_done, **given)
    study.project.run(people.assign, **given, purpose="reliability")
    assert study.project.ask(lists.documents, given["coder"])[0].status is AssignmentStatus.OPEN

    study.project.run(people.mark_done, **given)
    assert study.project.ask(lists.documents, given["coder"])[0].status is AssignmentStatus.DONE


def test_people_come_leads_first_and_consensus_last(study) -> None:
    study.project.run(people.add_coder, name="abel", role="reader")

    assert [c.name for c in study.project.ask(lists.coders)] == [
        "Lea",
        "Mia",
        "Noa",
        "abel",
        "Consensus",
    ]


def test_info_counts_codes_without_groups_and_coders_without_consensus(study) -> None:
    study.apply("I trust her", "trust")

    assert study.project.ask(lists.info, study.lead) == ProjectInfo(
        title="Bakers",
        documents=2,
        characters=2 * len(study.text()),
        codes=3,
        codings=1,
        coders=3,
        participants=2,
    )


def test_a_project_has_agreement_until_a_lead_says_why_not(study) -> None:
    assert study.project.ask(lists.why_no_agreement) == ""

    study.project.run(projects.switch_agreement, off="reflexive analysis.")

    said = "Agreement is switched off in this project: reflexive analysis."
    assert study.project.ask(lists.why_no_agreement) == said
