# SPDX-License-Identifier: MIT
"""All coefficients that a plain table of ratings has, by name, for the scale its values are on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coder_app.agreement import krippendorff, many, pairs, plain
from coder_app.agreement.alpha import Coefficient, Floats
from coder_app.agreement.estimate import Estimate
from coder_app.agreement.krippendorff import Metric
from coder_app.agreement.plain import RatingTable, Value
from coder_app.agreement.weightings import Weighting, agreement_weights
from coder_app.core.places import tr

WEIGHTING = {
    Metric.NOMINAL: Weighting.IDENTITY,
    Metric.ORDINAL: Weighting.ORDINAL,
    Metric.INTERVAL: Weighting.QUADRATIC,
    Metric.RATIO: Weighting.RATIO,
}
"""The agreement weights that go with a scale (Gwet 2014, chapter 3)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A coefficient with its name and who it is by."""

    name: str
    source: str
    estimate: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryFigures:
    """How far raters agree on one category against all others."""

    category: Value
    ratings: float  # that are this category
    alpha: Coefficient
    fleiss: Coefficient


def figures(table: RatingTable, metric: Metric = Metric.NOMINAL) -> list[Figure]:
    """Work out every coefficient that is defined for so many raters and this scale.

    On other scales than the nominal, kappas, AC2 and percent agreement are weighted to match.
    """
    weights = agreement_weights(WEIGHTING[metric], table.scale)
    found = [*_for_any_number(table, metric, weights)]
    if table.raters == 2:
        found += _for_two(table, metric, weights)
    else:
        found += _for_many(table, weights)
    return found


def by_category(table: RatingTable) -> list[CategoryFigures]:
    """Set each category against all others."""
    alphas, kappas = krippendorff.alpha_by_category(table), many.fleiss_by_category(table)
    return [
        CategoryFigures(
            category=category, ratings=float(count), alpha=alphas[category], fleiss=kappas[category]
        )
        for category, count in zip(table.categories, table.counts(), strict=True)
    ]


def _for_any_number(table: RatingTable, metric: Metric, weights: Floats) -> Iterator[Figure]:
    plainly = metric is Metric.NOMINAL
    percent = tr("Percent agreement") if plainly else tr("Percent agreement, weighted")
    yield _figure(percent, "Gwet 2014", many.observed_agreement(table, weights))
    yield _figure(tr("Units on which all agree"), "", _alone(plain.percent_unanimous(table)))
    yield _figure(
        tr("Krippendorff’s alpha"),
        "Krippendorff 2011",
        krippendorff.krippendorff_alpha(table, metric),
    )
    yield _figure(tr("Fleiss’ kappa"), "Fleiss 1971", many.fleiss_kappa(table, weights))
    gwet = tr("Gwet’s AC1") if plainly else tr("Gwet’s AC2")
    yield _figure(gwet, "Gwet 2008", many.gwet_ac(table, weights))
    yield _figure(
        tr("Brennan and Prediger’s kappa"),
        "Brennan & Prediger 1981",
        many.brennan_prediger(table, weights),
    )


def _for_two(table: RatingTable, metric: Metric, weights: Floats) -> Iterator[Figure]:
    yield _figure(tr("Cohen’s kappa"), "Cohen 1960", pairs.cohen_kappa(table, weights))
    if metric is Metric.NOMINAL:  # weighted, they are what stands above
        highest = _alone(pairs.cohen_maximum(table))
        yield _figure(tr("Highest kappa for these shares"), "Cohen 1960", highest)
        yield _figure(tr("Scott’s pi"), "Scott 1955", _alone(pairs.scott_pi(table)))
        s = _alone(pairs.bennett_s(table))
        yield _figure(tr("Bennett’s S"), "Bennett, Alpert & Goldstein 1954", s)


def _for_many(table: RatingTable, weights: Floats) -> Iterator[Figure]:
    yield _figure(tr("Conger’s kappa"), "Conger 1980", many.conger_kappa(table, weights))
    light = _alone(many.light_kappa(table, weights))
    yield _figure(tr("Light’s kappa"), "Light 1971", light)


def _figure(name: str, source: str, estimate: Estimate) -> Figure:
    return Figure(name=name, source=source, estimate=estimate)


def _alone(value: Coefficient) -> Estimate:
    """Give a figure of which no standard error is worked out."""
    reason = value.reason or tr("No standard error is worked out for it.")
    return Estimate(value=value, error=Coefficient(None, reason))
