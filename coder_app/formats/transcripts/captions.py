# SPDX-License-Identifier: MIT
"""Transcripts in WebVTT and SRT: cues of one voice become one turn with its times.

An own reader, forgiving on purpose: what recorders write is often not valid, and of a cue with
two voices both are needed. Lines that cannot be placed are reported, never lost unsaid.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr, tr_n
from coder_app.core.records import ImportWarning, TranscriptDraft
from coder_app.formats.cleaning import clean, run_on
from coder_app.formats.transcripts.cues import Cue, draft_of_cues
from coder_app.formats.transcripts.labels import seconds
from coder_app.formats.transcripts.reading import Reading, read_decoded
from coder_app.formats.transcripts.rolling import lines_again, without_words_again

_TIME = r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"\s*({_TIME})\s*--?>\s*({_TIME})")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^<>]*)>|(</v>)", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:[cibuv]|ruby|rt|lang|font)\b[^<>]*>|<\d[\d:.,]*>|\{\\[^{}]*\}", re.IGNORECASE
)
_WORD_TIME = re.compile(r"<\d{1,2}:\d{2}(?::\d{2})?[.,]\d{1,3}>")  # of a word in its line
_HEAD = re.compile(r"(NOTE|STYLE|REGION)\b")
_LANGUAGE = re.compile(r"Language:\s*([A-Za-z]{2,3})\b")
_MOST_TOLD = 20  # lines of one kind that are told one by one
_LONGEST_QUOTE = 40


@dataclass(slots=True)
class Captions:
    """What a file of captions holds."""

    cues: list[Cue] = field(default_factory=list)
    lost: list[tuple[int, str]] = field(default_factory=list)  # line from 1, what it says
    untimed: list[tuple[int, str]] = field(default_factory=list)  # kept with the cue before them
    notes: int = 0
    lines_again: int = 0  # lines that rolling captions show a second time
    captions_again: int = 0  # captions that begin with words of the one before
    language: str | None = None


def read_vtt(data: bytes, path: Path, reading: Reading) -> TranscriptDraft:
    """Read WebVTT captions."""
    return _read(data, path, "vtt", reading)


def read_srt(data: bytes, path: Path, reading: Reading) -> TranscriptDraft:
    """Read SRT captions, which differ by numbers and commas only."""
    return _read(data, path, "srt", reading)


def _read(data: bytes, path: Path, kind: str, reading: Reading) -> TranscriptDraft:
    decoded = read_decoded(data, path, reading.encoding)
    source, cleaned = clean(decoded.text, nfc=reading.nfc)
    found = read_captions(source)
    if not found.cues:
        raise InputProblem(
            path,
            tr("There are no captions in it."),
            tr("Check that it is a file of captions (VTT, SRT), or save it as plain text."),
        )
    draft = draft_of_cues(found.cues, data, path, kind, reading)
    replaced = (replace(warning, of_file=True) for warning in cleaned)
    return replace(
        draft,
        encoding=decoded.encoding,
        encoding_sure=decoded.sure,
        language=found.language,
        warnings=(*decoded.warnings, *replaced, *_report(found), *draft.warnings),
    )


# ---- from lines to cues


@dataclass(slots=True)
class _Caption:
    begins: float
    ends: float
    lines: list[str]
    line: int  # of the file, from 1


def read_captions(source: str) -> Captions:
    """Read captions as far as they can be read, and note what cannot be placed."""
    found = Captions()
    captions: list[_Caption] = []
    for place, (number, lines) in enumerate(_blocks(source)):
        timing = next((at for at, line in enumerate(lines) if _TIMING.match(line)), None)
        if timing is not None and timing < 2:
            captions.append(_caption(lines, timing, number))
        elif place == 0 and lines[0].startswith("WEBVTT"):
            told = next(filter(None, map(_LANGUAGE.match, lines)), None)
            found.language = told[1].casefold() if told else None
        elif _HEAD.match(lines[0]):
            found.notes += lines[0].startswith("NOTE")
        else:
            _keep_stray(captions[-1] if captions else None, lines, number, found)
    captions, found.lines_again = _unrolled(captions)
    found.cues = [cue for caption in captions for cue in _cues_of(caption)]
    if not found.lines_again:
        found.cues, found.captions_again = without_words_again(found.cues)
    return found


def _blocks(source: str) -> Iterator[tuple[int, list[str]]]:
    """Give the blocks between empty lines, each with the number of its first line."""
    begun, block = 1, list[str]()
    for number, line in enumerate((*source.split("\n"), ""), start=1):
        again = _TIMING.match(line) and any(_TIMING.match(other) for other in block)
        ends = not line.strip() and not (line and block and _TIMING.match(block[-1]))
        if block and (again or ends):
            yield begun, block
            block = []
        if line.strip():
            begun = begun if block else number
            block.append(line)


def _caption(lines: Sequence[str], timing: int, number: int) -> _Caption:
    match = _TIMING.match(lines[timing])
    assert match is not None  # it was found by this
    begins, ends = seconds(match[1]), seconds(match[2])
    return _Caption(begins, ends, list(lines[timing + 1 :]), number + timing)


def _keep_stray(last: _Caption | None, lines: Sequence[str], number: int, found: Captions) -> None:
    """Keep words without a time with the caption before them; a broken time is no words."""
    for at, line in enumerate(lines, start=number):
        words = line.strip()
        if last is not None and "->" not in line and not words.isdecimal():
            last.lines.append(line)
            found.untimed.append((at, words))
        elif not words.isdecimal():
            found.lost.append((at, words))


def _unrolled(captions: list[_Caption]) -> tuple[list[_Caption], int]:
    """Drop the lines that rolling captions, as YouTube writes them, show a second time."""
    shown = [[words for words in map(_plain, caption.lines) if words] for caption in captions]
    times_words = any(_WORD_TIME.search(line) for caption in captions for line in caption.lines)
    again = lines_again(shown, times_words=times_words)
    kept = []
    for caption, count in zip(captions, again, strict=True):
        written = [line for line in caption.lines if _plain(line)]
        kept.append(replace(caption, lines=written[count:]) if count else caption)
    return kept, sum(again)


def _cues_of(caption: _Caption) -> Iterator[Cue]:
    """Part a caption by its voice tags; each voice holds until its end tag or the next one."""
    payload = run_on(caption.lines)
    voice, start = "", 0
    for tag in (*_VOICE.finditer(payload), None):
        words = _plain(payload[start : tag.start() if tag else None])
        if words:
            yield Cue(caption.begins, caption.ends, voice, words, caption.line)
        if tag:
            voice, start = _plain(tag[1] or "").rstrip(":"), tag.end()


def _plain(marked: str) -> str:
    """Drop tags, decode entities, make one line."""
    return " ".join(html.unescape(_TAG.sub("", marked)).split())


# ---- what to tell


def _report(found: Captions) -> Iterator[ImportWarning]:
    if found.notes:
        one, many = "{n} note of the file was left out.", "{n} notes of the file were left out."
        yield ImportWarning(sentence=tr_n(one, many, found.notes))
    if found.lines_again:
        sentence = tr_n(
            "{n} line that a caption repeats from the one before was left out.",
            "{n} lines that captions repeat from the one before were left out.",
            found.lines_again,
        )
        yield ImportWarning(sentence=sentence)
    if found.captions_again:
        sentence = tr_n(
            "{n} caption begins with words of the one before; they were left out.",
            "{n} captions begin with words of the one before; they were left out.",
            found.captions_again,
        )
        yield ImportWarning(sentence=sentence)
    yield from _lines_told(
        found.lost, tr("Line {0} of the file: “{1}” belongs to no caption and was left out.")
    )
    yield from _lines_told(
        found.untimed, tr("Line {0} of the file: “{1}” has no time; it stays with what is before.")
    )


def _lines_told(lines: Sequence[tuple[int, str]], sentence: str) -> Iterator[ImportWarning]:
    for number, words in lines[:_MOST_TOLD]:
        quote = words if len(words) <= _LONGEST_QUOTE else f"{words[:_LONGEST_QUOTE]}…"
        told = sentence.format(number, quote)
        yield ImportWarning(sentence=told, line=number, of_file=True)
    rest = len(lines) - _MOST_TOLD
    if rest > 0:
        sentence = tr_n("So is {n} more line.", "So are {n} more lines.", rest)
        yield ImportWarning(sentence=sentence, line=lines[_MOST_TOLD][0], of_file=True)
