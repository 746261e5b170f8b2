# SPDX-License-Identifier: MIT
"""Sums add up: over documents or turns, over codes or families, it is the same text."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.agreement.sums import PER_UNIT, grouped, of_blocks, over_blocks, sums_of
from coder_app.agreement.units import CodedDocument, Stretch, Unit, cut

LENGTH = 40
TURNS = [(0, 8), (10, 25), (25, 40)]
spans = st.integers(0, 30).flatmap(
    lambda start: st.integers(start + 1, LENGTH).map(lambda end: (start, end))
)
marks = st.fixed_dictionaries(
    {
        coder: st.fixed_dictionaries({code: st.lists(spans, max_size=3) for code in ("a", "b")})
        for coder in ("Ana", "Ben", "Chika")
    }
)
Marks = dict[str, dict[str, list[Stretch]]]


def documents(*some: Marks) -> list[CodedDocument]:
    return [
        CodedDocument(
            key=n,
            name=str(n),
            length=LENGTH,
            coders=tuple(each) if n else ("Ana", "Ben"),
            spans=each,
            scope=TURNS,
            units=TURNS,
        )
        for n, each in enumerate(some)
    ]


def sums(found: list[CodedDocument], *, by_turns: bool = False) -> dict[str, np.ndarray]:
    ratings = cut(
        found,
        codes=["a", "b"],
        coders=["Ana", "Ben", "Chika"],
        unit=Unit.CHARACTER,
        by_turns=by_turns,
    )
    return sums_of(ratings, ratings.code, 2)


@settings(max_examples=40, deadline=None)
@given(marks, marks)
def test_turns_add_up_to_documents(first: Marks, second: Marks) -> None:
    found = documents(first, second)

    whole, turns = sums(found), sums(found, by_turns=True)

    assert turns["units"].shape == (6, 2)
    assert whole["units"].shape == (2, 2)
    for name, table in over_blocks(whole).items():
        assert over_blocks(turns)[name] == pytest.approx(table), name


@settings(max_examples=40, deadline=None)
@given(marks, marks)
def test_documents_alone_add_up_to_documents_together(first: Marks, second: Marks) -> None:
    one, other = documents(first, second)

    together, alone, beside = (over_blocks(sums(some)) for some in ([one, other], [one], [other]))

    for name, table in together.items():
        assert alone[name] + beside[name] == pytest.approx(table), name


@settings(max_examples=40, deadline=None)
@given(marks, marks)
def test_two_coders_have_the_sums_that_all_others_have(first: Marks, second: Marks) -> None:
    asked = {"codes": ["a", "b"], "coders": ["Ana", "Ben"], "unit": Unit.CHARACTER}
    ratings = cut(documents(first, second), **asked)
    names = frozenset(sums_of(ratings, ratings.code, 2))

    short, long = (sums_of(ratings, ratings.code, 2, only) for only in (None, names))

    assert set(short) == set(long)
    for name, table in long.items():
        assert short[name] == pytest.approx(table), name


def test_codes_add_up_to_their_family() -> None:
    found = sums(documents({"Ana": {"a": [(0, 5)]}, "Ben": {"b": [(10, 12)]}, "Chika": {}}))

    pooled = grouped(found, np.array([0, 0]), 1)

    assert pooled["yes"][..., 0] == pytest.approx(found["yes"].sum(axis=-1))
    assert pooled["yes_each"].shape == (3, 1, 1)


def test_only_the_sums_that_are_asked_for_are_made() -> None:
    ratings = cut(
        documents({"Ana": {"a": [(0, 5)]}, "Ben": {}}),
        codes=["a"],
        coders=["Ana", "Ben"],
        unit=Unit.TURN,
    )

    found = sums_of(ratings, ratings.code, 1, frozenset({"yes", "yes_each"}))

    assert set(found) == {"yes", "yes_each"}
    assert "yes" in PER_UNIT
    assert of_blocks(found, np.array([0]))["yes"].shape == (1, 1)


def test_blocks_are_turns_that_hold_text_in_scope() -> None:
    ratings = cut(
        documents({"Ana": {"a": [(0, 5)]}, "Ben": {}}),
        codes=["a"],
        coders=["Ana", "Ben"],
        unit=Unit.CHARACTER,
        by_turns=True,
    )

    assert ratings.blocks == 3
    assert [int(ratings.weight[ratings.block == n].sum()) for n in range(3)] == [8, 15, 15]
