# SPDX-License-Identifier: MIT
"""Paths and parents become a tree in which every code has a name of its own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.formats.codebooks.tree import key_of, parts_of, rooted, tree_of


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("trust", ("trust",)),
        ("Motives\\trust", ("Motives", "trust")),
        ("Nodes\\\\Motives \\ trust", ("Nodes", "Motives", "trust")),
        ("Motives > trust", ("Motives", "trust")),
        ("likes/dislikes", ("likes/dislikes",)),
        ("age>30", ("age>30",)),
        ("  two   words ", ("two words",)),
        ("", ()),
    ],
)
def test_a_path_is_read_by_its_separators(written: str, parts: tuple[str, ...]) -> None:
    assert parts_of(written) == parts


def test_a_name_that_is_known_is_not_cut() -> None:
    assert parts_of("A > B", {"a > b"}) == ("A > B",)


def test_a_parent_that_is_only_named_is_led_to_the_top() -> None:
    found, ringed = rooted([("trust", "words"), ("Motives", "trust"), ("Motives",)])

    assert found == [("Motives", "trust", "words"), ("Motives", "trust"), ("Motives",)]
    assert not ringed


def test_of_several_parents_of_one_name_none_is_guessed() -> None:
    paths = [("a", "x"), ("p", "a"), ("q", "a")]

    assert rooted(paths)[0][0] == ("a", "x")


def test_a_ring_is_found() -> None:
    assert rooted([("b", "a"), ("a", "b")])[1]
    assert rooted([("a", "a")])[1] == [0]


def test_what_stands_above_is_added_before() -> None:
    nodes, renamed = tree_of([("A", "b", "c"), ("A",), ("A", "b", "d")])

    assert [(node.name, node.parent, node.row) for node in nodes] == [
        ("A", None, 1),
        ("b", "A", None),
        ("c", "b", 0),
        ("d", "b", 2),
    ]
    assert not renamed


def test_equal_names_get_their_parents_in_brackets() -> None:
    nodes, renamed = tree_of([("x",), ("A", "x"), ("B", "x"), ("B", "A", "X")])

    assert [node.name for node in nodes] == ["x", "A", "x (A)", "B", "x (B)", "A (B)", "X (2)"]
    assert len(renamed) == 4
    assert renamed[0] == "“x” is there more than once; the one under “A” is now “x (A)”."


def test_the_same_path_twice_is_left_for_the_rules_to_refuse() -> None:
    nodes, _ = tree_of([("A", "x"), ("a", "X")])

    assert [(node.name, node.parent, node.row) for node in nodes[1:]] == [
        ("x", "A", 0),
        ("X", "A", 1),
    ]


@settings(max_examples=200)
@given(st.lists(st.lists(st.sampled_from("abcA"), min_size=1, max_size=4).map(tuple), max_size=8))
def test_every_path_has_a_node_with_a_name_of_its_own(paths: list[tuple[str, ...]]) -> None:
    different = list({key_of(path): path for path in paths}.values())

    nodes, _ = tree_of(different)

    names = [node.name.casefold() for node in nodes]
    assert len(set(names)) == len(names)
    assert {node.row for node in nodes} - {None} == set(range(len(different)))
    above = set()
    for node in nodes:
        assert node.parent is None or node.parent.casefold() in above
        above.add(node.name.casefold())
