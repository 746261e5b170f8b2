# SPDX-License-Identifier: MIT
"""Coded passages as units: found again or not, without correction for chance."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.agreement.coded_passages import matched
from coder_app.agreement.measures import Measure
from coder_app.agreement.report import AgreementReport, agreement_report
from coder_app.agreement.units import CodedDocument, Stretch, Unit

spans = st.integers(0, 30).flatmap(lambda a: st.integers(a + 1, 40).map(lambda b: (a, b)))


def report(*marks: dict[str, list[Stretch]], overlap: float = 0.5) -> AgreementReport:
    documents = [
        CodedDocument(
            key=n,
            name=str(n),
            length=100,
            coders=tuple(mine),
            spans={coder: {"trust": found} for coder, found in mine.items()},
            scope=[(0, 60), (70, 100)],
        )
        for n, mine in enumerate(marks)
    ]
    return agreement_report(
        documents,
        codes=["trust"],
        coders=["Ana", "Ben", "Chika"],
        unit=Unit.PASSAGE,
        measure=Measure.POSITIVE,
        overlap=overlap,
    )


def test_holstis_coefficient_is_twice_the_passages_found_by_both() -> None:
    row = report({"Ana": [(0, 10), (20, 30), (40, 50)], "Ben": [(1, 10), (45, 60)]}).by_code[0]

    assert row.positive.value == pytest.approx(2 * 1 / (3 + 2))
    assert row.percent.value == pytest.approx(1 / 4)
    assert (row.units, row.marked_by_all, row.differing) == (4, 1, 3)
    assert row.marked == (3, 2, 0)
    assert row.figure == row.positive


def test_chance_is_not_corrected_for_and_the_reason_is_given() -> None:
    row = report({"Ana": [(0, 10)], "Ben": [(0, 10)]}).by_code[0]

    assert row.alpha.value is None
    assert "nobody can count" in row.alpha.reason.casefold()
    assert row.ac1.reason == row.kappa.reason == row.alpha.reason


def test_the_share_that_passages_must_overlap_by_is_chosen() -> None:
    marks = {"Ana": [(0, 10)], "Ben": [(0, 6)]}

    assert report(marks, overlap=0.6).pooled.marked_by_all == 1
    assert report(marks, overlap=0.61).pooled.marked_by_all == 0


def test_three_coders_are_compared_pair_by_pair() -> None:
    row = report({"Ana": [(0, 10)], "Ben": [(0, 10)], "Chika": []}).pooled

    assert row.positive.value == pytest.approx(2 * 1 / (2 + 1 + 1))


def test_what_lies_out_of_scope_is_no_passage() -> None:
    row = report({"Ana": [(62, 68), (80, 90)], "Ben": [(80, 90)]}).pooled

    assert row.units == 1
    assert row.positive.value == 1.0


def test_intervals_come_from_whole_transcripts() -> None:
    some = [{"Ana": [(0, 10)], "Ben": [(0, 10 - n % 7)]} for n in range(12)]

    found = report(*some, overlap=0.7)

    assert found.pooled.interval.low is not None
    assert found.coverage.compared == found.pooled.units
    assert "50 %" not in found.rule
    assert "70 %" in found.rule


@settings(max_examples=80, deadline=None)
@given(st.lists(spans, max_size=5), st.lists(spans, max_size=5), st.floats(0.05, 1))
def test_matching_is_the_same_either_way_round(
    first: list[Stretch], second: list[Stretch], overlap: float
) -> None:
    found = matched(first, second, overlap)

    assert 0 <= found <= min(len(first), len(second))
    assert matched(first, first, overlap) == len(first)
    assert found >= matched(first, second, min(overlap * 1.5, 1.0)) or found > 0
