# SPDX-License-Identifier: MIT
"""Passages on which coders differ, as a list."""

from __future__ import annotations

from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListView

from coder_app.agreement.disagreements import Disagreement, DisagreementKind
from coder_app.core.spans import Span
from coder_app.ui.models.passages import PASSAGE_ROLE, PassageDelegate, PassageList, in_words

DOCUMENT = uuid4()
TEXT = "She answers\n  everybody 😀 and I trust her."


def _found(start: int = 0, end: int = 25) -> Disagreement:
    return Disagreement(
        document=DOCUMENT,
        start=start,
        end=end,
        code="trust",
        coders_yes=("a",),
        coders_no=("b", "c"),
        kind=DisagreementKind.MISSING,
        units=1,
    )


def _describe(found: Disagreement):
    names = {"a": "Ana", "b": "Ben", "c": "Chika"}
    return in_words(found, names, {DOCUMENT: "P07"}, TEXT, 3)


def test_a_passage_is_told_in_words_on_one_line() -> None:
    passage = _describe(_found())

    assert passage.words == "She answers everybody 😀"
    assert passage.where == "P07 · line 3"
    assert passage.who == "Ana, not Ben, Chika · missed by one"
    assert passage.span == Span(0, 25)


@pytest.fixture
def passages(look, qtbot):
    asked: list[int] = []

    def describe(found: Disagreement):
        asked.append(found.start)
        return _describe(found)

    made = PassageList(describe)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made, asked


def test_a_reader_hears_words_place_and_coders(passages) -> None:
    passages[0].show([_found()])

    heard = passages[0].index(0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert heard == "She answers everybody 😀. P07 · line 3. Ana, not Ben, Chika · missed by one"
    assert passages[0].index(0).data(PASSAGE_ROLE).document == DOCUMENT


def test_only_what_comes_into_view_is_put_into_words(look, qtbot) -> None:
    asked: list[int] = []

    def describe(found: Disagreement):
        asked.append(found.start)
        return _describe(found)

    view = QListView()
    qtbot.addWidget(view)
    view.setUniformItemSizes(True)
    view.setItemDelegate(PassageDelegate(view))
    model = PassageList(describe, view)
    view.setModel(model)
    model.show([_found(n, n + 1) for n in range(1000)])
    view.resize(400, 300)
    view.show()
    qtbot.waitExposed(view)
    view.grab()

    assert 0 < len(set(asked)) < 30
