# SPDX-License-Identifier: MIT
"""What the agreement command takes beside a project: measure, interval, unit, tables."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from coder_app.agreement.intervals import Method, Over
from coder_app.agreement.krippendorff import Metric
from coder_app.agreement.measures import Measure
from coder_app.cli.help import option, parted
from coder_app.cli.opening import COUNTING, FROM
from coder_app.cli.output import WrongUse
from coder_app.core.places import tr
from coder_app.queries.periods import Period

COMPARED = tr("What is compared")
FIGURES = tr("Which figures")
INTERVALS = tr("How sure they are")

MeasureName = Annotated[
    Measure,
    option(None, tr("The figure that gets the interval."), part=FIGURES, show_default=True),
]
MethodName = Annotated[
    Method, option(None, tr("How the interval is made."), part=INTERVALS, show_default=True)
]
OverName = Annotated[
    Over,
    option(
        None,
        tr("What is drawn for it; best: transcripts if there are five or more, else turns."),
        part=INTERVALS,
        show_default=True,
    ),
]
Draws = Annotated[
    int,
    option(
        "N",
        tr("How often it is drawn."),
        part=INTERVALS,
        show_default=True,
        min=100,
        max=100_000,
    ),
]
Seed = Annotated[
    int,
    option("N", tr("The same seed, the same interval."), part=INTERVALS, show_default=True, min=0),
]
Level = Annotated[
    float,
    option(
        "PERCENT",
        tr("How sure the interval is."),
        part=INTERVALS,
        show_default=True,
        min=50,
        max=99.9,
    ),
]
Overlap = Annotated[
    float,
    option(
        "PERCENT",
        tr("Of coded passages: shared by what either covers."),
        part=COUNTING,
        show_default=True,
        min=1,
        max=100,
    ),
]
SegmentWords = Annotated[
    int, option("N", tr("Words of a segment."), part=COUNTING, show_default=True, min=1)
]
Trend = Annotated[
    Period,
    option(None, tr("What the table of the trend goes by."), part=FIGURES, show_default=True),
]
Tables = Annotated[
    str,
    option(
        "A,B",
        tr("Tables to print: code, family, document, pair, period, or all."),
        "--by",
        part=FIGURES,
        show_default=True,
    ),
]


class Show(StrEnum):
    """What the command prints."""

    FIGURES = "figures"
    METHODS = "methods"
    FREE = "free"
    GAMMA = "gamma"
    OTHERS = "others"


Shown = Annotated[
    Show,
    option(
        None,
        tr(
            "The tables; a paragraph for a paper; free segmentation (u-alpha); gamma; or what "
            "other programs print."
        ),
        "--show",
        part=FIGURES,
        show_default=True,
    ),
]
AsOf = Annotated[
    str | None,
    option(
        "WHEN",
        tr(
            "As codings stood then: a date (2026-11-12, or 2026-11-12T14:05 UTC), or v2 for the "
            "end of codebook version 2."
        ),
        "--as-of",
        part=FROM,
    ),
]
Reference = Annotated[
    str | None,
    option(
        "NAME",
        tr("Compare each coder with this one, such as Consensus."),
        "--against",
        part=FROM,
    ),
]
Ratings = Annotated[
    Path | None,
    option(
        "FILE",
        tr("Instead of a project: a table, units by raters, CSV or Excel."),
        "--ratings",
        part=COMPARED,
    ),
]
Scale = Annotated[
    Metric,
    option(None, tr("What the ratings in FILE are."), part=COMPARED, show_default=True),
]

_TABLES = ("code", "family", "document", "pair", "period")


def shown_tables(named: str) -> tuple[str, ...]:
    """Read which tables to print; another name is wrong use."""
    wanted = tuple(parted(named))
    if wanted == ("all",):
        return _TABLES
    wrong = [name for name in wanted if name not in _TABLES]
    if wrong or not wanted:
        raise WrongUse(tr("--by takes {0}, or all.").format(", ".join(_TABLES)))
    return wanted
