# SPDX-License-Identifier: MIT
"""Sets of codes are as far apart as their authors say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.agreement.krippendorff import krippendorff_alpha
from coder_app.agreement.plain import RatingTable
from coder_app.agreement.sets import SetDistance, set_alpha, set_distance, table_alpha

sets = st.frozensets(st.sampled_from("abcd"))


@pytest.mark.parametrize("rule", SetDistance)
@given(sets, sets)
def test_a_distance_is_symmetric_from_zero_to_one(
    rule: SetDistance, one: frozenset[str], other: frozenset[str]
) -> None:
    found = set_distance(rule, one, other)

    assert found == set_distance(rule, other, one)
    assert (found == 0) == (one == other)
    assert found <= 1
    if (one or other) and not one & other and rule is SetDistance.JACCARD:
        assert found == 1


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("ab", "ab", (0, 0, 0, 0)),
        ("", "", (0, 0, 0, 0)),
        ("ab", "abc", (1 / 3, 5 / 9, 1 / 3, 1 / 9)),
        ("ab", "bc", (2 / 3, 8 / 9, 2 / 3, 4 / 9)),
        ("a", "b", (1, 1, 1, 1)),
    ],
)
def test_distances_come_out_as_worked_out_by_hand(
    one: str, other: str, expected: tuple[float, ...]
) -> None:
    found = [set_distance(rule, frozenset(one), frozenset(other)) for rule in SetDistance]

    assert found == pytest.approx(expected)


@pytest.mark.parametrize("rule", SetDistance)
def test_of_sets_of_one_code_the_alpha_is_nominal(rule: SetDistance) -> None:
    rows = [list("aabbc"), list("abbbc")]

    nominal = krippendorff_alpha(RatingTable.of(rows)).value.value
    found = set_alpha([[{value} for value in row] for row in rows], rule)

    assert found.value.value == pytest.approx(nominal)


def test_an_empty_set_is_a_value_and_none_is_missing() -> None:
    empty = set_alpha([[set(), {"a"}], [set(), {"a"}]])
    missing = set_alpha([[None, {"a"}], [None, {"a"}]])

    assert empty.value.value == 1.0
    assert missing.value.reason.startswith("All ratings are the same")


def test_words_are_no_sets() -> None:
    with pytest.raises(ValueError, match="not sets"):
        table_alpha(RatingTable.of([["a"], ["a"]]))


def test_a_run_of_units_counts_as_often_as_it_is_long() -> None:
    rows = [[{"a"}, {"a", "b"}, set()], [{"a"}, {"a"}, {"b"}]]
    written_out = [[row[0]] * 4 + row[1:] for row in rows]

    assert set_alpha(rows, weight=[4, 1, 1]).value.value == pytest.approx(
        set_alpha(written_out).value.value, abs=1e-12
    )
