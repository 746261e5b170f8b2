# SPDX-License-Identifier: MIT
"""A codebook as a table in Excel or CSV: one that we wrote, or one that a person filled in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from uuid import UUID

from coder_app.core.colours import families
from coder_app.core.errors import InputProblem
from coder_app.core.places import tr, tr_n
from coder_app.core.records import CodebookDraft, CodeDraft, CodeStatus, ScaleLevel, Sheet
from coder_app.formats.cells import read_tables
from coder_app.formats.codebooks.colour_names import read_colour
from coder_app.formats.codebooks.columns import (
    TEXTS,
    WRITTEN,
    Heads,
    cells_of,
    entries_of,
    entries_of_several_lines,
    heads_of,
    scale_of,
)
from coder_app.formats.codebooks.faults import (
    LONGEST_LIST,
    LONGEST_NAME,
    MOST_CODES,
    Faults,
    head_of,
    text_fault,
)
from coder_app.formats.codebooks.rules import faults_of, parents_first
from coder_app.formats.codebooks.tree import DEEPEST, Names, Node, parts_of, rooted, tree_of
from coder_app.formats.datasets.csv_file import write_csv
from coder_app.formats.datasets.workbook import write_workbook

_HEAD = ("title", "description", "method", "language", "rule")  # kinds of rows that are no codes
_SHEETS = ("codebook", "codes", "code system")  # where a workbook has several
_LOOKED_AT = 20  # rows in which the headers are looked for
_MOST_ROWS, _MOST_COLUMNS = 20_000, 500
_FORMULA = re.compile(r"'+[=+\-@\t\r]")
_GROUPS = frozenset({"true", "yes", "1", "x", "group", "category", "folder", "theme"})
_CODES = frozenset({"", "false", "no", "0", "code"})

Head = list[tuple[str, str]]  # title, description, … and what they say


@dataclass(slots=True)
class _Row:
    """A row that describes a code, by the fields its columns hold."""

    number: int
    path: Names
    cells: Mapping[str, list[str]]
    is_group: bool = False

    def text(self, of: str) -> str:
        """Give a field's cells as one text."""
        return "\n\n".join(self.cells.get(of, ()))


# ---- reading


def read_codebook_table(path: Path) -> tuple[CodebookDraft, tuple[str, ...]]:
    """Read a table; gives the codebook, and sentences about what was left out or renamed."""
    path = Path(path)
    tables = read_tables(path)
    by_name = {name.casefold(): name for name in tables.names}
    head: Head = []
    if len(tables.names) > 1 and "about" in by_name:
        about = islice(tables.rows(by_name["about"]), _MOST_ROWS)
        head = [(row[0].strip().casefold(), row[1].strip()) for row in about if len(row) > 1]
    chosen = next((by_name[name] for name in _SHEETS if name in by_name), tables.names[0])
    rows = tables.rows(chosen)
    if tables.names == ("",):
        rows = ([(_FORMULA.match(c) and c[1:]) or c for c in row] for row in rows)
    return _Reading(path).read(rows, head)


class _Reading:
    """Makes a codebook of rows; all that is wrong is told at once."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._faults = Faults()
        self._notes: list[str] = []
        self._heads = Heads()
        self._outline: list[tuple[int, str]] = []  # how far set in, name; from the top down

    def read(
        self, rows: Iterable[Sequence[str]], head: Head
    ) -> tuple[CodebookDraft, tuple[str, ...]]:
        """Read rows: headers, below whatever may stand above a table, and a code each."""
        found = self._rows(self._below_headers(rows), head)
        if not found:
            self._raise_if_any()
            what = tr("There is no code in it.")
            raise InputProblem(self._path, what, tr("Give each code a row below the headers."))
        self._place(found)
        self._raise_if_any()
        nodes, renamed = tree_of([row.path for row in found])
        self._notes += renamed
        codes = [self._code(node, found) for node in nodes]
        numbers = {
            id(code): found[node.row].number if node.row is not None else 0
            for code, node in zip(codes, nodes, strict=True)
        }
        draft = self._draft(parents_first(codes), head)
        self._check(draft, numbers)
        self._raise_if_any()
        return draft, tuple(self._notes)

    def _raise_if_any(self) -> None:
        self._faults.raise_if_any(self._path, tr("Correct it in the table and read it again."))

    def _below_headers(self, rows: Iterable[Sequence[str]]) -> Iterator[tuple[int, Sequence[str]]]:
        numbered = enumerate(islice(rows, _MOST_ROWS), start=1)
        for _, row in islice(numbered, _LOOKED_AT):
            self._heads = heads_of(row[:_MOST_COLUMNS])
            if self._heads.names_codes:
                break
        else:
            what = tr("It has no column that names the codes.")
            raise InputProblem(self._path, what, tr("Call that column “name” or “code”."))
        if self._heads.unknown:
            told = tr("These columns were not read: {0}.")
            self._notes.append(told.format(", ".join(dict.fromkeys(self._heads.unknown))))
        return numbered

    def _rows(self, rows: Iterable[tuple[int, Sequence[str]]], head: Head) -> list[_Row]:
        found: list[_Row] = []
        for number, cells in rows:
            row = _Row(number, (), {of: self._heads.texts(cells, of) for of in self._heads.places})
            kind = row.text("kind").casefold()
            row.path = self._set_in(cells, self._path_of(cells, row))
            if kind in _HEAD:
                head.append((kind, row.text("definition") or row.text("name")))
            elif row.path:
                found.append(row)
            elif any(row.cells.values()):
                self._faults.add(number, self._where(number, "", "name"), tr("there is no name."))
            if len(found) > MOST_CODES:
                what = tr("It has more than {0:,} codes.").format(MOST_CODES)
                raise InputProblem(self._path, what, tr("Choose a file that holds a codebook."))
        return found

    # ---- where a code stands

    def _path_of(self, cells: Sequence[str], row: _Row) -> Names:
        """Read the levels of a path, a path in one cell, or a name; parents are seen to later."""
        levels = [cells[place] for place in self._heads.levels if place < len(cells)]
        deep = tuple(part for level in levels for part in parts_of(level))
        name = " ".join(row.text("name").split())
        if row.cells.get("path"):
            return parts_of(row.text("path"))
        if not name or (deep and name == deep[-1]):
            return deep
        with_parent = self._heads.places.keys() & {"parent", "path"}
        return (*deep, name) if deep or with_parent else parts_of(name)

    def _set_in(self, cells: Sequence[str], path: Names) -> Names:
        """Read an outline: a name that is set in stands under the last one that is less so."""
        columns = self._heads.places.get("name", [])
        is_told = self._heads.levels or self._heads.places.keys() & {"parent", "path", "group"}
        if len(path) != 1 or is_told or not columns or columns[0][0] >= len(cells):
            return path
        cell = cells[columns[0][0]].expandtabs(4)
        depth = len(cell) - len(cell.lstrip())
        above = [each for each in self._outline if each[0] < depth]
        self._outline = [*above, (depth, path[0])]
        return (*(name for _, name in above), *path)

    def _fill_down(self, found: list[_Row]) -> None:
        """Put rows under the theme above them, as a merged cell means it.

        Only in a table whose themes stand left of the codes, and have no rows of their own: else a
        blank cell says that a code stands at the top.
        """
        themes, codes = (self._heads.places.get(of, []) for of in ("parent", "name"))
        if not found or not themes or not codes or themes > codes:
            return
        names = {row.path[-1].casefold() for row in found}
        above = [row.text("parent") for row in found]
        if not above[0] or any(name.casefold() in names for name in above if name):
            return
        last, filled = [above[0]], 0
        for row in found:
            last = list(row.cells.get("parent", ())) or last
            filled += not row.cells.get("parent")
            row.cells = {**row.cells, "parent": last}
        if filled:
            one = "{n} code without a theme was put under the one above it, as in a merged cell."
            many = "{n} codes without a theme were put under the one above, as in a merged cell."
            self._notes.append(tr_n(one, many, filled))

    def _place(self, found: list[_Row]) -> None:
        """Tell groups from codes, and lead each path to the top of the tree."""
        self._fill_down(found)
        told = [row.text("group") for row in found]
        flags = {group.casefold() for group in told} <= _GROUPS | _CODES
        names = {row.path[-1].casefold() for row in found}
        for row, group in zip(found, told, strict=True):
            kind = row.text("kind").casefold()
            row.is_group = kind in _GROUPS or (flags and group.casefold() in _GROUPS)
            above = row.text("parent") or ("" if flags else group)
            if above and len(row.path) == 1:
                row.path = (*parts_of(above, names), *row.path)
        paths, ringed = rooted([row.path for row in found])
        for row, path in zip(found, paths, strict=True):
            row.path = path
            if len(path) > DEEPEST:
                sentence = tr("it stands more than {0} levels deep.").format(DEEPEST)
                self._fault(row.number, path[-1][:LONGEST_NAME], "parent", sentence)
        for place in ringed:
            number, name = found[place].number, found[place].path[-1]
            self._fault(number, name, "parent", tr("it would stand under itself."))

    # ---- codes

    def _code(self, node: Node, found: Sequence[_Row]) -> CodeDraft:
        if node.row is None:
            return CodeDraft(name=node.name, parent=node.parent, codable=False)
        row = found[node.row]
        texts = {of: row.text(of) for of in (*TEXTS, "near_miss_code", "home_motive")}
        for of, text in (("name", node.name), *texts.items()):
            sentence = text_fault(of, text)
            if sentence:
                self._fault(row.number, node.name, of, sentence)
        return CodeDraft(
            name=node.name,
            parent=node.parent,
            codable=not row.is_group,
            colour=self._colour(row, node),
            key=row.text("key").upper(),
            level=row.text("level").casefold(),
            status=self._status(row, node),
            use_when=self._list(row, node, "use_when"),
            do_not_use_when=self._list(row, node, "do_not_use_when"),
            scale=self._scale(row, node),
            guid=_guid(row.text("guid")),
            **texts,
        )

    def _colour(self, row: _Row, node: Node) -> str:
        colour = read_colour(row.text("colour"))
        if colour is None:
            return row.text("colour")  # for the rules to refuse
        if row.is_group and colour not in families():
            return ""  # a group has a row of the palette, and no colour of its own
        return colour

    def _status(self, row: _Row, node: Node) -> CodeStatus:
        status = row.text("status").casefold() or CodeStatus.IN_USE
        if status not in tuple(CodeStatus):
            self._fault(row.number, node.name, "status", tr("write proposed, in use or retired."))
            return CodeStatus.IN_USE
        return CodeStatus(status)

    def _list(self, row: _Row, node: Node, of: str) -> tuple[str, ...]:
        entries = entries_of("\n".join(row.cells.get(of, ())))
        if len(entries) > LONGEST_LIST:
            sentence = tr("it has more than {0} lines.").format(LONGEST_LIST)
            self._fault(row.number, node.name, of, sentence)
        for sentence in dict.fromkeys(filter(None, (text_fault(of, e) for e in entries))):
            self._fault(row.number, node.name, of, sentence)
        return entries

    def _scale(self, row: _Row, node: Node) -> tuple[ScaleLevel, ...]:
        levels = scale_of("\n".join(row.cells.get("scale", ())))
        if levels is None:
            sentence = tr("write a line for each level, such as “1 low: hardly said”.")
            self._fault(row.number, node.name, "scale", sentence)
        return levels or ()

    # ---- the whole

    def _draft(self, codes: Sequence[CodeDraft], head: Head) -> CodebookDraft:
        told = dict(reversed(head))
        title = told.get("title") or told.get("codebook") or self._path.stem
        return CodebookDraft(
            title=" ".join(title.split())[:LONGEST_NAME],
            description=told.get("description", ""),
            method=told.get("method", ""),
            language=told.get("language", ""),
            rules=tuple(text for of, text in head if of == "rule" and text),
            codes=tuple(codes),
        )

    def _check(self, draft: CodebookDraft, numbers: Mapping[int, int]) -> None:
        for fault in faults_of(draft):
            code = draft.codes[fault.code]
            of = "colour" if fault.field == "family" else fault.field
            where = self._where(numbers[id(code)], code.name, of)
            if where not in self._faults.heads():
                self._faults.add(numbers[id(code)], where, fault.sentence)

    def _fault(self, number: int, name: str, of: str, sentence: str) -> None:
        self._faults.add(number, self._where(number, name, of), sentence)

    def _where(self, number: int, name: str, of: str) -> str:
        """Say row, code and column, as the file calls it."""
        row = tr("row {0}").format(number) if number else ""
        who = tr("code “{0}”").format(name[:LONGEST_NAME]) if name else ""
        return head_of(row, who, self._heads.names.get(of, of))


def _guid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


# ---- writing


def write_codebook_workbook(draft: CodebookDraft, path: Path) -> tuple[str, ...]:
    """Write a workbook that `read_codebook_table` reads back; returns what had to be changed."""
    about = Sheet(
        name="About",
        columns=("item", "value"),
        rows=list(_head_of(draft)),
        wide=frozenset({"value"}),
    )
    return (*_folded(draft), *write_workbook([_sheet(draft), about], path, title=draft.title))


def write_codebook_csv(draft: CodebookDraft, path: Path) -> tuple[str, ...]:
    """Write one table; title, description and rules are rows of their own kind above the codes."""
    table = _sheet(draft)
    of = {header: place for place, header in enumerate(WRITTEN)}
    rows: list[tuple[object, ...]] = []
    for kind, text in _head_of(draft):
        cells = [""] * len(WRITTEN)
        cells[of["kind"]], cells[of["definition"]] = kind, text
        rows.append(tuple(cells))
    whole = Sheet(name=table.name, columns=WRITTEN, rows=rows + table.rows)
    return (*_folded(draft), *write_csv([whole], path))


def _folded(draft: CodebookDraft) -> tuple[str, ...]:
    """Say what a cell could not hold as it is."""
    count = sum(map(entries_of_several_lines, draft.codes))
    one = "{n} entry of several lines was written on one: a line of a cell is an entry."
    many = "{n} entries of several lines were written on one each: a line of a cell is an entry."
    return (tr_n(one, many, count),) if count else ()


def _head_of(draft: CodebookDraft) -> Iterator[tuple[str, str]]:
    for of in ("title", "description", "method", "language"):
        if getattr(draft, of):
            yield of, getattr(draft, of)
    yield from (("rule", rule) for rule in draft.rules)


def _sheet(draft: CodebookDraft) -> Sheet:
    rows: list[tuple[object, ...]] = [cells_of(code) for code in draft.codes]
    wide = TEXTS - {"anchor", "where"} | {"use when", "do not use when", "near miss", "scale"}
    return Sheet(name="Codebook", columns=WRITTEN, rows=rows, wide=frozenset(wide & set(WRITTEN)))
