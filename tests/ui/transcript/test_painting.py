# SPDX-License-Identifier: MIT
"""Overlapping codings become runs that do not overlap."""

from __future__ import annotations

import itertools
from uuid import UUID, uuid4

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from coder_app.ui.look import Theme
from coder_app.ui.transcript.painting import DENSE, Mark, bars_of, make_bands, sweep

COLOURS = ("tide-1", "ember-1", "iris-1", "stone-1")
LENGTH = 40


def mark(start: int, end: int, code: int = 0, row: int = 0, *, tint: bool = True) -> Mark:
    return Mark(uuid4(), start, end, UUID(int=code), COLOURS[code], row, tint)


marks = st.lists(
    st.builds(
        lambda start, length, code: mark(start, start + length, code),
        st.integers(0, LENGTH - 1),
        st.integers(1, 20),
        st.integers(0, 3),
    ),
    max_size=12,
)


@settings(deadline=None, max_examples=200)
@given(marks, st.integers(0, 20))
def test_each_character_gets_the_colours_of_its_codes(found: list[Mark], start: int) -> None:
    end = start + 15
    inside = [m for m in found if m.start < end and m.end > start]

    runs = sweep(inside, start, end)

    for at in range(start, end):
        here = {m.code: m.colour for m in inside if m.start <= at < m.end}
        expected = tuple(sorted(here.values())) if len(here) < 3 else DENSE
        got = [colours for low, high, colours in runs if low <= at < high]
        assert got == ([expected] if here else [])


@settings(deadline=None, max_examples=100)
@given(marks)
def test_neighbours_that_look_alike_are_one_run(found: list[Mark]) -> None:
    runs = sweep(found, 0, 60)

    for before, after in itertools.pairwise(runs):
        assert before[1] < after[0] or before[2] != after[2]


class Ruler:
    """One line on which each character is ten wide."""

    def boxes(self, start: int, end: int):
        yield QRectF(start * 10, 0, (end - start) * 10, 20)


def test_bars_lie_in_rows_and_part_from_their_neighbours(look: Theme) -> None:
    del look
    first, second = mark(0, 3), mark(3, 6, row=1)

    (left,), (right,) = (bars_of(Ruler(), m, 0, 9) for m in (first, second))

    assert left.right() < right.left()
    assert right.top() > left.top() >= 20


def test_a_fourth_code_has_no_bar(look: Theme) -> None:
    del look
    bands = make_bands(Ruler(), [mark(0, 5, n, row=n) for n in range(4)], 0, 9)

    assert [colour for colour, _ in bands.bars] == list(COLOURS[:3])
    assert [colours for colours, _ in bands.tints] == [DENSE]


def test_codes_that_are_dimmed_keep_their_bars_only(look: Theme) -> None:
    del look
    bands = make_bands(Ruler(), [mark(0, 5, tint=False)], 0, 9)

    assert bands.tints == []
    assert len(bands.bars) == 1
