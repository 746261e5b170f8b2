# SPDX-License-Identifier: MIT
"""Transcripts in WebVTT: cues of one voice become one turn with its times.

An own reader, forgiving on purpose: what recorders write is often not valid, and of a cue with
two voices both are needed. Lines that cannot be placed are counted and reported, never lost unsaid.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr, tr_n
from coder_app.core.records import ImportWarning, SpeakerRole, TranscriptDraft, Turn
from coder_app.formats.cleaning import clean, is_unspaced, refuse_unreadable
from coder_app.formats.labels import Label, label_of, seconds
from coder_app.formats.reading import Reading, read_decoded
from coder_app.formats.speakers import choose_labels, role_of

_TIME = r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"\s*({_TIME})\s*-->\s*({_TIME})")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>]*)>|(</v>)", re.IGNORECASE)
_TAG = re.compile(r"</?(?:[cibuv]|ruby|rt|lang)\b[^<>]*>|<\d[\d:.,]*>", re.IGNORECASE)
_HEAD = re.compile(r"(NOTE|STYLE|REGION)\b")
# Where no voice is named, two of these end a turn: a pause, much said, the end of a sentence.
_PAUSE = 2.0  # seconds
_LONG = 500  # characters
_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’)\]]*\Z")


@dataclass(frozen=True, slots=True)
class Cue:
    """What one voice says from one time to another."""

    begins: float
    ends: float
    voice: str
    words: str
    line: int


def read_vtt(data: bytes, path: Path, reading: Reading) -> TranscriptDraft:
    """Read WebVTT captions; the voice is written before its words as `Name: `."""
    decoded = read_decoded(data, path, reading.encoding)
    source, cleaned = clean(decoded.text, nfc=reading.nfc)
    cues, skipped = read_cues(source)
    if not cues:
        raise InputProblem(
            path,
            tr("There are no captions in it."),
            tr("Check that it is a WebVTT file, or save it as plain text."),
        )
    voiced, uncertain = _with_names(cues)
    text, turns = _assemble(list(_joined(voiced)))
    refuse_unreadable(text, path)
    return TranscriptDraft(
        name=path.stem,
        text=text,
        turns=turns,
        original=data,
        format="vtt",
        path=path,
        encoding=decoded.encoding,
        encoding_sure=decoded.sure,
        warnings=(*decoded.warnings, *cleaned, *_report(source, voiced, skipped), *uncertain),
    )


# ---- from lines to cues


def read_cues(source: str) -> tuple[list[Cue], list[int]]:
    """Split WebVTT into cues and the lines (from 1) that belong to none."""
    cues: list[Cue] = []
    skipped: list[int] = []
    for place, (number, lines) in enumerate(_blocks(source)):
        timing = next((at for at, line in enumerate(lines) if _TIMING.match(line)), None)
        if timing is not None and timing < 2:
            cues += _cues_of(lines, timing, number)
        elif not (_HEAD.match(lines[0]) or (place == 0 and lines[0].startswith("WEBVTT"))):
            skipped += range(number, number + len(lines))
    return cues, skipped


def _blocks(source: str) -> Iterator[tuple[int, list[str]]]:
    """Give the blocks between empty lines, each with the number of its first line."""
    begun, block = 1, list[str]()
    for number, line in enumerate((*source.split("\n"), ""), start=1):
        again = _TIMING.match(line) and any(_TIMING.match(other) for other in block)
        if block and (again or not line.strip()):
            yield begun, block
            block = []
        if line.strip():
            begun = begun if block else number
            block.append(line)


def _cues_of(lines: list[str], timing: int, number: int) -> Iterator[Cue]:
    match = _TIMING.match(lines[timing])
    if match is None:
        return
    begins, ends = seconds(match[1]), seconds(match[2])
    for voice, words in _voices(" ".join(lines[timing + 1 :])):
        yield Cue(begins, ends, voice, words, number + timing)


def _voices(payload: str) -> Iterator[tuple[str, str]]:
    """Part a cue by its voice tags; each voice holds until its end tag or the next one."""
    voice, start = "", 0
    for tag in _VOICE.finditer(payload):
        words = _plain(payload[start : tag.start()])
        if words:
            yield voice, words
        voice, start = _plain(tag[1] or "").rstrip(":"), tag.end()
    words = _plain(payload[start:])
    if words:
        yield voice, words


def _plain(marked: str) -> str:
    """Drop tags, decode entities, make one line."""
    return " ".join(html.unescape(_TAG.sub("", marked)).split())


# ---- from cues to turns


def _with_names(cues: list[Cue]) -> tuple[list[Cue], tuple[ImportWarning, ...]]:
    """Take "Name: words" for a voice where no tag names one, if the name proves to be a speaker's.

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
    return voiced, warnings


def _spoken(cue: Cue, voice: str, label: Label) -> Cue:
    return replace(cue, voice=voice, words=cue.words[label.end :])


def _joined(cues: list[Cue]) -> Iterator[Cue]:
    """Join consecutive cues of one voice."""
    run: list[Cue] = []
    length = 0
    for cue in cues:
        if run and not _goes_on(run[-1], cue, length):
            yield _one(run)
            run, length = [], 0
        run.append(cue)
        length += len(cue.words)
    if run:
        yield _one(run)


def _goes_on(before: Cue, cue: Cue, length: int) -> bool:
    """Tell whether a cue belongs to the turn before it, which has so many characters."""
    if before.voice or cue.voice:
        return before.voice == cue.voice
    if cue.begins < before.begins or length >= 4 * _LONG:
        return False
    signs = cue.begins - before.ends >= _PAUSE, length >= _LONG, _ends_sentence(before.words)
    return sum(signs) < 2


def _ends_sentence(words: str) -> bool:
    return _SENTENCE_END.search(words[-8:]) is not None


def _one(run: list[Cue]) -> Cue:
    """Make one cue of several, with a space between, except where the script has none."""
    pieces = [run[0].words]
    for before, cue in pairwise(run):
        pieces += ["" if is_unspaced(before.words, cue.words) else " ", cue.words]
    return replace(run[0], ends=max(cue.ends for cue in run), words="".join(pieces))


def _assemble(cues: Sequence[Cue]) -> tuple[str, tuple[Turn, ...]]:
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


# ---- what to tell


def _report(source: str, cues: list[Cue], skipped: list[int]) -> Iterator[ImportWarning]:
    notes = sum(lines[0].startswith("NOTE") for _, lines in _blocks(source))
    if notes:
        sentence = tr_n(
            "{n} note of the file was left out.", "{n} notes of the file were left out.", notes
        )
        yield ImportWarning(sentence=sentence)
    if skipped:
        sentence = tr_n(
            "{n} line belongs to no caption and was left out (line {{0}}).",
            "{n} lines belong to no caption and were left out (the first is line {{0}}).",
            len(skipped),
        ).format(skipped[0])
        yield ImportWarning(sentence=sentence, line=skipped[0])
    back = [
        cue for before, cue in pairwise(cues) if cue.begins < before.begins or cue.ends < cue.begins
    ]
    if back:
        sentence = tr_n(
            "The time runs backwards at {n} caption (line {{0}}). Their order was kept.",
            "The time runs backwards at {n} captions (the first is in line {{0}}). "
            "Their order was kept.",
            len(back),
        ).format(back[0].line)
        yield ImportWarning(sentence=sentence, line=back[0].line)
    if not any(cue.voice for cue in cues):
        sentence = tr("No speakers were found. All words count as one participant's.")
        yield ImportWarning(sentence=sentence)
