# SPDX-License-Identifier: MIT
"""Formulas on sums say the same as the coefficients of plain tables, whoever is missing."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.agreement.alpha import Coefficient
from coder_app.agreement.krippendorff import krippendorff_alpha
from coder_app.agreement.many import (
    brennan_prediger,
    conger_kappa,
    fleiss_kappa,
    gwet_ac,
    light_kappa,
)
from coder_app.agreement.measures import FORMULAS, NEEDS, Measure, figures_of
from coder_app.agreement.pairs import cohen_kappa, scott_pi
from coder_app.agreement.plain import RatingTable, percent_by_unit
from coder_app.agreement.sums import over_blocks, sums_of
from coder_app.agreement.units import CodedDocument, Ratings, Unit, cut

UNITS = [(start, start + 2) for start in range(0, 24, 2)]
CODERS = ("Ana", "Ben", "Chika")

answers = st.lists(
    st.tuples(*[st.sampled_from([True, False]) for _ in CODERS]),
    min_size=len(UNITS),
    max_size=len(UNITS),
)
present = st.lists(
    st.sampled_from([(0, 1, 2), (0, 1), (1, 2), (0, 2), (2,)]), min_size=2, max_size=4
)


def study(said: list[tuple[bool, ...]], who: list[tuple[int, ...]], coders: int = 3) -> Ratings:
    documents = [
        CodedDocument(
            key=n,
            name=str(n),
            length=24,
            coders=tuple(CODERS[c] for c in here if c < coders),
            spans={
                CODERS[c]: {
                    "trust": [u for u, a in zip(UNITS, said, strict=True) if a[c] ^ (n == 1)]
                }
                for c in here
            },
            units=UNITS,
        )
        for n, here in enumerate(who)
    ]
    return cut(documents, codes=["trust"], coders=CODERS[:coders], unit=Unit.TURN)


def plain(ratings: Ratings) -> RatingTable:
    said = np.where(ratings.rated, ratings.yes, -1).astype(np.int64)
    return RatingTable((False, True), said, ratings.weight.astype(np.float64))


def figures(ratings: Ratings) -> dict[Measure, Coefficient]:
    sums = over_blocks(sums_of(ratings, ratings.code, 1))
    return {measure: found[0] for measure, found in figures_of(sums).items()}


THEIRS: dict[Measure, Callable[[RatingTable], Coefficient]] = {
    Measure.ALPHA: lambda table: krippendorff_alpha(table).value,
    Measure.KAPPA: lambda table: conger_kappa(table).value,
    Measure.FLEISS: lambda table: fleiss_kappa(table).value,
    Measure.LIGHT: light_kappa,
    Measure.S: lambda table: brennan_prediger(table).value,
    Measure.AC1: lambda table: gwet_ac(table).value,
    Measure.PERCENT: percent_by_unit,
}


@settings(max_examples=60, deadline=None)
@given(answers, present, st.sampled_from(list(THEIRS)))
def test_sums_give_the_figure_of_the_plain_table(
    said: list[tuple[bool, ...]], who: list[tuple[int, ...]], measure: Measure
) -> None:
    ratings = study(said, who)
    if not ratings.yes.any():
        return  # that nobody used a code is said in its own words

    ours, theirs = figures(ratings)[measure], THEIRS[measure](plain(ratings))

    assert ours.value == pytest.approx(theirs.value, abs=1e-12)


@settings(max_examples=40, deadline=None)
@given(answers)
def test_two_coders_get_cohens_kappa_and_scotts_pi(said: list[tuple[bool, ...]]) -> None:
    ratings = study(said, [(0, 1), (0, 1)], coders=2)
    if not ratings.yes.any():
        return

    ours, table = figures(ratings), plain(ratings)

    assert ours[Measure.KAPPA].value == pytest.approx(cohen_kappa(table).value.value, abs=1e-12)
    assert ours[Measure.PI].value == pytest.approx(scott_pi(table).value, abs=1e-12)
    assert ours[Measure.LIGHT].value == pytest.approx(ours[Measure.KAPPA].value, abs=1e-12)


CORRECTED = [m for m in Measure if m not in (Measure.PI, Measure.U_ALPHA, Measure.PERCENT)]


@pytest.mark.parametrize("measure", CORRECTED)
def test_perfect_agreement_is_one(measure: Measure) -> None:
    said = [(n % 3 == 0,) * 3 for n in range(12)]

    assert figures(study(said, [(0, 1, 2), (0, 1)]))[measure].value == pytest.approx(1.0)


@pytest.mark.parametrize(
    "measure", [m for m in CORRECTED if m not in (Measure.POSITIVE, Measure.AC1, Measure.S)]
)
@pytest.mark.parametrize("often", [0.5, 0.1])
def test_coders_who_mark_at_random_agree_by_chance_alone(measure: Measure, often: float) -> None:
    chance = np.random.default_rng(2)
    units = [(start, start + 1) for start in range(20_000)]
    spans = {
        coder: {"trust": [units[n] for n in np.flatnonzero(chance.random(len(units)) < often)]}
        for coder in CODERS
    }
    document = CodedDocument(
        key="d", name="d", length=len(units), coders=CODERS, spans=spans, units=units
    )

    found = figures(cut([document], codes=["trust"], coders=CODERS, unit=Unit.TURN))

    assert found[measure].value == pytest.approx(0.0, abs=0.02)


@settings(max_examples=30, deadline=None)
@given(answers, present)
def test_all_units_twice_change_no_share_and_no_kappa(
    said: list[tuple[bool, ...]], who: list[tuple[int, ...]]
) -> None:
    ratings = study(said, who)
    sums = over_blocks(sums_of(ratings, ratings.code, 1))
    once, twice = figures_of(sums), figures_of({name: 2 * each for name, each in sums.items()})

    for measure in Measure:
        if measure is not Measure.ALPHA:  # it corrects for the size of the sample
            assert twice[measure][0].value == pytest.approx(once[measure][0].value, abs=1e-12)


def test_positive_agreement_is_twice_both_by_all_that_was_marked() -> None:
    said = [(True, True, True)] * 3 + [(True, False, False)] + [(False, False, False)] * 8
    ratings = study(said, [(0, 1)], coders=2)

    assert figures(ratings)[Measure.POSITIVE].value == pytest.approx(2 * 3 / (4 + 3))


def test_a_code_that_nobody_used_has_percent_agreement_and_nothing_else() -> None:
    ratings = study([(False, False, False)] * 12, [(0, 1, 2)])

    found = figures(ratings)

    assert found.pop(Measure.PERCENT).value == 1.0
    del found[Measure.U_ALPHA], found[Measure.PI]  # these have reasons of their own
    assert {figure.reason for figure in found.values()} == {"Nobody used it: nothing to compare."}


def test_scotts_pi_of_three_coders_is_refused_in_words() -> None:
    found = figures(study([(True, False, True)] * 6 + [(False, False, True)] * 6, [(0, 1, 2)]))

    assert found[Measure.PI].value is None
    assert "Fleiss" in found[Measure.PI].reason


def test_unitizing_alpha_asks_for_characters() -> None:
    found = figures(study([(True, False, True)] * 12, [(0, 1, 2)]))

    assert "characters" in found[Measure.U_ALPHA].reason


def test_nobody_who_met_is_a_reason_of_its_own() -> None:
    found = figures(study([(True, False, True)] * 12, [(2,), (2,)]))

    assert found[Measure.ALPHA].reason == "No unit was rated by two coders."


def test_every_measure_has_a_formula_its_sums_and_words() -> None:
    assert set(FORMULAS) == set(NEEDS) == set(Measure)
    for measure in Measure:
        assert measure.words
        assert measure.short
        assert measure.explanation.endswith(".")
        assert any(letter.isdigit() for letter in measure.source)
