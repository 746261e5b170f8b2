# SPDX-License-Identifier: MIT
"""Where coders differ, and how."""

from __future__ import annotations

from typing import Any

import pytest

from coder_app.agreement.disagreements import Disagreement, DisagreementKind, find_disagreements
from coder_app.agreement.units import CodedDocument, Stretch, Unit, cut

TURNS = [(0, 10), (10, 20), (20, 30), (30, 40)]
Marks = dict[str, dict[str, list[Stretch]]]


def differing(
    marks: Marks,
    unit: Unit = Unit.TURN,
    codes: tuple[str, ...] = ("trust", "belonging"),
    **more: Any,
) -> list[Disagreement]:
    document = CodedDocument(
        key="d", name="P01", length=40, coders=tuple(marks), spans=marks, units=TURNS, **more
    )
    ratings = cut([document], codes=codes, coders=["Ana", "Ben", "Chika"], unit=unit)
    return list(find_disagreements(ratings, codes))


def test_a_turn_that_one_marked_and_the_other_did_not_is_missed() -> None:
    assert differing({"Ana": {"trust": [(12, 15)]}, "Ben": {}}) == [
        Disagreement(
            document="d",
            start=10,
            end=20,
            code="trust",
            coders_yes=("Ana",),
            coders_no=("Ben",),
            kind=DisagreementKind.MISSING,
            units=1,
        )
    ]


def test_a_coder_who_is_missing_is_on_neither_side() -> None:
    [found] = differing({"Ana": {"trust": [(12, 15)]}, "Chika": {}, "Dora": {}})

    assert (found.coders_yes, found.coders_no) == (("Ana",), ("Chika",))


def test_who_marked_the_neighbouring_turn_drew_other_borders() -> None:
    found = differing({"Ana": {"trust": [(0, 20)]}, "Ben": {"trust": [(10, 30)]}})

    assert [(d.start, d.end, d.kind) for d in found] == [
        (0, 10, DisagreementKind.BORDER),
        (20, 30, DisagreementKind.BORDER),
    ]


def test_who_marked_a_turn_further_on_missed_this_one() -> None:
    found = differing({"Ana": {"trust": [(0, 10)]}, "Ben": {"trust": [(20, 30)]}})

    assert [d.kind for d in found] == [DisagreementKind.MISSING] * 2


def test_a_marking_in_another_document_or_code_is_no_neighbour() -> None:
    ends = CodedDocument(
        key=1, name="1", length=40, coders=("A", "B"), spans={"A": {"t": [(30, 40)]}}
    )
    begins = CodedDocument(
        key=2, name="2", length=40, coders=("A", "B"), spans={"B": {"t": [(0, 10)]}}
    )
    ratings = cut([ends, begins], codes=["t", "b"], coders=["A", "B"], unit=Unit.CHARACTER)

    assert [d.kind for d in find_disagreements(ratings, ["t", "b"])] == [
        DisagreementKind.MISSING
    ] * 2


def test_who_put_another_code_there_did_not_overlook_it() -> None:
    found = differing({"Ana": {"trust": [(0, 10)]}, "Ben": {"belonging": [(5, 10)]}})

    assert [(d.code, d.kind) for d in found] == [
        ("trust", DisagreementKind.OTHER_CODE),
        ("belonging", DisagreementKind.OTHER_CODE),
    ]


def test_a_second_code_that_both_gave_is_not_the_other_code() -> None:
    found = differing(
        {"Ana": {"trust": [(0, 10)], "belonging": [(0, 10)]}, "Ben": {"belonging": [(5, 10)]}}
    )

    assert [(d.code, d.kind) for d in found] == [("trust", DisagreementKind.MISSING)]


def test_neighbouring_characters_and_words_make_one_passage() -> None:
    marks: Marks = {"Ana": {"trust": [(5, 25)]}, "Ben": {}}

    [characters] = differing(marks, Unit.CHARACTER)
    [words] = differing(marks, Unit.WORD)

    assert (characters.start, characters.end, characters.units) == (5, 25, 20)
    assert (words.start, words.end, words.units) == (0, 30, 3)


@pytest.mark.parametrize("unit", [Unit.SENTENCE, Unit.TURN])
def test_neighbouring_sentences_and_turns_are_passages_of_their_own(unit: Unit) -> None:
    found = differing({"Ana": {"trust": [(5, 25)]}, "Ben": {}}, unit)

    assert [(d.start, d.end) for d in found] == TURNS[:3]


def test_the_order_of_codes_is_the_order_asked_for() -> None:
    marks: Marks = {"Ana": {"trust": [(0, 5)], "belonging": [(20, 25)]}, "Ben": {}}

    assert [d.code for d in differing(marks)] == ["trust", "belonging"]
    assert [d.code for d in differing(marks, codes=("belonging", "trust"))] == [
        "belonging",
        "trust",
    ]


def test_coders_who_agree_leave_nothing_to_look_at() -> None:
    assert differing({"Ana": {"trust": [(0, 5)]}, "Ben": {"trust": [(0, 9)]}}) == []


def test_no_documents_no_disagreements() -> None:
    assert list(find_disagreements(cut([], codes=[], coders=[], unit=Unit.TURN), [])) == []


def test_every_kind_has_its_words() -> None:
    assert [kind.words for kind in DisagreementKind] == [
        "missed by one",
        "other borders",
        "another code",
        "another weight",
        "another codebook version",
    ]
