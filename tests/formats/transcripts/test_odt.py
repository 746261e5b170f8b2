# SPDX-License-Identifier: MIT
"""OpenDocument texts: everything that is text arrives, in its order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.core.records import BreakKind, SpeakerRole
from coder_app.formats.transcript_files import read_transcript

Odt = Callable[..., Path]
Write = Callable[[str, bytes | str], Path]

BOLD = (
    '<style:style style:name="T1" style:family="text">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)


def p(words: str, style: str = "P1") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def bold(words: str) -> str:
    return f'<text:span text:style-name="T1">{words}</text:span>'


def items(*each: str, style: str = "L1", more: str = "") -> str:
    inner = "".join(f"<text:list-item>{item}</text:list-item>" for item in each)
    return f'<text:list text:style-name="{style}" {more}>{inner}</text:list>'


def numbers(name: str = "L1", **second: str) -> str:
    told = " ".join(f'{key.replace("_", "-")}="{value}"' for key, value in second.items())
    told = told.replace("num-", "style:num-").replace("display", "text:display")
    return (
        f'<text:list-style style:name="{name}">'
        '<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>'
        f'<text:list-level-style-number text:level="2" {told}/></text:list-style>'
    )


def test_bold_names_at_the_beginning_of_paragraphs_are_labels(odt: Odt) -> None:
    body = (p(bold("Ana") + " I trust her.") + p(bold("Bo") + " Why?")) * 2

    draft = read_transcript(odt(body, BOLD))

    assert draft.speakers == ("Ana", "Bo")
    assert draft.text.startswith("Ana I trust her.\nBo Why?")
    assert draft.format == "odt"


def test_a_bold_style_of_the_paragraph_marks_speakers_but_a_heading_does_not(odt: Odt) -> None:
    styles = (
        '<style:style style:name="Who" style:family="paragraph"><style:text-properties '
        'fo:font-weight="bold"/></style:style><style:style style:name="P9" '
        'style:family="paragraph" style:parent-style-name="Who"/>'
    )
    heading = '<text:h text:style-name="Who" text:outline-level="1">Trust</text:h>'

    draft = read_transcript(odt((p("Ana", "P9") + p("Yes.") + heading + p("x")) * 2, "", styles))

    assert draft.speakers == ("Ana",)
    assert [b.level for b in draft.breaks] == [1, 1]


def test_white_space_of_the_xml_counts_once_and_signs_for_it_count_as_they_stand(odt: Odt) -> None:
    body = p("\n  one\n two" + '<text:s text:c="3"/>three<text:tab/><text:line-break/>four ')

    assert read_transcript(odt(body)).text == "one two   three\t\nfour"


def test_space_at_the_border_of_two_stretches_counts_once(odt: Odt) -> None:
    assert read_transcript(odt(p(f"one {bold(' two ')} three"))).text == "one two three"


def test_tables_keep_their_place_and_repeated_cells_are_not_multiplied(odt: Odt) -> None:
    cell = "<table:table-cell>{}</table:table-cell>"
    far = '<table:table-cell table:number-columns-repeated="16000"/>'
    row = f"<table:table-row>{cell.format(p('a') + p('b'))}{cell.format(p('c'))}{far}"
    head = f"<table:table-header-rows>{row}</table:table-row></table:table-header-rows>"

    draft = read_transcript(odt(p("before") + f"<table:table>{head}</table:table>" + p("after")))

    assert draft.text == "before\na\nb\tc\t\nafter"


def test_notes_follow_at_the_end_and_are_nobodys(odt: Odt) -> None:
    note = (
        "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
        f"{p('She laughs.')}</text:note-body></text:note>"
    )

    draft = read_transcript(odt(p(f"Ana: One{note}.") + p("Ana: Two.")))

    assert draft.text == "Ana: One[1].\nAna: Two.\n\n[1] She laughs."
    assert draft.turns[-1].role is SpeakerRole.NONE


def test_what_was_deleted_is_not_read_and_what_was_inserted_is(odt: Odt) -> None:
    changes = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{p('never')}</text:deletion></text:changed-region><text:changed-region>"
        "<text:insertion/></text:changed-region></text:tracked-changes>"
    )
    body = p("I <text:change-start/>always<text:change-end/> watch<text:change/>.")

    draft = read_transcript(odt(changes + body))

    assert draft.text == "I always watch."
    assert draft.warnings[0].sentence == "2 tracked changes were taken as accepted."


def test_comments_pictures_and_hidden_words_are_left_out_and_told(odt: Odt) -> None:
    styles = (
        '<style:style style:name="H" style:family="text">'
        '<style:text-properties text:display="none"/></style:style>'
    )
    body = p(
        f"<office:annotation>{p('a comment')}</office:annotation>seen"
        '<text:span text:style-name="H">her name</text:span>'
        "<draw:frame><draw:image/></draw:frame>"
    )

    draft = read_transcript(
        odt(body + f'<text:section text:display="none">{p("x")}</text:section>', styles)
    )

    assert draft.text == "seen"
    assert [warning.sentence[:9] for warning in draft.warnings[:3]] == [
        *("1 comment", "2 stretch", "1 picture"),
    ]


def test_text_boxes_stand_after_the_paragraph_that_holds_them(odt: Odt) -> None:
    box = f"<draw:frame><draw:text-box>{p('boxed')}</draw:text-box></draw:frame>"

    assert read_transcript(odt(p(f"{box}beside") + p("next"))).text == "beside\nboxed\nnext"


def test_numbers_and_bullets_of_lists_stand_before_their_words(odt: Odt) -> None:
    second = numbers(num_format="a", num_suffix=")", display_levels="2")
    dots = (
        '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1"/>'
        "</text:list-style>"
    )
    deeper = "<text:list><text:list-item>{}</text:list-item></text:list>"
    goes_on = 'text:continue-numbering="true"'
    body = (
        items(p("one") + p("same item"), p("two") + deeper.format(p("inner")))
        + p("between")
        + items(p("three"), more=goes_on)
        + items(deeper.format(p("inner again")), more=goes_on)
        + items(p("one again"))
        + items(p("dot"), style="L2")
    )

    draft = read_transcript(odt(body, second + dots))

    assert draft.text.split("\n") == [
        *("1. one", "same item", "2. two", "2.a) inner", "between", "3. three"),
        *("3.a) inner again", "1. one again", "• dot"),
    ]


def test_a_number_hides_no_speaker(odt: Odt) -> None:
    body = items(*(p(words) for words in ("Ana: One.", "Bo: Two.", "Ana: Three.", "Bo: Four.")))

    draft = read_transcript(odt(body, numbers()))

    assert draft.speakers == ("Ana", "Bo")


def test_headings_are_numbered_where_the_document_does_so(odt: Odt) -> None:
    outline = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" '
        'style:num-suffix="."/></text:outline-style>'
    )
    heading = '<text:h text:outline-level="1">{}</text:h>'

    draft = read_transcript(odt(heading.format("First") + heading.format("Second"), "", outline))

    assert draft.text == "I. First\nII. Second"


def test_pages_that_a_style_begins_or_ends_are_places_to_split_at(odt: Odt) -> None:
    styles = (
        '<style:style style:name="B" style:family="paragraph">'
        '<style:paragraph-properties fo:break-before="page"/></style:style>'
        '<style:style style:name="A" style:family="paragraph">'
        '<style:paragraph-properties fo:break-after="page"/></style:style>'
        '<style:style style:name="M" style:family="paragraph" style:master-page-name="First"/>'
    )

    draft = read_transcript(
        odt(p("one") + p("two", "B") + p("3", "A") + p("4") + p("5", "M"), styles)
    )

    assert [draft.text[b.start :].split("\n")[0] for b in draft.breaks] == ["two", "4", "5"]


def test_a_table_of_contents_keeps_its_lines_but_not_its_recipe(odt: Odt) -> None:
    body = (
        "<text:table-of-content><text:table-of-content-source><text:index-title-template>recipe"
        "</text:index-title-template></text:table-of-content-source><text:index-body>"
        f"{p('line')}</text:index-body></text:table-of-content>"
    )

    assert read_transcript(odt(body)).text == "line"


def test_a_flat_file_is_read_alike(write: Write) -> None:
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    flat = (
        f'<office:document xmlns:office="{names}office:1.0" xmlns:text="{names}text:1.0">'
        "<office:body><office:text><text:p>words 😀</text:p></office:text></office:body>"
        "</office:document>"
    )

    draft = read_transcript(write("talk.fodt", flat))

    assert (draft.text, draft.format) == ("words 😀", "fodt")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"META-INF/manifest.xml": "<m><encryption-data/></m>"}, "password"),
        ({"encrypted-package": "x"}, "password"),
        ({"content.xml": "<office/>"}, "no text document"),
        ({"content.xml": "<a"}, "not valid XML"),
        ({"content.xml": "<b>" * 200 + "</b>" * 200}, "no text document|nested"),
    ],
)
def test_what_is_wrong_is_said(
    write: Write, pack: Callable[..., bytes], more: dict[str, str], sentence: str
) -> None:
    parts = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>", **more}

    with pytest.raises(InputProblem, match=sentence):
        read_transcript(write("talk.odt", pack(parts)))


def test_groups_nested_without_end_are_refused(odt: Odt) -> None:
    for inner in ("<text:section>{}</text:section>", "<text:p>{}</text:p>"):
        body = "x"
        for _ in range(200):
            body = inner.format(body)

        with pytest.raises(InputProblem, match="nested"):
            read_transcript(odt(body))


def test_a_paragraph_in_the_style_of_a_heading_is_one(odt: Odt) -> None:
    heading = (
        '<style:style style:name="H" style:family="paragraph" style:default-outline-level="2"/>'
    )
    own = '<style:style style:name="P" style:family="paragraph" style:parent-style-name="H"/>'

    draft = read_transcript(odt('<text:p text:style-name="P">Talk</text:p>', own, heading))

    assert [(each.kind, each.level) for each in draft.breaks] == [(BreakKind.HEADING, 2)]
