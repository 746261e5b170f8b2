# SPDX-License-Identifier: MIT
"""Old text, new text → edits; a span carried through edits: kept, changed, to look at, or lost.

The diff works on words, never on letters: unrelated words share letters, and a coding would be
torn between them. Sentences that stand once in both texts are its anchors (white space does not
count, so a re-flowed text keeps them), then words that do; `difflib` only sees small blocks.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise

Edit = tuple[int, int, int, int]  # old[a:b] became new[c:d]
_Pair = tuple[int, int]

_UNSPACED = re.compile("[\u3041-\u30ff\u3400-\u9fff]")
_TOKEN = re.compile("[\u3041-\u30ff\u3400-\u9fff]|\\w[\\w\u0300-\u036f]*|[^\\w\\s]")
_SENTENCE_END = re.compile(r"[.!?…。！？]|\n\s*\n")
_SMALL = 500  # words a side; difflib is quadratic


class Fate(StrEnum):
    """What a revision did to a span."""

    KEPT = "kept"  # the same words, perhaps elsewhere
    CHANGED = "changed"
    LOOK_AGAIN = "look again"  # more than half of its words were replaced
    LOST = "lost"  # nothing of it is left


@dataclass(frozen=True, slots=True)
class Carried:
    """Where a span lies in the new text; `start == end` where it was lost."""

    start: int
    end: int
    fate: Fate


# ---- spans through edits


def carry(edits: Sequence[Edit], start: int, end: int) -> Carried:
    """Carry a span by rule 1; the edits are in order, as `find_edits` gives them.

    A start inside a replaced stretch goes to its new start, an end to its new end; what is
    inserted at a border stays outside. The rule is stored with each revision and never changed.
    """
    new_start, new_end = _carry_start(edits, start), _carry_end(edits, end)
    if new_end <= new_start:
        return Carried(new_start, new_start, Fate.LOST)
    touched, replaced = False, 0
    first = bisect_right(edits, start, key=lambda edit: edit[1])
    for old_start, old_end, _, _ in edits[max(0, first - 1) :]:
        if old_start >= end:
            break
        touched |= old_end > start if old_end > old_start else old_start > start
        replaced += max(0, min(end, old_end) - max(start, old_start))
    if 2 * replaced > end - start:
        return Carried(new_start, new_end, Fate.LOOK_AGAIN)
    return Carried(new_start, new_end, Fate.CHANGED if touched else Fate.KEPT)


def _carry_start(edits: Sequence[Edit], start: int) -> int:
    place = bisect_right(edits, start, key=lambda edit: edit[0]) - 1
    if place < 0:
        return start
    _, old_end, new_start, new_end = edits[place]
    return new_start if start < old_end else new_end + start - old_end


def _carry_end(edits: Sequence[Edit], end: int) -> int:
    place = bisect_left(edits, end, key=lambda edit: edit[0]) - 1
    if place < 0:
        return end
    _, old_end, _, new_end = edits[place]
    return new_end + max(0, end - old_end)


# ---- texts → edits


def find_edits(old: str, new: str) -> tuple[Edit, ...]:
    """Compare two wordings; what lies between the edits is the same in both."""
    head, tail = _common_ends(old, new)
    old_words = _Words(old, head, len(old) - tail)
    new_words = _Words(new, head, len(new) - tail)
    pairs = _match(old_words, new_words)
    same = [(0, 0, head)]
    same += [(old_words.starts[i], new_words.starts[j], len(old_words.keys[i])) for i, j in pairs]
    same.append((len(old) - tail, len(new) - tail, tail))
    return tuple(_between(same, old, new))


def _common_ends(old: str, new: str) -> tuple[int, int]:
    """Measure what both texts begin and end with, cut at borders of words."""
    most = min(len(old), len(new))
    head = _longest(most, lambda n: old[:n] == new[:n])
    while head and not (_is_border(old, head) and _is_border(new, head)):
        head -= 1
    tail = _longest(most - head, lambda n: old[len(old) - n :] == new[len(new) - n :])
    while tail and not (_is_border(old, len(old) - tail) and _is_border(new, len(new) - tail)):
        tail -= 1
    return head, tail


def _longest(most: int, holds: Callable[[int], bool]) -> int:
    """Find by halving up to which length something holds."""
    return bisect_left(range(1, most + 1), True, key=lambda n: not holds(n))


def _is_border(text: str, position: int) -> bool:
    if not 0 < position < len(text):
        return True
    return not (_is_inside(text[position - 1]) and _is_inside(text[position]))


def _is_inside(character: str) -> bool:
    """Tell whether a character can go on a word: letters, digits and marks, but no ideographs."""
    if character.isalnum():
        return not _UNSPACED.match(character)
    return unicodedata.category(character).startswith("M")


class _Words:
    """The words and signs of a stretch of text, and its sentences as ranges of them."""

    def __init__(self, text: str, start: int, end: int) -> None:
        found = list(_TOKEN.finditer(text, start, end))
        self.keys = [match[0] for match in found]
        self.starts = [match.start() for match in found]
        ends = (match.end() for match in _SENTENCE_END.finditer(text, start, end))
        borders = sorted({0, len(found), *(bisect_left(self.starts, at) for at in ends)})
        self.sentences = list(pairwise(borders))

    def sentence_keys(self) -> list[Hashable]:
        """Give each sentence as its words, whatever white space is between them."""
        return [tuple(self.keys[first:last]) for first, last in self.sentences]


def _match(old: _Words, new: _Words) -> Iterator[_Pair]:
    """Pair the words that both texts have, in order: anchors first, then what is between them."""
    i = j = 0
    for a, b in _anchors(old.sentence_keys(), new.sentence_keys()):
        (first, last), (there, _) = old.sentences[a], new.sentences[b]
        yield from _block(old.keys[i:first], new.keys[j:there], i, j)
        yield from zip(range(first, last), range(there, there + last - first), strict=True)
        i, j = last, there + last - first
    yield from _block(old.keys[i:], new.keys[j:], i, j)


def _block(
    old: list[str], new: list[str], i: int, j: int, *, anchored: bool = False
) -> Iterator[_Pair]:
    """Pair the words of one block; `i` and `j` are where it begins. Too large means replaced."""
    head = _common_length(old, new)
    yield from ((i + n, j + n) for n in range(head))
    old, new, i, j = old[head:], new[head:], i + head, j + head
    tail = _common_length(old[::-1], new[::-1])
    inner_old, inner_new = old[: len(old) - tail], new[: len(new) - tail]
    if len(inner_old) <= _SMALL and len(inner_new) <= _SMALL:
        yield from _small(inner_old, inner_new, i, j)
    elif not anchored:
        a = b = 0
        for x, y in _anchors(inner_old, inner_new):
            yield from _block(inner_old[a:x], inner_new[b:y], i + a, j + b, anchored=True)
            yield i + x, j + y
            a, b = x + 1, y + 1
        yield from _block(inner_old[a:], inner_new[b:], i + a, j + b, anchored=True)
    i, j = i + len(inner_old), j + len(inner_new)
    yield from ((i + n, j + n) for n in range(tail))


def _common_length(old: Sequence[str], new: Sequence[str]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(old), len(new)))


def _small(old: list[str], new: list[str], i: int, j: int) -> Iterator[_Pair]:
    if not old or not new:
        return
    for a, b, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        yield from ((i + a + n, j + b + n) for n in range(size))


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[_Pair]:
    """Pair what stands exactly once in both, as many as keep their order (patience diff)."""
    counts, there = Counter(new), {key: place for place, key in enumerate(new)}
    once = Counter(old)
    pairs = [
        (place, there[key]) for place, key in enumerate(old) if once[key] == 1 and counts[key] == 1
    ]
    return _longest_rising(pairs)


def _longest_rising(pairs: Sequence[_Pair]) -> list[_Pair]:
    """Choose the most pairs whose second parts rise; the first parts do already."""
    tops: list[int] = []  # least last value of a rising run of each length
    piles: list[int] = []  # index of the pair on that top
    before: list[int] = []
    for index, (_, there) in enumerate(pairs):
        pile = bisect_left(tops, there)
        before.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [there]
        piles[pile : pile + 1] = [index]
    chosen = []
    index = piles[-1] if piles else -1
    while index >= 0:
        chosen.append(pairs[index])
        index = before[index]
    return chosen[::-1]


def _between(same: Iterable[tuple[int, int, int]], old: str, new: str) -> Iterator[Edit]:
    """Give what lies between equal stretches (old start, new start, length)."""
    o = n = 0
    for old_start, new_start, length in same:
        if old[o:old_start] != new[n:new_start]:
            yield _without_space(old, new, (o, old_start, n, new_start))
        o, n = old_start + length, new_start + length


def _without_space(old: str, new: str, edit: Edit) -> Edit:
    """Leave out white space that both sides begin or end with."""
    a, b, c, d = edit
    while a < b and c < d and old[a] == new[c] and old[a].isspace():
        a, c = a + 1, c + 1
    while a < b and c < d and old[b - 1] == new[d - 1] and old[b - 1].isspace():
        b, d = b - 1, d - 1
    return a, b, c, d
