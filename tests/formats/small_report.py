# SPDX-License-Identifier: MIT
"""A report with a block of each kind, full of signs that a format might take for its own."""

from __future__ import annotations

from coder_app.core.report import (
    Bar,
    Bars,
    Grid,
    Heading,
    Look,
    MarkedTurn,
    Note,
    Report,
    Text,
    TextKind,
    Transcript,
    Words,
    cell,
    paragraph,
)

WICKED = '<script>alert("x")</script> & "\' ]]> 😀 שלום'


def whole(text: str = WICKED, *, landscape: bool = False) -> Report:
    """Make a report that says the text wherever it can."""
    note = Note(number=1, code=text, coder=text, colour="tide-1", level=text, memo=text)
    turn = MarkedTurn(
        line=7,
        speaker=text,
        time="1:05",
        quiet=True,
        words=(
            Words(text="before "),
            Words(text=text, colours=("tide-1",), opens=(1,)),
            Words(text="both", colours=("tide-1", "#ff0000"), opens=(2,), closes=(1,)),
            Words(text="three", colours=("tide-1", "#ff0000", "nonsense"), closes=(2,)),
        ),
        notes=(note,),
    )
    return Report(
        title=text,
        about=(text,),
        blocks=(
            Heading(text=text, level=1, colour="ember-2"),
            paragraph(text),
            paragraph(text, kind=TextKind.ITEM),
            Text(words=(Words(text=text, look=Look.STRONG), Words(text=text, look=Look.QUIET))),
            paragraph(f"{text}\nsecond line", kind=TextKind.QUOTE),
            Grid(
                head=("code", "n"),
                rows=(
                    ((Text(words=(Words(text=text, colours=("iris-1",)),)),), cell("12")),
                    ((), cell(text, text)),
                ),
                shares=(0.7, 0.3),
                numbers=frozenset({1}),
                caption=text,
            ),
            Bars(
                title=text,
                unit="codings",
                bars=(
                    Bar(name=text, value=52, colour="tide-1", group="Motives"),
                    Bar(name="none", value=0, colour=""),
                ),
            ),
            Bars(title="nothing", unit="", bars=()),
            Transcript(turns=(turn,)),
            Transcript(turns=()),
        ),
        landscape=landscape,
    )
