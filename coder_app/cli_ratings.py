# SPDX-License-Identifier: MIT
"""Agreement on a table of ratings that stands in a file, whichever program it comes from."""

from __future__ import annotations

from pathlib import Path

import typer

from coder_app.agreement.alpha import Coefficient
from coder_app.agreement.krippendorff import Metric
from coder_app.agreement.overview import CategoryFigures, Figure, by_category, figures
from coder_app.agreement.plain import RatingTable
from coder_app.cli_output import print_json
from coder_app.core.errors import InputProblem
from coder_app.core.places import tr, tr_n
from coder_app.formats.ratings_table import RatingsFile, read_ratings

_MOST_CATEGORIES = 30  # that are shown one by one


def show_ratings(path: Path, scale: Metric, *, as_json: bool) -> None:
    """Print every coefficient that the table in a file has."""
    file = read_ratings(path)
    table = RatingTable.of(file.ratings)
    _refuse_wrong_scale(table, scale, path)
    found, categories = figures(table, scale), _categories(table, scale)
    if as_json:
        print_json(_data(file, table, scale, found, categories))
    else:
        _print(file, table, scale, found, categories)


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


def _categories(table: RatingTable, scale: Metric) -> list[CategoryFigures]:
    few = len(table.categories) <= _MOST_CATEGORIES
    return by_category(table) if few and scale is Metric.NOMINAL else []


# ---- for people


def _print(
    file: RatingsFile,
    table: RatingTable,
    scale: Metric,
    found: list[Figure],
    categories: list[CategoryFigures],
) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table

    shown = Table(box=SIMPLE_HEAD, pad_edge=False)
    shown.add_column(tr("Coefficient"), no_wrap=True)
    for title in (tr("value"), tr("SE"), tr("95 % interval")):
        shown.add_column(title, justify="right", no_wrap=True)
    shown.add_column(tr("source"), no_wrap=True)
    for figure in found:
        estimate = figure.estimate
        interval = estimate.interval()
        ends = "–" if interval.low is None else f"{interval.low:.3f} … {interval.high:.3f}"
        numbers = _shown(estimate.value), _shown(estimate.error)
        shown.add_row(figure.name, *numbers, ends, figure.source)
    by_value = Table(box=SIMPLE_HEAD, pad_edge=False)
    by_value.add_column(tr("Category"))
    for title in (tr("ratings"), tr("alpha"), tr("Fleiss’ kappa")):
        by_value.add_column(title, justify="right", no_wrap=True)
    for row in categories:
        count = f"{row.ratings:,.0f}"
        by_value.add_row(str(row.category), count, _shown(row.alpha), _shown(row.fleiss))
    console = Console(width=max(Console().width, 112), highlight=False, markup=False)
    console.print(shown)
    if categories:
        console.print(by_value)
    _print_notes(file, table, scale, found)


def _print_notes(file: RatingsFile, table: RatingTable, scale: Metric, found: list[Figure]) -> None:
    """Say why figures are missing, and what was compared."""
    reasons: dict[str, list[str]] = {}
    for figure in found:
        value = figure.estimate.value
        if value.value is None:
            reasons.setdefault(value.reason, []).append(figure.name)
    for reason, names in reasons.items():
        typer.echo(f"– {reason} ({', '.join(names)})")
    typer.echo(tr("Raters: {0}.").format(", ".join(file.raters)))
    units = tr_n("{n} unit", "{n} units", len(file.units))
    compared = int((table.given >= 2).sum())
    typer.echo(
        tr("{0}, {1} of them rated by two or more. Scale: {2}.").format(
            units, f"{compared:,}", scale.value
        )
    )


def _shown(figure: Coefficient) -> str:
    return "–" if figure.value is None else f"{figure.value:.3f}"


# ---- for programs


def _data(
    file: RatingsFile,
    table: RatingTable,
    scale: Metric,
    found: list[Figure],
    categories: list[CategoryFigures],
) -> dict[str, object]:
    return {
        "raters": list(file.raters),
        "units": len(file.units),
        "compared": int((table.given >= 2).sum()),
        "scale": scale.value,
        "categories": list(table.categories),
        "figures": [_figure_data(figure) for figure in found],
        "by_category": [
            {
                "category": row.category,
                "ratings": int(row.ratings),
                "alpha": row.alpha.value,
                "fleiss": row.fleiss.value,
                "reason": row.alpha.reason or row.fleiss.reason,
            }
            for row in categories
        ],
    }


def _figure_data(figure: Figure) -> dict[str, object]:
    estimate = figure.estimate
    interval = estimate.interval()
    return {
        "name": figure.name,
        "source": figure.source,
        "value": estimate.value.value,
        "se": estimate.error.value,
        "low": interval.low,
        "high": interval.high,
        "reason": estimate.value.reason or estimate.error.reason,
    }
