# SPDX-License-Identifier: MIT
"""Lines that may begin with a speaker: "Ana:", "[00:01:02] P3:", "Ana (00:12):", "Ana  0:03"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import pairwise

from coder_app.core.spans import Span

_TIME = r"\d{1,4}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
_STAMP = re.compile(  # "#00:01:02-3#" is MAXQDA's and f4's
    rf"[\[(<#]?({_TIME})(?:\s*(?:-->|[-–—])\s*({_TIME})|-\d(?=#))?([\])>#]?)"
)
_MARKS = r"(?:\*\*|__)?"  # bold of Markdown, in files that are not called .md
_NAME = r"(?P<name>\[?[^\s:：\[\](){}|<>\"“”][^:：\[\](){}|<>\t\"“”]{0,39}?\]?)"
_ASIDE = r"(?P<aside>[ \u00a0]*[(\[][^()\[\]:：\t]{1,30}[)\]])?"  # "P01 (female, 24)"
_COLON = re.compile(
    rf"{_MARKS}{_NAME}{_ASIDE}(?:\s*[\[(]?(?P<time>{_TIME})[\])]?)?\s*{_MARKS}"
    rf"(?P<colon>[:：]){_MARKS}(?P<space>[ \t\u00a0]*)"
)
_HEADER = re.compile(
    rf"{_MARKS}{_NAME}{_ASIDE}{_MARKS}(?:[ \t\u00a0]+|\s*[|,–—-]\s*)[\[(]?(?P<time>{_TIME})[\])]?"
    r"(?:\s*[AaPp]\.?[Mm]\.?)?[ \t\u00a0]*\Z"
)
_TAB = re.compile(rf"{_NAME}\t+")
_AFTER_DASH = re.compile(r"[-–—][ \u00a0]+(?P<name>\S[^\t\n:：]{0,39})\Z")  # "[00:03] - Ana"
_LATER = re.compile(rf"[\[(<]({_TIME})[\])>][ \t\u00a0]*")  # "Ana: [00:03] words"
_COUNTED = re.compile(r"(\d{1,5})[.)]?[ \u00a0]+(?=\S)")  # "12 Ana"
_FEWEST_COUNTED = 3
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
    bare = without_aside(name)
    words = bare.strip("[]").split()
    long = sum(word not in _PARTICLES for word in words)
    if not words or long > _MOST_WORDS or len(bare) > _LONGEST:
        return False
    if not any(character.isalpha() for character in name) or (
        name[-1] in ".,;?!…" and len(words) > 2
    ):
        return False
    return all(_may_be_in_name(word) for word in words)


def _may_be_in_name(word: str) -> bool:
    is_title = word.endswith(".") and len(word) <= len("h.c.")
    is_other = not word[0].islower() or any(character.isdigit() for character in word)
    return word in _PARTICLES or is_title or is_other


def without_aside(name: str) -> str:
    """Give a name without what stands in brackets after it.

    >>> without_aside("P01 (female, 24)")
    'P01'
    """
    begun = max(name.rfind("("), name.rfind("["))
    return name[:begun].rstrip() if begun > 0 and name[-1] in ")]" else name


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
    found = _named(line, after) or (_dashed(line, after) if stamp else None)
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
        name=" ".join((name if "[" in name[1:] else name.strip("[]")).split()),
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
        return _whole(header), header.end(), Strength.STRONG, header["time"]
    colon = _COLON.match(line, begin)
    if colon and line[colon.end() : colon.end() + 2] != "//":
        spaced = bool(colon["space"]) or colon["colon"] == "：" or colon.end() == len(line)
        if spaced or not line[colon.end()].isdigit():
            strength = Strength.STRONG if spaced else Strength.WEAK
            later = _LATER.match(line, colon.end()) if spaced and not colon["time"] else None
            end, time = (later.end(), later[1]) if later else (colon.end(), colon["time"])
            return _whole(colon), end, strength, time
    tab = _TAB.match(line, begin)
    if tab:
        return tab["name"].rstrip(), tab.end(), Strength.WEAK, None
    return None


def _dashed(line: str, begin: int) -> tuple[str, int, Strength, str | None] | None:
    """Take a name after a time and a dash, if nothing but it stands there."""
    found = _AFTER_DASH.match(line, begin)
    if found is None or not looks_like_name(found["name"].rstrip()):
        return None
    return found["name"].rstrip(), found.end(), Strength.WEAK, None


def _whole(match: re.Match[str]) -> str:
    return (match["name"].rstrip() + (match["aside"] or "")).rstrip()


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
    return _without_counts(labels)


def _without_counts(labels: list[Label]) -> list[Label]:
    """Take numbers of lines or turns from names, if they count up: "12 Ana:", "13 Bo:"."""
    named = [label for label in labels if label.name]
    counted = [match for label in named if (match := _COUNTED.match(label.name))]
    numbers = [int(match[1]) for match in counted]
    counts_up = all(one < two for one, two in pairwise(numbers))
    if not counts_up or len(counted) < max(_FEWEST_COUNTED, 0.8 * len(named)):
        return labels
    return [replace(label, name=_COUNTED.sub("", label.name, count=1)) for label in labels]


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


# ---- names on lines of their own, with neither colon nor time

_FEWEST_LONE = 2  # names, and times that each stands there


def find_lone_names(text: str) -> list[Label]:
    """Find names that stand alone above what is said, if most paragraphs of the text have one."""
    heads = list(_heads(text))
    counts = Counter(label.key for label in heads if label.name)
    names = {key for key, n in counts.items() if n >= _FEWEST_LONE}
    found = [label for label in heads if label.key in names]
    return found if len(names) >= _FEWEST_LONE and 2 * len(found) > len(heads) else []


def _heads(text: str) -> Iterator[Label]:
    """Give the first line of each paragraph of several lines; no name is one that cannot be it."""
    lines = text.split("\n")
    start = 0
    for number, line in enumerate(lines, start=1):
        begins = number == 1 or not lines[number - 2].strip()
        goes_on = number < len(lines) and bool(lines[number].strip())
        if begins and goes_on and line.strip():
            name = " ".join(line.split())
            is_name = looks_like_name(name) and name[-1] not in ".,;:?!…"
            yield Label(
                start=start + len(line) - len(line.lstrip()),
                end=start + len(line),
                name=name if is_name else "",
                strength=Strength.WEAK,
                line=number,
            )
        start += len(line) + 1
