# SPDX-License-Identifier: MIT
"""Transcripts as Whisper and its kin write them in JSON: segments with times, perhaps speakers."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.core.records import TranscriptDraft
from coder_app.formats.transcripts.cues import Cue, draft_of_cues
from coder_app.formats.transcripts.reading import Reading, read_decoded

_SEGMENTS = ("segments", "transcription", "chunks", "utterances", "results")
_LONGEST_LANGUAGE = 3
_MOST_GROUPS = 500_000  # ten hours of speech, told word by word, have 100,000


def read_json(data: bytes, path: Path, reading: Reading) -> TranscriptDraft:
    """Read segments from JSON: {"segments": [{"start": 0.5, "end": 2, "text": "…"}]}."""
    decoded = read_decoded(data, path, reading.encoding)
    if decoded.text.count("{") + decoded.text.count("[") > _MOST_GROUPS:
        what = tr("It has far more parts than a transcript.")
        raise InputProblem(path, what, tr("Split it into several files."))
    try:
        content = json.loads(decoded.text)
    except (ValueError, RecursionError):  # digits without end are a ValueError, too
        what = tr("It is no valid JSON.")
        raise InputProblem(path, what, tr("Let the program that wrote it write it anew.")) from None
    cues = list(_cues_of(content))
    if not cues:
        what = tr("There are no segments with words in it, as speech recognition writes them.")
        raise InputProblem(path, what, tr("Save the transcript as VTT, SRT or plain text."))
    draft = draft_of_cues(cues, data, path, "json", reading)
    return replace(
        draft,
        encoding=decoded.encoding,
        encoding_sure=decoded.sure,
        language=_language(content),
        warnings=(*decoded.warnings, *draft.warnings),
    )


def _cues_of(content: object) -> Iterator[Cue]:
    for number, segment in enumerate(_segments(content), start=1):
        words = segment.get("text")
        if not isinstance(words, str) or not words.strip():
            continue
        speaker = segment.get("speaker")
        begins, ends = _times(segment)
        voice = " ".join(speaker.split()) if isinstance(speaker, str) else ""
        yield Cue(begins, ends, voice, " ".join(words.split()), number)


def _segments(content: object) -> list[Mapping[str, Any]]:
    """Find the list of segments, whatever the program calls it."""
    if isinstance(content, Mapping):
        content = next((content[key] for key in _SEGMENTS if key in content), None)
    return [each for each in content if isinstance(each, dict)] if isinstance(content, list) else []


def _times(segment: Mapping[str, Any]) -> tuple[float | None, float | None]:
    """Read begin and end in seconds; whisper.cpp counts milliseconds under "offsets"."""
    offsets, stamps = segment.get("offsets"), segment.get("timestamp")
    if isinstance(offsets, dict):
        begins, ends = _number(offsets.get("from")), _number(offsets.get("to"))
        return (None if begins is None else begins / 1000, None if ends is None else ends / 1000)
    if isinstance(stamps, list) and len(stamps) == 2:
        return _number(stamps[0]), _number(stamps[1])
    return _number(segment.get("start")), _number(segment.get("end"))


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) and number >= 0 else None


def _language(content: object) -> str | None:
    if not isinstance(content, Mapping):
        return None
    result = content.get("result")
    told = content.get("language") or (result.get("language") if isinstance(result, dict) else None)
    if isinstance(told, str) and 2 <= len(told) <= _LONGEST_LANGUAGE and told.isalpha():
        return told.casefold()
    return None
