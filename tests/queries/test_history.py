# SPDX-License-Identifier: MIT
from __future__ import annotations

import inspect

import pytest

from coder_app.operations import (
    codebook,
    codings,
    consensus,
    documents,
    memos,
    people,
    projects,
    rounds,
    sample,
)
from coder_app.queries import history


def told(study, **more) -> list[str]:
    return [e.sentence for e in study.project.ask(history.events, study.lead, **more)]


def test_the_newest_comes_first_in_words_without_text_of_anybody(study) -> None:
    study.apply("I trust her", "trust")

    assert told(study)[0] == "Code a passage in “Ana”"
    assert told(study)[-1].startswith("Begin the project")
    assert not [sentence for sentence in told(study) if "trust" in sentence]


def test_undo_and_redo_say_what_they_concern(study) -> None:
    study.apply("I trust her", "trust")
    study.project.undo()
    study.project.redo()

    events = study.project.ask(history.events, study.lead)

    assert [e.sentence for e in events[:3]] == [
        "Redo: Code a passage in “Ana”",
        "Undo: Code a passage in “Ana”",
        "Code a passage in “Ana”",
    ]
    assert [e.undone for e in events[:3]] == [False, True, False]
    assert events[1].undoes == events[2].guid


def test_what_was_undone_is_marked(study) -> None:
    study.apply("I trust her", "trust")
    study.project.undo()

    assert [e.undone for e in study.project.ask(history.events, study.lead)[:2]] == [False, True]


def test_many_things_are_counted_as_a_person_counts_them(study, transcript) -> None:
    study.project.run(documents.add_documents, drafts=[transcript(name) for name in ("P1", "P2")])

    assert told(study)[0] == "Add transcripts (2)"
    assert study.project.next_undo().things == 2
    study.project.undo()
    assert told(study)[0] == "Undo: Add transcripts"
    assert study.project.next_redo().things == 2


def test_what_stays_says_why(study) -> None:
    study.apply("I trust her", "trust")
    found = study.project.ask(history.events, study.lead)

    assert found[0].stays == ""
    assert found[-1].stays == "The beginning of the project stays."


def test_older_events_are_read_on_from_one(study) -> None:
    everything = study.project.ask(history.events, study.lead)
    first = study.project.ask(history.events, study.lead, limit=2)

    older = study.project.ask(history.events, study.lead, before=first[-1].guid)

    assert first + older == everything


OPERATIONS = (codebook, codings, consensus, documents, memos, people, projects, rounds, sample)


@pytest.mark.parametrize("module", OPERATIONS)
def test_every_operation_has_a_sentence(module) -> None:
    name = module.__name__.rpartition(".")[2]
    for function, member in inspect.getmembers(module, inspect.isfunction):
        parameters = list(inspect.signature(member).parameters.values())
        own = member.__module__ == module.__name__ and not function.startswith("_")
        by_name = all(p.kind in (p.KEYWORD_ONLY, p.VAR_KEYWORD) for p in parameters[1:])
        if own and len(parameters) > 1 and parameters[0].name == "session" and by_name:
            said = history.sentence(f"{name}.{function}")
            assert said != history.sentence("no.such_thing") or function == "close_version"
