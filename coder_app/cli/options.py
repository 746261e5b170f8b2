# SPDX-License-Identifier: MIT
"""What the agreement command takes beside a project: measure, interval, unit, tables."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from coder_app.agreement.intervals import Method, Over
from coder_app.agreement.measures import Measure
from coder_app.core.places import tr
from coder_app.queries.periods import Period

MeasureName = Annotated[Measure, typer.Option(help="The figure that gets the interval.")]
MethodName = Annotated[Method, typer.Option(help="How the interval is made.")]
OverName = Annotated[Over, typer.Option(help="What is drawn for it.")]
Draws = Annotated[int, typer.Option(min=100, max=100_000, help="How often it is drawn.")]
Seed = Annotated[int, typer.Option(min=0, help="The same seed, the same interval.")]
Level = Annotated[
    float, typer.Option(min=50, max=99.9, metavar="PERCENT", help="How sure the interval is.")
]
Overlap = Annotated[
    float,
    typer.Option(
        min=1, max=100, metavar="PERCENT", help="Of coded passages: shared by what either covers."
    ),
]
SegmentWords = Annotated[int, typer.Option(min=1, help="Words of a segment.")]
Trend = Annotated[Period, typer.Option(help="What the table of the trend goes by.")]
Tables = Annotated[
    str,
    typer.Option(
        "--by",
        metavar="A,B",
        help="Tables to print: code, family, document, pair, period, or all.",
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
    typer.Option(
        "--show",
        help="The tables; a paragraph for a paper; free segmentation (u-alpha); gamma; or what "
        "other programs print.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="WHEN",
        help="As codings stood then: a date (2026-11-12, or 2026-11-12T14:05 UTC), or v2 for the "
        "end of codebook version 2.",
    ),
]
Reference = Annotated[
    str | None,
    typer.Option(
        "--against", metavar="NAME", help="Compare each coder with this one, such as Consensus."
    ),
]

_TABLES = ("code", "family", "document", "pair", "period")


def shown_tables(named: str) -> tuple[str, ...]:
    """Read which tables to print; another name is wrong use."""
    wanted = tuple(name.strip() for name in named.split(",") if name.strip())
    if wanted == ("all",):
        return _TABLES
    wrong = [name for name in wanted if name not in _TABLES]
    if wrong or not wanted:
        raise typer.BadParameter(tr("--by takes {0}, or all.").format(", ".join(_TABLES)))
    return wanted
