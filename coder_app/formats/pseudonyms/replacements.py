# SPDX-License-Identifier: MIT
"""Names → pseudonyms, each place shown before; and whether names of the key are left in a text.

Names are found as whole words, whatever their case and accents; where the writing differs from the
key's, something is attached, or only a part of a name stands there, a place is not sure and a
person decides. The key itself is never part of a project unless somebody puts it there.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from coder_app.core.records import TranscriptDraft
from coder_app.formats.pseudonyms.key import Pseudonym, Replaced
from coder_app.formats.transcripts.languages import is_small_word
from coder_app.formats.transcripts.rewriting import Replacement, rewritten

AROUND = 40  # characters shown at either side of a place
_LONGEST_MARK = 200
_SAME = {"’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "_": " ", "\u00a0": " ", "\u202f": " "}
_NO_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_HANGUL = re.compile("[\uac00-\ud7af]")
_ARABIC = re.compile("[\u0621-\u06ff]")
_HEBREW = re.compile("[\u05d0-\u05ea]")
# What Arabic and Hebrew write before a name without a space: and, to, in, like, the …
_BEFORE_ARABIC, _BEFORE_HEBREW = "(?:[وفبلك]{0,2}(?:ال)?)", "[והבכלמש]{0,2}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePlace:
    """A name in a text: what would stand there instead, and what is around it."""

    start: int
    end: int
    original: str
    name: str  # as the key has it
    replacement: str
    line: int  # from 1
    before: str
    after: str
    sure: bool


# ---- finding


def find_names(text: str, key: Sequence[Pseudonym], *, marked: bool = True) -> list[NamePlace]:
    """Find each place of each name of the key; `marked` puts pseudonyms in [square brackets]."""
    folded = _Folded(text)
    parts = {_fold(part.name): part for entry in key for part in _parts(entry)}
    whole = {_fold(" ".join(entry.name.split())): entry for entry in key}
    lines = [match.start() for match in re.finditer("\n", text)]
    found = []
    for start, end, name, attached in _matches(folded, parts | whole):
        original, entry = text[start:end], whole.get(name) or parts[name]
        is_written = _is_as_written(original, entry.name)
        if name not in whole and not is_written:
            continue
        found.append(
            NamePlace(
                start=start,
                end=end,
                original=original,
                name=entry.name,
                replacement=_written(entry, original, marked=marked),
                line=bisect_left(lines, start) + 1,
                before=text[max(0, start - AROUND) : start],
                after=text[end : end + AROUND],
                sure=name in whole and is_written and not attached,
            )
        )
    return found


def find_names_in(draft: TranscriptDraft, key: Sequence[Pseudonym]) -> list[NamePlace]:
    """Find each place of each name of the key in a transcript; in a speaker's label it is sure.

    Speakers get their pseudonyms however they are written, so the text must not tell otherwise.
    """
    labels = sorted((t.label_start, t.label_end) for t in draft.turns if t.label_end)
    starts = [start for start, _ in labels]

    def is_in_label(place: NamePlace) -> bool:
        at = bisect_right(starts, place.start) - 1
        return at >= 0 and place.end <= labels[at][1]

    places = find_names(draft.text, key)
    return [replace(p, sure=True) if not p.sure and is_in_label(p) else p for p in places]


def _parts(entry: Pseudonym) -> Iterator[Pseudonym]:
    """Give the parts of a name of several words that may stand alone: first name, family name."""
    words, others = entry.name.split(), entry.pseudonym.strip("[]").split()
    for place, word in enumerate(words):
        if len(words) > 1 and len(word) > 2 and not word.islower() and not is_small_word(word):
            alone = others[place] if len(others) == len(words) else entry.pseudonym
            yield Pseudonym(name=word, pseudonym=alone, note=entry.note)


def names_left(text: str, key: Sequence[Pseudonym]) -> tuple[NamePlace, ...]:
    """Find the names of the key that a text would let out; empty means none.

    Sure or not, every place counts, but for a marked pseudonym that happens to be a name, too.
    """
    given = (each.pseudonym for entry in key for each in (entry, *_parts(entry)))
    marks = {f"[{pseudonym.strip('[]').casefold()}]" for pseudonym in given}
    places = find_names(text, key)
    return tuple(p for p in places if not _is_within_mark(text, p, marks))


def _is_within_mark(text: str, place: NamePlace, marks: set[str]) -> bool:
    start = text.rfind("[", max(0, place.start - _LONGEST_MARK), place.start + 1)
    end = text.find("]", place.end - 1, place.end + _LONGEST_MARK)
    return start >= 0 and end >= 0 and text[start : end + 1].casefold() in marks


class Sieve:
    """Holds texts back in which no name of a key can be: by their words, each looked at once.

    A name begins within a word that is parted from others by space, so only texts with a word in
    which the first part of some name stands need `names_left`, which takes twenty times as long.
    """

    def __init__(self, key: Sequence[Pseudonym]) -> None:
        names = {_fold(" ".join(e.name.split())) for entry in key for e in (entry, *_parts(entry))}
        firsts = {(name.split() or [""])[0] for name in names if name}
        by_letter: dict[str, list[str]] = {}
        for first in firsts:
            by_letter.setdefault(first[:1], []).append(re.escape(first))
        groups = (f"(?:{'|'.join(group)})" for group in by_letter.values())
        self._first = re.compile("|".join(groups)) if firsts else None
        self._clean: set[str] = set()
        self._telling: set[str] = set()

    def lets_through(self, text: str) -> bool:
        """Tell whether a name might be in a text; False is certain."""
        if self._first is None:
            return False
        words = set(text.split())
        new = words - self._clean
        if not new:
            return False
        if not self._telling.isdisjoint(new):
            return True
        if self._first.search(_fold("\n".join(new))) is None:
            self._clean |= new
            return False
        for word in new:
            (self._telling if self._first.search(_fold(word)) else self._clean).add(word)
        return not self._telling.isdisjoint(new)


class _Folded:
    """A text as names are compared, and where each of its letters stood before."""

    def __init__(self, text: str) -> None:
        self.text = _fold(text)
        self._size = len(text)
        self._ends: list[int] | None = None
        if len(self.text) != len(text) or not text.isascii():
            self._ends = list(accumulate(len(_FOLDS[ord(letter)]) for letter in text))

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """Give the stretch of the text before that became a stretch of this one."""
        if self._ends is None:
            return start, end
        first = bisect_right(self._ends, start)
        last = bisect_left(self._ends, end) + 1
        while last < self._size and self._ends[last] == self._ends[last - 1]:
            last += 1  # accents that were written apart belong to the letter
        return first, last


class _Folds(dict[int, str]):
    """Letters as they are compared: without case and accents; filled when first asked for."""

    def __missing__(self, point: int) -> str:
        letter = _SAME.get(chr(point), chr(point))
        plain = unicodedata.normalize("NFKD", letter.casefold())
        if _HANGUL.match(letter):
            plain = letter
        self[point] = "".join(each for each in plain if not unicodedata.combining(each))
        return self[point]


_FOLDS = _Folds()


def _fold(text: str) -> str:
    return text.translate(_FOLDS)


def _matches(folded: _Folded, names: Iterable[str]) -> Iterator[tuple[int, int, str, bool]]:
    """Give the start and end of each name, the name, and whether something is attached to it."""
    pattern = _pattern(names)
    if pattern is None:
        return
    for match in pattern.finditer(folded.text):
        start, end = match.span("name")
        before = folded.text[start - 1 : start]
        follows = before.isalnum() and not _NO_SPACES.match(folded.text[start])
        attached = follows or match["tail"] is not None
        yield (*folded.origin(start, end), " ".join(match["name"].split()), attached)


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Compare with all names at once, the longest first, by their first letter."""
    by_letter: dict[str, list[str]] = {}
    for name in sorted(filter(None, names), key=len, reverse=True):
        by_letter.setdefault(name[0], []).append(name)
    if not by_letter:
        return None
    groups = ("|".join(map(_as_pattern, group)) for group in by_letter.values())
    free = rf"{_NO_SPACES.pattern}|{_HANGUL.pattern}"  # scripts that attach words to one another
    begins = (
        rf"(?:(?<!\w)|(?={free})|(?<!\w){_BEFORE_ARABIC}(?={_ARABIC.pattern})"
        rf"|(?<!\w){_BEFORE_HEBREW}(?={_HEBREW.pattern}))"
    )
    ends = rf"(?:(?!\w)|(?P<tail>(?=s(?!\w)))|(?<={_NO_SPACES.pattern})|(?<={_HANGUL.pattern}))"
    name = "|".join(f"(?:{group})" for group in groups)
    return re.compile(rf"{begins}(?P<name>{name}){ends}")


def _as_pattern(name: str) -> str:
    return r"\s+".join(map(re.escape, name.split()))


def _is_as_written(original: str, name: str) -> bool:
    """Take the key's own writing, capitals throughout, and any case of a name without capitals."""
    one, two = (unicodedata.normalize("NFC", " ".join(each.split())) for each in (original, name))
    if one == two or two.islower():
        return one.casefold() == two.casefold()
    return len(one) > 1 and one == two.upper()


def _written(entry: Pseudonym, original: str, *, marked: bool) -> str:
    shouted = len(original) > 1 and original.isupper() and not entry.name.isupper()
    words = entry.pseudonym.upper() if shouted else entry.pseudonym
    is_marked = words.startswith("[") and words.endswith("]")
    return f"[{words}]" if marked and not is_marked else words


# ---- replacing


def replace_names(
    draft: TranscriptDraft, key: Sequence[Pseudonym], places: Iterable[NamePlace]
) -> tuple[TranscriptDraft, tuple[Replaced, ...]]:
    """Put pseudonyms at the places chosen, in names of speakers and of the transcript too.

    Gives the log of what was done. The file as it came holds the names, so the new text becomes
    the original.
    """
    chosen = sorted(places, key=lambda place: place.start)
    name = pseudonymous(draft.name, key)
    changed = rewritten(draft, [Replacement(p.start, p.end, p.replacement) for p in chosen])
    log = tuple(
        Replaced(
            transcript=name, line=place.line, original=place.original, changed_to=place.replacement
        )
        for place in chosen
    )
    speakers = {speaker: pseudonymous(speaker, key) for speaker in changed.speakers}
    turns = tuple(replace(turn, speaker=speakers[turn.speaker]) for turn in changed.turns)
    return (
        replace(
            changed,
            name=name,
            turns=turns,
            original=changed.text.encode("utf-8", "replace"),
            format="txt",
            encoding="utf-8",
            encoding_sure=True,
            path=draft.path.with_name(f"{name}.txt") if draft.path else None,
        ),
        log,
    )


def pseudonymous(words: str, key: Sequence[Pseudonym]) -> str:
    """Put pseudonyms without brackets for all names in a short text, such as a speaker's name."""
    at, pieces = 0, []
    for place in find_names(words, key, marked=False):
        pieces += [words[at : place.start], place.replacement.strip("[]")]
        at = place.end
    return "".join((*pieces, words[at:]))
