# SPDX-License-Identifier: MIT
"""Selections of the exchange standard → codings, comments and stretches of participants."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from lxml import etree

from coder_app.core.picture import LeftOut, PictureCode
from coder_app.core.places import tr, tr_n
from coder_app.core.spans import Span
from coder_app.core.stopping import go_on
from coder_app.formats.projects.picture_codings import Codings
from coder_app.formats.projects.picture_memos import Memos
from coder_app.formats.projects.positions import Convention, Ruler
from coder_app.formats.projects.refi.codes import listed
from coder_app.formats.projects.refi.markup import (
    child,
    children,
    guid_in,
    moment_in,
    named,
    text_of,
)
from coder_app.formats.projects.refi.sources import Passage, SourceText
from coder_app.formats.projects.refi.users import Users

_WEIGHT = re.compile(r"([0-9])(?: \(.*\))?")  # after "NAME: weight "
_CUT = re.compile(r"\s*(?:…|\.\.\.)\Z")
_PLACE = re.compile(r"[\W\d_]*|line:[0-9]+")  # a title that some programs make of positions

Stretch = tuple[UUID, Span]  # document, span


@dataclass(slots=True)
class Place:
    """Where a selection lies, and the codings in it: what a note on it hangs on."""

    document: UUID
    span: Span
    words: str
    codings: list[UUID] = field(default_factory=list)


@dataclass(slots=True)
class Passages:
    """Turns the selections of all texts into codings."""

    codes: Mapping[UUID, PictureCode]  # by the guid that the file has
    cases: frozenset[UUID]  # codes that stand for participants
    users: Users
    codings: Codings
    memos: Memos
    places: dict[UUID, Place] = field(default_factory=dict)  # by the guid of a selection
    coding_of: dict[UUID, UUID] = field(default_factory=dict)  # by the guid of a coding
    elements: list[tuple[etree._Element, Place]] = field(default_factory=list)
    stretches: dict[UUID, list[Stretch]] = field(default_factory=lambda: defaultdict(list))
    _plain: Counter[str] = field(default_factory=Counter)
    _titled: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    _whole: int = 0

    def read(self, text: SourceText, convention: Convention) -> None:
        """Read the passages of one text, and the codes on the whole of it."""
        ruler = text.raw.ruler(convention)
        go_on()
        for passage in text.passages:
            self._passage(text, passage, ruler, convention)
        for element in (text.element, *text.others):
            whole = Place(text.guid, Span(0, len(text.raw.text)), "")
            for coding in children(element, "Coding"):
                self._whole += self._coding(text, coding, whole, element) is not None

    def _passage(
        self, text: SourceText, passage: Passage, ruler: Ruler, convention: Convention
    ) -> None:
        element = passage.element
        found = ruler.span(passage.start, passage.end, inclusive=convention.inclusive)
        if found is None and passage.is_twin:  # counted with the other
            return
        if found is None:
            n = sum(1 for _ in children(element, "Coding"))
            self.codings.lose(text.name, tr("They lie outside of the text, or on nothing."), n)
            if not n:
                self._plain[text.name] += 1
            return
        span = Span(*found)
        place = Place(text.guid, span, text.raw.text[span.start : span.end][:200])
        if passage.guid is not None:
            kept = self.places.setdefault(passage.guid, place)
            place = kept if passage.is_twin else place
        if not passage.is_twin:
            self._titles(text, passage, text.raw.text[span.start : min(span.end, span.start + 999)])
        comment = text_of(element, "Description").split("\n")
        for coding in children(element, "Coding"):
            self._coding(text, coding, place, element, comment, is_twin=passage.is_twin)
        self.elements.append((element, place))
        told = "\n".join(comment).strip()
        if told:
            by = self.users.of(element.get("creatingUser"), text.element.get("creatingUser"))
            self.note(place, by, told)

    def _coding(
        self,
        text: SourceText,
        coding: etree._Element,
        place: Place,
        holder: etree._Element,
        comment: list[str] | None = None,
        *,
        is_twin: bool = False,
    ) -> UUID | None:
        """Add one coding; a code that is a case says whose words these are.

        A line of the comment that tells its weight is taken out of it.
        """
        reference = child(coding, "CodeRef")
        target = guid_in(reference.get("targetGUID")) if reference is not None else None
        if target in self.cases:
            assert target is not None
            self.stretches[target].append((place.document, place.span))
            return None
        code = self.codes.get(target) if target else None
        if code is None:
            self.codings.lose(text.name, tr("Their code is not in the file."))
            return None
        source = guid_in(coding.get("guid"))
        guid = self.codings.add(
            source,
            document=place.document,
            code=code.guid,
            coder=self.users.of(
                coding.get("creatingUser"),
                holder.get("creatingUser"),
                text.element.get("creatingUser"),
            ),
            span=place.span,
            weight=_weight(code, comment),
            created=moment_in(coding.get("creationDateTime") or holder.get("creationDateTime")),
            is_again=is_twin,
        )
        if guid not in place.codings:
            place.codings.append(guid)
        self.elements.append((coding, Place(place.document, place.span, place.words, [guid])))
        if source is not None:
            self.coding_of.setdefault(source, guid)
        return guid

    def note(self, place: Place, coder: UUID, text: str) -> None:
        """Put a note on a passage: on its first coding, or beside the words it is about."""
        if place.codings:
            self.memos.add("coding", place.codings[0], coder, text)
        else:
            self.memos.add_annotation(place.document, coder, place.words, text)

    # ---- what became of the rest

    def count_plain(self, used: set[UUID], texts: Sequence[SourceText]) -> None:
        """Count selections that hold neither a code nor a note and are no participant's."""
        for text in texts:
            for passage in text.passages:
                element = passage.element
                bare = not any(True for _ in children(element, "Coding", "NoteRef"))
                told = text_of(element, "Description")
                if bare and not told and passage.guid not in used and not passage.is_twin:
                    self._plain[text.name] += 1

    def left_out(self) -> Iterator[LeftOut]:
        """List the selections that say nothing."""
        for name, n in self._plain.items():
            told = tr_n("{n} passage in “{{0}}”", "{n} passages in “{{0}}”", n)
            why = tr("They have neither a code nor a note.")
            yield LeftOut(kind=tr("passages"), name=told.format(name), why=why)
        for name, titles in self._titled.items():
            told = tr_n("{n} in “{{0}}”", "{n} in “{{0}}”", len(titles)).format(name)
            why = tr("Passages have no titles here: {0}.").format(listed(titles))
            yield LeftOut(kind=tr("titles of passages"), name=told, why=why)

    def _titles(self, text: SourceText, passage: Passage, words: str) -> None:
        """Keep in mind what a passage is called, where that is neither its words nor a place."""
        title = named(passage.element)
        said = " ".join(words.split())
        if title and not _PLACE.fullmatch(title) and not said.startswith(_CUT.sub("", title)):
            self._titled[text.name].append(title)

    def remarks(self) -> Iterator[str]:
        """Say what lies otherwise than it did."""
        if self._whole:
            yield tr_n(
                "{n} coding was on a whole transcript and lies on all of its words now.",
                "{n} codings were on whole transcripts and lie on all of their words now.",
                self._whole,
            )


def _weight(code: PictureCode, comment: list[str] | None) -> int | None:
    """Take a coding's weight, as this program writes it, out of the comment on its passage."""
    levels, begins = {level.weight for level in code.draft.scale}, f"{code.name}: weight "
    for number, line in enumerate(comment or () if levels else ()):
        match = _WEIGHT.fullmatch(line, len(begins)) if line.startswith(begins) else None
        if comment and match and int(match[1]) in levels:
            del comment[number]
            return int(match[1])
    return None
