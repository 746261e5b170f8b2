# SPDX-License-Identifier: MIT
from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coder_app.core.places import codebooks
from coder_app.core.records import CodebookDraft, CodeDraft, CodeStatus, ScaleLevel
from coder_app.formats.codebooks.prose import (
    describe_book,
    describe_code,
    read_book,
    read_description,
)
from coder_app.formats.codebooks.toml import read_codebook

SHIPPED = sorted(codebooks().glob("*.toml"))
line = st.text(st.sampled_from("ab: –|é😀") | st.characters(codec="utf-8", exclude_categories="C"))
text = st.lists(line, max_size=3).map("\n".join).map(str.strip)
item = line.map(str.strip).filter(bool)
levels = st.lists(
    st.builds(
        ScaleLevel,
        weight=st.integers(0, 9),
        label=item.map(lambda t: t.replace("|", "/")),
        anchor=item,
    ),
    max_size=3,
    unique_by=lambda level: level.weight,
).map(tuple)
drafts = st.builds(
    CodeDraft,
    name=st.just("trust"),
    question=text,
    definition=text,
    use_when=st.lists(item, max_size=3).map(tuple),
    example=text,
    source=text,
    scale=levels,
    key=st.sampled_from(["", "1", "T"]),
    level=st.sampled_from(["", "latent"]),
    status=st.sampled_from(CodeStatus),
)


def plain(draft: CodeDraft) -> CodeDraft:
    return CodeDraft(name=draft.name, colour=draft.colour)


def test_a_mere_definition_stands_alone() -> None:
    assert describe_code(CodeDraft(name="a", definition="One\ntwo.")) == "One\ntwo."
    assert describe_code(CodeDraft(name="a")) == ""


def test_fields_stand_under_their_headings() -> None:
    draft = CodeDraft(
        name="trust",
        definition="Believes her.\nAlways.",
        use_when=("she says so", "she acts so"),
        scale=(ScaleLevel(weight=1, label="low"), ScaleLevel(weight=3, label="high", anchor="all")),
    )

    assert describe_code(draft).split("\n") == [
        "Definition: Believes her.",
        "  Always.",
        "Use when:",
        "– she says so",
        "– she acts so",
        "Scale:",
        "– 1 | low",
        "– 3 | high | all",
    ]


def test_a_definition_that_looks_like_fields_is_put_under_its_heading() -> None:
    draft = CodeDraft(name="a", definition="Example: not one")

    assert describe_code(draft) == "Definition: Example: not one"
    assert read_description(describe_code(draft), plain(draft)) == draft


def test_a_foreign_text_is_a_definition() -> None:
    code = CodeDraft(name="a")

    assert read_description(" Anything: at all\nKey: T ", code).definition == (
        "Anything: at all\nKey: T"
    )
    assert read_description("", code) == code


def test_fields_that_somebody_else_wrote_are_understood_as_far_as_they_can_be() -> None:
    told = (
        "Definition: Believes.\r\nmore\r\nUse when: she says so\nKey: C\nLevel: deep\nStatus: old"
    )

    read = read_description(told, CodeDraft(name="a"))

    assert read.definition == "Believes.\nmore"
    assert read.use_when == ("she says so",)
    assert (read.key, read.level, read.status) == ("", "", CodeStatus.IN_USE)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_shipped_code_comes_back_whole(path) -> None:
    book = read_codebook(path)

    for draft in book.codes:
        bare = replace(CodeDraft(name=draft.name), parent=draft.parent, codable=draft.codable)
        read = read_description(describe_code(draft), replace(bare, colour=draft.colour))
        assert read == draft


@given(drafts)
@example(CodeDraft(name="trust", definition="a", source="b:\n\nKey: c"))
def test_whatever_a_code_says_comes_back(draft: CodeDraft) -> None:
    assert read_description(describe_code(draft), plain(draft)) == draft


@given(text.filter(bool), text, st.lists(item, max_size=3).map(tuple))
def test_the_head_of_a_codebook_comes_back(
    title: str, description: str, rules: tuple[str, ...]
) -> None:
    book = CodebookDraft(title=title, description=description, rules=rules)

    assert read_book(describe_book(book)) == book


def test_no_other_text_is_the_head_of_a_codebook() -> None:
    assert read_book("Notes on codes") is None


def test_a_line_of_an_item_that_begins_like_an_item_is_none() -> None:
    code = CodeDraft(name="a", use_when=("one\n– still one\n  set in", "two"))

    assert read_description(describe_code(code), CodeDraft(name="a")) == code
