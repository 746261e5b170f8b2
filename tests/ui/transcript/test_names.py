# SPDX-License-Identifier: MIT
"""Names in the margin keep apart and stay near their lines."""

from __future__ import annotations

import itertools
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.ui.transcript.names import Named, lay_names

ROW = 18


def named(number: int, y: float, *, key: bool = True, hand: bool = False) -> Named:
    return Named(UUID(int=number), y, has_key=key, in_hand=hand)


wanted = st.lists(st.tuples(st.integers(0, 600), st.booleans()), max_size=40).map(
    lambda rows: [named(n, y, key=key) for n, (y, key) in enumerate(sorted(rows))]
)


@settings(deadline=None, max_examples=150)
@given(wanted)
def test_names_never_overlap_and_none_is_lost(names: list[Named]) -> None:
    rows = lay_names(names, ROW)

    assert all(low.y + ROW <= high.y for low, high in itertools.pairwise(rows))
    assert sorted(guid.int for row in rows for guid in row.codings) == list(range(len(names)))
    assert all(row.y >= row.anchor for row in rows)


def test_a_name_with_room_stands_on_its_line() -> None:
    rows = lay_names([named(1, 10), named(2, 100)], ROW)

    assert [row.y for row in rows] == [10, 100]


def test_names_of_one_line_move_down() -> None:
    rows = lay_names([named(1, 10), named(2, 10), named(3, 200)], ROW)

    assert [row.y for row in rows] == [10, 28, 200]


def test_what_would_be_pushed_far_shares_a_row_of_chips() -> None:
    crowd = [named(n, 10) for n in range(4)]
    crowd += [named(4, 10, hand=True), named(5, 10, key=False)]

    rows = lay_names([*crowd, named(6, 38)], ROW)

    assert [len(row.codings) for row in rows] == [1, 1, 4, 1]
    assert [row.codings[0].int for row in rows[:2]] == [4, 5]


def test_the_last_line_has_no_neighbour_to_push() -> None:
    rows = lay_names([named(n, 10) for n in range(8)], ROW)

    assert len(rows) == 8
