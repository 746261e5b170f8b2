# SPDX-License-Identifier: MIT
"""Gamma: the best alignment of what coders marked, against that of continua drawn at random.

Mathet, Widlöcher & Métivier 2015, Computational Linguistics 41:437-479; gamma-cat: Mathet 2017,
43:661-681. Alignment and sampling are those of pygamma-agreement, which a plain installation does
not bring along (the extra "gamma"): without it every figure says so.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from importlib.util import find_spec
from typing import Any

import numpy as np

from coder_app.agreement.alpha import Coefficient
from coder_app.agreement.segments import Value
from coder_app.agreement.units import Key
from coder_app.core.places import tr

PlacedUnit = tuple[float, float, Value]  # start, end, value; units of one coder may overlap
Marked = Mapping[Key, Sequence[PlacedUnit]]


class Sampler(StrEnum):
    """How continua are drawn at random."""

    STATISTICAL = "statistical"  # lengths, gaps and values drawn anew, as often as they occur
    SHUFFLE = "shuffle"  # each coder's units shifted by a random length, as Mathet's program does


@dataclass(frozen=True, slots=True, kw_only=True)
class GammaRule:
    """What gamma depends on; to be told with each figure."""

    alpha: float = 1.0  # weight of the place
    beta: float = 1.0  # weight of the value
    delta_empty: float = 1.0  # what a unit without partner costs
    sampler: Sampler = Sampler.STATISTICAL
    samples: int = 30  # at least
    precision: float | None = None  # draw until the expected part is known that well (0.02: 2 %)
    seed: int = 20261127


@dataclass(frozen=True, slots=True, kw_only=True)
class Gamma:
    """Gamma of one text, with the rule it followed."""

    gamma: Coefficient
    gamma_cat: Coefficient
    observed: Coefficient  # disorder of the best alignment
    samples: int  # continua drawn
    rule: GammaRule


def is_available() -> bool:
    """Tell whether the library that aligns units is installed."""
    return find_spec("pygamma_agreement") is not None


def positional_dissimilarity(
    one: tuple[float, float], other: tuple[float, float], *, delta_empty: float = 1.0
) -> Coefficient:
    """Work out ((|s_u - s_v| + |e_u - e_v|) / (l_u + l_v))² Δ∅ (2015, section 4.3.1)."""
    apart = abs(one[0] - other[0]) + abs(one[1] - other[1])
    length = one[1] - one[0] + other[1] - other[0]
    if length <= 0:
        return Coefficient(None, tr("Units without length have no dissimilarity."))
    return Coefficient((apart / length) ** 2 * delta_empty)


def gamma(marked: Marked, rule: GammaRule | None = None) -> Gamma:
    """Work out gamma and gamma-cat of what coders marked in one text."""
    rule = rule or GammaRule()
    reason = _why_not(marked)
    if reason:
        none = Coefficient(None, reason)
        return Gamma(gamma=none, gamma_cat=none, observed=none, samples=0, rule=rule)
    with _undisturbed(rule.seed):
        found = _continuum(marked).compute_gamma(
            _dissimilarity(rule),
            n_samples=rule.samples,
            precision_level=rule.precision,
            sampler=_sampler(rule.sampler),
        )
        return Gamma(
            gamma=Coefficient(float(found.gamma)),
            gamma_cat=Coefficient(float(found.gamma_cat)),
            observed=Coefficient(float(found.observed_disorder)),
            samples=int(found.n_samples),
            rule=rule,
        )


def disorder(marked: Marked, rule: GammaRule | None = None) -> Coefficient:
    """Work out the disorder of the best alignment."""
    reason = _why_not(marked)
    if reason:
        return Coefficient(None, reason)
    rule = rule or GammaRule()
    with _undisturbed(rule.seed):
        return Coefficient(_least_disorder(marked, rule))


def gamma_of_samples(
    marked: Marked, samples: Sequence[Marked], rule: GammaRule | None = None
) -> Coefficient:
    """Work out gamma with continua that are given instead of drawn."""
    reason = _why_not(marked)
    if reason or not samples:
        return Coefficient(None, reason or tr("No continua to compare with were given."))
    rule = rule or GammaRule()
    with _undisturbed(rule.seed):
        observed = _least_disorder(marked, rule)
        expected = float(np.mean([_least_disorder(one, rule) for one in samples]))
    if not expected:
        return Coefficient(None, tr("The given continua are without disorder: nothing expected."))
    return Coefficient(1 - observed / expected)


def _why_not(marked: Marked) -> str:
    if len(marked) < 2:
        return tr("No text was looked at by two coders.")
    if not any(marked.values()):
        return tr("Nobody marked anything: nothing to compare.")
    if not is_available():
        return tr("Gamma needs the package pygamma-agreement: install it with pip.")
    return ""


def _least_disorder(marked: Marked, rule: GammaRule) -> float:
    return float(_continuum(marked).get_best_alignment(_dissimilarity(rule)).disorder)


def _continuum(marked: Marked) -> Any:  # noqa: ANN401 - a type of a library without types
    from pyannote.core import Segment
    from pygamma_agreement import Continuum

    values = list(dict.fromkeys(value for units in marked.values() for _, _, value in units))
    continuum = Continuum()
    for who, units in enumerate(marked.values()):
        continuum.add_annotator(f"{who:04}")
        for start, end, value in units:
            continuum.add(f"{who:04}", Segment(start, end), f"{values.index(value):04}")
    return continuum


def _dissimilarity(rule: GammaRule) -> Any:  # noqa: ANN401
    from pygamma_agreement import CombinedCategoricalDissimilarity

    return CombinedCategoricalDissimilarity(
        alpha=rule.alpha, beta=rule.beta, delta_empty=rule.delta_empty
    )


def _sampler(sampler: Sampler) -> Any:  # noqa: ANN401
    from pygamma_agreement import ShuffleContinuumSampler, StatisticalContinuumSampler

    return {
        Sampler.STATISTICAL: StatisticalContinuumSampler,
        Sampler.SHUFFLE: ShuffleContinuumSampler,
    }[sampler]()


@contextmanager
def _undisturbed(seed: int) -> Iterator[None]:
    """Seed numpy's own generator, which the library draws from, and leave no trace in it.

    The library also tells the root logger with each alignment which solver it took.
    """
    root, quiet = logging.getLogger(), logging.NullHandler()
    state = np.random.get_state()
    np.random.seed(seed)
    root.addHandler(quiet)  # else the first word to the root logger opens a handler for all
    root.addFilter(_not_on_solvers)
    try:
        yield
    finally:
        root.removeFilter(_not_on_solvers)
        root.removeHandler(quiet)
        np.random.set_state(state)


def _not_on_solvers(record: logging.LogRecord) -> bool:
    return "solver" not in str(record.msg)
