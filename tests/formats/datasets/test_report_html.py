# SPDX-License-Identifier: MIT
"""The page says everything, runs nothing, fetches nothing."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from runpy import run_path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder_app.core.errors import InputProblem
from coder_app.core.report import Bar, Bars, Report, texts_in
from coder_app.formats.datasets.report_html import html_of, write_html

SMALL = SimpleNamespace(**run_path(str(Path(__file__).parents[1] / "small_report.py")))
VOID = {"meta", "col", "rect"}


class Page(HTMLParser):
    """What a browser would make of it, and whether every tag is closed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "sup" not in self._open:  # brackets and numbers between the words
            self.text += data


def test_every_text_stands_there_and_none_of_it_is_markup() -> None:
    report = SMALL.whole()

    page = Page(html_of(report))

    for text in texts_in(report):
        assert text in page.text
    assert "script" not in {tag for tag, _ in page.tags}


def test_nothing_is_fetched_and_scripts_are_forbidden() -> None:
    page = Page(html_of(SMALL.whole("plain")))

    used = {name for _, attributes in page.tags for name in attributes}
    assert not used & {"src", "href", "action", "data", "onclick", "onload", "xlink:href"}
    policy = next(a["content"] for tag, a in page.tags if a.get("http-equiv"))
    assert policy.startswith("default-src 'none'")
    assert "url(" not in html_of(SMALL.whole("plain"))
    assert "@import" not in html_of(SMALL.whole("plain"))


def test_codes_have_their_colours_and_two_of_them_two_lines() -> None:
    html = html_of(SMALL.whole("plain"))

    rules = dict(re.findall(r"(?<!m)\.(c\d+)\{background:(#[0-9A-F]{6})", html))
    assert "#559075" in rules.values()  # tide-1 on paper, from the tokens
    (two, three) = re.findall(r'class="m (c\d+) and-(c\d+)[^"]*">(?:both|three)', html)
    assert two[0] != two[1]
    assert three[0] != two[0]
    assert 'dense">three' in html
    assert html.count("<sup>[1</sup>") == html.count("<sup>1]</sup>") == 1


def test_the_chart_can_be_heard() -> None:
    page = Page(html_of(SMALL.whole("plain")))

    charts = [attributes for tag, attributes in page.tags if tag == "svg"]
    assert [chart["role"] for chart in charts] == ["img", "img"]
    assert {chart["aria-labelledby"] for chart in charts} == {"chart1", "chart2"}
    assert "plain: plain 52, none 0" in page.text


def test_long_names_in_a_chart_are_whole_as_far_as_there_is_room() -> None:
    name = "emotional connection and storytelling"
    bars = tuple(Bar(name=told, value=52, colour="tide-1") for told in (name, name * 2, "trust"))
    html = html_of(Report(title="t", about=(), blocks=(Bars(title="c", unit="", bars=bars),)))

    shown = re.findall(r'class="name">([^<]+)<', html)
    assert (shown[0], shown[2]) == (name, "trust")
    assert shown[1].startswith(name)
    assert shown[1].endswith("…")
    rights = re.findall(r'<rect x="(\d+)" y="\d+" width="([\d.]+)"', html)
    assert all(float(left) + float(width) <= 660 for left, width in rights)


def test_words_of_any_length_and_direction_find_room() -> None:
    rules = re.sub(r"\s+", "", html_of(SMALL.whole("plain")))

    assert "body{overflow-wrap:anywhere}" in rules
    assert "unicode-bidi:plaintext" in rules
    assert re.search(r"blockquote\{[^}]*break-after:avoid", rules)  # its source stands below


def test_a_page_on_its_side_is_printed_so() -> None:
    assert "@page{size:A4 landscape" in html_of(SMALL.whole(landscape=True))
    assert "landscape" not in html_of(SMALL.whole("plain"))


def test_the_file_is_utf8_and_control_characters_are_told(tmp_path: Path) -> None:
    told = write_html(Report(title="a\x00b 😀", about=(), blocks=()), tmp_path / "a.html")

    assert "<title>a�b 😀</title>" in (tmp_path / "a.html").read_text("utf-8")
    assert told[0].startswith("2 control characters")


def test_a_folder_that_is_not_there_gives_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="could not be written"):
        write_html(SMALL.whole(), tmp_path / "none" / "a.html")


@settings(deadline=None, max_examples=80)
@given(
    st.text(
        st.sampled_from("<>&\"'/=-![]a ") | st.characters(codec="utf-8"), min_size=1, max_size=9
    )
)
def test_no_text_breaks_the_page(text: str) -> None:
    plain = Page(html_of(SMALL.whole("plain")))

    assert [tag for tag, _ in Page(html_of(SMALL.whole(text))).tags] == [t for t, _ in plain.tags]
