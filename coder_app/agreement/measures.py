# SPDX-License-Identifier: MIT
"""The measures that compare coders on a code against not that code: words, and formulas on sums.

Every formula is 1 - observed / expected *disagreement*, from sums over units that add up over
documents, codes and draws; `sums.py` says what each sum is. w: units alike, r: ratings of a unit,
y of them "yes", n = r - y; "met": r >= 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from coder_app.agreement.alpha import Coefficient, Floats
from coder_app.agreement.intervals import Formula, Sums
from coder_app.agreement.unitizing import u_alpha_of
from coder_app.core.places import tr


class Measure(StrEnum):
    """A coefficient that a person can choose."""

    ALPHA = "alpha"
    KAPPA = "kappa"
    FLEISS = "fleiss"
    LIGHT = "light"
    PI = "pi"
    S = "s"
    AC1 = "ac1"
    PERCENT = "percent"
    POSITIVE = "positive"
    U_ALPHA = "u-alpha"

    @property
    def words(self) -> str:
        """Name the measure."""
        return _words()[self].title

    @property
    def short(self) -> str:
        """Name it as the head of a column."""
        return _words()[self].short

    @property
    def explanation(self) -> str:
        """Say in a sentence what it is good for."""
        return _words()[self].explanation

    @property
    def source(self) -> str:
        """Give author and year."""
        return _words()[self].source


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    short: str
    explanation: str
    source: str


def _words() -> dict[Measure, _Words]:
    return {
        Measure.ALPHA: _Words(
            tr("Krippendorff’s alpha"),
            tr("Alpha"),
            tr(
                "Any number of coders, missing work allowed, corrected for small samples. The "
                "usual choice in content analysis."
            ),
            "Krippendorff 2011",
        ),
        Measure.KAPPA: _Words(
            tr("Cohen’s kappa, Conger’s for more than two"),
            tr("Kappa"),
            tr(
                "Chance from how often each coder used the code. For more than two coders the "
                "exact generalisation by Conger."
            ),
            "Cohen 1960; Conger 1980",
        ),
        Measure.FLEISS: _Words(
            tr("Fleiss’ kappa"),
            tr("Fleiss"),
            tr("Chance from how often all coders together used the code."),
            "Fleiss 1971; Gwet 2014",
        ),
        Measure.LIGHT: _Words(
            tr("Light’s kappa"),
            tr("Light"),
            tr("The mean of Cohen’s kappa over all pairs of coders."),
            "Light 1971",
        ),
        Measure.PI: _Words(
            tr("Scott’s pi"),
            tr("Pi"),
            tr("Two coders; chance from how often both together used the code."),
            "Scott 1955",
        ),
        Measure.S: _Words(
            tr("Bennett’s S (Brennan-Prediger)"),
            "S",
            tr("Chance is one half, however rare the code: high for rare codes."),
            "Bennett, Alpert & Goldstein 1954; Brennan & Prediger 1981",
        ),
        Measure.AC1: _Words(
            tr("Gwet’s AC1"),
            "AC1",
            tr("Made to stay high where coders agree on a rare code. Report it beside alpha."),
            "Gwet 2008",
        ),
        Measure.PERCENT: _Words(
            tr("Percent agreement"),
            tr("Equal"),
            tr(
                "Share of pairs of coders who say the same, the mean over units. Not corrected "
                "for chance: high for any rare code."
            ),
            "Gwet 2014",
        ),
        Measure.POSITIVE: _Words(
            tr("Positive agreement"),
            tr("Positive"),
            tr(
                "Of what one coder marked, the share that another marked too. With coded passages "
                "as units it is Holsti’s coefficient."
            ),
            "Cicchetti & Feinstein 1990; Holsti 1969",
        ),
        Measure.U_ALPHA: _Words(
            tr("Unitizing alpha (uα)"),
            "uα",
            tr(
                "For passages that coders bound freely: compares their borders along the text, "
                "each code as a continuum of its own. Needs characters as the unit."
            ),
            "Krippendorff, Mathet, Bouvry & Widlöcher 2016",
        ),
    }


# ---- formulas


def _ratio(observed: Floats, expected: Floats) -> Floats:
    """1 - observed / expected; nan where nothing is expected."""
    expected = np.asarray(expected, dtype=np.float64)
    there = expected > 0
    return np.where(there, 1 - observed / np.where(there, expected, 1), np.nan)


def alpha_of(sums: Sums) -> Floats:
    """Krippendorff's alpha, nominal (Krippendorff 2011, section C)."""
    yes, no = sums["yes"], sums["no"]
    return _ratio(sums["unlike"], 2 * yes * no / np.maximum(yes + no - 1, 1))


def fleiss_of(sums: Sums) -> Floats:
    """Fleiss' kappa (Fleiss 1971, as extended by Gwet 2014 to missing ratings)."""
    share = _share(sums)
    return _ratio(_unlike_share(sums), 2 * share * (1 - share))


def ac1_of(sums: Sums) -> Floats:
    """Gwet's AC1 for two categories (Gwet 2008, eq. 5)."""
    share = _share(sums)
    return _ratio(_unlike_share(sums), share**2 + (1 - share) ** 2)


def s_of(sums: Sums) -> Floats:
    """Bennett's S, Brennan & Prediger's coefficient: chance is 1 / 2."""
    unlike = _unlike_share(sums)
    return _ratio(unlike, np.full_like(unlike, 0.5))


def percent_of(sums: Sums) -> Floats:
    """Mean over units of the share of pairs who agree (Gwet 2014, chapter 2: p_a)."""
    return 1 - _unlike_share(sums)


def pi_of(sums: Sums) -> Floats:
    """Scott's pi (Scott 1955): two coders, over the units that both rated."""
    share = sums["yes"] / np.maximum(sums["yes"] + sums["no"], 1)
    return _ratio(_unlike_share(sums), 2 * share * (1 - share))


def kappa_of(sums: Sums) -> Floats:
    """Conger's kappa (Conger 1980), for two coders Cohen's (Cohen 1960).

    1 - p_e = 2 p (1 - p) + 2 s / m, with p the mean and s the variance (divisor m - 1) of the
    coders' own shares of "yes".
    """
    rated = sums["rated_each"]
    own = np.where(rated > 0, sums["yes_each"] / np.maximum(rated, 1), np.nan)
    coders = np.maximum((rated > 0).sum(axis=0), 1)
    with np.errstate(invalid="ignore"):
        mean = np.nansum(own, axis=0) / coders
        spread = np.nansum((own - mean) ** 2, axis=0) / np.maximum(coders - 1, 1)
    return _ratio(_unlike_share(sums), 2 * mean * (1 - mean) + 2 * spread / coders)


def light_of(sums: Sums) -> Floats:
    """Light's kappa (Light 1971): the mean of Cohen's over pairs, undefined if one of them is."""
    both, unlike = sums["pair_both"], sums["pair_unlike"]
    first, second = sums["pair_first"], sums["pair_second"]
    expected = (first * (both - second) + second * (both - first)) / np.maximum(both, 1)
    kappas = _ratio(unlike, expected)
    return np.asarray(
        kappas.sum(axis=0) / len(kappas) if len(kappas) else unlike.sum(axis=0) * np.nan
    )


def positive_of(sums: Sums) -> Floats:
    """Positive agreement (Cicchetti & Feinstein 1990; for several coders over all pairs)."""
    return _ratio(sums["split"], sums["yes_pairs"])


def negative_of(sums: Sums) -> Floats:
    """Negative agreement (Cicchetti & Feinstein 1990; for several coders over all pairs)."""
    return _ratio(sums["split"], sums["no_pairs"])


def prevalence_of(sums: Sums) -> Floats:
    """Share of "yes" among all ratings of units that two or more rated."""
    given = sums["yes"] + sums["no"]
    return np.where(given > 0, sums["yes"] / np.maximum(given, 1), np.nan)


def _unlike_share(sums: Sums) -> Floats:
    """1 - p_a; nan where no unit was rated twice."""
    units = sums["units"]
    return np.where(units > 0, sums["unlike_share"] / np.maximum(units, 1), np.nan)


def _share(sums: Sums) -> Floats:
    """Share of "yes" in the mean over all units rated at all (Gwet 2014)."""
    return np.asarray(sums["share_yes"] / np.maximum(sums["rated"], 1), dtype=np.float64)


def u_alpha_from(sums: Sums) -> Floats:
    """Unitizing alpha, each code as its own continuum (Krippendorff et al. 2016, eq. 5)."""
    return u_alpha_of(np.moveaxis(sums["continua"], 0, -1))


FORMULAS: dict[Measure, Formula] = {
    Measure.ALPHA: alpha_of,
    Measure.KAPPA: kappa_of,
    Measure.FLEISS: fleiss_of,
    Measure.LIGHT: light_of,
    Measure.PI: pi_of,
    Measure.S: s_of,
    Measure.AC1: ac1_of,
    Measure.PERCENT: percent_of,
    Measure.POSITIVE: positive_of,
    Measure.U_ALPHA: u_alpha_from,
}

NEEDS: dict[Measure, tuple[str, ...]] = {
    Measure.ALPHA: ("unlike", "yes", "no"),
    Measure.KAPPA: ("units", "unlike_share", "yes_each", "rated_each"),
    Measure.FLEISS: ("units", "unlike_share", "share_yes", "rated"),
    Measure.LIGHT: ("pair_both", "pair_unlike", "pair_first", "pair_second"),
    Measure.PI: ("units", "unlike_share", "yes", "no"),
    Measure.S: ("units", "unlike_share"),
    Measure.AC1: ("units", "unlike_share", "share_yes", "rated"),
    Measure.PERCENT: ("units", "unlike_share"),
    Measure.POSITIVE: ("split", "yes_pairs"),
    Measure.U_ALPHA: ("continua",),
}
"""The sums that each formula looks at; a bootstrap draws no others."""


def figures_of(sums: Sums) -> dict[Measure, list[Coefficient]]:
    """Work out every figure for each group, with a reason where one is undefined."""
    found = {measure: coefficients(FORMULAS[measure], sums, NEEDS[measure]) for measure in Measure}
    coders = len(sums["marked_each"])
    if coders > 2:
        reason = tr("Takes two coders; Fleiss’ kappa takes more.")
        found[Measure.PI] = [Coefficient(None, reason)] * len(found[Measure.PI])
    return found


def coefficients(formula: Formula, sums: Sums, needs: tuple[str, ...]) -> list[Coefficient]:
    """Work out a figure for each group, with a reason where it is undefined."""
    units, used = sums["units"], sums["any"]
    if not set(needs) <= set(sums):
        return [Coefficient(None, _not_counted(needs))] * len(units)
    plain = formula is percent_of  # that nobody used a code is agreement, though by chance
    return [
        _coefficient(float(value), bool(met), bool(some) or plain)
        for value, met, some in zip(formula(sums), units, used, strict=True)
    ]


def _coefficient(value: float, met: bool, used: bool) -> Coefficient:
    if not met:
        return Coefficient(None, tr("No unit was rated by two coders."))
    if not used:
        return Coefficient(None, tr("Nobody used it: nothing to compare."))
    if np.isnan(value):
        same = tr("All ratings are the same: agreement cannot be told from chance.")
        return Coefficient(None, same)
    return Coefficient(value)


def _not_counted(needs: tuple[str, ...]) -> str:
    """Say why the sums of a measure are not there."""
    if "continua" in needs:
        return tr("Needs characters as the unit: it compares borders.")
    return tr(
        "Nobody can count the passages that nobody coded, so chance cannot be corrected for. "
        "Choose turns or sentences as the unit."
    )
