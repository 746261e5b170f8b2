# SPDX-License-Identifier: MIT
from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.core.records import SpeakerRole, TranscriptDraft
from coder_app.formats.transcripts.lines import Line, Manuscript, draft_of, numeral, row_of
from coder_app.formats.transcripts.reading import Reading


def made(found: Manuscript, *, nfc: bool = False) -> TranscriptDraft:
    return draft_of(found, b"as it came", Path("talk.odt"), "odt", Reading(nfc=nfc))


def test_lines_become_a_text_and_blank_ones_at_its_ends_go() -> None:
    draft = made(Manuscript([Line(), Line(rest=["one "]), Line(), Line(rest=["two"]), Line()]))

    assert draft.text == "one \n\ntwo"
    assert (draft.name, draft.format, draft.original) == ("talk", "odt", b"as it came")


def test_words_after_bold_ones_are_the_rest_also_if_bold_again() -> None:
    line = Line()
    for words, bold in (("Ana", True), (" I ", False), ("mean", True)):
        line.add(words, bold=bold)

    assert (line.bold, line.rest) == (["Ana"], [" I ", "mean"])


def test_breaks_count_in_the_cleaned_text() -> None:
    lines = [Line(rest=["e\u0301 😀"]), Line(number="1. ", rest=["Talk"], level=2, page=True)]

    draft = made(Manuscript(lines), nfc=True)

    assert [(b.kind.value, draft.text[b.start :]) for b in draft.breaks] == [
        *(("page", "1. Talk"), ("heading", "1. Talk")),
    ]


def test_notes_are_numbered_and_nobodys() -> None:
    draft = made(Manuscript([Line(rest=["Ana: a[1] b[2]"])], ["first", ""]))

    assert draft.text == "Ana: a[1] b[2]\n\n[1] first\n[2]"
    assert draft.turns[-1].role is SpeakerRole.NONE


def test_what_was_left_out_is_said_once_a_kind() -> None:
    kinds = ("change", "comment", "picture", "hidden", "symbol", "embedded")

    draft = made(Manuscript([Line(rest=["Ana: a"])], left_out=Counter(dict.fromkeys(kinds, 2))))

    assert [w.sentence[:2] for w in draft.warnings[:6]] == ["2 "] * 6


def test_a_character_that_cannot_be_kept_is_told_by_the_line_it_stands_in() -> None:
    lines = [Line(), Line(rest=["one"]), Line(rest=["tw\0"]), Line()]

    first = made(Manuscript(lines)).warnings[0]
    noted = made(Manuscript([Line(rest=["one"]), Line()], notes=["a\0"]))

    assert (first.line, first.of_file) == (2, False)
    assert noted.text.split("\n")[(noted.warnings[0].line or 0) - 1] == "[1] a�"


def test_a_document_without_words_is_none() -> None:
    with pytest.raises(InputProblem, match="no text"):
        made(Manuscript([Line(), Line(number="1. ")]))


def test_a_row_is_its_cells_parted_by_tabs() -> None:
    two = [Line(rest=["a"]), Line(rest=["b"])]

    assert row_of([two, [], [Line(rest=["c"])]]).text == "a\nb\t\tc"
    assert row_of([]).text == ""
    assert row_of([[Line(bold=["Ana"])], [Line(rest=["x"])]]).bold == ["Ana"]


@pytest.mark.parametrize(
    ("n", "kind", "written"),
    [
        *((1, "1", "1"), (26, "a", "z"), (27, "a", "aa"), (703, "A", "AAA"), (0, "a", "0")),
        *((1994, "i", "mcmxciv"), (4, "I", "IV"), (4_000, "I", "4000"), (-3, "i", "-3")),
    ],
)
def test_numbers_of_lists_are_written_in_their_kind(n: int, kind: str, written: str) -> None:
    assert numeral(n, kind) == written
