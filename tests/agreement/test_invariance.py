# SPDX-License-Identifier: MIT
"""What no coefficient of a plain table may depend on, and what every one must do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coder_app.agreement import krippendorff, many, pairs, plain
from coder_app.agreement.alpha import Coefficient
from coder_app.agreement.estimate import Estimate
from coder_app.agreement.krippendorff import Metric
from coder_app.agreement.plain import RatingTable
from coder_app.agreement.weightings import Weighting, agreement_weights

Rows = list[list[int | None]]
CATEGORIES = range(1, 5)


def weighted(measure: Callable[..., Any]) -> Callable[[RatingTable], Any]:
    return lambda table: measure(table, agreement_weights(Weighting.LINEAR, table.scale))


FOR_ANY_NUMBER: dict[str, Callable[[RatingTable], Any]] = {
    "percent": plain.percent_by_unit,
    "percent by rating": plain.percent_by_rating,
    "percent by pair": plain.percent_by_pair,
    "unanimous": plain.percent_unanimous,
    "Fleiss": many.fleiss_kappa,
    "Fleiss, weighted": weighted(many.fleiss_kappa),
    "Fleiss under chance": many.fleiss_z,
    "Conger": many.conger_kappa,
    "Conger, weighted": weighted(many.conger_kappa),
    "Light": many.light_kappa,
    "AC1": many.gwet_ac,
    "AC2": weighted(many.gwet_ac),
    "Brennan and Prediger": many.brennan_prediger,
    "alpha": krippendorff.krippendorff_alpha,
    "ordinal alpha": lambda table: krippendorff.krippendorff_alpha(table, Metric.ORDINAL),
    "interval alpha": lambda table: krippendorff.krippendorff_alpha(table, Metric.INTERVAL),
    "ratio alpha": lambda table: krippendorff.krippendorff_alpha(table, Metric.RATIO),
}
FOR_TWO: dict[str, Callable[[RatingTable], Any]] = {
    "Cohen": pairs.cohen_kappa,
    "Cohen, weighted": weighted(pairs.cohen_kappa),
    "Cohen under chance": pairs.cohen_z,
    "highest kappa": pairs.cohen_maximum,
    "Scott": pairs.scott_pi,
    "Bennett": pairs.bennett_s,
}
ALL = FOR_ANY_NUMBER | FOR_TWO
LIKE_REPETITION = {  # one unit more than one: what small samples change is meant to change
    name: measure for name, measure in ALL.items() if "alpha" not in name and "chance" not in name
}


@st.composite
def tables(draw: st.DrawFn, *, raters: int | None = None, missing: bool = True) -> Rows:
    value = st.sampled_from([*CATEGORIES, None] if missing else [*CATEGORIES])
    units = draw(st.integers(1, 12))
    row = st.lists(value, min_size=units, max_size=units)
    number = raters or draw(st.integers(2, 4))
    return draw(st.lists(row, min_size=number, max_size=number))


def measured(name: str, rows: Rows, weight: Any = None) -> tuple[Coefficient, ...]:
    """Give the figure, and its standard error if there is one."""
    rows = rows[:2] if name in FOR_TWO else rows
    found = ALL[name](RatingTable.of(rows, categories=CATEGORIES, weight=weight))
    return (found.value, found.error) if isinstance(found, Estimate) else (found,)


def assert_same(one: tuple[Coefficient, ...], other: tuple[Coefficient, ...]) -> None:
    """Compare to twelve digits; of a standard error, a root, rounding takes half of them near 0."""
    for left, right, near in zip(one, other, (1e-12, 1e-7), strict=False):
        assert left.reason == right.reason
        if left.value is not None:
            assert left.value == pytest.approx(right.value, rel=1e-10, abs=near)


@pytest.mark.parametrize("name", ALL)
@settings(max_examples=15, deadline=None)
@given(tables(), st.randoms(use_true_random=False))
def test_neither_the_order_of_raters_nor_that_of_units_matters(
    name: str, rows: Rows, chance: Any
) -> None:
    rows = rows[:2] if name in FOR_TWO else rows
    units = list(zip(*chance.sample(rows, len(rows)), strict=True))
    shuffled = [list(row) for row in zip(*chance.sample(units, len(units)), strict=True)]

    assert_same(measured(name, shuffled), measured(name, rows))


@pytest.mark.parametrize(
    "name",
    [
        n
        for n in ALL
        if "weighted" not in n
        and n not in ("AC2", "ordinal alpha")
        and "interval" not in n
        and "ratio" not in n
    ],
)
@settings(max_examples=15, deadline=None)
@given(tables(), st.permutations(CATEGORIES))
def test_the_names_of_categories_do_not_matter(name: str, rows: Rows, names: list[int]) -> None:
    renamed = [[None if v is None else names[v - 1] for v in row] for row in rows]

    assert_same(measured(name, renamed), measured(name, rows))


@pytest.mark.parametrize("name", ALL)
@settings(max_examples=15, deadline=None)
@given(tables(), st.data())
def test_a_weight_counts_like_so_many_equal_units(name: str, rows: Rows, data: Any) -> None:
    size = len(rows[0])
    lengths = data.draw(st.lists(st.integers(0, 9), min_size=size, max_size=size))
    written_out = [[v for v, n in zip(row, lengths, strict=True) for _ in range(n)] for row in rows]

    assert_same(measured(name, rows, lengths), measured(name, written_out))


@pytest.mark.parametrize("name", ALL)
@settings(max_examples=15, deadline=None)
@given(tables(), st.data())
def test_a_run_cut_in_two_changes_nothing(name: str, rows: Rows, data: Any) -> None:
    size = len(rows[0])
    lengths = data.draw(st.lists(st.integers(2, 9), min_size=size, max_size=size))
    at = data.draw(st.integers(0, size - 1))
    first = data.draw(st.integers(1, lengths[at] - 1))
    cut = [[*row[: at + 1], *row[at:]] for row in rows]
    cut_lengths = [*lengths[:at], first, lengths[at] - first, *lengths[at + 1 :]]

    assert_same(measured(name, cut, cut_lengths), measured(name, rows, lengths))


@pytest.mark.parametrize("name", LIKE_REPETITION)
@settings(max_examples=15, deadline=None)
@given(tables(), st.integers(2, 5))
def test_repeating_all_units_leaves_the_figure_alone(name: str, rows: Rows, times: int) -> None:
    assert_same(measured(name, [row * times for row in rows])[:1], measured(name, rows)[:1])


@pytest.mark.parametrize("name", [name for name in ALL if "chance" not in name])
@settings(max_examples=15, deadline=None)
@given(tables(raters=1, missing=False), st.integers(2, 5))
def test_perfect_agreement_is_one_and_sure(name: str, rows: Rows, raters: int) -> None:
    assume(len(set(rows[0])) > 1)

    figure, *error = measured(name, rows * raters)

    assert figure.value == 1.0
    assert [one.value for one in error] == pytest.approx([0.0] * len(error), abs=1e-7)


@pytest.mark.parametrize(
    "name", [name for name in ALL if "chance" not in name and "highest" not in name]
)
def test_raters_who_draw_lots_agree_as_chance_would_have_it(name: str) -> None:
    random = np.random.default_rng(20261127)
    rows = random.integers(1, 5, size=(3, 40_000)).tolist()

    figure = measured(name, rows)[0].value

    uncorrected = {"percent": 1 / 4, "percent by rating": 1 / 4, "percent by pair": 1 / 4}
    alike = uncorrected | {"unanimous": 1 / 16}
    assert figure == pytest.approx(alike.get(name, 0.0), abs=0.01)


@pytest.mark.parametrize("name", ALL)
@settings(max_examples=20, deadline=None)
@given(tables())
def test_a_figure_is_a_number_up_to_one_or_a_reason(name: str, rows: Rows) -> None:
    figure, *_ = measured(name, rows)

    if figure.value is None:
        assert figure.reason.endswith(".")
    else:
        assert np.isfinite(figure.value)
        assert figure.value <= 1 + 1e-12 or "chance" in name
