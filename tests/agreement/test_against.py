# SPDX-License-Identifier: MIT
"""What a coder found of the consensus, and what she marked beyond it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.agreement.against import AgainstRow, against
from coder_app.agreement.units import CodedDocument, Unit, cut

Marked = dict[str, dict[str, list[tuple[int, int]]]]


def rows(
    *documents: Marked, unit: Unit = Unit.CHARACTER
) -> dict[tuple[str, str | None], AgainstRow]:
    ratings = cut(
        [
            CodedDocument(key=n, name=str(n), length=100, coders=tuple(marked), spans=marked)
            for n, marked in enumerate(documents)
        ],
        codes=["x", "y"],
        coders=["Ana", "Ben", "Consensus"],
        unit=unit,
    )
    return {(str(row.coder), row.code): row for row in against(ratings, "Consensus")}


def counts(row: AgainstRow) -> tuple[int, int, int, int]:
    return row.true_positives, row.false_positives, row.false_negatives, row.true_negatives


def test_hits_and_misses_are_counted_in_units() -> None:
    found = rows({"Ana": {"x": [(0, 30)]}, "Consensus": {"x": [(10, 50)], "y": [(0, 5)]}})

    row = found["Ana", "x"]
    assert counts(row) == (20, 10, 20, 50)
    assert row.accuracy.value == pytest.approx(0.7)
    assert row.precision.value == pytest.approx(20 / 30)
    assert row.recall.value == pytest.approx(20 / 40)
    assert row.f1.value == pytest.approx(40 / 70)
    assert counts(found["Ana", None]) == (20, 10, 25, 145)


def test_documents_that_only_one_of_them_rated_do_not_count() -> None:
    both: Marked = {"Ana": {"x": [(0, 30)]}, "Consensus": {"x": [(0, 30)]}}

    found = rows(both, {"Ana": {"x": [(0, 9)]}}, {"Consensus": {"x": [(0, 9)]}})

    assert counts(found["Ana", "x"]) == (30, 0, 0, 70)
    assert found["Ana", "x"].f1.value == 1


def test_each_share_of_nothing_says_why() -> None:
    found = rows({"Ana": {"x": [(0, 5)]}, "Consensus": {}})
    nothing, only_hers, never = found["Ana", "y"], found["Ana", "x"], found["Ben", "x"]

    assert only_hers.recall.reason == "The reference does not have it."
    assert only_hers.precision.value == only_hers.f1.value == 0
    assert nothing.precision.reason == "The coder did not mark anything with it."
    assert nothing.f1.reason == "Neither coder nor reference has it."
    assert nothing.accuracy.value == 1
    for figure in (never.accuracy, never.precision, never.recall, never.f1):
        assert figure.reason == "Coder and reference have no document in common."


def test_a_document_is_one_unit() -> None:
    found = rows(
        {"Ana": {"x": [(0, 5)]}, "Consensus": {"x": [(60, 80)]}},
        {"Ana": {}, "Consensus": {"x": [(0, 1)]}},
        unit=Unit.DOCUMENT,
    )

    assert counts(found["Ana", "x"]) == (1, 0, 1, 0)


stretches = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 40)).map(lambda s: (s[0], s[0] + s[1])), max_size=4
)


@given(stretches, stretches)
def test_precision_of_one_is_recall_of_the_other(
    hers: list[tuple[int, int]], right: list[tuple[int, int]]
) -> None:
    one = rows({"Ana": {"x": hers}, "Consensus": {"x": right}})["Ana", "x"]
    other = rows({"Ana": {"x": right}, "Consensus": {"x": hers}})["Ana", "x"]

    assert one.precision.value == other.recall.value
    assert one.f1.value == other.f1.value
    assert sum(counts(one)) == 100
    letters = [{at for start, end in some for at in range(start, end)} for some in (hers, right)]
    assert one.true_positives == len(letters[0] & letters[1])
