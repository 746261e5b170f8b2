# SPDX-License-Identifier: MIT
"""Captions that show again what the one before showed: told by the pattern of the whole file.

Rolling captions keep the last lines on the screen above the new one; live ones grow word by word.
What somebody says twice is told from these by how often the same happens in the file.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import pairwise

from coder_app.formats.transcripts.cues import Cue

_FEWEST_ROLLS = 3  # captions that repeat the one before, before a file is taken for rolling
_USUAL = 0.03  # of the repeats; what is rarer than this is not how the file rolls
_FEW_WORDS = 3  # fewer may well be said twice
_LONGEST = 60  # words that are compared where not the whole caption is shown again
_TOUCHING = 0.5  # seconds between captions of which one goes on with the other
_TOKEN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]|[^\s\u2e80-\u9fff\uf900-\ufaff]+")
_SIGNS = re.compile(r"\W+")


def overlap(before: Sequence[str], after: Sequence[str], most: int | None = None) -> int:
    """Count the first entries that are the last ones of what was before, `most` at most.

    >>> overlap(["a", "b", "c"], ["b", "c", "d"])
    2
    """
    longest = min(len(before), len(after)) if most is None else min(len(before), len(after), most)
    for n in range(longest, 0, -1):
        if before[-n] == after[0] and before[-n:] == after[:n]:
            return n
    return 0


# ---- by lines


def lines_again(shown: Sequence[Sequence[str]], *, times_words: bool) -> list[int]:
    """Count for each caption the first lines that it shows again; all 0 if the file rolls not.

    `shown` has the lines of each caption, without blank ones. A file whose captions give each word
    a time of its own, as YouTube does, is taken for rolling sooner.
    """
    if not shown:
        return []
    again = [0, *(overlap(a, b) for a, b in pairwise(shown))]
    several = [n > 0 for n, lines in zip(again, shown, strict=True) if len(lines) > 1]
    fewest = 1 if times_words else _FEWEST_ROLLS
    if sum(several) < fewest or 2 * sum(several) < len(several) or 4 * len(several) < len(shown):
        return [0] * len(shown)
    whole = sum(0 < n == len(lines) for n, lines in zip(again, shown, strict=True))
    if times_words or _is_usual(whole, sum(n > 0 for n in again)):
        return again
    # Each caption of this file brings something new, so what looks the same was said again.
    return [0, *(overlap(a, b, max(0, len(b) - 1)) for a, b in pairwise(shown))]


def _is_usual(count: int, rolls: int) -> bool:
    """Tell whether a file repeats itself in a certain way, or whether it happened to."""
    return count >= _FEWEST_ROLLS and count >= _USUAL * rolls


# ---- by words


class _Kind(Enum):
    """How a caption repeats the one before."""

    SAME = "the same"
    GROWN = "all of it, and more"
    REST = "only its end"
    SLID = "its end, and more"


@dataclass(frozen=True, slots=True)
class _Again:
    """What a caption shows again."""

    kind: _Kind
    words: tuple[str, ...]


def without_words_again(cues: Sequence[Cue]) -> tuple[list[Cue], int]:
    """Take the words that captions show again from them, if the file rolls; tell from how many."""
    tokens = [[_plain(token) for token in _TOKEN.findall(cue.words)] for cue in cues]
    pairs = zip(pairwise(cues), pairwise(tokens), strict=True)
    touching = [_touches(*two) for two, _ in pairs]
    again = [
        _again(a, b) if is_touching else None
        for (a, b), is_touching in zip(pairwise(tokens), touching, strict=True)
    ]
    rolls = [each for each in again if each and _is_certain(each)]
    if len({each.words for each in rolls}) < _FEWEST_ROLLS or 2 * len(rolls) < sum(touching):
        return list(cues), 0
    counts = Counter(each.kind for each in rolls)
    usual = {kind for kind, n in counts.items() if _is_usual(n, len(rolls))}
    if _Kind.SLID in usual:
        usual.add(_Kind.GROWN)  # as the first captions do before there are enough words to slide
    drops = [len(each.words) if each and each.kind in usual else 0 for each in again]
    kept = [*cues[:1], *(_without(cue, n) for cue, n in zip(cues[1:], drops, strict=True))]
    return [cue for cue in kept if cue.words], sum(n > 0 for n in drops)


def _plain(token: str) -> str:
    """Compare words without case and signs: recognition of speech mends these as it goes on."""
    return _SIGNS.sub("", token).casefold() or token


def _touches(before: Cue, cue: Cue) -> bool:
    if before.voice != cue.voice or before.ends is None or cue.begins is None:
        return False
    return cue.begins - before.ends <= _TOUCHING


def _again(before: Sequence[str], tokens: Sequence[str]) -> _Again | None:
    if before and tokens[: len(before)] == before:
        kind = _Kind.SAME if len(tokens) == len(before) else _Kind.GROWN
        return _Again(kind, tuple(before))
    n = overlap(before, tokens, _LONGEST)
    kind = _Kind.REST if n == len(tokens) else _Kind.SLID
    return _Again(kind, tuple(tokens[:n])) if n else None


def _is_certain(again: _Again) -> bool:
    return again.kind in (_Kind.SAME, _Kind.GROWN) or len(again.words) >= _FEW_WORDS


def _without(cue: Cue, count: int) -> Cue:
    if not count:
        return cue
    places = [match.start() for match in _TOKEN.finditer(cue.words)]
    return replace(cue, words=cue.words[places[count] :] if count < len(places) else "")
