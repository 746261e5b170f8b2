# SPDX-License-Identifier: MIT
from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.formats.projects.taguette_text import HtmlText


def cut(html: str, start: int, end: int) -> str:
    found = HtmlText(html)
    first, last = found.place(start), found.place(end, is_end=True)
    assert first is not None
    assert last is not None
    return found.text[first:last]


def test_blocks_are_lines_and_space_between_them_goes() -> None:
    html = "<h1>Eva</h1>\n<p>Hello  <b>you</b>\nthere</p>\n<ul>\n <li>one</li><li>two</li></ul>"

    assert HtmlText(html).text == "Eva\nHello  you there\none\ntwo\n"


def test_breaks_cells_and_preformatted_lines() -> None:
    html = "<p>a<br>b</p><table><tr><td>c</td><td>d</td></tr></table><pre>\ne\n f</pre>"

    assert HtmlText(html).text == "a\nb\nc\td\ne\n f\n"


def test_positions_are_bytes_of_the_text_that_a_browser_counts() -> None:
    html = "<p>Mara: ä &amp; 😀 b.</p>\n<p>She said</p>"

    assert cut(html, 0, 4) == "Mara"
    assert cut(html, 6, 8) == "ä"
    assert cut(html, 11, 15) == "😀"
    assert cut(html, 16, 18) == "b."
    assert cut(html, 19, 22) == "She"


def test_half_a_character_moves_outward() -> None:
    assert cut("<p>a😀b</p>", 2, 3) == "😀"
    assert cut("<p>a😀b</p>", 0, 2) == "a😀"


def test_positions_in_what_is_gone_lie_beside_it() -> None:
    html = "<p>a</p>\n<p>b</p>"

    assert cut(html, 0, 2) == "a\n"
    assert cut(html, 1, 3) == "b"


def test_positions_outside_are_none() -> None:
    found = HtmlText("<p>ab</p>")

    assert found.place(-1) is None
    assert found.place(3) is None
    assert found.place(2, is_end=True) == 2


def test_scripts_and_styles_are_no_words() -> None:
    assert HtmlText("<style>x</style><p>a</p><script>b</script>").text == "a\n"


def test_nothing_is_no_text() -> None:
    assert HtmlText("").text == ""
    assert HtmlText("<p></p>").place(0) == 0


def test_a_mark_at_the_head_moves_nothing() -> None:
    assert cut("<p>\ufeffab</p>", 3, 5) == "ab"


@given(
    st.lists(st.text(st.sampled_from("ab ä😀<&>\n"), max_size=12), min_size=1, max_size=5),
    st.sampled_from(["p", "li", "pre"]),
)
def test_every_character_is_found_by_its_bytes(lines: list[str], tag: str) -> None:
    lines = [line.lstrip("\n") for line in lines]
    found = HtmlText("".join(f"<{tag}>{escape(line)}</{tag}>" for line in lines))
    start = 0
    for character in "".join(line for line in lines):
        end = start + len(character.encode())
        first, last = found.place(start), found.place(end, is_end=True)
        if not character.isspace():
            assert found.text[first:last] == character
        start = end


@pytest.mark.parametrize("broken", ["<!--", "<![", "<?", "<a ", "</a ", "<a b='", '<a b="', "<<!"])
def test_what_begins_no_tag_is_text_however_often_it_stands_there(broken: str) -> None:
    many = broken * 200_000  # a parser that looks for the end of each goes through it for hours

    found = HtmlText(f"<p>a{many}</p><p>b</p>")

    assert found.text.startswith(f"a{broken}")
    assert found.text.endswith("\nb\n")


def test_comments_and_declarations_say_nothing() -> None:
    html = "<!DOCTYPE html><p>Ma<!-- <b>no</b> -->ra <?no?>: ä</p><!-- open"

    assert HtmlText(html).text.startswith("Mara : ä\n<!-- open")
    assert cut(html, 7, 9) == "ä"


@given(st.text("aä😀", min_size=1, max_size=9).map(lambda text: text * 700), st.data())
def test_positions_in_a_long_text_are_those_of_its_bytes(text: str, data: st.DataObject) -> None:
    found, start = HtmlText(f"<p>{text}</p>"), data.draw(st.integers(0, len(text)))

    assert found.place(len(text[:start].encode())) == start


def test_many_places_in_one_long_text_are_found() -> None:
    found = HtmlText("ä" * 2_000_000)

    assert [found.place(2 * n) for n in range(0, 2_000_000, 100)] == list(range(0, 2_000_000, 100))
