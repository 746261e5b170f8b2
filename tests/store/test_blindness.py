# SPDX-License-Identifier: MIT
"""The rule itself; tests/queries/test_visibility.py shows that every query keeps it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from coder_app.store.blindness import blind_here, open_documents, open_to_each, sees_everywhere
from coder_app.store.tables import Assignment, Coder

Study = Any  # the class in conftest.py


def give(session: Session, *, study: Study, **how: bool) -> Any:
    row = Assignment(coder=study.other, document=study.document, **how)
    session.add(row)
    return row.guid


def open_for(study: Study, coder: Any) -> list[Any]:
    with study.project.read() as session:
        return list(session.scalars(open_documents(coder)))


def test_one_blind_assignment_closes_its_document_until_it_is_revealed(study: Study) -> None:
    assert open_for(study, study.other) == [study.document]
    guid, _ = study.project.run(give, study=study, blind=True)
    assert open_for(study, study.other) == []

    study.change(Assignment, guid, revealed=True)

    assert open_for(study, study.other) == [study.document]


def test_a_lead_sees_where_she_is_not_blind_herself(study: Study) -> None:
    elsewhere = study.add_document("Interview 2")
    study.project.run(give, study=study, blind=True)

    study.change(Coder, study.other, role="lead")

    assert open_for(study, study.other) == [elsewhere]
    assert set(open_for(study, study.me)) == {study.document, elsewhere}


def test_who_is_blind_nowhere_and_trusted_sees_everywhere(study: Study) -> None:
    study.project.run(give, study=study, blind=True)

    with study.project.read() as session:
        seeing = [session.scalar(select(sees_everywhere(who))) for who in (study.me, study.other)]
        assert session.scalars(blind_here(study.other)).all() == [study.document]
        assert open_to_each(session) == {(study.me, study.document)}

    assert seeing == [True, False]
