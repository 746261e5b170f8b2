# SPDX-License-Identifier: MIT
"""Agreement answers for two coders and more, and says what to do where it cannot."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListView, QPushButton

from coder_app.agreement.units import Unit
from coder_app.core.spans import Span
from coder_app.operations import codings, people
from coder_app.queries import document
from coder_app.ui.choices import choose
from coder_app.ui.windows.agreement import AgreementWindow

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


def test_two_coders_are_compared_by_code_with_cohens_kappa(opened, done) -> None:
    window = opened()

    assert "As it stands now: 1 transcript, 2 coders, 2 turns compared." in _texts(window)
    rows = {row[0]: row for row in _rows(window)}
    assert rows["trust"][1:3] == ["1", "0"]
    assert rows["trust"][-1] == "1"
    assert rows["perceived accessibility"][3:5] == ["100 %", "1.000"]
    assert rows["direct engagement"][3] == "–"
    assert "Cohen" in window.view.table.columns[5]


def test_three_coders_get_fleiss_kappa(opened, done, workspace, small) -> None:
    chika = workspace.run(people.add_coder, name="Chika")
    workspace.run(people.mark_done, document=small.document, coder=chika)

    window = opened()

    assert "Fleiss" in window.view.table.columns[6]
    assert window.tabs.pairs.order.rowCount() == 3


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
    assert window.tabs.currentWidget() is passages
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

    _button(window, "Copy the table").click()

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
