# SPDX-License-Identifier: MIT
"""How sure a figure is: an interval from draws of whole documents or turns, never of characters.

Characters of one passage were coded in one stroke: taken as separate draws they would make any
interval absurdly narrow. What can be drawn again are documents, or turns as the smallest block.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from statistics import NormalDist

import numpy as np

from coder_app.agreement.alpha import Floats
from coder_app.core.places import tr, tr_n
from coder_app.core.stopping import go_on

Sums = Mapping[str, Floats]
"""What a formula needs, by name: … × clusters × groups before drawing, … × groups after."""

Formula = Callable[[Sums], Floats]
"""From sums to one figure for each group (and draw); nan where it is undefined."""

FEWEST_CLUSTERS = 5  # fewer give an interval that only looks like one
FEW_CLUSTERS = 10  # fewer are told to the reader
MOST_UNDEFINED = 0.05  # of the draws
_AT_ONCE = 1 << 20  # draws × clusters held in memory


class Method(StrEnum):
    """How an interval is made."""

    PERCENTILE = "percentile"
    BCA = "bca"
    ANALYTIC = "analytic"
    NONE = "none"

    @property
    def words(self) -> str:
        """Name the method."""
        return {
            Method.PERCENTILE: tr("percentile bootstrap"),
            Method.BCA: tr("BCa bootstrap"),
            Method.ANALYTIC: tr("standard error of the formula"),
            Method.NONE: tr("no interval"),
        }[self]

    @property
    def explanation(self) -> str:
        """Say in a sentence what it does, with the source."""
        return {
            Method.PERCENTILE: tr(
                "Draws whole transcripts or turns with replacement, works the figure out for each "
                "draw, and takes the middle 95 % (Efron 1979)."
            ),
            Method.BCA: tr(
                "The same draws, corrected for bias and for a spread that changes with the figure "
                "(Efron 1987)."
            ),
            Method.ANALYTIC: tr(
                "From the formula’s own standard error, which takes units as independent of each "
                "other (Fleiss, Cohen & Everitt 1969; Gwet 2014). Not for characters or words."
            ),
            Method.NONE: tr("The figure alone. A reader cannot tell how sure it is."),
        }[self]


class Over(StrEnum):
    """What is drawn again."""

    BEST = "best"
    DOCUMENTS = "documents"
    TURNS = "turns"

    @property
    def words(self) -> str:
        """Name what is drawn."""
        return {
            Over.BEST: tr("transcripts, or turns if these are few"),
            Over.DOCUMENTS: tr("whole transcripts"),
            Over.TURNS: tr("turns"),
        }[self]

    @property
    def explanation(self) -> str:
        """Say what the choice means for the interval."""
        return {
            Over.BEST: tr(
                "Whole transcripts where there are {n} or more of them, turns otherwise; the "
                "explanation below the table says which."
            ).format(n=FEWEST_CLUSTERS),
            Over.DOCUMENTS: tr(
                "Speaks of further transcripts like these: what one participant says is coded "
                "alike, so this is the honest choice where there are enough of them."
            ),
            Over.TURNS: tr(
                "Speaks of further turns in these transcripts, as if turns did not depend on who "
                "says them: narrower."
            ),
        }[self]

    def counted(self, number: int) -> str:
        """Say how many there are."""
        if self is not Over.TURNS:
            return tr_n("{n} transcript", "{n} transcripts", number)
        return tr_n("{n} turn", "{n} turns", number)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntervalRule:
    """How intervals are made; the seed makes them the same every time."""

    method: Method = Method.PERCENTILE
    over: Over = Over.BEST
    draws: int = 1000
    seed: int = 20261127
    level: float = 0.95

    def __post_init__(self) -> None:
        if not 0 < self.level < 1 or self.draws < 1:
            raise ValueError("an interval takes a level between 0 and 1, and draws")

    @property
    def is_drawn(self) -> bool:
        """Tell whether it is a bootstrap."""
        return self.method in (Method.PERCENTILE, Method.BCA)


@dataclass(frozen=True, slots=True)
class Interval:
    """From where to where a figure lies, or why that cannot be said."""

    low: float | None
    high: float | None
    reason: str = ""

    def __post_init__(self) -> None:
        if (self.low is None) != (self.high is None) or (self.low is None) != bool(self.reason):
            raise ValueError("an interval has either two ends or a reason")


def no_interval() -> Interval:
    """Say that none was asked for."""
    return Interval(None, None, tr("No interval was asked for."))


def bootstrap(sums: Sums, formula: Formula, rule: IntervalRule) -> list[Interval]:
    """Give each group's interval from draws of clusters with replacement.

    `sums`: arrays … × clusters × groups that add up over clusters. Percentile: Efron & Tibshirani
    1993, An Introduction to the Bootstrap, §13.3; BCa: Efron 1987, JASA 82:171-185, eqs. 2.3 and
    6.6, with the acceleration from leaving out one cluster at a time.
    """
    clusters = next(iter(sums.values())).shape[-2]
    groups = next(iter(sums.values())).shape[-1]
    if clusters < FEWEST_CLUSTERS:
        return [_too_few(clusters, rule.over)] * groups
    drawn = np.concatenate([formula(some) for some in _draws(sums, clusters, rule)])
    low, high = _ends(sums, formula, drawn, rule)
    undefined = np.isnan(drawn).sum(axis=0)
    value = formula({name: table.sum(axis=-2) for name, table in sums.items()})
    return [_one(value[g], low[g], high[g], int(undefined[g]), len(drawn)) for g in range(groups)]


def _draws(sums: Sums, clusters: int, rule: IntervalRule) -> Iterator[Sums]:
    """Draw clusters a few hundred times at once; sums come with the draws in front of groups."""
    if rule.draws * clusters <= _AT_ONCE:
        go_on()
        times = _few_draws(clusters, rule.draws, rule.seed)
        yield {name: times @ table for name, table in sums.items()}
        return
    random, most = np.random.default_rng(rule.seed), max(_AT_ONCE // clusters, 1)
    for begin in range(0, rule.draws, most):
        go_on()
        times = _drawn(random, clusters, min(most, rule.draws - begin))
        yield {name: times @ table for name, table in sums.items()}


@lru_cache(maxsize=4)
def _few_draws(clusters: int, draws: int, seed: int) -> Floats:
    """Draw once for all tables of a report: the same seed gives the same draws."""
    times = _drawn(np.random.default_rng(seed), clusters, draws)
    times.flags.writeable = False
    return times


def _drawn(random: np.random.Generator, clusters: int, draws: int) -> Floats:
    """Say how often each cluster is drawn: draws × clusters."""
    even = np.full(clusters, 1 / clusters)
    return random.multinomial(clusters, even, size=draws).astype(np.float64)


def _ends(sums: Sums, formula: Formula, drawn: Floats, rule: IntervalRule) -> tuple[Floats, Floats]:
    """Find where the tails begin, for each group."""
    tail = (1 - rule.level) / 2
    groups = drawn.shape[1]
    shares = np.tile([tail, 1 - tail], (groups, 1))
    if rule.method is Method.BCA:
        shares = _corrected(sums, formula, drawn, tail)
    ends = np.full((2, groups), math.nan)
    for group in range(groups):
        defined = drawn[~np.isnan(drawn[:, group]), group]
        if len(defined) and not np.isnan(shares[group]).any():
            ends[:, group] = np.quantile(defined, shares[group])
    return ends[0], ends[1]


def _corrected(sums: Sums, formula: Formula, drawn: Floats, tail: float) -> Floats:
    """Shift the two tails by bias and acceleration (Efron 1987): groups × 2."""
    total = {name: table.sum(axis=-2) for name, table in sums.items()}
    value = formula(total)
    without = formula({name: total[name][..., None, :] - table for name, table in sums.items()})
    normal, found = NormalDist(), np.full((len(value), 2), math.nan)
    for group, point in enumerate(value):
        mine = drawn[~np.isnan(drawn[:, group]), group]
        rest = without[~np.isnan(without[:, group]), group]
        if np.isnan(point) or not len(mine) or not len(rest):
            continue
        below = float((mine < point).mean() + (mine == point).mean() / 2)
        if not 0 < below < 1:
            continue
        bias, pull = normal.inv_cdf(below), _acceleration(rest)
        for side, share in enumerate((tail, 1 - tail)):
            z = bias + normal.inv_cdf(share)
            if pull * z < 1:
                found[group, side] = normal.cdf(bias + z / (1 - pull * z))
    return found


def _acceleration(without: Floats) -> float:
    """Skewness of the figure over leaving out one cluster at a time (Efron 1987, eq. 6.6)."""
    apart = without.mean() - without
    spread = float((apart**2).sum())
    return float((apart**3).sum()) / (6 * spread**1.5) if spread > 0 else 0.0


def _one(value: float, low: float, high: float, undefined: int, draws: int) -> Interval:
    if math.isnan(value):
        return Interval(None, None, tr("There is no figure."))
    if undefined > MOST_UNDEFINED * draws:
        reason = tr("In {n} of {all} draws nothing varied: too rare for an interval.")
        return Interval(None, None, reason.format(n=f"{undefined:,}", all=f"{draws:,}"))
    if math.isnan(low) or math.isnan(high):
        return Interval(None, None, tr("All draws gave the same: nothing varies."))
    return Interval(float(low), float(high))


def _too_few(clusters: int, over: Over) -> Interval:
    reason = tr("{what}: too few to draw from. An interval takes {n} or more.")
    return Interval(None, None, reason.format(what=over.counted(clusters), n=FEWEST_CLUSTERS))
