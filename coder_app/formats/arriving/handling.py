# SPDX-License-Identifier: MIT
"""One file on its way in: read as a person wants it, cleaned up, perhaps split into several."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.core.records import BreakKind, TranscriptDraft
from coder_app.formats.arriving.mending import Mending, mended, without_times
from coder_app.formats.arriving.splitting import SplitAt
from coder_app.formats.arriving.tables import ANSWER_SUFFIXES, AnswerTable, answers_in
from coder_app.formats.transcript_files import read_content
from coder_app.formats.transcripts.reading import Reading

CAPTION_KINDS = frozenset({"vtt", "srt", "json", "csv", "tsv", "xlsx"})


class Join(StrEnum):
    """Which stretches of one speaker become one turn."""

    AS_READ = "as read"  # captions joined by the reader, turns as the text has them
    NOTHING = "nothing"  # each caption is a turn
    SOON = "2"  # after less than 2 seconds
    LATER = "5"  # after less than 5 seconds
    ALWAYS = "always"

    @property
    def gap(self) -> float | None:
        """Seconds between what is joined; None is however long."""
        return {Join.SOON: 2.0, Join.LATER: 5.0}.get(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handling:
    """What a person wants done with a file; as it stands, what suits most."""

    encoding: str | None = None  # None: found out
    language: str | None = None  # None: as found
    nfc: bool = False
    drop_running_heads: bool = True
    join: Join = Join.AS_READ
    drop_repeats: bool = False
    drop_times: bool = False
    names: Mapping[str, str] = field(default_factory=dict)  # speaker as found → as wanted
    split_at: SplitAt | None = None
    level: int = 1
    line: str = ""
    answers: bool | None = None  # of a table: a row an answer, or a turn; None: found out
    sheet: str = ""

    def reading(self) -> Reading:
        """Say it as readers take it; repeats are seen only where captions are apart."""
        return Reading(
            encoding=self.encoding,
            nfc=self.nfc,
            drop_running_heads=self.drop_running_heads,
            join_captions=self.join is Join.AS_READ and not self.drop_repeats,
        )

    def mending(self, kind: str) -> Mending:
        """Say it as the rules of cleaning up take it."""
        is_parted = kind in CAPTION_KINDS and self.drop_repeats and self.join is Join.AS_READ
        joins = self.join in (Join.SOON, Join.LATER, Join.ALWAYS)
        return Mending(
            drop_repeats=self.drop_repeats and kind in CAPTION_KINDS,
            drop_times=self.drop_times,
            join_turns=joins or is_parted,
            gap=Join.SOON.gap if is_parted else self.join.gap,
            names=self.names,
            split_at=self.split_at,
            level=self.level,
            line=self.line,
        )

    def same_rules(self, other: Handling) -> Handling:
        """Take over the rules of another file; what was found out or named in this one stays."""
        return replace(
            other,
            encoding=self.encoding,
            language=self.language,
            names=self.names,
            answers=self.answers,
            sheet=self.sheet,
        )


def read_first(data: bytes, path: Path, handling: Handling) -> TranscriptDraft | AnswerTable:
    """Read a file; a table that is no talk with a turn in each row is one of answers."""
    is_table = path.suffix.casefold() in ANSWER_SUFFIXES
    if is_table and handling.answers:
        return answers_in(data, path, sheet=handling.sheet or None, encoding=handling.encoding)
    try:
        return read_content(data, path, handling.reading())
    except InputProblem:
        if not is_table or handling.answers is False:
            raise
    return answers_in(data, path, sheet=handling.sheet or None, encoding=handling.encoding)


def handled(first: TranscriptDraft, handling: Handling) -> tuple[TranscriptDraft, ...]:
    """Clean up what was read; only a file that is split gives more than one transcript."""
    drafts = mended(first, handling.mending(first.format))
    if len(drafts) > 1:
        drafts = _told_apart(drafts)
    elif drafts[0].text.count("\n") != first.text.count("\n"):
        told = tuple(replace(warning, of_file=True) for warning in drafts[0].warnings)
        drafts = (replace(drafts[0], warnings=told),)
    if handling.language is None:
        return drafts
    return tuple(replace(draft, language=handling.language or None) for draft in drafts)


def _told_apart(drafts: tuple[TranscriptDraft, ...]) -> tuple[TranscriptDraft, ...]:
    """Give parts of the same name a number each: a heading may come again."""
    counts = Counter(draft.name for draft in drafts)
    seen: Counter[str] = Counter()
    named = []
    for draft in drafts:
        seen[draft.name] += 1
        again = counts[draft.name] > 1
        name = tr("{0} ({1})").format(draft.name, seen[draft.name]) if again else draft.name
        named.append(replace(draft, name=name))
    return tuple(named)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offers:
    """Which rules would change something in a file."""

    captions: bool = False
    heads: bool = False
    times: bool = False  # stand in the text
    clocked: bool = False  # turns have times, so that a pause can be measured
    accents: bool = False  # written with marks of their own
    pages: int = 0  # that a split would make
    headings: tuple[tuple[int, int], ...] = ()  # (level, headings down to it)


def offers(first: TranscriptDraft) -> Offers:
    """Look which rules matter for a file as it was read."""
    pages = sum(each.kind is BreakKind.PAGE and each.start > 0 for each in first.breaks)
    levels = Counter(each.level for each in first.breaks if each.kind is BreakKind.HEADING)
    down_to = [(level, sum(levels[n] for n in levels if n <= level)) for level in sorted(levels)]
    return Offers(
        captions=first.format in CAPTION_KINDS,
        heads=first.format == "pdf",
        times=without_times(first).text != first.text,
        clocked=any(turn.ends is not None for turn in first.turns),
        accents=not unicodedata.is_normalized("NFC", first.text),
        pages=pages + 1 if pages else 0,
        headings=tuple(down_to[:3]),
    )
