# SPDX-License-Identifier: MIT
"""A blind coder finds no way, by any operation, undo or redo of hers, to see another's coding."""

from __future__ import annotations

import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from coder_app.core.errors import CoderAppError, ProjectProblem
from coder_app.core.records import CoderRole
from coder_app.operations import people
from coder_app.queries import decisions, document, lists, rounds
from coder_app.store.tables import Event

_told = runpy.run_path(str(Path(__file__).with_name("test_anything_undone.py")))
DOING, Hand, READY = _told["DOING"], _told["Hand"], _told["READY"]

numbers = st.integers(0, 9)
hers = st.tuples(st.sampled_from([*sorted(DOING), "undo", "redo"]), numbers, numbers, numbers)
undoing = st.tuples(st.just("undo event"), numbers, numbers, numbers)


def seen(study, coder: str = "Mia") -> set[str]:
    """Whose codings a coder sees, in all transcripts together."""
    who = study.coders[coder]
    here = study.project.ask(lists.documents, study.lead)
    codings = [c for d in here for c in study.project.ask(document.codings, who, d.guid)]
    return {c.coder_name for c in codings if c.coder != who}


def act(study, draft: Callable[..., Any], step: tuple[str, int, int, int]) -> None:
    what, a, b, c = step
    project = study.project
    try:
        if what == "undo event":
            with project.read() as session:
                events = list(session.scalars(select(Event.guid).order_by(Event.seq)))
            project.undo_event(events[-1 - (10 * a + b) % len(events)])
        elif what in ("undo", "redo"):
            (project.undo if what == "undo" else project.redo)()
        else:
            operation, given = DOING[what](Hand(study, a, b, c), draft)
            project.run(operation, **given)
    except CoderAppError:
        pass


@pytest.fixture(scope="module")
def blind_study(new_study) -> Callable[[], Any]:
    """Noa and Consensus coded; Mia codes the first transcript blind, the second is not hers."""

    def make() -> Any:
        study = new_study()
        study.apply("I trust her", "trust", coder="Noa")
        study.apply("her flour", "likeness", coder="Noa", number=1)
        study.done("Noa", "Lea")
        study.close()
        study.coders["Consensus"] = study.project.ask(rounds.consensus)
        study.apply("her flour", "trust", coder="Consensus")
        study.give("Noa", number=1)
        study.give("Mia")
        study.apply("A baker", "trust", coder="Mia")
        _leave_traces(study)
        study.project.who = study.coders["Mia"]
        return study

    return make


def _leave_traces(study) -> None:
    """Do and take back what would show Mia the second transcript if it were undone."""
    mia = study.coders["Mia"]
    for role in ("lead", "coder", "reader", "coder"):
        study.project.run(people.set_role, coder=mia, role=role)
    given, _ = study.project.run(people.assign, coder=mia, document=study.documents[1])
    study.project.run(people.unassign, assignment=given)
    study.project.run(people.assign, coder=mia, document=study.documents[1])
    study.project.undo()


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(st.one_of(hers, undoing, undoing), max_size=15))
def test_nothing_she_does_shows_her_the_work_of_others(
    blind_study: Callable[[], Any], transcript: Callable[..., Any], steps: list[Any]
) -> None:
    study = blind_study()
    for step in steps:
        act(study, transcript, step)
        assert not seen(study), step
        assert study.project.ask(decisions.decisions, study.coders["Mia"]) == []
    study.project.close()


def refused(study, operation: Callable[..., Any], **told: Any) -> str:
    with pytest.raises(ProjectProblem) as problem:
        study.project.run(operation, **told)
    return str(problem.value)


def test_only_leads_give_take_back_show_and_make_leads(blind_study) -> None:
    study = blind_study()
    mia, there = study.coders["Mia"], study.documents[0]
    given = next(a.guid for a in study.project.ask(lists.assignments) if a.coder == mia)

    said = {
        refused(study, people.assign, coder=mia, document=there),
        refused(study, people.assign_all, pairs=[(mia, there)], blind=False),
        refused(study, people.unassign, assignment=given),
        refused(study, people.unassign_all, assignments=[given]),
        refused(study, people.reveal, assignment=given),
        refused(study, people.reveal_all, assignments=[given]),
        refused(study, people.set_role, coder=mia, role="lead"),
        refused(study, people.add_coder, name="Mia's friend", role="reader"),
        refused(study, people.code_again, coder=mia, documents=[there]),
    }

    assert said == {"Only a lead can do this. Ask a lead."}
    study.project.close()


def test_marking_done_what_was_not_given_shows_nothing_and_is_her_own_to_undo(blind_study) -> None:
    study = blind_study()

    study.done("Mia", number=1)
    assert not seen(study)
    study.project.undo()

    assert not seen(study)
    assert not study.project.ask(lists.documents, study.coders["Mia"])[1].assigned
    study.project.close()


def test_she_marks_nobody_else_done_and_codes_in_nobody_elses_name(blind_study) -> None:
    study = blind_study()

    assert "somebody else" in refused(
        study, people.mark_done, document=study.documents[0], coder=study.coders["Noa"]
    )
    with pytest.raises(ProjectProblem, match="somebody else"):
        study.apply("I trust her", "trust", coder="Noa")
    study.project.close()


def test_a_lead_may_take_the_assignment_away_but_not_by_undoing_it(study) -> None:
    study.apply("I trust her", "trust", coder="Noa")
    study.give("Mia")
    mia, event = study.coders["Mia"], _newest(study)
    study.project.who = mia
    study.apply("my town", "trust", coder="Mia")

    study.project.who = study.lead
    with pytest.raises(ProjectProblem, match="Mia has begun to code “Ana” blind"):
        study.project.undo_event(event)
    given = next(a.guid for a in study.project.ask(lists.assignments) if a.coder == mia)
    study.project.run(people.unassign, assignment=given)
    assert seen(study) == {"Noa"}
    study.project.undo()
    assert not seen(study)


def test_giving_is_undone_where_that_shows_nothing(study) -> None:
    study.apply("I trust her", "trust", coder="Noa")
    study.give("Noa", number=1)
    study.give("Mia")
    study.project.who = study.coders["Mia"]
    study.apply("my town", "trust", coder="Mia")

    study.project.who = study.lead
    study.project.undo()

    assert not seen(study)


def test_practice_marked_done_shows_what_was_settled_and_stays_so(study) -> None:
    study.apply("I trust her", "trust", coder="Noa")
    study.give("Mia", purpose="practice")
    mia = study.coders["Mia"]
    study.project.who = mia
    study.apply("A baker", "trust", coder="Mia")
    assert not seen(study)

    study.done("Mia")

    assert seen(study) == {"Noa"}
    assert study.project.next_undo().action == "codings.apply_code"
    with pytest.raises(ProjectProblem, match="cannot be unseen"):
        study.project.undo_event(_newest(study))
    study.project.run(people.mark_done, document=study.documents[0], coder=mia, done=False)
    study.project.undo()  # opening it again is hers to take back
    assert seen(study) == {"Noa"}


def _newest(study) -> UUID:
    with study.project.read() as session:
        return session.scalars(select(Event.guid).order_by(Event.seq.desc())).first()


def test_practice_that_was_not_blind_shows_nothing_new_and_is_undone(study) -> None:
    study.give("Mia", purpose="practice", blind=False)
    study.done("Mia")

    study.project.undo()

    assert study.project.ask(lists.assignments)[0].status == "open"


def test_who_practises_and_codes_blind_in_one_transcript_stays_blind(study) -> None:
    study.apply("I trust her", "trust", coder="Noa")
    study.give("Mia", purpose="practice")
    study.give("Mia", purpose="reliability")

    study.done("Mia")

    assert not seen(study)


# ---- a second coding by the same person


def test_a_coder_codes_again_blind_under_a_second_name(study) -> None:
    study.give("Mia", blind=False)
    study.apply("I trust her", "trust", coder="Mia")

    again, _ = study.project.run(
        people.code_again, coder=study.coders["Mia"], documents=study.documents[:1]
    )

    record = next(c for c in study.project.ask(lists.coders) if c.guid == again)
    assert (record.name, record.role) == ("Mia, again", CoderRole.CODER)
    assert record.person == study.coders["Mia"]
    study.coders["Mia, again"] = again
    assert not seen(study, "Mia, again")
    (given,) = (a for a in study.project.ask(lists.assignments) if a.coder == again)
    assert (given.purpose, given.blind) == ("reliability", True)


def test_a_second_self_is_made_once_and_has_none_of_its_own(study) -> None:
    told = {"coder": study.coders["Mia"], "documents": study.documents[:1]}
    first, _ = study.project.run(people.code_again, **told)

    second, _ = study.project.run(
        people.code_again, coder=study.coders["Mia"], documents=study.documents[1:]
    )

    assert first == second
    assert len(study.project.ask(lists.coders)) == 5
    with pytest.raises(ProjectProblem, match="a second coding already"):
        study.project.run(people.code_again, coder=first, documents=[])


def test_coding_again_is_undone_with_the_name_it_made(study) -> None:
    told = {"coder": study.coders["Mia"], "documents": study.documents}
    study.project.run(people.code_again, **told)

    study.project.undo()

    assert [c.name for c in study.project.ask(lists.coders)] == ["Lea", "Mia", "Noa", "Consensus"]
    assert study.project.ask(lists.assignments) == []
    study.project.run(people.code_again, **told)
    assert len(study.project.ask(lists.assignments)) == 2


def test_readers_and_consensus_do_not_code_again(study) -> None:
    consensus = study.project.ask(lists.coders)[-1].guid
    study.project.run(people.set_role, coder=study.coders["Noa"], role="reader")

    assert "readers do not code" in refused(
        study, people.code_again, coder=study.coders["Noa"], documents=[]
    )
    assert "no person" in refused(study, people.code_again, coder=consensus, documents=[])
