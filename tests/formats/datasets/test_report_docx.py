# SPDX-License-Identifier: MIT
"""The Word document opens again and says everything."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from coder_app.core.colours import contrast, paper_shades
from coder_app.core.errors import InputProblem
from coder_app.core.report import (
    Grid,
    MarkedTurn,
    Note,
    Report,
    Transcript,
    Words,
    cell,
    paragraph,
    texts_in,
)
from coder_app.formats.datasets.report_docx import write_docx

SMALL = SimpleNamespace(**run_path(str(Path(__file__).parents[1] / "small_report.py")))


def text_of(path: Path) -> str:
    body = docx.Document(str(path)).element.body
    return "".join(
        "\n" if element.tag == qn("w:br") else element.text or ""
        for run in body.iter(qn("w:r"))
        if run.find(f".//{qn('w:vertAlign')}") is None  # numbers between the words
        for element in run.iter(qn("w:t"), qn("w:br"))
    )


def test_it_opens_again_and_says_everything(tmp_path: Path) -> None:
    report = SMALL.whole()

    assert write_docx(report, tmp_path / "a.docx") == ()

    said = text_of(tmp_path / "a.docx")
    for text in texts_in(report):
        assert text in said
    opened = docx.Document(str(tmp_path / "a.docx"))
    assert opened.core_properties.title == SMALL.WICKED
    assert [p.style.name for p in opened.paragraphs[:3]] == ["Title", "Normal", "Heading 1"]
    assert {"List Bullet", "Quote"} <= {p.style.name for p in opened.paragraphs}


def test_a_passage_stays_on_the_page_of_its_source(tmp_path: Path) -> None:
    write_docx(SMALL.whole(), tmp_path / "a.docx")

    opened = docx.Document(str(tmp_path / "a.docx"))
    kept = [p for p in opened.paragraphs if p.paragraph_format.keep_with_next]
    assert [p.style.name for p in kept if p.text != SMALL.WICKED] == ["Quote", "Normal"]
    assert kept[-1].text == "nothing"  # a title stays with its table


def test_a_name_stands_with_the_words_said_and_short_rows_are_not_parted(tmp_path: Path) -> None:
    long = Grid(head=("a",), rows=((cell("text " * 100),), (cell("short"),)), shares=(1.0,))
    report = replace(SMALL.whole("plain"), blocks=(long, *SMALL.whole("plain").blocks))
    write_docx(report, tmp_path / "a.docx")

    tables = docx.Document(str(tmp_path / "a.docx")).tables
    (said,) = tables[-1].rows[0].cells[1].paragraphs
    assert said.text.startswith("plain\nbefore")
    assert said.paragraph_format.widow_control
    whole = [row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in tables[0].rows]
    assert whole == [True, False, True]


def test_a_long_turn_goes_over_pages_and_a_short_one_does_not(tmp_path: Path) -> None:
    note = Note(number=1, code="trust", coder="Mia", colour="tide-1", memo="why " * 200)
    told = (("short", ()), ("long " * 200, ()), ("short", (note,)))
    turns = tuple(
        MarkedTurn(
            line=1, speaker="A", time="", quiet=False, words=(Words(text=said),), notes=notes
        )
        for said, notes in told
    )
    report = Report(title="t", about=(), blocks=(Transcript(turns=turns),))
    write_docx(report, tmp_path / "a.docx")

    rows = docx.Document(str(tmp_path / "a.docx")).tables[0].rows
    whole = [row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in rows]
    assert whole == [True, False, False]


def test_words_that_several_gave_one_code_keep_its_colour(tmp_path: Path) -> None:
    words = (
        Words(text="agreed", colours=("tide-1",) * 3),
        Words(text="two", colours=("tide-1", "ember-2", "ember-2")),
    )
    turn = MarkedTurn(line=1, speaker="", time="", quiet=False, words=words, notes=())
    report = Report(title="t", about=(), blocks=(Transcript(turns=(turn,)),))
    write_docx(report, tmp_path / "a.docx")

    (said,) = docx.Document(str(tmp_path / "a.docx")).tables[0].rows[0].cells[1].paragraphs
    fills = [run._r.find(f".//{qn('w:shd')}").get(qn("w:fill")) for run in said.runs]
    tints = [paper_shades(colour).tint.lstrip("#") for colour in ("tide-1", "ember-2")]
    assert fills == tints
    lines = [run._r.find(f".//{qn('w:u')}") for run in said.runs]
    assert lines[0] is None
    assert lines[1].get(qn("w:color")) == paper_shades("tide-1").stripe.lstrip("#")


def test_words_are_checked_in_the_language_and_run_in_the_direction_of_the_text(
    tmp_path: Path,
) -> None:
    blocks = (paragraph("שלום, John"), paragraph("John: שלום"), paragraph("1 😀"))
    write_docx(Report(title="t", about=(), blocks=blocks, language="he"), tmp_path / "a.docx")

    opened = docx.Document(str(tmp_path / "a.docx"))
    bidi = [p._p.find(f".//{qn('w:bidi')}") is not None for p in opened.paragraphs[1:]]
    assert bidi == [True, False, False]
    told = {each.get(qn("w:val")) for each in opened.styles.element.iter(qn("w:lang"))}
    assert told == {"he"}


def test_a_head_row_is_repeated_and_the_page_lies_on_its_side(tmp_path: Path) -> None:
    write_docx(SMALL.whole(landscape=True), tmp_path / "a.docx")

    opened = docx.Document(str(tmp_path / "a.docx"))
    (section,) = opened.sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert section.page_width > section.page_height
    grid = opened.tables[0]
    heads = [row for row in grid.rows if row._tr.findall(f".//{qn('w:tblHeader')}")]
    assert [c.text for c in heads[0].cells] == ["code", "n"]
    assert len(heads) == 1


def test_codings_are_coloured_and_numbered(tmp_path: Path) -> None:
    write_docx(SMALL.whole("plain"), tmp_path / "a.docx")

    said = docx.Document(str(tmp_path / "a.docx")).tables[-1].rows[0].cells[1]
    runs = {r.text: r for p in said.paragraphs for r in p.runs}
    fills = {t: r._r.find(f".//{qn('w:shd')}") for t, r in runs.items()}
    assert fills["plain"].get(qn("w:fill")) == "DAF4E7"  # tint of tide-1 on paper
    assert fills["three"].get(qn("w:fill")) == "DDD9D1"  # what lies under three
    assert fills["before "] is None
    asked = f"#{runs['three'].font.color.rgb}"  # by the interviewer: quiet, and legible
    assert contrast(asked, "#DDD9D1") > 4.5
    assert runs["[1"].font.superscript
    assert runs["2]"].font.superscript


def test_control_characters_are_told_and_every_part_is_xml(tmp_path: Path) -> None:
    told = write_docx(SMALL.whole("a\x00b"), tmp_path / "a.docx")

    assert told[0].endswith("the file cannot hold them.")
    with zipfile.ZipFile(tmp_path / "a.docx") as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))


def test_a_thousand_rows_take_no_time_to_speak_of(tmp_path: Path) -> None:
    rows = tuple((cell(f"row {n}"), cell("text " * 20)) for n in range(1_000))
    grid = Grid(head=("a", "b"), rows=rows, shares=(0.3, 0.7))

    write_docx(Report(title="t", about=(), blocks=(grid,)), tmp_path / "a.docx")

    assert len(docx.Document(str(tmp_path / "a.docx")).tables[0]._tbl.tr_lst) == 1_001


def test_a_folder_that_is_not_there_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="could not be written"):
        write_docx(SMALL.whole(), tmp_path / "none" / "a.docx")


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1, max_size=20))
def test_any_text_comes_back(tmp_path: Path, text: str) -> None:
    write_docx(SMALL.whole(text), tmp_path / "a.docx")

    kept = text.replace("\ufffe", "�").replace("\uffff", "�")
    assert text_of(tmp_path / "a.docx").count(kept) >= 10
