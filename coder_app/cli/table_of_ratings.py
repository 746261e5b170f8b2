# SPDX-License-Identifier: MIT
"""Agreement on a table of ratings that stands in a file, whichever program it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from coder_app.agreement.alpha import Coefficient
from coder_app.agreement.intervals import Interval, IntervalRule
from coder_app.agreement.krippendorff import Metric, bootstrap_interval
from coder_app.agreement.overview import CategoryFigures, Figure, by_category, figures
from coder_app.agreement.plain import RatingTable
from coder_app.cli.output import print_json
from coder_app.core.errors import InputProblem
from coder_app.core.places import tr, tr_n
from coder_app.formats.datasets.ratings_table import RatingsFile, read_ratings

if TYPE_CHECKING:
    from rich.table import Table

_MOST_CATEGORIES = 30  # that are shown one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    """All that is told about a table."""

    file: RatingsFile
    table: RatingTable
    scale: Metric
    figures: list[Figure]
    categories: list[CategoryFigures]
    rule: IntervalRule
    drawn: Interval  # of alpha

    @property
    def compared(self) -> int:
        """Number of units that two raters or more rated."""
        return int((self.table.given >= 2).sum())


def show_ratings(
    path: Path, scale: Metric, *, rule: IntervalRule | None = None, as_json: bool
) -> None:
    """Print every coefficient that the table in a file has; a rule tells level, draws and seed."""
    rule = rule or IntervalRule()
    file = read_ratings(path)
    table = RatingTable.of(file.ratings)
    _refuse_wrong_scale(table, scale, path)
    few = len(table.categories) <= _MOST_CATEGORIES and scale is Metric.NOMINAL
    result = _Result(
        file=file,
        table=table,
        scale=scale,
        figures=figures(table, scale),
        categories=by_category(table) if few else [],
        rule=rule,
        drawn=bootstrap_interval(table, scale, rule),
    )
    if as_json:
        print_json(_data(result))
    else:
        _print(result)


def _refuse_wrong_scale(table: RatingTable, scale: Metric, path: Path) -> None:
    if scale is Metric.NOMINAL:
        return
    remedy = tr("Write numbers, or choose --scale nominal.")
    if not table.has_numbers:
        word = next(value for value in table.categories if isinstance(value, str))
        what = tr("“{0}” is no number, so the ratings are on no {1} scale.")
        raise InputProblem(path, what.format(word, scale.value), remedy)
    if scale is Metric.RATIO and (table.numbers < 0).any():
        what = tr("It has ratings below 0, and a ratio scale has none.")
        raise InputProblem(path, what, tr("Choose --scale interval."))


# ---- for people


def _print(result: _Result) -> None:
    from rich.console import Console

    console = Console(width=max(Console().width, 112), highlight=False, markup=False)
    console.print(_by_name(result.figures, result.rule.level))
    if result.categories:
        console.print(_by_category(result.categories))
    for note in _notes(result):
        typer.echo(note)


def _by_name(found: list[Figure], level: float) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    shown.add_column(tr("Coefficient"), no_wrap=True)
    interval = tr("{0:g} % interval").format(100 * level)
    for title in (tr("value"), tr("SE"), interval):
        shown.add_column(title, justify="right", no_wrap=True)
    shown.add_column(tr("source"), no_wrap=True)
    for figure in found:
        estimate = figure.estimate
        numbers = _shown(estimate.value), _shown(estimate.error), _ends(estimate.interval(level))
        shown.add_row(figure.name, *numbers, figure.source)
    return shown


def _by_category(rows: list[CategoryFigures]) -> Table:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    shown.add_column(tr("Category"))
    for title in (tr("ratings"), tr("alpha"), tr("Fleiss’ kappa")):
        shown.add_column(title, justify="right", no_wrap=True)
    for row in rows:
        count = f"{row.ratings:,.0f}"
        shown.add_row(str(row.category), count, _shown(row.alpha), _shown(row.fleiss))
    return shown


def _notes(result: _Result) -> Iterator[str]:
    """Say why figures are missing, and what was compared."""
    reasons: dict[str, list[str]] = {}
    for figure in result.figures:
        value = figure.estimate.value
        if value.value is None:
            reasons.setdefault(value.reason, []).append(figure.name)
    for reason, names in reasons.items():
        yield f"– {reason} ({', '.join(names)})"
    drawn = result.drawn.reason or _ends(result.drawn)
    if result.drawn.reason not in reasons:
        told = tr("{0:g} % interval of alpha from {1} draws of units: {2}")
        yield told.format(100 * result.rule.level, f"{result.rule.draws:,}", drawn)
    yield tr("Raters: {0}.").format(", ".join(result.file.raters))
    units = tr_n("{n} unit", "{n} units", len(result.file.units))
    told = tr("{0}, {1} of them rated by two or more. Scale: {2}.")
    yield told.format(units, f"{result.compared:,}", result.scale.value)


def _ends(interval: Interval) -> str:
    return "–" if interval.low is None else f"{interval.low:.3f} … {interval.high:.3f}"


def _shown(figure: Coefficient) -> str:
    return "–" if figure.value is None else f"{figure.value:.3f}"


# ---- for programs


def _data(result: _Result) -> dict[str, object]:
    return {
        "raters": list(result.file.raters),
        "units": len(result.file.units),
        "compared": result.compared,
        "scale": result.scale.value,
        "level": result.rule.level,
        "categories": list(result.table.categories),
        "figures": [_figure_data(figure, result.rule.level) for figure in result.figures],
        "alpha_from_draws": {
            "low": result.drawn.low,
            "high": result.drawn.high,
            "reason": result.drawn.reason,
            "draws": result.rule.draws,
            "seed": result.rule.seed,
        },
        "by_category": [
            {
                "category": row.category,
                "ratings": int(row.ratings),
                "alpha": row.alpha.value,
                "fleiss": row.fleiss.value,
                "reason": row.alpha.reason or row.fleiss.reason,
            }
            for row in result.categories
        ],
    }


def _figure_data(figure: Figure, level: float) -> dict[str, object]:
    estimate = figure.estimate
    interval = estimate.interval(level)
    return {
        "name": figure.name,
        "source": figure.source,
        "value": estimate.value.value,
        "se": estimate.error.value,
        "low": interval.low,
        "high": interval.high,
        "reason": estimate.value.reason or estimate.error.reason,
    }
