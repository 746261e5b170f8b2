# SPDX-License-Identifier: MIT
"""What a voice says from one time to another, and how a transcript is made of many of these."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr, tr_n
from coder_app.core.records import ImportWarning, SpeakerRole, TranscriptDraft, Turn
from coder_app.formats.cleaning import clean, refuse_unreadable, run_on
from coder_app.formats.transcripts.labels import Label, label_of
from coder_app.formats.transcripts.reading import Reading
from coder_app.formats.transcripts.speakers import choose_labels, role_of

MAX_CUES = 200_000  # three hundred hours of speech
# Where no voice is named, two of these end a turn: a pause, much said, the end of a sentence.
_PAUSE = 2.0  # seconds
_LONG = 500  # characters
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’)\]]*\Z")


@dataclass(frozen=True, slots=True)
class Cue:
    """What one voice says from one time to another; `line` is where the file says so."""

    begins: float | None
    ends: float | None
    voice: str
    words: str
    line: int


def draft_of_cues(
    cues: Sequence[Cue], data: bytes, path: Path, kind: str, reading: Reading
) -> TranscriptDraft:
    """Join cues of one voice to turns; the voice is written before its words as `Name: `."""
    if len(cues) > MAX_CUES:
        what = tr("It has {0:,} captions, and {1:,} is the limit.").format(len(cues), MAX_CUES)
        raise InputProblem(path, what, tr("Split it into several files."))
    cues = [_cleaned(cue, nfc=reading.nfc) for cue in cues]
    voiced, uncertain = named(cues)
    text, turns = assembled(list(joined(voiced)) if reading.join_captions else voiced)
    refuse_unreadable(text, path)
    return TranscriptDraft(
        name=path.stem,
        text=text,
        turns=turns,
        original=data,
        format=kind,
        path=path,
        warnings=(*_report(voiced), *uncertain),
    )


def _cleaned(cue: Cue, *, nfc: bool) -> Cue:
    voice, words = (clean(each, nfc=nfc)[0] for each in (cue.voice, cue.words))
    return replace(cue, voice=" ".join(voice.split()), words=words.strip())


def named(cues: Sequence[Cue]) -> tuple[list[Cue], tuple[ImportWarning, ...]]:
    """Take "Name: words" for a voice where nothing names one, if it proves to be a speaker.

    Such a name is written once; the cues after it go on with the same voice.
    """
    found = [None if cue.voice else label_of(cue.words, number=cue.line) for cue in cues]
    chosen, warnings = choose_labels([label for label in found if label and label.name])
    names = {label.key: label.name for label in chosen}
    voiced, voice = [], ""
    for cue, label in zip(cues, found, strict=True):
        if label and label.key in names:
            voice = names[label.key]
            cue = _spoken(cue, voice, label)
        elif cue.voice:
            voice = ""
        else:
            cue = replace(cue, voice=voice)
        if cue.words:
            voiced.append(cue)
    return voiced, tuple(replace(warning, of_file=True) for warning in warnings)


def _spoken(cue: Cue, voice: str, label: Label) -> Cue:
    return replace(cue, voice=voice, words=cue.words[label.end :])


def joined(cues: Sequence[Cue]) -> Iterator[Cue]:
    """Join consecutive cues of one voice."""
    run: list[Cue] = []
    length = 0
    for cue in cues:
        if run and not _goes_on(run[-1], cue, length):
            yield as_one(run)
            run, length = [], 0
        run.append(cue)
        length += len(cue.words)
    if run:
        yield as_one(run)


def _goes_on(before: Cue, cue: Cue, length: int) -> bool:
    """Tell whether a cue belongs to the turn before it, which has so many characters."""
    if before.voice or cue.voice:
        return before.voice == cue.voice
    pause = _pause(before, cue)
    if pause is None or _runs_back(before, cue) or length >= 4 * _LONG:
        return False
    signs = pause >= _PAUSE, length >= _LONG, _ends_sentence(before.words)
    return sum(signs) < 2


def _pause(before: Cue, cue: Cue) -> float | None:
    return None if cue.begins is None or before.ends is None else cue.begins - before.ends


def _runs_back(before: Cue, cue: Cue) -> bool:
    return before.begins is not None and cue.begins is not None and cue.begins < before.begins


def _ends_sentence(words: str) -> bool:
    return _SENTENCE_END.search(words[-8:]) is not None


def as_one(run: Sequence[Cue]) -> Cue:
    """Make one cue of several."""
    ends = [cue.ends for cue in run if cue.ends is not None]
    words = run_on([cue.words for cue in run])
    return replace(run[0], ends=max(ends, default=None), words=words)


def assembled(cues: Sequence[Cue]) -> tuple[str, tuple[Turn, ...]]:
    """Write one paragraph a turn, with an empty line between."""
    pieces, turns, position = [], [], 0
    unnamed = SpeakerRole.NONE if any(cue.voice for cue in cues) else SpeakerRole.PARTICIPANT
    for cue in cues:
        label = f"{cue.voice}: " if cue.voice else ""
        start = position + len(label)
        end = start + len(cue.words)
        turns.append(
            Turn(
                speaker=cue.voice,
                role=role_of(cue.voice) if cue.voice else unnamed,
                label_start=position,
                label_end=start,
                start=start,
                end=end,
                begins=cue.begins,
                ends=cue.ends,
            )
        )
        pieces.append(label + cue.words)
        position = end + 2
    return "\n\n".join(pieces), tuple(turns)


def _report(cues: Sequence[Cue]) -> Iterator[ImportWarning]:
    back = [cue for before, cue in pairwise(cues) if _runs_back(before, cue) or _is_negative(cue)]
    if back:
        sentence = tr_n(
            "The time runs backwards at {n} caption (line {{0}}). Their order was kept.",
            "The time runs backwards at {n} captions (the first is in line {{0}}). "
            "Their order was kept.",
            len(back),
        ).format(back[0].line)
        yield ImportWarning(sentence=sentence, line=back[0].line, of_file=True)
    if not any(cue.voice for cue in cues):
        sentence = tr("No speakers were found. All words count as one participant's.")
        yield ImportWarning(sentence=sentence)


def _is_negative(cue: Cue) -> bool:
    return cue.begins is not None and cue.ends is not None and cue.ends < cue.begins
