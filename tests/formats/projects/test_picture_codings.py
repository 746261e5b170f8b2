# SPDX-License-Identifier: MIT
from __future__ import annotations

from typing import Any
from uuid import uuid4

from coder_app.core.spans import Span
from coder_app.formats.projects.picture_codings import Codings

PLACE: dict[str, Any] = {name: uuid4() for name in ("document", "code", "coder")}


def test_the_same_coding_twice_is_one() -> None:
    codings, one = Codings(), uuid4()

    assert codings.add(one, **PLACE, span=Span(0, 4)) == one
    assert codings.add(uuid4(), **PLACE, span=Span(0, 4)) == one
    assert codings.add(one, **PLACE, span=Span(0, 5)) != one
    assert len({each.guid for each in codings.all()}) == len(codings.all()) == 2
    assert ["1 coding stood there twice" in told for told in codings.remarks()] == [True]


def test_a_coding_without_guid_gets_the_same_one_each_time() -> None:
    first, second = Codings(), Codings()

    assert first.add(None, **PLACE, span=Span(0, 4)) == second.add(None, **PLACE, span=Span(0, 4))


def test_what_finds_no_place_is_counted_by_transcript_and_reason() -> None:
    codings = Codings()
    for document, why in (("Ana", "a"), ("Ana", "a"), ("Ana", "b"), ("Eva", "a")):
        codings.lose(document, why)
    codings.lose("Ada", "a", 0)

    assert [(lost.name, lost.why) for lost in codings.left_out()] == [
        ("2 codings in “Ana”", "a"),
        ("1 coding in “Ana”", "b"),
        ("1 coding in “Eva”", "a"),
    ]
