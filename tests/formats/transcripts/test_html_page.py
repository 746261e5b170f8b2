# SPDX-License-Identifier: MIT
"""Web pages: blocks become lines, and nothing that is not shown is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.formats.transcript_files import read_transcript

Write = Callable[[str, bytes | str], Path]


@pytest.fixture
def text(write: Write) -> Callable[[str], str]:
    def read(body: str) -> str:
        return read_transcript(write("talk.html", f"<html><body>{body}</body></html>")).text

    return read


Text = Callable[[str], str]


def test_blocks_are_lines_and_white_space_counts_once(text: Text) -> None:
    body = "<h1> A  talk </h1>\n<div><p>one\n two</p> loose <p>three<br>four</p></div>"

    assert text(body) == "A talk\none two\nloose\nthree\nfour"


def test_words_parted_only_by_marks_stay_one(text: Text) -> None:
    assert (
        text("micro<b>-</b>influ<i>encer</i>&nbsp;😀 &lt;b&gt;") == "micro-influencer\u00a0😀 <b>"
    )


def test_scripts_styles_and_what_is_hidden_are_not_read(text: Text) -> None:
    body = (
        "<style>p {}</style><script>var x = '<p>no</p>'</script><p>seen</p><!-- no -->"
        "<p hidden>no</p><p style='display: none'>no</p><noscript>no</noscript>"
        "<svg><text>no</text></svg><select><option>no</select>"
    )

    assert text(body) == "seen"


def test_rows_of_tables_are_lines_and_cells_are_parted_by_tabs(text: Text) -> None:
    body = "<table><caption>Talk</caption><tbody><tr><td>a<p>b<td>c</table>after"

    assert text(body) == "Talk\na\nb\tc\nafter"


def test_lists_have_their_numbers_and_bullets(text: Text) -> None:
    body = (
        "<ol start=3 type=a><li>one<ul><li>dot</ul><li value=9>two<li><p>three</ol><li>stray"
        "<ol><li></ol><p>after</p>"
    )

    assert text(body) == "c. one\n• dot\ni. two\nj. three\n• stray\nafter"


def test_preformatted_words_keep_their_white_space(text: Text) -> None:
    assert text("<pre>Ana:  one\nBo:\ttwo</pre>") == "Ana:  one\nBo:\ttwo"


def test_bold_names_are_labels_by_mark_by_style_and_by_class(write: Write) -> None:
    for who in (
        "<b>{0}</b>",
        "<strong>{0}</strong>",
        '<span style="font-weight:700">{0}</span>',
        '<span class="x c1">{0}</span>',
    ):
        head = "<head><style>.c0 {color: red} .c1 { font-weight: bold }</style></head>"
        lines = "".join(f"<p>{who.format(name)} words</p>" for name in ("Ana", "Bo") * 2)

        draft = read_transcript(write("talk.html", f"<html>{head}<body>{lines}</body></html>"))

        assert draft.speakers == ("Ana", "Bo")


def test_headings_and_pages_are_places_to_split_at(write: Write) -> None:
    body = "<h2>One</h2>a<br style='page-break-before:always'>b<p style='break-before: page'>c"

    draft = read_transcript(write("talk.html", body))

    assert [(b.kind.value, b.level, draft.text[b.start]) for b in draft.breaks] == [
        *(("heading", 2, "O"), ("page", 0, "b"), ("page", 0, "c")),
    ]


def test_the_language_is_the_one_the_page_names(write: Write) -> None:
    assert read_transcript(write("a.html", "<html lang='pt-BR'><p>sim</p></html>")).language == "pt"
    assert read_transcript(write("a.html", "<html lang='?'><p>x</p></html>")).language is None


@pytest.mark.parametrize(
    ("head", "encoding", "found"),
    [
        ('<meta charset="windows-1251">', "cp1251", "cp1251"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=euc-kr">',
            "euc-kr",
            "euc_kr",
        ),
        ('<?xml version="1.0" encoding="iso-8859-1"?>', "cp1252", "cp1252"),
        ('<meta charset="utf-16">', "utf-8", "utf-8"),
        ('<meta charset="nonsense">', "utf-8", "utf-8"),
        ("", "utf-16", "utf-16-le"),
    ],
)
def test_letters_are_read_in_the_encoding_that_the_page_names_or_has(
    write: Write, head: str, encoding: str, found: str
) -> None:
    words = {"cp1251": "Привет всем", "euc-kr": "안녕하세요"}.get(encoding, "für “uns” café")
    page = f"<html><head>{head}</head><body><p>{words}</p></body></html>"

    draft = read_transcript(write("talk.html", page.encode(encoding)))

    assert (draft.text, draft.encoding) == (words, found)


def test_an_encoding_that_a_person_chose_comes_first(write: Write) -> None:
    page = '<meta charset="utf-8"><p>caf\xe9</p>'.encode("cp1252")

    assert read_transcript(write("talk.html", page), encoding="cp1252").text == "café"


@pytest.mark.parametrize("page", ["<html></html>", " ", "<script>x</script>", "<!DOCTYPE html>"])
def test_a_page_without_words_is_refused(write: Write, page: str) -> None:
    with pytest.raises(InputProblem, match="no text"):
        read_transcript(write("talk.html", page))


def test_a_broken_page_is_read_as_far_as_it_goes(text: Text) -> None:
    assert text("<p>one<b>two<p>three</i></div><td>four") == "onetwo\nthree\nfour"


def test_a_nul_is_no_end_of_the_page(text: Text) -> None:
    assert text("<p>one\0two</p><p>three") == "one�two\nthree"


def test_nothing_is_fetched_and_no_entity_is_unfolded(text: Text) -> None:
    page = (
        '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&c;&c;">]>'
        "<link rel=stylesheet href=http://127.0.0.1:1/x><img src=http://127.0.0.1:1/y><p>&a;&b; x"
    )

    assert "root:" not in text(page)
