# SPDX-License-Identifier: MIT
"""What a Word document's styles and lists say: what is bold, what a heading, which number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from coder_app.formats.elements import children, value, whole
from coder_app.formats.transcripts.lines import numeral

_OFF = frozenset({"0", "false", "off", "none"})
_HEADING = re.compile(r"heading ([1-9])")  # Word writes it in English in every language
_PLACE = re.compile(r"%([1-9])")
_KINDS = {"lowerletter": "a", "upperletter": "A", "lowerroman": "i", "upperroman": "I"}
_MOST_LEVELS = 9
_BULLET = "•"
_LONGEST = 60  # characters around the number of an item


def is_on(element: etree._Element) -> bool:
    """Tell whether a switch like <w:b/> is on."""
    return value(element) not in _OFF


def switch(properties: etree._Element | None, *names: str) -> bool | None:
    """Read a switch among properties: on, off, or not there."""
    found = [is_on(mark) for name in names for mark in children(properties, name)]
    return any(found) if found else None


class Styles:
    """Styles by their id; what one does not say, the one it is based on does."""

    def __init__(self, root: etree._Element | None) -> None:
        self._bold: dict[str, bool] = {}
        self._levels: dict[str, int] = {}
        self._lists: dict[str, tuple[str, int]] = {}
        self._by_id = {value(style, "styleId"): style for style in children(root, "style")}

    def is_bold(self, style: str) -> bool:
        """Tell whether a style makes words bold."""
        if style not in self._bold:
            self._bold[style] = self._find_bold(style)
        return self._bold[style]

    def _find_bold(self, style: str) -> bool:
        for each in self._line_of(style):
            bold = next((switch(p, "b", "bCs") for p in children(each, "rPr")), None)
            if bold is not None:
                return bold
        return style.casefold() == "strong"

    def level(self, style: str) -> int:
        """Give the level of a heading's style, from 1; 0 is no heading."""
        if style not in self._levels:
            self._levels[style] = self._find_level(style)
        return self._levels[style]

    def _find_level(self, style: str) -> int:
        for each in self._line_of(style):
            for name in children(each, "name"):
                heading = _HEADING.fullmatch(value(name).casefold())
                if heading:
                    return int(heading[1])
            for outline in children(each, "pPr", "outlineLvl"):
                return outline_level(outline)
        return 0

    def list_of(self, style: str) -> tuple[str, int]:
        """Give the list that paragraphs of a style belong to, and the level in it."""
        if style not in self._lists:
            self._lists[style] = self._find_list(style)
        return self._lists[style]

    def _find_list(self, style: str) -> tuple[str, int]:
        for each in self._line_of(style):
            for properties in children(each, "pPr", "numPr"):
                number, level = list_in(properties)
                if number:
                    return number, level
        return "", 0

    def _line_of(self, style: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while style in self._by_id and style not in seen:
            seen.add(style)
            yield self._by_id[style]
            based = next(children(self._by_id[style], "basedOn"), None)
            style = "" if based is None else value(based)


def outline_level(outline: etree._Element) -> int:
    """Read <w:outlineLvl>: 0 is the first level, 9 body text."""
    level = whole(value(outline), _MOST_LEVELS) + 1
    return level if level <= _MOST_LEVELS else 0


def list_in(properties: etree._Element) -> tuple[str, int]:
    """Read <w:numPr>: number of the list, level from 0."""
    number = next(children(properties, "numId"), None)
    level = next(children(properties, "ilvl"), None)
    place = 0 if level is None else whole(value(level), 0)
    return "" if number is None else value(number), min(place, _MOST_LEVELS - 1)


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of one level of a list are numbered."""

    kind: str  # "bullet", "none", or a kind of numeral
    text: str  # "%1." for the number of the first level and a full stop
    start: int


class Lists:
    """Counts the items of lists as Word would."""

    def __init__(self, root: etree._Element | None) -> None:
        patterns = {value(e, "abstractNumId"): e for e in children(root, "abstractNum")}
        self._levels: dict[str, dict[int, Level]] = {}
        self._pattern: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}  # of a list, by level
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        for number in children(root, "num"):
            self._add(number, patterns)

    def _add(self, number: etree._Element, patterns: dict[str, etree._Element]) -> None:
        name = value(number, "numId")
        pattern = next((value(e) for e in children(number, "abstractNumId")), "")
        levels = {_place(lvl): _level(lvl) for lvl in children(patterns.get(pattern), "lvl")}
        for override in children(number, "lvlOverride"):
            levels |= {_place(lvl): _level(lvl) for lvl in children(override, "lvl")}
            for start in children(override, "startOverride"):
                self._starts.setdefault(name, {})[_place(override)] = whole(value(start), 1)
        self._levels[name], self._pattern[name] = levels, pattern

    def next(self, name: str, level: int) -> str:
        """Count one more item, and give its number or bullet with a space."""
        levels = self._levels.get(name, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(self._pattern[name], {})
        if name not in self._begun:  # lists of one pattern go on counting, unless told to restart
            self._begun.add(name)
            counts |= {at: n - 1 for at, n in self._starts.get(name, {}).items()}
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        return _written(levels, counts, level)


def _written(levels: dict[int, Level], counts: dict[int, int], level: int) -> str:
    if levels[level].kind == "bullet":
        return f"{_BULLET} "

    def number(place: re.Match[str]) -> str:
        at = int(place[1]) - 1
        other = levels.get(at)
        count = counts.get(at, other.start if other else 1)
        return numeral(count, _KINDS.get(other.kind if other else "", "1"))

    is_none = levels[level].kind == "none"
    written = "" if is_none else _PLACE.sub(number, levels[level].text).strip()
    return f"{written} " if written else ""


def _place(element: etree._Element) -> int:
    return whole(value(element, "ilvl"), 0)


def _level(level: etree._Element) -> Level:
    return Level(
        kind=next((value(e).casefold() for e in children(level, "numFmt")), "decimal"),
        text=next((value(e) for e in children(level, "lvlText")), "")[:_LONGEST],
        start=next((whole(value(start), 1) for start in children(level, "start")), 1),
    )
