# SPDX-License-Identifier: MIT
"""The people interviewed as a table."""

from __future__ import annotations

from datetime import date

from coder_app.core.export_plan import ExportPlan
from coder_app.operations import people
from coder_app.queries.participants_sheet import participants_sheet


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


def test_only_people_of_the_transcripts_that_were_chosen_go_along(study) -> None:
    def names(**plan):
        sheet = study.project.ask(participants_sheet, study.lead, ExportPlan(**plan))
        return [row["participant"] for row in rows(sheet)]

    ana, eva = (study.open(number).participant for number in (0, 1))
    assert names() == ["Ana", "Eva"]
    assert names(documents=(study.documents[1],)) == ["Eva"]
    assert names(participants=(ana,)) == ["Ana"]
    assert names(participants=(ana,), documents=(study.documents[1],)) == []
    assert names(documents=()) == []
    age, _ = study.project.run(people.add_attribute, name="age", kind="number")
    study.project.run(people.set_value, participant=eva, attribute=age, value="41")
    assert names(attributes=((age, "41"),)) == ["Eva"]
