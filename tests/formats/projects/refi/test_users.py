# SPDX-License-Identifier: MIT
from __future__ import annotations

from uuid import UUID

from lxml import etree

from coder_app.formats.projects.refi.users import Users

ANA, BEN, EVA = (f"6b1f0c1e-0001-4000-8000-00000000000{n}" for n in (1, 2, 3))


def users(inside: str, author: str = "") -> Users:
    return Users(
        etree.fromstring(f'<Project creatingUserGUID="{author}"><Users>{inside}</Users></Project>')
    )


def test_who_is_named_first_made_it() -> None:
    found = users(f'<User guid="{ANA}" name="Ana"/><User guid="{BEN}" id="BN"/>', author=BEN)

    assert found.of(None, "", ANA, BEN) == UUID(ANA)
    assert found.of(None) == found.author == UUID(BEN)
    assert [coder.name for coder in found.coders()] == ["Ana", "BN"]


def test_who_is_not_listed_is_unknown() -> None:
    found = users(f'<User guid="{ANA}" name="Ana"/><User name=""/>', author=EVA)

    assert found.author == UUID(ANA)
    assert found.of(BEN) == UUID(BEN)
    assert found.of(EVA) == UUID(EVA)
    names = [coder.name for coder in found.coders()]
    assert names == ["Ana", "Coder", "Unknown", "Unknown 2"]


def test_without_people_there_is_one_unknown_as_soon_as_somebody_is_asked_for() -> None:
    found = users("")

    assert found.coders() == ()
    assert found.of(None) == found.of("")
    assert [coder.name for coder in found.coders()] == ["Unknown"]
