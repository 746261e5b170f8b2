# SPDX-License-Identifier: MIT
"""Words for walking through XML by local names, whatever the namespaces are called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree


def local(element: etree._Element) -> str:
    """Give a name without its namespace: strict files have others for the same names."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: etree._Element, name: str = "val") -> str:
    """Read an attribute by its local name."""
    for key, found in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(found)
    return ""


def children(element: etree._Element | None, *path: str) -> Iterator[etree._Element]:
    """Give the descendants along a path of names."""
    if element is None:
        return
    for child in element:
        if local(child) == path[0]:
            if path[1:]:
                yield from children(child, *path[1:])
            else:
                yield child


def has(element: etree._Element | None, *path: str) -> bool:
    """Tell whether there is something along a path of names."""
    return next(children(element, *path), None) is not None


def inside(element: etree._Element, name: str, *groups: str) -> Iterator[etree._Element]:
    """Give the children of a name, also those inside of groups."""
    for child in element:
        if local(child) == name:
            yield child
        elif local(child) in groups:
            yield from inside(child, name, *groups)


def whole(text: str, default: int) -> int:
    """Read a small whole number, or take the default."""
    return int(text) if re.fullmatch(r"[0-9]{1,6}", text) else default
