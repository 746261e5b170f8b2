# SPDX-License-Identifier: MIT
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session

from coder_app.store.project import Project
from coder_app.store.tables import Code, Document, Wording

Study = Any  # the class in conftest.py


@pytest.fixture
def colleague(file_study: Study, tmp_path: Path) -> Iterator[Study]:
    project = Project.open(tmp_path / "Followers.coder")
    project.who = file_study.other
    yield type(file_study)(
        project, file_study.other, file_study.me, file_study.document, file_study.code
    )
    project.close()


def test_what_a_colleague_did_is_told_once(file_study: Study, colleague: Study) -> None:
    coding = colleague.code_passage()
    colleague.change(Code, colleague.code, name="confidence")

    changes = file_study.project.changes_since()

    assert changes.guids == {
        "coding": frozenset({coding}),
        "code": frozenset({colleague.code}),
    }
    assert changes.documents == {colleague.document}
    assert changes.by == colleague.me
    assert changes.event is None  # there were two
    assert file_study.project.changes_since() is None


def test_own_work_between_does_not_hide_it(file_study: Study, colleague: Study) -> None:
    colleague.code_passage()
    file_study.code_passage()
    coding = colleague.code_passage()

    assert coding in file_study.project.changes_since().guids["coding"]
    assert len(colleague.project.changes_since().guids["coding"]) == 1


def test_what_was_there_at_the_opening_is_no_news(colleague: Study) -> None:
    assert colleague.project.changes_since() is None


def test_a_corrected_text_tells_of_the_codings_that_it_moves(
    file_study: Study, colleague: Study
) -> None:
    coding = file_study.code_passage()

    def revise(session: Session) -> None:
        document = session.get_one(Document, colleague.document)
        made = Wording(document=document.guid, length=1, body=".", before=document.wording)
        made.edits = "[[0, 57, 0, 1]]"
        session.add(made)
        document.wording = made.guid

    colleague.project.run(revise)

    assert coding in file_study.project.changes_since().guids["coding"]


def test_a_colleagues_draft_is_nobodys_news(file_study: Study, colleague: Study) -> None:
    colleague.project.save_draft(colleague.code, "text", "hm")

    assert file_study.project.changes_since() is None


def test_undo_waits_for_what_a_colleague_did_meanwhile(file_study: Study, colleague: Study) -> None:
    colleague.project.who = file_study.me  # the same person at two windows
    file_study.change(Code, file_study.code, name="one")
    file_study.project.undo()
    colleague.change(Code, file_study.code, name="two")

    file_study.project.undo()

    assert file_study.value(Code, file_study.code, "name") == "trust"
