# SPDX-License-Identifier: MIT
"""Transcripts in DOCX, by an own walk over the document's XML.

python-docx's paragraphs lose the place of tables, tracked insertions and content controls.
Tracked changes count as accepted; comments, pictures, heads and feet of pages are left out.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.core.records import TranscriptDraft
from coder_app.formats.elements import children, has, inside, local, value
from coder_app.formats.limits import MAX_TEXT, Archive, parse_xml
from coder_app.formats.transcripts.docx_styles import Lists, Styles, list_in, outline_level, switch
from coder_app.formats.transcripts.lines import Line, Manuscript, draft_of, row_of, symbol
from coder_app.formats.transcripts.reading import Reading

_LEFT_OUT = frozenset(
    {"del", "moveFrom", "pPr", "sectPr", "instrText", "delText", "fldData", "Fallback", "tblPr"}
    | {"tblGrid", "trPr", "tcPr", "sdtPr", "sdtEndPr", "rPr", "footnotePr", "endnotePr", "rt"}
)
_SIGNS = {"cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_LEAVES = frozenset({"r", "t", "br", "drawing", "pict", "object", "sym", "altChunk", *_SIGNS})
_TOLD = {"del": "change", "moveFrom": "change", "ins": "change", "commentReference": "comment"}
_AROUND = ("sdt", "sdtContent", "ins", "customXml")  # rows and cells
_DEEPEST = 150  # nested elements; Word itself stays under 60


def read_docx(data: bytes, path: Path, reading: Reading) -> TranscriptDraft:
    """Read a Word document; bold names at the beginning of paragraphs count as labels."""
    package = _Package(data, path)
    walk = _Walk(package)
    walk.blocks(package.body())
    found = Manuscript(walk.lines, list(_notes_of(package, walk)), walk.left_out)
    return draft_of(found, data, path, "docx", reading)


class _Package:
    """The parts of a Word document."""

    def __init__(self, data: bytes, path: Path) -> None:
        self.path = path
        self._archive = Archive(data, path)
        self._main = self._main_part()
        self.styles = Styles(self.part("styles"))
        self.lists = Lists(self.part("numbering"))

    def part(self, name: str) -> etree._Element | None:
        """Parse a part that lies beside the main one, if it is there."""
        full = posixpath.join(posixpath.dirname(self._main), f"{name}.xml")
        return parse_xml(self._archive.read(full), self.path) if full in self._archive else None

    def body(self) -> etree._Element:
        """Parse the part that holds the text."""
        root = parse_xml(self._archive.read(self._main), self.path)
        bodies = [element for element in root if local(element) == "body"]
        if local(root) != "document" or not bodies:
            raise self._no_document(tr("It is an Office file, but no Word document."))
        return bodies[0]

    def _main_part(self) -> str:
        """Find the part that holds the text, as the package's relationships name it."""
        name = "word/document.xml"
        if "_rels/.rels" in self._archive:
            for relation in parse_xml(self._archive.read("_rels/.rels"), self.path):
                if relation.get("Type", "").endswith("/officeDocument"):
                    name = posixpath.normpath(relation.get("Target", "").lstrip("/"))
        if name not in self._archive or "[Content_Types].xml" not in self._archive:
            raise self._no_document(tr("It is an archive, but no Word document."))
        return name

    def _no_document(self, what: str) -> InputProblem:
        return InputProblem(self.path, what, tr("Save the transcript as DOCX, TXT or VTT."))


class _Walk:
    """Goes through a part of the document and gathers its lines."""

    def __init__(self, package: _Package) -> None:
        self.lines: list[Line] = []
        self.notes: list[tuple[str, str]] = []  # kind and id, in the order of their marks
        self.left_out: Counter[str] = Counter()
        self._package = package
        self._boxes: list[etree._Element] = []
        self._goes_on: Line | None = None  # its paragraph mark is a tracked deletion
        self._new_page = False

    def blocks(self, parent: etree._Element, depth: int = 0) -> None:
        """Read paragraphs and tables in their order."""
        self._refuse_deep(depth)
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element, depth)
            elif name == "tbl":
                self._table(element, depth)
            elif name == "altChunk":
                self.left_out["embedded"] += 1
            elif name == "del":
                self.left_out["change"] += 1
            elif name not in _LEFT_OUT:
                self.blocks(element, depth + 1)

    def _refuse_deep(self, depth: int) -> None:
        if depth > _DEEPEST:
            what = tr("It is nested too deeply.")
            remedy = tr("Open it in Word or LibreOffice, and save it anew.")
            raise InputProblem(self._package.path, what, remedy)

    def _paragraph(self, element: etree._Element, depth: int) -> None:
        properties = next(children(element, "pPr"), None)
        page, self._new_page = self._new_page, False
        line = self._goes_on or Line()
        self._inline(element, line, bold=self._is_bold(properties), depth=depth + 1)
        gone = has(properties, "rPr", "del") or has(properties, "rPr", "moveFrom")
        if self._goes_on is None and not (line.is_empty and gone):
            if properties is not None:
                self._begin(line, properties)
            line.page |= page
            self.lines.append(line)
        self._goes_on = line if gone and not line.is_empty else None
        self._new_page |= _ends_page(properties)
        while self._boxes:  # text boxes stand beside the paragraph that anchors them
            self.blocks(self._boxes.pop(0), depth + 1)

    def _begin(self, line: Line, properties: etree._Element) -> None:
        """Say of a line what its paragraph's properties do: number, heading, new page."""
        style = next((value(s) for s in children(properties, "pStyle")), "")
        outline = next(children(properties, "outlineLvl"), None)
        direct = next(children(properties, "numPr"), None)
        styles, lists = self._package.styles, self._package.lists
        line.level = styles.level(style) if outline is None else outline_level(outline)
        line.number = lists.next(*(styles.list_of(style) if direct is None else list_in(direct)))
        line.page |= bool(switch(properties, "pageBreakBefore"))

    def _is_bold(self, properties: etree._Element | None) -> bool:
        """Tell whether a paragraph's style is bold; a heading's boldness marks no speaker."""
        style = next((value(s) for s in children(properties, "pStyle")), "")
        styles = self._package.styles
        return bool(style) and not styles.level(style) and styles.is_bold(style)

    def _table(self, table: etree._Element, depth: int) -> None:
        for row in inside(table, "tr", *_AROUND):
            if has(row, "trPr", "del"):
                self.left_out["change"] += 1
                continue
            self.lines.append(
                row_of([self._cell(cell, depth) for cell in inside(row, "tc", *_AROUND)])
            )

    def _cell(self, cell: etree._Element, depth: int) -> list[Line]:
        outer, self.lines, self._goes_on = self.lines, [], None
        self.blocks(cell, depth + 3)
        inner, self.lines, self._goes_on = self.lines, outer, None
        return inner

    def _inline(self, parent: etree._Element, line: Line, *, bold: bool, depth: int) -> None:
        self._refuse_deep(depth)
        for element in parent:
            name = local(element)
            if name == "r":
                self._run(element, line, bold=bold, depth=depth)
            elif name == "t":
                line.add(element.text or "", bold=bold)
            elif name in _SIGNS:
                line.add(_SIGNS[name], bold=bold)
            elif name == "br":
                self._break(element, line, bold=bold)
            elif name in ("footnoteReference", "endnoteReference"):
                self.notes.append((name.removesuffix("Reference"), value(element, "id")))
                line.add(f"[{len(self.notes)}]", bold=False)
            elif name in ("drawing", "pict", "object"):
                self._picture(element)
            elif name == "sym":
                self._symbol(element, line, bold=bold)
            elif name in _TOLD:
                self.left_out[_TOLD[name]] += 1
            if name in ("ins", "AlternateContent") or name not in _LEFT_OUT | _LEAVES:
                self._inline(element, line, bold=bold, depth=depth + 1)

    def _run(self, run: etree._Element, line: Line, *, bold: bool, depth: int) -> None:
        properties = next(children(run, "rPr"), None)
        if switch(properties, "vanish"):
            self.left_out["hidden"] += any(local(part) == "t" for part in run)
            return
        told = switch(properties, "b", "bCs")
        styled = any(self._package.styles.is_bold(value(s)) for s in children(properties, "rStyle"))
        own = styled or bold if told is None else told
        self._inline(run, line, bold=own, depth=depth + 1)

    def _break(self, element: etree._Element, line: Line, *, bold: bool) -> None:
        kind = value(element, "type")
        if kind == "page" and line.has_words:
            self._new_page = True
        elif kind == "page":
            line.page = True
        line.add("" if kind in ("page", "column") else "\n", bold=bold)

    def _symbol(self, element: etree._Element, line: Line, *, bold: bool) -> None:
        sign = symbol(value(element, "font"), value(element, "char")[-2:])
        line.add(sign, bold=bold)
        self.left_out["symbol"] += not sign

    def _picture(self, element: etree._Element) -> None:
        boxes = [box for box in element.iter() if local(box) == "txbxContent"]
        self._boxes += boxes[:1]
        self.left_out["picture"] += not boxes


def _ends_page(properties: etree._Element | None) -> bool:
    """Tell whether a section ends with this paragraph and the next begins on a new page."""
    for section in children(properties, "sectPr"):
        kind = next((value(t) for t in children(section, "type")), "nextPage")
        return kind in ("nextPage", "oddPage", "evenPage")
    return False


def _notes_of(package: _Package, walk: _Walk) -> Iterator[str]:
    """Give footnotes and endnotes in the order of their marks."""
    bodies: dict[tuple[str, str], etree._Element] = {}
    for kind in {kind for kind, _ in walk.notes}:
        bodies |= {
            (kind, value(note, "id")): note for note in children(package.part(f"{kind}s"), kind)
        }
    written: dict[tuple[str, str], str] = {}
    length = 0
    for key in list(walk.notes):
        if key not in written:
            inner = _Walk(package)
            if key in bodies:
                inner.blocks(bodies[key])
            written[key] = "\n".join(line.text for line in inner.lines)
            walk.left_out += inner.left_out
        length += len(written[key])
        if length > MAX_TEXT:
            what = tr("Its notes have more than {0:,} characters.").format(MAX_TEXT)
            raise InputProblem(package.path, what, tr("Save it without notes."))
        yield written[key]
