# SPDX-License-Identifier: MIT
"""The coefficients give the published figures, and say why where there is none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coder_app.agreement.alpha import (
    Coefficient,
    Tally,
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    percent_agreement,
)
from coder_app.agreement.report import agreement_report
from coder_app.agreement.units import CodedDocument, Unit

CASES = Path(__file__).parents[1] / "data" / "agreement_cases.json"
MEASURES = {
    "percent_agreement": "percent",
    "cohen_kappa": "cohen",
    "fleiss_kappa": "fleiss",
    "krippendorff_alpha": "alpha",
}
Column = list[str]


def published() -> list[Any]:
    """Take the cases of these measures on values that are the same or not."""
    return [
        pytest.param(case, id=case["id"])
        for case in json.loads(CASES.read_text(encoding="utf-8"))
        if case["measure"] in MEASURES
        and case["options"].get("metric", "nominal") == "nominal"
        and not case["options"].get("categories")
    ]


@pytest.mark.parametrize("case", published())
def test_published_figures_come_out(case: dict[str, Any]) -> None:
    found = from_passages(case) if "length" in case["data"] else from_ratings(case)

    if case["expected"] is None:
        assert found.value is None
        assert found.reason.endswith(".")
    else:
        assert found.value == pytest.approx(case["expected"], abs=case["tolerance"], rel=0)


def from_ratings(case: dict[str, Any]) -> Coefficient:
    data, weight = case["data"], None
    if "runs" in data:
        rows = [list(row) for row in zip(*(run["ratings"] for run in data["runs"]), strict=True)]
        weight = [run["length"] for run in data["runs"]]
    else:
        rows = data["raters_x_units"]
    named = [["." if value is None else str(value) for value in row] for row in rows]
    return measured(MEASURES[case["measure"]], named, weight)


def from_passages(case: dict[str, Any]) -> Coefficient:
    data = case["data"]
    document = CodedDocument(
        key="d",
        name="d",
        length=data["length"],
        coders=tuple(data["raters"]),
        spans={
            coder: {"x": [(u["start"], u["end"]) for u in data["units"] if u["rater"] == coder]}
            for coder in data["raters"]
        },
    )
    report = agreement_report([document], codes=["x"], coders=document.coders, unit=Unit.CHARACTER)
    return {"percent_agreement": report.pooled.percent, "cohen_kappa": report.pooled.kappa}[
        case["measure"]
    ]


def measured(
    measure: str, rows: Sequence[Column], weight: Sequence[int] | None = None
) -> Coefficient:
    if measure == "cohen":
        return cohen_kappa([contingency(*rows)])[0]
    of_tally = {"percent": percent_agreement, "fleiss": fleiss_kappa, "alpha": krippendorff_alpha}
    return of_tally[measure](Tally.of(value_counts(rows), weight=weight))[0]


def values_of(rows: Sequence[Column]) -> list[str]:
    return sorted({value for row in rows for value in row} - {"."}) or ["nothing"]


def value_counts(rows: Sequence[Column]) -> list[list[int]]:
    return [[unit.count(v) for v in values_of(rows)] for unit in zip(*rows, strict=True)]


def contingency(first: Column, second: Column) -> list[list[int]]:
    both = list(zip(first, second, strict=True))
    values = values_of([first, second])
    return [[both.count((a, b)) for b in values] for a in values]


@pytest.mark.parametrize("measure", ["percent", "cohen", "fleiss", "alpha"])
def test_coders_who_never_meet_leave_every_figure_undefined(measure: str) -> None:
    found = measured(measure, [["1", "2", ".", "."], [".", ".", "1", "2"]])

    assert found == Coefficient(None, "No unit was rated by two coders.")


@pytest.mark.parametrize("measure", ["cohen", "fleiss", "alpha"])
def test_without_variation_no_coefficient_corrects_for_chance(measure: str) -> None:
    found = measured(measure, [["yes"] * 6, ["yes"] * 6])

    assert found.value is None
    assert found.reason == "All ratings are the same: agreement cannot be told from chance."


def test_a_kappa_with_one_coder_who_never_varies_is_exactly_zero() -> None:
    assert measured("cohen", [["1"] * 6, list("111001")]).value == 0.0


def test_a_coefficient_needs_either_a_value_or_a_reason() -> None:
    with pytest.raises(ValueError, match="value or a reason"):
        Coefficient(None)
    with pytest.raises(ValueError, match="value or a reason"):
        Coefficient(0.5, "No reason at all.")


def test_a_unit_that_one_coder_rated_counts_for_the_expected_part_of_fleiss_kappa_only() -> None:
    met = [["a", "b", "a"], ["a", "b", "b"]]
    alone = [[*met[0], "a"], [*met[1], "."]]

    assert measured("alpha", alone) == measured("alpha", met)
    assert measured("percent", alone) == measured("percent", met)
    assert measured("fleiss", alone) != measured("fleiss", met)


def test_groups_are_measured_each_by_itself() -> None:
    one, other = [[2, 0], [0, 2], [1, 1]], [[2, 0], [0, 2], [2, 0]]
    together = Tally.of(one + other, group=[0, 0, 0, 2, 2, 2], groups=3)

    for measure in (krippendorff_alpha, fleiss_kappa, percent_agreement):
        alone = [measure(Tally.of(counts))[0] for counts in (one, other)]
        first, nothing, third = measure(together)
        assert [first, third] == alone
        assert nothing.value is None


tables = (
    st.integers(2, 4)
    .flatmap(
        lambda coders: st.lists(
            st.lists(st.sampled_from("ab."), min_size=coders, max_size=coders),
            min_size=1,
            max_size=12,
        )
    )
    .map(lambda units: [list(row) for row in zip(*units, strict=True)])
)


@settings(max_examples=60, deadline=None)
@given(tables, st.randoms(use_true_random=False))
def test_neither_the_order_of_coders_nor_the_names_of_values_matter(
    rows: list[Column], chance: Any
) -> None:
    shuffled = chance.sample(rows, len(rows))
    renamed = [[{"a": "z", "b": "y", ".": "."}[value] for value in row] for row in shuffled]

    for measure in ("percent", "fleiss", "alpha"):
        assert same(measured(measure, renamed), measured(measure, rows))
    if len(rows) == 2:
        assert same(measured("cohen", renamed), measured("cohen", rows))


@settings(max_examples=60, deadline=None)
@given(tables, st.lists(st.integers(1, 9), min_size=12, max_size=12))
def test_a_weight_counts_like_so_many_equal_units(rows: list[Column], lengths: list[int]) -> None:
    lengths = lengths[: len(rows[0])]
    written_out = [[v for v, n in zip(row, lengths, strict=True) for _ in range(n)] for row in rows]

    for measure in ("percent", "fleiss", "alpha"):
        assert same(measured(measure, rows, lengths), measured(measure, written_out))


@settings(max_examples=40, deadline=None)
@given(tables, st.integers(2, 5))
def test_repeating_all_units_leaves_percent_and_kappas_alone(
    rows: list[Column], times: int
) -> None:
    repeated = [row * times for row in rows]

    for measure in ("percent", "fleiss"):
        assert same(measured(measure, repeated), measured(measure, rows))
    assert same(measured("cohen", [row * times for row in rows[:2]]), measured("cohen", rows[:2]))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from("ab"), min_size=2, max_size=12), st.integers(2, 5))
def test_perfect_agreement_is_one(row: Column, coders: int) -> None:
    assume(len(set(row)) == 2)

    for measure in ("percent", "fleiss", "alpha"):
        assert measured(measure, [row] * coders).value == 1.0
    assert measured("cohen", [row, row]).value == 1.0


@settings(max_examples=60, deadline=None)
@given(tables)
def test_alpha_equals_that_of_the_package_krippendorff(rows: list[Column]) -> None:
    krippendorff = pytest.importorskip("krippendorff")
    counts = np.array(value_counts(rows)).reshape(len(rows[0]), -1)
    found = measured("alpha", rows)

    assume(found.value is not None)
    theirs = krippendorff.alpha(value_counts=counts, level_of_measurement="nominal")
    assert found.value == pytest.approx(theirs, abs=1e-9)


def same(one: Coefficient, other: Coefficient) -> bool:
    if one.value is None or other.value is None:
        return one == other
    return abs(one.value - other.value) < 1e-12
