# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from coder_app.core.export_plan import ExportPlan
from coder_app.operations import consensus, documents
from coder_app.operations.codings import Passage
from coder_app.queries import rounds, sheets
from coder_app.queries.decision_sheet import decision_sheet


@pytest.fixture
def decided(study):
    study.apply("A baker", "closeness", coder="Mia")
    study.apply("A baker", "trust", coder="Noa")
    study.apply("her flour", "likeness", coder="Mia", weight=3)
    study.done("Mia", "Noa")
    study.close()
    settle(study, "A baker", "coder", "closeness", "trust")
    settle(study, "her flour", "nothing", "likeness")
    return study


def settle(study, words: str, outcome: str, *codes: str) -> None:
    guids = [study.code(code) for code in codes]
    study.project.run(
        consensus.settle,
        document=study.documents[0],
        wording=study.open().wording,
        span=study.span(words),
        codes=guids,
        outcome=outcome,
        passages=[] if outcome == "nothing" else [Passage(code=guids[0], span=study.span(words))],
        chosen=study.coders["Mia"] if outcome == "coder" else None,
        reason="=because",
        dissent="trust as well",
        dissenters=[study.coders["Noa"]],
    )


def sheet(study, **choice):
    found = study.project.ask(sheets.workbook_sheets, study.lead, **choice)
    return next((each for each in found if each.name == "Decisions"), None)


def rows(study, **choice):
    found = sheet(study, **choice)
    return [dict(zip(found.columns, row, strict=True)) for row in found.rows]


def test_each_decision_has_a_row_the_oldest_first(decided) -> None:
    first, second = rows(decided)

    assert (first["document"], first["text"], first["line"]) == ("Ana", "A baker", 2)
    assert (first["code"], first["other code"]) == ("closeness", "trust")
    assert (first["outcome"], first["whose"]) == ("coder", "Mia")
    assert (first["reason"], first["dissent"], first["dissenters"]) == (
        "=because",
        "trust as well",
        "Noa",
    )
    assert (first["decided by"], first["round"]) == ("Lea", "Training 1")
    assert (second["code"], second["other code"], second["whose"]) == ("likeness", "", "")


def test_without_decisions_there_is_no_sheet(study) -> None:
    assert sheet(study) is None


def test_the_sheet_holds_what_was_asked_for(decided) -> None:
    assert len(rows(decided, codes=[decided.code("trust")])) == 1
    assert sheet(decided, documents=decided.documents[1:]) is None


def test_a_decision_whose_words_are_gone_stays_in_the_log(decided) -> None:
    text = decided.text().replace(" I bought her flour.", "")
    decided.project.run(documents.revise_text, document=decided.documents[0], text=text)

    lost = rows(decided)[1]

    assert (lost["start"], lost["line"], lost["text"]) == (None, None, "")


def test_consensus_leaves_like_any_coder(decided) -> None:
    who = decided.project.ask(rounds.consensus)

    found = decided.project.ask(sheets.workbook_sheets, decided.lead, coders=[who])

    (row,) = [dict(zip(found[0].columns, row, strict=True)) for row in found[0].rows]
    assert (row["coder"], row["text"]) == ("Consensus", "A baker")


def test_a_sheet_that_is_asked_for_is_there_though_nothing_was_settled(study) -> None:
    empty = sheet(study, plan=ExportPlan(sheets=("Decisions",)))

    assert (empty.rows, len(empty.about)) == ([], len(empty.columns))


def test_a_blind_coder_reads_no_decision(decided) -> None:
    decided.give("Mia", number=1)
    decided.give("Mia")

    assert decided.project.ask(decision_sheet, decided.coders["Mia"]).rows == []
