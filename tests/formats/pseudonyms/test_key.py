# SPDX-License-Identifier: MIT
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.formats.cells import read_tables
from coder_app.formats.pseudonyms import key as pseudonym_key
from coder_app.formats.pseudonyms.key import (
    Pseudonym,
    Replaced,
    doubts,
    read_key,
    write_key,
    write_log,
)

Write = Callable[[str, bytes | str], Path]

KEY = (
    Pseudonym(name="Ana Ruiz", pseudonym="Mira Vega", note="person"),
    Pseudonym(name="@ana_r", pseudonym="[handle 1]", note="handle"),
    Pseudonym(name="=Łódź 😀", pseudonym="-X", note=""),
)


@pytest.mark.parametrize("name", ["key.csv", "key.tsv", "key.xlsx"])
def test_a_key_is_read_as_it_was_written(tmp_path: Path, name: str) -> None:
    write_key(KEY, tmp_path / name)

    assert read_key(tmp_path / name) == KEY


def test_heads_say_which_column_is_which_and_are_not_needed(write: Write) -> None:
    with_heads = read_key(write("a.csv", "Kind;Pseudonym;Real name\nperson;Mira;Ana\n"))
    without = read_key(write("b.csv", "Ana,Mira\nBo,Leo\n"))

    assert with_heads == (Pseudonym(name="Ana", pseudonym="Mira", note="person"),)
    assert [entry.name for entry in without] == ["Ana", "Bo"]


def test_the_same_row_twice_counts_once_and_blank_ones_not_at_all(write: Write) -> None:
    assert len(read_key(write("a.csv", "name,pseudonym\nAna,Mira\n,\nana , mira\n"))) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("name,pseudonym\nAna,\n", "Row 2: “Ana” has no pseudonym"),
        ("name,pseudonym\nAna,Mira\nAna,Leo\n", "Row 3: “Ana” has another pseudonym above"),
        ("name,pseudonym\n", "no names"),
        ("\n\n", "no names"),
        ("", "empty"),
    ],
)
def test_what_is_wrong_is_said(write: Write, content: str, sentence: str) -> None:
    with pytest.raises(InputProblem, match=sentence):
        read_key(write("key.csv", content))


def test_names_without_end_are_refused(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pseudonym_key, "MAX_NAMES", 2)

    with pytest.raises(InputProblem, match="more than 2 names"):
        read_key(write("key.csv", "name,pseudonym\n" + "".join(f"A{n},B{n}\n" for n in range(5))))


@pytest.mark.parametrize("name", ["log.csv", "log.xlsx"])
def test_the_log_says_what_was_changed_where(tmp_path: Path, name: str) -> None:
    write_log(
        [Replaced(transcript="P1", line=3, original="Ana", changed_to="[Mira]")], tmp_path / name
    )

    assert list(read_tables(tmp_path / name).rows()) == [
        ["transcript", "line", "original", "changed to"],
        ["P1", "3", "Ana", "[Mira]"],
    ]


def test_pseudonyms_that_are_names_or_stand_for_two_are_doubtful() -> None:
    key = [
        Pseudonym(name="Ana", pseudonym="Bo"),
        Pseudonym(name="Bo", pseudonym="Leo"),
        Pseudonym(name="Cy", pseudonym="leo"),
    ]

    assert list(doubts(key)) == [
        "“Bo” is a pseudonym, and a name in the key as well.",
        "“leo” stands for 2 names. Check that all are one person’s.",
    ]
    assert list(doubts(KEY)) == []
