# SPDX-License-Identifier: MIT
"""People and decisions as tables."""

from __future__ import annotations

from datetime import UTC, date

from coder_app.core.records import Outcome
from coder_app.operations import consensus, people
from coder_app.operations.codings import Passage
from coder_app.queries.case_sheets import decisions_sheet, participants_sheet


def rows(sheet):
    return [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]


def test_participants_have_numbers_and_dates_as_such(study) -> None:
    who = study.open().participant
    for name, kind, value in (
        ("age", "number", "41"),
        ("years", "number", "1.5"),
        ("met", "date", "2025-03-31"),
        ("participant", "text", "007"),
    ):
        guid, _ = study.project.run(people.add_attribute, name=name, kind=kind)
        study.project.run(people.set_value, participant=who, attribute=guid, value=value)

    first, second = rows(study.project.ask(participants_sheet, study.lead))

    assert (first["age"], first["years"], first["participant (2)"]) == (41, 1.5, "007")
    assert first["met"] == date(2025, 3, 31)
    assert (first["participant"], second["age"], second["documents"]) == ("Ana", None, "Eva")


def test_a_decision_tells_what_was_settled_why_and_who_sees_it_otherwise(study) -> None:
    study.give("Mia", "Noa")
    for coder in ("Mia", "Noa"):
        study.apply("I trust her", "trust", coder=coder)
    study.done("Mia", "Noa")
    study.close(name="Training 1")
    span = study.span("I trust her")
    guid, _ = study.project.run(
        consensus.settle,
        document=study.documents[0],
        wording=study.open().wording,
        span=span,
        codes=[study.code("trust")],
        outcome=Outcome.CODER,
        passages=[Passage(code=study.code("trust"), span=span)],
        chosen=study.coders["Mia"],
        reason="She says so.",
        dissent="Only of bread.",
        dissenters=[study.coders["Noa"]],
    )

    (row,) = rows(study.project.ask(decisions_sheet, study.lead))

    assert (row["document"], row["line"], row["start"], row["end"]) == (
        "Ana",
        4,
        span.start,
        span.end,
    )
    assert (row["code"], row["other code"], row["outcome"]) == ("trust", "", "coder")
    assert (row["followed"], row["dissenters"], row["settled by"]) == ("Mia", "Noa", "Lea")
    assert (row["reason"], row["dissent"]) == ("She says so.", "Only of bread.")
    assert row["decided"].tzinfo is UTC
    assert (row["round"], row["GUID"]) == ("Training 1", str(guid))
    assert len(row["codings"]) == 36


def test_a_blind_coder_reads_no_decision(study) -> None:
    study.give("Mia")

    assert study.project.ask(decisions_sheet, study.coders["Mia"]).rows == []
