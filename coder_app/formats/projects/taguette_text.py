# SPDX-License-Identifier: MIT
"""The HTML of a document in Taguette → plain text, with its positions: UTF-8 bytes of the text.

Taguette counts the text nodes as a browser has them. Blocks become lines here, and white space
between blocks goes, so each stretch remembers where its bytes began.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import accumulate

from coder_app.formats.cleaning import clean

_BLOCKS = frozenset(
    {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table"}
    | {"thead", "tbody", "tfoot", "tr", "caption", "blockquote", "pre", "section", "article", "hr"}
)
_CELLS = frozenset({"td", "th"})
_UNSEEN = frozenset({"script", "style", "head", "title"})
_PIECE = 1_000  # characters of a long node that are counted together
_NO_TAG = re.compile(r"<(?!/?[A-Za-z][^<>]*>)")  # Taguette writes no < inside of a tag
_DECLARED = re.compile(r"<[!?][^<>]*>")
_WHITE = str.maketrans("\n\t\f", "   ")


@dataclass(frozen=True, slots=True)
class _Node:
    """One text node: its bytes there, and where its characters lie here."""

    start: int  # in bytes
    at: int
    text: str
    is_kept: bool


class HtmlText(HTMLParser):
    """Reads a document; `text` is what it says, `place` turns positions into ours."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._nodes: list[_Node] = []
        self._length = self._bytes = self._unseen = self._pre = 0
        self._at_pre = False
        self.feed(_sound(html.replace("\r\n", "\n").replace("\r", "\n")))
        self.close()
        # a letter in front, so that a byte order mark at the head stays and nothing moves
        self.text = clean("x" + "".join(self._parts))[0][1:]
        self._starts = [node.start for node in self._nodes]
        self._pieces: dict[int, list[int]] = {}  # node → bytes before each piece of it

    def place(self, offset: int, *, is_end: bool = False) -> int | None:
        """Give our position of a byte; the middle of a character moves outward."""
        if not 0 <= offset <= self._bytes:
            return None
        number = bisect_right(self._starts, offset - is_end) - 1
        if number < 0:
            return 0
        node = self._nodes[number]
        if not node.is_kept:
            return node.at
        pieces = self._pieces.get(number) or self._pieces.setdefault(number, _bytes_of(node.text))
        piece = bisect_right(pieces, offset - node.start) - 1
        within = node.text[piece * _PIECE : (piece + 1) * _PIECE].encode("utf-8", "surrogatepass")
        before = within[: offset - node.start - pieces[piece]]
        whole = before.decode("utf-8", "ignore")
        is_cut = len(whole.encode("utf-8")) < len(before)
        inside = piece * _PIECE + len(whole) + (is_cut and is_end)
        return node.at + min(len(node.text), inside)

    # ---- what the parser tells

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a line, a cell, or what nobody sees."""
        if tag in _BLOCKS:
            self._break()
        elif tag == "br":
            self._emit("\n")
        elif tag in _CELLS and self._parts and not self._ends_line():
            self._emit("\t")
        self._pre += tag == "pre"
        self._at_pre = tag == "pre"
        self._unseen += tag in _UNSEEN

    def handle_endtag(self, tag: str) -> None:
        """End a line."""
        if tag in _BLOCKS:
            self._break()
        self._pre = max(0, self._pre - (tag == "pre"))
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))

    def handle_data(self, data: str) -> None:
        """Take a text node."""
        if self._unseen:
            return
        if self._at_pre:
            data = data.removeprefix("\n")  # as browsers do
            self._at_pre = False
        is_kept = bool(data.strip()) or (not self._ends_line() and "\n" not in data)
        node = _Node(self._bytes, self._length, data, is_kept)
        self._nodes.append(node)
        self._bytes += len(data.encode("utf-8", "surrogatepass"))
        if is_kept:
            self._emit(data if self._pre else data.translate(_WHITE))

    def _emit(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _ends_line(self) -> bool:
        last = next((part for part in reversed(self._parts) if part), "\n")
        return last.endswith("\n")

    def _break(self) -> None:
        if not self._ends_line():
            self._emit("\n")


def _bytes_of(text: str) -> list[int]:
    """Give how many bytes stand before each piece of a text, and in all of it."""
    pieces = (text[at : at + _PIECE] for at in range(0, len(text), _PIECE))
    return [0, *accumulate(len(piece.encode("utf-8", "surrogatepass")) for piece in pieces)]


def _sound(html: str) -> str:
    """Take out comments, and make text of each < that begins no tag.

    The parser would look for the end of each to the end of the document, or stumble over it.
    """
    kept, at = [], 0
    while (start := html.find("<!--", at)) >= 0 and (end := html.find("-->", start + 4)) >= 0:
        kept.append(html[at:start])
        at = end + 3
    kept.append(html[at:])
    return _NO_TAG.sub("&lt;", _DECLARED.sub("", "".join(kept)))
