# SPDX-License-Identifier: MIT
"""What crosses a floor: frozen records, one a question. Positions are code points, end excluded."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from coder_app.core.places import tr
from coder_app.core.spans import Span

Guid = UUID


class SpeakerRole(StrEnum):
    """Who a speaker is in the interview; units of agreement are cut from participants' turns."""

    PARTICIPANT = "participant"
    INTERVIEWER = "interviewer"
    OTHER = "other"
    NONE = "none"


class CoderRole(StrEnum):
    """What a person may do in the project."""

    LEAD = "lead"
    CODER = "coder"
    READER = "reader"


class CodeStatus(StrEnum):
    """Where a code is in its life."""

    PROPOSED = "proposed"
    IN_USE = "in use"
    RETIRED = "retired"


class AssignmentStatus(StrEnum):
    """How far a coder is with a document."""

    OPEN = "open"
    DONE = "done"


class Purpose(StrEnum):
    """What an assignment is for."""

    MAIN = "main"
    RELIABILITY = "reliability"  # coded by several, to measure agreement
    PRACTICE = "practice"  # coded blind to learn; marked done, it shows what was settled

    @property
    def words(self) -> str:
        """Name the purpose as tables show it."""
        return {
            Purpose.MAIN: tr("main coding"),
            Purpose.RELIABILITY: tr("reliability"),
            Purpose.PRACTICE: tr("practice"),
        }[self]


class DisagreementKind(StrEnum):
    """In what way coders differ."""

    MISSING = "missing"
    BORDER = "border"
    OTHER_CODE = "other code"
    WEIGHT = "other weight"
    VERSION = "other version"  # nothing else differs, but they knew different codebooks

    @property
    def words(self) -> str:
        """Name the kind as tables show it."""
        return {
            DisagreementKind.MISSING: tr("missed by one"),
            DisagreementKind.BORDER: tr("other borders"),
            DisagreementKind.OTHER_CODE: tr("another code"),
            DisagreementKind.WEIGHT: tr("another weight"),
            DisagreementKind.VERSION: tr("another codebook version"),
        }[self]


class Outcome(StrEnum):
    """What became of a disagreement."""

    CODER = "coder"  # as one of the coders has it
    BOTH = "both"  # as all of them have it together
    NOTHING = "nothing"  # nobody was right to mark it
    OWN = "own"  # other borders, or another code, than any coder gave

    @property
    def words(self) -> str:
        """Name the outcome as tables show it."""
        return {
            Outcome.CODER: tr("one coder’s"),
            Outcome.BOTH: tr("both"),
            Outcome.NOTHING: tr("neither"),
            Outcome.OWN: tr("another solution"),
        }[self]


# ---- transcripts


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One speaker's stretch of a document: where its label lies, and where its words do.

    `label_start == label_end` where the text holds no label; `start == end` where nothing is said.
    """

    speaker: str
    role: SpeakerRole
    label_start: int
    label_end: int
    start: int
    end: int
    begins: float | None = None  # seconds of the recording
    ends: float | None = None
    participant: Guid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportWarning:
    """Something to look at before a transcript goes in; `line` from 1, None is the whole file."""

    sentence: str
    line: int | None = None
    of_file: bool = False  # the line counts in the file, which is not laid out as the text is


class BreakKind(StrEnum):
    """What begins at a place where a transcript may be split."""

    HEADING = "heading"
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A place where a file with several interviews may be split; `level` is a heading's, from 1."""

    kind: BreakKind
    start: int
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class TranscriptDraft:
    """A transcript as read from a file, in memory only until it is added."""

    name: str
    text: str  # line ends are LF
    turns: tuple[Turn, ...]
    original: bytes
    format: str  # "txt" | "docx" | "vtt" …
    path: Path | None = None
    encoding: str | None = None  # None where the format leaves no choice
    encoding_sure: bool = True
    language: str | None = None  # as the file says, or as guessed where the guess is sure
    warnings: tuple[ImportWarning, ...] = ()
    breaks: tuple[Break, ...] = ()

    @property
    def text_sha256(self) -> str:
        """Hash of the text, to notice the same transcript again."""
        return sha256(self.text.encode("utf-8")).hexdigest()

    @property
    def speakers(self) -> tuple[str, ...]:
        """Names in order of appearance, each once."""
        return tuple(dict.fromkeys(turn.speaker for turn in self.turns))


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """A document as lists show it to one viewer."""

    guid: Guid
    state: Guid
    name: str
    participant: Guid | None
    participant_name: str
    attributes: tuple[tuple[str, str], ...]  # participant's attributes, (name, value as shown)
    characters: int
    words: int
    codings: int  # those the viewer may see
    share_read: float  # 0..1, this viewer
    assigned: bool  # to this viewer
    status: AssignmentStatus | None  # of this viewer's assignment
    coders: tuple[str, ...]  # names of all who are assigned


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """One document opened: current wording, turns and the codings this viewer may see."""

    guid: Guid
    state: Guid
    name: str
    wording: Guid
    text: str
    sha256: str
    format: str
    language: str | None
    participant: Guid | None
    participant_name: str
    attributes: tuple[tuple[str, str], ...]
    turns: tuple[Turn, ...]
    codings: tuple[CodingRecord, ...]
    status: AssignmentStatus | None
    furthest: int  # furthest code point that has been on this viewer's screen


# ---- codebook


@dataclass(frozen=True, slots=True, kw_only=True)
class ScaleLevel:
    """One level of a code's ordinal scale."""

    weight: int  # 0 to 9, the digit that sets it
    label: str
    anchor: str = ""  # what a passage on this level says


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeDraft:
    """A code as a codebook file describes it; other codes are named, not numbered."""

    name: str
    parent: str | None = None
    codable: bool = True  # False: a group such as Motives
    colour: str = ""  # name in the palette, or #rrggbb from elsewhere
    key: str = ""
    question: str = ""
    definition: str = ""
    use_when: tuple[str, ...] = ()
    do_not_use_when: tuple[str, ...] = ()  # "…: use NAME" names the neighbour
    example: str = ""
    borderline: str = ""
    near_miss: str = ""
    near_miss_code: str = ""  # the right code for the near miss
    anchor: str = ""  # construct of the literature
    source: str = ""  # its reference
    where: str = ""  # heading in the study's source text
    home_motive: str = ""
    level: str = ""  # "semantic" | "latent"
    scale: tuple[ScaleLevel, ...] = ()
    status: CodeStatus = CodeStatus.IN_USE
    guid: Guid | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookDraft:
    """A codebook as read from a file."""

    title: str
    description: str = ""
    method: str = ""  # what kind of analysis, and that definitions are stipulated
    language: str = ""
    rules: tuple[str, ...] = ()  # general rules at the head
    codes: tuple[CodeDraft, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeRecord:
    """A code with every field, its place in the tree and the codings the viewer may see."""

    guid: Guid
    state: Guid
    name: str
    parent: Guid | None
    family: str  # name of the group it stands under; "" at the top
    path: str  # "Constructs > relatability capital"
    codable: bool
    position: int
    colour: str
    key: str
    question: str
    definition: str
    use_when: tuple[str, ...]
    do_not_use_when: tuple[str, ...]
    example: str
    borderline: str
    near_miss: str
    near_miss_code: str
    anchor: str
    source: str
    where: str
    home_motive: str
    level: str
    scale: tuple[ScaleLevel, ...]
    status: CodeStatus
    merged_into: Guid | None
    effective: Guid  # itself, or what it was merged into
    codings: int  # own, those the viewer may see


@dataclass(frozen=True, slots=True, kw_only=True)
class CodebookVersionRecord:
    """A closed version of the codebook."""

    guid: Guid
    number: int
    closed: datetime
    author: str
    reason: str


# ---- coding


@dataclass(frozen=True, slots=True, kw_only=True)
class CodingRecord:
    """A coding as text, margin and lists show it."""

    guid: Guid
    state: Guid
    document: Guid
    wording: Guid  # the wording `span` counts in (the current one)
    span: Span | None  # None: could not be placed in the corrected text
    code: Guid  # what stands for its code now (merged codes resolved)
    code_name: str
    colour: str
    key: str
    coder: Guid
    coder_name: str
    weight: int | None
    weight_label: str
    memo: str
    created: datetime
    changed: datetime
    version: int | None  # number of the codebook version it was made under


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentRecord:
    """A coding shown with its words, as retrieved lists and the workbook have it."""

    coding: CodingRecord
    document_name: str
    participant_name: str
    attributes: tuple[tuple[str, str], ...]
    family: str
    path: str
    line: int  # document's own line, from 1
    speaker: str
    text: str
    before: str  # a little context
    after: str
    turn: int = 0  # number of the turn it begins in, from 1
    role: SpeakerRole | None = None  # of who speaks there
    begins: float | None = None  # seconds of the recording at which that turn begins
    words: int = 0  # in the passage, where they were asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoRecord:
    """A note on something: a coding, code, document, participant or the project (`about` None)."""

    guid: Guid
    state: Guid
    kind: str  # "coding" | "code" | "document" | "participant" | "project"
    about: Guid | None
    text: str
    coder: Guid
    coder_name: str
    changed: datetime


# ---- people


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderRecord:
    """A person of the project, or the special coder Consensus."""

    guid: Guid
    state: Guid
    name: str
    role: CoderRole
    consensus: bool = False
    person: Guid | None = None  # the coder who codes a second time under this name


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributeRecord:
    """What is known about participants: one column of their table."""

    guid: Guid
    state: Guid
    name: str
    kind: str  # "text" | "number" | "date" | "choice"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRecord:
    """A person interviewed."""

    guid: Guid
    state: Guid
    name: str
    values: tuple[
        tuple[Guid, str], ...
    ] = ()  # (attribute, value as text; numbers with ".", dates ISO 8601)
    documents: tuple[Guid, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentRecord:
    """A document given to a coder."""

    guid: Guid
    state: Guid
    coder: Guid
    document: Guid
    purpose: str  # a Purpose
    blind: bool
    revealed: bool
    status: AssignmentStatus


# ---- from agreement to consensus


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRecord:
    """A closed round: how far coders agreed before anybody talked."""

    guid: Guid
    state: Guid
    number: int
    name: str
    closed: datetime
    author: str  # name of the lead who closed it
    coders: tuple[Guid, ...]
    documents: tuple[Guid, ...]
    version: int | None  # number of the codebook version that was in force
    figures: str  # frozen, JSON; "" if the viewer may not see them


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecord:
    """How one disagreement was settled."""

    guid: Guid
    state: Guid
    document: Guid
    document_name: str
    span: Span | None  # None: could not be placed in the corrected text
    line: int  # document's own line, from 1; 0 without a place
    codes: tuple[Guid, ...]  # main code, then the other one if two were in question
    outcome: Outcome
    chosen: Guid | None  # the coder who was followed
    reason: str
    dissent: str
    dissenters: tuple[Guid, ...]
    author: str  # name
    decided: datetime
    round: Guid | None
    codings: tuple[Guid, ...]  # those of Consensus that came of it


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewMark:
    """What one coder marked where coders differ."""

    coder: Guid
    code: Guid
    span: Span
    weight: int | None
    weight_label: str
    version: int | None  # number of the codebook version it was made under
    coding: Guid


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """A passage on which coders differ, side by side."""

    document: Guid
    document_name: str
    wording: Guid
    line: int  # document's own line, from 1
    begins: float | None  # seconds of the recording
    span: Span  # around all marks
    codes: tuple[Guid, ...]  # main code, then the other one if there is one
    kind: DisagreementKind
    marks: tuple[ReviewMark, ...]
    silent: tuple[Guid, ...]  # coders who rated here and marked nothing of it
    words: int
    decision: DecisionRecord | None = None


# ---- the project as a whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much goes in or out, in numbers; what does not apply is 0."""

    documents: int = 0
    characters: int = 0
    turns: int = 0
    speakers: int = 0  # nameless ones are none; one in two transcripts counts twice
    codes: int = 0  # groups, which code nothing, are none
    codings: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectInfo:
    """Counts that `info` prints."""

    title: str
    documents: int
    characters: int
    codes: int
    codings: int
    coders: int
    participants: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRecord:
    """One line of the history, in words made when shown."""

    guid: Guid
    at: datetime
    who: str
    action: str  # "codings.apply_code"
    sentence: str
    undoes: Guid | None
    undone: bool
    stays: str  # why it cannot be undone whatever comes; else empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What a commit changed: names of things, never of screens.

    `guids` maps a kind ("coding", "code", "document" …) to the rows touched; `documents` are
    those in which something private or positional changed. `origin` is whatever the caller of
    `run` gave, so that a view knows its own echo.
    """

    guids: dict[str, frozenset[Guid]]
    event: Guid | None = None
    by: Guid | None = None
    documents: frozenset[Guid] = frozenset()
    origin: object = field(default=None, compare=False)

    @property
    def kinds(self) -> frozenset[str]:
        """Kinds of things that changed."""
        return frozenset(self.guids)

    def touches(self, *kinds: str, document: Guid | None = None) -> bool:
        """Tell whether a view of these kinds (and of this document) has to read again."""
        if not any(kind in self.guids for kind in kinds):
            return False
        return document is None or not self.documents or document in self.documents


@dataclass(frozen=True, slots=True, kw_only=True)
class UndoStep:
    """What undo or redo would do next; `action` is that of the event as it was first done."""

    event: Guid
    action: str  # "codings.apply_code"
    things: int  # how many it is about, where that may be many: `store.undo.ABOUT_MANY`; else 0
    document: Guid | None
    at: datetime


class CellKind(StrEnum):
    """What kind of values a column of a table holds."""

    TEXT = "text"
    CATEGORY = "category"  # one of a few texts
    ORDER = "level"  # a whole number that is an order, and no more
    WHOLE = "whole number"
    NUMBER = "number"
    FLAG = "0 or 1"
    TIME = "time"  # an instant, UTC
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What a column of a table says: for the data dictionary, and for files that know types."""

    name: str
    about: str  # in words
    kind: CellKind = CellKind.TEXT
    unit: str = ""  # what is counted or measured
    values: tuple[tuple[object, str], ...] = ()  # a value that occurs, and what it stands for


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A table that leaves the program: one sheet of the workbook, one CSV file.

    Cells are str, int, float, bool, datetime, date or None. `wide` names columns that deserve room;
    `about` describes the columns in their order, where somebody has described them.
    """

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[object, ...]]
    wide: frozenset[str] = frozenset()
    about: tuple[Column, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSize:
    """A table that will go out: how many rows it has, and all the columns it may have."""

    name: str
    rows: int
    columns: tuple[Column, ...]
