# SPDX-License-Identifier: MIT
"""The measures on stretches of text, each computed from a case of the reference file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coder_app.agreement import atlas, compatible, gamma
from coder_app.agreement.alpha import Coefficient
from coder_app.agreement.alpha_u import alpha_u, disagreement
from coder_app.agreement.segments import Continuum
from coder_app.agreement.unitizing import Unitizing, unitizing
from coder_app.agreement.units import CodedDocument, Ratings, Unit, cut

Case = dict[str, Any]
Marked = dict[str, list[tuple[Any, Any, Any]]]


def marked_of(units: list[Case], raters: list[str] | None = None) -> Marked:
    found: Marked = {rater: [] for rater in raters or ()}
    for unit in units:
        stretch = (unit["start"], unit["end"], unit["category"])
        found.setdefault(unit["rater"], []).append(stretch)
    return found


def continuum_of(case: Case) -> Continuum:
    data = case["data"]
    return Continuum(length=data["length"], units=marked_of(data["units"], data.get("raters")))


# u-alpha


def of_the_family(pick: Callable[[Unitizing], Any]) -> Callable[[Case], Any]:
    def compute(case: Case) -> Any:
        return pick(unitizing([continuum_of(case)], difference=difference_of(case)))

    return compute


def difference_of(case: Case) -> dict[tuple[Any, Any], float] | None:
    """Take δ² from the metric that the options name; values are numbers unless nominal."""
    metric = case["options"].get("metric", "nominal")
    values = {unit["category"] for unit in case["data"]["units"]}
    squared = {
        "interval": lambda a, b: (a - b) ** 2,
        "ratio": lambda a, b: ((a - b) / (a + b)) ** 2 if a + b else 0.0,
    }
    if metric == "nominal":
        return None
    return {(a, b): squared[metric](float(a), float(b)) for a in values for b in values}


# alpha_U


def earlier_alpha(case: Case) -> Coefficient:
    return alpha_u(continuum_of(case), case["options"].get("category"))


def earlier_disagreement(case: Case) -> float | None:
    continuum = continuum_of(case)
    categories = {unit["category"] for unit in case["data"]["units"]}
    wanted = case["options"].get("category")
    found = [disagreement(continuum, each) for each in categories if wanted in (None, each)]
    return sum(each.observed for each in found if each)


# Gamma


def gamma_rule(case: Case) -> gamma.GammaRule:
    options = case["options"]
    known = {name: options[name] for name in ("alpha", "beta", "delta_empty") if name in options}
    sampler = gamma.Sampler(options.get("sampler", "statistical"))
    return gamma.GammaRule(sampler=sampler, **known)


def gamma_marked(case: Case) -> Marked:
    return marked_of(case["data"]["units"], case["data"].get("raters"))


def given_samples(case: Case) -> Coefficient:
    raters = case["data"].get("raters")
    samples = [marked_of(units, raters) for units in case["data"]["sampled_continua"]]
    return gamma.gamma_of_samples(gamma_marked(case), samples, gamma_rule(case))


def positional(case: Case) -> Coefficient | list[Coefficient]:
    data, delta = case["data"], case["options"].get("delta_empty", 1.0)
    found = [
        gamma.positional_dissimilarity(data[f"a{n}"], data[f"b{n}"], delta_empty=delta)
        for n in ("", "2", "3")
        if f"a{n}" in data
    ]
    return found if isinstance(case["expected"], list) else found[0]


# Other programs


def ratings_of(case: Case) -> Ratings:
    """Take the text of a case as one document that all of its coders are done with."""
    data, options = case["data"], case["options"]
    spans: dict[str, dict[str, list[tuple[int, int]]]] = {}
    for rater, units in marked_of(data["units"], data.get("raters")).items():
        spans[rater] = {}
        for start, end, category in units:
            spans[rater].setdefault(category, []).append((start, end))
    named = [options["code"]] if "code" in options else options.get("codes", [])
    named = [*named, *(code for codes in options.get("domains", {}).values() for code in codes)]
    found = dict.fromkeys(unit["category"] for unit in data["units"])
    document = CodedDocument(
        key="text", name="text", length=data["length"], coders=tuple(spans), spans=spans
    )
    return cut([document], codes=named or list(found), coders=list(spans), unit=Unit.CHARACTER)


def of_program(program: str, name: str) -> Callable[[Case], Coefficient]:
    def compute(case: Case) -> Coefficient:
        figures = compatible.compatible_figures(ratings_of(case))
        return next(f.coefficient for f in figures if (f.program, f.name) == (program, name))

    return compute


def c_alpha_binary(case: Case) -> Coefficient:
    ratings = ratings_of(case)
    return atlas.c_alpha_binary(ratings, case["options"].get("codes", ratings.codes))


def cu_alpha(case: Case) -> Coefficient:
    ratings = ratings_of(case)
    return atlas.cu_alpha(ratings, case["options"].get("codes", ratings.codes))


MEASURES: dict[str, Callable[[Case], object]] = {
    "u_alpha": of_the_family(lambda found: found.u),
    "bar_u_alpha": of_the_family(lambda found: found.bar_u),
    "cu_alpha": of_the_family(lambda found: found.cu),
    "cu_coverage": of_the_family(lambda found: found.cu_coverage),
    "ku_alpha": of_the_family(lambda found: found.ku),
    "ku_coverage": of_the_family(lambda found: found.ku_coverage),
    "alpha_u_1995": earlier_alpha,
    "alpha_u_1995_do": earlier_disagreement,
    "gamma": lambda case: gamma.gamma(gamma_marked(case), gamma_rule(case)).gamma,
    "gamma_cat": lambda case: gamma.gamma(gamma_marked(case), gamma_rule(case)).gamma_cat,
    "gamma_disorder": lambda case: gamma.disorder(gamma_marked(case), gamma_rule(case)),
    "gamma_given_samples": given_samples,
    "gamma_positional_dissimilarity": positional,
    "nvivo_percent_agreement": of_program("NVivo", "Percentage agreement"),
    "nvivo_kappa": of_program("NVivo", "Kappa coefficient"),
    "qualcoder_kappa": of_program("QualCoder", "Kappa"),
    "qualcoder_percent_agreement": of_program("QualCoder", "Agree %"),
    "atlas_c_alpha_binary": c_alpha_binary,
    "atlas_cu_alpha": cu_alpha,
    "atlas_Cu_alpha": lambda case: atlas.big_cu_alpha(ratings_of(case), case["options"]["domains"]),
}
