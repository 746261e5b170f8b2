# SPDX-License-Identifier: MIT
"""What a table says about participants is noted with the transcripts, in the same step."""

from __future__ import annotations

import pytest

from coder_app.core.described import AttributeDraft, Described
from coder_app.core.errors import ProjectProblem
from coder_app.operations import describing, documents, people
from coder_app.queries import lists

AGE = AttributeDraft(name="Age", kind="number")
WHERE = AttributeDraft(name="Platform", kind="choice", choices=("TikTok", "Instagram"))


def table(*rows: tuple[str, tuple[str, ...]]) -> Described:
    return Described(attributes=(AGE, WHERE), people=rows)


def known(study) -> dict[str, dict[str, str]]:
    names = {a.guid: a.name for a in study.project.ask(lists.attributes)}
    return {
        p.name: {names[guid]: value for guid, value in p.values}
        for p in study.project.ask(lists.participants)
    }


def test_transcripts_come_with_participants_and_attributes_in_one_step(study, transcript) -> None:
    before = known(study)

    study.project.run(
        documents.add_documents,
        drafts=[transcript("R1"), transcript("R2")],
        participants={0: "R1", 1: "R2"},
        described=[table(("R1", ("24", "tiktok")), ("R2", ("", "Instagram")))],
    )

    assert known(study) == before | {
        "R1": {"Age": "24", "Platform": "TikTok"},
        "R2": {"Platform": "Instagram"},
    }
    study.project.undo()
    assert known(study) == before
    assert study.project.ask(lists.attributes) == []


def test_attributes_of_the_same_name_are_found_and_get_new_choices(study) -> None:
    study.project.run(people.add_attribute, name="platform", kind="choice", choices=("YouTube",))

    study.project.run(describing.describe, described=table(("ana", ("31", "TikTok"))))

    assert known(study)["Ana"] == {"platform": "TikTok", "Age": "31"}
    platform = next(a for a in study.project.ask(lists.attributes) if a.name == "platform")
    assert platform.choices == ("YouTube", "TikTok", "Instagram")


def test_a_value_is_replaced_and_an_empty_one_replaces_nothing(study) -> None:
    study.project.run(describing.describe, described=table(("Ana", ("31", "TikTok"))))

    study.project.run(describing.describe, described=table(("Ana", ("32", ""))))

    assert known(study)["Ana"] == {"Age": "32", "Platform": "TikTok"}


def test_a_value_that_does_not_fit_adds_no_transcript_either(study, transcript) -> None:
    before = [row.name for row in study.project.ask(lists.documents, study.lead)]

    with pytest.raises(ProjectProblem, match="“old” does not fit “Age”"):
        study.project.run(
            documents.add_documents,
            drafts=[transcript("R1")],
            participants={0: "R1"},
            described=[table(("R1", ("old", "")))],
        )

    assert [row.name for row in study.project.ask(lists.documents, study.lead)] == before


def test_nobody_is_described_who_is_not_there(study) -> None:
    with pytest.raises(ProjectProblem, match="no participant “Zoe”"):
        study.project.run(describing.describe, described=table(("Zoe", ("1", ""))))
