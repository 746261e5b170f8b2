# SPDX-License-Identifier: MIT
"""Review, driven by keys; what comes of it is asked of the project."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollBar

from coder_app.core.records import DecisionRecord, Outcome
from coder_app.core.spans import Span
from coder_app.operations import codings, people, projects, rounds
from coder_app.queries import decisions, document, lists
from coder_app.queries import rounds as rounds_query
from coder_app.ui.preferences import NAMES_HIDDEN
from coder_app.ui.review.window import ReviewWindow

TRUST = "I trust her 😀 more"
Key, Ctrl = Qt.Key, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def code(workspace, small) -> Callable[..., UUID]:
    def run(coder: UUID, name: str, words: str, *, where: UUID | None = None, **more) -> UUID:
        place = where or small.document
        record = workspace.ask(document.open_document, coder, place)
        start = record.text.index(words)
        return workspace.run(
            codings.apply_code,
            document=place,
            wording=record.wording,
            code=small.codes[name],
            span=Span(start, start + len(words)),
            coder=coder,
            **more,
        )

    return run


@pytest.fixture
def chika(workspace) -> UUID:
    return workspace.run(people.add_coder, name="Chika")


@pytest.fixture
def coded(workspace, small, code, chika) -> None:
    """Three coders are done; they differ in borders and in the code, and Ana marked more."""
    code(small.ana, "trust", TRUST)
    code(small.ben, "trust", "trust her")
    code(chika, "trust", TRUST, memo="she says so herself")
    code(small.ana, "perceived accessibility", "She answers everybody")
    code(small.ben, "direct engagement", "She answers everybody")
    code(chika, "direct engagement", "She answers everybody")
    code(small.ana, "trust", "she tells me")
    code(small.ana, "authenticity resonance", "what did not work")
    for coder in (small.ben, chika):
        code(coder, "authenticity resonance", "what did not work")
    for coder in (small.ana, small.ben, chika):
        workspace.run(people.mark_done, document=small.document, coder=coder)


@pytest.fixture
def closed(workspace, coded) -> UUID:
    return workspace.run(rounds.close_round, name="Round 1")


@pytest.fixture
def opened(workspace, preferences, qtbot) -> Callable[[], ReviewWindow]:
    def make(hidden: bool = False) -> ReviewWindow:
        preferences.set(NAMES_HIDDEN, hidden)
        window = ReviewWindow(workspace, preferences)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitUntil(lambda: window.state is not None, timeout=5000)
        return window

    return make


@pytest.fixture
def window(opened, closed) -> ReviewWindow:
    return opened()


def press(*keys: Key | str, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
    for key in keys:
        QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def settle(window, qtbot) -> None:
    """Press Ctrl+Enter, and wait until the window has read what came of it."""
    before = window.state
    press(Key.Key_Return, modifiers=Ctrl)
    qtbot.waitUntil(lambda: window.state is not before, timeout=5000)


def go_to(window, about: str) -> None:
    """Make the row current that is told so to a screen reader."""
    window.list.list.setFocus()
    role = Qt.ItemDataRole.AccessibleTextRole
    model = window.list.model
    told = [model.index(row).data(role) for row in range(model.rowCount())]
    window.list.go_to(next(row for row, said in enumerate(told) if said.startswith(about)))


def made(workspace) -> list[DecisionRecord]:
    return workspace.ask(decisions.decisions, workspace.viewer)


def consensus(workspace, small) -> list[tuple[str, str]]:
    """Codes and words that Consensus holds."""
    record = workspace.ask(document.open_document, workspace.viewer, small.document)
    people_ = {c.guid for c in workspace.ask(lists.coders) if c.consensus}
    return [
        (c.code_name, c.span.text_of(record.text)) for c in record.codings if c.coder in people_
    ]


def catch_up() -> None:
    """Let what a layout took in be shown, which Qt does a turn later."""
    QApplication.processEvents()


def said(window) -> list[str]:
    catch_up()
    return [one.text() for one in window.findChildren(QLabel) if one.isVisible()]


def button(window, text: str) -> QPushButton:
    catch_up()
    buttons = window.findChildren(QPushButton)
    return next(b for b in buttons if b.isVisible() and text in (b.text(), b.accessibleName()))


def ways(window) -> dict[str, str]:
    catch_up()
    found = window.foot.ways.findChildren(QPushButton)
    return {b.way.key: b.accessibleName() for b in found if b.isVisible()}


# ---- what is seen


def test_passages_stand_in_reading_order_with_what_they_are_about(window) -> None:
    role = Qt.ItemDataRole.AccessibleTextRole
    model = window.list.model

    assert [model.index(row).data(role) for row in range(model.rowCount())] == [
        "perceived accessibility or direct engagement. another code · P07 Marisol · line 2",
        "trust. other borders · P07 Marisol · line 2",
        "trust. missed by two · P07 Marisol · line 4",
    ]
    assert "0 of 3 settled" in said(window)
    assert window.head.sentence.startswith("Figures are frozen.")


def test_each_way_to_settle_says_what_it_leaves(window) -> None:
    go_to(window, "trust. other borders")

    assert ways(window) == {
        "1": "As Ana Ruiz, “I … more”",
        "2": "As Ben, “trust her”",
        "3": "As Chika, “I … more”",
        "4": "All that is marked, “I … more”",
        "0": "Nothing here, leave uncoded",
        "B": "Own borders, drag in the text",
    }
    assert not window.foot.ways.is_possible("4")


def test_columns_tell_a_reader_who_marked_what(window) -> None:
    go_to(window, "trust. missed by two")

    heard = window.text.columns.accessibleDescription()

    assert heard == "trust, by Ana Ruiz. Ben: nothing marked. Chika: nothing marked."


def test_the_rules_of_both_codes_stand_beside(window, small) -> None:
    go_to(window, "perceived")

    shown = window.body.rules.text.toPlainText()

    assert "perceived accessibility" in shown
    assert "direct engagement" in shown
    assert "The two rules" in said(window)


def test_hidden_names_are_letters_everywhere(opened, closed) -> None:
    window = opened(hidden=True)
    go_to(window, "trust. missed by two")

    shown = " ".join([*said(window), window.text.columns.accessibleDescription(), *ways(window)])

    assert not any(name in shown for name in ("Ana", "Ben", "Chika"))
    assert {name.split(",")[0] for name in ways(window).values()} >= {
        "As Coder A",
        "As Coder B",
        "As Coder C",
    }
    assert not window.list.filter.coder.isEnabled()


def test_names_can_be_shown_and_the_choice_is_kept(opened, closed, preferences) -> None:
    window = opened(hidden=True)

    button(window, "Names hidden").click()

    assert not preferences.get(NAMES_HIDDEN)
    assert any("Ana Ruiz" in way for way in ways(window).values())


# ---- settling by keys


def test_following_a_coder_gives_her_passage_to_consensus(window, workspace, small, qtbot) -> None:
    go_to(window, "trust. other borders")

    press("2", "R")
    QTest.keyClicks(QApplication.focusWidget(), "the verb and its object")
    settle(window, qtbot)

    assert consensus(workspace, small) == [("trust", "trust her")]
    (one,) = made(workspace)
    assert (one.outcome, one.chosen) == (Outcome.CODER, small.ben)
    assert one.reason == "the verb and its object"
    assert one.round == workspace.ask(rounds_query.rounds, small.ana)[0].guid
    assert "1 of 3 settled" in said(window)


def test_what_is_settled_leads_to_the_next_that_is_open(window, qtbot) -> None:
    go_to(window, "trust. other borders")
    press("0")
    settle(window, qtbot)
    assert window.list.current.line == 4

    press("1")
    settle(window, qtbot)

    assert window.list.row == 0
    assert window.list.list.hasFocus()


def test_both_codes_are_kept_as_marked(window, workspace, small, qtbot) -> None:
    go_to(window, "perceived")

    press("4")
    settle(window, qtbot)

    assert sorted(consensus(workspace, small)) == [
        ("direct engagement", "She answers everybody"),
        ("perceived accessibility", "She answers everybody"),
    ]
    assert made(workspace)[0].outcome is Outcome.BOTH


def test_own_borders_are_found_with_keys_in_the_text(window, workspace, small, qtbot) -> None:
    go_to(window, "trust. other borders")

    press("B")
    assert window.text.selection() is not None
    press(Key.Key_BracketLeft)
    assert ways(window)["B"] == "Own borders, “I … her”"
    settle(window, qtbot)

    assert consensus(workspace, small) == [("trust", "I trust her")]
    assert made(workspace)[0].outcome is Outcome.OWN


def test_selecting_words_chooses_own_borders_and_escape_lets_go(window, workspace) -> None:
    go_to(window, "trust. other borders")
    press("1", Key.Key_F6)

    QTest.keyClick(
        QApplication.focusWidget(), Key.Key_Right, Ctrl | Qt.KeyboardModifier.ShiftModifier
    )
    assert window.foot.ways.chosen == "B"
    press(Key.Key_Escape)

    assert window.foot.ways.chosen is None
    assert made(workspace) == []


def test_another_code_is_found_in_the_palette(window, workspace, small, qtbot) -> None:
    go_to(window, "trust. missed by two")

    press("C")
    QTest.keyClicks(QApplication.focusWidget(), "relat")
    press(Key.Key_Return)
    assert ways(window)["B"].startswith("Own borders, relatability capital on")
    settle(window, qtbot)

    assert consensus(workspace, small) == [("relatability capital", "she tells me")]


def test_dissent_is_kept_with_who_and_what(window, workspace, small, qtbot) -> None:
    go_to(window, "trust. missed by two")

    press("0", "D", Key.Key_Space, Key.Key_Tab, Key.Key_Tab, Key.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), "telling is trusting")
    assert button(window, "Dissent: Ana Ruiz").isChecked()
    settle(window, qtbot)

    (one,) = made(workspace)
    assert one.dissenters == (small.ana,)
    assert one.dissent == "telling is trusting"


def test_without_a_choice_nothing_is_settled(window, workspace) -> None:
    press(Key.Key_Return, modifiers=Ctrl)

    assert made(workspace) == []
    assert window.toast.sentence == "Choose first what it shall be"


def test_n_skips_and_p_goes_back(window) -> None:
    press("N", "N")
    assert window.list.row == 2
    press("N")
    assert window.toast.sentence == "This was the last passage"

    press("P")

    assert window.list.row == 1


def test_undo_and_redo_work_in_the_window(window, workspace, small, qtbot) -> None:
    go_to(window, "trust. other borders")
    press("1")
    settle(window, qtbot)

    before = window.state
    press("Z", modifiers=Ctrl)
    qtbot.waitUntil(lambda: window.state is not before)
    assert consensus(workspace, small) == []
    assert "0 of 3 settled" in said(window)
    before = window.state
    press("Z", modifiers=Ctrl | Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: window.state is not before)

    assert len(made(workspace)) == 1


def test_a_settled_passage_tells_its_decision_and_can_be_opened_again(
    window, workspace, small, qtbot
) -> None:
    go_to(window, "trust. other borders")
    press("2")
    settle(window, qtbot)
    go_to(window, "trust. other borders")
    assert "Settled: as Ben" in said(window)
    assert "trust on “trust her”" in said(window)
    assert "Consensus" in [c.name for c in window.text.columns.shown]

    before = window.state
    button(window, "Reopen").click()
    qtbot.waitUntil(lambda: window.state is not before)

    assert made(workspace) == []
    assert window.foot.is_asking


def test_earlier_decisions_on_the_code_are_told(window, qtbot) -> None:
    go_to(window, "trust. other borders")
    press("2", "R")
    QTest.keyClicks(QApplication.focusWidget(), "verb and object")
    settle(window, qtbot)

    shown = window.body.rules.text.toPlainText()

    assert "Asked before" in shown
    assert "P07 Marisol, line 2: trust" in shown
    assert "“verb and object”" in shown


def test_what_all_agree_on_is_taken_over_in_one_step(window, workspace, small, qtbot) -> None:
    before = window.state

    button(window, "Take over what all agree on (2)").click()
    qtbot.waitUntil(lambda: window.state is not before)

    assert ("authenticity resonance", "what did not work") in consensus(workspace, small)
    assert not any("Take over" in text for text in said(window))
    workspace.undo()
    assert consensus(workspace, small) == []


def test_what_is_being_written_survives_what_others_do(window, workspace, small, qtbot) -> None:
    go_to(window, "trust. missed by two")
    press("1", "R")
    QTest.keyClicks(QApplication.focusWidget(), "since she")

    before = window.state
    workspace.run(people.add_participant, name="Eva")
    workspace.run(people.add_coder, name="Dora")
    qtbot.waitUntil(lambda: window.state is not before)

    assert window.foot.reason.text() == "since she"
    assert window.foot.ways.chosen == "1"


# ---- looking at some of them


def test_one_code_can_be_looked_at_from_elsewhere(window, small) -> None:
    window.look_at(small.codes["direct engagement"])

    assert [item.line for item in window.list.model.items] == [2]
    assert window.list.model.index(0).data() == "or perceived accessibility"
    assert "0 of 1 settled" in said(window)


def test_kinds_and_sizes_narrow_the_list(window, qtbot) -> None:
    bar = window.list.filter
    bar.kinds["Missed"].click()
    assert [item.line for item in window.list.model.items] == [4]

    bar.kinds["All"].click()
    bar.more.click()
    bar.least.setText("4")
    qtbot.waitUntil(lambda: window.list.model.rowCount() == 1, timeout=2000)

    assert window.list.current.words >= 4


def test_a_filter_that_fits_nothing_says_so_and_leads_back(window, qtbot) -> None:
    window.list.filter.least.setText("500")
    qtbot.waitUntil(lambda: window.list.model.rowCount() == 0, timeout=2000)
    assert "None of this kind" in said(window)

    button(window, "Look at all").click()

    assert window.list.model.rowCount() == 3


# ---- where nothing can be settled


def test_before_the_round_is_closed_one_can_look_and_is_led_to_closing_it(
    opened, coded, workspace, qtbot
) -> None:
    window = opened()
    assert window.head.sentence.startswith("P07 Marisol is in no closed round")
    press("1")
    assert window.foot.ways.chosen is None

    with qtbot.waitSignal(window.round_requested):
        button(window, "Close the round …").click()

    assert made(workspace) == []


def test_a_coder_who_is_no_lead_looks_only(opened, closed, workspace, small) -> None:
    workspace.set_viewer(small.ben)
    window = opened()

    assert "Leads settle what coders differ on" in said(window)
    assert not any("Take over" in text for text in said(window))


def test_where_nothing_differs_the_window_says_so(opened, qtbot) -> None:
    window = opened()
    assert "Nothing to settle" in said(window)

    with qtbot.waitSignal(window.agreement_requested):
        button(window, "Look at agreement").click()


def test_a_blind_coder_is_shown_nothing(opened, code, workspace, small) -> None:
    for who in (small.ana, small.ben):
        for where in (small.document, small.other):
            workspace.run(
                people.assign, coder=who, document=where, purpose="reliability", blind=True
            )
    code(small.ana, "trust", TRUST)
    workspace.set_viewer(small.ben)

    window = opened()

    assert "You still code blind" in said(window)
    assert window.list.model.rowCount() == 0


def test_one_who_takes_over_the_keyboard_sees_nothing_of_the_one_before(
    window, workspace, small
) -> None:
    workspace.run(people.assign, coder=small.ben, document=small.document, blind=True)
    assert window.list.model.rowCount() > 0

    workspace.set_viewer(small.ben)

    assert window.list.model.rowCount() == 0
    assert window.text.record is None
    assert window.body.rules.text.toPlainText() == ""


def test_more_coders_than_columns_scroll_and_get_further_keys(
    opened, coded, workspace, small, code, qtbot
) -> None:
    for name in ("Dora", "Eli"):
        guid = workspace.run(people.add_coder, name=name)
        code(guid, "trust", TRUST)
        workspace.run(people.mark_done, document=small.document, coder=guid)
    workspace.run(rounds.close_round, name="Round 1")
    window = opened()
    window.resize(1000, 700)
    go_to(window, "trust. other borders")

    assert list(ways(window)) == ["1", "2", "3", "4", "5", "6", "0", "B"]
    assert window.text.columns.findChild(QScrollBar).isVisible()
    press("4")
    settle(window, qtbot)

    (one,) = made(workspace)
    assert one.outcome is Outcome.CODER


def test_a_project_without_agreement_says_why(opened, closed, workspace) -> None:
    workspace.run(projects.switch_agreement, off="reflexive analysis")

    window = opened()

    assert "This project does without agreement" in said(window)
    assert any("reflexive analysis" in text for text in said(window))


def test_enter_on_a_row_goes_to_the_coding_window(window, small, qtbot) -> None:
    go_to(window, "trust. missed by two")

    with qtbot.waitSignal(window.passage_requested) as heard:
        press(Key.Key_Return)

    assert heard.args[0] == small.document


def test_the_rule_can_be_improved_from_here(window, small, qtbot) -> None:
    go_to(window, "trust. missed by two")

    with qtbot.waitSignal(window.improve_requested) as heard:
        button(window, "Improve").click()

    assert heard.args == [small.codes["trust"]]
