# SPDX-License-Identifier: MIT
"""Weights of agreement are 1 for the same value and 0 for the furthest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.agreement.weightings import Weighting, agreement_weights, ranks, ratio_distance

WORKED_OUT = {  # of the values 1, 2, 3 and 5: the row of 1
    Weighting.IDENTITY: [1, 0, 0, 0],
    Weighting.QUADRATIC: [1, 15 / 16, 3 / 4, 0],
    Weighting.LINEAR: [1, 3 / 4, 1 / 2, 0],
    Weighting.ORDINAL: [1, 5 / 6, 1 / 2, 0],
    Weighting.RADICAL: [1, 1 / 2, 1 - 2**-0.5, 0],
    Weighting.RATIO: [1, 3 / 4, 7 / 16, 0],
    Weighting.BIPOLAR: [1, 6 / 7, 2 / 3, 0],
}


@pytest.mark.parametrize("weighting", WORKED_OUT)
def test_weights_come_out_as_worked_out_by_hand(weighting: Weighting) -> None:
    if weighting is Weighting.BIPOLAR:  # (1, 5) leaves no room on either side: 16 / 16 = 1
        expected = [1, 1 - 1 / 7, 1 - 4 / 12, 0]
    else:
        expected = WORKED_OUT[weighting]

    assert agreement_weights(weighting, [1, 2, 3, 5])[0] == pytest.approx(expected)


def test_on_a_circle_the_ends_are_neighbours() -> None:
    weights = agreement_weights(Weighting.CIRCULAR, [0, 1, 2, 3])

    assert weights[0] == pytest.approx([1, 0.5, 0, 0.5])


@pytest.mark.parametrize("weighting", Weighting)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=8, unique=True))
def test_weights_are_symmetric_and_run_from_one_to_zero(
    weighting: Weighting, values: list[int]
) -> None:
    weights = agreement_weights(weighting, values)

    assert np.allclose(weights, weights.T)
    assert np.allclose(np.diag(weights), 1)
    assert weights.min() == pytest.approx(0 if len(values) > 1 else 1)
    assert weights.max() <= 1


@pytest.mark.parametrize("weighting", Weighting)
def test_no_category_at_all_has_no_weights(weighting: Weighting) -> None:
    assert agreement_weights(weighting, []).shape == (0, 0)


def test_ranks_forget_how_far_values_are_apart() -> None:
    assert ranks([10, -5, 10, 1000]).tolist() == [2, 1, 2, 3]
    assert np.allclose(
        agreement_weights(Weighting.LINEAR, ranks([1, 2, 50])),
        agreement_weights(Weighting.LINEAR, [1, 2, 3]),
    )


def test_ordinal_weights_look_at_ranks_alone() -> None:
    far = agreement_weights(Weighting.ORDINAL, [1, 2, 50])

    assert np.allclose(far, agreement_weights(Weighting.ORDINAL, [1, 2, 3]))


def test_a_ratio_scale_knows_zero_but_nothing_below() -> None:
    assert ratio_distance(np.array([0.0, 4.0])).tolist() == [[0, 1], [1, 0]]
    with pytest.raises(ValueError, match="below 0"):
        agreement_weights(Weighting.RATIO, [-1, 1])
