# SPDX-License-Identifier: MIT
"""Word documents: everything that is text arrives, in its order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from coder_app.core.records import SpeakerRole
from coder_app.formats.transcript_files import read_transcript

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


# ---- lists, headings, pages

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%1."/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/>'
    '<w:lvlText w:val="%1.%2)"/></w:lvl></w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="\uf0b7"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
    '<w:startOverride w:val="7"/></w:lvlOverride></w:num>'
)
STYLES = (
    '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:styleId="Mine"><w:basedOn w:val="berschrift1"/></w:style>'
    '<w:style w:styleId="Who"><w:name w:val="Speaker"/><w:rPr><w:b/></w:rPr></w:style>'
)


def styled(style: str, *runs: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"".join(runs)}</w:p>'


def item(words: str, number: int, level: int = 0) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(words)}</w:p>"


def test_numbers_and_bullets_of_lists_stand_before_their_words(docx: Docx) -> None:
    items = [("One", 1, 0), ("a", 1, 1), ("b", 1, 1), ("Two", 1, 0), ("c", 1, 1), ("dot", 2, 0)]
    body = "".join(item(*each) for each in items) + item("Seven", 3) + item("none", 0)

    draft = read_transcript(docx(body, numbering=NUMBERING))

    assert draft.text.split("\n") == [
        *("1. One", "1.a) a", "1.b) b", "2. Two", "2.a) c", "• dot", "7. Seven", "none"),
    ]


def test_a_number_hides_no_speaker_and_is_nobodys_word(docx: Docx) -> None:
    body = "".join(item(words, 1) for words in ("Ana: One.", "Bo: 2.", "Ana: 3.", "Bo: 4."))

    draft = read_transcript(docx(body, numbering=NUMBERING))

    assert draft.speakers == ("Ana", "Bo")
    assert [draft.text[t.start : t.end] for t in draft.turns] == ["One.", "2.", "3.", "4."]
    assert [draft.text[t.label_start : t.label_end] for t in draft.turns][:2] == ["Ana: ", "Bo: "]


def test_bold_names_in_a_numbered_list_are_labels(docx: Docx) -> None:
    turn = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>{}{}</w:p>'
    lines = [turn.format(run(who, bold=True), run(" words")) for who in ("Ana", "Bo", "Ana", "Bo")]

    draft = read_transcript(docx("".join(lines), numbering=NUMBERING))

    assert draft.speakers == ("Ana", "Bo")
    assert draft.text.startswith("1. Ana words\n2. Bo words")


def test_headings_and_pages_are_places_to_split_at(docx: Docx) -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    body = (
        styled("berschrift1", run("First talk"))
        + paragraph(run("Ana: One."), page)
        + styled("Mine", run("Second talk"))
        + paragraph(run("Bo: Two."))
    )

    draft = read_transcript(docx(body, styles=STYLES))

    found = [(b.kind.value, b.level, draft.text[b.start :].split("\n")[0]) for b in draft.breaks]
    assert found == [
        *(("heading", 1, "First talk"), ("page", 0, "Second talk"), ("heading", 1, "Second talk")),
    ]


def test_a_section_on_a_new_page_begins_after_its_paragraph(docx: Docx) -> None:
    section = "<w:p><w:pPr><w:sectPr/></w:pPr><w:r><w:t>end</w:t></w:r></w:p>"

    draft = read_transcript(docx(section + paragraph(run("begin"))))

    assert [draft.text[b.start :] for b in draft.breaks] == ["begin"]


def test_a_bold_style_marks_speakers_but_a_heading_does_not(docx: Docx) -> None:
    body = (styled("Who", run("Ana")) + paragraph(run("Yes."))) * 2
    body += (styled("berschrift1", run("Trust")) + paragraph(run("More."))) * 2

    draft = read_transcript(docx(body, styles=STYLES))

    assert draft.speakers == ("Ana",)


def test_a_bold_first_cell_is_a_speaker(docx: Docx) -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{paragraph(cell)}</w:tc>' for cell in cells)}</w:tr>"

    rows = [row(run(who, bold=True), run("words here")) for who in ("ana-1", "Bo", "ana-1", "Bo")]

    draft = read_transcript(docx(f"<w:tbl>{''.join(rows)}</w:tbl>"))

    assert draft.speakers == ("ana-1", "Bo")
    assert draft.text.startswith("ana-1\twords here\nBo\twords")


# ---- tracked changes, hidden words, signs


def test_paragraphs_whose_end_was_deleted_are_one(docx: Docx) -> None:
    deleted = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    gone = f"<w:p>{deleted}<w:del><w:r><w:delText>away</w:delText></w:r></w:del></w:p>"
    body = f"<w:p>{deleted}{run('I always ')}</w:p>" + paragraph(run("watch.")) + gone

    draft = read_transcript(docx(body + paragraph(run("Daily."))))

    assert draft.text == "I always watch.\nDaily."


def test_a_deleted_row_and_a_moved_paragraph_are_gone(docx: Docx) -> None:
    row = "<w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>row</w:t></w:r></w:p></w:tc></w:tr>"
    moved = (
        "<w:p><w:pPr><w:rPr><w:moveFrom/></w:rPr></w:pPr>"
        f"<w:moveFrom>{run('moved')}</w:moveFrom></w:p>"
    )

    draft = read_transcript(docx(paragraph(run("one")) + moved + f"<w:tbl>{row}</w:tbl>"))

    assert draft.text == "one"
    assert draft.warnings[0].sentence == "2 tracked changes were taken as accepted."


def test_hidden_words_comments_and_embedded_documents_are_left_out_and_told(docx: Docx) -> None:
    hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>her real name</w:t></w:r>"
    comment = "<w:r><w:commentReference/></w:r>"

    draft = read_transcript(docx(paragraph(run("seen"), hidden, comment) + "<w:altChunk/>"))

    assert draft.text == "seen"
    assert [warning.sentence.split(" was")[0] for warning in draft.warnings[:3]] == [
        *("1 stretch of hidden text", "1 comment", "1 document inside this one"),
    ]


def test_smileys_of_word_are_smileys_and_other_symbols_are_told(docx: Docx) -> None:
    smiley = '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
    other = '<w:r><w:sym w:font="Webdings" w:char="F04A"/></w:r>'

    draft = read_transcript(docx(paragraph(run("fine "), smiley, other)))

    assert draft.text == "fine ☺"
    assert draft.warnings[0].sentence.startswith("1 sign of a symbol font")


def test_readings_above_characters_are_not_said_twice(docx: Docx) -> None:
    base = f"<w:rt>{run('かん')}</w:rt><w:rubyBase>{run('漢')}</w:rubyBase>"
    ruby = f"<w:r><w:ruby>{base}</w:ruby></w:r>"

    assert read_transcript(docx(paragraph(ruby, run("字")))).text == "漢字"


def test_a_paragraph_of_nothing_but_page_breaks_begins_one_page(docx: Docx) -> None:
    body = "<w:p><w:r><w:t>a</w:t></w:r></w:p><w:p><w:r>" + '<w:br w:type="page"/>' * 9
    draft = read_transcript(docx(body + "<w:t>b</w:t></w:r></w:p>"))

    assert draft.text == "a\nb"
    assert [each.start for each in draft.breaks] == [2]
