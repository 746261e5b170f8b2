# SPDX-License-Identifier: MIT
"""What observers marked becomes columns and sums, however the text is split up."""

from __future__ import annotations

import numpy as np
import pytest

from coder_app.agreement.segments import (
    Continuum,
    code_segments,
    continuum_features,
    joint_segments,
    segments_of,
)
from coder_app.agreement.units import CodedDocument, Unit, cut

ANA = [(2, 9, "x"), (9, 12, "x"), (20, 25, "y")]
BEN = [(2, 12, "x"), (22, 30, "y")]


def features(*continua: Continuum) -> np.ndarray:
    return continuum_features(segments_of(continua, ["x", "y"]))


def document(key: str, length: int, **spans: dict[str, list[tuple[int, int]]]) -> CodedDocument:
    return CodedDocument(key=key, name=key, length=length, coders=tuple(spans), spans=spans)


def test_shared_lengths_and_squares_stand_where_the_module_says() -> None:
    shared = [[20, 0, 0], [0, 6, 7], [0, 7, 20]]  # x, y, gap
    squares = [7**2 + 3**2 + 10**2, 5**2 + 8**2, 12 + 15]
    squares[2] = (30 - 15) + (30 - 18)
    met = [7**2 + 3**2 + 10**2, 3**2 + 3**2]

    found = features(Continuum(length=30, units={"Ana": ANA, "Ben": BEN}))

    assert found.shape == (1, 14)
    assert found[0, :9].sum() == 60
    assert found[0, :2].tolist() == shared[0][:2]
    assert found[0, 4] == 6
    assert found[0, 9:12].tolist() == squares
    assert found[0, 12:].tolist() == met


def test_units_that_touch_stay_two_units() -> None:
    split = features(Continuum(length=30, units={"Ana": ANA, "Ben": BEN}))
    whole = features(Continuum(length=30, units={"Ana": [(2, 12, "x"), ANA[2]], "Ben": BEN}))

    assert split[0, :9].tolist() == whole[0, :9].tolist()
    assert split[0, 9] == whole[0, 9] - 2 * 7 * 3


def test_who_did_not_look_at_a_continuum_does_not_count_there() -> None:
    alone = Continuum(length=30, units={"Ana": ANA, "Ben": BEN})
    other = Continuum(length=10, units={"Ana": [], "Cem": [(0, 4, "x")]})
    only_one = Continuum(length=10, units={"Cem": [(0, 4, "y")]})

    found = features(alone, other, only_one)

    assert found[0].tolist() == features(alone)[0].tolist()
    assert found[1].tolist() == features(other)[0].tolist()
    assert not found[2].any()


def test_overlapping_units_of_one_observer_are_noticed_touching_ones_are_not() -> None:
    touching = segments_of([Continuum(length=30, units={"Ana": ANA, "Ben": BEN})], ["x", "y"])
    twice = segments_of([Continuum(length=30, units={"Ana": [*ANA, (11, 13, "y")]})], ["x", "y"])

    assert not touching.overlap()
    assert twice.overlap()


@pytest.mark.parametrize("unit", [(3, 3, "x"), (-1, 2, "x"), (5, 31, "x")])
def test_units_must_lie_in_their_continuum(unit: tuple[int, int, str]) -> None:
    with pytest.raises(ValueError, match="outside of their continuum"):
        features(Continuum(length=30, units={"Ana": [unit]}))


def test_each_code_in_each_document_is_a_continuum_codes_first() -> None:
    documents = [
        document("d", 30, Ana={"x": [(2, 9), (9, 12)]}, Ben={"x": [(2, 12)], "y": [(4, 8)]}),
        document("e", 10, Ana={"y": [(0, 5)]}, Cem={"y": [(3, 8)]}),
    ]
    ratings = cut(documents, codes=["x", "y"], coders=["Ana", "Ben", "Cem"], unit=Unit.CHARACTER)

    segments = code_segments(ratings)

    assert segments.sizes.tolist() == [30, 10, 30, 10]
    rows = zip(segments.observer, segments.continuum, segments.end - segments.start, strict=True)
    assert sorted(rows) == [(0, 0, 10), (0, 3, 5), (1, 0, 10), (1, 2, 4), (2, 3, 5)]
    assert joint_segments(ratings).overlap()  # Ben's x and y
