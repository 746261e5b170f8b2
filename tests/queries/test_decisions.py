# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from coder_app.core.records import Outcome
from coder_app.core.spans import Span
from coder_app.operations import consensus, documents
from coder_app.queries import decisions


@pytest.fixture
def decided(study):
    """Two decisions in the first transcript, both "neither"."""
    study.apply("A baker", "closeness", coder="Mia")
    study.apply("her flour", "trust", coder="Mia")
    study.done("Mia", "Noa")
    study.round = study.close()
    for words, code in (("A baker", "closeness"), ("her flour", "trust")):
        study.project.run(
            consensus.settle,
            document=study.documents[0],
            wording=study.open().wording,
            span=study.span(words),
            codes=[study.code(code)],
            outcome="nothing",
            passages=[],
            reason=f"about {words}",
        )
    return study


def told(study, viewer=None):
    return study.project.ask(decisions.decisions, viewer or study.lead)


def test_the_log_has_the_newest_first_with_place_and_line(decided) -> None:
    newest, oldest = told(decided)

    assert [newest.reason, oldest.reason] == ["about her flour", "about A baker"]
    assert (newest.document_name, newest.line, oldest.line) == ("Ana", 4, 2)
    assert (oldest.span, oldest.outcome) == (decided.span("A baker"), Outcome.NOTHING)
    assert (oldest.chosen, oldest.dissenters, oldest.codings) == (None, (), ())


def test_a_blind_coder_reads_no_decision(decided) -> None:
    assert len(told(decided, decided.coders["Mia"])) == 2

    decided.give("Mia", purpose="reliability")

    assert told(decided, decided.coders["Mia"]) == []


def test_decisions_on_a_removed_transcript_are_not_listed(decided) -> None:
    decided.project.run(documents.remove_document, document=decided.documents[0])

    assert told(decided) == []


def test_a_decision_whose_words_are_gone_has_no_place(decided) -> None:
    text = decided.text().replace(" I bought her flour.", "")

    decided.project.run(documents.revise_text, document=decided.documents[0], text=text)

    newest, _ = told(decided)
    assert (newest.span, newest.line) == (None, 0)


def test_a_decision_settles_its_code_or_pair_on_words_it_shares(decided) -> None:
    (placed,) = (
        each
        for each in decided.project.ask(decisions.placed, decided.lead)
        if each.codes == (decided.code("trust"),)
    )
    span, trust, likeness = placed.span, decided.code("trust"), decided.code("likeness")

    assert placed.settles([trust], span)
    assert placed.settles([trust, likeness], Span(span.start - 5, span.start + 1))
    assert not placed.settles([likeness, trust], span)
    assert not placed.settles([trust], Span(span.end, span.end + 3))
