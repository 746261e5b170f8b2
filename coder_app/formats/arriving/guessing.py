# SPDX-License-Identifier: MIT
"""What was found out about a transcript, and how sure that is: for a look before it goes in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from coder_app.core.places import tr
from coder_app.core.records import SpeakerRole, TranscriptDraft, Turn
from coder_app.formats.transcripts.languages import guess_language


class About(StrEnum):
    """What a guess is about."""

    ENCODING = "encoding"
    LANGUAGE = "language"
    SPEAKERS = "speakers"
    TIMES = "times"

    @property
    def words(self) -> str:
        """Name it as a table shows it."""
        return {
            About.ENCODING: tr("Encoding"),
            About.LANGUAGE: tr("Language"),
            About.SPEAKERS: tr("Speakers"),
            About.TIMES: tr("Times"),
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What was found, whether it can be relied on, and why."""

    about: About
    value: str
    sure: bool
    sentence: str


def guesses(draft: TranscriptDraft) -> tuple[Guess, ...]:
    """Say of a transcript what was guessed: encoding, language, who speaks, when."""
    return (*_encoding(draft), _language(draft), _speakers(draft.turns), *_times(draft.turns))


def _encoding(draft: TranscriptDraft) -> Iterator[Guess]:
    if draft.encoding is None:
        return
    if draft.encoding_sure:
        sentence = tr("The file says so, or its bytes can be read in no other way.")
    else:
        sentence = tr("The file does not say it. Look whether letters with accents are right.")
    yield Guess(
        about=About.ENCODING, value=draft.encoding, sure=draft.encoding_sure, sentence=sentence
    )


def _language(draft: TranscriptDraft) -> Guess:
    found = guess_language(draft.text)
    if found is None:
        sentence = tr("There are too few words to tell.")
        return Guess(about=About.LANGUAGE, value="", sure=False, sentence=sentence)
    if draft.language and draft.language != found.language:
        sentence = tr("The file says so, but its words look like another language ({0}).")
        return Guess(
            about=About.LANGUAGE,
            value=draft.language,
            sure=False,
            sentence=sentence.format(found.language),
        )
    sentence = tr("{0:.0%} of its words or letters speak for it.").format(found.share)
    return Guess(about=About.LANGUAGE, value=found.language, sure=found.sure, sentence=sentence)


def _speakers(turns: Sequence[Turn]) -> Guess:
    counts = Counter(turn.speaker for turn in turns if turn.speaker)
    value = ", ".join(counts)
    once = [name for name, n in counts.items() if n == 1]
    roles = {turn.role for turn in turns if turn.speaker}
    if not counts:
        sentence = tr("No line begins with a name. All words count as one participant's.")
    elif once:
        sentence = tr("Only one turn each: {0}. Check that these are speakers.")
        sentence = sentence.format(", ".join(once))
    elif len(counts) > 1 and SpeakerRole.INTERVIEWER not in roles:
        sentence = tr("No name says who interviews. Choose it.")
    else:
        sentence = tr("Each of them has several turns.")
    sure = bool(counts) and not once and (len(counts) == 1 or SpeakerRole.INTERVIEWER in roles)
    return Guess(about=About.SPEAKERS, value=value, sure=sure, sentence=sentence)


def _times(turns: Sequence[Turn]) -> Iterator[Guess]:
    begins = [turn.begins for turn in turns if turn.begins is not None]
    if not begins:
        return
    back = sum(later < earlier for earlier, later in pairwise(begins))
    value = tr("{0} to {1}").format(clock(min(begins)), clock(max(begins)))
    if back:
        sentence = tr("They run backwards {0} times.").format(back)
    else:
        sentence = tr("{0} of {1} turns have one, in order.").format(len(begins), len(turns))
    yield Guess(about=About.TIMES, value=value, sure=not back, sentence=sentence)


def clock(seconds: float) -> str:
    """Write a time of a recording as H:MM:SS.

    >>> clock(3723.9)
    '1:02:03'
    """
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"
