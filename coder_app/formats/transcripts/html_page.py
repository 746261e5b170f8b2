# SPDX-License-Identifier: MIT
"""Transcripts in HTML: blocks become lines; scripts, styles and what is hidden are not read."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from lxml import etree

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.core.records import TranscriptDraft
from coder_app.formats.elements import inside, local, whole
from coder_app.formats.limits import refuse_crowded
from coder_app.formats.transcripts.lines import Line, Manuscript, Words, draft_of, numeral, row_of
from coder_app.formats.transcripts.reading import Reading, read_decoded

_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog"}
    | {"div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3"}
    | {"h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav"}
    | {"ol", "p", "pre", "section", "summary", "table", "ul"}
)
_LEFT_OUT = frozenset(
    {"head", "script", "style", "template", "noscript", "svg", "math", "iframe", "object", "embed"}
    | {"audio", "video", "canvas", "select", "button", "textarea", "input", "rt", "rp", "datalist"}
)
_ROWS = ("thead", "tbody", "tfoot")
_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^<>]{0,200}?(?:charset|encoding)\s*=\s*["']?([\w-]+)""")
_WEIGHT = r"font-weight\s*:\s*(?:bold|[6-9]00)"
_BOLD = re.compile(_WEIGHT, re.IGNORECASE)
_BOLD_CLASS = re.compile(rf"\.([\w-]+)\s*\{{[^{{}}]*{_WEIGHT}", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_PAGE = re.compile(r"(?:page-)?break-before\s*:\s*(?:always|page)", re.IGNORECASE)
_DEEPEST = 300


def read_html(data: bytes, path: Path, reading: Reading) -> TranscriptDraft:
    """Read a web page; bold names at the beginning of blocks count as labels."""
    decoded = read_decoded(data, path, reading.encoding or _declared(data))
    refuse_crowded(data, path)
    root = _parsed(decoded.text, path)
    walk = _Walk(root, path)
    walk.read(root, bold=False, depth=0)
    walk.end_line()
    draft = draft_of(walk.found, data, path, "html", reading)
    return replace(
        draft,
        encoding=decoded.encoding,
        encoding_sure=decoded.sure,
        warnings=(*decoded.warnings, *draft.warnings),
    )


def _declared(data: bytes) -> str | None:
    """Find the encoding that the page names, if it is one and no mark of the bytes says more."""
    found = _CHARSET.search(data[:4096])
    if found is None or data.startswith(
        (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
    ):
        return None
    name = found[1].decode("ascii", "replace")
    try:
        is_wide = codecs.lookup(name).name.startswith(("utf-16", "utf-32"))
        b"a".decode(name)
    except (LookupError, UnicodeError):
        return None
    # pages that say ISO 8859-1 mean the code page of Windows, as browsers take it
    return None if is_wide else {"iso-8859-1": "cp1252"}.get(name.casefold(), name)


def _parsed(text: str, path: Path) -> etree._Element:
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    data = text.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-8", "replace")
    try:
        root = etree.fromstring(data, parser) if data.strip() else None
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise InputProblem(path, tr("There is no text in it."), tr("Choose another file."))
    return root


class _Walk:
    """Goes through a page and gathers its lines."""

    def __init__(self, root: etree._Element, path: Path) -> None:
        self.found = Manuscript(language=_language(root))
        styles = " ".join(style.text or "" for style in root.iter("style"))
        self._bold_classes = frozenset(_BOLD_CLASS.findall(styles))
        self._path = path
        self._counts: dict[etree._Element, int] = {}  # of lists
        self._lines = self.found.lines
        self._line = Line()
        self._words = Words(self._line)

    def read(self, element: etree._Element, *, bold: bool, depth: int) -> None:
        """Read an element and what is in it."""
        if depth > _DEEPEST:
            raise InputProblem(
                self._path, tr("It is nested too deeply."), tr("Save it anew as plain text.")
            )
        is_block = element.tag in _BLOCKS
        if is_block:
            self.end_line()
            self._begin(element)
        bold = bold or self._is_bold(element)
        self._add(element, element.text, bold=bold)
        for part in element:
            self._part(part, bold=bold, depth=depth + 1)
            self._add(element, part.tail, bold=bold)
        if is_block:
            self.end_line()
            self._begin_line(page=self._line.page)  # an empty item's number is not the next line's

    def _part(self, part: etree._Element, *, bold: bool, depth: int) -> None:
        name = local(part)
        if name == "br" and _PAGE.search(part.get("style", "")):
            self.end_line()
            self._line.page = True
        elif name == "br":
            self._words.put("\n", bold=bold)
        elif name == "img":
            self.found.left_out["picture"] += 1
        elif name == "del":
            self.found.left_out["change"] += 1
        elif name in _LEFT_OUT:
            return
        elif part.get("hidden") is not None or _HIDDEN.search(part.get("style") or ""):
            self.found.left_out["hidden"] += any(text.strip() for text in part.itertext())
        elif name == "table":
            self._table(part, bold=bold, depth=depth)
        else:
            self.read(part, bold=bold, depth=depth)

    def _table(self, table: etree._Element, *, bold: bool, depth: int) -> None:
        self.end_line()
        for row in table:
            if local(row) == "caption":
                self.read(row, bold=bold, depth=depth + 1)
                self.end_line()
        for row in inside(table, "tr", *_ROWS):
            cells = [cell for cell in row if local(cell) in ("td", "th")]
            line = row_of([self._cell(cell, bold=bold, depth=depth + 2) for cell in cells])
            self._lines.append(line)

    def _cell(self, cell: etree._Element, *, bold: bool, depth: int) -> list[Line]:
        with self._apart() as lines:
            self.read(cell, bold=bold, depth=depth)
            self.end_line()
        return lines

    @contextmanager
    def _apart(self) -> Iterator[list[Line]]:
        outer, self._lines = self._lines, []
        self._begin_line()
        yield self._lines
        self._lines = outer

    def _begin(self, element: etree._Element) -> None:
        """Say of the line what its block does: number, heading, new page."""
        name = local(element)
        style = element.get("style")
        self._line.page |= bool(style and _PAGE.search(style))
        if len(name) == 2 and name[0] == "h" and name[1].isdigit():
            self._line.level = int(name[1])
        elif name == "li":
            self._line.number = self._number(element)

    def _number(self, item: etree._Element) -> str:
        """Give the number or bullet of a list's item with a space."""
        parent = item.getparent()
        if parent is None or local(parent) != "ol":
            return "• "
        before = self._counts.get(parent, whole(parent.get("start", ""), 1) - 1)
        self._counts[parent] = whole(item.get("value", ""), before + 1)
        return f"{numeral(self._counts[parent], parent.get('type', '')[:1] or '1')}. "

    def end_line(self) -> None:
        """Finish a line, if there is one."""
        pieces = self._line.rest or self._line.bold
        if pieces:
            pieces[-1] = pieces[-1].rstrip(" \n")
        if "".join((*self._line.bold, *self._line.rest)).strip():
            if self._line.level:  # a heading's boldness marks no speaker
                self._line.bold, self._line.rest = [], self._line.bold + self._line.rest
            self._lines.append(self._line)
            self._begin_line()
        self._words = Words(self._line)

    def _begin_line(self, *, page: bool = False) -> None:
        self._line = Line(page=page)
        self._words = Words(self._line)

    def _add(self, element: etree._Element, raw: str | None, *, bold: bool) -> None:
        if raw and local(element) in ("pre", "xmp", "listing", "plaintext"):
            self._words.put(raw, bold=bold)
        else:
            self._words.add(raw, bold=bold)

    def _is_bold(self, element: etree._Element) -> bool:
        if element.tag in ("b", "strong", "th"):
            return True
        style, classes = element.get("style"), element.get("class")
        is_styled = bool(style and _BOLD.search(style))
        return is_styled or bool(classes and not self._bold_classes.isdisjoint(classes.split()))


def _language(root: etree._Element) -> str | None:
    told = root.get("lang", "").replace("_", "-").split("-")[0].casefold()
    return told if re.fullmatch(r"[a-z]{2,3}", told) else None
