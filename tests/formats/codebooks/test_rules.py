# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest

from coder_app.core.records import CodebookDraft, CodeDraft, ScaleLevel
from coder_app.formats.codebooks.rules import (
    asymmetric_neighbours,
    faults_of,
    is_key,
    neighbours_of,
)


def book(*codes: CodeDraft) -> CodebookDraft:
    return CodebookDraft(title="A book", codes=codes)


def found(*codes: CodeDraft) -> list[tuple[int, str]]:
    return [(fault.code, fault.field) for fault in faults_of(book(*codes))]


@pytest.mark.parametrize("key", ["0", "9", "T", "t", "é", "ж"])
def test_a_digit_or_a_letter_can_be_a_key(key: str) -> None:
    assert is_key(key)


@pytest.mark.parametrize("key", ["", "C", "m", "AB", "+", " ", "٣", "ß", "."])
def test_commands_and_other_signs_cannot(key: str) -> None:
    assert not is_key(key)


@pytest.mark.parametrize(
    ("code", "field"),
    [
        (CodeDraft(name=""), "name"),
        (CodeDraft(name="TRUST"), "name"),
        (CodeDraft(name="b", key="W"), "key"),
        (CodeDraft(name="b", key="t"), "key"),
        (CodeDraft(name="b", colour="pinkish"), "colour"),
        (CodeDraft(name="b", colour="tide", codable=True), "colour"),
        (CodeDraft(name="b", colour="#2B5CB8", codable=False), "family"),
        (CodeDraft(name="b", level="deep"), "level"),
        (CodeDraft(name="b", near_miss_code="nobody"), "near_miss_code"),
        (CodeDraft(name="b", home_motive="b"), "home_motive"),
        (CodeDraft(name="b", do_not_use_when=("she says so: use nobody",)), "do_not_use_when"),
        (CodeDraft(name="b", parent="nobody"), "parent"),
        (CodeDraft(name="b", parent="B"), "parent"),
        (
            CodeDraft(
                name="b", scale=(ScaleLevel(weight=1, label="x"), ScaleLevel(weight=1, label="y"))
            ),
            "scale",
        ),
        (CodeDraft(name="b", scale=(ScaleLevel(weight=10, label="x"),)), "scale"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_each_fault_names_code_and_field(code: CodeDraft, field: str) -> None:
    assert found(CodeDraft(name="trust", key="T"), code) == [(1, field)]


def test_a_book_without_fault_has_none() -> None:
    assert not found(
        CodeDraft(name="Motives", codable=False, colour="tide"),
        CodeDraft(name="trust", parent="motives", key="T", colour="tide-3", level="latent"),
        CodeDraft(name="likeness", key="1", colour="#2B5CB8", near_miss_code="Trust"),
    )


def test_a_ring_of_parents_is_found_at_each_of_its_codes() -> None:
    ring = [CodeDraft(name=name, parent=up) for name, up in ("ab", "bc", "ca")]

    assert found(*ring) == [(0, "parent"), (1, "parent"), (2, "parent")]


def test_neighbours_are_those_that_do_not_use_when_sends_to() -> None:
    code = CodeDraft(
        name="trust",
        do_not_use_when=("she is like the speaker: use likeness ", "it is only politeness"),
    )

    assert neighbours_of(code) == ("likeness",)
    assert asymmetric_neighbours(book(code, CodeDraft(name="likeness"))) == (("trust", "likeness"),)
    back = CodeDraft(name="likeness", do_not_use_when=("she is relied on: use trust",))
    assert not asymmetric_neighbours(book(code, back))


def test_nothing_stands_under_more_codes_than_anybody_can_see() -> None:
    names = [f"n{n}" for n in range(51)]
    codes = [CodeDraft(name=n, parent=p) for n, p in zip(names, [None, *names], strict=False)]

    assert found(*codes[:50]) == []
    assert found(*codes) == [(50, "parent")]
