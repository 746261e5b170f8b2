# SPDX-License-Identifier: MIT
"""Gamma comes from a library that need not be there; where it is, published figures come out."""

from __future__ import annotations

import logging

import numpy as np
import pytest

from coder_app.agreement import gamma as module
from coder_app.agreement.gamma import (
    GammaRule,
    Marked,
    Sampler,
    disorder,
    gamma,
    gamma_of_samples,
    is_available,
    positional_dissimilarity,
)

needs_library = pytest.mark.skipif(not is_available(), reason="the extra “gamma” is not installed")
ANA_BEN: Marked = {"Ana": [(0, 5, "x"), (6, 9, "y")], "Ben": [(1, 5, "x"), (6, 10, "y")]}


@pytest.mark.parametrize(
    ("one", "other", "published", "within"),
    [
        ((4, 14), (40, 44), 22.2, 0.05),
        ((4, 14), (4, 14), 0, 0.005),
        ((4, 14), (20, 25), 3.2, 0.05),
        ((20, 30), (20, 25), 0.11, 0.005),
    ],
)
def test_dissimilarities_of_figure_10_come_out(
    one: tuple[float, float], other: tuple[float, float], published: float, within: float
) -> None:
    found = positional_dissimilarity(one, other)

    assert found.value == pytest.approx(published, abs=within)
    assert positional_dissimilarity(other, one, delta_empty=2).value == (found.value or 0) * 2


def test_the_dissimilarity_does_not_depend_on_the_scale() -> None:
    small, large = ((0, 7), (0, 10)), ((0, 21), (0, 30))

    assert positional_dissimilarity(*small).value == positional_dissimilarity(*large).value
    assert positional_dissimilarity((3, 3), (3, 3)).reason == (
        "Units without length have no dissimilarity."
    )


def test_nothing_to_compare_says_so_whether_or_not_the_library_is_there() -> None:
    alone, nothing = {"Ana": ANA_BEN["Ana"]}, {"Ana": [], "Ben": []}

    assert gamma(alone).gamma.reason == "No text was looked at by two coders."
    assert disorder(nothing).reason == "Nobody marked anything: nothing to compare."
    assert "were given" in gamma_of_samples(ANA_BEN, []).reason or not is_available()


def test_without_the_library_every_figure_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "find_spec", lambda _: None)

    found = gamma(ANA_BEN)

    for figure in (found.gamma, found.gamma_cat, found.observed, disorder(ANA_BEN)):
        assert figure.value is None
        assert figure.reason.endswith("install it with pip.")


@needs_library
def test_the_disorder_of_figure_10_comes_out() -> None:
    marked: Marked = {
        "Joe": [(4, 14, "A"), (20, 30, "B")],
        "Jack": [(4, 14, "A"), (20, 25, "B")],
        "William": [(14, 24, "A"), (40, 44, "B")],
    }

    assert disorder(marked).value == pytest.approx(1.1851852, abs=1e-6)


@needs_library
def test_the_same_seed_gives_the_same_gamma_and_disturbs_nobody() -> None:
    np.random.seed(1)
    undisturbed = np.random.random()
    np.random.seed(1)

    found, again = gamma(ANA_BEN), gamma(ANA_BEN)

    assert found == again
    assert found.samples == 30
    assert np.random.random() == undisturbed
    assert logging.getLogger().filters == []


@needs_library
def test_coders_who_mark_the_same_have_gamma_1() -> None:
    marked: Marked = {"Ana": ANA_BEN["Ana"], "Ben": ANA_BEN["Ana"]}

    found = gamma(marked, GammaRule(sampler=Sampler.SHUFFLE))

    assert (found.gamma.value, found.gamma_cat.value, found.observed.value) == (1, 1, 0)
    assert gamma_of_samples(marked, [ANA_BEN]).value == 1
    assert "without disorder" in gamma_of_samples(marked, [marked]).reason


@needs_library
def test_a_coder_who_marked_nothing_gives_no_agreement() -> None:
    found = gamma({"Ana": ANA_BEN["Ana"], "Ben": []})

    assert found.gamma.value is not None
    assert found.gamma.value <= 0
