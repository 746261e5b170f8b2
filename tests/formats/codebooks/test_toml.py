# SPDX-License-Identifier: MIT
"""Codebook files: read, checked with line numbers, written and read again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.core.errors import InputProblem
from coder_app.core.records import CodebookDraft, CodeDraft, CodeStatus, ScaleLevel
from coder_app.formats.codebooks.rules import is_key, neighbours_of
from coder_app.formats.codebooks.toml import (
    asymmetric_neighbours,
    lost_in_toml,
    read_codebook,
    write_codebook,
)

Write = Callable[[str, bytes | str], Path]
GOOD = '''title = "Bees"
description = """
Two lines
of text."""
rules = ["One.", "Two."]

[[group]]
name = "Motives"
about = "Why?"
family = "ember"

[[code]]
name = "honey"
group = "Motives"
colour = "ember-1"
key = "h"
do_not_use_when = ["it is about wax: use wax"]

[[code.scale]]
weight = 1
label = "a little"
anchor = "one jar"

[[code]]
name = "wax"
parent = "honey"
colour = "#12aBcD"
key = "7"
do_not_use_when = ["it is about honey: use honey"]
near_miss = "Candles?"
near_miss_code = "honey"
'''


def mistakes(write: Write, text: str) -> list[str]:
    with pytest.raises(InputProblem) as caught:
        read_codebook(write("book.toml", text))
    return [line.strip() for line in str(caught.value).split("\n")[1:-1]]


def test_a_codebook_is_read_with_all_its_fields(write: Write) -> None:
    draft = read_codebook(write("book.toml", "\ufeff" + GOOD.replace("\n", "\r\n")))

    group, honey, wax = draft.codes
    assert (draft.title, draft.description) == ("Bees", "Two lines\nof text.")
    assert draft.rules == ("One.", "Two.")
    assert (group.name, group.codable, group.colour) == ("Motives", False, "ember")
    assert (honey.parent, honey.key, honey.scale[0].label) == ("Motives", "H", "a little")
    assert (wax.parent, wax.colour, wax.near_miss_code) == ("honey", "#12aBcD", "honey")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('key = "h"', 'key = "C"', "line 16, code “honey”, key: “C” cannot be a key."),
        ('key = "h"', 'key = "hh"', "line 16, code “honey”, key: “HH” cannot be a key."),
        ('key = "h"', 'key = "7"', "line 28, code “wax”, key: “7” is already the key of “honey”."),
        ('"ember-1"', '"ember-99"', "line 15, code “honey”, colour: “ember-99” is no colour"),
        ('"ember"', '"red"', "line 10, group “Motives”, family: “red” is no colour here."),
        ('group = "Motives"', 'group = "Moods"', "line 14, code “honey”, group: there is no group"),
        ('name = "wax"', 'name = "Honey"', "line 25, code “Honey”, name: another code or group"),
        (
            'use wax"',
            'use wexy"',
            "line 17, code “honey”, do_not_use_when: there is no code “wexy”.",
        ),
        (
            '_code = "honey"',
            '_code = "bee"',
            "line 31, code “wax”, near_miss_code: there is no code",
        ),
        ('key = "7"', 'taste = "7"', "line 28, code “wax”, taste: there is no such field."),
        ('key = "7"', "key = 7", "line 28, code “wax”, key: write a text in quotation marks."),
        ('key = "7"', 'level = "deep"', "line 28, code “wax”, level: “deep” is neither"),
        ('key = "7"', 'status = "old"', "line 28, code “wax”, status: write proposed"),
        ('key = "7"', 'key = "\\u0000"', "line 28, code “wax”, key: it holds a character"),
        (
            'key = "7"',
            'home_motive = "x"',
            "line 28, code “wax”, home_motive: there is no code “x”.",
        ),
        ("weight = 1", "weight = 10", "line 19, code “honey”, scale: each weight is a digit"),
        ("weight = 1", 'weight = "1"', "line 19, code “honey”, scale: each level has a weight"),
        ('title = "Bees"', "", "line 1, title: there is no title."),
        ('"One."', "1", "line 5, rules: write a text in quotation marks."),
        ('title = "Bees"', 'title = "Bees"\ncodes = 1', "line 2, codes: there is no such field."),
    ],
)
def test_each_mistake_is_named_by_line_code_and_field(
    write: Write, old: str, new: str, told: str
) -> None:
    assert old in GOOD

    found = mistakes(write, GOOD.replace(old, new, 1))

    assert any(line.startswith(told) for line in found), found


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file(write: Write) -> None:
    text = GOOD.replace('"h"', '"C"').replace('"ember"', '"red"').replace('"7"', '"W"')

    found = mistakes(write, text)

    assert [line.split(",")[0] for line in found] == ["line 10", "line 16", "line 28"]


def test_a_ring_of_parents_is_refused(write: Write) -> None:
    found = mistakes(write, GOOD.replace('group = "Motives"', 'parent = "wax"'))

    assert [line.split(": ")[1] for line in found] == ["it would stand under itself."] * 2


def test_two_levels_with_one_weight_are_refused(write: Write) -> None:
    level = '[[code.scale]]\nweight = 1\nlabel = "a lot"\n\n'

    found = mistakes(
        write, GOOD.replace('[[code]]\nname = "wax"', level + '[[code]]\nname = "wax"')
    )

    assert found == ["line 19, code “honey”, scale: two levels have the weight 1."]


@pytest.mark.parametrize(
    "text",
    ["title = ", "a = 1\na = 2", "[" * 5_000, b"\xff\xfe", 'code = "x"\ntitle = "T"', "code = [1]"],
)
def test_what_is_no_codebook_gives_a_sentence(write: Write, text: str | bytes) -> None:
    with pytest.raises(InputProblem, match=r"book\.toml"):
        read_codebook(write("book.toml", text))


@pytest.mark.parametrize("key", [*"0123456789", *"abdefghijkloqstuvxyz", "é", "ж"])
def test_digits_and_letters_are_keys(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize("key", [*"cmnprwCMNPRW", "", "12", "+", " ", "😀", "ß", "²"])
def test_commands_and_signs_are_no_keys(key: str) -> None:
    assert not is_key(key)


def test_neighbours_that_do_not_answer_are_found() -> None:
    a = CodeDraft(name="a", do_not_use_when=("that: use b", "something else"))
    b = CodeDraft(name="b")

    assert neighbours_of(a) == ("b",)
    assert asymmetric_neighbours(CodebookDraft(title="t", codes=(a, b))) == (("a", "b"),)


signs = st.characters(
    codec="utf-8",
    exclude_categories=["Cs", "Cc"],
    exclude_characters="\ufdd0\ufdd1\u2029\ufeff",  # what is cleaned out of every text
)
plain = st.text(signs, min_size=1, max_size=20).map(str.strip).filter(bool)
odd = st.sampled_from(['a "b" \\ c', "two\nlines", "tab\there", '"""', "'''", "\x7f"])
texts = plain | odd


@settings(max_examples=80, deadline=None)
@given(plain, st.lists(texts, max_size=3), st.lists(texts, min_size=12, max_size=12))
def test_what_is_written_is_read_again(title: str, rules: list[str], values: list[str]) -> None:
    group = CodeDraft(name="G: [x]", codable=False, colour="tide", definition=values[0])
    code = CodeDraft(
        name="C #1",
        parent="G: [x]",
        colour="#00ff00",
        key="K",
        status=CodeStatus.RETIRED,
        level="latent",
        question=values[1],
        definition=values[2],
        use_when=tuple(values[3:5]),
        example=values[5],
        borderline=values[6],
        near_miss=values[7],
        near_miss_code="C 2",
        anchor=values[8],
        source=values[9],
        where=values[10],
        scale=(ScaleLevel(weight=0, label="none", anchor=values[11]),),
    )
    under = CodeDraft(name="C 2", parent="C #1")
    draft = CodebookDraft(title=title, rules=tuple(rules), codes=(group, code, under))

    text = write_codebook(draft)

    assert _read(text) == draft


def test_groups_in_groups_come_back_and_all_in_their_order(write: Write) -> None:
    drafts = (
        CodeDraft(name="first", key="F"),
        CodeDraft(name="Outer", codable=False, definition='[[code]]\nname = "x"'),
        CodeDraft(name="in it", parent="Outer"),
        CodeDraft(name="Inner", parent="Outer", codable=False),
        CodeDraft(name="deep", parent="Inner", example="'''\n[[group]]"),
    )
    draft = CodebookDraft(title="Tree", codes=drafts)

    assert _read(write_codebook(draft)) == draft
    assert lost_in_toml(draft) == ()


def test_fields_of_a_group_that_the_file_has_no_place_for_are_told() -> None:
    group = CodeDraft(name="Outer", codable=False, example="x", guid=UUID(int=1))

    (told,) = lost_in_toml(CodebookDraft(title="Tree", codes=(group,)))

    assert "the other fields of 1 group were left out (Outer)" in told


def _read(text: str) -> CodebookDraft:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "book.toml"
        path.write_bytes(text.encode("utf-8"))
        return read_codebook(path)


def test_a_codebook_is_written_to_a_file_that_reads_the_same(write: Write, tmp_path: Path) -> None:
    draft = read_codebook(write("book.toml", GOOD))

    text = write_codebook(draft, tmp_path / "copy.toml")

    assert read_codebook(tmp_path / "copy.toml") == draft
    assert (tmp_path / "copy.toml").read_text("utf-8") == text
