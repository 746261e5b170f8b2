# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.formats.projects.positions import (
    Convention,
    LineEnds,
    Measured,
    RawText,
    Selection,
    is_named,
    measure,
)

WORDS = "I follow her 😀 since March,\r\nand 𠮷 answers.\r\nShe is like a friend 🥖 to me.\r\n"
ALL = [
    Convention(utf16, ends, marks, inclusive)
    for utf16 in (False, True)
    for ends in LineEnds
    for marks in (0, 1)
    for inclusive in (False, True)
]


def told(text: RawText, way: Convention, words: str, *, name: str = "") -> Selection:
    """Write a selection of these words as a program that counts this way would."""
    start = text.text.index(words)
    ruler = text.ruler(way)
    end = ruler.outside(start + len(words)) - way.inclusive
    return Selection(text, ruler.outside(start), end, name)


def placed(selection: Selection, way: Convention) -> str:
    span = selection.text.ruler(way).span(selection.start, selection.end, inclusive=way.inclusive)
    return selection.text.text[span[0] : span[1]] if span else ""


def test_a_text_is_kept_with_plain_line_ends_and_without_mark() -> None:
    text = RawText("\ufeff" + WORDS)

    assert text.text == WORDS.replace("\r\n", "\n")
    assert text.marks == 1


def test_positions_count_what_a_program_counts() -> None:
    text = RawText("\ufeffa😀\r\nb")

    assert text.ruler(Convention()).outside(3) == 4
    assert text.ruler(Convention(utf16=True)).outside(3) == 5
    assert text.ruler(Convention(utf16=True, line_ends=LineEnds.ONE)).outside(3) == 4
    assert text.ruler(Convention(marks=1)).outside(3) == 5


def test_a_position_inside_of_a_character_moves_outward() -> None:
    ruler = RawText("a😀b").ruler(Convention(utf16=True))

    assert ruler.inside(2) == 1
    assert ruler.inside(2, is_end=True) == 2
    assert ruler.inside(4) == 3
    assert ruler.inside(5) is None
    assert ruler.inside(-1) is None


def test_what_is_empty_or_outside_has_no_place() -> None:
    ruler = RawText("abc").ruler(Convention())

    assert ruler.span(1, 3, inclusive=False) == (1, 3)
    assert ruler.span(1, 1, inclusive=False) is None
    assert ruler.span(1, 1, inclusive=True) == (1, 2)
    assert ruler.span(2, 1, inclusive=False) is None
    assert ruler.span(1, 4, inclusive=False) is None


@pytest.mark.parametrize("way", ALL, ids=lambda way: way.words)
def test_each_convention_is_found_by_the_names_of_selections(way: Convention) -> None:
    text = RawText("\ufeff" + WORDS)
    passages = ["follow her", "and 𠮷 answers.", "friend 🥖 to me."]
    selections = [told(text, way, words, name=words) for words in passages]

    found = measure(selections, Convention()).convention

    assert [placed(each, found) for each in selections] == passages


@pytest.mark.parametrize("way", [w for w in ALL if not w.inclusive], ids=lambda way: way.words)
def test_each_convention_is_found_by_borders_of_words(way: Convention) -> None:
    text = RawText("\ufeff" + WORDS * 6)
    passages = ["follow her", "since March", "answers", "She is", "friend", "to me"]
    whole = [told(text, way, words) for words in passages]
    length = len(text.text) // 6
    ruler = text.ruler(way)
    starts = [text.text.index(words) + n * length for n, words in enumerate(passages)]
    whole += [
        Selection(text, ruler.outside(at), ruler.outside(at + len(words)))
        for at, words in zip(starts, passages, strict=True)
    ]

    found = measure(whole, Convention())

    assert [placed(each, found.convention) for each in whole] == passages * 2
    assert not found.doubtful


def test_the_usual_convention_stands_where_selections_do_not_depend_on_it() -> None:
    text = RawText("plain words\nand more of them")
    usual = Convention(utf16=True, line_ends=LineEnds.ONE)

    found = measure([Selection(text, 0, 5, "plain")], usual)

    assert (found.convention, found.doubtful) == (usual, 0)


def test_the_usual_convention_stands_where_too_little_speaks_against_it_and_is_doubtful() -> None:
    text = RawText("😀😀😀 a😀b")

    found = measure([Selection(text, 2, 4)], Convention())

    assert found.convention == Convention()
    assert found.doubtful == 1
    assert found.example == "😀"


def test_that_ends_are_included_takes_more_than_nothing_against_it() -> None:
    text = RawText("中文没有空格")

    found = measure([Selection(text, 0, 2), Selection(text, 3, 5)], Convention())

    assert (found.convention, found.doubtful) == (Convention(), 0)


def test_selections_of_nothing_say_nothing() -> None:
    text = RawText("one two")

    assert measure([Selection(text, 5, 5), Selection(text, -1, -1)], Convention()) == Measured(
        Convention()
    )


def test_no_selections_leave_the_usual_convention() -> None:
    assert measure([], Convention(utf16=True)).convention == Convention(utf16=True)


def test_names_may_be_cut_and_have_other_white_space() -> None:
    text = "one two\nthree four"

    assert is_named(text, 0, 13, "one two three")
    assert is_named(text, 0, 18, "one two th…")
    assert not is_named(text, 0, 18, "one two th")
    assert not is_named(text, 0, 3, "")
    assert not is_named(text, 0, 3, "line:1")


@given(
    st.text(st.sampled_from("ab 😀𠮷\r\n\u2029"), max_size=30).map(lambda t: t.lstrip("\ufeff")),
    st.sampled_from(ALL),
    st.data(),
)
def test_positions_go_out_and_come_back(raw: str, way: Convention, data: st.DataObject) -> None:
    text = RawText("\ufeff" + raw)
    ruler = text.ruler(way)
    at = data.draw(st.integers(0, len(text.text)))

    assert ruler.inside(ruler.outside(at)) == at
    assert ruler.inside(ruler.outside(at), is_end=True) == at


@given(st.text(st.sampled_from("ab 😀\r\n"), max_size=30), st.booleans())
def test_positions_are_those_of_python_in_the_file(raw: str, utf16: bool) -> None:
    text = RawText(raw)
    ruler = text.ruler(Convention(utf16=utf16))
    kept = 0
    for at in range(len(raw) + 1):
        if at and raw[at - 1 : at + 1] == "\r\n":
            continue  # inside of a line end
        before = raw[:at]
        kept = len(before.replace("\r\n", "\n").replace("\r", "\n"))
        units = len(before.encode("utf-16-le")) // 2 if utf16 else len(before)
        assert ruler.outside(kept) == units
