# SPDX-License-Identifier: MIT
"""Disagreements as a list: which are looked at, and what a row says."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QListView

from coder_app.core.records import DisagreementKind, ReviewItem
from coder_app.ui.models.review import (
    Kinds,
    ReviewDelegate,
    ReviewFilter,
    ReviewList,
    kind_in_words,
    place_in_words,
    same_item,
    title_in_words,
    where_in_words,
)


@pytest.fixture
def codes(differ):
    return {differ.guid(name): differ.code(name) for name in ("trust", "belonging")}


@pytest.fixture
def missed(differ):
    return differ.item(differ.mark("Ana", 0, 9), silent=("Ben", "Chika"))


@pytest.fixture
def other(differ):
    kind = DisagreementKind.OTHER_CODE
    marks = differ.mark("Ana", 20, 30), differ.mark("Ben", 24, 36, "belonging")
    return differ.item(*marks, kind=kind)


@pytest.fixture
def border(differ):
    marks = differ.mark("Ana", 40, 50), differ.mark("Ben", 40, 60)
    return differ.item(*marks, kind=DisagreementKind.BORDER, document=differ.guid("P08"))


def test_a_row_says_how_coders_differ_from_the_side_of_a_code(
    differ, codes, missed, other, border
) -> None:
    assert kind_in_words(missed, codes) == "missed by two"
    assert kind_in_words(border, codes) == "other borders"
    assert kind_in_words(other, codes) == "or belonging"
    assert kind_in_words(other, codes, differ.guid("belonging")) == "or trust"
    versions = differ.item(
        differ.mark("Ana", 0, 9), differ.mark("Ben", 0, 9, version=3), kind=DisagreementKind.VERSION
    )
    assert kind_in_words(versions, codes) == "coded under v1 and v3"


def test_a_list_of_all_codes_names_the_code(differ, codes, missed, other) -> None:
    about = differ.guid("trust")
    assert title_in_words(missed, codes) == "trust"
    assert title_in_words(other, codes) == "trust or belonging"
    assert title_in_words(missed, codes, about) == "missed by two"
    assert title_in_words(missed, {}) == "a code that is gone"
    assert where_in_words(missed, codes) == "missed by two · P07 Marisol · line 48"
    assert where_in_words(other, codes) == "another code · P07 Marisol · line 48"
    assert where_in_words(missed, codes, about) == "P07 Marisol · line 48"


def test_a_settled_row_says_so(differ, missed) -> None:
    settled = replace(missed, decision=differ.decided(missed))

    assert place_in_words(settled) == "P07 Marisol · line 48 · settled"


def test_filters_narrow_by_code_coder_transcript_and_size(differ, missed, other, border) -> None:
    everything = [missed, other, border]

    def kept(**wanted: object) -> list[ReviewItem]:
        chosen = ReviewFilter(**wanted)  # type: ignore[arg-type]
        return [one for one in everything if chosen.holds(one)]

    assert kept() == everything
    assert kept(code=differ.guid("belonging")) == [other]
    assert kept(missed_by=differ.guid("Chika")) == [missed]
    assert kept(marked_by=differ.guid("Ben")) == [other, border]
    assert kept(document=differ.guid("P08")) == [border]
    assert kept(least_words=8) == []


def test_every_kind_of_disagreement_has_a_button(differ) -> None:
    one = differ.item(differ.mark("Ana", 0, 9))
    for kind in DisagreementKind:
        found = [k for k in Kinds if k.holds(replace(one, kind=kind))]
        assert len(found) == 2
        assert found[0] is Kinds.ALL


def test_the_same_passage_is_known_again_after_it_was_settled(differ, missed, other) -> None:
    assert same_item(missed, replace(missed, decision=differ.decided(missed)))
    assert not same_item(missed, other)


@pytest.fixture
def model(look, qtbot, codes, missed, other, border) -> ReviewList:
    made = ReviewList()
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    made.show([missed, other, border], codes)
    return made


def test_the_model_finds_rows_again(model: ReviewList, differ, other) -> None:
    assert model.rowCount() == 3
    assert model.row_of(replace(other, decision=differ.decided(other))) == 1
    assert model.row_of(differ.item(differ.mark("Ana", 1, 2))) == -1
    assert model.item_at(7) is None
    assert model.data(QModelIndex()) is None


def test_a_reader_hears_code_kind_and_place(model: ReviewList, differ, codes, missed) -> None:
    model.show([missed], codes, differ.guid("trust"))

    heard = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)

    assert heard == "trust. missed by two · P07 Marisol · line 48"
    assert model.index(0).data() == "missed by two"


def test_rows_are_painted_settled_or_not(model: ReviewList, qtbot, differ, missed, other) -> None:
    model.show([missed, replace(other, decision=differ.decided(other))], {})
    view = QListView()
    qtbot.addWidget(view)
    view.setItemDelegate(ReviewDelegate(view))
    view.setModel(model)
    view.resize(200, 120)

    assert not view.grab().isNull()
