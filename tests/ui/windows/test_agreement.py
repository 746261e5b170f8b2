# SPDX-License-Identifier: MIT
"""Agreement answers for two coders and more, and says what to do where it cannot."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDateTime, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QPushButton

from coder_app.agreement.diagnosis import Bands
from coder_app.agreement.intervals import Method
from coder_app.agreement.measures import Measure
from coder_app.agreement.units import Unit
from coder_app.core.spans import Span
from coder_app.operations import codebook, codings, people, projects, rounds
from coder_app.queries import document
from coder_app.ui.choices import choose
from coder_app.ui.models.agreement_rows import By
from coder_app.ui.windows.agreement import AgreementWindow
from coder_app.ui.windows.agreement_choices import NOW

TRUST = "I trust her"


@pytest.fixture
def code(workspace, small):
    def run(coder, name: str, words: str) -> None:
        record = workspace.ask(document.open_document, coder, small.document)
        start = record.text.index(words)
        workspace.run(
            codings.apply_code,
            document=small.document,
            wording=record.wording,
            code=small.codes[name],
            span=Span(start, start + len(words)),
            coder=coder,
        )

    return run


@pytest.fixture
def done(workspace, small, code):
    """Ana and Ben are done with the first transcript; they differ on trust."""
    code(small.ana, "trust", TRUST)
    code(small.ana, "perceived accessibility", "She answers everybody")
    code(small.ben, "perceived accessibility", "answers everybody")
    for coder in (small.ana, small.ben):
        workspace.run(people.mark_done, document=small.document, coder=coder)


@pytest.fixture
def opened(workspace, qtbot):
    def make() -> AgreementWindow:
        window = AgreementWindow(workspace)
        qtbot.addWidget(window)
        window.show()
        _wait(window, qtbot)
        return window

    return make


def _texts(window) -> list[str]:
    return [one.text() for one in window.findChildren(QLabel) if one.isVisible()]


def _wait(window, qtbot) -> None:
    qtbot.wait(80)  # the window lets several wishes settle into one question
    qtbot.waitUntil(lambda: "Counting …" not in _texts(window), timeout=5000)


def _button(window, text: str) -> QPushButton:
    buttons = window.findChildren(QPushButton)
    return next(b for b in buttons if text in (b.text(), b.accessibleName()) and b.isVisible())


def _choose(window, button: str, entry: str) -> None:
    actions = _button(window, button).menu().actions()
    next(action for action in actions if action.text() == entry).trigger()


def _rows(window) -> list[list[str]]:
    order = window.view.order
    columns = range(order.columnCount())
    return [[order.index(r, c).data() for c in columns] for r in range(order.rowCount())]


def test_where_nobody_is_done_the_window_says_so_and_offers_the_unfinished(
    opened, code, small, qtbot
) -> None:
    code(small.ana, "trust", TRUST)
    code(small.ben, "trust", TRUST)
    window = opened()
    assert "No transcript is marked done by two of these coders" in _texts(window)

    _button(window, "Count unfinished ones").click()
    _wait(window, qtbot)

    assert window.question.unfinished.isChecked()
    assert any(text.startswith("As it stands now, unfinished ones too") for text in _texts(window))
    assert _rows(window)[0][0] == "all codes, pooled"


def test_coders_without_a_common_transcript_are_sent_to_who_codes_what(opened, qtbot) -> None:
    window = opened()
    window.question.unfinished.setChecked(True)
    _wait(window, qtbot)

    with qtbot.waitSignal(window.people_requested) as heard:
        _button(window, "Who codes what").click()

    assert heard.args == ["assignments"]


def test_one_coder_alone_is_told_to_add_another(opened, workspace, small, qtbot) -> None:
    workspace.run(people.remove_coder, coder=small.ben)
    window = opened()
    assert "One coder alone cannot agree" in _texts(window)

    with qtbot.waitSignal(window.people_requested) as heard:
        _button(window, "Add a coder").click()

    assert heard.args == ["coders"]


def test_two_coders_are_compared_by_code(opened, done) -> None:
    window = opened()

    assert "As it stands now: 1 transcript, 2 coders, 2 turns compared." in _texts(window)
    rows = {row[0]: row for row in _rows(window)}
    assert rows["trust"][1:3] == ["1", "0"]
    assert rows["trust"][-1] == "1"
    assert rows["perceived accessibility"][3:7] == ["100 %", "1.00", "1.00", "1.000"]
    assert rows["direct engagement"][3:8] == ["–"] * 5


def test_three_coders_have_three_pairs_and_a_row_leads_to_its_matrix(
    opened, done, workspace, small
) -> None:
    chika = workspace.run(people.add_coder, name="Chika")
    workspace.run(people.mark_done, document=small.document, coder=chika)
    window = opened()

    window.by.setCurrentIndex(list(By).index(By.PAIR))
    names = [row[0] for row in _rows(window)]
    assert sorted(names[1:]) == ["Ana Ruiz – Ben", "Ana Ruiz – Chika", "Ben – Chika"]
    window.view.choose((small.ben, chika))

    assert window.below.matrix.pair.currentText() == "Ben – Chika"
    assert "Ben called it" in _texts(window)


def test_a_click_on_differ_goes_to_the_passages_and_a_passage_to_the_text(
    opened, done, small, qtbot
) -> None:
    window = opened()
    window.view.choose(small.codes["trust"])
    index = window.view.currentIndex().siblingAtColumn(window.view.table.columns_number - 1)
    middle = window.view.visualRect(index).center()

    QTest.mouseClick(window.view.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    passages = next(
        v
        for v in window.findChildren(QListView)
        if v.accessibleName() == "Passages on which they differ"
    )
    assert window.below.currentWidget() is passages
    with qtbot.waitSignal(window.passage_requested) as heard:
        QTest.mouseClick(passages.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(20, 10))

    document_guid, span = heard.args
    assert document_guid == small.document
    assert isinstance(span, Span)
    assert "Ana Ruiz, not Ben" in passages.model().index(0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_enter_on_a_row_goes_to_its_passages(opened, done, small, qtbot) -> None:
    window = opened()
    window.view.choose(small.codes["trust"])
    window.view.setFocus()

    with qtbot.waitSignal(window.view.passages_requested):
        QTest.keyClick(window.view, Qt.Key.Key_Return)


def test_another_unit_asks_again(opened, done, qtbot) -> None:
    window = opened()

    choose(window.question.unit, Unit.WORD)
    _wait(window, qtbot)

    assert any("words compared" in text for text in _texts(window))


def test_a_new_coding_shows_and_the_chosen_code_stays_chosen(
    opened, done, code, small, qtbot
) -> None:
    window = opened()
    window.view.choose(small.codes["trust"])

    code(small.ben, "trust", TRUST)
    _wait(window, qtbot)

    assert window.view.current().row.key == small.codes["trust"]
    assert window.view.current().row.differing == 0
    assert not any(
        b.text().startswith("Look at") and b.isVisible() for b in window.findChildren(QPushButton)
    )


def test_without_codes_the_window_says_what_to_choose(opened, done, qtbot) -> None:
    window = opened()

    window.question.codes.menu().actions()[1].trigger()
    _wait(window, qtbot)

    assert "Choose at least one code." in _texts(window)


def test_a_coder_who_comes_later_is_counted_and_one_unticked_stays_out(
    opened, done, workspace, small, qtbot
) -> None:
    window = opened()
    window.question.coders.menu().actions()[-1].trigger()  # Ben out

    chika = workspace.run(people.add_coder, name="Chika")
    _wait(window, qtbot)

    assert window.question.coders.chosen() == [small.ana, chika]


def test_the_table_is_copied_with_what_a_reader_must_know(opened, done) -> None:
    window = opened()

    _choose(window, "Export", "Copy the table")

    lines = QGuiApplication.clipboard().text().splitlines()
    assert lines[0].split("\t")[:3] == ["Code", "Ana Ruiz", "Ben"]
    assert lines[1].split("\t")[0] == "all codes, pooled"
    assert any("interviewer" in line for line in lines)


def test_narrow_windows_have_no_sideways_scroll_bar(opened, done, qtbot) -> None:
    window = opened()

    window.resize(700, 700)
    qtbot.wait(20)

    assert not window.view.horizontalScrollBar().isVisible()


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_rows_lie_on_the_paper_of_the_theme_in_force(opened, done, look, scheme) -> None:
    window = opened()

    look.use(scheme)
    row = window.view.visualRect(window.view.order.index(2, 0))
    painted = window.view.viewport().grab().toImage().pixelColor(row.left() + 2, row.center().y())

    assert painted.name() == look.colour("paper").name()
    look.use("light")


# ---- choosing


def test_another_measure_is_chosen_with_keys_and_explains_itself(opened, done, qtbot) -> None:
    window = opened()
    window.question.measure.setFocus()

    while window.question.measure.currentData() != Measure.AC1:
        QTest.keyClick(window.question.measure, Qt.Key.Key_Down)
    _wait(window, qtbot)

    assert window.view.table.columns[5:7] == ("AC1", "95 % interval")
    assert any("rare code" in text and "Gwet 2008" in text for text in _texts(window))
    assert "Gwet 2008" in window.question.measure.accessibleDescription()


def test_what_has_the_focus_is_explained_in_the_line_below(opened, done, qtbot) -> None:
    window = opened()
    window.activateWindow()

    window.question.documents.setFocus()
    qtbot.waitUntil(lambda: any("marked done are compared" in t for t in _texts(window)))

    window.question.unit.setFocus()
    qtbot.waitUntil(lambda: any("until somebody else speaks" in t for t in _texts(window)))


def test_rarely_used_choices_stay_behind_more_which_counts_them(opened, done, qtbot) -> None:
    window = opened()
    assert not window.question.seed.isVisible()

    window.question.more.click()
    assert window.question.seed.isVisible()
    choose(window.question.method, Method.NONE)
    window.question.interviewer.setChecked(True)
    window.question.more.click()
    _wait(window, qtbot)

    assert window.question.more.text() == "More (2) …"
    assert not window.question.seed.isEnabled()
    assert window.report.with_interviewer


def test_units_that_take_a_number_ask_for_it(opened, done, qtbot) -> None:
    window = opened()
    assert not window.question.overlap.isVisible()

    choose(window.question.unit, Unit.PASSAGE)
    window.question.overlap.setText("80")
    window.question.overlap.editingFinished.emit()
    _wait(window, qtbot)

    assert window.question.overlap.isVisible()
    assert "80 %" in window.report.rule


def test_other_lines_are_drawn_without_counting_again(opened, done, monkeypatch) -> None:
    window = opened()
    monkeypatch.setattr(window._workspace, "compute", None)

    choose(window.question.lines, Bands.NONE)

    assert window.view.axis.bands is Bands.NONE
    assert any("speak for themselves" in text for text in _texts(window))


@pytest.mark.parametrize("by", [By.FAMILY, By.DOCUMENT, By.PERIOD])
def test_every_other_view_has_rows_with_all_codes_on_top(opened, done, by) -> None:
    window = opened()

    window.by.setCurrentIndex(list(By).index(by))

    rows = _rows(window)
    assert rows[0][0] == "all codes, pooled"
    assert len(rows) > 1
    assert window.view.table.columns[0] == by.head


def test_tab_goes_from_the_question_to_rows_table_matrix_and_explanation(
    opened, done, qtbot
) -> None:
    window = opened()
    window.activateWindow()
    window.question.more.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window.question.more)

    passed = []
    for _ in range(5):
        window.focusNextPrevChild(True)
        passed.append(QApplication.focusWidget().accessibleName())

    assert passed == [
        "Rows of the table",
        "Agreement",
        "More about the figures",
        "Who called it what",
        "What the row says, and how it was counted",
    ]


def test_the_matrix_is_walked_with_keys_and_copied(opened, done, qtbot) -> None:
    window = opened()
    matrix = window.below.matrix.view
    matrix.setFocus()

    QTest.keyClick(matrix, Qt.Key.Key_Right)
    spoken = matrix.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    QTest.keySequence(matrix, "Ctrl+C")

    assert spoken == "Ana Ruiz called it trust, Ben nothing else: 1"
    assert QGuiApplication.clipboard().text().startswith("Ana Ruiz \\ Ben\ttrust")


# ---- nobody sees what she may not


def test_another_coder_at_work_sees_nothing_of_what_was_shown(
    opened, done, workspace, small
) -> None:
    workspace.run(people.assign, coder=small.ben, document=small.document, blind=True)
    window = opened()

    workspace.set_viewer(small.ben)

    assert window.report is None
    assert not window.view.isVisible()


def test_switched_off_the_window_says_so_and_why(opened, done, workspace, qtbot) -> None:
    window = opened()

    workspace.run(projects.switch_agreement, off="reflexive analysis")
    _wait(window, qtbot)

    said = "Agreement is switched off in this project: reflexive analysis."
    assert said in _texts(window)
    assert not _button(window, "Export").isEnabled()


# ---- frozen


@pytest.fixture
def closed(workspace, done, small):
    """A closed round; after it Ben thinks again."""
    given = {"coders": [small.ana, small.ben], "documents": [small.document]}
    return workspace.run(rounds.close_round, name="round 1", **given)


def test_frozen_figures_stand_with_a_lock_beside_those_of_now(
    opened, closed, code, small, qtbot
) -> None:
    code(small.ben, "trust", TRUST)
    window = opened()

    _button(window, "Frozen figures").click()
    _wait(window, qtbot)

    assert window.head.sentence.startswith("Frozen on ")
    assert "before anybody talked. 1 transcript, 2 coders, codebook v1." in window.head.sentence
    columns = window.view.table.columns
    trust = next(row for row in _rows(window) if row[0] == "trust")
    assert trust[2] == "0"
    assert trust[columns.index("Now")] == "1.000"
    assert trust[columns.index("Alpha")] != "1.000"
    assert not window.question.unit.isVisible()  # what was asked then is settled
    assert any("they answer the question asked then" in text for text in _texts(window))


def test_figures_after_settling_come_back_with_a_button(opened, closed, qtbot) -> None:
    window = opened()
    _button(window, "Frozen figures").click()
    _wait(window, qtbot)

    _button(window, "Figures after settling").click()
    _wait(window, qtbot)

    assert window.question.chosen_moment() == NOW
    assert window.head.sentence.startswith("As it stands now")
    assert window.question.unit.isVisible()


def test_a_moment_before_the_last_coding_is_read_from_the_history(
    opened, done, code, workspace, small, qtbot
) -> None:
    workspace.run(codebook.freeze_version, reason="clearer trust")
    code(small.ben, "trust", TRUST)
    window = opened()
    assert next(row for row in _rows(window) if row[0] == "trust")[2] == "1"

    place = next(n for n in range(9) if "v2" in window.question.moment.itemText(n))
    window.question.moment.setCurrentIndex(place)
    _wait(window, qtbot)

    assert window.head.sentence.startswith("As it stood on ")
    assert next(row for row in _rows(window) if row[0] == "trust")[2] == "0"


def test_a_date_can_be_asked_for(opened, done, qtbot) -> None:
    window = opened()
    window.question.more.click()
    moment = window.question.moment
    moment.setCurrentIndex(moment.count() - 1)
    assert window.question.date.isVisible()

    window.question.date.setDateTime(QDateTime.currentDateTime().addYears(-1))
    window.question.date.editingFinished.emit()
    _wait(window, qtbot)

    assert window.report is None
    assert not window.view.isVisible()


# ---- long work


def test_what_takes_long_can_be_stopped(opened, done, monkeypatch, qtbot) -> None:
    window = opened()
    held = []
    monkeypatch.setattr(
        window._workspace, "compute", lambda work, **kw: held.append((work, kw)) or 1
    )
    choose(window.question.unit, Unit.WORD)
    qtbot.waitUntil(lambda: bool(held))
    assert window.view.isVisible()  # nothing changes for a moment

    qtbot.waitUntil(window._waiting.isVisible, timeout=2000)
    assert any(text.startswith("Counting, with") for text in _texts(window))
    qtbot.waitUntil(_button_is_there(window, "Stop"), timeout=4000)
    _button(window, "Stop").click()

    assert window.view.isVisible()
    assert window.head.sentence == "Stopped. The figures answer the question before."


def _button_is_there(window, text: str):
    def look() -> bool:
        buttons = window.findChildren(QPushButton)
        return any(b.text() == text and b.isVisible() for b in buttons)

    return look


# ---- to the review


def test_where_a_review_is_served_the_link_leads_there(opened, done, small, qtbot) -> None:
    window = opened()
    heard = []
    window.review_requested.connect(heard.append)
    window.view.choose(small.codes["trust"])

    _button(window, "Look at 1 passage").click()
    window.by.setCurrentIndex(list(By).index(By.DOCUMENT))
    window.view.passages_requested.emit()

    assert heard == [small.codes["trust"], None]
