# SPDX-License-Identifier: MIT
"""What stood at a moment is what a look at the project showed then."""

from __future__ import annotations

from datetime import UTC, datetime
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.core.errors import ProjectProblem
from coder_app.core.spans import Span
from coder_app.operations import codebook, codings, documents, people
from coder_app.queries import past, rounds
from coder_app.store.journal import insert_many
from coder_app.store.tables import Coding


def now() -> datetime:
    return datetime.now(UTC)


def stood(study, moment: datetime, viewer=None, **more) -> set[tuple]:
    found = study.project.ask(past.codings_at, viewer or study.lead, moment, **more)
    return {(p.coding, p.coder, p.code, p.start, p.end, p.weight) for p in found}


def stands(study) -> set[tuple]:
    return {
        (c.guid, c.coder, c.code, c.span.start, c.span.end, c.weight)
        for number in range(len(study.documents))
        for c in study.codings(number)
        if c.span
    }


STEPS = ("code", "border", "weight", "code it otherwise", "remove", "undo", "redo")


@settings(max_examples=15, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 5)), max_size=12))
def test_any_moment_of_any_work_is_read_as_it_was(new_study, steps) -> None:
    study = new_study()
    seen = []
    for what, n in steps:
        _do(study, what, n)
        seen.append((now(), stands(study)))

    for moment, then in seen:
        assert stood(study, moment) == then
    study.project.close()


def _do(study, what: str, n: int) -> None:
    there = sorted(stands(study), key=str)
    run = study.project.run
    try:
        if what == "code":
            study.project.run(
                codings.apply_code,
                document=study.documents[n % 2],
                wording=study.open(n % 2).wording,
                code=study.code(["trust", "likeness"][n % 2]),
                span=Span(n, n + 7),
                coder=study.coders[["Lea", "Mia", "Noa"][n % 3]],
            )
        elif what == "undo":
            step = study.project.next_undo()
            if step is not None and step.action.startswith("codings."):
                study.project.undo()
        elif what == "redo":
            study.project.redo()
        elif there:
            coding = there[n % len(there)][0]
            number = next(k for k in (0, 1) if coding in {c.guid for c in study.codings(k)})
            if what == "border":
                told = {"wording": study.open(number).wording, "span": Span(n, n + 9)}
                run(codings.move_border, coding=coding, **told)
            elif what == "weight":
                run(codings.set_weight, coding=coding, weight=[1, 3][n % 2])
            elif what == "code it otherwise":
                run(codings.change_code, coding=coding, code=study.code("closeness"))
            else:
                run(codings.remove_coding, coding=coding)
    except ProjectProblem:
        pass


def test_words_are_found_in_the_text_of_today_and_codes_as_they_are_merged_today(study) -> None:
    study.apply("her flour", "likeness", coder="Mia", weight=3)
    then = now()
    text = "Well. " + study.text()
    study.project.run(documents.revise_text, document=study.documents[0], text=text)
    study.project.run(
        codebook.merge_codes, source=study.code("likeness"), target=study.code("closeness")
    )

    (found,) = study.project.ask(past.codings_at, study.lead, then)

    assert text[found.start : found.end] == "her flour"
    assert (found.code, found.weight) == (study.code("closeness"), 3)
    assert found.version is not None


def test_only_the_documents_asked_for_are_read(study) -> None:
    study.apply("her flour", "trust", coder="Mia")
    study.apply("her flour", "trust", coder="Mia", number=1)

    assert len(stood(study, now())) == 2
    assert len(stood(study, now(), documents=study.documents[1:])) == 1


def test_who_left_since_is_left_out(study) -> None:
    study.apply("her flour", "trust", coder="Mia")
    study.apply("her flour", "closeness", coder="Lea")
    then = now()
    study.project.run(people.remove_coder, coder=study.coders["Mia"])
    study.project.run(codebook.remove_code, code=study.code("closeness"))

    assert stood(study, then) == set()


def test_a_blind_viewer_reads_her_own_past_only(study) -> None:
    study.apply("her flour", "trust", coder="Mia")
    study.apply("her flour", "trust", coder="Noa")
    study.give("Mia")
    mia = study.coders["Mia"]

    assert {row[1] for row in stood(study, now(), mia)} == {mia}
    assert len(stood(study, now())) == 2


def test_who_was_done_is_told_with_consensus_where_a_round_was_closed(study) -> None:
    first = now()
    study.give("Mia", "Noa")
    study.done("Mia")
    second = now()
    study.done("Noa")
    study.project.undo()
    study.done("Noa")
    study.close()
    third = now()
    study.project.run(
        people.mark_done, document=study.documents[0], coder=study.coders["Mia"], done=False
    )
    there, consensus = study.documents[0], study.project.ask(rounds.consensus)
    mia, noa = study.coders["Mia"], study.coders["Noa"]

    done = [study.project.ask(past.done_at, moment) for moment in (first, second, third)]

    assert done == [set(), {(there, mia)}, {(there, mia), (there, noa), (there, consensus)}]
    assert study.project.ask(past.done_at, now()) == {(there, noa), (there, consensus)}


def test_a_codebook_version_ends_where_the_next_begins(study) -> None:
    before = now()
    study.project.run(codebook.freeze_version, reason="sharper")

    assert before < study.project.ask(past.version_ended, 1) < now()
    assert study.project.ask(past.version_ended, 2) <= now()
    with pytest.raises(ProjectProblem, match="no codebook version 7"):
        study.project.ask(past.version_ended, 7)


def test_fifty_thousand_codings_are_read_in_seconds(study) -> None:
    there = {"document": study.documents[0], "wording": study.open().wording}
    there |= {"code": study.code("trust"), "coder": study.lead, "created": now()}

    def code_often(session) -> None:
        rows = [there | {"anchor_start": n % 90, "anchor_end": n % 90 + 5} for n in range(50_000)]
        insert_many(session, Coding, rows)

    study.project.run(code_often)
    begun = perf_counter()

    assert len(study.project.ask(past.codings_at, study.lead, now())) == 50_000

    assert perf_counter() - begun < 6  # far more than measured: this machine may be busy
