# SPDX-License-Identifier: MIT
"""RTF: letters of any code page, notes, lists and bold names; what was deleted is not read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from striprtf.striprtf import rtf_to_text

from coder_app.core.errors import InputProblem
from coder_app.core.records import SpeakerRole, TranscriptDraft
from coder_app.formats.transcripts import rtf as rtf_reader
from coder_app.formats.transcripts.reading import Reading
from coder_app.formats.transcripts.rtf import read_rtf

FONTS = (
    r"{\fonttbl{\f0\fswiss\fcharset0 Arial;}{\f1\fnil\fcharset204 Arial Cyr;}"
    r"{\f2\fnil\fcharset2 Wingdings;}{\f3\fnil\fcharset128 MS Gothic;}{\f4\fnil\fcharset2 Odd;}}"
)


def rtf(body: str, head: str = r"\ansicpg1252\deff0") -> TranscriptDraft:
    whole = rf"{{\rtf1\ansi{head}{FONTS}{{\info{{\title secret}}}}{body}}}"
    return read_rtf(whole.encode("cp1252"), Path("talk.rtf"), Reading())


def sentences(draft: TranscriptDraft) -> list[str]:
    return [warning.sentence for warning in draft.warnings]


def test_paragraphs_are_lines_and_bold_names_are_labels() -> None:
    draft = rtf(r"{\b Ana} I trust her.\par{\b Bo} Why?\par{\b Ana} So.\line Really.\par{\b Bo} Ah")

    assert draft.speakers == ("Ana", "Bo")
    assert draft.text == "Ana I trust her.\nBo Why?\nAna So.\nReally.\nBo Ah"


def test_letters_come_from_code_pages_of_fonts_numbers_and_halves_of_pairs() -> None:
    draft = rtf(
        r"caf\'e9 \f1\'cf\'f0\'e8\'e2\'e5\'f2\f0  \f3\'82\'a0\f0  \u-10179?\u-8704? \u8364\'80 "
        r"{\uc2\u233\'65\'65t}{\uc0\u233 t} \emdash\~\{x\}"
    )

    assert draft.text == "café Привет あ 😀 € étét —\u00a0{x}"


def test_a_lone_half_of_a_pair_becomes_the_sign_for_what_no_text_can_hold() -> None:
    draft = rtf(r"a\u-10179?b")

    assert draft.text == "a�b"
    assert "no text can hold" in sentences(draft)[0]


def test_the_document_may_be_in_another_code_page() -> None:
    assert rtf(r"\'f8", r"\ansicpg1250").text == "ř"
    assert rtf(r"\'8e", r"\mac").text == "é"
    assert rtf(r"\'e9", r"\ansicpg99999").text == "é"


def test_deleted_and_hidden_words_are_left_out_and_told() -> None:
    draft = rtf(r"I {\deleted never }{\revised always }watch.{\v her real name}")

    assert draft.text == "I always watch."
    assert sentences(draft)[:2] == [
        *("2 tracked changes were taken as accepted.", "1 stretch of hidden text was left out."),
    ]


def test_notes_follow_at_the_end_and_comments_are_told() -> None:
    draft = rtf(
        r"Ana: One{\super\chftn}{\footnote\pard\plain{\super\chftn} She laughs.\par Twice.}."
        r"{\*\atnid AB}\chatn{\*\annotation no}\par Ana: Two."
    )

    assert draft.text == "Ana: One[1].\nAna: Two.\n\n[1] She laughs.\nTwice."
    assert draft.turns[-1].role is SpeakerRole.NONE
    assert "1 comment was left out." in sentences(draft)


def test_rows_of_tables_are_lines_and_cells_are_parted_by_tabs() -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl{{\b {0}}}\cell words\par more\cell\row"

    draft = rtf("before\\par" + "".join(row.replace("{0}", who) for who in "ABAB") + r"\pard after")

    assert draft.text.startswith("before\nA\twords\nmore\nB\twords")
    assert draft.text.endswith("more\nafter")


def test_numbers_of_lists_are_nobodys_words_and_bullets_are_read() -> None:
    item = r"{\listtext\pard\plain\f0 1.\tab}\pard Ana: One.\par"
    dot = r"{\listtext\pard\plain\f2\'b7\tab}\pard dot\par"

    draft = rtf(item + item + dot)

    assert draft.text == "1. Ana: One.\n1. Ana: One.\n• dot"
    assert draft.text[draft.turns[0].label_start :].startswith("Ana: ")


def test_headings_and_pages_are_places_to_split_at() -> None:
    draft = rtf(
        r"\pard\outlinelevel0{\b One}\par\pard text\page Two\par\pard\pagebb Three\par\pard"
        r"\sectd Four\sect Five\par\sectd\sbknone Six\sect Seven"
    )

    found = [(b.kind.value, draft.text[b.start :].split("\n")[0]) for b in draft.breaks]
    assert found == [
        *(("heading", "One"), ("page", "Two"), ("page", "Three"), ("page", "Five")),
    ]
    assert draft.speakers == ("",)


def test_a_heading_may_be_known_by_the_name_of_its_style_only() -> None:
    styles = r"{\stylesheet{\s0\b0 Normal;}{\s1\sbasedon0\b heading 1;}{\*\cs10 Default;}}"

    draft = rtf(rf"{styles}\pard\plain\s1 One\par\pard\plain\s0 text\par")

    assert draft.text == "One\ntext"
    assert [draft.text[b.start :] for b in draft.breaks] == ["One\ntext"]


def test_a_backslash_at_the_end_of_a_row_ends_a_paragraph_as_on_a_mac() -> None:
    fonts = "{\\fonttbl\\f0\\fswiss\\fcharset0 Helvetica;\\f1\\fnil\\fcharset204 Arial;}"
    body = "\n\\pard\n\n\\f0\\fs24 \\cf0 Ana: one\\\n\\\n\\f1 \\'cf\\f0  two"

    draft = read_rtf(f"{{\\rtf1\\ansi{fonts}{body}}}".encode(), Path("a.rtf"), Reading())

    assert draft.text == "Ana: one\n\nП two"


def test_smileys_of_word_are_smileys_and_other_symbols_are_told() -> None:
    field = r'{\field{\*\fldinst SYMBOL 74 \\f "Wingdings" \\s 11}{\fldrslt\f2}}'

    draft = rtf(rf"a{field} {{\f2\'4a\'4d}} {{\f4 plain}}")

    assert draft.text == "a☺ ☺ plain"
    assert sentences(draft)[0].startswith("1 sign of a symbol font")


def test_results_of_fields_are_read_and_their_recipes_are_not() -> None:
    draft = rtf(r'{\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt her page}}{\pict 00ff}{\*\x y}')

    assert draft.text == "her page"
    assert sentences(draft)[0] == "1 picture was left out."


def test_words_given_twice_are_read_once_in_unicode() -> None:
    assert rtf(r"{\upr{x}{\*\ud \u1046?}}{\info{\upr{a}{\*\ud b}}}").text == "Ж"


def test_text_boxes_are_read() -> None:
    assert rtf(r"{\shp{\*\shpinst{\sp{\sn a}{\sv b}}{\shptxt boxed\par}}}beside").text == (
        "boxed\nbeside"
    )


def test_binary_bytes_are_no_text() -> None:
    assert rtf(r"a{\pict\bin5 {{{}}}b\bin2 xyc").text == "abc"


def test_what_follows_the_outermost_group_is_not_read() -> None:
    data = rb"{\rtf1 words}" + b"\0" * 3 + b"{\\rtf1 more}"

    assert read_rtf(data, Path("a.rtf"), Reading()).text == "words"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"{\\rtf1 words {\\b more", "incomplete"),
        (b"{\\rtf1 }", "no text"),
        (b"{\\rtf1 " + b"{" * 600 + b"x" + b"}" * 601, "commands"),
        (b"\\rtf1 }", "not begun"),
    ],
)
def test_what_is_wrong_is_said(data: bytes, sentence: str) -> None:
    with pytest.raises(InputProblem, match=sentence):
        read_rtf(data, Path("talk.rtf"), Reading())


def test_commands_without_end_are_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtf_reader, "_MOST_TOKENS", 1_000)

    with pytest.raises(InputProblem, match="commands"):
        rtf(r"\b" * 1_001)


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1))
def test_any_text_written_as_rtf_is_read_again(words: str) -> None:
    def escaped(letter: str) -> str:
        units = letter.encode("utf-16-le")
        numbers = (int.from_bytes(units[n : n + 2], "little", signed=True) for n in (0, 2))
        return "".join(rf"\u{number}?" for number in list(numbers)[: len(units) // 2])

    assert rtf("a" + "".join(map(escaped, words)) + "b").text == f"a{words}b"


def test_plain_paragraphs_are_what_another_reader_finds() -> None:
    body = (
        r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}}\f0 One \'e9\u233?\tab x\par Two"
    )

    ours = read_rtf(f"{body}}}".encode(), Path("a.rtf"), Reading()).text

    assert ours == rtf_to_text(f"{body}}}").strip()


def test_a_bullet_of_a_symbol_font_is_a_bullet() -> None:
    text = "{\\rtf1 {\\listtext\\u61623\\'3f\\tab}one\\par {\\listtext\\u-3913\\'b7\\tab}two\\par}"

    assert read_rtf(text.encode(), Path("a.rtf"), Reading()).text == "• one\n• two"
