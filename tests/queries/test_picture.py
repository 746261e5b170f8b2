# SPDX-License-Identifier: MIT
from __future__ import annotations

from coder_app.core.picture import counts_of
from coder_app.operations import codebook, codings, documents, memos, people, projects
from coder_app.queries.picture import picture


def test_the_picture_holds_what_the_project_holds(study) -> None:
    one = study.apply("A baker 🥖", "likeness", weight=3, memo="the first")
    study.apply("I trust her", "trust", coder="Mia")
    study.project.run(memos.write_memo, kind="project", about=None, text="so far", coder=study.lead)

    found = study.project.ask(picture, study.lead)

    counts = counts_of(found)
    assert (found.title, found.lead) == ("Bakers", study.lead)
    assert (counts.documents, counts.codes, counts.codings, counts.coders) == (2, 3, 2, 4)
    coding = next(each for each in found.codings if each.guid == one)
    assert (coding.span, coding.weight) == (study.span("A baker 🥖"), 3)
    assert {(memo.kind, memo.text) for memo in found.memos} == {
        *(("coding", "the first"), ("project", "so far"))
    }
    assert found.codebook is not None
    assert found.codebook.rules == ("Mark whole sentences.",)
    assert found.documents[0].text == study.text()
    assert found.documents[0].turns == study.open().turns


def test_a_blind_coder_takes_no_work_of_others_out(study) -> None:
    study.give("Mia", "Noa")
    mine = study.apply("A baker 🥖", "trust", coder="Mia", memo="mine")
    study.apply("A baker 🥖", "trust", coder="Noa", memo="hers")
    apart = study.apply("A baker 🥖", "trust", coder="Mia", number=1)

    found = study.project.ask(picture, study.coders["Mia"])

    assert {each.guid for each in found.codings} == {mine, apart}
    assert [memo.text for memo in found.memos] == ["mine"]


def test_merged_codes_go_out_as_what_stands_for_them(study) -> None:
    study.apply("A baker 🥖", "closeness")
    target = study.code("likeness")
    study.project.run(codebook.merge_codes, source=study.code("closeness"), target=target)

    found = study.project.ask(picture, study.lead)

    assert [each.code for each in found.codings] == [target]
    assert "closeness" not in [code.name for code in found.codes]


def test_what_has_no_place_is_listed(study) -> None:
    one = study.apply("I trust her", "trust")
    study.give("Mia")
    text = study.text().replace("ANA: I trust her like a friend. I bought her flour.\n", "")
    study.project.run(documents.revise_text, document=study.documents[0], text=text)

    found = study.project.ask(picture, study.lead)

    assert one not in [each.guid for each in found.codings]
    assert [(lost.kind, lost.name) for lost in found.left_out] == [
        ("codings without a place", "1 of them"),
        ("assignments", "1 of them"),
        ("codebook versions", "1 of them"),
        ("original files", "2 of them"),
        ("history", "all of it"),
    ]


def test_what_was_taken_out_stays_out(study) -> None:
    study.apply("A baker 🥖", "trust", coder="Mia", memo="a note")
    one = study.apply("A baker 🥖", "trust")
    study.project.run(codings.remove_coding, coding=one)
    study.project.run(people.remove_coder, coder=study.coders["Mia"])
    study.project.run(documents.remove_document, document=study.documents[1])
    whose = study.open().participant
    study.project.run(people.remove_participant, participant=whose)
    study.project.run(projects.set_setting, name="codebook.title", value="")

    found = study.project.ask(picture, study.lead)

    assert (found.codings, found.memos, len(found.documents)) == ((), (), 1)
    assert [coder.name for coder in found.coders] == ["Lea", "Noa", "Consensus"]
    assert found.documents[0].participant is None


def test_times_and_languages_are_listed(study) -> None:
    study.project.run(documents.set_language, document=study.documents[0], language="en")

    found = study.project.ask(picture, study.lead)

    assert ("languages of transcripts", "1 of them") in [
        (lost.kind, lost.name) for lost in found.left_out
    ]
