# SPDX-License-Identifier: MIT
"""Intervals from the standard error of a formula, which takes units as independent."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from coder_app.agreement.alpha import Ints
from coder_app.agreement.estimate import Estimate
from coder_app.agreement.intervals import Interval
from coder_app.agreement.krippendorff import krippendorff_alpha
from coder_app.agreement.many import (
    brennan_prediger,
    conger_kappa,
    fleiss_kappa,
    gwet_ac,
    observed_agreement,
)
from coder_app.agreement.measures import Measure
from coder_app.agreement.pairs import cohen_kappa
from coder_app.agreement.plain import RatingTable
from coder_app.agreement.units import Ratings
from coder_app.core.places import tr

_ESTIMATES: dict[Measure, Callable[[RatingTable], Estimate]] = {
    Measure.ALPHA: krippendorff_alpha,
    Measure.KAPPA: conger_kappa,
    Measure.FLEISS: fleiss_kappa,
    Measure.PI: fleiss_kappa,  # for two coders who rated all units it is the same
    Measure.S: brennan_prediger,
    Measure.AC1: gwet_ac,
    Measure.PERCENT: observed_agreement,
}


def analytic_intervals(
    ratings: Ratings, group: Ints, groups: int, measure: Measure, level: float
) -> list[Interval]:
    """Give each group's interval; `group` numbers each run, -1 leaves it out."""
    if ratings.unit.is_joined:
        reason = tr(
            "Neighbouring {unit}s are not independent: draw transcripts or turns instead."
        ).format(unit=ratings.unit.value)
        return [Interval(None, None, reason)] * groups
    estimate = _ESTIMATES.get(measure)
    if measure is Measure.KAPPA and len(ratings.coders) == 2:
        estimate = cohen_kappa
    if estimate is None:
        reason = tr("No standard error is known for this measure: draw transcripts instead.")
        return [Interval(None, None, reason)] * groups
    return [estimate(_table(ratings, group == n)).interval(level) for n in range(groups)]


def _table(ratings: Ratings, some: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> RatingTable:
    """Give the runs of a group as a table: code or not that code, -1 for missing."""
    said = np.where(ratings.rated[:, some], ratings.yes[:, some], -1).astype(np.int64)
    return RatingTable((False, True), said, ratings.weight[some].astype(np.float64))
