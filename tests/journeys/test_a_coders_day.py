# SPDX-License-Identifier: MIT
"""A coder's day: open, read, code with the keyboard alone, undo, mark done, come back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QApplication, QTextEdit

from coder_app.cli import commands as cli
from coder_app.core.records import AssignmentStatus
from coder_app.queries import document as documents
from coder_app.queries import history, lists
from coder_app.ui.actions import ACTIONS

if TYPE_CHECKING:
    from tests.journeys.conftest import Person

TRUST, KIN, GENUINE = "trust", "relatability capital", "authenticity resonance"


def pick(person: Person, letters: str) -> None:
    """Open a transcript by some letters of its name, with keys."""
    person.press("Ctrl+D")
    person.write(letters)
    person.press("Down", "Down", "Up", "Return")
    person.press("F6")


def everything(person: Person) -> dict[str, Any]:
    """Say all that a coder's day can change, without times and states."""
    codes = [(c.guid, c.name, c.parent, c.key, c.colour) for c in person.ask(lists.codes)]
    codings = {
        (row.name, c.guid, c.span, c.code, c.weight, c.memo)
        for row in person.ask(lists.documents)
        for c in person.ask(documents.codings, row.guid)
    }
    done = {row.name: row.status for row in person.ask(lists.documents)}
    return {"codes": codes, "codings": codings, "done": done}


def steps(person: Person) -> int:
    """Count what was filed in the history."""
    return len(person.ask(history.events, 10_000))


def test_words_are_found_selected_and_coded_without_a_mouse(person: Person, study: Path) -> None:
    person.open(study)
    pick(person, "mari")
    assert person.record.name == "P07 Marisol"

    person.press("Ctrl+Home", "Down")
    while person.window.view.caret() < person.words(" The woman").start:
        person.press("Ctrl+Right")
    person.press("Shift+Ctrl+Right", "Shift+Ctrl+Right", "Shift+Ctrl+Right", "Shift+Ctrl+Right")
    person.press("T")

    assert person.coded() == [(TRUST, "The woman who paints")]
    assert person.window.view.coding_in_hand == person.codings[0].guid
    assert person.window.view.selection() is None


def test_the_selection_widens_to_word_sentence_and_turn(person: Person, study: Path) -> None:
    person.open(study)
    person.go_to("answers")

    told = []
    for key in ("+", "+", "+", "-"):
        person.press(key)
        span = person.window.view.selection()
        assert span is not None
        told.append(span.text_of(person.record.text))

    sentence = "She answers everybody, and I trust her more than a shop."
    assert told == ["answers", sentence, f"The woman who paints stones. {sentence}", sentence]


def test_the_palette_codes_by_a_few_letters(person: Person, study: Path) -> None:
    person.open(study)
    person.select("She answers everybody")

    person.press("Space")
    person.write("perc acc")
    person.press("Return")

    assert person.coded() == [("perceived accessibility", "She answers everybody")]


def test_shift_enter_codes_and_ctrl_enter_ends_the_memo(person: Person, study: Path) -> None:
    person.open(study)
    person.select("what did not work")

    person.press("Shift+Return")
    person.write("everyday")
    person.press("Return")
    person.write("She says so herself.")
    person.press("Ctrl+Return")
    person.press("4")

    first, second = sorted(person.codings, key=lambda c: c.code_name, reverse=True)
    assert (first.code_name, first.memo) == ("everyday expertise trust", "She says so herself.")
    assert (second.code_name, second.span) == (GENUINE, first.span)


def test_r_repeats_and_another_key_codes_the_same_words(person: Person, study: Path) -> None:
    person.open(study)
    person.select("I trust her")
    person.press("T")

    person.select("only braver")
    person.press("R", "4")

    assert sorted(person.coded()) == [
        (GENUINE, "only braver"),
        (TRUST, "I trust her"),
        (TRUST, "only braver"),
    ]


def test_c_gives_another_code_and_keeps_memo_and_weight(person: Person, study: Path) -> None:
    person.open(study)
    person.select("like one of us")
    person.press("2", "W", "3", "M")
    person.write("one of whom?")
    person.press("Ctrl+Return")

    person.press("C")
    person.write("social prox")
    person.press("Return")

    (coding,) = person.codings
    assert (coding.code_name, coding.memo) == ("social proximity index", "one of whom?")
    assert coding.weight == 3
    assert person.window.view.coding_in_hand == coding.guid


def test_brackets_move_both_borders_by_words(person: Person, study: Path) -> None:
    person.open(study)
    person.select("I trust her more than")
    person.press("T")

    told = []
    for key in ("[", "]", "]", "Shift+]", "Shift+["):
        person.press(key)
        told.append(person.coded()[0][1])

    assert told == [
        "I trust her more",
        "I trust her more than",
        "I trust her more than a",
        "trust her more than a",
        "I trust her more than a",
    ]


def test_n_p_and_the_full_stop_go_from_coding_to_coding(person: Person, study: Path) -> None:
    person.open(study)
    for said, key in (("paints stones", "A"), ("She answers everybody", "8"), ("answers", "D")):
        person.select(said)
        person.press(key)
    person.press("Esc", "Ctrl+Home")

    visited = []
    for key in ("N", "N", "N", "P", ".", "."):
        person.press(key)
        in_hand = person.window.view.coding_in_hand
        visited.append(next(c.key for c in person.codings if c.guid == in_hand))

    assert visited[:4] == ["A", "8", "D", "8"]
    assert visited[4:] == ["D", "8"]


def test_delete_never_asks_and_both_ways_back_work(person: Person, study: Path) -> None:
    person.open(study)
    person.select("I trust her")
    person.press("T", "Del")
    assert person.codings == []
    assert person.window.centre.toast.sentence == "Removed trust from 3 words."

    person.click(person.window.centre.toast, "Undo")
    assert person.coded() == [(TRUST, "I trust her")]
    person.press("F6", "N", "Del")
    assert person.codings == []
    person.undo()

    assert person.coded() == [(TRUST, "I trust her")]


def test_new_codes_are_made_while_coding(person: Person, study: Path) -> None:
    person.open(study)
    outcomes = person.code("Outcomes").guid
    person.press("Ctrl+K")
    person.write("loyalty")
    person.press("Down", "F6")

    person.select("paints stones")
    person.press("Ctrl+I")
    person.select("only braver")
    person.press("Ctrl+N")
    person.write("courage")
    person.press("Return")

    assert person.coded() == [("paints stones", "paints stones"), ("courage", "only braver")]
    assert person.code("courage").parent == outcomes
    assert person.code("paints stones").parent == outcomes


def test_keys_ask_for_words_first_and_act_in_the_text_only(person: Person, study: Path) -> None:
    person.open(study)
    person.press("F6", "Ctrl+Home", "T")
    assert person.window.status.sentence == "Select words first"

    person.press("Ctrl+K")
    person.write("trust")

    assert person.codings == []


def test_every_key_that_the_manual_promises_is_served(person: Person, study: Path) -> None:
    person.open(study)

    assert [row.id for row in person.window.served.rows()] == [row.id for row in ACTIONS]


def test_tab_leaves_the_text_and_comes_back(person: Person, study: Path) -> None:
    person.open(study)
    person.press("F6")
    text = QApplication.focusWidget()
    assert isinstance(text, QTextEdit)

    person.press("Tab")
    after = QApplication.focusWidget()
    person.press("Shift+Tab")

    assert after is not text
    assert QApplication.focusWidget() is text
    assert "\t" not in person.record.text


def test_a_whole_day_can_be_undone_and_done_again(person: Person, study: Path) -> None:
    person.open(study)
    morning, filed = everything(person), steps(person)

    _a_day_of_work(person)
    evening, done = everything(person), steps(person) - filed
    assert evening != morning
    person.undo(done)
    assert everything(person) == morning
    person.redo(done)

    assert everything(person) == evening


def _a_day_of_work(person: Person) -> None:
    person.select("She answers everybody")
    person.press("8", "2", "W", "4", "[", "Shift+]", "C")
    person.write("social prox")
    person.press("Return", "M")
    person.write("how near?")
    person.press("Ctrl+Return")
    person.select("paints stones")
    person.press("Ctrl+I", "T", "Del")
    person.select("only braver")
    person.press("R", "Ctrl+Shift+D")
    pick(person, "noor")
    person.select("I trust you 🙏")
    person.press("T")


def test_everything_is_there_after_a_restart(person: Person, study: Path) -> None:
    person.open(study)
    _a_day_of_work(person)
    before = everything(person)

    person.come_back(study)

    assert everything(person) == before
    assert person.record.name == "P08 Noor"
    done = {row.name: row.status for row in person.ask(lists.documents)}
    assert done["P07 Marisol"] is AssignmentStatus.DONE


def test_undo_outlives_a_restart(person: Person, study: Path) -> None:
    person.open(study)
    morning, filed = everything(person), steps(person)
    _a_day_of_work(person)
    evening, done = everything(person), steps(person) - filed

    person.come_back(study)
    person.undo(done)
    assert everything(person) == morning
    person.come_back(study)
    person.redo(done)

    assert everything(person) == evening


@pytest.fixture
def long_study(study: Path, tmp_path: Path) -> Path:
    """The study with one interview of many pages."""
    turns = "".join(
        f"Interviewer: And then, on day {n}?\nIda: On day {n} she wrote again, and I read it.\n"
        for n in range(300)
    )
    long = tmp_path / "P10 Ida.txt"
    long.write_text(turns, "utf-8")
    assert cli.main(["import", str(study), str(long)]).status == 0
    return study


def read_on(person: Person, pages: int) -> int:
    """Turn pages of the long interview; give the first character on the screen."""
    pick(person, "ida")
    person.press(*["PgDown"] * pages)
    return person.window.view.position_state()[1]


def test_a_long_transcript_opens_where_she_left_it(person: Person, long_study: Path) -> None:
    person.open(long_study)
    first = read_on(person, 12)
    assert first > 3_000

    person.come_back(long_study)
    assert person.record.name == "P10 Ida"
    assert person.ask(documents.last_place, person.record.guid) == first
    assert abs(person.window.view.position_state()[1] - first) < 90
    person.come_back(long_study)

    assert abs(person.window.view.position_state()[1] - first) < 90


def test_the_words_stay_where_they_are_when_panels_close(person: Person, long_study: Path) -> None:
    person.open(long_study)
    first = read_on(person, 8)

    person.press("Ctrl+1", "Ctrl+3")

    assert abs(person.window.view.position_state()[1] - first) < 90


@pytest.mark.parametrize(
    ("transcript", "said"),
    [
        ("noor", ("I trust you 🙏", "voice note", "e\u0301l te quiere 💛", "👩‍👩‍👧")),
        ("小美", ("我最信任她", "𠮷野家", "她像我們一樣", "每一個人")),
    ],
)
def test_codings_lie_on_the_words_after_emoji_and_in_chinese(
    person: Person, study: Path, transcript: str, said: tuple[str, ...]
) -> None:
    person.open(study)
    guid = next(r.guid for r in person.ask(lists.documents) if transcript in r.name.lower())
    person.window.open_document(guid)

    for words in said:
        person.select(words)
        person.press("T")

    assert sorted(text for _, text in person.coded()) == sorted(said)
    person.come_back(study)
    assert sorted(text for _, text in person.coded()) == sorted(said)
