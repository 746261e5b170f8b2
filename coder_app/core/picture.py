# SPDX-License-Identifier: MIT
"""A whole project as plain records, whichever program it comes from or goes to.

Guids are unique within a kind; whoever stores a picture looks after clashes between kinds. Text
has LF line ends, positions are code points, end excluded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from coder_app.core.places import tr_n
from coder_app.core.records import CodebookDraft, CodeDraft, CoderRole, Counts, Guid, Turn
from coder_app.core.spans import Span

_NAMESPACE = uuid5(NAMESPACE_URL, "coder-app:exchange")


def derived(*parts: object) -> Guid:
    """Make a guid from what it stands for, the same at each export and import."""
    return uuid5(_NAMESPACE, "\x1f".join(map(str, parts)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something that found no place: what it is, its name, and the sentence why."""

    kind: str  # "picture", "recording", "map" …, as a person reads it
    name: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureCoder:
    """Somebody who coded or wrote memos."""

    guid: Guid
    name: str
    role: CoderRole = CoderRole.CODER


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureCode:
    """A code with its place in the tree; `draft.parent` and `draft.guid` say nothing here."""

    guid: Guid
    parent: Guid | None
    draft: CodeDraft

    @property
    def name(self) -> str:
        """Name of the code."""
        return self.draft.name


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureDocument:
    """A transcript with its turns; `original` is empty where the file was not carried along."""

    guid: Guid
    name: str
    text: str
    turns: tuple[Turn, ...] = ()
    participant: Guid | None = None
    language: str | None = None
    original: bytes = b""
    format: str = "txt"
    encoding: str | None = None
    file_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureCoding:
    """One code on one span of a document by one coder."""

    guid: Guid
    document: Guid
    code: Guid
    coder: Guid
    span: Span
    weight: int | None = None
    created: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureMemo:
    """A note on a coding, code, document, participant or the project (`about` None)."""

    kind: str  # "coding" | "code" | "document" | "participant" | "project"
    about: Guid | None
    coder: Guid
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureAttribute:
    """Something known about participants."""

    guid: Guid
    name: str
    kind: str = "text"  # "text" | "number" | "date" | "choice"
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureParticipant:
    """A person interviewed, with what is known: (attribute, value as text)."""

    guid: Guid
    name: str
    values: tuple[tuple[Guid, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureGroup:
    """A set of codes or documents that some program keeps beside the tree."""

    guid: Guid
    name: str
    codes: tuple[Guid, ...] = ()
    documents: tuple[Guid, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectPicture:
    """Everything of a project that can go from one program to another."""

    title: str
    program: str = ""  # that wrote it, as it calls itself
    lead: Guid | None = None  # the coder who made the project
    codebook: CodebookDraft | None = None  # what stands at its head; its own codes are empty
    coders: tuple[PictureCoder, ...] = ()
    codes: tuple[PictureCode, ...] = ()  # each after its parent, siblings in order
    documents: tuple[PictureDocument, ...] = ()
    codings: tuple[PictureCoding, ...] = ()
    memos: tuple[PictureMemo, ...] = ()  # at most one of a coder on a thing
    attributes: tuple[PictureAttribute, ...] = ()
    participants: tuple[PictureParticipant, ...] = ()
    groups: tuple[PictureGroup, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    remarks: tuple[str, ...] = ()  # sentences on what was changed or should be looked at
    positions: str = ""  # how the program counts positions, as far as that was measured

    def narrowed(
        self,
        *,
        coders: Collection[Guid] | None = None,
        documents: Collection[Guid] | None = None,
        codes: Collection[Guid] | None = None,
    ) -> ProjectPicture:
        """Keep these coders' work in these documents with these codes; the codebook stays whole.

        Nobody goes along who was interviewed in other documents only.
        """
        kept = [d for d in self.documents if documents is None or d.guid in documents]
        there = {document.guid for document in kept}
        people = {document.participant for document in kept}
        people |= {turn.participant for document in kept for turn in document.turns}
        mine = [
            each
            for each in self.codings
            if each.document in there
            and (coders is None or each.coder in coders)
            and (codes is None or each.code in codes)
        ]
        known = {
            "coding": {each.guid for each in mine},
            "document": there,
            "participant": people if documents is not None else None,
        }
        return replace(
            self,
            coders=tuple(
                c for c in self.coders if coders is None or c.guid in coders or c.guid == self.lead
            ),
            documents=tuple(kept),
            codings=tuple(mine),
            memos=tuple(
                memo
                for memo in self.memos
                if (coders is None or memo.coder in coders)
                and ((here := known.get(memo.kind)) is None or memo.about in here)
            ),
            participants=tuple(
                p for p in self.participants if documents is None or p.guid in people
            ),
            groups=tuple(
                replace(group, documents=tuple(d for d in group.documents if d in there))
                for group in self.groups
            ),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureCounts(Counts):
    """What a picture holds, in numbers."""

    coders: int
    participants: int
    memos: int
    left_out: int

    def in_words(self) -> tuple[str, ...]:
        """Say what people ask for first, one thing a part."""
        return (
            tr_n("{n} transcript", "{n} transcripts", self.documents),
            tr_n("{n} code", "{n} codes", self.codes),
            tr_n("{n} coding", "{n} codings", self.codings),
            tr_n("{n} coder", "{n} coders", self.coders),
            tr_n("{n} participant", "{n} participants", self.participants),
            tr_n("{n} memo", "{n} memos", self.memos),
        )


def counts_of(picture: ProjectPicture) -> PictureCounts:
    """Count what a picture holds; groups are no codes, nameless speakers none."""
    speakers = {
        (document.guid, turn.speaker)
        for document in picture.documents
        for turn in document.turns
        if turn.speaker
    }
    return PictureCounts(
        documents=len(picture.documents),
        characters=sum(len(document.text) for document in picture.documents),
        turns=sum(len(document.turns) for document in picture.documents),
        speakers=len(speakers),
        codes=sum(code.draft.codable for code in picture.codes),
        codings=len(picture.codings),
        coders=len(picture.coders),
        participants=len(picture.participants),
        memos=len(picture.memos),
        left_out=len(picture.left_out),
    )


def left_out_by_kind(left_out: Sequence[LeftOut]) -> dict[str, int]:
    """Count what was left out by its kind, the most frequent first."""
    return dict(Counter(each.kind for each in left_out).most_common())
