# SPDX-License-Identifier: MIT
"""Answers in a table (CSV, TSV, XLSX): a row an answer, columns for words, person and attributes.

`read_answers` opens the file and guesses; a person corrects the `TableChoice`; `drafts_of` makes
transcripts of it, in memory only.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from statistics import median

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr, tr_n
from coder_app.core.records import ImportWarning, SpeakerRole, TranscriptDraft, Turn
from coder_app.formats.cells import CellTables
from coder_app.formats.cleaning import clean, refuse_unreadable
from coder_app.formats.limits import MAX_MEMBER, read_bytes
from coder_app.formats.transcripts.reading import read_decoded

ANSWER_SUFFIXES = (".csv", ".tsv", ".xlsx")
MAX_ROWS = 100_000
MAX_COLUMNS = 1_000

_PERSON = re.compile(
    r"(?:.*\b)?(?:id|participant|respondent|interviewee|case|pseudonym|name|code|person|teilnehmer"
    r"(?:in)?|befragter?|participante|encuestad[oa]|répondant)(?:[\s_#-]*(?:id|no|nr|number|code))?",
    re.IGNORECASE,
)
_OF_A_SURVEY = re.compile(r"\{\"ImportId\":")  # third row of what Qualtrics exports
_LONG = 40  # characters; answers in words are longer, attributes shorter
_LONGEST_NAME = 60
_LOOKED_AT = 500  # rows


class Each(StrEnum):
    """What becomes a transcript of its own."""

    PARTICIPANT = "participant"  # all rows of one person
    ROW = "row"

    @property
    def words(self) -> str:
        """Name it as a choice shows it."""
        return {
            Each.PARTICIPANT: tr("one transcript for each participant"),
            Each.ROW: tr("one transcript for each row"),
        }[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableChoice:
    """Which columns, counted from 0, hold what."""

    texts: tuple[int, ...]
    participant: int | None = None
    attributes: tuple[int, ...] = ()
    each: Each = Each.PARTICIPANT


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTable:
    """A table as read: names of its columns, its rows, and a guess at what is what."""

    path: Path
    sheet: str  # "" for a text file
    sheets: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]  # each as wide as `columns`
    guess: TableChoice
    encoding: str | None = None
    encoding_sure: bool = True
    warnings: tuple[ImportWarning, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDrafts:
    """Transcripts made of a table, and what it says of the persons.

    `participants` goes by a draft's number, as `documents.add_documents` takes it; `attributes`
    by the participant's name, then by the column's.
    """

    drafts: tuple[TranscriptDraft, ...]
    participants: Mapping[int, str] = field(default_factory=dict)
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    warnings: tuple[ImportWarning, ...] = ()


def read_answers(
    path: Path, *, sheet: str | None = None, encoding: str | None = None
) -> AnswerTable:
    """Read a table whose first row names the columns; nothing of it is a transcript yet."""
    path = Path(path)
    return answers_in(read_bytes(path, limit=MAX_MEMBER), path, sheet=sheet, encoding=encoding)


def answers_in(
    data: bytes, path: Path, *, sheet: str | None = None, encoding: str | None = None
) -> AnswerTable:
    """Read the bytes of a table that is called `path`, wherever they come from."""
    if not data:
        raise InputProblem(path, tr("It is empty."), tr("Choose another file."))
    decoded = None if data.startswith(b"PK") else read_decoded(data, path, encoding)
    source = decoded.text.encode("utf-8-sig", "surrogatepass") if decoded else data
    tables = CellTables(source, path)
    chosen = sheet if sheet in tables.names else tables.names[0]
    columns, rows = _with_head(_bounded(tables.rows(chosen), path), path)
    return AnswerTable(
        path=path,
        sheet=chosen,
        sheets=tables.names,
        columns=columns,
        rows=rows,
        guess=guess_choice(columns, rows),
        encoding=decoded.encoding if decoded else None,
        encoding_sure=decoded.sure if decoded else True,
        warnings=decoded.warnings if decoded else (),
    )


def _bounded(rows: Iterable[list[str]], path: Path) -> list[list[str]]:
    """Leave out blank rows and what is blank on the right, and stop in time."""
    kept: list[list[str]] = []
    for number, row in enumerate(rows, start=1):
        cells = [clean(cell)[0].strip() for cell in row[: MAX_COLUMNS + 1]]
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > MAX_COLUMNS or len(kept) > MAX_ROWS:
            what = tr("It has more rows or columns than a table of answers (row {0}).")
            raise InputProblem(path, what.format(f"{number:,}"), tr("Split it."))
        if cells:
            kept.append(cells)
    return kept


def _with_head(
    rows: list[list[str]], path: Path
) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Take the first row for names; Qualtrics writes the questions into the second."""
    head, body = rows[:1], rows[1:]
    if len(rows) > 2 and any(_OF_A_SURVEY.match(cell) for cell in rows[2]):
        head, body = rows[1:2], rows[3:]
    if not body:
        what = tr("It has no row below the one that names the columns.")
        raise InputProblem(path, what, tr("Give each answer a row."))
    width = max(map(len, (*head, *body)))
    names = [*head[0], *[""] * (width - len(head[0]))]
    columns = tuple(name or tr("Column {0}").format(n) for n, name in enumerate(names, start=1))
    return columns, tuple((*row, *[""] * (width - len(row))) for row in body)


# ---- what is what


def guess_choice(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> TableChoice:
    """Guess which columns hold answers in words, which names the person, which are attributes."""
    cells = [[row[at] for row in rows[:_LOOKED_AT] if row[at]] for at in range(len(columns))]
    texts = tuple(at for at, column in enumerate(cells) if _is_prose(column))
    rest = [at for at, column in enumerate(cells) if column and at not in texts]
    participant = next((at for at in rest if _names_people(columns[at], cells[at])), None)
    if not texts and rest:  # the longest words there are
        longest = max(rest, key=lambda at: sum(map(len, cells[at])) / len(cells[at]))
        texts, participant = (longest,), None if participant == longest else participant
    attributes = tuple(at for at in rest if at != participant and at not in texts)
    return TableChoice(texts=texts, participant=participant, attributes=attributes)


def _is_prose(cells: Sequence[str]) -> bool:
    if not cells:
        return False
    is_long = median(map(len, cells)) >= _LONG or max(map(len, cells)) >= 4 * _LONG
    return is_long and len(set(cells)) > len(cells) / 3


def _names_people(name: str, cells: Sequence[str]) -> bool:
    short = all(len(cell) <= _LONGEST_NAME for cell in cells)
    return short and _PERSON.fullmatch(name.strip()) is not None


# ---- transcripts


def drafts_of(table: AnswerTable, choice: TableChoice, *, nfc: bool = False) -> TableDrafts:
    """Make transcripts: each answer is a turn of the person, below its question if there are more.

    A row without words in the chosen columns is left out, and counted.
    """
    groups, unnamed, blank = _grouped(table, choice)
    drafts: list[TranscriptDraft] = []
    participants: dict[int, str] = {}
    attributes: dict[str, dict[str, str]] = {}
    clashes = 0
    for name, numbers in groups.items():
        rows = [table.rows[number] for number in numbers]
        person = rows[0][choice.participant] if choice.participant is not None else ""
        if person:
            participants[len(drafts)] = person
            clashes += _gather(attributes.setdefault(person, {}), table, choice, rows)
        drafts.append(_draft(table, choice, name, person, rows, nfc=nfc))
    if not drafts:
        what = tr("There are no words in the chosen columns.")
        raise InputProblem(table.path, what, tr("Choose the columns that hold the answers."))
    return TableDrafts(
        drafts=tuple(drafts),
        participants=participants,
        attributes=attributes,
        warnings=tuple(_report(blank, unnamed, clashes)),
    )


def _grouped(table: AnswerTable, choice: TableChoice) -> tuple[dict[str, list[int]], int, int]:
    """Give the rows of each transcript by its name; rows without a person stand alone."""
    groups: dict[str, list[int]] = {}
    unnamed = blank = 0
    for number, row in enumerate(table.rows):
        person = row[choice.participant] if choice.participant is not None else ""
        if not any(row[at] for at in choice.texts):
            blank += 1
            continue
        unnamed += not person and choice.participant is not None
        name = person or tr("Row {0}").format(number + 2)
        if choice.each is Each.ROW and name in groups:
            name = tr("{0}, row {1}").format(name, number + 2)
        groups.setdefault(name, []).append(number)
    return groups, unnamed, blank


def _gather(
    known: dict[str, str], table: AnswerTable, choice: TableChoice, rows: Sequence[Sequence[str]]
) -> int:
    """Note what the rows say of a person; tell how often they contradict what was said first."""
    clashes = 0
    for row in rows:
        for at in choice.attributes:
            if row[at]:
                clashes += known.setdefault(table.columns[at], row[at]) != row[at]
    return clashes


def _draft(
    table: AnswerTable,
    choice: TableChoice,
    name: str,
    person: str,
    rows: Sequence[Sequence[str]],
    *,
    nfc: bool,
) -> TranscriptDraft:
    answer = SpeakerRole.PARTICIPANT
    said = [
        each
        for row in rows
        for at in choice.texts
        if row[at]
        for each in ((table.columns[at], SpeakerRole.INTERVIEWER), (row[at], answer))
        if each[1] is answer or len(choice.texts) > 1
    ]
    pieces, turns, position = [], [], 0
    for words, role in said:
        words = clean(words, nfc=nfc)[0].strip()
        speaker = person if role is answer else tr("Question")
        turns.append(_turn(speaker, role, position, position + len(words)))
        gap = "\n\n" if role is answer else "\n"
        pieces += [words, gap]
        position += len(words) + len(gap)
    text = "".join(pieces[:-1])
    refuse_unreadable(text, table.path)
    return TranscriptDraft(
        name=name,
        text=text,
        turns=tuple(turns),
        original=_as_csv(table.columns, rows),
        format="csv",
        path=table.path.with_name(f"{table.path.stem} – {_file_name(name)}.csv"),
        encoding=None,
    )


def _turn(speaker: str, role: SpeakerRole, start: int, end: int) -> Turn:
    return Turn(
        speaker=speaker, role=role, label_start=start, label_end=start, start=start, end=end
    )


def _file_name(name: str) -> str:
    return re.sub(r"[\\/:*?\"<>|\0-\x1f]", "_", name)[:_LONGEST_NAME]


def _as_csv(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Keep a transcript's own rows as its original, not the whole table each time."""
    out = io.StringIO()
    csv.writer(out).writerows([columns, *rows])
    return out.getvalue().encode("utf-8", "replace")


def _report(blank: int, unnamed: int, clashes: int) -> Iterable[ImportWarning]:
    if blank:
        one = "{n} row has no words in the chosen columns and was left out."
        many = "{n} rows have no words in the chosen columns and were left out."
        yield ImportWarning(sentence=tr_n(one, many, blank))
    if unnamed:
        one = "{n} row names no participant and stands alone."
        many = "{n} rows name no participant and stand alone."
        yield ImportWarning(sentence=tr_n(one, many, unnamed))
    if clashes:
        one = "{n} cell says something else of a participant than a row before; the first counts."
        many = "{n} cells say something else of a participant than rows before; the first counts."
        yield ImportWarning(sentence=tr_n(one, many, clashes))
