# SPDX-License-Identifier: MIT
"""The rule who may see whose codings, and that no query goes around it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime
from importlib import import_module
from pkgutil import iter_modules
from uuid import UUID

import pytest

from coder_app import queries
from coder_app.core.export_plan import ExportPlan
from coder_app.core.records import Changes
from coder_app.operations import consensus, memos, people
from coder_app.operations.codings import Passage, remove_coding
from coder_app.queries import (
    counting,
    document,
    history,
    lists,
    ratings,
    review,
    segments,
    sheets,
)
from coder_app.queries.visibility import sifted

QUERIES = [
    import_module(f"{queries.__name__}.{module.name}") for module in iter_modules(queries.__path__)
]


@pytest.fixture
def both(study):
    """Lea leads; Mia and Noa code the same words of the first transcript."""
    study.apply("I trust her", "trust", coder="Mia")
    study.apply("I trust her", "closeness", coder="Noa", memo="Noa's secret")
    return study


def assign(study, coder: str, number: int = 0, *, blind: bool = False) -> UUID:
    return study.project.run(
        people.assign,
        coder=study.coders[coder],
        document=study.documents[number],
        blind=blind,
    )[0]


def seen_by(study, coder: str) -> set[str]:
    return {c.coder_name for c in study.codings(viewer=study.coders[coder])}


def test_without_any_blind_assignment_everybody_sees_everything(both) -> None:
    assign(both, "Mia")

    assert seen_by(both, "Mia") == seen_by(both, "Lea") == {"Mia", "Noa"}


def test_a_blind_coder_sees_her_own_codings_only(both) -> None:
    assign(both, "Mia", blind=True)

    assert seen_by(both, "Mia") == {"Mia"}


def test_one_blind_assignment_closes_the_project_for_coders_without_one_there(both) -> None:
    assign(both, "Mia", 1, blind=True)

    assert seen_by(both, "Noa") == {"Noa"}


def test_an_assignment_that_is_not_blind_opens_its_document(both) -> None:
    assign(both, "Mia", 1, blind=True)
    assign(both, "Noa", 0)

    assert seen_by(both, "Noa") == {"Mia", "Noa"}


def test_a_revealed_assignment_opens_its_document(both) -> None:
    guid = assign(both, "Mia", blind=True)

    both.project.run(people.reveal, assignment=guid)

    assert seen_by(both, "Mia") == {"Mia", "Noa"}


def test_lead_and_reader_see_all_unless_they_code_blind_there_themselves(both) -> None:
    assign(both, "Mia", blind=True)
    assert seen_by(both, "Lea") == {"Mia", "Noa"}

    assign(both, "Lea", blind=True)
    assert seen_by(both, "Lea") == set()
    both.project.run(people.set_role, coder=both.coders["Noa"], role="reader")
    assert seen_by(both, "Noa") == {"Mia", "Noa"}


def test_a_second_assignment_that_is_not_blind_does_not_open_what_the_first_closes(both) -> None:
    assign(both, "Mia", blind=True)
    both.project.run(
        people.assign,
        coder=both.coders["Mia"],
        document=both.documents[0],
        purpose="reliability",
    )

    assert seen_by(both, "Mia") == {"Mia"}


def test_what_deleting_a_code_touches_says_that_there_may_be_more(both) -> None:
    assign(both, "Mia", blind=True)
    ask, code = both.project.ask, both.code("closeness")

    blind = ask(segments.touched, both.coders["Mia"], code)
    lead = ask(segments.touched, both.lead, code)

    assert (blind.total, blind.unseen) == (0, True)
    assert (lead.codings, lead.unseen) == ((("Noa", 1),), False)


def test_what_an_export_would_hold_counts_what_a_blind_coder_may_see(both) -> None:
    ask, mia = both.project.ask, both.coders["Mia"]
    both.give("Mia", blind=True)
    seen = [segment.coding.guid for segment in ask(segments.find, mia)]

    assert ask(segments.count, mia, segments.SegmentFilter()) == len(seen)
    assert ask(counting.counts_of_plan, mia, ExportPlan()).codings == len(seen)
    sizes = {size.name: size.rows for size in ask(sheets.table_sizes, mia, ExportPlan())}
    assert sizes["Codings"] == len(seen) < ask(segments.count, both.lead, segments.SegmentFilter())


def test_no_query_tells_a_blind_coder_of_the_work_of_another(both) -> None:
    hidden = {c.guid for c in both.codings() if c.coder_name == "Noa"}
    hidden |= {m.guid for m in both.project.ask(document.memos, both.lead, min(hidden))}
    both.project.run(
        memos.write_memo,
        kind="code",
        about=both.code("trust"),
        text="Noa's secret too",
        coder=both.coders["Noa"],
    )
    mia = both.coders["Mia"]
    both.done("Mia", "Noa")
    both.round = both.close()
    hidden |= settle(both)
    both.give("Mia", purpose="reliability")
    both.done("Mia")

    asked = set()
    for query in _queries():
        told = list(_values(_answer(both, query, mia)))
        asked.add(query.__name__)
        assert not hidden & {value for value in told if isinstance(value, UUID)}, query
        texts = [value for value in told if isinstance(value, str)]
        assert not [text for text in texts if "secret" in text], query
        assert not [t for t in texts for guid in hidden if str(guid) in t], query
        if query.__name__ not in _MAY_NAME:
            assert not {both.coders["Noa"], "Noa"} & set(told), query

    assert {"find", "codings", "events", "workbook_sheets", "agreement"} <= asked
    assert {"review", "practice", "decisions", "rounds", "figures", "to_take"} <= asked
    assert {"picture", "table_sizes", "counts_of_plan"} <= asked


def settle(study) -> set[UUID]:
    """Let Consensus have what both marked; give the decision and its coding."""
    place = study.project.ask(review.review, study.lead)[0]
    decision, _ = study.project.run(
        consensus.settle,
        document=place.document,
        wording=place.wording,
        span=place.span,
        codes=place.codes,
        outcome="own",
        passages=[Passage(code=place.codes[0], span=place.span)],
        reason="a secret reason",
        dissent="a secret dissent",
        dissenters=[study.coders["Noa"]],
    )
    codings = {c.guid for c in study.codings() if c.coder_name == "Consensus"}
    return {decision, *codings}


def test_sheets_and_agreement_take_a_hidden_coder_for_missing(both) -> None:
    for coder in ("Mia", "Noa"):
        both.project.run(people.mark_done, document=both.documents[0], coder=both.coders[coder])
    assign(both, "Mia", blind=True)
    mia = both.coders["Mia"]

    tables = {s.name: s for s in both.project.ask(sheets.workbook_sheets, mia)}
    report = both.project.ask(ratings.agreement, mia)

    units = tables["Units × Codes"]
    assert {row[units.columns.index("coder")] for row in units.rows} == {"Mia"}
    assert {row[2] for row in tables["Documents × Codes"].rows} == {"Mia"}
    assert report.documents == ()
    assert any("blind" in note for note in report.notes)


def test_counts_hold_what_the_viewer_may_see(both) -> None:
    assign(both, "Mia", blind=True)
    ask, mia = both.project.ask, both.coders["Mia"]

    assert {c.name: c.codings for c in ask(lists.codes, mia)}["closeness"] == 0
    assert [row.codings for row in ask(lists.documents, mia)] == [1, 0]
    assert ask(lists.info, mia).codings == 1


def test_the_history_keeps_what_a_blind_coder_may_not_know(both) -> None:
    everything = both.project.ask(history.events, both.lead)
    assign(both, "Mia", blind=True)

    told = both.project.ask(history.events, both.coders["Mia"])

    assert len([e for e in everything if e.action == "codings.apply_code"]) == 2
    assert len([e for e in told if e.action == "codings.apply_code"]) == 1


def test_changes_of_others_name_nothing_that_a_blind_coder_may_not_see(both) -> None:
    told = {c.coder_name: c.guid for c in both.codings()}
    trust = both.code("trust")
    made = Changes(
        guids={"coding": frozenset(told.values()), "code": frozenset({trust})},
        by=both.coders["Noa"],
        documents=frozenset({both.documents[0]}),
    )
    hidden = replace(made, guids={"coding": frozenset({told["Noa"]})})
    ask, mia = both.project.ask, both.coders["Mia"]
    assert ask(sifted, mia, made) == made

    assign(both, "Mia", blind=True)

    seen = ask(sifted, mia, made)
    assert seen.guids == {"coding": frozenset({told["Mia"]}), "code": frozenset({trust})}
    assert seen.by is None
    assert ask(sifted, mia, hidden) is None
    assert ask(sifted, both.lead, made) == made


def test_what_a_colleague_removed_is_told(both) -> None:
    coding = next(c.guid for c in both.codings() if c.coder_name == "Noa")
    _, changes = both.project.run(remove_coding, coding=coding)

    assert both.project.ask(sifted, both.coders["Mia"], changes) == changes


def test_a_removed_coder_takes_her_codings_with_her_and_undo_brings_them_back(both) -> None:
    both.project.run(people.remove_coder, coder=both.coders["Noa"])
    assert seen_by(both, "Lea") == {"Mia"}

    both.project.undo()
    assert seen_by(both, "Lea") == {"Mia", "Noa"}


# ---- walking the queries

# people and assignments are common knowledge, and agreement names whom it was asked about
_MAY_NAME = {"coders", "assignments", "question", "agreement", "workbook_sheets", "only_lead"}
_MAY_NAME |= {"versions", "events", "standing", "standing_at", "done_at"}
_MAY_NAME |= {"other_programs", "picture"}
# not queries of a session, or parts of others that take what a test cannot make up
_PARTS = {"codes_of", "documents_for", "documents_by_codes", "units_by_codes", "notes"}
_PARTS |= {"report_on", "periods_of", "records", "size_of_units"}
_PARTS |= {"agreement_table", "with_reference", "sifted"}


def _queries() -> Iterator[Callable]:
    for module in QUERIES:
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            first = next(iter(inspect.signature(function).parameters), "")
            if own and first == "session" and name not in _PARTS:
                yield function


def _answer(study, query: Callable, viewer: UUID) -> object:
    """Ask with whatever the query needs."""
    told = {
        "viewer": viewer,
        "guid": study.documents[0],
        "document": study.documents[0],
        "about": study.code("trust"),
        "code": study.code("closeness"),
        "codes": [study.code("closeness")],
        "name": "title",
        "kind": "code",
        "text": "closeness",
        "wording": study.open().wording,
        "coders": list(study.coders.values()),
        "documents": study.documents,
        "round": study.round,
        "moment": datetime.now(UTC),
        "number": 1,
        "asked": study.project.ask(ratings.question, study.lead),
        "wanted": segments.SegmentFilter(),
        "plan": ExportPlan(),
    }
    needed = {
        p.name: told[p.name]
        for p in list(inspect.signature(query).parameters.values())[1:]
        if p.default is p.empty and p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)
    }
    return study.project.ask(query, **needed)


def _values(thing: object) -> Iterator[object]:
    """Go through all that an answer holds."""
    if is_dataclass(thing):
        for field in fields(thing):
            yield from _values(getattr(thing, field.name))
    elif isinstance(thing, dict):
        for key, value in thing.items():
            yield from _values(key)
            yield from _values(value)
    elif isinstance(thing, (list, tuple, set, frozenset)):
        for value in thing:
            yield from _values(value)
    else:
        yield thing
