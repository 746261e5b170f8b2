# SPDX-License-Identifier: MIT
from __future__ import annotations

from datetime import UTC, datetime, timedelta

from coder_app.operations import codings, memos
from coder_app.queries import document
from coder_app.queries.codings import FEW, reading_order


def test_codings_come_in_reading_order_the_longer_one_first(study) -> None:
    study.apply("her", "trust")
    study.apply("I trust her like a friend.", "trust")
    study.apply("I trust her", "closeness")
    study.apply("I trust her", "trust")

    found = study.codings()

    assert [(c.span.text_of(study.text()), c.code_name) for c in found] == [
        ("her", "trust"),  # the interviewer's
        ("I trust her like a friend.", "trust"),
        ("I trust her", "closeness"),
        ("I trust her", "trust"),
    ]
    assert sorted(found, key=reading_order) == list(found)


def test_a_coding_knows_when_it_was_made_and_changed_in_utc(study) -> None:
    guid = study.apply("I trust her", "likeness")
    made = study.codings()[0]
    study.project.run(codings.set_weight, coding=guid, weight=1)
    after = study.codings()[0]

    assert after.created == made.created
    assert after.created.tzinfo is UTC
    assert made.created <= made.changed < after.changed
    assert datetime.now(UTC) - after.changed < timedelta(minutes=1)
    assert after.state != made.state


def test_the_memo_shown_is_that_of_the_codings_own_coder(study) -> None:
    guid = study.apply("I trust her", "trust", coder="Mia")
    study.project.run(
        memos.write_memo, kind="coding", about=guid, text="the lead's", coder=study.lead
    )
    assert study.codings()[0].memo == ""

    study.project.run(
        memos.write_memo, kind="coding", about=guid, text="hers", coder=study.coders["Mia"]
    )
    assert study.codings()[0].memo == "hers"


def test_some_codings_are_read_by_their_guids_few_or_many(study) -> None:
    wanted = study.apply("I trust her", "trust")
    study.apply("her flour", "closeness")
    ask = (document.codings, study.lead, study.documents[0])

    assert [c.guid for c in study.project.ask(*ask, only=[wanted])] == [wanted]
    many = [wanted, *(study.documents * FEW)]
    assert [c.guid for c in study.project.ask(*ask, only=many)] == [wanted]
    assert study.project.ask(*ask, only=[]) == []
