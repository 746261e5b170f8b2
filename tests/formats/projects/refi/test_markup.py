# SPDX-License-Identifier: MIT
from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from lxml import etree

from coder_app.core.errors import InputProblem
from coder_app.core.picture import derived
from coder_app.formats.projects.refi import markup as refi_xml
from coder_app.formats.projects.refi.markup import (
    colour_in,
    guid_in,
    instant,
    is_true,
    kept,
    moment_in,
    number_in,
    parse_lenient,
)

ONE = "6b1f0c1e-0001-4000-8000-000000000001"
PATH = Path("a.qde")


def test_a_guid_is_read_with_braces_and_in_any_case() -> None:
    assert guid_in(ONE) == guid_in(f"{{{ONE.upper()}}}") == UUID(ONE)
    assert guid_in("") is None
    assert guid_in(None) is None


def test_what_is_no_guid_stands_for_itself_and_the_empty_one_is_replaced() -> None:
    assert guid_in("Code 1") == guid_in(" code 1 ") != guid_in("code 2")
    assert guid_in("00000000-0000-0000-0000-000000000000") == derived("nil")


@pytest.mark.parametrize(
    ("told", "moment"),
    [
        ("2026-11-27T12:30:00Z", datetime(2026, 11, 27, 12, 30, tzinfo=UTC)),
        ("2026-11-27T12:30:00", datetime(2026, 11, 27, 12, 30, tzinfo=UTC)),
        ("2026-11-27T13:30:00.1234567+01:00", datetime(2026, 11, 27, 12, 30, 0, 123456, UTC)),
        ("yesterday", None),
        ("", None),
        ("0001-01-01T00:00:00+14:00", None),
    ],
)
def test_instants_are_read_as_utc(told: str, moment: datetime | None) -> None:
    assert moment_in(told) == moment


def test_an_instant_is_written_to_the_second_in_utc() -> None:
    moment = datetime.fromisoformat("2026-11-27T13:30:00.9+01:00")

    assert instant(moment) == "2026-11-27T12:30:00Z"


def test_truth_numbers_and_colours_are_read_leniently() -> None:
    assert is_true("True", otherwise=False)
    assert not is_true("false", otherwise=True)
    assert is_true(None, otherwise=True)
    assert [number_in(told) for told in ("12", " -1 ", "1.5", "", "9" * 99)] == [
        *(12, -1),
        *(None, None, None),
    ]
    assert colour_in("rgba(1, 2, 3, 0.5)") == "#010203"


def test_a_colour_as_long_as_a_book_is_none() -> None:
    assert colour_in("rgba(1,2,3,0.5)") == "#010203"
    assert colour_in("rgba(" * 100_000) == ""


def test_characters_that_xml_forbids_are_replaced() -> None:
    assert kept("a\x0bb\ud800c\tü😀") == "a�b�c\tü😀"


def test_broken_xml_is_mended_and_said() -> None:
    root, sound = parse_lenient(b"<Project><Code name='a'/><b>x & y</b></Project>", PATH)

    assert not sound
    assert [refi_xml.local(each) for each in root] == ["Code", "b"]
    assert parse_lenient(b"<Project><a/></Project>", PATH)[1]


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE a [<!ENTITY b "bb">]><Project><a>&b;</a><c></Project>',
        '<!DOCTYPE a [<!ENTITY b "bb">]><Project><a>&b;</a><c></Project>'.encode("utf-16"),
        b"words",
        b"<other><a></other>",
        b"\x00\x01\x02",
    ],
)
def test_what_declares_entities_or_is_no_project_is_not_mended(data: bytes) -> None:
    with pytest.raises(InputProblem):
        parse_lenient(data, PATH)


def test_xml_of_too_many_parts_is_not_mended_either(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refi_xml, "MAX_TAGS", 3)

    with pytest.raises(InputProblem, match="more parts than"):
        parse_lenient(b"<Project><a/><a/><a/><a/><a/>", PATH)


def test_nothing_of_a_damaged_prolog_is_expanded() -> None:
    bomb = "<!DOCTYPE a [" + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in ("ab", "bc", "cd", "de", "ef", "fg", "gh")
    )

    with pytest.raises(InputProblem):
        parse_lenient(f'{bomb}]><Project><a b="&h;"/></Project>'.encode(), PATH)


def test_elements_are_found_by_name_whatever_stands_between() -> None:
    root = etree.fromstring("<a xmlns:q='x'><q:b name=' one  two '/><c/><b> t </b></a>")

    assert [refi_xml.named(each) for each in refi_xml.children(root, "b")] == ["one two", ""]
    assert refi_xml.text_of(root, "c") == ""
    assert refi_xml.child(None, "b") is None


@pytest.mark.parametrize("reference", ["&#xD800;", "&#55296;", "&#xFFFFFFF;", "&#0;", "&#x1F600;"])
def test_references_to_what_is_no_character_are_replaced(tmp_path: Path, reference: str) -> None:
    told = f'<Project name="a{reference}b"><Codes/>{reference}&#0;</Project>'

    root, sound = parse_lenient(told.encode(), tmp_path / "a.qde")

    assert not sound
    assert root.get("name") == ("a😀b" if "F600" in reference else "a�b")


def test_half_a_character_in_a_broken_file_is_told(tmp_path: Path) -> None:
    told = '<Project name="a\ud800b"><Codes/></Project>'.encode("utf-16-le", "surrogatepass")

    with pytest.raises(InputProblem, match="not valid XML"):
        parse_lenient(b"\xff\xfe" + told, tmp_path / "a.qde")
