# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from coder_app.core.errors import ProjectProblem
from coder_app.operations import documents, memos
from coder_app.queries import document


def write(study, text: str, coder: str = "Lea") -> None:
    study.project.run(
        memos.write_memo,
        kind="document",
        about=study.documents[0],
        text=text,
        coder=study.coders[coder],
    )


def texts(study) -> list[str]:
    found = study.project.ask(document.memos, study.lead, study.documents[0])
    return [f"{memo.coder_name}: {memo.text}" for memo in found]


def test_each_coder_has_one_memo_on_a_thing(study) -> None:
    write(study, "first")
    write(study, "second")
    write(study, "mine", coder="Mia")

    assert texts(study) == ["Lea: second", "Mia: mine"]


def test_an_emptied_memo_is_removed_and_can_be_written_again(study) -> None:
    write(study, "first")
    write(study, " \n")
    assert texts(study) == []

    write(study, "again")
    assert texts(study) == ["Lea: again"]
    study.project.undo()
    assert texts(study) == []


def test_emptying_a_memo_that_never_was_changes_nothing(study) -> None:
    _, changes = study.project.run(
        memos.write_memo, kind="project", about=None, text="", coder=study.lead
    )

    assert not changes.guids


def test_a_memo_on_the_project_is_found_as_such(study) -> None:
    study.project.run(memos.write_memo, kind="project", about=None, text="plan", coder=study.lead)

    found = study.project.ask(document.memos, study.lead, None)
    assert [memo.text for memo in found] == ["plan"]


def test_no_memo_on_what_was_removed(study) -> None:
    study.project.run(documents.remove_document, document=study.documents[0])

    with pytest.raises(ProjectProblem, match="no longer in the project"):
        write(study, "late")
