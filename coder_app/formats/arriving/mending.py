# SPDX-License-Identifier: MIT
"""Rules that clean a transcript up before it goes in: each a pure function, so one can look first.

`mended` applies those that a `Mending` asks for, in the order in which they help one another.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile

from coder_app.core.records import TranscriptDraft, Turn
from coder_app.formats.arriving.splitting import SplitAt, places_to_split, split
from coder_app.formats.cleaning import is_unspaced
from coder_app.formats.transcripts.labels import seconds
from coder_app.formats.transcripts.rewriting import Replacement, rewritten

_TIME = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?"
_STAMP = re.compile(
    rf"(?P<marked>[\[(<{{] ?(?P<time>{_TIME})(?: ?(?:-->?|[-–—]) ?{_TIME})? ?[\])>}}])"
    r"|#(?P<end>\d{1,2}:\d{2}:\d{2})-\d#"  # f4 writes it where a paragraph ends
)
_BARE = re.compile(rf"(?P<time>{_TIME})(?: ?(?:-->?|[-–—]) ?{_TIME})?")
_LINE_BEGINS = re.compile(
    r"^(?P<time>\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?)(?:[ \t]+|$)", re.MULTILINE
)
_WORD = re.compile(r"\S+")
_MOST_WORDS = 40  # that a caption repeats of the one before
_FEWEST_WORDS = 3  # ... unless most of the file repeats itself
_TOUCHING = 0.5  # seconds between captions that show the same words


@dataclass(frozen=True, slots=True, kw_only=True)
class Mending:
    """Which rules are applied; as it stands, none is."""

    drop_repeats: bool = False
    drop_times: bool = False
    join_turns: bool = False
    gap: float | None = 2.0  # seconds between turns that are joined; None: however long
    names: Mapping[str, str] = field(default_factory=dict)  # speaker as found → as wanted
    split_at: SplitAt | None = None
    level: int = 1  # of headings to split at, and of all above it
    line: str = ""  # pattern of lines to split at: "Interview *"


def mended(draft: TranscriptDraft, mending: Mending) -> tuple[TranscriptDraft, ...]:
    """Apply rules; only splitting gives more than one transcript."""
    if mending.drop_repeats:
        draft = without_repeats(draft)
    if mending.drop_times:
        draft = without_times(draft)
    if mending.join_turns:
        draft = join_turns(draft, gap=mending.gap)
    if mending.names:
        draft = rename_speakers(draft, mending.names)
    if mending.split_at is None:
        return (draft,)
    places = places_to_split(draft, mending.split_at, level=mending.level, line=mending.line)
    return split(draft, places)


# ---- captions


def join_turns(draft: TranscriptDraft, *, gap: float | None = 2.0) -> TranscriptDraft:
    """Join turns of one speaker that follow one another after less than `gap` seconds.

    None joins them however long the pause, and also where no times are known.
    """
    joins = [_goes_on(draft.text, a, b, gap) for a, b in pairwise(draft.turns)]
    if not any(joins):
        return draft
    changes, runs = [], [[draft.turns[0]]]
    for (before, turn), is_joined in zip(pairwise(draft.turns), joins, strict=True):
        if is_joined:
            glue = _glue(draft.text, before, turn)
            changes.append(Replacement(before.end, turn.start, glue))
            runs[-1].append(turn)
        else:
            runs.append([turn])
    turns = tuple(map(_as_one, runs))
    return rewritten(replace(draft, turns=turns), changes)


def _goes_on(text: str, before: Turn, turn: Turn, gap: float | None) -> bool:
    if (before.speaker, before.role, before.participant) != (
        *(turn.speaker, turn.role, turn.participant),
    ):
        return False
    if text[before.end : turn.label_start].strip() or turn.label_start < before.end:
        return False
    if gap is None:
        return True
    return before.ends is not None and turn.begins is not None and turn.begins - before.ends < gap


def _glue(text: str, before: Turn, turn: Turn) -> str:
    one, two = text[before.start : before.end], text[turn.start : turn.end]
    return " " if one and two and not is_unspaced(one, two) else ""


def _as_one(run: Sequence[Turn]) -> Turn:
    ends = [turn.ends for turn in run if turn.ends is not None]
    return replace(run[0], end=run[-1].end, ends=max(ends, default=None))


def without_repeats(draft: TranscriptDraft) -> TranscriptDraft:
    """Delete what captions show again of the one before, as rolling captions do.

    Two words that somebody says twice stay, unless most captions of the file repeat themselves.
    """
    said = [_words(draft.text, turn) for turn in draft.turns]
    again = [
        _repeated([w for w, _ in a], [w for w, _ in b]) if _touches(one, two) else 0
        for (one, two), (a, b) in zip(pairwise(draft.turns), pairwise(said), strict=True)
    ]
    is_rolling = 2 * sum(map(bool, again)) > len(again)
    changes = []
    for (before, turn), words, count in zip(pairwise(draft.turns), said[1:], again, strict=True):
        if not count or not (is_rolling or count >= _FEWEST_WORDS):
            continue
        if count == len(words):
            changes.append(Replacement(before.end, turn.end))
        else:
            changes.append(Replacement(turn.start, words[count][1]))
    return rewritten(draft, changes)


def _words(text: str, turn: Turn) -> list[tuple[str, int]]:
    found = _WORD.finditer(text, turn.start, turn.end)
    return [(match[0].casefold(), match.start()) for match in found]


def _repeated(before: Sequence[str], words: Sequence[str]) -> int:
    """Count the first words that are the last ones of the caption before."""
    most = min(len(before), len(words), _MOST_WORDS)
    return next((n for n in range(most, 0, -1) if before[-n:] == words[:n]), 0)


def _touches(before: Turn, turn: Turn) -> bool:
    if before.speaker != turn.speaker or turn.label_start < before.end:
        return False
    if before.ends is None or turn.begins is None:
        return True
    return turn.begins - before.ends <= _TOUCHING


# ---- times


def without_times(draft: TranscriptDraft) -> TranscriptDraft:
    """Delete time stamps from the text; a turn without times takes those at its ends."""
    stamps = sorted(_stamps(draft), key=lambda match: match.start())
    starts = [match.start() for match in stamps]
    turns = tuple(
        _timed(draft.text, turn, _from(stamps, bisect_left(starts, turn.label_start)))
        for turn in draft.turns
    )
    changes = list(_deleted(draft.text, stamps))
    return rewritten(replace(draft, turns=turns), changes)


def _stamps(draft: TranscriptDraft) -> Iterator[re.Match[str]]:
    """Find stamps in brackets everywhere, bare ones in labels and at the beginning of lines."""
    taken: set[int] = set()
    for turn in draft.turns:
        for match in _BARE.finditer(draft.text, turn.label_start, turn.label_end):
            marked = _STAMP.search(draft.text, max(0, match.start() - 2), match.end() + 40)
            found = marked if marked and marked.start() < match.start() < marked.end() else match
            if found.start() not in taken:
                taken |= set(range(found.start(), found.end()))
                yield found
    for pattern in (_STAMP, _LINE_BEGINS):
        for match in pattern.finditer(draft.text):
            if taken.isdisjoint(range(match.start(), match.end())):
                taken |= set(range(match.start(), match.end()))
                yield match


def _from(stamps: Sequence[re.Match[str]], place: int) -> Iterator[re.Match[str]]:
    """Go through stamps from a place on, and not through those before it as islice does."""
    return (stamps[at] for at in range(place, len(stamps)))


def _deleted(text: str, stamps: Sequence[re.Match[str]]) -> Iterator[Replacement]:
    """Take the white space beside a stamp away, too, but for one space between words."""
    end_before = 0
    for match in stamps:
        start, end = match.span()
        while start > end_before and text[start - 1] in " \t":
            start -= 1
        while end < len(text) and text[end] in " \t":
            end += 1
        begins_line = start == 0 or text[start - 1] == "\n"
        ends_line = end == len(text) or text[end] in "\n:：.,;!?"
        if begins_line and text[end : end + 1] == "\n":
            end += 1  # it had a line of its own
        if start < end:
            yield Replacement(start, end, "" if begins_line or ends_line else " ")
        end_before = end


def _timed(text: str, turn: Turn, stamps: Iterable[re.Match[str]]) -> Turn:
    if turn.begins is not None:
        return turn
    begins = ends = None
    for match in takewhile(lambda match: match.start() < max(turn.end, turn.label_end), stamps):
        told = match.groupdict()
        is_first = match.start() < turn.start or not text[turn.start : match.start()].strip()
        if told.get("time") and is_first and begins is None:
            begins = seconds(told["time"])
        elif told.get("end"):
            ends = seconds(told["end"])
    return replace(turn, begins=begins, ends=turn.ends if ends is None else ends)


# ---- speakers


def rename_speakers(draft: TranscriptDraft, names: Mapping[str, str]) -> TranscriptDraft:
    """Give speakers other names, in their labels too; two may become one."""
    wanted = {old: new.strip() for old, new in names.items() if old and new.strip()}
    changes = []
    for turn in draft.turns:
        if turn.speaker in wanted:
            label = draft.text[turn.label_start : turn.label_end]
            place = re.search(_spaced(turn.speaker), label, re.IGNORECASE)
            if place:
                start, end = (turn.label_start + at for at in place.span())
                changes.append(Replacement(start, end, wanted[turn.speaker]))
    turns = tuple(replace(t, speaker=wanted.get(t.speaker, t.speaker)) for t in draft.turns)
    return rewritten(replace(draft, turns=turns), changes)


def _spaced(name: str) -> str:
    return r"\s+".join(map(re.escape, name.split()))
