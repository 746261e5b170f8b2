# SPDX-License-Identifier: MIT
"""A table gets every coefficient that it can have, and reasons for the others."""

from __future__ import annotations

import pytest

from coder_app.agreement.krippendorff import Metric
from coder_app.agreement.overview import by_category, figures
from coder_app.agreement.plain import RatingTable

FOUR = [  # Krippendorff 2011, section C
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]


def values(rows: list[list[int | None]], metric: Metric = Metric.NOMINAL) -> dict[str, object]:
    found = figures(RatingTable.of(rows), metric)
    return {figure.name: figure.estimate.value.value for figure in found}


def test_many_raters_get_conger_and_light_and_two_get_cohen_and_those_before_him() -> None:
    common = [
        "Percent agreement",
        "Units on which all agree",
        "Krippendorff’s alpha",
        "Fleiss’ kappa",
        "Gwet’s AC1",
        "Brennan and Prediger’s kappa",
    ]
    two = ["Cohen’s kappa", "Highest kappa for these shares", "Scott’s pi", "Bennett’s S"]

    assert list(values(FOUR)) == [*common, "Conger’s kappa", "Light’s kappa"]
    assert list(values(FOUR[:2])) == [*common, *two]


@pytest.mark.parametrize(
    ("metric", "alpha", "ac"),
    [  # R irrCAC and Krippendorff 2011, as in the reference cases
        (Metric.NOMINAL, 0.743, 0.77544),
        (Metric.ORDINAL, 0.815, None),
        (Metric.INTERVAL, 0.849, None),
        (Metric.RATIO, 0.797, 0.85737),
    ],
)
def test_a_scale_brings_its_metric_and_its_weights(
    metric: Metric, alpha: float, ac: float | None
) -> None:
    found = values(FOUR, metric)

    assert found["Krippendorff’s alpha"] == pytest.approx(alpha, abs=5e-4)
    if ac is not None:
        name = "Gwet’s AC1" if metric is Metric.NOMINAL else "Gwet’s AC2"
        assert found[name] == pytest.approx(ac, abs=1e-5)


def test_what_has_no_standard_error_says_so() -> None:
    found = {figure.name: figure.estimate for figure in figures(RatingTable.of(FOUR))}

    light = found["Light’s kappa"]
    assert light.value.value is not None
    assert light.interval().reason == "No standard error is worked out for it."
    assert found["Fleiss’ kappa"].interval().low == pytest.approx(0.424, abs=5e-4)


def test_a_table_without_variation_has_reasons() -> None:
    found = figures(RatingTable.of([["a", "a"], ["a", "a"]]))

    undefined = [figure for figure in found if figure.estimate.value.value is None]
    assert len(undefined) == len(found) - 2  # the two that correct for nothing
    assert all(figure.estimate.value.reason for figure in undefined)


def test_each_category_stands_against_all_others() -> None:
    rows = by_category(RatingTable.of(FOUR))

    assert [(row.category, row.ratings) for row in rows] == [
        (1, 9), (2, 13), (3, 11), (4, 5), (5, 3),
    ]  # fmt: skip
    assert rows[-1].alpha.value == rows[-1].fleiss.value == 1.0
