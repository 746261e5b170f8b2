# SPDX-License-Identifier: MIT
"""What an OpenDocument text's styles and lists say: what is bold, a new page, which number."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from coder_app.formats.elements import local, value, whole
from coder_app.formats.transcripts.lines import numeral

_BULLET = "•"
_LONGEST = 60  # characters beside the number of an item
_BOLD = frozenset({"bold", "bolder", "600", "700", "800", "900"})


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of one level of a list are numbered."""

    is_bullet: bool
    kind: str  # "1", "a", "A", "i", "I"; "" is no number
    prefix: str
    suffix: str
    shown: int  # numbers of so many levels
    start: int


class Styles:
    """Styles by family and name; what one does not say, its parent does."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self._said: dict[tuple[str, str, str], str] = {}
        self._by_name: dict[tuple[str, str], etree._Element] = {}
        self.lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        for root in roots:
            for group in root:
                if local(group) in ("styles", "automatic-styles"):
                    self._gather(group)

    def _gather(self, group: etree._Element) -> None:
        for style in group:
            if local(style) == "style":
                self._by_name[value(style, "family"), value(style, "name")] = style
            elif local(style) == "list-style":
                self.lists[value(style, "name")] = _levels(style)
            elif local(style) == "outline-style":
                self.outline = _levels(style)

    def says(self, family: str, name: str, attribute: str) -> str:
        """Read a property, from the style itself or the next parent that has it."""
        asked = family, name, attribute
        if asked not in self._said:
            self._said[asked] = self._find(family, name, attribute)
        return self._said[asked]

    def _find(self, family: str, name: str, attribute: str) -> str:
        for style in self._line_of(family, name):
            for properties in style:
                found = value(properties, attribute)
                if found:
                    return found
        return ""

    def level(self, name: str) -> int:
        """Give the level of a heading that paragraphs of a style look like, from 1; 0 is none."""
        for style in self._line_of("paragraph", name):
            told = value(style, "default-outline-level")
            if told:
                return whole(told, 0)
        return 0

    def is_bold(self, family: str, name: str) -> bool | None:
        """Tell whether a style makes words bold; None: it does not say."""
        weight = self.says(family, name, "font-weight")
        if not weight:
            return True if name == "Strong_20_Emphasis" else None
        return weight in _BOLD

    def begins_page(self, name: str) -> bool:
        """Tell whether paragraphs of a style begin a page."""
        if self.says("paragraph", name, "break-before") == "page":
            return True
        own = self._by_name.get(("paragraph", name))
        return own is not None and bool(value(own, "master-page-name"))

    def ends_page(self, name: str) -> bool:
        """Tell whether a page ends after paragraphs of a style."""
        return self.says("paragraph", name, "break-after") == "page"

    def is_hidden(self, name: str) -> bool:
        """Tell whether words of a style are not shown."""
        return self.says("text", name, "display") == "none"

    def _line_of(self, family: str, name: str) -> Iterator[etree._Element]:
        seen: set[str] = set()
        while (family, name) in self._by_name and name not in seen:
            seen.add(name)
            style = self._by_name[family, name]
            yield style
            name = value(style, "parent-style-name")


def _levels(style: etree._Element) -> dict[int, Level]:
    return {whole(value(level, "level"), 1): _level(level) for level in style}


def _level(level: etree._Element) -> Level:
    return Level(
        is_bullet=local(level) == "list-level-style-bullet",
        kind=value(level, "num-format")[:1],
        prefix=value(level, "num-prefix")[:_LONGEST],
        suffix=value(level, "num-suffix")[:_LONGEST],
        shown=whole(value(level, "display-levels"), 1),
        start=whole(value(level, "start-value"), 1),
    )


class Counting:
    """Counts the items of lists as an office program would."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._counts: dict[str, dict[int, int]] = {}

    def restart(self, style: str) -> None:
        """Begin a list anew."""
        self._counts.pop(style, None)

    def next(self, style: str, level: int, start: str = "") -> str:
        """Count one more item, and give its number or bullet with a space."""
        return self._next(self._styles.lists.get(style, {}), style, level, start)

    def next_heading(self, level: int) -> str:
        """Count one more heading; most documents number none."""
        return self._next(self._styles.outline, "", level, "")

    def _next(self, levels: dict[int, Level], key: str, level: int, start: str) -> str:
        if level not in levels:
            return ""
        counts = self._counts.setdefault(key, {})
        before = counts.get(level, levels[level].start - 1)
        counts[level] = whole(start, before + 1)
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        return _written(levels, counts, level)


def _written(levels: dict[int, Level], counts: dict[int, int], level: int) -> str:
    own = levels[level]
    if own.is_bullet:
        return f"{_BULLET} "
    if not own.kind:
        return ""
    numbers = [
        numeral(counts.get(at, levels[at].start), levels[at].kind)
        for at in range(max(1, level - own.shown + 1), level + 1)
        if at in levels and levels[at].kind
    ]
    return f"{own.prefix}{'.'.join(numbers)}{own.suffix}".strip() + " "
