# SPDX-License-Identifier: MIT
"""Transcripts as sources of the exchange standard, with a selection for each coded passage."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from lxml import etree

from coder_app.core.picture import PictureCoding, PictureDocument, ProjectPicture, derived
from coder_app.core.places import tr, tr_n
from coder_app.core.spans import Span
from coder_app.formats.cleaning import BOM
from coder_app.formats.projects.positions import Convention, RawText, Ruler
from coder_app.formats.projects.refi.markup import add, instant, kept, loose, tidy
from coder_app.formats.projects.refi.people import types_of, write_values
from coder_app.formats.projects.refi.write_notes import Notes

_NAME_LENGTH = 100  # characters of a selection's name


class Profile(StrEnum):
    """For which program a project is written, where they want different things."""

    STANDARD = "standard"
    NVIVO = "nvivo"
    QUALCODER = "qualcoder"

    @property
    def words(self) -> str:
        """Say for whom it is."""
        return {
            Profile.STANDARD: tr("ATLAS.ti, MAXQDA, NVivo for Mac and others"),
            Profile.NVIVO: tr("NVivo for Windows"),
            Profile.QUALCODER: tr("QualCoder"),
        }[self]

    @property
    def convention(self) -> Convention:
        """Tell how positions are counted."""
        return Convention(utf16=self is Profile.NVIVO)


class Texts:
    """Writes the transcripts of a project; their texts gather in `files`."""

    def __init__(
        self,
        picture: ProjectPicture,
        profile: Profile,
        notes: Notes,
        names: Mapping[UUID, str],
        dated: Mapping[str, str],
    ) -> None:
        """Prepare; `names` are those of codes, `dated` says who writes, and when."""
        self.files: dict[str, bytes] = {}
        self.remarks: list[str] = []
        self.stretches: dict[UUID, list[UUID]] = defaultdict(list)  # selections of participants
        self._profile, self._notes, self._dated = profile, notes, dated
        self._documents = picture.documents
        self._names = _free_names([document.name for document in picture.documents])
        self._types = types_of(picture)
        self._values = {each.guid: each.values for each in picture.participants}
        self._code_names = names
        self._labels = {
            (code.guid, level.weight): f" ({' '.join(level.label.split())})"
            for code in picture.codes
            for level in code.draft.scale
        }
        self._codings: dict[UUID, list[PictureCoding]] = defaultdict(list)
        for coding in picture.codings:
            self._codings[coding.document].append(coding)

    def elements(self) -> Iterator[etree._Element]:
        """Give the sources one by one."""
        top = loose("Sources")
        for document, name in zip(self._documents, self._names, strict=True):
            yield self._source(top, document, name)

    def _source(self, top: etree._Element, document: PictureDocument, name: str) -> etree._Element:
        file = f"{document.guid}.txt"
        place = _Place(document.text, self._profile)
        self.files[f"sources/{file}"] = place.stored.encode("utf-8")
        path = f"internal://{file}"
        element = add(
            top, "TextSource", guid=str(document.guid), name=name, plainTextPath=path, **self._dated
        )
        self._selections(element, document, place)
        self._others_turns(element, document, place)
        self._notes.refer(element, "document", document.guid)
        if document.participant is not None:
            write_values(element, self._values.get(document.participant, ()), self._types)
        self._warn_of_wide(document)
        return element

    def _selections(self, source: etree._Element, document: PictureDocument, place: _Place) -> None:
        """Add a selection for each passage of each coder, with all codes that she gave it."""
        codings = sorted(self._codings.get(document.guid, ()), key=_passage)
        for _, group in groupby(codings, key=_passage):
            same = list(group)
            first = same[0]
            guid, dated = derived("selection", first.guid), self._made(first)
            element = place.selection(source, guid, first.span, dated)
            weights = [self._weight(each) for each in same if each.weight is not None]
            if weights:
                add(element, "Description", "\n".join(weights))
            for coding in same:
                self._coding(element, coding)

    def _coding(self, selection: etree._Element, coding: PictureCoding) -> None:
        element = add(selection, "Coding", guid=str(coding.guid), **self._made(coding))
        add(element, "CodeRef", targetGUID=str(coding.code))
        self._notes.refer(element, "coding", coding.guid)

    def _made(self, coding: PictureCoding) -> dict[str, str]:
        when = instant(coding.created) if coding.created else self._dated["creationDateTime"]
        return {"creatingUser": str(coding.coder), "creationDateTime": when}

    def _weight(self, coding: PictureCoding) -> str:
        """Say a coding's weight in words: the standard has no place for it."""
        assert coding.weight is not None
        label = self._labels.get((coding.code, coding.weight), "")
        return f"{tidy(self._code_names[coding.code])}: weight {coding.weight}{label}"

    def _others_turns(
        self, source: etree._Element, document: PictureDocument, place: _Place
    ) -> None:
        """Add selections for what participants say who are not the one interviewed."""
        for turn in document.turns:
            whose = turn.participant
            if whose is None or whose == document.participant or whose not in self._values:
                continue
            if turn.start < turn.end:
                guid = derived("turn", document.guid, turn.start, turn.end)
                self.stretches[whose].append(guid)
                place.selection(source, guid, Span(turn.start, turn.end), self._dated)

    def _warn_of_wide(self, document: PictureDocument) -> None:
        wide = len(document.text.encode("utf-16-le")) // 2 - len(document.text)
        if wide and self._profile is not Profile.NVIVO:
            told = tr_n(
                "“{{0}}” has {n} character such as 😀, which NVivo for Windows counts as two. Use"
                " its profile for that program.",
                "“{{0}}” has {n} characters such as 😀, which NVivo for Windows counts as two."
                " Use its profile for that program.",
                wide,
            )
            self.remarks.append(told.format(document.name))


class _Place:
    """A text in which selections are made."""

    def __init__(self, text: str, profile: Profile) -> None:
        plain = RawText(text)
        self.stored = self._text = plain.text  # a byte order mark at its head would shift others
        self._shift = len(text) - len(plain.text)
        self._ruler: Ruler = plain.ruler(profile.convention)
        if profile is Profile.NVIVO:
            self.stored = BOM + plain.text.replace("\n", "\r\n")
            self._ruler = RawText(self.stored).ruler(profile.convention)

    def selection(
        self, source: etree._Element, guid: UUID, span: Span, dated: Mapping[str, str]
    ) -> etree._Element:
        """Add a selection; its name is what it says, as far as that is short."""
        start, end = max(0, span.start - self._shift), max(0, span.end - self._shift)
        words = " ".join(self._text[start : min(end, start + 4 * _NAME_LENGTH)].split())
        name = words if len(words) <= _NAME_LENGTH else f"{words[: _NAME_LENGTH - 1].rstrip()}…"
        return add(
            source,
            "PlainTextSelection",
            guid=str(guid),
            name=kept(name).strip() or "…",
            startPosition=str(self._ruler.outside(start)),
            endPosition=str(self._ruler.outside(end)),
            **dated,
        )


def _passage(coding: PictureCoding) -> tuple[int, int, UUID]:
    return coding.span.start, coding.span.end, coding.coder


def _free_names(names: Sequence[str]) -> list[str]:
    """Tell transcripts of one name apart: several programs know sources by name."""
    taken: set[str] = set()
    free = []
    for each in names:
        name = plain = tidy(each) or tr("Transcript")
        number = 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain} ({number})"
        taken.add(name.casefold())
        free.append(name)
    return free
