# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from coder_app.core.errors import ProjectProblem
from coder_app.core.export_plan import ExportPlan
from coder_app.operations import codebook, people, projects
from coder_app.queries import lists, sheets


def tables(study, **choice):
    return {s.name: s for s in study.project.ask(sheets.workbook_sheets, study.lead, **choice)}


def told(found):
    return {row[0]: row[1] for row in found["About"].rows}


def rows(sheet):
    return [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]


def test_the_workbook_has_its_sheets_with_headers_told_apart_and_described(study) -> None:
    found = tables(study)

    assert [*found] == [name for name in sheets.SHEETS if name != "Decisions"]
    for sheet in found.values():
        assert len({c.casefold() for c in sheet.columns}) == len(sheet.columns)
        assert all(len(row) == len(sheet.columns) for row in sheet.rows)
        assert [c.name for c in sheet.about] == list(sheet.columns)
        assert all(column.about.endswith(".") for column in sheet.about)


def test_about_says_through_whose_eyes_and_with_which_settings(study) -> None:
    about = told(tables(study, unit="word", interviewer=True))

    assert (about["project"], about["as seen by"], about["everything seen"]) == (
        "Bakers",
        "Lea",
        True,
    )
    assert (about["unit"], about["interviewer counted"]) == ("word", True)
    assert about["codebook version"] == 1


def test_about_says_what_the_units_are(study) -> None:
    segments = told(tables(study, plan=ExportPlan(unit="segment", segment_words=7)))
    assert (segments["unit"], segments["words of a segment"]) == ("segment", 7)
    about = tables(study, plan=ExportPlan(unit="passage"))["About"]
    notes = [row[1] for row in about.rows if row[0] == "note"]
    assert "Coders have no passages in common: Units × Codes has turns instead." in notes
    assert "words of a segment" not in told({"About": about})


def test_a_choice_narrows_the_codings_too(study) -> None:
    study.apply("I trust her", "trust", coder="Mia")
    study.apply("I trust her", "trust", coder="Noa")

    sheet = tables(study, coders=[study.coders["Mia"]])["Codings"]

    assert [row["coder"] for row in rows(sheet)] == ["Mia"]


def test_a_plan_names_its_sheets_and_columns_in_order(study) -> None:
    study.apply("I trust her", "trust", coder="Mia")
    columns = (("Codings", ("text", "Code")),)
    plan = ExportPlan(sheets=("About", "codings"), columns=columns)

    found = study.project.ask(sheets.workbook_sheets, study.lead, plan)

    assert [sheet.name for sheet in found] == ["About", "Codings"]
    assert (found[1].columns, found[1].rows) == (("text", "code"), [("I trust her", "trust")])
    assert [column.name for column in found[1].about] == ["text", "code"]
    assert [row[0] for row in found[0].rows if ": " in str(row[0])] == [
        *("Codings: text", "Codings: code"),
        *("About: item", "About: value", "About: kind", "About: unit", "About: values"),
    ]


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Codings", "Codings"),
        ("UNITS", "Units × Codes"),
        ("units x codes", None),
        ("documents codes", "Documents × Codes"),
        ("de", "Decisions"),
        ("cod", None),
        ("", None),
        ("nonsense", None),
    ],
)
def test_a_sheet_is_known_by_its_beginning(said: str, name: str | None) -> None:
    if name is not None:
        assert sheets.sheet_named(said) == name
        return
    with pytest.raises(ProjectProblem, match="There are: Codings, Codebook"):
        sheets.sheet_named(said)


def test_a_column_that_is_not_there_is_named_with_those_that_are(study) -> None:
    plan = ExportPlan(sheets=("Codings",), columns=(("Codings", ("colour",)),))

    with pytest.raises(ProjectProblem, match="no column “colour”"):
        study.project.ask(sheets.workbook_sheets, study.lead, plan)


def test_participants_and_attributes_narrow_every_table(study) -> None:
    ana, eva = (study.open(number).participant for number in (0, 1))
    age, _ = study.project.run(people.add_attribute, name="age", kind="number")
    study.project.run(people.set_value, participant=eva, attribute=age, value="41")
    for number in (0, 1):
        study.apply("I trust her", "trust", coder="Mia", number=number)
        study.done("Mia", number=number)

    for plan in (ExportPlan(participants=(eva,)), ExportPlan(attributes=((age, "41"),))):
        found = tables(study, plan=plan)
        for name in ("Codings", "Documents × Codes", "Units × Codes"):
            assert {row["document"] for row in rows(found[name])} == {"Eva"}
        assert [row["participant"] for row in rows(found["Participants"])] == ["Eva"]
    none = tables(study, plan=ExportPlan(participants=(ana,), attributes=((age, "41"),)))
    assert not none["Codings"].rows
    assert not none["Units × Codes"].rows


def test_a_code_that_was_not_chosen_stays_out_though_it_stands_under_one_that_was(study) -> None:
    study.project.run(codebook.add_code, name="blind trust", parent=study.code("trust"))
    for code in ("trust", "blind trust"):
        study.apply("I trust her", code, coder="Mia")

    found = tables(study, codes=[study.code("trust")])

    assert [row["code"] for row in rows(found["Codings"])] == ["trust"]
    assert "blind trust" not in found["Documents × Codes"].columns


def test_nobody_chosen_is_nobody_not_everybody(study) -> None:
    study.apply("I trust her", "trust", coder="Mia")

    assert not tables(study, coders=[])["Codings"].rows
    assert not tables(study, codes=[])["Codings"].rows
    assert not tables(study, documents=[])["Codings"].rows


def test_about_tells_how_the_plan_narrows(study) -> None:
    mia, trust = study.coders["Mia"], study.code("trust")
    plan = ExportPlan(name="For Ana", coders=(mia,), with_code=trust, words="her", has_memo=False)

    about = told(tables(study, plan=plan))

    assert (about["template"], about["only coders"]) == ("For Ana", "Mia")
    assert (about["only with code"], about["only with the words"]) == ("Outcomes > trust", "her")
    assert about["only with memo"] is False
    assert "only documents" not in about


def test_the_data_dictionary_says_what_each_column_is(study) -> None:
    found = tables(study)

    told_of = {row[0]: row[1:] for row in found["About"].rows}
    assert told_of["Codings: start"][1:3] == ("whole number", "characters")
    assert told_of["Units × Codes: trust"] == (
        "Whether the coder marked the unit with “Outcomes > trust”.",
        "0 or 1",
        "",
        "0 = not marked; 1 = marked",
    )
    columns = [f"{s.name}: {c}" for s in found.values() for c in s.columns]
    assert [item for item in told_of if ": " in item] == columns


def test_consensus_is_no_coder_that_is_compared(study) -> None:
    settled = next(c.guid for c in study.project.ask(lists.coders) if c.consensus)
    study.coders["Consensus"] = settled
    for coder in ("Mia", "Consensus"):
        study.apply("I trust her", "trust", coder=coder)

    assert told(tables(study))["agreement"] == "There are no two coders to be compared."
    assert tables(study)["Agreement"].rows == []
    names = [row["coder"] for row in rows(tables(study)["Codings"])]
    assert sorted(names) == ["Consensus", "Mia"]
    people_only = tables(study, coders=[study.coders["Mia"]])
    assert [row["coder"] for row in rows(people_only["Codings"])] == ["Mia"]


def test_without_agreement_there_is_no_such_table_and_about_says_why(study) -> None:
    study.project.run(projects.set_setting, name="agreement", value="one coder only")

    found = tables(study)

    assert "Agreement" not in found
    assert told(found)["agreement"] == "Agreement is switched off in this project: one coder only."
    assert "coders compared" not in told(found)
    with pytest.raises(ProjectProblem, match="one coder only"):
        tables(study, plan=ExportPlan(sheets=("Agreement",)))


def test_about_names_who_was_compared_and_where_not_who_was_asked_for(study) -> None:
    study.apply("I trust her", "trust", coder="Lea")
    for coder in ("Mia", "Noa"):
        study.apply("I trust her", "trust", coder=coder)
        study.done(coder)

    found = told(tables(study))
    assert (found["coders compared"], found["documents compared"]) == ("Mia; Noa", "Ana")
    assert "agreement" not in found
    assert "coders compared" not in told(tables(study, plan=ExportPlan(sheets=("About",))))


def test_a_blind_coder_is_told_that_nothing_can_be_compared_and_no_figures(study) -> None:
    for coder in ("Mia", "Noa"):
        study.apply("I trust her", "trust", coder=coder)
        study.done(coder)
    study.give("Mia", "Noa")

    made = study.project.ask(sheets.workbook_sheets, study.coders["Mia"])
    found = {sheet.name: sheet for sheet in made}

    assert not found["Agreement"].rows
    assert not [name for name in found["Agreement"].columns if "Noa" in name]
    about = told(found)
    assert about["agreement"] == (
        "In no transcript is there work of two coders that can be compared."
    )
    notes = [row[1] for row in found["About"].rows if row[0] == "note"]
    assert any(note.startswith("You code these blind") for note in notes)
    assert not {"coders compared", "rule of agreement", "intervals"} & set(about)
