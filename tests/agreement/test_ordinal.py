# SPDX-License-Identifier: MIT
"""Weights are compared by ordinal alpha, over the units that two coders coded."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.agreement.krippendorff import Metric, krippendorff_alpha
from coder_app.agreement.ordinal import ordinal_alpha
from coder_app.agreement.plain import RatingTable
from coder_app.agreement.units import CodedDocument, Ratings, Unit, cut

LEVELS = (1, 2, 3)
UNITS = [(start, start + 5) for start in range(0, 40, 5)]
weights = st.lists(st.sampled_from([None, 1, 2, 3]), min_size=8, max_size=8)


def rated(unit: Unit, *mine: list[int | None]) -> Ratings:
    names = ("Ana", "Ben", "Chika")[: len(mine)]
    document = CodedDocument(
        key="d",
        name="d",
        length=40,
        coders=names,
        spans={name: {"trust": UNITS} for name in names},
        weights={name: {"trust": given} for name, given in zip(names, mine, strict=True)},
        units=UNITS,
    )
    return cut([document], codes=["trust"], coders=names, unit=unit)


@settings(max_examples=60, deadline=None)
@given(weights, weights, weights)
def test_it_is_krippendorffs_ordinal_alpha_of_the_table_of_weights(
    first: list[int | None], second: list[int | None], third: list[int | None]
) -> None:
    table = RatingTable.of([first, second, third], categories=LEVELS)

    theirs = krippendorff_alpha(table, Metric.ORDINAL).value
    ours, units = ordinal_alpha(rated(Unit.TURN, first, second, third), "trust", LEVELS)

    assert ours.value == pytest.approx(theirs.value, abs=1e-12)
    given_twice = [
        sum(w is not None for w in each) > 1 for each in zip(first, second, third, strict=True)
    ]
    assert units == sum(given_twice)


def test_characters_give_the_same_as_units_of_one_length() -> None:
    mine: tuple[list[int | None], ...] = ([1, 2, 3, 3, 1, 2, 2, None], [1, 2, 3, 2, 1, 3, 2, 1])

    by_turn, turns = ordinal_alpha(rated(Unit.TURN, *mine), "trust", LEVELS)
    by_character, characters = ordinal_alpha(rated(Unit.CHARACTER, *mine), "trust", LEVELS)

    assert (turns, characters) == (7, 35)
    assert by_character.value == pytest.approx(by_turn.value, abs=0.02)


def test_the_higher_weight_stands_where_passages_of_one_coder_overlap() -> None:
    document = CodedDocument(
        key="d",
        name="d",
        length=40,
        coders=("Ana", "Ben"),
        spans={"Ana": {"trust": [(0, 10), (5, 10)]}, "Ben": {"trust": [(0, 5), (5, 10)]}},
        weights={"Ana": {"trust": [1, 3]}, "Ben": {"trust": [1, 3]}},
        units=UNITS,
    )
    ratings = cut([document], codes=["trust"], coders=("Ana", "Ben"), unit=Unit.TURN)

    assert ordinal_alpha(ratings, "trust", LEVELS)[0].value == 1.0


def test_nobody_who_weighed_the_same_unit_is_a_reason() -> None:
    found, units = ordinal_alpha(rated(Unit.TURN, [1] + [None] * 7, [None] * 8), "trust", LEVELS)

    assert (found.value, units) == (None, 0)
    assert found.reason
