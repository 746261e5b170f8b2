# SPDX-License-Identifier: MIT
"""The command that shows how far coders agree, in a project or in a table of ratings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coder_app.agreement.intervals import IntervalRule, Method, Over
from coder_app.agreement.krippendorff import Metric
from coder_app.agreement.measures import Measure
from coder_app.agreement.report import SEGMENT_WORDS
from coder_app.agreement.units import Unit
from coder_app.cli.agreement_output import agreement_data, print_agreement, print_methods
from coder_app.cli.comparisons import OTHER_TABLES, print_against
from coder_app.cli.opening import (
    AsJson,
    Coders,
    Codes,
    Documents,
    Interviewer,
    Unfinished,
    UnitName,
    Viewer,
    choice_of,
    moment_of,
    opened,
    viewer_of,
)
from coder_app.cli.options import (
    AsOf,
    Draws,
    Level,
    MeasureName,
    MethodName,
    Overlap,
    OverName,
    Ratings,
    Reference,
    Scale,
    Seed,
    SegmentWords,
    Show,
    Shown,
    Tables,
    Trend,
    shown_tables,
)
from coder_app.cli.output import WrongUse, print_json
from coder_app.cli.table_of_ratings import show_ratings
from coder_app.core.errors import ProjectProblem
from coder_app.core.places import tr
from coder_app.queries import comparisons, lists, ratings
from coder_app.queries.periods import Period


def agreement(
    path: Annotated[
        Path | None,
        typer.Argument(metavar="PROJECT", help=tr("Project file, NAME.coder.")),
    ] = None,
    table: Ratings = None,
    scale: Scale = Metric.NOMINAL,
    coders: Coders = None,
    codes: Codes = None,
    documents: Documents = None,
    unit: UnitName = Unit.TURN,
    interviewer: Interviewer = False,
    unfinished: Unfinished = False,
    measure: MeasureName = Measure.ALPHA,
    interval: MethodName = Method.PERCENTILE,
    over: OverName = Over.BEST,
    draws: Draws = 1000,
    seed: Seed = IntervalRule().seed,
    level: Level = 95,
    overlap: Overlap = 50,
    segment_words: SegmentWords = SEGMENT_WORDS,
    trend: Trend = Period.NONE,
    tables: Tables = "code",
    show: Shown = Show.FIGURES,
    reference: Reference = None,
    as_of: AsOf = None,
    viewer: Viewer = None,
    as_json: AsJson = False,
) -> None:
    """Show how far coders agree."""
    if (path is None) == (table is None):
        raise WrongUse(tr("Give either PROJECT or --ratings FILE."))
    if table is not None and any((coders, codes, documents, viewer, reference, as_of)):
        raise WrongUse(tr("--ratings has no project: name no coders, codes and so on."))
    if table is not None:
        rule = IntervalRule(draws=draws, seed=seed, level=level / 100)
        show_ratings(table, scale, rule=rule, as_json=as_json)
    if path is None:
        return
    with opened(path) as project:
        off = project.ask(lists.why_no_agreement)
        if off:
            raise ProjectProblem(off)
        eyes = viewer_of(project, viewer)
        choice = choice_of(project, eyes, coders, codes, documents)
        choice |= {"unit": unit, "interviewer": interviewer, "unfinished": unfinished}
        choice |= {"measure": measure, "period": trend, "segment_words": segment_words}
        choice["overlap"] = overlap / 100
        choice["as_of"] = moment_of(project, as_of)
        choice["interval"] = IntervalRule(
            method=interval, over=over, draws=draws, seed=seed, level=level / 100
        )
        if reference is not None:
            who = viewer_of(project, reference)
            found = project.ask(comparisons.with_reference, eyes, who, **choice)
            print_against(project, eyes, found, as_json=as_json)
            return
        if show in OTHER_TABLES:
            OTHER_TABLES[show](project, eyes, choice, as_json=as_json)
            return
        report = project.ask(ratings.agreement, eyes, **choice)
        if as_json:
            print_json(agreement_data(project, eyes, report))
        elif show is Show.METHODS:
            print_methods(project, eyes, report)
        else:
            print_agreement(project, eyes, report, tables=shown_tables(tables))
