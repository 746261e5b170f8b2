# SPDX-License-Identifier: MIT
"""The coding window, driven by keys and asked about records."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coder_app.core.records import CodingRecord
from coder_app.core.spans import Span
from coder_app.operations import codings, people
from coder_app.queries import document as documents
from coder_app.queries import lists
from coder_app.ui.head import CodingsShown
from coder_app.ui.main_window import MainWindow

if TYPE_CHECKING:
    from tests.ui.conftest import Small
else:
    Small = Any


def text_of(window: MainWindow) -> str:
    record = window.transcripts.record
    assert record is not None
    return record.text


def words(window: MainWindow, said: str) -> Span:
    at = text_of(window).index(said)
    return Span(at, at + len(said))


def kept(small: Small) -> list[CodingRecord]:
    return small.project.ask(documents.codings, small.ana, small.document)


def press(window: MainWindow, key: Any, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
    target = QApplication.focusWidget()
    assert target is not None
    from PySide6.QtTest import QTest

    if isinstance(key, str):
        QTest.keyClicks(target, key, modifier)
    else:
        QTest.keyClick(target, key, modifier)


CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_a_codes_key_codes_the_selected_words(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "I trust her 😀"))

    press(window, "t")

    (coding,) = kept(small)
    assert coding.code_name == "trust"
    assert coding.span == words(window, "I trust her 😀")
    assert window.view.coding_in_hand == coding.guid
    assert window.view.selection() is None


def test_a_second_key_codes_the_same_words(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "She answers everybody"))

    press(window, "8")
    press(window, "2")

    assert {coding.code_name for coding in kept(small)} == {
        "perceived accessibility",
        "relatability capital",
    }
    assert len({coding.span for coding in kept(small)}) == 1


def test_without_words_a_key_asks_for_them(window: MainWindow, small: Small) -> None:
    press(window, "t")

    assert not kept(small)
    assert window.status.sentence == "Select words first"


def test_a_key_that_no_code_has_says_so(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "stones"))

    press(window, "x")

    assert not kept(small)
    assert "X" in window.status.sentence


def test_the_palette_finds_a_code_by_a_few_letters(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "what did not work"))

    press(window, Qt.Key.Key_Space)
    press(window, "au re")
    assert window.definition.code is not None
    assert window.definition.code.name == "authenticity resonance"
    press(window, Qt.Key.Key_Return)

    assert [coding.code_name for coding in kept(small)] == ["authenticity resonance"]
    assert not window.palettes.palette.isVisible()
    assert window.view.isAncestorOf(QApplication.focusWidget() or QWidget())


def test_shift_enter_codes_and_opens_the_memo(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "what did not work"))

    press(window, Qt.Key.Key_Return)
    press(window, "trust")
    press(window, Qt.Key.Key_Return, SHIFT)
    press(window, "She says so herself.")
    press(window, Qt.Key.Key_Return, CTRL)

    (coding,) = kept(small)
    assert (coding.code_name, coding.memo) == ("trust", "She says so herself.")


def test_the_palette_makes_a_code_of_what_was_typed(window: MainWindow, small: Small) -> None:
    window.codebook.set_current(small.codes["trust"])
    window.view.select(words(window, "stones"))

    press(window, Qt.Key.Key_Space)
    press(window, "painting")
    press(window, Qt.Key.Key_N, CTRL)

    (coding,) = kept(small)
    assert coding.code_name == "painting"
    made = next(c for c in small.project.ask(lists.codes, small.ana) if c.name == "painting")
    assert made.parent == small.codes["Outcomes"]


def test_the_palette_shows_what_was_used_last_first(window: MainWindow) -> None:
    window.view.select(words(window, "stones"))
    press(window, "t")
    press(window, "2")

    window.view.select(words(window, "a shop"))
    press(window, Qt.Key.Key_Space)

    shown = window.palettes.palette.model
    names = [shown.index(row, 0).data() for row in range(shown.rowCount())]
    assert names == ["relatability capital", "trust"]


def test_r_repeats_the_last_code(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "stones"))
    press(window, "t")
    window.view.select(words(window, "a shop"))

    press(window, "r")

    assert [coding.code_name for coding in kept(small)] == ["trust", "trust"]


def test_c_changes_the_code_and_keeps_the_memo(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "stones"))
    press(window, "t")
    press(window, "m")
    press(window, "Why?")
    press(window, Qt.Key.Key_Escape)

    press(window, "c")
    press(window, "direct")
    press(window, Qt.Key.Key_Return)

    (coding,) = kept(small)
    assert (coding.code_name, coding.memo) == ("direct engagement", "Why?")
    assert window.view.coding_in_hand == coding.guid


def test_w_and_a_digit_weigh_the_coding(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "stones"))
    press(window, "2")

    press(window, "w2")

    assert kept(small)[0].weight == 2


def test_a_weight_that_the_scale_does_not_have_is_told(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "stones"))
    press(window, "2")

    press(window, "w9")

    assert kept(small)[0].weight is None
    assert "1, 2" in window.status.sentence


def test_delete_takes_away_and_the_toast_brings_back(
    window: MainWindow, small: Small, qtbot: QtBot
) -> None:
    window.view.select(words(window, "I trust her"))
    press(window, "t")

    press(window, Qt.Key.Key_Delete)
    assert not kept(small)
    assert window.centre.toast.sentence == "Removed trust from 3 words."
    window.centre.toast.undo_requested.emit()

    assert len(kept(small)) == 1


def test_brackets_move_the_borders(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "I trust her"))
    press(window, "t")

    press(window, "[")
    assert kept(small)[0].span == words(window, "I trust")
    press(window, "}")

    assert kept(small)[0].span == words(window, "trust")


def test_undo_and_redo_say_what_they_did(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "stones"))
    press(window, "t")
    window.refresh()

    press(window, Qt.Key.Key_Z, CTRL)
    assert not kept(small)
    assert window.centre.toast.sentence.startswith("Undone: ")
    window.refresh()
    press(window, Qt.Key.Key_Z, CTRL | SHIFT)

    assert len(kept(small)) == 1
    assert window.centre.toast.sentence.startswith("Done again: ")


def test_ctrl_i_makes_a_code_from_the_words(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "paints stones"))

    press(window, Qt.Key.Key_I, CTRL)

    (coding,) = kept(small)
    assert coding.code_name == "paints stones"
    assert window.view.coding_in_hand == coding.guid


def test_one_undo_takes_back_a_new_code_with_its_coding(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "paints stones"))
    press(window, Qt.Key.Key_I, CTRL)

    press(window, Qt.Key.Key_Z, CTRL)

    assert kept(small) == []
    assert "paints stones" not in [c.name for c in small.project.ask(lists.codes, small.ana)]


def test_ctrl_n_names_a_code_without_words(window: MainWindow, small: Small) -> None:
    press(window, Qt.Key.Key_N, CTRL)
    press(window, "loyalty")
    press(window, Qt.Key.Key_Return)

    names = [code.name for code in small.project.ask(lists.codes, small.ana)]
    assert "loyalty" in names
    assert not kept(small)


def test_n_and_p_go_from_coding_to_coding(window: MainWindow, small: Small) -> None:
    for said in ("stones", "a shop"):
        window.view.select(words(window, said))
        press(window, "t")
    first, second = kept(small)

    press(window, "p")
    assert window.view.coding_in_hand == first.guid
    press(window, "n")

    assert window.view.coding_in_hand == second.guid


def test_the_docks_show_the_coding_in_hand(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "stones"))

    press(window, "2")
    QApplication.processEvents()

    assert [coding.code_name for coding in window.here.model.records] == ["relatability capital"]
    assert window.definition.code is not None
    assert window.definition.code.guid == small.codes["relatability capital"]
    current = window.codebook.current()
    assert current is not None
    assert current.guid == small.codes["relatability capital"]


def test_counts_follow_in_the_lists(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "stones"))
    press(window, "t")

    window.refresh()

    index = window.codebook.model.index_of(small.codes["Outcomes"])
    assert "1 coding" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert window.documents.model.records[0].codings == 1
    assert window.status.codings.text() == "1 coding"


def test_enter_in_the_codebook_codes_the_words(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "stones"))
    window.codebook.set_current(small.codes["trust"])
    window.codebook.tree.setFocus()

    press(window, Qt.Key.Key_Return)

    assert [coding.code_name for coding in kept(small)] == ["trust"]


def test_a_click_on_a_code_codes_only_a_selection(
    window: MainWindow, small: Small, qtbot: QtBot
) -> None:
    tree = window.codebook.tree
    index = window.codebook.model.index_of(small.codes["trust"])
    place = tree.visualRect(index).center()

    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert not kept(small)
    window.view.select(words(window, "stones"))
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert [coding.code_name for coding in kept(small)] == ["trust"]


def test_a_dropped_code_codes_the_words(window: MainWindow, small: Small) -> None:
    window.view.code_dropped.emit(small.codes["trust"], words(window, "stones"))

    assert [coding.span for coding in kept(small)] == [words(window, "stones")]


def test_another_coder_does_not_change_what_is_not_hers(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "stones"))
    press(window, "t")
    window.workspace.set_viewer(small.ben)
    window.centre.head.choose(CodingsShown(everybody=True))
    (coding,) = kept(small)
    window.view.take_in_hand(coding.guid)

    press(window, Qt.Key.Key_Delete)

    assert kept(small) == [coding]
    assert "Ana Ruiz" in window.status.sentence


def test_only_the_coders_own_codings_are_shown_at_first(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "stones"))
    press(window, "t")

    window.workspace.set_viewer(small.ben)
    assert not window.view.codings()
    window.centre.head.choose(CodingsShown(everybody=True))

    assert len(window.view.codings()) == 1


def test_mark_done_is_the_coders_own(window: MainWindow, small: Small) -> None:
    press(window, Qt.Key.Key_D, CTRL | SHIFT)

    rows = small.project.ask(lists.documents, small.ana)
    assert [row.status for row in rows] == ["done", None]
    assert window.served["transcript.done"].isChecked()


def test_find_counts_and_goes_round(window: MainWindow) -> None:
    press(window, Qt.Key.Key_F, CTRL)
    press(window, "she")

    assert window.centre.find_bar.count.text() == "1 of 2"
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Return)
    assert window.centre.find_bar.count.text() == "1 of 2"
    press(window, Qt.Key.Key_Escape)

    assert not window.centre.find_bar.isVisible()
    assert window.view.selection() is not None


def test_what_another_window_did_is_seen(window: MainWindow, small: Small) -> None:
    small.project.run(
        codings.apply_code,
        document=small.document,
        wording=window.transcripts.record.wording,  # type: ignore[union-attr]
        code=small.codes["trust"],
        span=words(window, "stones"),
        coder=small.ana,
    )

    window.workspace.changed.emit(_all_codings(small))

    assert len(window.view.codings()) == 1


def _all_codings(small: Small) -> Any:
    from coder_app.core.records import Changes

    guids = frozenset(coding.guid for coding in kept(small))
    return Changes(guids={"coding": guids}, documents=frozenset({small.document}))


def test_everything_is_there_again_after_a_restart(open_again: Any) -> None:
    window, small = open_again()
    window.open_document(small.other)
    window.view.select(words(window, "cakes"))
    press(window, "t")
    press(window, "m")
    press(window, "Cakes, not stones")
    window.panels.toggle("right")
    window.view.set_zoom(1.21)

    window, small = open_again()

    assert window.transcripts.record is not None
    assert window.transcripts.record.guid == small.other
    (coding,) = window.view.codings()
    assert (coding.code_name, coding.memo) == ("trust", "Cakes, not stones")
    assert not window.panels.is_open("right")
    assert window.view.zoom == pytest.approx(1.21)
    window.actions_made.undo()
    window.actions_made.undo()
    assert not window.view.codings()


def test_the_keys_page_is_made_from_the_table(window: MainWindow) -> None:
    from coder_app.ui.popups.keys import KeysPage

    press(window, Qt.Key.Key_F1)

    (page,) = window.findChildren(KeysPage)
    model = page.table.model()
    shown = {model.index(row, 1).data() for row in range(model.rowCount())}
    assert {"Undo", "Same code again", "Mark done"} <= shown
    page.close()


def test_a_changed_key_works_in_the_text(window: MainWindow, small: Small) -> None:
    window.served.set_keys({"code.repeat": "G"})
    window.view.select(words(window, "stones"))
    press(window, "t")
    window.view.select(words(window, "a shop"))

    press(window, "g")

    assert len(kept(small)) == 2


def test_removing_a_code_asks_with_what_hangs_on_it(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "stones"))
    press(window, "t")
    window.refresh()
    code = window.coding.code(small.codes["trust"])
    assert code is not None

    question = window.codes.ask_to_remove(code)
    said = [label.text() for label in question.findChildren(QWidget) if hasattr(label, "text")]
    assert any("Ana Ruiz 1" in text for text in said)
    question.go.click()

    assert not kept(small)
    window.workspace.undo()
    assert len(kept(small)) == 1


def test_merging_moves_the_codings(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "stones"))
    press(window, "t")
    window.codebook.set_current(small.codes["trust"])

    window.served["codebook.merge"].trigger()
    press(window, "direct")
    press(window, Qt.Key.Key_Return)
    from coder_app.ui.popups.question import Question

    (question,) = window.findChildren(Question)
    question.go.click()

    assert [coding.code_name for coding in kept(small)] == ["direct engagement"]


@pytest.mark.parametrize("side", ["left", "right", "bottom"])
def test_panel_switches_open_and_close(window: MainWindow, side: str) -> None:
    before = window.panels.is_open(side)

    window.served[f"view.{side}"].trigger()

    assert window.panels.is_open(side) is not before
    assert window.served[f"view.{side}"].isChecked() is not before


def test_segments_of_the_code_in_hand_are_listed(
    window: MainWindow, small: Small, qtbot: QtBot
) -> None:
    window.view.select(words(window, "stones"))
    press(window, "t")
    window.refresh()

    window.open_segments()
    qtbot.waitUntil(lambda: len(window.retrieved.model.records) == 1)

    assert window.retrieved.model.records[0].text == "stones"
    window.view.take_in_hand(None)
    window.retrieved.list.clicked.emit(window.retrieved.model.index(0, 0))
    assert window.view.coding_in_hand == kept(small)[0].guid


def test_context_menus_hold_only_what_fits(window: MainWindow, small: Small) -> None:
    window.view.select(words(window, "stones"))
    press(window, "2")
    coding = kept(small)[0].guid

    texts = [a.text() for a in window.menus.text_menu(None, coding).actions() if a.text()]

    assert "Other code" in texts
    assert "Weight" in texts
    assert "New code from the words" not in texts


def test_every_control_has_a_name(window: MainWindow) -> None:
    from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit

    nameless = [
        widget
        for kind in (QAbstractButton, QLineEdit, QAbstractItemView)
        for widget in window.findChildren(kind)
        if not widget.objectName().startswith("qt_")
        and widget.isVisibleTo(window)
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]

    assert not nameless


def test_the_text_says_places_for_popups_inside_the_window(
    window: MainWindow, small: Small
) -> None:
    window.view.select(words(window, "stones"))

    press(window, Qt.Key.Key_Space)

    palette = window.palettes.palette
    assert window.rect().contains(palette.geometry())
    _, tail = window.view.passage_rect(words(window, "stones"))
    assert palette.mapToGlobal(QPoint(0, 0)).y() > tail.y()


def test_a_reader_is_told_why_she_does_not_code(window: MainWindow, small: Small) -> None:
    small.project.run(people.set_role, coder=small.ben, role="reader")
    window.workspace.set_viewer(small.ben)
    window.view.select(words(window, "stones"))

    press(window, "t")

    assert not kept(small)
    assert "reader" in window.status.sentence


def test_added_transcripts_are_told_with_the_way_back(window: MainWindow, small: Small) -> None:
    window.project.imported.emit([small.document])

    assert window.centre.toast.sentence == "Added 1 transcript."


def test_a_dropped_project_of_another_program_is_brought_in(
    window: MainWindow, qtbot: QtBot
) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in ("/data/a.txt", "/data/b.qdpx")])
    event = QDropEvent(
        QPoint(5, 5).toPointF(),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    with qtbot.waitSignal(window.bring_requested) as brought:
        window.dropEvent(event)

    assert brought.args == [Path("/data/b.qdpx")]
