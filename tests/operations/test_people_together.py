# SPDX-License-Identifier: MIT
"""Several transcripts given, taken back and marked at once; transcripts added with progress."""

from __future__ import annotations

import pytest

from coder_app.core.errors import ProjectProblem
from coder_app.core.records import AssignmentStatus
from coder_app.operations import documents, people
from coder_app.queries import lists


def _pairs(study):
    return [(coder, document) for coder in study.coders.values() for document in study.documents]


def _given(study):
    return study.project.ask(lists.assignments)


def test_several_are_given_in_one_step(study) -> None:
    study.project.run(people.assign_all, pairs=_pairs(study), purpose="reliability")

    assert {(a.coder, a.document) for a in _given(study)} == set(_pairs(study))
    assert {a.purpose for a in _given(study)} == {"reliability"}
    study.project.undo()
    assert not _given(study)


def test_one_that_cannot_be_given_gives_none(study) -> None:
    reader = study.project.run(people.add_coder, name="Rob", role="reader")[0]
    pairs = [*_pairs(study), (reader, study.documents[0])]

    with pytest.raises(ProjectProblem, match="Rob"):
        study.project.run(people.assign_all, pairs=pairs)

    assert not _given(study)


def test_giving_again_leaves_a_blind_assignment_blind(study) -> None:
    mia, document = study.coders["Mia"], study.documents[0]
    study.project.run(people.assign, coder=mia, document=document, blind=True)

    study.project.run(people.assign_all, pairs=_pairs(study))

    assert [a.blind for a in _given(study) if (a.coder, a.document) == (mia, document)] == [True]


def test_several_are_taken_back_in_one_step(study) -> None:
    study.project.run(people.assign_all, pairs=_pairs(study))

    study.project.run(people.unassign_all, assignments=[a.guid for a in _given(study)])

    assert not _given(study)
    study.project.undo()
    assert len(_given(study)) == len(_pairs(study))


def test_several_are_marked_done_and_not_done_in_one_step(study) -> None:
    study.project.run(people.mark_all_done, pairs=_pairs(study), done=True)

    assert {a.status for a in _given(study)} == {AssignmentStatus.DONE}
    study.project.run(people.mark_all_done, pairs=_pairs(study), done=False)
    assert {a.status for a in _given(study)} == {AssignmentStatus.OPEN}
    study.project.undo()
    assert {a.status for a in _given(study)} == {AssignmentStatus.DONE}


def test_progress_names_each_transcript_and_ends_with_all(study, transcript) -> None:
    heard = []

    study.project.run(
        documents.add_documents,
        drafts=[transcript("One"), transcript("Two")],
        progress=lambda *step: heard.append(step),
    )

    assert heard == [(0, 2, "One"), (1, 2, "Two"), (2, 2, "")]


def test_a_stop_in_the_middle_adds_none(study, transcript) -> None:
    before = study.project.ask(lists.documents, study.lead)

    def stop(done: int, total: int, name: str) -> None:
        if done == 1:
            raise ProjectProblem("Stopped.")

    with pytest.raises(ProjectProblem, match="Stopped"):
        study.project.run(
            documents.add_documents, drafts=[transcript("One"), transcript("Two")], progress=stop
        )

    assert study.project.ask(lists.documents, study.lead) == before
