# SPDX-License-Identifier: MIT
"""Word documents: everything that is text arrives, in its order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from coder_app.core.records import SpeakerRole
from coder_app.formats import read_transcript

Docx = Callable[..., Path]


def run(text: str, *, bold: bool = False) -> str:
    properties = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def test_bold_names_at_the_beginning_of_paragraphs_are_labels(data: Path) -> None:
    draft = read_transcript(data / "bold.docx")

    assert draft.speakers == ("", "Nora", "Theo")
    assert [draft.text[t.label_start : t.label_end] for t in draft.turns[1:3]] == ["Nora ", "Theo "]
    assert draft.text[draft.turns[4].start : draft.turns[4].end] == "I bought honey.\nTwice."


def test_tables_tabs_and_soft_breaks_keep_their_place(data: Path) -> None:
    draft = read_transcript(data / "bold.docx")

    assert (
        "The man with\tthe bees.\nHe answers everybody. 🐝\nwhat\thow often\nfilms\tdaily\nNora"
        in (draft.text)
    )


def test_a_bold_name_on_a_paragraph_of_its_own_is_the_label(docx: Docx) -> None:
    block = paragraph(run("Ana Lee", bold=True)) + paragraph(run("Words."))
    other = paragraph(run("Bo", bold=True)) + paragraph(run("Yes."))

    draft = read_transcript(docx((block + other) * 2))

    assert [(t.speaker, draft.text[t.start : t.end]) for t in draft.turns[:2]] == [
        *(("Ana Lee", "Words."), ("Bo", "Yes.")),
    ]


def test_bold_words_that_are_no_names_stay_words(docx: Docx) -> None:
    body = paragraph(run("really", bold=True), run(" I mean it.")) * 2

    draft = read_transcript(docx(paragraph(run("Ana: One.")) + paragraph(run("Bo: Two.")) + body))

    assert draft.speakers == ("Ana", "Bo")


def test_insertions_stay_and_deletions_go_and_both_are_told(docx: Docx) -> None:
    body = paragraph(
        run("I "),
        f"<w:ins>{run('always ')}</w:ins>",
        "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>",
        run("watch."),
    )

    draft = read_transcript(docx(body))

    assert draft.text == "I always watch."
    assert any("tracked" in warning.sentence for warning in draft.warnings)


def test_links_fields_and_content_controls_keep_their_words(docx: Docx) -> None:
    field = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    inner = f"<w:hyperlink>{run('linked ')}</w:hyperlink><w:fldSimple>{run('field')}</w:fldSimple>"
    control = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('controlled'))}</w:sdtContent></w:sdt>"
    )

    draft = read_transcript(docx(paragraph(field, inner) + control))

    assert draft.text == "linked field\ncontrolled"


def test_footnotes_follow_at_the_end_and_are_nobodys_words(docx: Docx) -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = paragraph(run("Ana: One"), mark, run(".")) + paragraph(run("Bo: Two.")) * 2
    notes = (
        f'<w:footnote w:id="1"/><w:footnote w:id="2">{paragraph(run("She laughs."))}</w:footnote>'
    )

    draft = read_transcript(docx(body, footnotes=notes))

    assert draft.text.startswith("Ana: One[1].\n")
    last = draft.turns[-1]
    assert draft.text[last.start : last.end] == "[1] She laughs."
    assert last.role is SpeakerRole.NONE


def test_text_boxes_are_read_once_and_pictures_are_told(docx: Docx) -> None:
    compat = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    box = f"<w:txbxContent>{paragraph(run('boxed'))}</w:txbxContent>"
    choice = (
        f'<mc:AlternateContent xmlns:mc="{compat}"><mc:Choice><w:drawing>{box}</w:drawing>'
        f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )

    draft = read_transcript(
        docx(paragraph(f"<w:r>{choice}</w:r>", run("beside"), "<w:r><w:drawing/></w:r>"))
    )

    assert draft.text == "beside\nboxed"
    assert draft.warnings[0].sentence.startswith("1 picture")


def test_what_is_cleaned_moves_no_label(docx: Docx) -> None:
    body = (
        paragraph(run("Ana", bold=True), run(" a\u2029b"))
        + paragraph(run("Bo", bold=True), run(" c"))
    ) * 2

    draft = read_transcript(docx(body))

    assert [draft.text[t.label_start : t.label_end] for t in draft.turns] == ["Ana ", "Bo "] * 2
    assert draft.text == "Ana a\nb\nBo c\nAna a\nb\nBo c"
