# SPDX-License-Identifier: MIT
"""Each coding is a row with all that belongs to it."""

from __future__ import annotations

from datetime import UTC, date
from uuid import UUID

from coder_app.core.export_plan import ExportPlan
from coder_app.operations import documents, people
from coder_app.queries import lists, long


def rows(study, **plan):
    sheet = study.project.ask(long.codings, study.lead, ExportPlan(**plan))
    return [dict(zip(sheet.columns, row, strict=True)) for row in sheet.rows]


def test_every_coding_has_a_row_whose_words_are_at_start_and_end(study) -> None:
    guid = study.apply("A baker 🥖 from", "likeness", coder="Mia", weight=3, memo="=1+1")
    study.apply("I trust her", "trust")
    text = study.text().replace("I trust her ", "")
    study.project.run(documents.revise_text, document=study.documents[0], text=text)

    first, lost = rows(study)

    assert study.text()[first["start"] : first["end"]] == first["text"] == "A baker 🥖 from"
    assert (first["coder"], first["weight"], first["memo"]) == ("Mia", 3, "=1+1")
    assert (first["weight label"], first["words"], first["codebook version"]) == ("high", 3, 1)
    assert (first["family"], first["code path"]) == ("Motives", "Motives > likeness")
    assert (first["line"], first["turn"], first["speaker"]) == (2, 2, "ANA")
    assert (first["role"], first["recorded at"]) == ("participant", None)
    assert first["GUID"] == str(guid)
    assert UUID(first["document GUID"]) == study.documents[0]
    assert UUID(first["code GUID"]) == study.code("likeness")
    assert first["created"].tzinfo is UTC
    assert first["changed"] >= first["created"]
    nowhere = (lost["start"], lost["line"], lost["turn"], lost["text"], lost["words"])
    assert nowhere == (None, None, None, "", 0)
    assert lost["code"] == "trust"


def test_what_is_known_of_the_participant_stands_in_the_row_as_its_kind(study) -> None:
    who = study.open().participant
    for name, kind, value in (("age", "number", "41"), ("met", "date", "2025-03-31")):
        guid, _ = study.project.run(people.add_attribute, name=name, kind=kind)
        study.project.run(people.set_value, participant=who, attribute=guid, value=value)
    study.apply("I trust her", "trust")
    study.apply("I trust her", "trust", number=1)

    ana, eva = rows(study)

    assert (ana["age"], ana["met"]) == (41, date(2025, 3, 31))
    assert (eva["age"], eva["met"]) == (None, None)
    assert list(ana)[:5] == ["document", "participant", "age", "met", "coder"]
    assert "age" not in rows(study, with_attributes=False)[0]


def test_some_words_around_the_passage_come_on_wish(study) -> None:
    study.apply("I trust her", "trust")

    (row,) = rows(study, context=True)

    assert row["before"].endswith("Do you trust her?\nANA: ")
    assert row["after"].startswith(" like a friend")


def test_a_plan_narrows_by_words_memo_and_the_code_beside(study) -> None:
    study.apply("I trust her", "trust", coder="Mia", memo="sure")
    study.apply("trust her like a friend", "closeness", coder="Mia")
    study.apply("her flour", "closeness", coder="Mia")

    assert [r["code"] for r in rows(study, words="FRIEND")] == ["closeness"]
    assert [r["code"] for r in rows(study, has_memo=True)] == ["trust"]
    beside = rows(study, codes=(study.code("closeness"),), with_code=study.code("trust"))
    assert [r["text"] for r in beside] == ["trust her like a friend"]


def test_coders_and_consensus_are_chosen_apart(study) -> None:
    settled = next(c.guid for c in study.project.ask(lists.coders) if c.consensus)
    study.coders["Consensus"] = settled
    for coder in ("Mia", "Noa", "Consensus"):
        study.apply("I trust her", "trust", coder=coder)
    mia = (study.coders["Mia"],)

    def names(**plan):
        return sorted(row["coder"] for row in rows(study, **plan))

    assert names() == ["Consensus", "Mia", "Noa"]
    assert names(consensus=False) == ["Mia", "Noa"]
    assert names(coders=mia) == ["Mia"]
    assert names(coders=mia, consensus=True) == ["Consensus", "Mia"]
    assert names(coders=(settled,)) == ["Consensus"]
    assert names(coders=(settled,), consensus=False) == []
    assert names(coders=()) == []


def test_codings_and_words_are_counted_by_document_coder_and_code(study) -> None:
    study.apply("I trust her", "trust", coder="Mia")
    study.apply("her flour", "trust", coder="Mia")

    _, tally = study.project.ask(long.codings_and_tally, study.lead, ExportPlan())

    where = (study.documents[0], study.coders["Mia"], study.code("trust"))
    assert (tally.codings, tally.words) == ({where: 2}, {where: 5})


def test_a_blind_coder_exports_her_own_work_only(study) -> None:
    study.apply("I trust her", "trust", coder="Mia")
    study.apply("I trust her", "trust", coder="Noa")
    study.give("Mia", "Noa")

    sheet = study.project.ask(long.codings, study.coders["Mia"])

    assert [row[sheet.columns.index("coder")] for row in sheet.rows] == ["Mia"]
