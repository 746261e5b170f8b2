# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from lxml import etree

from coder_app.formats.elements import children, has, inside, local, value, whole

ROOT = etree.fromstring(
    '<a xmlns:n="urn:x"><n:b n:val="1" other="2"><c/></n:b><!-- none --><g><b><c/></b></g></a>'
)


def test_names_and_attributes_are_known_without_their_namespace() -> None:
    first = ROOT[0]

    assert (local(first), value(first), value(first, "other"), value(first, "none")) == (
        *("b", "1", "2", ""),
    )
    assert local(ROOT[1]) == ""


def test_children_go_along_a_path_and_inside_goes_into_groups() -> None:
    assert len(list(children(ROOT, "b", "c"))) == 1
    assert len(list(inside(ROOT, "b", "g"))) == 2
    assert has(ROOT, "g", "b", "c")
    assert not has(None, "b")


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("", 7), ("-1", 7), ("9" * 30, 7), ("١", 7)]
)
def test_a_whole_number_is_small_and_plain(text: str, number: int) -> None:
    assert whole(text, 7) == number
