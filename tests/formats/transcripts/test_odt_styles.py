# SPDX-License-Identifier: MIT
from __future__ import annotations

from lxml import etree

from coder_app.formats.transcripts.odt_styles import Counting, Styles


def styles(text: str) -> Styles:
    return Styles([etree.fromstring(f"<root><styles>{text}</styles></root>")])


def style(name: str, weight: str = "", parent: str = "", more: str = "") -> str:
    inside = f'<text-properties font-weight="{weight}"/>' if weight else ""
    told = f'parent-style-name="{parent}"' if parent else ""
    return f'<style name="{name}" family="text" {told} {more}>{inside}</style>'


def test_what_a_style_does_not_say_its_parent_does() -> None:
    found = styles(style("A", "bold") + style("B", parent="A") + style("C", "normal", "A"))

    assert [found.is_bold("text", name) for name in "ABCD"] == [True, True, False, None]


def test_the_style_for_strong_emphasis_is_bold_also_if_nowhere_described() -> None:
    assert styles("").is_bold("text", "Strong_20_Emphasis") is True


def test_parents_in_a_circle_end() -> None:
    found = styles(style("A", parent="B") + style("B", parent="A"))

    assert found.is_bold("text", "A") is None


def test_an_item_may_say_its_own_number() -> None:
    level = '<list-level-style-number level="1" num-format="1" num-suffix="." start-value="5"/>'
    counting = Counting(styles(f'<list-style name="L">{level}</list-style>'))

    found = [counting.next("L", 1), counting.next("L", 1, "9"), counting.next("L", 1)]
    counting.restart("L")

    assert [*found, counting.next("L", 1)] == ["5. ", "9. ", "10. ", "5. "]


def test_a_list_without_style_or_format_has_no_numbers() -> None:
    level = '<list-level-style-number level="1" num-format=""/>'
    counting = Counting(styles(f'<list-style name="L">{level}</list-style>'))

    assert [counting.next("L", 1), counting.next("none", 1)] == ["", ""]
