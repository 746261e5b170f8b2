# SPDX-License-Identifier: MIT
"""The files of an import: what was read of each, or why it was not, and what will be added."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt

from coder_app.core.errors import InputProblem
from coder_app.core.places import tr
from coder_app.core.records import TranscriptDraft
from coder_app.formats.arriving.column_wish import ColumnWish
from coder_app.formats.arriving.handling import Handling
from coder_app.ui.look import theme
from coder_app.ui.models.import_rows import (
    FileRead,
    FileState,
    ImportRow,
    Key,
    Outcome,
    encoding_text,
    is_guessed,
    kind_text,
    name_text,
    speakers_text,
    state_text,
    turns_text,
)
from coder_app.ui.models.rows import NOWHERE, Index, RowsModel
from coder_app.ui.models.turn_edits import TurnEdit, renamed

_ICONS = {
    FileState.READY: ("circle-check", "ok"),
    FileState.LOOK: ("triangle-alert", "warn"),
    FileState.AGAIN: ("copy", "ink3"),
    FileState.BAD: ("circle-alert", "danger"),
    FileState.COLUMNS: ("circle-alert", "danger"),
}
_DIGITS = re.compile(r"(\d+)")
_ORDER = (
    FileState.BAD,
    FileState.COLUMNS,
    FileState.LOOK,
    FileState.READY,
    FileState.AGAIN,  # behind what it is like: of two the second is left out
    FileState.READING,
)
_WANTED = (FileState.READY, FileState.LOOK)
_CELLS = (name_text, kind_text, encoding_text, turns_text, speakers_text, state_text)


class ImportList(RowsModel):
    """Rows of an import; knows which texts are in the project already."""

    heads = (
        tr("File"), tr("Kind"), tr("Encoding"), tr("Turns"), tr("Speakers"), tr("State"),
    )  # fmt: skip
    at_right = (3, 4)

    def __init__(
        self,
        known: Mapping[str, str],
        parent: Any = None,
        *,
        sources: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._known = dict(known)  # SHA-256 of the project's texts → name of the document
        self._sources = dict(sources or {})  # ... and of the files they were read from
        self._rows: list[ImportRow] = []
        self._places: dict[Path, int] = {}  # first row of each file; empty: to be counted anew

    @property
    def rows(self) -> Sequence[ImportRow]:
        """The rows as they stand."""
        return tuple(self._rows)

    # ---- files come and go

    def add(self, paths: Sequence[Path], handling: Handling | None = None) -> list[int]:
        """Append files that are still to be read; those in the list already are left out."""
        new = self._new(paths)
        if not new:
            return []
        first = len(self._rows)
        self.beginInsertRows(NOWHERE, first, first + len(new) - 1)
        self._rows += [ImportRow(path=path, handling=handling or Handling()) for path in new]
        self._places = {}
        self.endInsertRows()
        return list(range(first, first + len(new)))

    def _new(self, paths: Sequence[Path]) -> list[Path]:
        present = {row.path for row in self._rows}
        return [path for path in dict.fromkeys(paths) if path not in present]

    def put_in_place_of(self, path: Path, paths: Sequence[Path]) -> list[int]:
        """Let the files of a folder or an archive stand where that stood."""
        at = self.row_of((path, 0))
        if at is None:
            return []
        handling = self._rows[at].handling
        new = [ImportRow(path=each, handling=handling) for each in self._new(paths)]
        self._replace(at, 1, new)
        self._places = {}
        self._judge_again()
        return list(range(at, at + len(new)))

    def drop(self, row: int) -> None:
        """Take a file, or a part of one, out of the list."""
        self._replace(row, 1, ())
        self._judge_again()

    def _replace(self, at: int, count: int, new: Sequence[ImportRow]) -> None:
        """Put rows in place of others; those that go on existing keep their place in views."""
        kept = min(count, len(new))
        self._rows[at : at + kept] = new[:kept]
        if count > kept:
            self.beginRemoveRows(NOWHERE, at + kept, at + count - 1)
            del self._rows[at + kept : at + count]
            self._places = {}
            self.endRemoveRows()
        elif len(new) > kept:
            self.beginInsertRows(NOWHERE, at + kept, at + len(new) - 1)
            self._rows[at + kept : at + kept] = new[kept:]
            self._places = {}
            self.endInsertRows()

    def row_of(self, key: Key) -> int | None:
        """Find the row of a file or part; None after it was taken out."""
        path, part = key
        return next((at for at in self.of_file(path) if self._rows[at].part == part), None)

    def of_file(self, path: Path) -> list[int]:
        """Find all rows of a file: they follow one another."""
        if not self._places:
            for at in range(len(self._rows) - 1, -1, -1):
                self._places[self._rows[at].path] = at
        first = last = self._places.get(path, len(self._rows))
        while last < len(self._rows) and self._rows[last].path == path:
            last += 1
        return list(range(first, last))

    def files(self) -> list[ImportRow]:
        """Give a row of each file that could be read."""
        by_path = {row.path: row for row in self._rows if row.drafts}
        return list(by_path.values())

    # ---- what is known of them

    def ask(
        self, path: Path, handling: Handling, columns: ColumnWish | None = None
    ) -> ImportRow | None:
        """Note that a file is being read, once more perhaps; gives a row with what was asked."""
        return next(iter(self.ask_all([(path, handling, columns)])), None)

    def ask_all(
        self, questions: Iterable[tuple[Path, Handling, ColumnWish | None]]
    ) -> list[ImportRow]:
        """Note that files are being read; gives a row of each that is in the list."""
        asked = []
        for path, handling, columns in questions:
            places = self.of_file(path)
            for at in places:
                row = self._rows[at]
                self._rows[at] = replace(
                    row,
                    reading=True,
                    handling=handling,
                    columns=columns or row.columns,
                    asked=row.asked + 1,
                )
            asked += [self._rows[at] for at in places[:1]]
        self._judge_again()
        return asked

    def take_all(self, outcomes: Iterable[Outcome]) -> None:
        """Take what came of files: each of their parts gets a row, and a failure its reason."""
        for outcome in outcomes:
            places = self.of_file(outcome.path)
            if not places or self._rows[places[0]].asked != outcome.asked:
                continue
            if outcome.read is not None:
                self._replace(places[0], len(places), self._as_read(places, outcome.read))
            else:
                like = replace(self._rows[places[0]], part=0, parts=1, first=None, draft=None)
                like = replace(like, read=FileRead(), texts=(), reading=False)
                like = replace(like, problem=str(outcome.problem))
                self._replace(places[0], len(places), [like])
        self._judge_again()

    def _as_read(self, places: Sequence[int], read: FileRead) -> list[ImportRow]:
        before = {self._rows[at].part: self._rows[at] for at in places}
        like = self._rows[places[0]]
        firsts: Sequence[TranscriptDraft | None] = read.drafts or (None,)
        same_parts = like.parts == len(firsts)
        new = []
        for part, first in enumerate(firsts):
            old = before.get(part) if same_parts else None
            if same_parts and old is None:
                continue  # taken out by hand
            row = replace(old or replace(like, edits=(), first=None), part=part, parts=len(firsts))
            new.append(row.taking(read, first))
        return new

    def give_up(self) -> None:
        """Take what is still to be read for files that cannot be read."""
        what, remedy = tr("It was not read: reading was stopped."), tr("Add it again.")
        self.take_all(
            Outcome(row.path, row.asked, problem=InputProblem(row.path, what, remedy))
            for row in self.rows
            if row.reading
        )

    def edit(self, key: Key, edit: TurnEdit) -> None:
        """Take a correction by hand."""
        self.edit_all({key: [edit]})

    def edit_all(self, edits: Mapping[Key, Sequence[TurnEdit]]) -> None:
        """Take corrections by hand in several files."""
        for key, told in edits.items():
            at = self.row_of(key)
            if at is not None and told:
                self._rows[at] = self._rows[at].with_edits(told)
        self._judge_again()

    def rename(self, path: Path, before: str, name: str) -> Handling:
        """Let a speaker be called otherwise in a file; gives how the file is to be read now."""
        handling = Handling()
        for at in self.of_file(path):
            row = self._rows[at]
            names = _renamed(row.handling.names, before, name)
            edits = renamed(row.edits, before, name)
            handling = replace(row.handling, names=names)
            self._rows[at] = replace(row, handling=handling, edits=edits)
        return handling

    def _judge_again(self) -> None:
        """Say of each file what will happen to it: the second of two with one text is left out."""
        here: dict[str, str] = {}
        for number, row in enumerate(self._rows):
            again = "" if row.reading else self._why_again(row, here)
            state = _judged(row, again)
            if state is not row.state or again != row.again:
                self._rows[number] = replace(row, state=state, again=again)
            for text in row.texts:
                here.setdefault(text, row.path.name)
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.heads) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _why_again(self, row: ImportRow, here: Mapping[str, str]) -> str:
        """Say what in the project or further up in the list is the same; nothing if it is new."""
        if not row.texts:
            return ""
        if all(text in here or text in self._known for text in row.texts):
            text = row.texts[0]
            if text in self._known:
                words = tr("The transcript “{0}” of the project has the very same words.")
                return words.format(self._known[text])
            return tr("“{0}”, further up in this list, has the very same words.").format(here[text])
        if all(source in self._sources for source in row.sources):
            words = tr("This file is in the project already, with other words, as “{0}”.")
            return words.format(self._sources[row.sources[0]])
        return ""

    def want_again(self, key: Key, *, wanted: bool) -> None:
        """Let a file be added though it is there already, or not."""
        at = self.row_of(key)
        if at is not None:
            self._rows[at] = replace(self._rows[at], is_wanted_again=wanted)
            self._judge_again()

    def wanted(self) -> list[ImportRow]:
        """Give what will be added, in the order of the list."""
        return [row for row in self._rows if row.state in _WANTED]

    def drafts(self) -> list[TranscriptDraft]:
        """Give the transcripts that will be added."""
        return [draft for row in self.wanted() for draft in row.drafts]

    def count(self, *states: FileState) -> int:
        """Count the rows in these states."""
        return sum(row.state in states for row in self._rows)

    # ---- Qt

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the files in another order, in which they will be added; parts stay together."""
        if column < 0:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        keys = [(self._rows[index.row()].key, index.column()) for index in before]
        firsts = {row.path: row for row in reversed(self._rows)}
        places = {path: at for at, path in enumerate(_sorted(firsts, column, order))}
        self._rows.sort(key=lambda row: (places[row.path], row.part))
        self._places = {}
        rows = {row.key: at for at, row in enumerate(self._rows)}
        after = [self.index(rows[key], place) for key, place in keys]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()
        self._judge_again()

    def _count_rows(self) -> int:
        return len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 2 and is_guessed(row):
            return tr("{0}, a guess").format(encoding_text(row).rstrip(" ?"))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return _CELLS[index.column()](row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.side(index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.problem or row.again or str(row.path)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour("ink2" if index.column() in (1, 2) else "ink")
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 5 and row.state in _ICONS:
            return theme().icon(*_ICONS[row.state])
        return None


def _sorted(files: Mapping[Path, ImportRow], column: int, order: Qt.SortOrder) -> list[Path]:
    """Sort files by a column as people do: P2 before P10, and what wants a look first."""

    def state_or_words(path: Path) -> tuple[int, list[tuple[int, str]]]:
        is_state = column == len(_CELLS) - 1
        state = _ORDER.index(files[path].state) if is_state else 0
        return state, _as_counted(_CELLS[column](files[path]))

    names = sorted(files, key=lambda path: _as_counted(path.name))
    return sorted(names, key=state_or_words, reverse=order == Qt.SortOrder.DescendingOrder)


def _as_counted(words: str) -> list[tuple[int, str]]:
    """Take digits for numbers."""
    pieces = _DIGITS.split(words.replace(",", "").casefold())
    return [(int(each[:18]) if each.isdecimal() else -1, each) for each in pieces if each]


def _judged(row: ImportRow, again: str) -> FileState:
    if row.reading:
        return FileState.READING
    if row.table is not None and row.problem:
        return FileState.COLUMNS
    if not row.drafts:
        return FileState.BAD
    if again and not row.is_wanted_again:
        return FileState.AGAIN
    return FileState.LOOK if row.warnings else FileState.READY


def _renamed(names: Mapping[str, str], before: str, name: str) -> dict[str, str]:
    """Say how a speaker as found is called now; one renamed twice was found under the first."""
    changed = {old: name if new == before else new for old, new in names.items()}
    changed.setdefault(before, name)
    return {old: new for old, new in changed.items() if old != new}
