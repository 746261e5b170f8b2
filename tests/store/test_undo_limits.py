# SPDX-License-Identifier: MIT
"""What undo may not do, on rows; tests/operations/test_blind_coder.py has the whole story."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from coder_app.core.errors import ProjectProblem
from coder_app.store.tables import Assignment, Coder, Event

Study = Any  # the class in conftest.py


def give(session: Session, *, study: Study, purpose: str = "main") -> Any:
    row = Assignment(coder=study.other, document=study.document, blind=True, purpose=purpose)
    session.add(row)
    return row.guid


def reveal(session: Session, *, assignment: Any) -> None:
    session.get_one(Assignment, assignment).revealed = True


def mark_done(session: Session, *, assignment: Any) -> None:
    row = session.get_one(Assignment, assignment)
    row.status = "done"
    row.revealed = row.purpose == "practice"


for operation in (reveal, mark_done):  # an event carries module and function
    operation.__module__ = "coder_app.operations.people"


def newest(study: Study) -> Any:
    return events(study)[-1]


def events(study: Study) -> list[Any]:
    with study.project.read() as session:
        return list(session.scalars(select(Event.guid).order_by(Event.seq)))


def test_what_was_shown_stays_shown_by_whatever_way(study: Study) -> None:
    given, _ = study.project.run(give, study=study)
    before = study.project.next_undo()
    study.project.run(reveal, assignment=given)

    assert study.project.next_undo() == before
    with pytest.raises(ProjectProblem, match="cannot be unseen"):
        study.project.undo_event(newest(study))


def test_the_beginning_stays_also_when_asked_for_by_name(study: Study) -> None:
    with pytest.raises(ProjectProblem, match="beginning of the project"):
        study.project.undo_event(events(study)[0])


@pytest.mark.parametrize(("purpose", "stays"), [("main", False), ("practice", True)])
def test_only_the_marking_that_shows_something_stays(study, purpose, stays) -> None:
    given, _ = study.project.run(give, study=study, purpose=purpose)
    before = study.project.next_undo()
    study.project.run(mark_done, assignment=given)

    assert (study.project.next_undo() == before) is stays


def test_giving_is_not_undone_once_its_coder_has_begun(study: Study) -> None:
    study.project.run(give, study=study)
    given = study.project.next_undo().event
    study.project.who = study.other
    study.code_passage()

    study.project.who = study.me
    with pytest.raises(ProjectProblem, match="has begun to code “Interview 1” blind"):
        study.project.undo_event(given)

    study.project.who = study.other
    study.project.undo()  # nothing of hers stands now
    study.project.who = study.me
    study.project.undo()
    assert study.guids(Assignment) == []


def test_taking_away_is_not_redone_either(study: Study) -> None:
    given, _ = study.project.run(give, study=study)
    study.change(Assignment, given, removed=True)
    study.project.undo()
    study.project.who = study.other
    study.code_passage()

    study.project.who = study.me
    with pytest.raises(ProjectProblem, match="has begun"):
        study.project.redo()


def test_only_a_lead_takes_back_what_others_did_and_what_leads_do(study: Study) -> None:
    done = []
    study.project.run(give, study=study)
    done.append(newest(study))
    study.change(Coder, study.other, role="reader")
    done.append(newest(study))
    study.decide(2, 7, document=study.document)
    done.append(newest(study))
    study.code_passage()
    done.append(newest(study))

    study.project.who = study.other
    before = study.everything(with_removed=True)
    for event in done:
        with pytest.raises(ProjectProblem, match="Only a lead"):
            study.project.undo_event(event)

    assert study.everything(with_removed=True) == before


def test_who_is_lead_no_more_does_not_become_one_by_undo(study: Study) -> None:
    study.change(Coder, study.other, role="lead")
    study.change(Coder, study.me, role="coder")

    with pytest.raises(ProjectProblem, match="Only a lead"):
        study.project.undo()
