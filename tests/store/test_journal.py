# SPDX-License-Identifier: MIT
from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from coder_app.core.errors import ProjectProblem
from coder_app.store.connect import JournalBypassed
from coder_app.store.journal import current_who, insert_many, update_many
from coder_app.store.tables import (
    Change,
    Code,
    Coder,
    Coding,
    Document,
    Draft,
    Event,
    Memo,
    Wording,
)

Study = Any  # the class in conftest.py


def changes_of(study: Study, row: UUID) -> list[Any]:
    with study.project.read() as session:
        told = select(Change.__table__, Event.who, Event.clock, Event.action)
        told = told.join(Event, Event.guid == Change.event).where(Change.row == row)
        return list(session.execute(told.order_by(Event.clock)))


def test_an_insert_files_what_is_not_empty(study: Study) -> None:
    line = changes_of(study, study.code)[0]

    assert line.old is None
    assert json.loads(line.new) == {
        "codable": True,
        "name": "trust",
        "position": 0,
        "status": "in use",
    }
    assert line.parents == ""
    assert line.kind == "code"


def test_an_update_files_only_what_changed_with_old_and_new(study: Study) -> None:
    study.change(Code, study.code, name="confidence", colour="")

    first, line = changes_of(study, study.code)

    assert (line.old, line.new) == ('{"name":"trust"}', '{"name":"confidence"}')
    assert line.parents == first.event.hex
    assert line.clock > first.clock


def test_fields_that_mean_one_thing_together_are_filed_together(study: Study) -> None:
    coding = study.code_passage(2, 7)

    study.change(Coding, coding, anchor_end=9)

    line = changes_of(study, coding)[-1]
    assert json.loads(line.old).keys() == {"wording", "anchor_start", "anchor_end"}
    assert json.loads(line.new)["anchor_start"] == 2


def test_what_is_derived_is_never_filed(study: Study) -> None:
    coding = study.code_passage(2, 7)

    assert not {"start", "end"} & json.loads(changes_of(study, coding)[0].new).keys()


def test_a_body_is_filed_as_a_salted_hash_only(study: Study) -> None:
    wording = study.value(Document, study.document, "wording")

    filed = json.loads(changes_of(study, wording)[0].new)

    assert len(filed["body"]) == 64
    assert filed["body"] != study.value(Wording, wording, "sha256")
    assert not {"salt", "sha256"} & filed.keys()


def test_every_row_carries_the_event_that_last_wrote_it(study: Study) -> None:
    coding = study.code_passage(2, 7)
    changes = study.change(Coding, coding, weight=2)

    assert study.value(Coding, coding, "state") == changes.event


def test_private_work_names_its_owner_and_its_document(study: Study) -> None:
    line = changes_of(study, study.code_passage())[0]

    assert (line.owner, line.document) == (study.me, study.document)


def test_an_event_has_the_owner_and_document_that_its_changes_share(study: Study) -> None:
    study.code_passage()
    with study.project.read() as session:
        event = session.scalars(select(Event).order_by(Event.seq.desc())).first()
        assert (event.owner, event.document) == (study.me, study.document)

    study.add_code("belonging")
    with study.project.read() as session:
        event = session.scalars(select(Event).order_by(Event.seq.desc())).first()
        assert (event.owner, event.document) == (None, None)


def test_a_row_flushed_twice_is_one_change(study: Study) -> None:
    def rename_twice(session: Session) -> None:
        code = session.get_one(Code, study.code)
        code.name = "first"
        session.flush()
        code.name = "second"
        session.flush()

    study.project.run(rename_twice)

    assert [line.new for line in changes_of(study, study.code)[1:]] == ['{"name":"second"}']


def test_a_value_set_without_being_read_has_its_old_one_filed(study: Study) -> None:
    def set_blindly(session: Session) -> None:
        code = session.get_one(Code, study.code)
        session.expire(code, ["name"])
        code.name = "blind"

    study.project.run(set_blindly)

    assert changes_of(study, study.code)[1].old == '{"name":"trust"}'


def test_a_start_of_zero_is_not_taken_for_empty(study: Study) -> None:
    filed = json.loads(changes_of(study, study.code_passage(0, 5))[0].new)

    assert filed["anchor_start"] == 0


def test_many_rows_leave_the_same_lines_as_single_ones(study: Study) -> None:
    single = study.code_passage(0, 3)
    (many,) = study.code_often(1)

    one, other = (changes_of(study, row)[0] for row in (single, many))

    def without_time(line: Any) -> dict[str, Any]:
        return {k: v for k, v in json.loads(line.new).items() if k != "created"}

    assert without_time(one) == without_time(other)
    assert (one.owner, one.document, one.parents) == (other.owner, other.document, other.parents)


def test_many_rows_changed_at_once_file_what_differs(study: Study) -> None:
    codings = study.code_often(600)

    def shift(session: Session) -> None:
        kept = session.get_one(Coding, codings[0])
        rows = [{"guid": guid, "anchor_start": 0} for guid in codings]
        update_many(session, Coding, rows)
        assert kept.anchor_start == 0

    _, changes = study.project.run(shift)

    assert len(changes.guids["coding"]) == 540  # sixty began at 0 already
    assert study.value(Coding, codings[7], "start") == 0
    assert study.project.check() == []


def test_the_coder_at_work_is_known_inside(study: Study) -> None:
    who, _ = study.project.run(lambda session: current_who(session))

    assert who == study.me


@pytest.mark.parametrize(
    "statement",
    [
        update(Code).values(name="x"),
        delete(Code),
        insert(Coder).values(guid=uuid4(), state=uuid4(), name="x", role="lead"),
        text("UPDATE code SET name = 'x'"),
        text("WITH a AS (SELECT 1) UPDATE code SET name = 'x'"),
        text("DROP TABLE memo"),
        text("INSERT OR REPLACE INTO draft VALUES ('a', 'b', 'c')"),
    ],
    ids=str,
)
def test_what_would_bypass_the_history_is_refused(study: Study, statement: Any) -> None:
    before = study.everything(with_removed=True)

    with pytest.raises(JournalBypassed):
        study.project.run(lambda session: session.execute(statement))
    with pytest.raises(JournalBypassed):
        study.project.run(lambda session: session.connection().execute(statement))
    with study.project.read() as session, pytest.raises(JournalBypassed):
        session.execute(statement)

    assert study.everything(with_removed=True) == before


def test_nothing_is_deleted(study: Study) -> None:
    with pytest.raises(JournalBypassed):
        study.project.run(lambda session: session.delete(session.get_one(Code, study.code)))


def test_rows_outside_of_the_history_are_refused(study: Study) -> None:
    with pytest.raises(JournalBypassed):
        study.project.run(lambda session: session.add(Draft(row=uuid4(), field="a", body="b")))


def test_a_text_never_changes(study: Study) -> None:
    wording = study.value(Document, study.document, "wording")

    with pytest.raises(JournalBypassed):
        study.change(Wording, wording, body="other")


def test_a_reading_session_has_no_journal(study: Study) -> None:
    with study.project.read() as session, pytest.raises(JournalBypassed):
        insert_many(session, Code, [{"name": "x"}])


def test_two_rows_with_one_guid_are_refused(study: Study) -> None:
    guid = uuid4()

    with pytest.raises(JournalBypassed):
        study.project.run(insert_many, Code, [{"guid": guid, "name": n} for n in "ab"])


@pytest.mark.parametrize("bad", ["a\0b", "half \ud83d only"])
def test_text_that_cannot_be_stored_is_refused_in_a_sentence(study: Study, bad: str) -> None:
    with pytest.raises(ProjectProblem, match="cannot be stored"):
        study.add_code(bad)
    with pytest.raises(ProjectProblem, match="cannot be stored"):
        study.change(Code, study.code, name=bad)

    def add_text(session: Session) -> None:
        document = Document(name="bad")
        wording = Wording(document=document.guid, length=3, body=bad)
        document.wording = wording.guid
        session.add_all([document, wording])

    with pytest.raises(ProjectProblem, match="cannot be stored"):
        study.project.run(add_text)


def test_emoji_and_rare_signs_are_stored_as_they_are(study: Study) -> None:
    study.change(Code, study.code, name="𠮷 😀 e\u0301")

    assert study.value(Code, study.code, "name") == "𠮷 😀 e\u0301"
    assert study.project.check() == []


def test_a_memo_on_the_project_belongs_to_nobody_else(study: Study) -> None:
    def write(session: Session) -> UUID:
        memo = Memo(kind="project", coder=current_who(session), text="open questions")
        session.add(memo)
        return memo.guid

    memo, changes = study.project.run(write)

    assert changes.documents == frozenset()
    assert changes_of(study, memo)[0].owner == study.me
