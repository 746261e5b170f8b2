# SPDX-License-Identifier: MIT
from __future__ import annotations

from uuid import UUID, uuid4

from lxml import etree

from coder_app.core.picture import PictureCode
from coder_app.core.records import CodeDraft
from coder_app.formats.projects.refi.codes import (
    families,
    listed,
    read_codes,
    unique_names,
    with_free_names,
    write_codes,
)


def code(name: str, parent: PictureCode | None = None, **more: object) -> PictureCode:
    draft = CodeDraft(name=name, **more)  # type: ignore[arg-type]
    return PictureCode(guid=uuid4(), parent=parent.guid if parent else None, draft=draft)


def root() -> etree._Element:
    return etree.Element("{urn:x}CodeBook")


def test_a_deep_tree_goes_out_and_comes_back() -> None:
    codes = [code("top", codable=False)]
    for depth in range(60):
        codes.append(code(f"level {depth}", codes[-1], definition="x"))
    element = root()

    write_codes(element, codes, {}, {})
    back = read_codes(element[0], nvivo=False)

    assert [(c.guid, c.parent, c.name) for c in codes] == [
        (e.code.guid, e.code.parent, e.code.name) for e in back
    ]


def test_colours_of_the_palette_come_back_by_name() -> None:
    group = code("Motives", codable=False, colour="ember")
    codes = [group, code("trust", group, colour="ember-2"), code("own", group, colour="#A1B2C3")]
    element = root()

    write_codes(element, codes, {}, {})

    assert [e.code.draft.colour for e in read_codes(element[0], nvivo=False)] == [
        *("ember", "ember-2", "#A1B2C3")
    ]


def test_families_are_groups_at_the_top_with_all_codes_below() -> None:
    group, alone = code("Motives", codable=False), code("alone")
    inner = code("inner", group, codable=False)
    codes = [group, inner, code("trust", inner), code("like", group), alone]

    assert [(family.name, len(members)) for family, members in families(codes)] == [("Motives", 2)]


def test_names_are_made_unique_over_the_whole_tree() -> None:
    group, other = code("A"), code("B")
    codes = [group, code("Other", group), other, code("other", other), code("OTHER", other)]

    names, told = unique_names(codes)

    assert [names[each.guid] for each in codes] == ["A", "Other", "B", "other (B)", "OTHER (2)"]
    assert "2 codes" in told[0]
    assert unique_names(codes[:3])[1] == ()


def test_names_beside_one_another_are_numbered() -> None:
    codes, renamed = with_free_names([code("a"), code("A"), code("b")])

    assert [each.name for each in codes] == ["a", "A (2)", "b"]
    assert renamed == ["A (2)"]


def test_long_lists_of_names_are_cut() -> None:
    assert listed(["a", "b"]) == "“a”, “b”"
    assert listed([str(n) for n in range(7)]) == "“0”, “1”, “2”, “3”, “4” and 2 more"


def test_codes_without_guid_or_name_are_read_too() -> None:
    element = etree.fromstring("<Codes><Code/><Code guid='x'/><Code guid='x'/></Codes>")

    back = read_codes(element, nvivo=False)

    assert [each.code.name for each in back] == ["Code"] * 3
    assert len({each.code.guid for each in back}) == 3
    assert all(isinstance(each.code.guid, UUID) for each in back)
