# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from coder_app.operations import codebook, documents, people
from coder_app.queries import segments
from coder_app.queries.segments import SegmentFilter


@pytest.fixture
def coded(study):
    study.apply("I trust her like a friend.", "trust", coder="Mia", memo="strong")
    study.apply("like a friend", "closeness", coder="Mia")
    study.apply("like a friend", "likeness", coder="Noa")
    study.apply("She answers everybody.", "closeness", coder="Noa", number=1)
    return study


def texts(study, **wanted) -> list[str]:
    found = study.project.ask(segments.find, study.lead, SegmentFilter(**wanted))
    return [f"{s.coding.coder_name} {s.coding.code_name}: {s.text}" for s in found]


def test_without_a_filter_all_come_in_the_order_of_documents_and_texts(coded) -> None:
    assert texts(coded) == [
        "Mia trust: I trust her like a friend.",
        "Mia closeness: like a friend",
        "Noa likeness: like a friend",
        "Noa closeness: She answers everybody.",
    ]


def test_a_segment_has_its_place_speaker_family_and_context(coded) -> None:
    segment = coded.project.ask(segments.find, coded.lead)[1]

    assert (segment.document_name, segment.participant_name) == ("Ana", "Ana")
    assert (segment.family, segment.path) == ("Motives", "Motives > closeness")
    assert (segment.line, segment.speaker) == (4, "ANA")
    assert segment.before.endswith("ANA: I trust her ")
    assert segment.after == ". I bought her flour.\n"
    assert len(segment.before) == segments.CONTEXT


def test_filters_narrow_by_code_coder_document_memo_and_words(coded) -> None:
    noa = coded.coders["Noa"]

    assert len(texts(coded, codes=[coded.code("closeness")])) == 2
    assert len(texts(coded, codes=[coded.code("Motives")])) == 3  # a group stands for its codes
    assert len(texts(coded, coders=[noa], documents=[coded.documents[1]])) == 1
    assert texts(coded, has_memo=True) == ["Mia trust: I trust her like a friend."]
    assert len(texts(coded, has_memo=False)) == 3
    assert texts(coded, words="TRUST her") == ["Mia trust: I trust her like a friend."]
    assert len(texts(coded, limit=2)) == 2


def test_a_code_beside_another_is_of_the_same_coder(coded) -> None:
    assert texts(coded, with_code=coded.code("trust")) == [
        "Mia trust: I trust her like a friend.",
        "Mia closeness: like a friend",
    ]
    assert texts(coded, codes=[coded.code("likeness")], with_code=coded.code("trust")) == []


def test_filters_narrow_by_participant_and_attribute(coded) -> None:
    ana = coded.open().participant
    kind, _ = coded.project.run(people.add_attribute, name="place")
    coded.project.run(people.set_value, participant=ana, attribute=kind, value="town")

    assert len(texts(coded, participants=[ana])) == 3
    assert len(texts(coded, attributes=[(kind, "town")])) == 3
    assert texts(coded, attributes=[(kind, "city")]) == []
    shown = coded.project.ask(segments.find, coded.lead)[0]
    assert shown.attributes == (("place", "town"),)


def test_what_lost_its_place_is_listed_only_on_wish(coded) -> None:
    text = coded.text().replace(" like a friend", "")
    coded.project.run(documents.revise_text, document=coded.documents[0], text=text)

    assert len(texts(coded)) == 2
    assert texts(coded, unplaced=True)[1:3] == ["Mia closeness: ", "Noa likeness: "]


def test_touched_counts_a_code_with_all_below_and_all_merged_into_it(coded) -> None:
    coded.project.run(
        codebook.merge_codes, source=coded.code("likeness"), target=coded.code("trust")
    )

    trust = coded.project.ask(segments.touched, coded.lead, coded.code("trust"))
    motives = coded.project.ask(segments.touched, coded.lead, coded.code("Motives"))

    assert trust.codings == (("Mia", 1), ("Noa", 1))
    assert (motives.total, motives.unseen) == (2, False)
