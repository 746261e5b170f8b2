# SPDX-License-Identifier: MIT
"""Codes and categories of QualCoder → one tree; rings that a damaged project has are cut."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from uuid import UUID

from coder_app.core.colours import from_hex
from coder_app.core.picture import PictureCode
from coder_app.core.places import tr
from coder_app.core.records import CodeDraft
from coder_app.formats.codebooks.prose import read_description
from coder_app.formats.projects.foreign_database import ForeignDatabase, int_in, line_in, text_in
from coder_app.formats.projects.refi.markup import colour_in

_Key = tuple[str, int]  # "category" or "code", and its number there


class Tree:
    """The codebook of a project."""

    def __init__(self, database: ForeignDatabase, guid: Callable[..., UUID]) -> None:
        self.by_number: dict[int, UUID] = {}
        self.codes: list[PictureCode] = []
        self.cut: list[str] = []  # names of codes that would stand under themselves
        self._guid = guid
        self._drafts: dict[_Key, CodeDraft] = {}
        self._parents: dict[_Key, _Key | None] = {}
        self._read_categories(database)
        self._read_codes(database)
        self._place()

    def _read_categories(self, database: ForeignDatabase) -> None:
        for row in database.rows("code_cat", "catid", "name", "memo", "supercatid"):
            number, above = int_in(row[0]), int_in(row[3])
            if number is not None:
                draft = CodeDraft(name=line_in(row[1]) or tr("Category"), codable=False)
                self._drafts["category", number] = read_description(text_in(row[2]), draft)
                self._parents["category", number] = _key("category", above)

    def _read_codes(self, database: ForeignDatabase) -> None:
        columns = ("cid", "name", "memo", "catid", "color", "supercid")
        for row in database.rows("code_name", *columns):
            number = int_in(row[0])
            if number is not None:
                colour = from_hex(colour_in(text_in(row[4])))
                draft = CodeDraft(name=line_in(row[1]) or tr("Code"), colour=colour)
                self._drafts["code", number] = read_description(text_in(row[2]), draft)
                above = _key("code", int_in(row[5])) or _key("category", int_in(row[3]))
                self._parents["code", number] = above

    def _place(self) -> None:
        """Walk the tree from the top, by name; what hangs in a ring stands at the top too."""
        below: dict[_Key | None, list[_Key]] = defaultdict(list)
        for key in sorted(self._drafts, key=lambda k: (self._drafts[k].name.casefold(), k)):
            parent = self._parents[key]
            below[parent if parent in self._drafts else None].append(key)
        guids: dict[_Key, UUID] = {}
        for key, parent in self._walk(below):
            draft = self._drafts[key]
            guids[key] = self._guid(*key, draft.name)
            above = guids[parent] if parent else None
            self.codes.append(PictureCode(guid=guids[key], parent=above, draft=draft))
            if key[0] == "code":
                self.by_number[key[1]] = guids[key]

    def _walk(self, below: dict[_Key | None, list[_Key]]) -> Iterator[tuple[_Key, _Key | None]]:
        done: set[_Key] = set()
        waiting: list[tuple[_Key, _Key | None]] = [(key, None) for key in reversed(below[None])]
        left = iter(sorted(self._drafts))
        while True:
            while waiting:
                key, parent = waiting.pop()
                if key not in done:
                    done.add(key)
                    yield key, parent
                    waiting += [(inner, key) for inner in reversed(below[key])]
            ringed = next((key for key in left if key not in done), None)
            if ringed is None:
                return
            self.cut.append(self._drafts[ringed].name)
            waiting.append((ringed, None))


def _key(kind: str, number: int | None) -> _Key | None:
    return None if number is None else (kind, number)
