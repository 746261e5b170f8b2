# SPDX-License-Identifier: MIT
"""Transcripts in DOCX, by an own walk over the document's XML.

python-docx's paragraphs lose the place of tables, tracked insertions and content controls.
Paragraphs become lines; cells of a table row are parted by tabs; notes follow at the end.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr, tr_n
from coder_app.core.records import ImportWarning, SpeakerRole, TranscriptDraft, Turn
from coder_app.core.spans import Span
from coder_app.formats.cleaning import clean, refuse_unreadable
from coder_app.formats.labels import looks_like_name
from coder_app.formats.limits import Archive, parse_xml
from coder_app.formats.speakers import find_turns

# Strict OOXML has other namespaces for the same names, so only local names are compared.
_LEFT_OUT = frozenset(
    {"del", "moveFrom", "pPr", "sectPr", "instrText", "delText", "fldData", "Fallback", "tblPr"}
    | {"tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "rPr", "footnotePr", "endnotePr"}
)
_SIGNS = {"cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_OFF = frozenset({"0", "false", "off", "none"})
_DEEPEST = 150  # nested elements; Word itself stays under 60


@dataclass(slots=True)
class _Line:
    """One paragraph: what is bold at its beginning, and the rest."""

    bold: list[str] = field(default_factory=list)
    rest: list[str] = field(default_factory=list)

    def add(self, words: str, *, bold: bool) -> None:
        (self.bold if bold and not self.rest else self.rest).append(words)

    @property
    def text(self) -> str:
        return "".join((*self.bold, *self.rest))


class _Walk:
    """Goes through a part of the document and gathers its lines."""

    def __init__(self, path: Path) -> None:
        self.lines: list[_Line] = []
        self.notes: list[tuple[str, str]] = []  # kind and id, in the order of their marks
        self.left_out: Counter[str] = Counter()
        self._path = path
        self._boxes: list[etree._Element] = []

    def blocks(self, parent: etree._Element, depth: int = 0) -> None:
        """Read paragraphs and tables in their order."""
        if depth > _DEEPEST:
            raise _damaged(self._path, tr("It is nested too deeply."))
        for element in parent:
            name = _local(element)
            if name == "p":
                self._paragraph(element, depth)
            elif name == "tbl":
                self._table(element, depth)
            elif name == "del":
                self.left_out["del"] += 1
            elif name not in _LEFT_OUT:
                self.blocks(element, depth + 1)

    def _paragraph(self, element: etree._Element, depth: int) -> None:
        line = _Line()
        self.lines.append(line)
        self._inline(element, line, bold=False, depth=depth + 1)
        while self._boxes:  # text boxes stand beside the paragraph that anchors them
            self.blocks(self._boxes.pop(0), depth + 1)

    def _table(self, table: etree._Element, depth: int) -> None:
        for row in _children(table, "tr"):
            cells = []
            for cell in _children(row, "tc"):
                outer, self.lines = self.lines, []
                self.blocks(cell, depth + 3)
                cells.append("\n".join(line.text for line in self.lines).strip())
                self.lines = outer
            self.lines.append(_Line(rest=["\t".join(cells)]))

    def _inline(self, parent: etree._Element, line: _Line, *, bold: bool, depth: int) -> None:
        if depth > _DEEPEST:
            raise _damaged(self._path, tr("It is nested too deeply."))
        for element in parent:
            name = _local(element)
            if name == "r":
                self._inline(element, line, bold=_is_bold(element), depth=depth + 1)
            elif name == "t":
                line.add(element.text or "", bold=bold)
            elif name in _SIGNS:
                line.add(_SIGNS[name], bold=bold)
            elif name == "br":
                line.add("" if _value(element, "type") in ("page", "column") else "\n", bold=bold)
            elif name in ("footnoteReference", "endnoteReference"):
                self.notes.append((name.removesuffix("Reference"), _value(element, "id")))
                line.add(f"[{len(self.notes)}]", bold=False)
            elif name in ("drawing", "pict", "object"):
                self._picture(element)
            elif name in ("del", "moveFrom", "ins", "commentReference", "sym"):
                self.left_out[name] += 1
            if name in ("ins", "AlternateContent") or name not in _LEFT_OUT | _LEAVES:
                self._inline(element, line, bold=bold, depth=depth + 1)

    def _picture(self, element: etree._Element) -> None:
        boxes = [box for box in element.iter() if _local(box) == "txbxContent"]
        self._boxes += boxes[:1]
        self.left_out["picture"] += not boxes


_LEAVES = frozenset({"r", "t", "br", "drawing", "pict", "object", "sym", *_SIGNS})


def read_docx(data: bytes, path: Path, *, nfc: bool) -> TranscriptDraft:
    """Read a Word document; bold names at the beginning of paragraphs count as labels."""
    archive = Archive(data, path)
    main = _main_part(archive, path)
    walk = _Walk(path)
    walk.blocks(_body(parse_xml(archive.read(main), path), path))
    text, bold = _text_of(walk.lines, nfc=nfc)
    turns, uncertain = find_turns(text, bold_labels=bold)
    notes = _notes_of(archive, main, walk, path, nfc=nfc)
    if notes:
        start = len(text) + 2
        text = f"{text}\n\n{notes}"
        turns = (*turns, _nobody(start, len(text)))
    refuse_unreadable(text, path)
    _, cleaned = clean("\n".join(line.text for line in walk.lines))
    return TranscriptDraft(
        name=path.stem,
        text=text,
        turns=turns,
        original=data,
        format="docx",
        path=path,
        warnings=(*cleaned, *_report(walk), *uncertain),
    )


def _main_part(archive: Archive, path: Path) -> str:
    """Find the part that holds the text, as the package's relationships name it."""
    name = "word/document.xml"
    if "_rels/.rels" in archive:
        for relation in parse_xml(archive.read("_rels/.rels"), path):
            if relation.get("Type", "").endswith("/officeDocument"):
                name = posixpath.normpath(relation.get("Target", "").lstrip("/"))
    if name not in archive or "[Content_Types].xml" not in archive:
        what = tr("It is an archive, but no Word document.")
        raise InputProblem(path, what, tr("Save the transcript as DOCX, TXT or VTT."))
    return name


def _body(root: etree._Element, path: Path) -> etree._Element:
    bodies = [element for element in root if _local(element) == "body"]
    if _local(root) != "document" or not bodies:
        what = tr("It is an Office file, but no Word document.")
        raise InputProblem(path, what, tr("Save the transcript as DOCX, TXT or VTT."))
    return bodies[0]


def _text_of(lines: list[_Line], *, nfc: bool) -> tuple[str, list[Span]]:
    """Join the lines, and tell where a bold name begins one."""
    pieces: list[str] = []
    bold: list[Span] = []
    position = 0
    for line in lines:
        head, _ = clean("".join(line.bold), nfc=nfc)
        rest, _ = clean("".join(line.rest), nfc=nfc)
        if not pieces and not (head + rest).strip():
            continue
        name = head.strip().rstrip(":").rstrip()
        if name and "\n" not in name and looks_like_name(name) and not head[0].isspace():
            bold.append(Span(position, position + len(head.rstrip())))
        pieces.append(head + rest)
        position += len(head) + len(rest) + 1
    return "\n".join(pieces).rstrip(), bold


def _notes_of(archive: Archive, main: str, walk: _Walk, path: Path, *, nfc: bool) -> str:
    """Write footnotes and endnotes as numbered lines."""
    bodies: dict[tuple[str, str], etree._Element] = {}
    for kind in {kind for kind, _ in walk.notes}:
        part = posixpath.join(posixpath.dirname(main), f"{kind}s.xml")
        if part in archive:
            root = parse_xml(archive.read(part), path)
            bodies |= {(kind, _value(note, "id")): note for note in _children(root, kind)}
    written = []
    for number, key in enumerate(list(walk.notes), start=1):
        inner = _Walk(path)
        if key in bodies:
            inner.blocks(bodies[key])
        words, _ = clean("\n".join(line.text for line in inner.lines).strip(), nfc=nfc)
        written.append(f"[{number}] {words}".rstrip())
    return "\n".join(written)


def _nobody(start: int, end: int) -> Turn:
    return Turn(
        speaker="",
        role=SpeakerRole.NONE,
        label_start=start,
        label_end=start,
        start=start,
        end=end,
    )


def _report(walk: _Walk) -> Iterator[ImportWarning]:
    """Say what of the document is not in the text."""
    count = walk.left_out
    if count["del"] + count["moveFrom"] + count["ins"]:
        n = count["del"] + count["moveFrom"] + count["ins"]
        one = "{n} tracked change was taken as accepted."
        many = "{n} tracked changes were taken as accepted."
        yield ImportWarning(sentence=tr_n(one, many, n))
    if count["commentReference"]:
        one, many = "{n} comment was left out.", "{n} comments were left out."
        yield ImportWarning(sentence=tr_n(one, many, count["commentReference"]))
    if count["picture"]:
        one, many = "{n} picture was left out.", "{n} pictures were left out."
        yield ImportWarning(sentence=tr_n(one, many, count["picture"]))
    if count["sym"]:
        one = "{n} sign of a symbol font was left out."
        many = "{n} signs of a symbol font were left out."
        yield ImportWarning(sentence=tr_n(one, many, count["sym"]))
    if walk.notes:
        one = "{n} note stands at the end of the text."
        many = "{n} notes stand at the end of the text."
        yield ImportWarning(sentence=tr_n(one, many, len(walk.notes)))


def _damaged(path: Path, what: str) -> InputProblem:
    return InputProblem(path, what, tr("Open it in Word or LibreOffice, and save it anew."))


def _local(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _children(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Give the children of a name, also those inside content controls and insertions."""
    for child in element:
        if _local(child) == name:
            yield child
        elif _local(child) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _children(child, name)


def _value(element: etree._Element, name: str) -> str:
    """Read an attribute by its local name."""
    for key, value in element.attrib.items():
        if str(key).rpartition("}")[2] == name:
            return str(value)
    return ""


def _is_bold(run: etree._Element) -> bool:
    for properties in _children(run, "rPr"):
        for mark in properties:
            if _local(mark) in ("b", "bCs") and _value(mark, "val") not in _OFF:
                return True
            if _local(mark) == "rStyle" and _value(mark, "val").casefold() == "strong":
                return True
    return False
