# SPDX-License-Identifier: MIT
from __future__ import annotations

from dataclasses import replace

import pytest

from coder_app.core.records import DisagreementKind as Kind
from coder_app.core.records import SpeakerRole, Turn
from coder_app.operations import codebook, codings, consensus, documents, people
from coder_app.operations.codings import Passage
from coder_app.queries import review, rounds


@pytest.fixture
def differing(study):
    """Mia and Noa differ in the first transcript; in the second only Mia is done."""
    study.apply("A baker", "closeness", coder="Mia")
    study.apply("her flour", "likeness", coder="Mia", weight=1)
    study.apply("her flour", "likeness", coder="Noa", weight=3)
    study.apply("A baker", "closeness", coder="Mia", number=1)
    study.done("Mia", "Noa")
    study.done("Mia", number=1)
    return study


def items(study, viewer=None, **more):
    return study.project.ask(review.review, viewer or study.lead, **more)


def test_passages_stand_side_by_side_in_reading_order(differing) -> None:
    missing, weighed = items(differing)

    assert (missing.kind, missing.document_name, missing.line) == (Kind.MISSING, "Ana", 2)
    assert missing.span == differing.span("A baker")
    assert missing.codes == (differing.code("closeness"),)
    assert missing.silent == (differing.coders["Noa"],)
    assert (missing.words, missing.begins, missing.decision) == (2, None, None)
    assert missing.wording == differing.open().wording
    assert weighed.kind is Kind.WEIGHT
    assert {(m.coder, m.weight, m.weight_label, m.version) for m in weighed.marks} == {
        (differing.coders["Mia"], 1, "low", 1),
        (differing.coders["Noa"], 3, "high", 1),
    }
    assert {m.coding for m in weighed.marks} < {c.guid for c in differing.codings()}


def test_what_is_asked_for_narrows(differing) -> None:
    mia, noa = differing.coders["Mia"], differing.coders["Noa"]

    assert len(items(differing, codes=[differing.code("likeness")])) == 1
    assert items(differing, documents=differing.documents[1:]) == []
    assert items(differing, coders=[mia]) == []
    assert len(items(differing, coders=[mia, noa])) == 2


def test_another_codebook_version_shows_where_nothing_else_differs(differing) -> None:
    differing.apply("my town", "trust", coder="Mia")
    differing.project.run(codebook.freeze_version, reason="sharper")
    differing.apply("my town", "trust", coder="Noa")

    kinds = [item.kind for item in items(differing)]

    assert kinds == [Kind.MISSING, Kind.VERSION, Kind.WEIGHT]


def test_a_time_of_the_recording_is_told(differing) -> None:
    text = differing.text()
    said = Turn(
        speaker="ANA",
        role=SpeakerRole.PARTICIPANT,
        label_start=0,
        label_end=0,
        start=0,
        end=len(text),
        begins=12.5,
    )
    told = {"document": differing.documents[0], "turns": [said]}
    differing.project.run(documents.set_turns, **told)

    assert items(differing)[0].begins == 12.5


def test_a_blind_viewer_has_nothing_to_review(differing) -> None:
    differing.give("Mia")

    assert items(differing, differing.coders["Mia"]) == []
    assert len(items(differing)) == 2


def test_who_is_not_done_is_missing_not_silent(differing) -> None:
    differing.give("Lea", blind=False)

    assert all(differing.lead not in item.silent for item in items(differing))
    differing.done("Lea")
    assert all(differing.lead in item.silent for item in items(differing))


# ---- practice


@pytest.fixture
def practised(differing):
    """Consensus has the first transcript settled; Lea practises on it."""
    differing.close()
    place = items(differing)[0]
    passages = [Passage(code=place.codes[0], span=place.span)]
    differing.project.run(
        consensus.settle,
        document=place.document,
        wording=place.wording,
        span=place.span,
        codes=place.codes,
        outcome="own",
        passages=passages,
    )
    differing.coders["Zoe"] = differing.project.run(people.add_coder, name="Zoe")[0]
    differing.give("Zoe", purpose="practice")
    differing.project.who = differing.coders["Zoe"]
    return differing


def test_practice_is_compared_with_consensus_once_it_is_done(practised) -> None:
    zoe, there = practised.coders["Zoe"], practised.documents[0]
    practised.apply("A baker 🥖 from my town", "closeness", coder="Zoe")
    assert practised.project.ask(review.practice, zoe, there) == []
    assert {c.coder_name for c in practised.codings(viewer=zoe)} == {"Zoe"}

    practised.done("Zoe")

    (item,) = practised.project.ask(review.practice, zoe, there)
    assert item.kind is Kind.BORDER
    assert {m.coder for m in item.marks} == {zoe, practised.project.ask(rounds.consensus)}
    assert "Consensus" in {c.coder_name for c in practised.codings(viewer=zoe)}


def test_silence_of_consensus_counts_in_practice(practised) -> None:
    zoe = practised.coders["Zoe"]
    practised.apply("A baker", "closeness", coder="Zoe")
    practised.apply("my town", "trust", coder="Zoe")
    practised.done("Zoe")

    (item,) = practised.project.ask(review.practice, zoe, practised.documents[0])

    assert (item.kind, item.silent) == (
        Kind.MISSING,
        (practised.project.ask(rounds.consensus),),
    )


def test_a_moved_border_shows_at_once(differing) -> None:
    coding = next(m.coding for i in items(differing) for m in i.marks if i.kind is Kind.WEIGHT)
    wording = differing.open().wording
    span = replace(differing.span("her flour"), end=differing.span("her flour").end + 1)

    differing.project.run(codings.move_border, coding=coding, wording=wording, span=span)

    assert [i.kind for i in items(differing)] == [Kind.MISSING, Kind.BORDER]
