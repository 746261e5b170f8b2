# SPDX-License-Identifier: MIT
"""The measures on plain tables, each computed from a case of the reference file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import numpy as np

from coder_app.agreement import krippendorff, many, pairs, plain, sets
from coder_app.agreement.alpha import Coefficient, Floats
from coder_app.agreement.estimate import Estimate
from coder_app.agreement.plain import RatingTable
from coder_app.agreement.weightings import Weighting, agreement_weights, ranks

Case = dict[str, Any]
SAME_WEIGHTING = {
    "unweighted": Weighting.IDENTITY,
    "squared": Weighting.QUADRATIC,
    "equal": Weighting.LINEAR,
}
RUN_LENGTH = "run length"


def table_of(case: Case) -> RatingTable:
    """Read the data of a case, in whichever of its shapes."""
    data, options = case["data"], case["options"]
    if "raters_x_units" in data:
        rows, weight = data["raters_x_units"], data.get("weight")
    elif "runs" in data:
        rows = list(zip(*(run["ratings"] for run in data["runs"]), strict=True))
        weight = [run["length"] for run in data["runs"]]
    else:
        rows, weight = characters(data, options.get("code"))
        return RatingTable.of(rows, categories=[False, True], weight=weight)
    rows = [[as_value(value) for value in row] for row in rows]
    declared = options.get("categories")
    categories = None if declared is None else [as_value(value) for value in declared]
    table = RatingTable.of(rows, categories=categories, weight=weight)
    return table.occurring() if "occurring" in options.get("weight_scale", "") else table


def as_value(value: Any) -> Any:
    """Take a list for the set of codes that it stands for."""
    return frozenset(value) if isinstance(value, list) else value


def characters(data: Case, code: str | None) -> tuple[list[list[bool]], list[int]]:
    """Cut a text into runs: who marked them with the code."""
    raters = data.get("raters") or sorted({unit["rater"] for unit in data["units"]})
    spans = [unit for unit in data["units"] if code is None or unit["category"] == code]
    borders = {0, data["length"]} | {unit[end] for unit in spans for end in ("start", "end")}
    runs = list(pairwise(sorted(borders)))
    rows = [
        [
            any(u["rater"] == rater and u["start"] <= start < u["end"] for u in spans)
            for start, _ in runs
        ]
        for rater in raters
    ]
    return rows, [end - start for start, end in runs]


def weights_of(case: Case, table: RatingTable) -> Floats | None:
    name = case["options"].get("weights")
    if name is None or name == RUN_LENGTH:
        return None
    if not isinstance(name, str):
        return np.array(name, dtype=np.float64)
    by_rank = "rank" in case["options"].get("weight_scale", "")
    scale = ranks(np.arange(len(table.categories))) if by_rank else table.scale
    return agreement_weights(SAME_WEIGHTING.get(name) or Weighting(name), scale)


def alpha(case: Case) -> Estimate:
    table, options = table_of(case), case["options"]
    distance = options.get("distance")
    if isinstance(distance, dict):
        distance = distance_matrix(distance, table)
    elif distance is not None:
        return set_valued(case)
    metric = options.get("metric", "nominal")
    metric = krippendorff.Metric("nominal" if metric == "custom" else metric)
    return krippendorff.krippendorff_alpha(
        table, metric, distance=distance, weights=weights_of(case, table)
    )


def distance_matrix(named: dict[str, float], table: RatingTable) -> Floats:
    names = [str(category) for category in table.categories]
    found = 1 - np.eye(len(names))
    for pair, distance in named.items():
        one, other = (names.index(name) for name in pair.split("|"))
        found[one, other] = found[other, one] = distance
    return found


def weighted(measure: Callable[..., Any]) -> Callable[[Case], Any]:
    def compute(case: Case) -> Any:
        table = table_of(case)
        return measure(table, weights_of(case, table))

    return compute


def on_table(measure: Callable[[RatingTable], Any]) -> Callable[[Case], Any]:
    return lambda case: measure(table_of(case))


def set_valued(case: Case) -> Estimate:
    rule = sets.SetDistance(case["options"].get("distance", "masi"))
    return sets.table_alpha(table_of(case), rule)


def set_distances(case: Case) -> dict[str, float]:
    one, other = (frozenset(case["data"][name]) for name in "ab")
    return {rule: sets.set_distance(rule, one, other) for rule in sets.SetDistance}


def percent(case: Case) -> Coefficient:
    readings = {
        "item_mean": plain.percent_by_unit,
        "by_ratings": plain.percent_by_rating,
        "by_pairs": plain.percent_by_pair,
        "unanimous": plain.percent_unanimous,
    }
    reading = case["options"].get("reading") or case["options"].get("variant") or "item_mean"
    return readings[reading](table_of(case))


def holsti(case: Case) -> Coefficient:
    data = case["data"]
    return plain.holsti(data["n1"], data["n2"], data["agreements"])


def with_errors(name: str, estimate: Callable[[Case], Estimate]) -> Iterable[tuple[str, Any]]:
    """Give a coefficient, its standard error, and its interval; weighted is in the options."""
    for middle in ("", "_weighted"):
        yield name + middle, lambda case: estimate(case).value
        yield f"{name}{middle}_se", lambda case: estimate(case).error
        yield f"{name}{middle}_ci", lambda case: interval(estimate(case), case)


def interval(estimate: Estimate, case: Case) -> list[float] | Coefficient:
    found = estimate.interval(case["options"].get("level", 0.95))
    if found.low is None or found.high is None:
        return Coefficient(None, found.reason)
    return [found.low, found.high]


MEASURES: dict[str, Callable[[Case], object]] = {
    **dict(with_errors("fleiss_kappa", weighted(many.fleiss_kappa))),
    **dict(with_errors("conger_kappa", weighted(many.conger_kappa))),
    **dict(with_errors("brennan_prediger", weighted(many.brennan_prediger))),
    **dict(with_errors("gwet_ac1", weighted(many.gwet_ac))),
    **dict(with_errors("gwet_ac2", weighted(many.gwet_ac))),
    **dict(with_errors("cohen_kappa", weighted(pairs.cohen_kappa))),
    **dict(with_errors("weighted_kappa", weighted(pairs.cohen_kappa))),
    **dict(with_errors("krippendorff_alpha", alpha)),
    **dict(with_errors("krippendorff_alpha_set", set_valued)),
    "cohen_kappa_max": on_table(pairs.cohen_maximum),
    "cohen_kappa_se_null": weighted(pairs.cohen_null_error),
    "weighted_kappa_se_null": weighted(pairs.cohen_null_error),
    "cohen_kappa_z": weighted(pairs.cohen_z),
    "weighted_kappa_z": weighted(pairs.cohen_z),
    "scott_pi": on_table(pairs.scott_pi),
    "bennett_s": on_table(pairs.bennett_s),
    "light_kappa": weighted(many.light_kappa),
    "light_kappa_weighted": weighted(many.light_kappa),
    "fleiss_kappa_z": on_table(many.fleiss_z),
    "fleiss_kappa_se_null": on_table(many.fleiss_null_error),
    "fleiss_kappa_per_category": on_table(many.fleiss_by_category),
    "krippendorff_alpha_per_category": on_table(krippendorff.alpha_by_category),
    "krippendorff_expected_agreement": on_table(krippendorff.expected_agreement),
    "set_distance": set_distances,
    "percent_agreement": percent,
    "holsti": holsti,
}
