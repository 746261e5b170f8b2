# SPDX-License-Identifier: MIT
from __future__ import annotations

from coder_app.formats.transcripts.rtf_lines import Sink, State


def texts(sink: Sink) -> list[str]:
    return [line.text for line in sink.lines]


def test_paragraphs_in_a_table_wait_for_their_cell_and_cells_for_their_row() -> None:
    sink = Sink()
    state = State(sink, in_table=True)
    for words in ("one", "two"):
        sink.line.add(words, bold=False)
        sink.end_line(state)
    sink.line.add("three", bold=False)
    sink.end_cell(state)
    sink.end_cell(state)

    assert texts(sink) == []
    sink.end_row()

    assert texts(sink) == ["one\ntwo\nthree\t"]


def test_what_is_open_at_the_end_is_kept() -> None:
    sink = Sink()
    state = State(sink, in_table=True)
    sink.line.add("in a table", bold=False)
    sink.end_line(state)
    sink.line.add("after", bold=False)

    sink.end(State(sink))

    assert texts(sink) == ["in a table", "after"]


def test_halves_of_a_pair_are_joined_also_across_a_change_of_boldness() -> None:
    sink = Sink()
    sink.line.add("\ud83d", bold=False)
    sink.line.add("\ude00", bold=True)

    sink.end_line(State(sink))

    assert texts(sink) == ["😀"]


def test_a_heading_is_not_bold() -> None:
    sink = Sink()
    sink.line.add("Talk", bold=True)

    sink.end_line(State(sink, level=2))

    assert (sink.lines[0].level, "".join(sink.lines[0].bold)) == (2, "")
