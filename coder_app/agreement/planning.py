# SPDX-License-Identifier: MIT
"""How many units two coders need so that the interval of an agreement figure gets narrow enough."""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist

from coder_app.core.places import tr


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A number of units, with the assumption it rests on; or none, with the reason."""

    units: int | None
    sentence: str


def kappa_error(*, kappa: float, prevalence: float, units: float) -> float:
    """Work out the standard error of the intraclass kappa of two coders and two categories.

    Bloch & Kraemer 1989, Biometrics 45:269-287; Donner & Eliasziw 1992, Statistics in Medicine
    11:1511-1519: Var = (1-κ)/n · [(1-κ)(1-2κ) + κ(2-κ) / (2π(1-π))]. In large samples the same
    holds for Scott's pi and for Krippendorff's alpha.
    """
    chance = 2 * prevalence * (1 - prevalence)
    spread = (1 - kappa) * (1 - 2 * kappa) + kappa * (2 - kappa) / chance
    return math.sqrt((1 - kappa) * spread / units)


def units_for_width(*, kappa: float, prevalence: float, width: float, level: float = 0.95) -> Plan:
    """Say how many units make the interval as narrow as wished, from figures that are expected.

    `width` is from the lower to the upper limit, `prevalence` the share of units with the code.
    """
    if not 0 <= kappa < 1:
        return Plan(units=None, sentence=tr("Expect an agreement from 0 to below 1."))
    if not 0 < prevalence < 1:
        return Plan(units=None, sentence=tr("Expect the code on some units, but not on all."))
    if not 0 < width <= 1:
        return Plan(units=None, sentence=tr("Wish for an interval above 0 and up to 1 wide."))
    reach = 2 * NormalDist().inv_cdf((1 + level) / 2)
    error = kappa_error(kappa=kappa, prevalence=prevalence, units=1)
    units = max(math.ceil((reach * error / width) ** 2), 2)
    return Plan(
        units=units,
        sentence=tr(
            "Assumes two coders who mark {share} of the units each, an agreement of {kappa} and "
            "units that do not depend on each other."
        ).format(share=f"{prevalence:.0%}", kappa=f"{kappa:.2f}"),
    )


def units_from_pilot(*, units: int, measured: float, width: float) -> Plan:
    """Say how many units are needed after a pilot whose interval was `measured` wide.

    Units are whatever the interval was taken over: documents or turns if those were drawn anew.
    """
    if units < 2 or measured <= 0:
        return Plan(
            units=None, sentence=tr("The pilot needs two units and an interval of some width.")
        )
    if width <= 0:
        return Plan(units=None, sentence=tr("Wish for an interval that is wider than 0."))
    return Plan(
        units=max(math.ceil(units * (measured / width) ** 2 - 1e-9), 2),
        sentence=tr(
            "Assumes that what follows is like the pilot: an interval narrows with the square root "
            "of the number of units."
        ),
    )
