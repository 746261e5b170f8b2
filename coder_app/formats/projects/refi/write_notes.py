# SPDX-License-Identifier: MIT
"""Memos as notes of the exchange standard, named by what they are on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from lxml import etree

from coder_app.core.boundaries import LineIndex
from coder_app.core.picture import PictureMemo, ProjectPicture, derived
from coder_app.core.places import tr
from coder_app.formats.projects.refi.markup import add, loose, tidy

_LONG = 10_000  # characters; a longer note is a file of its own


@dataclass(frozen=True, slots=True)
class _Note:
    guid: UUID
    memo: PictureMemo


class Notes:
    """The memos of a project on their way out."""

    def __init__(self, picture: ProjectPicture) -> None:
        self._titles = _Titles(picture)
        self._notes: dict[tuple[str, UUID | None], list[_Note]] = defaultdict(list)
        for memo in picture.memos:
            guid = derived("note", memo.kind, memo.about, memo.coder)
            self._notes[memo.kind, memo.about].append(_Note(guid, memo))

    def on_codes(self) -> dict[UUID, list[UUID]]:
        """Give the guids of the notes on each code."""
        return {
            about: [note.guid for note in notes]
            for (kind, about), notes in self._notes.items()
            if kind == "code" and about is not None
        }

    def refer(self, element: etree._Element, kind: str, about: UUID | None) -> None:
        """Refer to the notes on a thing from its element."""
        for note in self._notes.get((kind, about), ()):
            add(element, "NoteRef", targetGUID=str(note.guid))

    def elements(self, now: str, files: dict[str, bytes]) -> etree._Element:
        """Give all notes; the texts of long ones go into `files`."""
        top = loose("Notes")
        for note in self._all():
            by, file = str(note.memo.coder), f"{note.guid}.txt"
            inline = len(note.memo.text) <= _LONG
            element = add(
                top,
                "Note",
                guid=str(note.guid),
                name=self._titles.of(note.memo),
                plainTextPath=None if inline else f"internal://{file}",
                creatingUser=by,
                creationDateTime=now,
                modifyingUser=by,
                modifiedDateTime=now,
            )
            if inline:
                add(element, "PlainTextContent", note.memo.text)
            else:
                files[f"sources/{file}"] = note.memo.text.encode("utf-8")
        return top

    def links(self) -> etree._Element:
        """Tie notes on participants to their cases, which have no place for notes."""
        top = loose("Links")
        for note in self._all():
            if note.memo.kind == "participant":
                add(
                    top,
                    "Link",
                    guid=str(derived("link", note.guid)),
                    direction="Associative",
                    originGUID=str(note.guid),
                    targetGUID=str(note.memo.about),
                )
        return top

    def _all(self) -> Iterator[_Note]:
        for notes in self._notes.values():
            yield from notes


class _Titles:
    """Names notes by what they are on."""

    def __init__(self, picture: ProjectPicture) -> None:
        self._names = {each.guid: each.name for each in picture.codes}
        self._names |= {each.guid: each.name for each in picture.documents}
        self._names |= {each.guid: each.name for each in picture.participants}
        self._texts = {document.guid: document.text for document in picture.documents}
        self._codings = {coding.guid: coding for coding in picture.codings}
        self._lines = cache(lambda document: LineIndex(self._texts[document]))

    def of(self, memo: PictureMemo) -> str:
        """Name one note."""
        coding = self._codings.get(memo.about) if memo.about else None
        if coding is not None:
            line = self._lines(coding.document).line(coding.span.start)
            code, document = self._names.get(coding.code, ""), self._names[coding.document]
            return tidy(tr("Memo on {0} in {1}, line {2}").format(code, document, line))
        if memo.about is not None:
            return tidy(tr("Memo on {0}").format(self._names.get(memo.about, "")))
        return tr("Memo on the project")
