# SPDX-License-Identifier: MIT
from __future__ import annotations

from hashlib import sha256
from uuid import uuid4

import pytest

from coder_app.core.errors import ProjectProblem
from coder_app.operations import memos, people
from coder_app.queries import document


def test_an_opened_transcript_has_all_that_its_view_shows(study) -> None:
    who = study.open().participant
    age, _ = study.project.run(people.add_attribute, name="age", kind="number")
    study.project.run(people.set_value, participant=who, attribute=age, value="41")
    study.project.note_reading(study.documents[0], 90, 30)

    record = study.open()

    assert record.sha256 == sha256(record.text.encode()).hexdigest()
    assert record.text[record.turns[1].start : record.turns[1].end].startswith("A baker 🥖")
    assert (record.participant_name, record.attributes) == ("Ana", (("age", "41"),))
    assert (record.status, record.furthest) == (None, 90)
    assert study.project.ask(document.last_place, study.lead, study.documents[0]) == 30
    assert study.project.ask(document.last_place, study.coders["Mia"], study.documents[0]) == 0


def test_what_is_not_there_says_so(study) -> None:
    with pytest.raises(ProjectProblem, match="no longer in the project"):
        study.project.ask(document.open_document, study.lead, uuid4())


def test_memos_on_a_thing_come_by_coder_with_their_time(study) -> None:
    for coder in ("Noa", "Lea"):
        study.project.run(
            memos.write_memo,
            kind="code",
            about=study.code("trust"),
            text=f"{coder}'s",
            coder=study.coders[coder],
        )

    found = study.project.ask(document.memos, study.lead, study.code("trust"))

    assert [(m.coder_name, m.text, m.kind) for m in found] == [
        ("Lea", "Lea's", "code"),
        ("Noa", "Noa's", "code"),
    ]
    assert found[0].changed > found[1].changed
