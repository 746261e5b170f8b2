# SPDX-License-Identifier: MIT
"""Transcripts in OpenDocument text (ODT, FODT), by an own walk over the document's XML.

Tracked changes count as accepted: what was deleted lies apart from the text, and is not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.core.records import TranscriptDraft
from coder_app.formats.elements import children, inside, local, value, whole
from coder_app.formats.limits import Archive, parse_xml
from coder_app.formats.transcripts.lines import Line, Manuscript, Words, draft_of, row_of
from coder_app.formats.transcripts.odt_styles import Counting, Styles
from coder_app.formats.transcripts.reading import Reading

_DEEPEST = 150  # nested elements; office programs stay far under it
_MOST_SPACES = 1_000_000  # of a document, where a number says how many
_LEFT_OUT = frozenset({"script", "ruby-text", "note-citation", "forms", "annotation-end"})
_ROWS = ("table-header-rows", "table-rows", "table-row-group")


def read_odt(data: bytes, path: Path, reading: Reading) -> TranscriptDraft:
    """Read an OpenDocument text; bold names at the beginning of paragraphs count as labels."""
    is_flat = not data.startswith(b"PK")
    roots = [parse_xml(data, path)] if is_flat else _parts(Archive(data, path), path)
    walk = _Walk(Styles(roots), path)
    walk.blocks(_text_in(roots[-1], path))
    return draft_of(walk.found, data, path, "fodt" if is_flat else "odt", reading)


def is_odf(archive: Archive) -> bool:
    """Tell an OpenDocument file from other archives."""
    return "content.xml" in archive or "encrypted-package" in archive


def _parts(archive: Archive, path: Path) -> list[etree._Element]:
    """Parse the styles, if there are some, and the content."""
    manifest = "META-INF/manifest.xml"
    if "encrypted-package" in archive or (
        manifest in archive and b"encryption-data" in archive.read(manifest)
    ):
        what = tr("It is protected by a password.")
        raise InputProblem(path, what, tr("Save a copy without password, and choose that."))
    if "content.xml" not in archive:
        raise _no_text(path)
    names = [name for name in ("styles.xml", "content.xml") if name in archive]
    return [parse_xml(archive.read(name), path) for name in names]


def _text_in(root: etree._Element, path: Path) -> etree._Element:
    for body in children(root, "body", "text"):
        return body
    raise _no_text(path)


def _no_text(path: Path) -> InputProblem:
    what = tr("It is an OpenDocument file, but no text document.")
    return InputProblem(path, what, tr("Save the transcript as ODT, DOCX or TXT."))


class _Walk:
    """Goes through the text and gathers its lines."""

    def __init__(self, styles: Styles, path: Path) -> None:
        self.found = Manuscript()
        self._styles, self._path = styles, path
        self._counting = Counting(styles)
        self._lines = self.found.lines
        self._boxes: list[etree._Element] = []
        self._new_page = False
        self._spaces_left = _MOST_SPACES

    def blocks(self, parent: etree._Element, depth: int = 0) -> None:
        """Read paragraphs, lists and tables in their order."""
        self._refuse_deep(depth)
        for element in parent:
            name = local(element)
            if name in ("p", "h"):
                self._paragraph(element, "", depth)
            elif name == "list":
                self._list(element, "", 1, depth + 1)
            elif name == "table":
                self._table(element, depth)
            elif name == "tracked-changes":
                self.found.left_out["change"] += sum(
                    local(change) != "format-change" for region in element for change in region
                )
            elif name == "section" and value(element, "display") == "none":
                self.found.left_out["hidden"] += 1
            elif name == "frame":
                self._frame(element)
                self._read_boxes(depth)
            elif name not in _LEFT_OUT and not name.endswith("-source"):
                self.blocks(element, depth + 1)

    def _refuse_deep(self, depth: int) -> None:
        if depth > _DEEPEST:
            what = tr("It is nested too deeply.")
            raise InputProblem(self._path, what, tr("Open it in LibreOffice, and save it anew."))

    def _paragraph(self, element: etree._Element, number: str, depth: int) -> None:
        style = value(element, "style-name")
        is_heading = local(element) == "h"
        level = max(1, whole(value(element, "outline-level"), 1)) if is_heading else 0
        level = level or self._styles.level(style)
        line = Line(number=number, level=level)
        if is_heading and not number and value(element, "is-list-header") != "true":
            line.number = self._counting.next_heading(level)
        line.page = self._new_page or self._styles.begins_page(style)
        self._new_page = self._styles.ends_page(style)
        self._lines.append(line)
        bold = not level and bool(self._styles.is_bold("paragraph", style))
        self._inline(element, Words(line), bold=bold, depth=depth + 1)
        self._read_boxes(depth)

    def _read_boxes(self, depth: int) -> None:
        while self._boxes:  # text boxes stand beside the paragraph that anchors them
            self.blocks(self._boxes.pop(0), depth + 1)

    def _list(self, element: etree._Element, style: str, level: int, depth: int) -> None:
        self._refuse_deep(depth)
        own = value(element, "style-name") or style
        goes_on = value(element, "continue-numbering") == "true" or value(element, "continue-list")
        if level == 1 and not goes_on:
            self._counting.restart(own)
        for item in element:
            number = ""
            if local(item) == "list-item" and any(local(part) in ("p", "h") for part in item):
                number = self._counting.next(own, level, value(item, "start-value"))
            for part in item:
                if local(part) in ("p", "h"):
                    self._paragraph(part, number, depth + 1)
                    number = ""
                elif local(part) == "list":
                    self._list(part, own, level + 1, depth + 2)

    def _table(self, table: etree._Element, depth: int) -> None:
        for row in inside(table, "table-row", *_ROWS):
            cells = [self._cell(cell, depth) for cell in children(row, "table-cell")]
            self._lines.append(row_of(cells))

    def _cell(self, cell: etree._Element, depth: int) -> list[Line]:
        outer, self._lines = self._lines, []
        self.blocks(cell, depth + 3)
        inner, self._lines = self._lines, outer
        return inner

    # ---- what stands inside of paragraphs

    def _inline(self, element: etree._Element, words: Words, *, bold: bool, depth: int) -> None:
        self._refuse_deep(depth)
        words.add(element.text, bold=bold)
        for part in element:
            if not self._leaves_out(part):
                self._part(part, words, bold=bold, depth=depth)
            words.add(part.tail, bold=bold)

    def _part(self, part: etree._Element, words: Words, *, bold: bool, depth: int) -> None:
        match local(part):
            case "s":
                count = min(whole(value(part, "c"), 1), self._spaces_left)
                self._spaces_left -= count
                words.put(" " * count, bold=bold)
            case "tab":
                words.put("\t", bold=bold)
            case "line-break":
                words.put("\n", bold=bold)
            case "note":
                words.put(self._note(part, depth), bold=False)
            case _:
                told = self._styles.is_bold("text", value(part, "style-name"))
                own = bold if told is None else told
                self._inline(part, words, bold=own, depth=depth + 1)

    def _note(self, element: etree._Element, depth: int) -> str:
        """Keep a footnote or endnote for the end, and give its mark."""
        self.found.notes.append("")
        place = len(self.found.notes)
        outer, self._lines = self._lines, []
        for body in children(element, "note-body"):
            self.blocks(body, depth + 2)
        self.found.notes[place - 1] = "\n".join(line.text for line in self._lines)
        self._lines = outer
        return f"[{place}]"

    def _leaves_out(self, element: etree._Element) -> bool:
        """Count what is no words of the paragraph, or not to be read."""
        name = local(element)
        if name == "annotation":
            self.found.left_out["comment"] += 1
        elif name == "frame":
            self._frame(element)
        elif name == "span" and self._styles.is_hidden(value(element, "style-name")):
            self.found.left_out["hidden"] += 1
        else:
            return name in _LEFT_OUT
        return True

    def _frame(self, element: etree._Element) -> None:
        boxes: Sequence[etree._Element] = list(children(element, "text-box"))
        self._boxes += boxes
        self.found.left_out["picture"] += not boxes
