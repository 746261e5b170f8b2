# SPDX-License-Identifier: MIT
"""How coders differ, seen passage by passage."""

from __future__ import annotations

from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder_app.agreement.passages import (
    Mark,
    Passage,
    find_passages,
    shared_stretches,
    united,
)
from coder_app.core.records import DisagreementKind as Kind

CODES = ("trust", "closeness", "likeness")


def differing(marked: dict[str, dict[str, list[tuple]]], coders: str = "AB") -> list[Passage]:
    """Find passages; of each mark: start, end, and if wanted weight and version."""
    marks = [
        Mark(coder, code, *place)
        for coder, by_code in marked.items()
        for code, places in by_code.items()
        for place in places
    ]
    return find_passages(marks, coders=tuple(coders), codes=CODES)


def told(marked: dict[str, dict[str, list[tuple]]], coders: str = "AB") -> list[tuple]:
    return [(p.kind, p.start, p.end, p.codes, p.silent) for p in differing(marked, coders)]


def test_a_passage_that_one_marked_and_another_did_not_is_missing() -> None:
    assert told({"A": {"trust": [(3, 9)]}}) == [(Kind.MISSING, 3, 9, ("trust",), ("B",))]


def test_whoever_did_not_rate_the_document_is_not_silent() -> None:
    marked = {"A": {"trust": [(3, 9)]}, "B": {"trust": [(3, 9)]}, "C": {"trust": [(0, 1)]}}

    assert told(marked) == []


def test_overlapping_and_touching_marks_are_one_passage_with_other_borders() -> None:
    marked = {"A": {"trust": [(0, 5), (5, 9)]}, "B": {"trust": [(7, 12)]}}

    assert told(marked) == [(Kind.BORDER, 0, 12, ("trust",), ())]


def test_one_mark_or_two_that_cover_the_same_words_are_the_same_borders() -> None:
    marked = {"A": {"trust": [(0, 5), (4, 9)]}, "B": {"trust": [(0, 9)]}}

    assert told(marked) == []


def test_marks_that_lie_apart_are_two_passages() -> None:
    marked = {"A": {"trust": [(0, 5)]}, "B": {"trust": [(6, 9)]}}

    assert [kind for kind, *_ in told(marked)] == [Kind.MISSING, Kind.MISSING]


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ((0, 5, 1, "v1"), (0, 5, 1, "v1"), None),
        ((0, 5, 1, "v1"), (0, 5, 3, "v2"), Kind.WEIGHT),
        ((0, 5, 1, "v1"), (0, 5, None, "v1"), Kind.WEIGHT),
        ((0, 5, 1, "v1"), (0, 5, 1, "v2"), Kind.VERSION),
        ((0, 5, 1, "v1"), (0, 6, 3, "v2"), Kind.BORDER),
    ],
)
def test_weights_count_where_borders_agree_and_versions_where_all_else_does(
    first, second, kind
) -> None:
    found = told({"A": {"trust": [first]}, "B": {"trust": [second]}})

    assert [row[0] for row in found] == ([kind] if kind else [])


def test_another_code_on_the_same_words_makes_one_passage_of_two() -> None:
    marked = {"A": {"trust": [(0, 10)]}, "B": {"closeness": [(2, 8)]}}

    (passage,) = differing(marked)

    assert passage.kind is Kind.OTHER_CODE
    assert (passage.start, passage.end, passage.codes) == (0, 10, ("trust", "closeness"))
    assert [mark.coder for mark in passage.marks] == ["A", "B"]
    assert passage.silent == ()


@pytest.mark.parametrize(("start", "kind"), [(5, Kind.OTHER_CODE), (6, Kind.MISSING)])
def test_another_code_has_to_share_more_than_half_of_the_shorter(start: int, kind: Kind) -> None:
    marked = {"A": {"trust": [(0, 10)]}, "B": {"closeness": [(start, start + 8)]}}

    assert {row[0] for row in told(marked)} == {kind}


def test_a_code_that_the_same_coder_gave_as_well_is_not_instead_of_the_first() -> None:
    marked = {"A": {"trust": [(0, 10)], "closeness": [(0, 10)]}, "B": {}}

    assert [row[0] for row in told(marked)] == [Kind.MISSING, Kind.MISSING]
    three = {"A": {"trust": [(0, 9)], "closeness": [(0, 9)]}, "B": {"trust": [(0, 9)]}}
    three["C"] = {"closeness": [(0, 9)]}
    assert [row[0] for row in told(three, "ABC")] == [Kind.MISSING, Kind.MISSING]


def test_of_several_other_codes_the_one_that_shares_most_is_taken() -> None:
    marked = {"A": {"trust": [(0, 10)]}, "B": {"closeness": [(0, 6)], "likeness": [(1, 9)]}}

    assert told(marked) == [
        (Kind.OTHER_CODE, 0, 10, ("trust", "likeness"), ()),
        (Kind.MISSING, 0, 6, ("closeness",), ("A",)),
    ]


def test_those_who_marked_neither_code_stay_silent() -> None:
    marked = {"A": {"trust": [(0, 10)]}, "B": {"closeness": [(0, 10)]}}

    assert told(marked, "ABC")[0][4] == ("C",)


def test_codes_that_were_not_asked_for_are_not_looked_at() -> None:
    marks = [Mark("A", "fame", 0, 5)]

    assert find_passages(marks, coders="AB", codes=CODES) == []


marks = st.lists(
    st.builds(
        lambda coder, code, start, length, weight: Mark(coder, code, start, start + length, weight),
        st.sampled_from("ABC"),
        st.sampled_from(CODES),
        st.integers(0, 40),
        st.integers(1, 15),
        st.sampled_from([None, None, 1]),
    ),
    max_size=25,
)


@given(marks)
def test_every_character_on_which_coders_differ_lies_in_a_passage_and_no_mark_is_in_two(
    given_marks: list[Mark],
) -> None:
    numbered = [mark._replace(coding=n) for n, mark in enumerate(given_marks)]
    found = find_passages(numbered, coders="ABC", codes=CODES)
    seen = [mark.coding for passage in found for mark in passage.marks]
    assert len(seen) == len(set(seen))

    for code in CODES:
        covered = {
            coder: {
                at
                for mark in given_marks
                if (mark.coder, mark.code) == (coder, code)
                for at in range(mark.start, mark.end)
            }
            for coder in "ABC"
        }
        differing = set.union(*covered.values()) - set.intersection(*covered.values())
        inside = {at for p in found if code in p.codes for at in range(p.start, p.end)}
        assert differing <= inside


@given(marks)
def test_who_looks_at_the_marks_in_another_order_finds_the_same(given_marks: list[Mark]) -> None:
    def found(some: list[Mark]) -> list[tuple]:
        passages = find_passages(some, coders="ABC", codes=CODES)
        return [(p.kind, p.start, p.end, p.codes) for p in passages]

    assert found(given_marks) == found(given_marks[::-1])


@given(st.lists(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 9))), max_size=4))
def test_shared_stretches_hold_what_everybody_marked(places: list[list[tuple[int, int]]]) -> None:
    several = [sorted((start, start + length) for start, length in mine) for mine in places]

    shared = shared_stretches(several)

    each = [{at for a, b in mine for at in range(a, b)} for mine in several]
    wanted = set.intersection(*each) if each else set()
    assert {at for start, end in shared for at in range(start, end)} == wanted
    assert shared == united(shared)


def test_fifty_thousand_codings_take_no_second() -> None:
    step = 7919
    numbered = [
        Mark("ABCD"[n % 4], CODES[n % 3], start := n * step % 1_600_000, start + 20 + n % 200)
        for n in range(50_000)
    ]
    begun = perf_counter()

    assert find_passages(numbered, coders="ABCD", codes=CODES)

    assert perf_counter() - begun < 3  # far more than measured: this machine may be busy
