# SPDX-License-Identifier: MIT
"""A lead closes a round, opens the worst code, settles its passages by keys, and measures again."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from PySide6.QtWidgets import QPushButton

from coder_app.core.records import DecisionRecord, DisagreementKind, Outcome, ReviewItem
from coder_app.operations import people, rounds, sample
from coder_app.queries import decisions, lists, ratings, review
from coder_app.queries import document as documents
from coder_app.queries import rounds as rounds_query
from coder_app.ui.dialogs.close_round import CloseRoundDialog
from coder_app.ui.review.window import ReviewWindow

if TYPE_CHECKING:
    from tests.journeys.conftest import Person


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample study, built once."""
    path = tmp_path_factory.mktemp("sample") / "Sample study.coder"
    sample.build(path)
    return path


@pytest.fixture
def sample_study(built: Path, tmp_path: Path) -> Path:
    """The sample study, to do with as one likes."""
    return Path(shutil.copy(built, tmp_path / "Sample study.coder"))


def close_round(person: Person) -> None:
    """Close the round in its dialog; transcripts that somebody still codes stay out."""

    def close(dialog: CloseRoundDialog) -> None:
        dialog.leave_out.click()
        person.press_main(dialog)

    person.when(CloseRoundDialog, close)
    person.do("team.close_round")
    person.qtbot.waitUntil(
        lambda: bool(person.ask(rounds_query.rounds)) and not person.window.workspace.is_busy,
        timeout=20_000,
    )


@pytest.fixture
def closed(person: Person, sample_study: Path) -> Path:
    """The sample study with its first round closed."""
    person.open(sample_study)
    given = person.window.workspace.ask(lists.assignments)
    late = {a.document for a in given if a.status == "open"}
    all_done = [d.guid for d in person.ask(lists.documents) if d.guid not in late]
    person.window.workspace.run(rounds.close_round, name="Round 1", documents=all_done)
    return sample_study


def open_worst(person: Person) -> ReviewWindow:
    """Find the code on which coders agree least, and look at its passages."""
    person.do("team.agreement")
    agreement: Any = person.window.project._agreement
    person.qtbot.waitUntil(lambda: agreement.view.model().rowCount() > 1, timeout=20_000)
    worst = person.ask(ratings.agreement).by_code[0]
    agreement.view.choose(worst.key)
    look = next(
        b for b in agreement.findChildren(QPushButton) if b.isVisible() and "Look at" in b.text()
    )
    look.click()
    return in_review(person)


def open_review(person: Person) -> ReviewWindow:
    """Open the review by its key."""
    person.do_by_key("team.review", "Ctrl+Shift+R")
    return in_review(person)


def in_review(person: Person) -> ReviewWindow:
    found = person.window.consensus.review
    assert found is not None
    person.qtbot.waitUntil(lambda: found.list.model.rowCount() > 0, timeout=20_000)
    found.activateWindow()
    found.list.list.setFocus()
    return found


def settle(person: Person, window: ReviewWindow) -> None:
    """Press Ctrl+Enter, and wait until the window has read what came of it."""
    before = window.state
    person.press("Ctrl+Return")
    person.qtbot.waitUntil(lambda: window.state is not before, timeout=20_000)


def made(person: Person) -> list[DecisionRecord]:
    found: list[DecisionRecord] = person.ask(decisions.decisions)
    return found


def of_consensus(person: Person) -> list[tuple[Any, Any]]:
    """Codes and places that Consensus holds."""
    who = next(c.guid for c in person.window.workspace.ask(lists.coders) if c.consensus)
    return [
        (coding.code, coding.span)
        for row in person.ask(lists.documents)
        for coding in person.ask(documents.codings, row.guid)
        if coding.coder == who
    ]


# ---- the way there


def test_the_worst_code_is_settled_passage_by_passage_with_keys(
    person: Person, sample_study: Path
) -> None:
    person.open(sample_study)
    close_round(person)
    coders = {c.guid for c in person.window.workspace.ask(lists.coders) if not c.consensus}
    before = own_codings(person, coders)

    window = open_worst(person)
    code = window.list.model.about
    asked = list(window.list.model.items)
    assert code is not None
    assert all(code in item.codes for item in asked)
    for number in range(len(asked)):
        person.press("12"[number % 2])
        if number == 0:
            person.press("R")
            person.write("The rule says so.")
        settle(person, window)

    found = made(person)
    assert len(found) == len(asked)
    assert {d.outcome for d in found} == {Outcome.CODER}
    assert found[-1].reason == "The rule says so."
    assert len(of_consensus(person)) == sum(len(d.codings) for d in found) > 0
    assert own_codings(person, coders) == before
    assert all(item.decision for item in person.ask(review.review) if code in item.codes)


def own_codings(person: Person, coders: set[Any]) -> list[Any]:
    return [
        (coding.guid, coding.code, coding.span, coding.weight)
        for row in person.ask(lists.documents)
        for coding in person.ask(documents.codings, row.guid)
        if coding.coder in coders
    ]


def test_what_was_settled_is_undone_in_the_window(person: Person, closed: Path) -> None:
    window = open_review(person)
    person.press("1")
    settle(person, window)
    assert len(made(person)) == 1

    before = window.state
    person.press("Ctrl+Z")
    person.qtbot.waitUntil(lambda: window.state is not before, timeout=20_000)

    assert made(person) == []
    assert of_consensus(person) == []
    assert len(person.ask(rounds_query.rounds)) == 1


def test_what_all_agree_on_and_what_was_settled_leave_in_the_workbook(
    person: Person, closed: Path, tmp_path: Path
) -> None:
    window = open_review(person)
    number = window.state.agreed if window.state else 0
    before = window.state
    window.head.take.click()
    person.qtbot.waitUntil(lambda: window.state is not before, timeout=20_000)
    assert len(of_consensus(person)) == number > 100
    window.list.list.setFocus()
    person.press("2", "R")
    person.write("as the rule has it")
    settle(person, window)

    path = tmp_path / "out.xlsx"
    person.take_out(path)

    codings = pd.read_excel(path, sheet_name="Codings")
    assert "Consensus" in set(codings["coder"])
    log = pd.read_excel(path, sheet_name="Decisions")
    assert len(log) == 1
    assert "as the rule has it" in set(log["reason"])


# ---- measured again


def missed_by_one(person: Person) -> ReviewItem:
    """Find a passage that a single coder did not mark."""
    return next(
        item
        for item in person.ask(review.review)
        if item.kind is DisagreementKind.MISSING and len(item.silent) == 1
    )


def test_after_recoding_the_figure_of_now_stands_beside_the_frozen_one(
    person: Person, closed: Path
) -> None:
    (round_before,) = person.ask(rounds_query.rounds)
    item = missed_by_one(person)
    names = {c.guid: c.name for c in person.window.workspace.ask(lists.coders)}
    lead = names[person.window.workspace.viewer]
    key = next(c.key for c in person.ask(lists.codes) if c.guid == item.codes[0])
    assert key

    person.let_work(names[item.silent[0]])
    person.window.open_document(item.document)
    person.press("F6")
    person.window.view.select(item.marks[0].span)
    person.press(key)
    person.let_work(lead)
    person.do("team.rounds")
    table = person.window.consensus.rounds
    assert table is not None
    person.qtbot.waitUntil(lambda: table.table.index(0, 7).data() != "", timeout=20_000)

    frozen, now = (float(table.table.index(0, column).data()) for column in (6, 7))
    assert now > frozen
    assert person.ask(rounds_query.rounds)[0].figures == round_before.figures


# ---- who may not


def test_a_blind_coder_cannot_open_it(person: Person, sample_study: Path) -> None:
    person.open(sample_study)
    coders = person.window.workspace.ask(lists.coders)
    ben = next(c for c in coders if c.name.startswith("Ben"))
    document = person.ask(lists.documents)[0].guid
    person.window.workspace.run(
        people.assign, coder=ben.guid, document=document, purpose="reliability", blind=True
    )

    person.let_work(ben.name)
    person.window.open_document(document)

    assert not person.window.served["team.review"].isEnabled()
    person.press("Ctrl+Shift+R")
    assert person.window.consensus.review is None
    assert all(item.document != document for item in person.ask(review.review))
