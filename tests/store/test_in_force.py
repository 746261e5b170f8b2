# SPDX-License-Identifier: MIT
from __future__ import annotations

from typing import Any

from coder_app.store.in_force import undone_among

Study = Any  # the class in conftest.py


def undone(study: Study, *events: Any) -> set[Any]:
    with study.project.read() as session:
        return undone_among(session, list(events))


def test_an_event_stands_undone_until_its_undoing_is_undone(study: Study) -> None:
    study.code_passage()
    event = study.project.next_undo().event
    assert undone(study, event) == set()

    study.project.undo()
    assert undone(study, event) == {event}

    study.project.redo()
    assert undone(study, event) == set()


def test_more_events_than_fit_a_statement_are_looked_at(study: Study) -> None:
    events = []
    for n in range(3):
        study.code_passage(n, n + 1)
        events.append(study.project.next_undo().event)
    study.project.undo()

    assert undone(study, *events * 300) == {events[2]}
