# SPDX-License-Identifier: MIT
"""Faults of a codebook are told together, in the order of the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder_app.core.errors import InputProblem
from coder_app.formats.codebooks.faults import LONGEST_TEXT, Faults, head_of, text_fault


def test_faults_are_told_by_line_and_not_without_end() -> None:
    faults = Faults()
    for line in range(80, 0, -1):
        faults.add(line, head_of(f"line {line}", "", "key"), "it is wrong.")

    with pytest.raises(InputProblem) as told:
        faults.raise_if_any(Path("book.csv"), "Correct it.")

    lines = str(told.value).split("\n")
    assert lines[0].endswith("There are 80 mistakes in it:")
    assert lines[1] == "line 1, key: it is wrong."
    assert lines[-2:] == ["… and more. ", "Correct it."]
    assert "line 80, key" in faults.heads()


def test_without_faults_nothing_is_raised() -> None:
    Faults().raise_if_any(Path("book.csv"), "Correct it.")


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("name", "trust", ""),
        ("name", "a" * 201, "over 200"),
        ("name", "a\nb", "one line"),
        ("definition", "a\nb", ""),
        ("definition", "a" * (LONGEST_TEXT + 1), "over 20,000"),
        ("definition", "a\0b", "no text can hold"),
    ],
)
def test_a_text_is_short_enough_and_can_be_kept(field: str, value: str, told: str) -> None:
    assert told in text_fault(field, value)
    assert bool(text_fault(field, value)) is bool(told)
