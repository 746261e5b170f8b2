# SPDX-License-Identifier: MIT
"""Find things by a few letters of their names."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """How well a name fits (less is better) and which of its letters were asked for."""

    rank: int
    letters: tuple[int, ...]


def find_letters(asked: str, name: str) -> Found | None:
    """Say whether the letters asked for find a name.

    Best: beginnings of words in their order, spaces between them or not ("au re", "aur" find
    "authenticity resonance"); else: the letters as they stand, anywhere.
    """
    folded = _fold(name)
    parts = _fold(asked).split()
    if not parts:
        return Found(0, ())
    words = _word_starts(folded)
    spread = _by_words(parts, folded, words)
    if spread is None and len(parts) == 1:
        spread = _by_word_starts(parts[0], folded, words)
    if spread is not None:
        return Found(_rank(spread, words), spread)
    letters: list[int] = []
    for part in parts:
        at = folded.find(part, letters[-1] + 1 if letters else 0)
        if at < 0:
            return None
        letters += range(at, at + len(part))
    return Found(100 + letters[0], tuple(letters))


def ranked(asked: str, things: Iterable[T], name: Callable[[T], str]) -> list[tuple[T, Found]]:
    """Keep what is found, best first; equals stay in their order."""
    found = [(thing, hit) for thing in things if (hit := find_letters(asked, name(thing)))]
    return sorted(found, key=lambda row: row[1].rank)


def _fold(text: str) -> str:
    """Lower the case letter by letter, so that positions stay."""
    return "".join(low if len(low := c.lower()) == 1 else c for c in text)


def _word_starts(name: str) -> list[int]:
    return [
        at for at, c in enumerate(name) if c.isalnum() and (not at or not name[at - 1].isalnum())
    ]


def _by_words(parts: list[str], name: str, words: list[int]) -> tuple[int, ...] | None:
    """Let each part begin a word, later parts later words."""
    letters: list[int] = []
    left = iter(words)
    for part in parts:
        at = next((at for at in left if name.startswith(part, at)), None)
        if at is None:
            return None
        letters += range(at, at + len(part))
    return tuple(letters)


def _by_word_starts(part: str, name: str, words: list[int]) -> tuple[int, ...] | None:
    """Spread the letters over beginnings of words: "pmb" finds "parasocial micro-bonding"."""
    if not part:
        return ()
    for n, at in enumerate(words):
        shared = 0
        while shared < len(part) and name[at + shared : at + shared + 1] == part[shared]:
            shared += 1
        for length in range(shared, 0, -1):
            rest = _by_word_starts(part[length:], name, words[n + 1 :])
            if rest is not None:
                return (*range(at, at + length), *rest)
    return None


def _rank(letters: tuple[int, ...], words: list[int]) -> int:
    """Prefer what begins with the first word, and few gaps."""
    gaps = sum(1 for one, other in pairwise(letters) if other != one + 1)
    return (0 if letters[0] == words[0] else 10) + gaps
