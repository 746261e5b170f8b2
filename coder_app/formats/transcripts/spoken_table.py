# SPDX-License-Identifier: MIT
"""One transcript as a table: a row a turn, with columns for words, speaker, begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.core.records import TranscriptDraft
from coder_app.formats.cells import CellTables
from coder_app.formats.transcripts.cues import Cue, draft_of_cues
from coder_app.formats.transcripts.labels import seconds
from coder_app.formats.transcripts.reading import Reading, read_decoded


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_TEXT = _words("text content transcript utterance words sentence caption said message texte texto")
_SPEAKER = _words("speaker who name voice author sprecher sprecherin locuteur hablante falante")
_BEGIN = _words("start begin begins from time timestamp start_time starttime anfang début inicio")
_END = _words("end ends to stop end_time endtime ende fin fim")
_CLOCK = re.compile(r"\d{1,4}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,6})?")
_NUMBER = re.compile(r"\d{1,9}(?:[.,]\d{1,6})?")
_MILLISECONDS = 100  # a turn of more seconds than this on average is counted in thousandths
_MOST_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class _Columns:
    text: int
    speaker: int | None
    begin: int | None
    end: int | None


def read_spoken_table(data: bytes, path: Path, reading: Reading) -> TranscriptDraft:
    """Read a table with columns such as start, end, speaker and text, as Whisper writes it."""
    is_text = not data.startswith(b"PK")
    decoded = read_decoded(data, path, reading.encoding) if is_text else None
    source = decoded.text.encode("utf-8-sig", "surrogatepass") if decoded else data
    rows = _rows(source, path)
    columns = _columns(next(rows, []))
    cues = list(_cues_of(rows, columns)) if columns else []
    if columns is None or not _is_one_talk(cues, columns):
        raise _no_talk(path)
    draft = draft_of_cues(_in_seconds(cues), data, path, _kind(path), reading)
    if decoded is None:
        return draft
    return replace(
        draft,
        encoding=decoded.encoding,
        encoding_sure=decoded.sure,
        warnings=(*decoded.warnings, *draft.warnings),
    )


def _kind(path: Path) -> str:
    return path.suffix.casefold().lstrip(".") or "csv"


def _rows(data: bytes, path: Path) -> Iterator[list[str]]:
    """Go through the rows that hold something, within bounds."""
    for number, row in enumerate(CellTables(data, path).rows()):
        if number > _MOST_ROWS:
            what = tr("It has more than {0} rows.").format(f"{_MOST_ROWS:,}")
            raise InputProblem(path, what, tr("Split it."))
        yield row


def _columns(head: Sequence[str]) -> _Columns | None:
    """Find the columns by their names; without words and speaker or time it is no talk."""
    names = [name.strip().casefold() for name in head]

    def place(known: frozenset[str]) -> int | None:
        return next((at for at, name in enumerate(names) if name in known), None)

    text, speaker, begin = place(_TEXT), place(_SPEAKER), place(_BEGIN)
    if text is None or (speaker is None and begin is None):
        return None
    return _Columns(text, speaker, begin, place(_END))


def _cues_of(rows: Iterator[list[str]], columns: _Columns) -> Iterator[Cue]:
    for line, row in enumerate(rows, start=2):

        def cell(place: int | None, row: list[str] = row) -> str:
            return row[place].strip() if place is not None and place < len(row) else ""

        words = " ".join(cell(columns.text).split())
        if words:
            voice = " ".join(cell(columns.speaker).split())
            yield Cue(_time(cell(columns.begin)), _time(cell(columns.end)), voice, words, line)


def _time(cell: str) -> float | None:
    if _CLOCK.fullmatch(cell) or _NUMBER.fullmatch(cell):
        return seconds(cell)
    return None


def _is_one_talk(cues: Sequence[Cue], columns: _Columns) -> bool:
    """Tell a talk from a table of answers: there each row has another name, and no time."""
    if columns.begin is not None and any(cue.begins is not None for cue in cues):
        return True
    names = [cue.voice for cue in cues if cue.voice]
    return bool(names) and 2 * len(set(names)) <= len(names)


def _in_seconds(cues: list[Cue]) -> list[Cue]:
    """Turn thousandths of a second, which Whisper writes, into seconds."""
    begins = [cue.begins for cue in cues if cue.begins is not None]
    rises = [later - earlier for earlier, later in pairwise(begins) if later > earlier]
    is_whole = all(begin.is_integer() for begin in begins)
    if not rises or not is_whole or sum(rises) / len(rises) < _MILLISECONDS:
        return cues
    return [
        replace(
            cue,
            begins=None if cue.begins is None else cue.begins / 1000,
            ends=None if cue.ends is None else cue.ends / 1000,
        )
        for cue in cues
    ]


def _no_talk(path: Path) -> InputProblem:
    what = tr("It is a table, but no transcript with a turn in each row.")
    remedy = tr("If it is one, call its columns text and speaker, or text, start and end.")
    return InputProblem(path, what, remedy)
