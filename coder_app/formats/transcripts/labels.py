# SPDX-License-Identifier: MIT
"""Lines that may begin with a speaker: "Ana:", "[00:01:02] P3:", "Ana (00:12):", "Ana  0:03"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from coder_app.core.spans import Span

_TIME = r"\d{1,4}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
_STAMP = re.compile(rf"[\[(<]?({_TIME})(?:\s*(?:-->|[-–—])\s*({_TIME}))?([\])>]?)")
_MARKS = r"(?:\*\*|__)?"  # bold of Markdown, in files that are not called .md
_NAME = r"(?P<name>\[?[^\s:：\[\](){}|<>\"“”][^:：\[\](){}|<>\t\"“”]{0,39}?\]?)"
_COLON = re.compile(
    rf"{_MARKS}{_NAME}(?:\s*[\[(]?(?P<time>{_TIME})[\])]?)?\s*{_MARKS}"
    rf"(?P<colon>[:：]){_MARKS}(?P<space>[ \t\u00a0]*)"
)
_HEADER = re.compile(
    rf"{_MARKS}{_NAME}{_MARKS}(?:[ \t\u00a0]+|\s*[|,–—-]\s*)[\[(]?(?P<time>{_TIME})[\])]?"
    r"(?:\s*[AaPp]\.?[Mm]\.?)?[ \t\u00a0]*\Z"
)
_TAB = re.compile(rf"{_NAME}\t+")
_PARTICLES = frozenset(
    {"al", "and", "bin", "bint", "da", "das", "de", "del", "della", "den", "der", "di", "do", "dos"}
    | {"du", "e", "el", "et", "i", "la", "le", "of", "ter", "van", "von", "y", "und"}
)
_LONGEST, _MOST_WORDS = 40, 5


class Strength(IntEnum):
    """How far a line's beginning looks like a label."""

    WEAK = 1  # bold or a tab, without a colon; a colon without a space
    TIME = 2  # a time stamp without a name
    STRONG = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What stands before a speaker's words; `name` is empty for a mere time stamp."""

    start: int
    end: int
    name: str
    strength: Strength
    line: int  # from 1
    begins: float | None = None
    ends: float | None = None

    @property
    def key(self) -> str:
        """Name as it is compared: Ana and ANA are one."""
        return self.name.casefold()


def seconds(time: str) -> float:
    """Read `H:MM:SS.mmm`, `MM:SS` and the like.

    >>> seconds("1:02:03,5")
    3723.5
    """
    total = 0.0
    for part in time.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total


def looks_like_name(name: str) -> bool:
    """Tell a name ("P03", "Ana de la Cruz", "聞き手") from the beginning of a sentence."""
    words = name.strip("[]").split()
    if not words or len(words) > _MOST_WORDS or len(name) > _LONGEST:
        return False
    if not any(character.isalpha() for character in name) or (
        name[-1] in ".,;?!…" and len(words) > 2
    ):
        return False
    return all(_may_be_in_name(word) for word in words)


def _may_be_in_name(word: str) -> bool:
    return word in _PARTICLES or not word[0].islower() or any(c.isdigit() for c in word)


def label_of(line: str, *, start: int = 0, number: int = 1) -> Label | None:
    """Find the label that a line begins with; its positions count from `start`."""
    begin = len(line) - len(line.lstrip())
    stamp = _STAMP.match(line, begin)
    begins = ends = None
    after = begin
    if stamp:
        begins = seconds(stamp[1])
        ends = seconds(stamp[2]) if stamp[2] else None
        after = _after_space(line, stamp.end())
    found = _named(line, after)
    if found is None:
        if stamp is None or not _is_stamp(line, stamp):
            return None
        return Label(
            start=start + begin,
            end=start + after,
            name="",
            strength=Strength.TIME,
            line=number,
            begins=begins,
            ends=ends,
        )
    name, end, strength, time = found
    return Label(
        start=start + begin,
        end=start + end,
        name=" ".join(name.strip("[]").split()),
        strength=strength,
        line=number,
        begins=begins if time is None else seconds(time),
        ends=ends,
    )


def _after_space(line: str, position: int) -> int:
    while position < len(line) and line[position] in " \t\u00a0":
        position += 1
    return position


def _is_stamp(line: str, stamp: re.Match[str]) -> bool:
    """Take "[0:12] words" and "00:00:12 words" for stamps, but not "10:30 was too early"."""
    alone = not line[stamp.end() :].strip()
    closed = bool(stamp[3]) and line[stamp.start()] in "[(<"
    return alone or closed or stamp[2] is not None or stamp[1].count(":") == 2


def _named(line: str, begin: int) -> tuple[str, int, Strength, str | None] | None:
    """Give name, end, strength and time of the label that begins here."""
    header = _HEADER.match(line, begin)
    if header:
        return header["name"].rstrip(), header.end(), Strength.STRONG, header["time"]
    colon = _COLON.match(line, begin)
    if colon and line[colon.end() : colon.end() + 2] != "//":
        spaced = bool(colon["space"]) or colon["colon"] == "：" or colon.end() == len(line)
        if spaced or not line[colon.end()].isdigit():
            strength = Strength.STRONG if spaced else Strength.WEAK
            return colon["name"].rstrip(), colon.end(), strength, colon["time"]
    tab = _TAB.match(line, begin)
    if tab:
        return tab["name"].rstrip(), tab.end(), Strength.WEAK, None
    return None


def find_labels(text: str, bold_labels: Sequence[Span] = ()) -> list[Label]:
    """List everything in a text that may be a label, in reading order."""
    bold = {span.start: span for span in bold_labels}
    labels: list[Label] = []
    start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        label = label_of(line, start=start, number=number)
        begin = start + len(line) - len(line.lstrip(" "))
        if (label is None or label.strength is Strength.WEAK) and begin in bold:
            label = _bold(text, bold[begin], number)
        previous = labels[-1] if labels else None
        if previous and _is_open(previous, text, start):
            label = _completed(previous, label, line, start)
            labels[-1:] = [label] if label.name else [previous]
        elif label:
            labels.append(label)
        start += len(line) + 1
    return labels


def _bold(text: str, span: Span, number: int) -> Label:
    name = span.text_of(text).strip().rstrip(":：").rstrip()
    return Label(start=span.start, end=span.end, name=name, strength=Strength.WEAK, line=number)


def _is_open(label: Label, text: str, start: int) -> bool:
    """Tell whether a time stamp stands alone on the line before, so that a name may follow."""
    return label.strength is Strength.TIME and label.end == start - 1 and text[label.end] == "\n"


def _completed(stamp: Label, label: Label | None, line: str, start: int) -> Label:
    """Join a time stamp on its own line with the name on the next: Teams and Zoom write so."""
    if label and label.name:
        return replace(
            label, start=stamp.start, line=stamp.line, begins=stamp.begins, ends=stamp.ends
        )
    name = line.strip()
    if not looks_like_name(name) or name.endswith((".", "?", "!", "…")):
        return stamp
    end = start + len(line)
    return replace(stamp, end=end, name=" ".join(name.split()), strength=Strength.WEAK)
