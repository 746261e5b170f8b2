# SPDX-License-Identifier: MIT
"""Notes of the exchange standard → memos on what refers to them, or what a link ties them to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from lxml import etree

from coder_app.core.errors import InputProblem
from coder_app.core.picture import LeftOut, derived
from coder_app.core.places import tr
from coder_app.formats.encodings import decode
from coder_app.formats.projects.picture_memos import Memos
from coder_app.formats.projects.positions import Convention, RawText, Ruler
from coder_app.formats.projects.refi.container import Container
from coder_app.formats.projects.refi.gone import Gone
from coder_app.formats.projects.refi.markup import (
    OURS,
    child,
    children,
    guid_in,
    named,
    number_in,
    parts,
    text_of,
)
from coder_app.formats.projects.refi.passages import Passages, Place
from coder_app.formats.projects.refi.sources import Sources
from coder_app.formats.projects.refi.users import Users
from coder_app.formats.transcripts.docx import read_docx
from coder_app.formats.transcripts.reading import Reading


@dataclass(frozen=True, slots=True)
class _Note:
    text: str
    by: UUID
    spans: tuple[tuple[int, int], ...]  # in the text of the source that refers to it (MAXQDA)


@dataclass(slots=True)
class Notes:
    """The notes of a project, each to be put where it belongs."""

    container: Container
    users: Users
    memos: Memos
    sources: Sources
    passages: Passages
    convention: Convention
    gone: Gone
    left_out: list[LeftOut] = field(default_factory=list)
    _notes: dict[UUID, _Note] = field(default_factory=dict)
    _used: set[UUID] = field(default_factory=set)
    _raw: dict[UUID, RawText] = field(default_factory=dict)
    _rulers: dict[UUID, Ruler] = field(default_factory=dict)

    def read(
        self, codes: Mapping[etree._Element, tuple[str, UUID]], cases: frozenset[UUID]
    ) -> None:
        """Read all notes and put them on codes, transcripts, passages and the project.

        `codes` says what each code is here: ("code", guid), or ("participant", guid).
        """
        self._gather()
        for element, (kind, about) in codes.items():
            for note in self._referred(element):
                self.memos.add(kind, about, note.by, note.text)
        for text in self.sources.texts:
            for element in (text.element, *text.others):
                for note in self._referred(element):
                    self._on_document(text.guid, note)
        for element, place in self.passages.elements:
            for note in self._referred(element):
                self.passages.note(place, note.by, note.text)
        self._links(frozenset(guid for kind, guid in codes.values() if kind == "code"), cases)
        for note in self._referred(self.container.root):
            self.memos.add("project", None, note.by, note.text)
        for guid, note in self._notes.items():
            if guid not in self._used:
                self.memos.add("project", None, note.by, note.text)

    def _gather(self) -> None:
        for number, element in enumerate(parts(self.container.root, "Notes", "Note")):
            note = self._note(element)
            if note is None:
                self._leave(tr("note"), named(element), tr("It has no text."))
            else:
                guid = guid_in(element.get("guid")) or derived("note without guid", number)
                if guid in self._notes:
                    guid = derived("note again", guid, number)
                self._notes[guid] = note
            self._inner(element)

    def _note(self, element: etree._Element) -> _Note | None:
        text = self._text(element)
        title = named(element)
        if not text.strip():
            return None
        ours = (self.container.root.get("origin") or "").startswith(OURS)
        if title and not ours and not text.lstrip().startswith(title):
            text = f"{title}\n{text}"
        spans = [
            (number_in(each.get("startPosition")), number_in(each.get("endPosition")))
            for each in children(element, "PlainTextSelection")
        ]
        whole = tuple((a, b) for a, b in spans if a is not None and b is not None)
        return _Note(text, self.users.of(element.get("creatingUser")), whole)

    def _text(self, element: etree._Element) -> str:
        """Give what a note says, with its description before it."""
        described, text = text_of(element, "Description"), self._words(element)
        if not described or described in text:
            return text
        return f"{described}\n{text}" if text else described

    def _words(self, element: etree._Element) -> str:
        inline = child(element, "PlainTextContent")
        if inline is not None and inline.text:
            return inline.text
        data = self.container.source(element.get("plainTextPath"))
        if data is not None:
            return decode(data).text
        rich = self.container.source(element.get("richTextPath"))
        if rich is None:
            return ""
        try:
            return read_docx(rich, self.container.path, Reading()).text
        except InputProblem as problem:
            self._leave(tr("note"), named(element), problem.what)
            return ""

    def _inner(self, element: etree._Element) -> None:
        """List what is coded, noted and known of a note itself."""
        told = self.gone.with_(
            *children(element, "PlainTextSelection", "Coding", "NoteRef", "VariableValue")
        )
        if told:
            why = f"{tr('Memos cannot be coded here.')} {told}"
            self._leave(tr("parts of a note"), named(element, tr("without a name")), why)

    def _referred(self, element: etree._Element) -> Iterator[_Note]:
        for reference in children(element, "NoteRef"):
            guid = guid_in(reference.get("targetGUID"))
            if guid in self._notes:
                assert guid is not None
                self._used.add(guid)
                yield self._notes[guid]

    def _on_document(self, document: UUID, note: _Note) -> None:
        """Put a note on a transcript; one that marks words in it quotes them."""
        if not note.spans:
            self.memos.add("document", document, note.by, note.text)
            return
        text, ruler = self._measured(document)
        for start, end in note.spans:
            span = ruler.span(start, end, inclusive=self.convention.inclusive)
            if span is not None:
                words = text[span[0] : span[1]][:200]
                self.memos.add_annotation(document, note.by, words, note.text)
                return
        self.memos.add("document", document, note.by, note.text)

    def _measured(self, document: UUID) -> tuple[str, Ruler]:
        """Give a transcript's text and its ruler, made once: many notes may be on one."""
        if not self._rulers:
            self._raw.update((text.guid, text.raw) for text in self.sources.texts)
        if document not in self._rulers:
            self._rulers[document] = self._raw[document].ruler(self.convention)
        return self._raw[document].text, self._rulers[document]

    # ---- links

    def _links(self, codes: frozenset[UUID], cases: frozenset[UUID]) -> None:
        for link in parts(self.container.root, "Links", "Link"):
            one, other = (guid_in(link.get(name)) for name in ("originGUID", "targetGUID"))
            why = tr("Only notes can be tied to things here.")
            if self._tie(one, other, codes, cases) or self._tie(other, one, codes, cases):
                why = tr("Its note is a memo there now; the name of the link stays out.")
                if not named(link):
                    continue
            self._leave(tr("link"), self.gone.ends(link), f"{why} {self.gone.with_(link)}".strip())

    def _tie(
        self,
        origin: UUID | None,
        target: UUID | None,
        codes: frozenset[UUID],
        cases: frozenset[UUID],
    ) -> bool:
        """Put the note at one end of a link on what is at the other."""
        note = self._notes.get(origin) if origin else None
        if note is None or origin is None or target is None:
            return False
        if target in self.passages.places:
            place: Place = self.passages.places[target]
            self.passages.note(place, note.by, note.text)
        elif target in self.passages.coding_of:
            self.memos.add("coding", self.passages.coding_of[target], note.by, note.text)
        elif target in self.sources.alias:
            self._on_document(self.sources.alias[target].guid, note)
        elif target in cases:
            self.memos.add("participant", target, note.by, note.text)
        elif target in codes:
            self.memos.add("code", target, note.by, note.text)
        else:
            return False
        self._used.add(origin)
        return True

    def _leave(self, kind: str, name: str, why: str) -> None:
        self.left_out.append(LeftOut(kind=kind, name=name, why=why))

    def linked(self) -> Iterator[UUID]:
        """Give what links refer to: a passage that is, says something."""
        for link in parts(self.container.root, "Links", "Link"):
            for name in ("originGUID", "targetGUID"):
                found = guid_in(link.get(name))
                if found is not None:
                    yield found
