# SPDX-License-Identifier: MIT
"""Columns are known by what people call them; fields become cells and come back."""

from __future__ import annotations

import re

import pytest

from coder_app.core.places import codebooks
from coder_app.core.records import CodeDraft, ScaleLevel
from coder_app.formats.codebooks.columns import (
    COLUMNS,
    WRITTEN,
    cells_of,
    entries_of,
    heads_of,
    scale_of,
)


def test_no_header_stands_for_two_fields() -> None:
    every = [
        name for header, _, others in COLUMNS for name in (header.casefold(), *others.split(", "))
    ]

    assert len(set(every)) == len(every)


def test_headers_that_we_write_are_all_read() -> None:
    heads = heads_of(WRITTEN)

    assert not heads.unknown
    assert heads.places["use_when"] == [(WRITTEN.index("use when"),)]


def test_of_two_columns_for_a_name_the_one_called_name_counts() -> None:
    heads = heads_of(["Code", "Name", "Theme"])

    assert (heads.places["name"], heads.unknown) == ([(1,)], ["Code"])


def test_columns_for_one_text_are_joined_and_those_that_go_on_too() -> None:
    heads = heads_of(["name", "Brief definition", "definition", "definition (2)"])

    row = ["a", "short", "lo", "ng"]
    assert heads.texts(row, "definition") == ["long", "short"]


def test_a_column_of_themes_names_the_codes_where_nothing_else_does() -> None:
    assert heads_of(["Theme", "Description"]).names_codes
    assert not heads_of(["text", "page"]).names_codes


@pytest.mark.parametrize(
    ("cell", "entries"),
    [
        ("", ()),
        ("one", ("one",)),
        ("- one", ("- one",)),
        ("- one\n- two", ("one", "two")),
        ("1. one\n\n2. two\n", ("one", "two")),
        ("- one\ntwo", ("- one", "two")),
    ],
)
def test_a_list_has_an_entry_a_line(cell: str, entries: tuple[str, ...]) -> None:
    assert entries_of(cell) == entries


@pytest.mark.parametrize(
    ("cell", "levels"),
    [
        ("", []),
        ("1 low\n3 high: very: much", [(1, "low", ""), (3, "high", "very: much")]),
        ("0 = none; 1 = some", [(0, "none", ""), (1, "some", "")]),
        ("2. middle", [(2, "middle", "")]),
        ("1 “a: b”: c", [(1, "a: b", "c")]),
        ("12 much", [(12, "much", "")]),
    ],
)
def test_a_scale_has_a_level_a_line(cell: str, levels: list[tuple[int, str, str]]) -> None:
    found = scale_of(cell)

    assert found is not None
    assert [(level.weight, level.label, level.anchor) for level in found] == levels


@pytest.mark.parametrize("cell", ["low", "1", "1 :", "low 1\n2 high"])
def test_what_is_no_scale_is_told_apart(cell: str) -> None:
    assert scale_of(cell) is None


def test_a_code_is_a_row_under_the_headers() -> None:
    level = ScaleLevel(weight=1, label="a: b", anchor="c\nd")
    code = CodeDraft(name="trust", codable=False, use_when=("x", "y"), scale=(level,))

    row = dict(zip(WRITTEN, cells_of(code), strict=True))

    assert (row["kind"], row["name"], row["use when"]) == ("group", "trust", "x\ny")
    assert (row["scale"], row["GUID"]) == ("1 “a: b”: c d", "")


def test_the_manual_lists_the_columns_that_are_written_and_names_that_are_read() -> None:
    page = codebooks("README.md").read_text("utf-8").partition("## As a table")[2]
    rows = [line.strip("|").split(" | ") for line in page.splitlines() if line.startswith("| `")]
    told = {row[0].strip(" `"): re.findall(r"[\w ]+", row[2]) for row in rows}

    assert tuple(told) == WRITTEN
    fields = {header: of for header, of, _ in COLUMNS}
    for header, others in told.items():
        for other in filter(None, (name.strip() for name in others)):
            if " where nothing else " not in other:
                heads = heads_of(["name", other] if header != "name" else [other])
                assert fields[header] in heads.places, other
