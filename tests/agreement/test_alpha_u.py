# SPDX-License-Identifier: MIT
"""The earlier alpha_U gives what its papers print and DKPro computes."""

from __future__ import annotations

from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.agreement.alpha_u import alpha_u, alpha_u_by_value, alpha_u_over, disagreement
from coder_app.agreement.segments import Continuum, ValuedUnit

# Krippendorff 2004, Quality & Quantity 38:787-800, figure 2
FIGURE_2 = Continuum(
    length=300,
    units={
        "i": [(75, 145, "c"), (220, 250, "c"), (30, 90, "k"), (150, 200, "k")],
        "j": [(70, 150, "c"), (205, 225, "c"), (250, 270, "c"), (30, 90, "k"), (150, 200, "k")],
    },
)


def test_the_example_of_2004_comes_out() -> None:
    assert alpha_u(FIGURE_2, "c").value == pytest.approx(0.7286, abs=5e-5)
    assert alpha_u(FIGURE_2, "k").value == 1
    assert alpha_u(FIGURE_2).value == pytest.approx(0.859, abs=5e-4)


@pytest.mark.parametrize(
    ("first", "second", "observed"),
    [
        ([(2, 10), (14, 20)], [(4, 8), (15, 17)], 0.03125),
        ([(0, 18)], [(0, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 9), (9, 10)], 2.26736),
    ],
)
def test_the_disagreements_of_1995_come_out(
    first: list[tuple[int, int]], second: list[tuple[int, int]], observed: float
) -> None:
    units = {"0": [(*s, "A") for s in first], "1": [(*s, "A") for s in second]}

    found = disagreement(Continuum(length=24, units=units), "A")

    assert found is not None
    assert found.observed == pytest.approx(observed, abs=1e-5)


def test_a_unit_that_only_one_of_three_marked_is_no_better_than_chance() -> None:
    units = {"0": [(0, 1, "X")], "1": [], "2": []}

    assert alpha_u(Continuum(length=20, units=units)).value == pytest.approx(0, abs=1e-9)


def test_what_has_no_figure_says_why() -> None:
    def of(**units: list[ValuedUnit]) -> str:
        return alpha_u(Continuum(length=20, units=units)).reason

    assert of(Ana=[], Ben=[]) == "Nobody marked anything: nothing to compare."
    assert of(Ana=[(0, 2, "x")]) == "No text was looked at by two coders."
    assert "twice" in of(Ana=[(0, 4, "x"), (2, 5, "x")], Ben=[])
    assert of(Ana=[(0, 4, "x"), (2, 5, "y")], Ben=[]) == ""
    whole = Continuum(length=1, units={"Ana": [(0, 1, "x")], "Ben": [(0, 1, "x")]})
    assert "the same value" in alpha_u(whole).reason


def test_means_over_documents_leave_out_those_without_a_figure() -> None:
    nothing = Continuum(length=900, units={"i": [], "j": []})
    chance = Continuum(length=100, units={"0": [(0, 1, "c")], "1": [], "2": []})
    first = alpha_u(FIGURE_2, "c").value or 0

    found = alpha_u_over([FIGURE_2, nothing, chance], "c")

    assert [figure.value is None for figure in found.each] == [False, True, False]
    assert found.mean.value == pytest.approx(first / 2)
    assert found.mean_by_length.value == pytest.approx(first * 3 / 4)
    assert "no document" in alpha_u_over([nothing]).mean.reason


def test_values_and_all_of_them_are_worked_out_together() -> None:
    found = alpha_u_by_value([FIGURE_2], ["c", "k", "never used"])

    assert found["c"] == alpha_u_over([FIGURE_2], "c")
    assert found[None] == alpha_u_over([FIGURE_2])
    assert found["never used"].each[0].reason == "Nobody marked anything: nothing to compare."


@st.composite
def texts(draw: st.DrawFn) -> Continuum:
    length = draw(st.integers(1, 20))
    units = {}
    for who in "ABC":
        borders = sorted(draw(st.sets(st.integers(0, length), max_size=8)))
        units[who] = [(start, end, "x") for start, end in pairwise(borders) if draw(st.booleans())]
    return Continuum(length=length, units=units)


def sections(units: list[ValuedUnit], length: int) -> list[tuple[int, int, bool]]:
    marked = [(start, end, True) for start, end, _ in units]
    edges = [0, *(edge for start, end, _ in units for edge in (start, end)), length]
    gaps = [(s, e, False) for s, e in zip(edges[::2], edges[1::2], strict=True) if s < e]
    return sorted(marked + gaps)


def pair_by_pair(text: Continuum) -> tuple[float, float]:
    """Compare every section with every other one, as the definition says."""
    parts = [sections(list(units), text.length) for units in text.units.values()]
    observed = 0.0
    for one, other in combinations(parts, 2):
        for s, e, unit in one:
            for t, f, his in other:
                if unit and his and s < f and t < e:
                    observed += (s - t) ** 2 + (e - f) ** 2
                elif unit and not his and t <= s and e <= f:
                    observed += (e - s) ** 2
                elif his and not unit and s <= t and f <= e:
                    observed += (f - t) ** 2
    lengths = [e - s for part in parts for s, e, unit in part if unit]
    gaps = [e - s for part in parts for s, e, unit in part if not unit]
    expected = sum(
        (len(lengths) - 1) / 3 * (2 * n**3 - 3 * n**2 + n)
        + n**2 * sum(gap - n + 1 for gap in gaps if gap >= n)
        for n in lengths
    )
    places = len(parts) * text.length
    possible = places * (places - 1) - sum(n * (n - 1) for n in lengths)
    pairs = len(parts) * (len(parts) - 1) * text.length**2
    return 2 * observed / pairs, 2 / text.length * expected / possible


@given(texts())
def test_sorted_columns_give_what_a_comparison_pair_by_pair_gives(text: Continuum) -> None:
    found = disagreement(text, "x")

    assert found is not None
    assert (found.observed, found.expected) == pytest.approx(pair_by_pair(text), abs=1e-12)


@given(texts(), st.permutations("ABC"))
def test_coders_and_values_can_be_renamed(text: Continuum, names: list[str]) -> None:
    renamed = {
        name: [(start, end, "y") for start, end, _ in units]
        for name, units in zip(names, text.units.values(), strict=True)
    }

    found, again = alpha_u(text), alpha_u(Continuum(length=text.length, units=renamed))

    assert found.reason == again.reason
    assert found.value == pytest.approx(again.value)


def test_coders_who_mark_at_random_agree_as_by_chance() -> None:
    draw = np.random.default_rng(3)

    def someone() -> list[ValuedUnit]:
        borders = np.sort(draw.choice(100_000, 2_000, replace=False)).reshape(-1, 2).tolist()
        return [(start, end, "x") for start, end in borders]

    found = alpha_u(Continuum(length=100_000, units={"Ana": someone(), "Ben": someone()}))

    assert found.value == pytest.approx(0, abs=0.1)
