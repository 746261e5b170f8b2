# SPDX-License-Identifier: MIT
from __future__ import annotations

from datetime import UTC, datetime

from coder_app.operations import codebook, documents, people
from coder_app.queries import sheets


def tables(study, **choice):
    return {s.name: s for s in study.project.ask(sheets.workbook_sheets, study.lead, **choice)}


def rows(sheet):
    return [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]


def test_the_workbook_has_its_seven_sheets_with_headers_told_apart(study) -> None:
    found = tables(study)

    assert list(found) == [
        "Codings",
        "Codebook",
        "Documents × Codes",
        "Units × Codes",
        "Agreement",
        "Participants",
        "About",
    ]
    for sheet in found.values():
        assert len({c.casefold() for c in sheet.columns}) == len(sheet.columns)
        assert all(len(row) == len(sheet.columns) for row in sheet.rows)


def test_every_coding_has_a_row_whose_words_are_at_start_and_end(study) -> None:
    guid = study.apply("A baker 🥖 from", "likeness", coder="Mia", weight=3, memo="=1+1")
    study.apply("I trust her", "trust")
    text = study.text().replace("I trust her ", "")
    study.project.run(documents.revise_text, document=study.documents[0], text=text)

    first, lost = rows(tables(study)["Codings"])

    assert study.text()[first["start"] : first["end"]] == first["text"] == "A baker 🥖 from"
    assert (first["coder"], first["weight"], first["memo"]) == ("Mia", 3, "=1+1")
    assert (first["family"], first["code path"]) == ("Motives", "Motives > likeness")
    assert (first["line"], first["speaker"], first["GUID"]) == (2, "ANA", str(guid))
    assert first["created"].tzinfo is UTC
    assert (lost["start"], lost["line"], lost["text"], lost["code"]) == (None, None, "", "trust")


def test_the_codebook_names_what_a_code_was_merged_into(study) -> None:
    study.project.run(
        codebook.merge_codes, source=study.code("likeness"), target=study.code("trust")
    )

    shown = {row["code"]: row for row in rows(tables(study)["Codebook"])}

    assert shown["likeness"]["merged into"] == "trust"
    assert shown["likeness"]["scale"] == "1 low\n3 high"
    assert (shown["Motives"]["group"], shown["trust"]["group"]) == (True, False)


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

    first, second = rows(tables(study)["Participants"])

    assert (first["age"], first["years"], first["participant (2)"]) == (41, 1.5, "007")
    assert first["met"] == datetime(2025, 3, 31, tzinfo=UTC)
    assert (second["age"], second["documents"]) == (None, "Eva")


def test_agreement_has_a_row_for_all_each_code_document_and_pair(study) -> None:
    study.apply("I trust her", "trust", coder="Mia")
    study.apply("I trust her", "trust", coder="Noa")
    for coder in ("Mia", "Noa"):
        study.project.run(people.mark_done, document=study.documents[0], coder=study.coders[coder])

    found = rows(tables(study)["Agreement"])

    kinds = ["all", "code", "code", "code", "family", "family", "document", "pair"]
    assert [row["by"] for row in found] == kinds
    trust = next(row for row in found if row["name"] == "trust")
    assert (trust["percent agreement"], trust["alpha"], trust["codings by Mia"]) == (1, 1, 1)
    unused = next(row for row in found if row["name"] == "closeness")
    assert (unused["alpha"], unused["kappa"], unused["AC1"]) == (None, None, None)
    assert unused["why undefined"]
    assert (trust["measure"], trust["figure"], trust["low"]) == ("alpha", 1, None)
    assert trust["why no interval"].startswith("2 turns: too few")
    assert found[-1]["name"] == "Mia / Noa"


def test_one_coder_alone_leaves_the_agreement_sheet_empty(study) -> None:
    study.apply("I trust her", "trust")

    assert tables(study)["Agreement"].rows == []


def test_about_says_through_whose_eyes_and_with_which_settings(study) -> None:
    about = dict(tables(study, unit="word", interviewer=True)["About"].rows)

    assert (about["project"], about["as seen by"], about["everything seen"]) == (
        "Bakers",
        "Lea",
        True,
    )
    assert (about["unit"], about["interviewer counted"]) == ("word", True)
    assert about["codebook version"] == 1


def test_a_choice_narrows_the_codings_too(study) -> None:
    study.apply("I trust her", "trust", coder="Mia")
    study.apply("I trust her", "trust", coder="Noa")

    sheet = tables(study, coders=[study.coders["Mia"]])["Codings"]

    assert [row["coder"] for row in rows(sheet)] == ["Mia"]
