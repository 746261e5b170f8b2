# SPDX-License-Identifier: MIT
"""Codes that name their place by a path or a parent → a tree in which each has a name of its own.

A path is the names from the top down to the code's own.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coder_app.core.places import tr

Names = tuple[str, ...]

DEEPEST = 50  # levels; people do not find their way in ten

_APART = re.compile(r"\s*\\+\s*|\s+>\s+|\s*»\s*")


@dataclass(frozen=True, slots=True)
class Node:
    """A code in the tree; one that no row describes (row None) is there for those below it."""

    path: Names
    name: str
    parent: str | None
    row: int | None


def parts_of(written: str, names: Collection[str] = ()) -> Names:
    r"""Read a path such as Motives\\trust or Motives > trust; one of `names` is not cut.

    >>> parts_of("Motives > trust"), parts_of("A > B", {"a > b"})
    (('Motives', 'trust'), ('A > B',))
    """
    plain = " ".join(written.split())
    if plain.casefold() in names:
        return (plain,)
    return tuple(part for part in _APART.split(plain) if part)


def key_of(path: Names) -> Names:
    """Compare paths without regard to case."""
    return tuple(part.casefold() for part in path)


def rooted(paths: Sequence[Names]) -> tuple[list[Names], list[int]]:
    """Lead a code whose parent is only named up to the top, by the one row of that name.

    Also gives the rows that would stand under themselves. What stands deeper than `DEEPEST` is led
    up so far only.
    """
    rows: dict[str, list[int]] = {}
    for row, path in enumerate(paths):
        rows.setdefault(path[-1].casefold(), []).append(row)
    ringed: list[int] = []

    def lead(row: int, passed: tuple[int, ...]) -> Names:
        path = paths[row]
        above = rows.get(path[0].casefold(), []) if len(path) == 2 else []
        if len(above) != 1 or len(paths[above[0]]) == 1 or len(passed) >= DEEPEST:
            return path
        if above[0] in (*passed, row):
            ringed.append((*passed, row)[0])
            return path
        return lead(above[0], (*passed, row)) + path[1:]

    return [lead(row, ()) for row in range(len(paths))], ringed


def tree_of(paths: Sequence[Names]) -> tuple[list[Node], tuple[str, ...]]:
    """Give a node for each path and for what stands above it, parents first; and what was renamed.

    A name that another code has too gets its parent's in brackets: codes are called by name.
    """
    first = {key_of(path): row for row, path in reversed(list(enumerate(paths)))}
    names: dict[Names, str] = {}
    nodes: list[Node] = []
    renamed: list[str] = []
    for row, path in enumerate(paths):
        key = key_of(path)
        for depth in range(1, len(path) + 1):
            if key[:depth] not in names:
                name = _free(path[:depth], {n.casefold() for n in names.values()})
                names[key[:depth]] = name
                parent = names.get(key[: depth - 1])
                nodes.append(Node(path[:depth], name, parent, first.get(key[:depth])))
                if name != path[depth - 1]:
                    renamed.append(_told(path[:depth], name))
        if first[key] != row:  # the same code again: left as it is, for the rules to refuse
            nodes.append(Node(path, path[-1], names.get(key[:-1]), row))
    return nodes, tuple(renamed)


def _told(path: Names, name: str) -> str:
    told = tr("“{0}” is there more than once; the one under “{1}” is now “{2}”.")
    return told.format(path[-1], path[-2] if len(path) > 1 else "–", name)


def _free(path: Names, taken: Collection[str]) -> str:
    above = path[-2] if len(path) > 1 else ""
    name, number = path[-1], 2
    if name.casefold() in taken and above:
        name = f"{path[-1]} ({above})"
    while name.casefold() in taken:
        name, number = f"{path[-1]} ({number})", number + 1
    return name
