# SPDX-License-Identifier: MIT
"""Sources of the exchange standard: their texts and the passages selected in them.

Of PDF files, recordings and pictures only texts are taken; what else they hold is listed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from uuid import UUID

from lxml import etree

from coder_app.core.errors import InputProblem
from coder_app.core.picture import LeftOut, derived
from coder_app.core.places import tr, tr_n
from coder_app.formats.cleaning import BOM, refuse_binary, refuse_unreadable
from coder_app.formats.encodings import decode
from coder_app.formats.projects.positions import RawText
from coder_app.formats.projects.refi.container import Container
from coder_app.formats.projects.refi.gone import Gone
from coder_app.formats.projects.refi.markup import (
    child,
    children,
    guid_in,
    local,
    named,
    number_in,
    parts,
)
from coder_app.formats.transcripts.docx import read_docx
from coder_app.formats.transcripts.reading import Reading

Progress = Callable[[int, int], None]

_KINDS = ("TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource")
_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Passage:
    """A selection, with its positions as the file counts them."""

    guid: UUID | None
    start: int
    end: int
    element: etree._Element
    is_twin: bool = False  # an area of a PDF page that is the same passage of its text


@dataclass(slots=True)
class SourceText:
    """A transcript to be: text, passages, and the element that describes it."""

    guid: UUID
    name: str
    raw: RawText
    element: etree._Element
    original: bytes
    format: str
    encoding: str | None
    file_name: str
    passages: list[Passage] = field(default_factory=list)
    times: list[tuple[float, int]] = field(default_factory=list)  # seconds, position in the file
    others: list[etree._Element] = field(default_factory=list)  # elements that describe it too


@dataclass(slots=True)
class Sources:
    """All texts of a project, what they are called elsewhere, and what could not be taken."""

    gone: Gone
    texts: list[SourceText] = field(default_factory=list)
    alias: dict[UUID, SourceText] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    _by_file: dict[str, SourceText] = field(default_factory=dict)
    _guids: set[UUID] = field(default_factory=set)
    _formatted: int = 0

    def read(self, container: Container, progress: Progress) -> None:
        """Read everything under Sources."""
        elements = list(parts(container.root, "Sources", *_KINDS))
        for done, element in enumerate(elements, start=1):
            {
                "TextSource": self._text_source,
                "PDFSource": self._pdf,
                "PictureSource": self._picture,
            }.get(local(element), self._recording)(container, element)
            progress(done, len(elements))
        if self._formatted:
            self.remarks.append(
                tr_n(
                    "{n} text has a formatted version too, which was left out.",
                    "{n} texts have a formatted version too, which was left out.",
                    self._formatted,
                )
            )

    def _text_source(self, container: Container, element: etree._Element) -> None:
        text = self._load(container, element, element)
        if text is not None:
            text.passages += _selections(element)

    def _pdf(self, container: Container, element: etree._Element) -> None:
        representation = child(element, "Representation")
        text = None
        if representation is not None:
            text = self._load(container, element, representation)
        found = list(_selections(representation)) if representation is not None else []
        twins = {passage.guid: passage for passage in reversed(found)}
        if text is None:
            why = tr("The file has no text of it. Add it by itself.")
            rest = _but(element, "PDFSelection", "Representation")
            self._leave(tr("PDF"), element, why, *rest)
        else:
            text.passages += found
            self._describe(text, element)
            told = tr("Its text is there; its pages, as they look, are not.")
            self._leave(tr("PDF"), element, told)
        areas = []
        for area in children(element, "PDFSelection"):
            twin = twins.get(guid_in(area.get("guid")))
            if twin is None or twin.guid is None:
                areas.append(area)
            elif text is not None:
                text.passages.append(replace(twin, element=area, is_twin=True))
        self._areas(element, areas, tr("PDF areas"))

    def _picture(self, container: Container, element: etree._Element) -> None:
        described = child(element, "TextDescription")
        text = None
        if described is not None:
            text = self._load(container, element, described, is_one=False)
        if text is None:
            rest = _but(element, "PictureSelection", "TextDescription")
            self._leave(tr("picture"), element, tr("Only texts can be coded here."), *rest)
        else:
            text.passages += _selections(text.element)
            self._describe(text, element)
            self._leave(tr("picture"), element, tr("The text that describes it is there."))
        self._areas(element, children(element, "PictureSelection"), tr("picture areas"))

    def _recording(self, container: Container, element: etree._Element) -> None:
        texts, transcripts = [], list(children(element, "Transcript"))
        for transcript in transcripts:
            text = self._load(container, element, transcript, is_one=len(transcripts) == 1)
            if text is not None:
                points = list(_points(transcript))
                text.times += [(seconds, at) for _, seconds, at in points]
                text.passages += _between_points(transcript, {guid: at for guid, _, at in points})
                self._describe(text, transcript)
                texts.append(text)
        inner = _but(element, "AudioSelection", "VideoSelection", "Transcript")
        if texts:
            self._call(element.get("guid"), texts[0])
            self._describe(texts[0], element)
            told = tr("Its transcript is there; the recording stays where it is.")
            self._leave(tr("recording"), element, told)
        elif transcripts:
            self._leave(tr("recording"), element, tr("Only texts can be coded here."), *inner)
        else:
            told = tr("There is no transcript of it, and only texts can be coded here.")
            self._leave(tr("recording"), element, told, *inner)
        stretches = children(element, "AudioSelection", "VideoSelection")
        self._areas(element, stretches, tr("stretches of a recording"))

    # ---- texts

    def _load(
        self,
        container: Container,
        element: etree._Element,
        holder: etree._Element,
        *,
        is_one: bool = True,
    ) -> SourceText | None:
        """Read a text; one that was read already for another element is given again."""
        file = (holder.get("plainTextPath") or "").strip()
        known = self._by_file.get(file.casefold()) if file else None
        if known is not None:
            self._describe(known, holder)
            self._call(element.get("guid"), known)
            return known
        try:
            text = self._made(container, element, holder, is_one=is_one)
        except InputProblem as problem:
            self._miss(element, holder, problem.what)
            return None
        if text is None:
            return None
        self.texts.append(text)
        self._call(element.get("guid"), text)
        self._call(holder.get("guid"), text)
        if file:
            self._by_file[file.casefold()] = text
        self._formatted += bool(holder.get("richTextPath")) and text.format != "docx"
        return text

    @staticmethod
    def _describe(text: SourceText, element: etree._Element) -> None:
        """Take what else an element says of a text, once."""
        if element is not text.element and all(element is not other for other in text.others):
            text.others.append(element)

    def _made(
        self,
        container: Container,
        element: etree._Element,
        holder: etree._Element,
        *,
        is_one: bool,
    ) -> SourceText | None:
        found = self._words(container, holder)
        if found is None:
            named_file = holder.get("plainTextPath") or holder.get("richTextPath") or ""
            why = tr("It says nowhere what its text is.")
            if named_file:
                why = tr("Its file “{0}” is not in the project.").format(_shown(named_file))
            self._miss(element, holder, why)
            return None
        raw, original, kind, encoding = found
        refuse_unreadable(raw.text, container.path)
        guid = guid_in((element if is_one else holder).get("guid"))
        guid = guid or derived("source", named(element), len(self.texts))
        if guid in self._guids:
            guid = derived("source again", guid, len(self.texts))
        self._guids.add(guid)
        name = named(element) or named(holder) if is_one else _both(element, holder)
        return SourceText(
            guid=guid,
            name=name or tr("Transcript"),
            raw=raw,
            element=holder,
            original=original,
            format=kind,
            encoding=encoding,
            file_name=_shown(holder.get("plainTextPath") or "") or f"{name}.{kind}",
        )

    def _words(
        self, container: Container, holder: etree._Element
    ) -> tuple[RawText, bytes, str, str | None] | None:
        data = container.source(holder.get("plainTextPath"))
        if data is not None:
            decoded = decode(data)
            refuse_binary(decoded.text, container.path)
            mark = BOM if data.startswith(_MARKS) else ""
            return RawText(mark + decoded.text), data, "txt", decoded.encoding
        inline = child(holder, "PlainTextContent")
        if inline is not None and (inline.text or "").strip():
            return RawText(inline.text or ""), (inline.text or "").encode(), "txt", "utf-8"
        rich = container.source(holder.get("richTextPath"))
        if rich is None:
            return None
        text = read_docx(rich, container.path, Reading()).text
        told = tr("“{0}” has no plain text; its codings may lie elsewhere in the formatted one.")
        self.remarks.append(told.format(named(holder)))
        return RawText(text), rich, "docx", None

    def _call(self, guid: str | None, text: SourceText) -> None:
        found = guid_in(guid)
        if found is not None:
            self.alias.setdefault(found, text)

    # ---- what is left out

    def _leave(
        self, kind: str, element: etree._Element, why: str, *holders: etree._Element
    ) -> None:
        """List something that cannot be held, with what goes with it."""
        told = f"{why} {self.gone.with_(*holders)}".strip()
        name = named(element) or _shown(element.get("path"))
        self.left_out.append(LeftOut(kind=kind, name=name, why=told))

    def _miss(self, element: etree._Element, holder: etree._Element, why: str) -> None:
        """List a text that is not there."""
        told = f"{why} {self.gone.with_(holder)}".strip()
        name = _both(element, holder) if element is not holder else named(element)
        self.left_out.append(LeftOut(kind=tr("text"), name=name, why=told))

    def _areas(self, element: etree._Element, areas: Iterable[etree._Element], kind: str) -> None:
        found = list(areas)
        if found:
            name = tr_n("{n} in “{{0}}”", "{n} in “{{0}}”", len(found)).format(named(element))
            why = f"{tr('They are no words.')} {self.gone.with_(*found, titles=True)}".strip()
            self.left_out.append(LeftOut(kind=kind, name=name, why=why))


def _both(element: etree._Element, holder: etree._Element) -> str:
    """Name one of several texts of a thing."""
    one, other = named(element), named(holder)
    return f"{one} ({other})" if one and other and one != other else one or other


def _but(element: etree._Element, *names: str) -> list[etree._Element]:
    """Give the children that are told of here; those of these names are told of elsewhere."""
    return [each for each in element if local(each) not in names]


def _shown(path: str | None) -> str:
    return PurePosixPath((path or "").replace("\\", "/")).name.removeprefix("internal:")


def _selections(holder: etree._Element) -> Iterator[Passage]:
    """Go through the selections of a text; one whose positions are no numbers has -1."""
    for element in children(holder, "PlainTextSelection"):
        start, end = number_in(element.get("startPosition")), number_in(element.get("endPosition"))
        broken = start is None or end is None
        yield Passage(
            guid_in(element.get("guid")),
            -1 if broken else start or 0,
            -1 if broken else end or 0,
            element,
        )


def _points(transcript: etree._Element) -> Iterator[tuple[UUID | None, float, int]]:
    for element in children(transcript, "SyncPoint"):
        time, at = number_in(element.get("timeStamp")), number_in(element.get("position"))
        if time is not None and at is not None:
            yield guid_in(element.get("guid")), time / 1000, at


def _between_points(
    transcript: etree._Element, points: dict[UUID | None, int]
) -> Iterator[Passage]:
    for element in children(transcript, "TranscriptSelection"):
        first, last = (
            points.get(guid_in(element.get(name)), -1) for name in ("fromSyncPoint", "toSyncPoint")
        )
        yield Passage(guid_in(element.get("guid")), first, last, element)
