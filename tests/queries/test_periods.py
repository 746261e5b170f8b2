# SPDX-License-Identifier: MIT
from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from coder_app.queries import periods, ratings
from coder_app.queries.periods import Period


def test_documents_fall_into_the_week_in_which_their_coding_ended(study) -> None:
    study.apply("I trust her", "trust", coder="Mia")

    found = study.project.ask(periods.periods_of, study.lead, Period.WEEK, study.documents)

    year, week, _ = datetime.now(UTC).isocalendar()
    assert found == {study.documents[0]: (year * 100 + week, f"{year}-W{week:02}")}


def test_few_documents_are_a_part_each_in_coding_order(study) -> None:
    study.apply("I trust her", "trust", coder="Mia")

    found = study.project.ask(periods.periods_of, study.lead, Period.ORDER, study.documents)

    assert list(found.values()) == [(0, "transcript 1")]


def test_documents_of_no_round_say_so(study) -> None:
    somewhere = uuid4()

    found = study.project.ask(periods.periods_of, study.lead, Period.ROUND, [somewhere])

    assert found == {somewhere: (1, "in no round")}


def test_without_a_trend_no_document_has_a_period(study) -> None:
    assert study.project.ask(periods.periods_of, study.lead, Period.NONE, study.documents) == {}


def test_a_trend_has_a_row_for_each_period(study) -> None:
    from coder_app.operations import people

    study.apply("I trust her", "trust", coder="Mia")
    for coder in ("Mia", "Noa"):
        study.project.run(people.mark_done, document=study.documents[0], coder=study.coders[coder])

    report = study.project.ask(ratings.agreement, study.lead, period="week")

    assert [row.key for row in report.by_period] == [report.by_period[0].key]
    assert report.by_period[0].figures == report.by_document[0].figures
