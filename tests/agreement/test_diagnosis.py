# SPDX-License-Identifier: MIT
"""What stands beside a coefficient: the paradox of rare codes, and bands with their source."""

from __future__ import annotations

import pytest

from coder_app.agreement.alpha import Coefficient
from coder_app.agreement.diagnosis import Bands, paradox


def warning(percent: float, figure: float, prevalence: float, positive: float | None = 0.4) -> str:
    told = Coefficient(positive) if positive is not None else Coefficient(None, "none")
    return paradox(Coefficient(percent), Coefficient(figure), Coefficient(prevalence), told)


def test_a_rare_code_with_high_agreement_and_a_low_figure_is_explained() -> None:
    said = warning(0.97, 0.388, 0.019)

    assert "rare" in said
    assert "1.9 %" in said
    assert "97 %" in said
    assert ".40" in said


def test_a_code_on_nearly_everything_is_explained_too() -> None:
    assert "Nearly everything" in warning(0.95, 0.2, 0.96)


@pytest.mark.parametrize(
    "told", [(0.97, 0.85, 0.02), (0.8, 0.3, 0.02), (0.97, 0.3, 0.4)], ids=["good", "low", "common"]
)
def test_no_warning_where_the_figure_means_what_it_says(told: tuple[float, float, float]) -> None:
    assert warning(*told) == ""


def test_no_warning_where_there_is_no_figure() -> None:
    none = Coefficient(None, "none")
    assert paradox(Coefficient(0.99), none, Coefficient(0.01), none) == ""
    assert "–" in warning(0.97, 0.3, 0.02, None)


@pytest.mark.parametrize(
    ("bands", "value", "name"),
    [
        (Bands.KRIPPENDORFF, 0.5, "below .667"),
        (Bands.KRIPPENDORFF, 0.667, "tentative"),
        (Bands.KRIPPENDORFF, 0.8, "reliable"),
        (Bands.LANDIS_KOCH, -0.1, "poor"),
        (Bands.LANDIS_KOCH, 0.2, "slight"),
        (Bands.LANDIS_KOCH, 0.4, "fair"),
        (Bands.LANDIS_KOCH, 0.60, "moderate"),
        (Bands.LANDIS_KOCH, 0.61, "substantial"),
        (Bands.LANDIS_KOCH, 0.81, "almost perfect"),
        (Bands.NONE, 0.5, ""),
    ],
)
def test_bands_bear_the_names_of_their_authors(bands: Bands, value: float, name: str) -> None:
    assert bands.name_of(value) == name


def test_bands_name_their_source() -> None:
    for bands in Bands:
        assert bands.words
        assert bands.source.endswith(".")
    assert "1977" in Bands.LANDIS_KOCH.source
