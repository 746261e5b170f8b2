# SPDX-License-Identifier: MIT
"""Settle what coders differ on; their own codings stay as they are."""

from __future__ import annotations

import pytest

from coder_app.core.errors import ProjectProblem
from coder_app.core.records import DisagreementKind, Outcome
from coder_app.core.spans import Span
from coder_app.operations import codebook, codings, consensus, documents
from coder_app.operations.codings import Passage
from coder_app.queries import decisions, lists, review
from coder_app.queries import rounds as closed


@pytest.fixture
def settled(study):
    """Mia and Noa differ in three ways in the first transcript; its round is closed."""
    study.give("Mia", "Noa")
    study.apply("I trust her like a friend", "trust", coder="Mia")
    study.apply("trust her like", "trust", coder="Noa")
    study.apply("A baker", "closeness", coder="Mia")
    study.apply("She answers everybody", "closeness", coder="Mia")
    study.apply("answers everybody.", "likeness", coder="Noa", weight=1)
    study.apply("her flour", "trust", coder="Mia")
    study.apply("bought her flour", "trust", coder="Noa")
    study.done("Mia", "Noa")
    study.round = study.close()
    study.coders["Consensus"] = study.project.ask(closed.consensus)
    return study


def items(study, **more):
    return study.project.ask(review.review, study.lead, **more)


def item(study, words: str):
    return next(i for i in items(study) if words in i.span.text_of(study.text()))


def settle(study, words: str, outcome: str, *passages: Passage, **more):
    about = item(study, words)
    told = {
        "document": about.document,
        "wording": about.wording,
        "span": about.span,
        "codes": about.codes,
        "outcome": outcome,
        "passages": passages,
    }
    return study.project.run(consensus.settle, **told | more)[0]


def held(study) -> list[tuple[str, str]]:
    """Words and codes that Consensus has."""
    text = study.text()
    return [
        (c.span.text_of(text), c.code_name) for c in study.codings() if c.coder_name == "Consensus"
    ]


def coders_own(study):
    return [c for c in study.codings() if c.coder_name != "Consensus"]


def theirs(study, words: str, coder: str) -> list[Passage]:
    return [
        Passage(code=m.code, span=m.span, weight=m.weight)
        for m in item(study, words).marks
        if m.coder == study.coders[coder]
    ]


def test_what_one_coder_has_goes_to_consensus_with_reason_and_dissent(settled) -> None:
    before, mia, noa = coders_own(settled), settled.coders["Mia"], settled.coders["Noa"]

    guid = settle(
        settled,
        "like a friend",
        "coder",
        *theirs(settled, "like a friend", "Mia"),
        chosen=mia,
        reason=" the whole sentence ",
        dissent="too long",
        dissenters=[noa],
    )

    assert held(settled) == [("I trust her like a friend", "trust")]
    (record,) = settled.project.ask(decisions.decisions, settled.lead)
    assert (record.guid, record.outcome, record.chosen) == (guid, Outcome.CODER, mia)
    assert (record.reason, record.dissent, record.dissenters) == (
        "the whole sentence",
        "too long",
        (noa,),
    )
    assert (record.author, record.round, record.codes) == (
        "Lea",
        settled.round,
        (settled.code("trust"),),
    )
    assert record.codings == tuple(c.guid for c in settled.codings() if c.coder_name == "Consensus")
    assert coders_own(settled) == before
    assert item(settled, "like a friend").decision == record


def test_both_codes_neither_and_another_solution_are_outcomes(settled) -> None:
    both = item(settled, "answers everybody")
    assert (both.kind, len(both.codes)) == (DisagreementKind.OTHER_CODE, 2)
    marks = [Passage(code=m.code, span=m.span, weight=m.weight) for m in both.marks]

    settle(settled, "answers everybody", "both", *marks)
    settle(settled, "A baker", "nothing", reason="no motive")
    own = Passage(code=settled.code("closeness"), span=settled.span("I trust her like"))
    settle(settled, "like a friend", "own", own)

    assert held(settled) == [
        ("She answers everybody", "closeness"),
        ("answers everybody.", "likeness"),
        ("I trust her like", "closeness"),
    ]
    assert [bool(each.decision) for each in items(settled)] == [True, True, True, False]


def test_settling_again_replaces_what_stood_there_and_its_decision(settled) -> None:
    settle(settled, "A baker", "coder", *theirs(settled, "A baker", "Mia"), chosen=settled.lead)

    again = settle(settled, "A baker", "nothing")

    assert held(settled) == []
    assert [d.guid for d in settled.project.ask(decisions.decisions, settled.lead)] == [again]


def test_settling_again_takes_another_solution_away_too(settled) -> None:
    own = Passage(code=settled.code("trust"), span=settled.span("A baker"))
    settle(settled, "A baker", "own", own)
    assert held(settled) == [("A baker", "trust")]

    settle(settled, "A baker", "nothing")

    assert held(settled) == []


def test_a_decision_reopened_leaves_nothing_of_consensus(settled) -> None:
    guid = settle(settled, "A baker", "own", *theirs(settled, "A baker", "Mia"))

    settled.project.run(consensus.reopen, decision=guid)

    assert held(settled) == []
    assert item(settled, "A baker").decision is None


def test_settling_and_reopening_are_undone(settled) -> None:
    before = settled.codings()
    guid = settle(settled, "A baker", "own", *theirs(settled, "A baker", "Mia"))
    with_it = settled.codings()
    settled.project.run(consensus.reopen, decision=guid)

    settled.project.undo()
    assert {c.guid for c in settled.codings()} == {c.guid for c in with_it}
    settled.project.undo()
    assert settled.codings() == before
    assert settled.project.check() == []


def test_only_a_lead_settles_and_only_what_she_may_see(settled) -> None:
    about = item(settled, "A baker")
    told = {"document": about.document, "wording": about.wording, "span": about.span}
    told |= {"codes": about.codes, "outcome": "nothing", "passages": []}
    settled.give("Lea")
    with pytest.raises(ProjectProblem, match="You code “Ana” blind yourself"):
        settled.project.run(consensus.settle, **told)
    with pytest.raises(ProjectProblem, match="blind yourself"):
        settled.project.run(
            consensus.take_agreed, documents=settled.documents[:1], coders=settled.coders.values()
        )

    settled.project.who = settled.coders["Mia"]
    with pytest.raises(ProjectProblem, match="Only a lead"):
        settled.project.run(consensus.settle, **told)


def test_nobody_else_writes_for_consensus(settled) -> None:
    settle(settled, "A baker", "own", *theirs(settled, "A baker", "Mia"))
    coding = next(c.guid for c in settled.codings() if c.coder_name == "Consensus")
    settled.project.who = settled.coders["Mia"]

    with pytest.raises(ProjectProblem, match="work of somebody else"):
        settled.apply("town", "trust", coder="Consensus")
    with pytest.raises(ProjectProblem, match="work of somebody else"):
        settled.project.run(codings.remove_coding, coding=coding)


def test_before_the_round_is_closed_nothing_is_settled(study) -> None:
    study.apply("A baker", "trust", coder="Mia")
    study.done("Mia", "Noa")

    with pytest.raises(ProjectProblem, match="Close the round first"):
        settle(study, "A baker", "nothing")
    with pytest.raises(ProjectProblem, match="Close the round first"):
        study.project.run(
            consensus.take_agreed, documents=study.documents, coders=study.coders.values()
        )


@pytest.mark.parametrize(
    ("outcome", "more", "said"),
    [
        ("both", {}, "Say which passages stand"),
        ("own", {}, "Say which passages stand"),
        ("coder", {}, "Say whose coding stands"),
        ("nothing", {"codes": []}, "about one code, or about two"),
        ("nothing", {"span": Span(0, 9999)}, "after the end"),
    ],
)
def test_an_outcome_that_says_nothing_is_refused(settled, outcome, more, said) -> None:
    with pytest.raises(ProjectProblem, match=said):
        settle(settled, "A baker", outcome, **more)
    with pytest.raises(ProjectProblem, match="leaves no passage"):
        settle(settled, "A baker", "nothing", *theirs(settled, "A baker", "Mia"))


def test_a_decision_follows_its_words_through_a_correction(settled) -> None:
    settle(settled, "A baker", "own", *theirs(settled, "A baker", "Mia"))
    corrected = "Well, really. " + settled.text()

    settled.project.run(documents.revise_text, document=settled.documents[0], text=corrected)

    (record,) = settled.project.ask(decisions.decisions, settled.lead)
    assert record.span.text_of(settled.text()) == "A baker"
    assert item(settled, "A baker").decision == record


def test_a_span_chosen_before_a_correction_is_carried(settled) -> None:
    about, passages = item(settled, "A baker"), theirs(settled, "A baker", "Mia")
    settled.project.run(
        documents.revise_text, document=settled.documents[0], text="Oh. " + settled.text()
    )

    settle(settled, "A baker", "own", *passages, wording=about.wording, span=about.span)

    assert held(settled) == [("A baker", "closeness")]


def test_merged_codes_are_settled_as_what_stands_for_them(settled) -> None:
    settle(settled, "A baker", "own", *theirs(settled, "A baker", "Mia"))

    settled.project.run(
        codebook.merge_codes, source=settled.code("closeness"), target=settled.code("trust")
    )

    (record,) = settled.project.ask(decisions.decisions, settled.lead)
    assert record.codes == (settled.code("trust"),)
    assert item(settled, "A baker").decision == record


# ---- what all agree on


def take(study, **more) -> int:
    both = [study.coders["Mia"], study.coders["Noa"]]
    told = {"documents": study.documents, "coders": both} | more
    counts = study.project.ask(
        review.to_take, study.lead, documents=study.documents, coders=told["coders"]
    )
    taken = study.project.run(consensus.take_agreed, **told)[0]
    assert more.get("codes") is not None or taken == sum(counts.values())
    return taken


def test_words_that_all_marked_go_to_consensus_in_one_step(settled) -> None:
    assert take(settled) == 2

    assert held(settled) == [("trust her like", "trust"), ("her flour", "trust")]
    assert take(settled) == 0
    settled.project.undo()
    assert held(settled) == []


def test_what_was_settled_is_not_taken_again(settled) -> None:
    settle(settled, "flour", "nothing")
    settle(settled, "like a friend", "own", *theirs(settled, "like a friend", "Mia"))

    assert take(settled) == 0


def test_only_some_codes_can_be_taken(settled) -> None:
    assert take(settled, codes=[settled.code("closeness")]) == 0
    assert take(settled, codes=[settled.code("trust")]) == 2


def test_the_weight_is_taken_if_all_gave_the_same(study) -> None:
    for words, one, other in (("A baker", 3, 3), ("my town", 1, 3)):
        study.apply(words, "likeness", coder="Mia", weight=one)
        study.apply(words, "likeness", coder="Noa", weight=other)
    study.done("Mia", "Noa")
    study.close()

    assert take(study) == 2

    made = [c for c in study.codings() if c.coder_name == "Consensus"]
    assert [(c.weight, c.version) for c in made] == [(3, 1), (None, 1)]


def test_a_retired_code_is_not_taken(settled) -> None:
    settled.project.run(codebook.retire_code, code=settled.code("trust"))

    assert take(settled) == 0


def test_consensus_stands_at_the_end_of_the_coders_as_before(settled) -> None:
    assert [c.name for c in settled.project.ask(lists.coders)][-1] == "Consensus"
