# SPDX-License-Identifier: MIT
from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from coder_app.core.stopping import Stopped, stoppable
from coder_app.store import filing
from coder_app.store.project import Project
from coder_app.store.tables import Code, Event

Study = Any  # the class in conftest.py


def events(study: Study) -> list[Any]:
    with study.project.read() as session:
        return list(session.execute(select(Event.__table__).order_by(Event.seq)))


def test_events_of_a_sitting_are_numbered_and_linked(study: Study) -> None:
    study.code_passage()
    told = events(study)

    assert [event.n for event in told] == [1, 2, 3, 4]
    assert len({event.sitting for event in told}) == 1
    assert told[0].prev is None
    assert [event.prev for event in told[1:]] == [event.hash for event in told[:-1]]


def test_who_stops_while_changes_are_filed_finds_all_as_it_was(study: Study) -> None:
    before = events(study)

    with pytest.raises(Stopped), stoppable(lambda: True):
        study.code_passage()

    assert events(study) == before
    assert study.project.check() == []
    study.code_passage()
    assert len(events(study)) == len(before) + 1


def test_each_opening_is_a_sitting_of_its_own(file_study: Study, tmp_path: Path) -> None:
    file_study.project.close()
    with Project.open(tmp_path / "Followers.coder") as project:
        again = type(file_study)(
            project, file_study.me, file_study.other, file_study.document, file_study.code
        )
        project.who = file_study.me
        again.code_passage()
        told = events(again)

    assert told[-1].n == 1
    assert told[-1].prev is None
    assert told[-1].sitting != told[0].sitting


def test_the_clock_goes_on_even_if_the_machines_runs_behind(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Yesterday(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:
            return datetime.now(UTC) - timedelta(days=1)

    monkeypatch.setattr(filing, "datetime", Yesterday)
    study.change(Code, study.code, name="confidence")
    told = events(study)

    assert told[-1].clock == told[-2].clock + 1
    assert told[-1].at < told[-2].at


def test_an_event_holds_no_words_of_the_study(study: Study) -> None:
    study.write_memo(study.code_passage(), "secret thought")

    assert "secret" not in "".join(str(event) for event in events(study))
