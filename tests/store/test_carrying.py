# SPDX-License-Identifier: MIT
from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from coder_app.core.revision import find_edits
from coder_app.store.tables import Coding, Document, Wording

Study = Any  # the class in conftest.py


def revise(study: Study, text: str, before: UUID | None = None) -> Any:
    """Make a wording out of another one (the current one by default) and show it."""

    def work(session: Session) -> None:
        document = session.get_one(Document, study.document)
        old = session.get_one(Wording, before or document.wording)
        made = Wording(
            document=document.guid,
            before=old.guid,
            edits=json.dumps(find_edits(old.body, text)),
            length=len(text),
            body=text,
        )
        session.add(made)
        document.wording = made.guid

    return study.project.run(work)[1]


def words(study: Study, coding: UUID) -> str:
    """Cut a coding's words out of the text as it is now."""
    with study.project.read() as session:
        row = session.get_one(Coding, coding)
        document = session.get_one(Document, row.document)
        return session.get_one(Wording, document.wording).body[row.start : row.end]


def coded(study: Study, text: str) -> UUID:
    with study.project.read() as session:
        body = session.get_one(Wording, session.get_one(Document, study.document).wording).body
    return study.code_passage(body.index(text), body.index(text) + len(text))


def test_a_correction_carries_codings_along_and_undo_brings_them_back(study: Study) -> None:
    coding = coded(study, "she is like me")

    changes = revise(study, "Well: I trust her, because she is like me. She answers, too 😀.")
    assert words(study, coding) == "she is like me"
    assert changes.guids["coding"] == {coding}

    study.project.undo()
    assert words(study, coding) == "she is like me"
    assert study.project.check() == []


def test_a_span_chosen_before_the_correction_is_carried_like_any_other(study: Study) -> None:
    chosen_in = study.value(Document, study.document, "wording")
    coding = coded(study, "She answers")
    revise(study, "Yes. I trust her, because she is like me. She answers, too 😀.")

    study.change(Coding, coding, wording=chosen_in, anchor_start=2, anchor_end=11)

    assert words(study, coding) == "trust her"


def test_what_was_cut_out_could_not_be_placed(study: Study) -> None:
    coding = coded(study, "because she is like me")

    revise(study, "I trust her. She answers, too 😀.")

    assert words(study, coding) == ""
    assert study.project.check() == []


def test_what_was_lost_once_stays_lost(study: Study) -> None:
    coding = coded(study, "answers")
    revise(study, "I trust her, because she is like me. She, too 😀.")
    revise(study, "I trust her, because she is like me. She never ever writes, too 😀.")

    assert words(study, coding) == ""


def test_rival_corrections_carry_through_the_wording_that_both_were_made_from(
    study: Study,
) -> None:
    first = study.value(Document, study.document, "wording")
    revise(study, "Oh. I trust her, because she is like me. She answers, too 😀.")
    coding = coded(study, "trust her")

    revise(study, "I do really, honestly trust her. She answers, too 😀.", before=first)

    assert words(study, coding) == "trust her"
    assert study.project.check() == []


def test_a_wording_made_from_nothing_has_no_way_to_it(study: Study) -> None:
    coding = coded(study, "trust her")

    def replace(session: Session) -> None:
        made = Wording(guid=uuid4(), document=study.document, length=9, body="Trust her")
        session.add(made)
        session.get_one(Document, study.document).wording = made.guid

    study.project.run(replace)

    assert words(study, coding) == ""


texts = st.lists(
    st.sampled_from(["I ", "trust ", "her. ", "She ", "is ", "like ", "me. ", "😀 "]), max_size=14
).map("".join)


@settings(max_examples=15, deadline=None)
@given(st.lists(texts, min_size=1, max_size=3))
def test_corrections_undone_one_by_one_put_codings_back_where_they_were(
    new_study: Callable[[], Study], texts: list[str]
) -> None:
    study = new_study()
    study.code_often(12)
    states = [study.everything()]
    for text in texts:
        if revise(study, text).event:
            states.append(study.everything())  # noqa: PERF401 -- the revision comes first

    assert study.project.check() == []
    for state in reversed(states[:-1]):
        study.project.undo()
        assert study.everything() == state
    study.project.close()
