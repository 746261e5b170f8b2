# SPDX-License-Identifier: MIT
"""One row of an import: a file, a part of one, or a table; and what will happen to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from coder_app.core.described import Described
from coder_app.core.errors import CoderAppError
from coder_app.core.places import tr, tr_n
from coder_app.core.records import ImportWarning, TranscriptDraft
from coder_app.formats.arriving.column_wish import ColumnWish
from coder_app.formats.arriving.handling import Handling, Offers
from coder_app.formats.arriving.tables import AnswerTable, TableDrafts
from coder_app.ui.models.turn_edits import TurnEdit, corrected

Key = tuple[Path, int]  # a file, and which part of it
_NO_OFFERS = Offers()
AS_IT_COMES = Handling()


class FileState(StrEnum):
    """What will happen to a file when Add is pressed."""

    READING = "reading"
    READY = "ready"
    LOOK = "look"  # will be added; there is something to look at
    AGAIN = "again"  # the same text or file is there already
    BAD = "bad"
    COLUMNS = "columns"  # a table that cannot go in before its columns are put right


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """What came of a file: transcripts, or a table with what was made of it."""

    drafts: tuple[TranscriptDraft, ...] = ()
    offers: Offers = _NO_OFFERS
    table: AnswerTable | None = None
    wish: ColumnWish | None = None
    made: TableDrafts | None = None
    described: Described | None = None  # what the table says of participants
    why_not: str = ""  # the table cannot go in so
    texts: tuple[str, ...] = ()  # SHA-256 of each transcript
    sources: tuple[str, ...] = ()  # ... and of what it was read from

    @classmethod
    def of(cls, drafts: Sequence[TranscriptDraft], offers: Offers = _NO_OFFERS) -> FileRead:
        """Give what came of a file that is no table."""
        bodies = {draft.original for draft in drafts}  # parts of a file have the same
        digests = {body: sha256(body).hexdigest() if body else "" for body in bodies}
        return cls(
            drafts=tuple(drafts),
            offers=offers,
            texts=tuple(draft.text_sha256 for draft in drafts),
            sources=tuple(digests[draft.original] for draft in drafts),
        )


_NOTHING_READ = FileRead()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a question: what was read of a file, or why it cannot be."""

    path: Path
    asked: int  # number of the question
    read: FileRead | None = None
    problem: CoderAppError | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """A file, or a part of it, and what became of it."""

    path: Path
    part: int = 0
    parts: int = 1
    handling: Handling = AS_IT_COMES
    columns: ColumnWish | None = None  # what a person wants of a table
    asked: int = 0  # number of the reading that counts
    reading: bool = True
    first: TranscriptDraft | None = None  # before corrections by hand
    draft: TranscriptDraft | None = None  # with them; none of a table, or before it is read
    edits: tuple[TurnEdit, ...] = ()
    read: FileRead = _NOTHING_READ
    texts: tuple[str, ...] = ()  # SHA-256 of its transcripts
    sources: tuple[str, ...] = ()  # ... and of what they were read from
    is_wanted_again: bool = False  # a person adds it though it is there already
    again: str = ""  # why it is taken for something that is there already
    problem: str = ""
    state: FileState = FileState.READING

    @property
    def key(self) -> Key:
        """Tell this row from all others."""
        return (self.path, self.part)

    @property
    def table(self) -> AnswerTable | None:
        """Give the table that this row is."""
        return self.read.table

    @property
    def drafts(self) -> tuple[TranscriptDraft, ...]:
        """Give all transcripts of this row."""
        if self.table is not None:
            return self.read.made.drafts if self.read.made else ()
        return (self.draft,) if self.draft else ()

    @property
    def warnings(self) -> tuple[ImportWarning, ...]:
        """Give what is to be looked at."""
        if self.table is not None:
            return (*self.table.warnings, *(self.read.made.warnings if self.read.made else ()))
        return self.first.warnings if self.first else ()

    def taking(self, read: FileRead, first: TranscriptDraft | None) -> ImportRow:
        """Take what was read anew; corrections of single turns hold while turns are the same."""
        before = self.first
        same = before is not None and first is not None and len(before.turns) == len(first.turns)
        if before is not None and first is not None and before.text == first.text:
            same = True
        edits = self.edits if same else tuple(e for e in self.edits if e.role is not None)
        row = replace(self, first=first, read=read, problem=read.why_not, reading=False)
        mine = slice(None) if read.table else slice(self.part, self.part + 1)
        row = replace(row, texts=read.texts[mine], sources=read.sources[mine])
        return replace(row, edits=edits, draft=_corrected(first, edits))

    def with_edits(self, edits: Sequence[TurnEdit]) -> ImportRow:
        """Take more corrections by hand."""
        draft = _corrected(self.draft, edits)
        return replace(self, edits=(*self.edits, *edits), draft=draft)


def _corrected(draft: TranscriptDraft | None, edits: Sequence[TurnEdit]) -> TranscriptDraft | None:
    if draft is None or not edits:
        return draft
    return replace(draft, turns=corrected(draft.turns, edits))


# ---- in words

_KINDS = {
    "txt": tr("Text"),
    "text": tr("Text"),
    "md": tr("Markdown"),
    "markdown": tr("Markdown"),
    "docx": tr("Word"),
    "odt": tr("ODT"),
    "fodt": tr("ODT"),
    "rtf": tr("Rich text"),
    "pdf": tr("PDF"),
    "html": tr("Web page"),
    "htm": tr("Web page"),
    "xhtml": tr("Web page"),
    "vtt": tr("Subtitles"),
    "srt": tr("Subtitles"),
    "json": tr("Recognised"),
    "zip": tr("Archive"),
}
_TABLE_KINDS = ("csv", "tsv", "xlsx")
_ENCODINGS = {"mac-roman": "Mac Roman", "big5": "Big5", "cp932": "Shift JIS", "cp949": "Korean"}


def kind_text(row: ImportRow) -> str:
    """Name the kind of a file as people know it."""
    kind = row.first.format if row.first else row.path.suffix.lower().lstrip(".")
    if row.table is not None or kind in _TABLE_KINDS:
        return tr("Table")
    if not kind:
        return tr("Folder") if row.reading else ""
    return _KINDS.get(kind, kind.upper())


def name_text(row: ImportRow) -> str:
    """Name a file; of a file with several interviews the part too."""
    if row.parts == 1 or row.first is None:
        return row.path.name
    return tr("{0} › {1}").format(row.path.name, row.first.name)


def encoding_name(encoding: str) -> str:
    """Write an encoding as people know it: UTF-8, Windows-1252."""
    if encoding in _ENCODINGS:
        return _ENCODINGS[encoding]
    name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
    if name.startswith("CP125"):
        return f"Windows-{name[2:]}"
    return name.replace("ISO8859", "ISO 8859")


def encoding_text(row: ImportRow) -> str:
    """Name the encoding; a question mark says that it is a guess."""
    source = row.table or row.first
    if source is None:
        return ""
    if source.encoding is None:
        return "–"
    return tr("{0} ?" if is_guessed(row) else "{0}").format(encoding_name(source.encoding))


def is_guessed(row: ImportRow) -> bool:
    """Tell whether the encoding is a guess."""
    source = row.table or row.first
    return source is not None and not source.encoding_sure and row.handling.encoding is None


def speakers_text(row: ImportRow) -> str:
    """Count the speakers who have a name; of a table the participants."""
    if not row.drafts:
        return ""
    if row.table is not None:
        people = set(row.read.made.participants.values()) if row.read.made else set()
        return f"{len(people):,}"
    names = {name for draft in row.drafts for name in draft.speakers if name}
    return f"{len(names):,}"


def turns_text(row: ImportRow) -> str:
    """Count the turns."""
    return f"{sum(len(draft.turns) for draft in row.drafts):,}" if row.drafts else ""


def state_text(row: ImportRow) -> str:
    """Say in few words what will happen to a file."""
    if row.state is FileState.LOOK:
        n = len(row.warnings)
        return tr_n("{n} thing to look at", "{n} things to look at", n)
    if row.state is FileState.READY and row.table is not None:
        return tr_n("{n} transcript", "{n} transcripts", len(row.drafts))
    return {
        FileState.READING: tr("reading …"),
        FileState.READY: tr("ready"),
        FileState.AGAIN: tr("there already"),
        FileState.BAD: tr("cannot be read"),
        FileState.COLUMNS: tr("look at its columns"),
    }[row.state]


def how_far(rows: Sequence[ImportRow]) -> str:
    """Say how many files are read."""
    done = sum(not row.reading for row in rows)
    return tr("Reading: {0} of {1} done.").format(done, len(rows))


def outcome(rows: Sequence[ImportRow], passed_over: int) -> str:
    """Say what will be added, and why the rest will not."""
    states = Counter(row.state for row in rows)
    wanted = (row for row in rows if row.state in (FileState.READY, FileState.LOOK))
    adding = sum(len(row.drafts) for row in wanted)
    parts = [tr_n("{n} will be added", "{n} will be added", adding)]
    for n, one, many in (
        (states[FileState.AGAIN], "{n} is there already", "{n} are there already"),
        (
            states[FileState.COLUMNS],
            "{n} table is to be looked at",
            "{n} tables are to be looked at",
        ),
        (states[FileState.BAD], "{n} cannot be read", "{n} cannot be read"),
        (passed_over, "{n} file of another kind passed over", "{n} of other kinds passed over"),
    ):
        if n:
            parts.append(tr_n(one, many, n))
    return tr("{0}.").format(", ".join(parts))
