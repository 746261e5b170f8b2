# SPDX-License-Identifier: MIT
"""Everything that a report says can be looked through before it leaves."""

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
    texts_in,
)


def test_every_text_of_a_report_is_found() -> None:
    note = Note(number=1, code="n1", coder="n2", colour="", level="n3", memo="n4")
    turn = MarkedTurn(
        line=1, speaker="m1", time="", quiet=False, words=(Words(text="m2"),), notes=(note,)
    )
    blocks = (
        Heading(text="h", level=1),
        Text(words=(Words(text="a"), Words(text="b"))),
        Grid(head=("g1",), rows=((cell("g2", "g3"),),), shares=(1,), caption="g4"),
        Bars(title="b1", unit="", bars=(Bar(name="b2", value=1, colour="", group="b3"),)),
        Transcript(turns=(turn,)),
    )

    found = set(texts_in(Report(title="t", about=("t2",), blocks=blocks)))

    marked = {"m1", "m2", "n1", "n2", "n3", "n4"}
    assert found == {"t", "t2", "h", "ab", "g1", "g2", "g3", "g4", "b1", "b2", "b3"} | marked


def test_paragraphs_and_cells_are_made_of_plain_texts() -> None:
    assert paragraph("a", Look.QUIET).words == (Words(text="a", look=Look.QUIET),)
    assert [t.kind for t in cell("a", "", "b", kind=TextKind.QUOTE)] == [TextKind.QUOTE] * 2
