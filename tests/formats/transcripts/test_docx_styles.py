# SPDX-License-Identifier: MIT
from __future__ import annotations

import pytest
from lxml import etree

from coder_app.formats.transcripts.docx_styles import Lists, Styles, outline_level, switch


def xml(text: str) -> etree._Element:
    return etree.fromstring(f"<root>{text}</root>")


def style(name: str, inside: str = "", based: str = "") -> str:
    base = f'<basedOn val="{based}"/>' if based else ""
    return f'<style styleId="{name}">{base}{inside}</style>'


def test_what_a_style_does_not_say_its_base_does() -> None:
    bold, list_ = "<rPr><b/></rPr>", '<pPr><numPr><numId val="4"/></numPr></pPr>'
    styles = Styles(xml(style("A", bold + list_) + style("B", based="A")))

    assert styles.is_bold("B")
    assert styles.list_of("B") == ("4", 0)


def test_a_style_takes_back_what_its_base_says() -> None:
    styles = Styles(xml(style("A", "<rPr><b/></rPr>") + style("B", '<rPr><b val="0"/></rPr>', "A")))

    assert not styles.is_bold("B")


def test_styles_based_on_one_another_in_a_circle_end() -> None:
    styles = Styles(xml(style("A", based="B") + style("B", based="A")))

    assert (styles.is_bold("A"), styles.level("A"), styles.list_of("A")) == (False, 0, ("", 0))


def test_a_heading_is_known_by_its_english_name_or_its_outline() -> None:
    styles = Styles(
        xml(
            style("berschrift2", '<name val="heading 2"/>')
            + style("Own", '<pPr><outlineLvl val="2"/></pPr>')
            + style("Body", '<name val="Normal"/>')
        )
    )

    assert [styles.level(name) for name in ("berschrift2", "Own", "Body", "none")] == [2, 3, 0, 0]


def test_outline_level_nine_is_body_text() -> None:
    assert outline_level(xml("").makeelement("outlineLvl", {"val": "9"})) == 0


@pytest.mark.parametrize(("mark", "on"), [("<b/>", True), ('<b val="false"/>', False), ("", None)])
def test_a_switch_is_on_off_or_not_there(mark: str, on: bool | None) -> None:
    assert switch(xml(mark), "b", "bCs") is on


def test_lists_of_one_pattern_go_on_counting_unless_told_to_restart() -> None:
    lists = Lists(
        xml(
            '<abstractNum abstractNumId="0"><lvl ilvl="0"><start val="3"/>'
            '<numFmt val="upperRoman"/><lvlText val="(%1)"/></lvl></abstractNum>'
            '<num numId="1"><abstractNumId val="0"/></num>'
            '<num numId="2"><abstractNumId val="0"/></num>'
            '<num numId="3"><abstractNumId val="0"/><lvlOverride ilvl="0">'
            '<startOverride val="1"/></lvlOverride></num>'
        )
    )

    found = [lists.next(name, 0) for name in ("1", "1", "2", "3", "1")]

    assert found == ["(III) ", "(IV) ", "(V) ", "(I) ", "(II) "]


def test_a_list_that_is_nowhere_described_has_no_numbers() -> None:
    assert Lists(None).next("1", 0) == ""
