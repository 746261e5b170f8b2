# SPDX-License-Identifier: MIT
"""What a Word document's styles and lists say: what is bold, what a heading, which number."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from coder_app.formats.elements import children, value, whole
from coder_app.formats.lines import numeral

_OFF = frozenset({"0", "false", "off", "none"})
_HEADING = re.compile(r"heading ([1-9])")  # Word writes it in English in every language
_PLACE = re.compile(r"%([1-9])")
_KINDS = {"lowerletter": "a", "upperletter": "A", "lowerroman": "i", "upperroman": "I"}
_MOST_LEVELS = 9
_BULLET = "•"


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
        self._by_id = {value(style, "styleId"): style for style in children(root, "style")}

    def is_bold(self, style: str) -> bool:
        """Tell whether a style makes words bold."""
        for each in self._line_of(style):
            bold = next((switch(p, "b", "bCs") for p in children(each, "rPr")), None)
            if bold is not None:
                return bold
        return style.casefold() == "strong"

    def level(self, style: str) -> int:
        """Give the level of a heading's style, from 1; 0 is no heading."""
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


class Lists:
    """Counts the items of lists as Word would."""

    def __init__(self, root: etree._Element | None) -> None:
        patterns = {value(e, "abstractNumId"): e for e in children(root, "abstractNum")}
        self._levels: dict[str, dict[int, etree._Element]] = {}
        self._pattern: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        for number in children(root, "num"):
            self._add(number, patterns)

    def _add(self, number: etree._Element, patterns: dict[str, etree._Element]) -> None:
        name = value(number, "numId")
        pattern = next((value(e) for e in children(number, "abstractNumId")), "")
        levels = {_level(lvl): lvl for lvl in children(patterns.get(pattern), "lvl")}
        for override in children(number, "lvlOverride"):
            levels |= {_level(lvl): lvl for lvl in children(override, "lvl")}
            for start in children(override, "startOverride"):
                self._starts[name, _level(override)] = whole(value(start), 1)
        self._levels[name], self._pattern[name] = levels, pattern

    def next(self, name: str, level: int) -> str:
        """Count one more item, and give its number or bullet with a space."""
        levels = self._levels.get(name, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(self._pattern[name], {})
        if name not in self._begun:  # lists of one pattern go on counting, unless told to restart
            self._begun.add(name)
            counts |= {at: n - 1 for (of, at), n in self._starts.items() if of == name}
        counts[level] = counts.get(level, _start(levels[level]) - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        return self._written(levels, counts, level)

    def _written(
        self, levels: dict[int, etree._Element], counts: dict[int, int], level: int
    ) -> str:
        kind = _kind(levels[level])
        if kind == "bullet":
            return f"{_BULLET} "
        text = next((value(e) for e in children(levels[level], "lvlText")), "")

        def number(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            count = counts.get(at, _start(levels[at]) if at in levels else 1)
            return numeral(count, _KINDS.get(_kind(levels[at]) if at in levels else "", "1"))

        written = "" if kind == "none" else _PLACE.sub(number, text).strip()
        return f"{written} " if written else ""


def _level(element: etree._Element) -> int:
    return whole(value(element, "ilvl"), 0)


def _start(level: etree._Element) -> int:
    return next((whole(value(start), 1) for start in children(level, "start")), 1)


def _kind(level: etree._Element) -> str:
    return next((value(e).casefold() for e in children(level, "numFmt")), "decimal")
