# SPDX-License-Identifier: MIT
"""What the command that takes data out can be told."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coder_app.agreement.units import Unit
from coder_app.cli.help import option
from coder_app.cli.opening import COUNTING, FROM
from coder_app.core.export_kinds import What, kinds_of
from coder_app.core.places import tr

_WHAT = tr("What goes out")
_WHICH = tr("Which passages")
_SHAPE = tr("Shape of the tables")
PROFILES = {kind.id.removeprefix("project-"): kind for kind in kinds_of(What.PROJECT)}

Out = Annotated[
    Path,
    typer.Argument(
        metavar="OUT",
        help=tr(
            ".xlsx, .csv, .tsv, .sav, .parquet, .json: tables. .html, .docx: a report. "
            ".qdpx: the whole project. .toml, .qdc: the codebook."
        ),
    ),
]
WhatGoes = Annotated[
    What | None,
    option(
        None,
        tr("Where the ending leaves it open; left out: tables or report, as OUT says."),
        "--what",
        part=_WHAT,
    ),
]
Sheets = Annotated[
    str | None, option("A,B", tr("Tables, or parts of a report; left out: all."), part=_WHAT)
]
Columns = Annotated[
    str | None, option("A,B", tr("Columns to keep, of the one table named."), part=_WHAT)
]
ForProgram = Annotated[
    str | None,
    option(
        "NAME",
        tr("For which program OUT.qdpx is: {0}; left out: the first.").format(", ".join(PROFILES)),
        "--profile",
        part=_WHAT,
    ),
]
Template = Annotated[
    str | None,
    option(
        "NAME",
        tr("A template that the window keeps, or its file; options go before it."),
        "--template",
        part=_WHAT,
    ),
]
WithConsensus = Annotated[
    bool | None,
    option(
        None,
        tr("With or without what was settled; left out: with it, if no coders are named."),
        "--consensus/--no-consensus",
        part=FROM,
    ),
]
Participants = Annotated[
    str | None, option("A,B", tr("Participants, by comma; left out: all."), part=FROM)
]
Where = Annotated[
    list[str] | None,
    option(
        "NAME=VALUE",
        tr("Only participants of whom this is known; may be given several times."),
        part=FROM,
    ),
]
Said = Annotated[
    str | None, option("TEXT", tr("Only passages that say this."), "--words", part=_WHICH)
]
WithCode = Annotated[
    str | None, option("CODE", tr("Only passages that overlap one of this code."), part=_WHICH)
]
HasMemo = Annotated[
    bool | None,
    option(None, tr("Only codings with a memo, or without."), "--memo/--no-memo", part=_WHICH),
]
UnitOrTurn = Annotated[
    Unit | None, option(None, tr("What is compared; left out: turn."), "--unit", part=COUNTING)
]
SegmentLength = Annotated[
    int | None,
    option("N", tr("Words of the unit “segment”."), "--segment-words", part=COUNTING, min=1),
]
InterviewerToo = Annotated[
    bool | None,
    option(
        None,
        tr("Count the interviewer’s turns too, or not; left out: not."),
        "--interviewer/--no-interviewer",
        part=COUNTING,
    ),
]
UnfinishedToo = Annotated[
    bool | None,
    option(
        None,
        tr("Count transcripts that are not marked done, or not; left out: not."),
        "--unfinished/--no-unfinished",
        part=COUNTING,
    ),
]
Long = Annotated[
    bool | None,
    option(
        None,
        tr("A row for each code of a unit or transcript, or a column; left out: a column."),
        "--long/--wide",
        part=_SHAPE,
    ),
]
WithAttributes = Annotated[
    bool | None,
    option(
        None,
        tr("What is known of participants in each row, or not; left out: with it."),
        "--attributes/--no-attributes",
        part=_SHAPE,
    ),
]
WithContext = Annotated[
    bool | None,
    option(
        None,
        tr("Some words around passages, and the words of units, or not; left out: not."),
        "--context/--no-context",
        part=_SHAPE,
    ),
]
WithMark = Annotated[
    bool | None,
    option(
        None,
        tr("CSV and TSV with the byte order mark that Excel needs, or without; left out: with."),
        "--bom/--no-bom",
        part=_SHAPE,
    ),
]
