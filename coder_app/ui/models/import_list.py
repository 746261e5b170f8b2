# SPDX-License-Identifier: MIT
"""The files of an import: one row each, with what was read of it or why it was not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from coder_app.core.errors import CoderAppError
from coder_app.core.places import tr, tr_n
from coder_app.core.records import TranscriptDraft, Turn
from coder_app.ui.look import theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class FileState(StrEnum):
    """What will happen to a file when Add is pressed."""

    READING = "reading"
    READY = "ready"
    LOOK = "look"  # will be added; there is something to look at
    AGAIN = "again"  # the same text is there already
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportRow:
    """A file and what became of it."""

    path: Path
    draft: TranscriptDraft | None = None
    problem: str = ""
    reading: bool = True
    encoding: str | None = None  # chosen by hand
    state: FileState = FileState.READING


_KINDS = {"txt": tr("Text"), "md": tr("Markdown"), "docx": tr("Word"), "vtt": tr("Subtitles")}
_ICONS = {
    FileState.READY: ("circle-check", "ok"),
    FileState.LOOK: ("triangle-alert", "warn"),
    FileState.AGAIN: ("copy", "ink3"),
    FileState.BAD: ("circle-alert", "danger"),
}


class ImportList(QAbstractTableModel):
    """Rows of an import; knows which texts are in the project already."""

    COLUMNS: ClassVar[tuple[str, ...]] = (
        tr("File"), tr("Kind"), tr("Encoding"), tr("Turns"), tr("Speakers"), tr("State"),
    )  # fmt: skip

    def __init__(self, known: Iterable[str], parent: Any = None) -> None:
        super().__init__(parent)
        self._known = frozenset(known)  # SHA-256 of the project's texts
        self._rows: list[ImportRow] = []

    @property
    def rows(self) -> Sequence[ImportRow]:
        """The rows as they stand."""
        return tuple(self._rows)

    def add(self, paths: Sequence[Path]) -> list[int]:
        """Append files that are still to be read; those in the list already are left out."""
        present = {row.path for row in self._rows}
        new = [path for path in dict.fromkeys(paths) if path not in present]
        if not new:
            return []
        first = len(self._rows)
        self.beginInsertRows(_NOWHERE, first, first + len(new) - 1)
        self._rows += [ImportRow(path=path) for path in new]
        self.endInsertRows()
        return list(range(first, first + len(new)))

    def drop(self, row: int) -> None:
        """Take a file out of the list."""
        self.beginRemoveRows(_NOWHERE, row, row)
        del self._rows[row]
        self.endRemoveRows()
        self._judge_again()

    def row_of(self, path: Path) -> int | None:
        """Find the row of a file; None after it was taken out."""
        return next((n for n, row in enumerate(self._rows) if row.path == path), None)

    def read_again(self, path: Path, encoding: str | None) -> None:
        """Note that a file is being read once more, in an encoding chosen by hand if there is."""
        self._set(path, reading=True, encoding=encoding)

    def set_draft(self, path: Path, draft: TranscriptDraft) -> None:
        """Take what was read of a file; turns corrected by hand stay while the text is the same."""
        row = self.row_of(path)
        before = self._rows[row].draft if row is not None else None
        if before is not None and before.text == draft.text:
            draft = replace(draft, turns=before.turns)
        self._set(path, draft=draft, problem="", reading=False)

    def set_turns(self, path: Path, turns: tuple[Turn, ...]) -> None:
        """Take turns that the lead has corrected."""
        row = self.row_of(path)
        draft = self._rows[row].draft if row is not None else None
        if draft is not None:
            self._set(path, draft=replace(draft, turns=turns))

    def set_problem(self, path: Path, problem: CoderAppError) -> None:
        """Take the reason why a file cannot be read."""
        self._set(path, draft=None, problem=str(problem), reading=False)

    def _set(self, path: Path, **values: Any) -> None:
        row = self.row_of(path)
        if row is not None:
            self._rows[row] = replace(self._rows[row], **values)
            self._judge_again()

    def _judge_again(self) -> None:
        """Say of each file what will happen to it: the second of two with one text is left out."""
        seen = set(self._known)
        for number, row in enumerate(self._rows):
            self._rows[number] = replace(row, state=_judged(row, seen))
            if row.draft is not None:
                seen.add(row.draft.text_sha256)
        if self._rows:
            last = self.index(len(self._rows) - 1, len(self.COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def drafts(self) -> list[TranscriptDraft]:
        """Give what will be added, in the order of the list."""
        wanted = (FileState.READY, FileState.LOOK)
        return [row.draft for row in self._rows if row.state in wanted and row.draft is not None]

    def count(self, *states: FileState) -> int:
        """Count the files in these states."""
        return sum(row.state in states for row in self._rows)

    # ---- Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the files."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name a column."""
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.COLUMNS[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.problem or str(row.path)
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour("ink2" if index.column() in (1, 2) else "ink")
        if role == Qt.ItemDataRole.DecorationRole and index.column() == 5 and row.state in _ICONS:
            return theme().icon(*_ICONS[row.state])
        return None

    @staticmethod
    def _text(row: ImportRow, column: int) -> str:
        draft = row.draft
        if column == 0:
            return row.path.name
        if column == 1:
            kind = draft.format if draft else row.path.suffix.lower().lstrip(".")
            return _KINDS.get(kind, kind.upper())
        if column == 5:
            return state_text(row)
        if draft is None:
            return ""
        if column == 2:
            return _encoding_text(row, draft)
        names = [name for name in draft.speakers if name]
        return str(len(draft.turns) if column == 3 else len(names))


_ENCODINGS = {"mac-roman": "Mac Roman", "big5": "Big5", "cp932": "Shift JIS", "cp949": "Korean"}


def encoding_name(encoding: str) -> str:
    """Write an encoding as people know it: UTF-8, Windows-1252."""
    if encoding in _ENCODINGS:
        return _ENCODINGS[encoding]
    name = encoding.upper().removesuffix("-LE").removesuffix("-BE")
    if name.startswith("CP125"):
        return f"Windows-{name[2:]}"
    return name.replace("ISO8859", "ISO 8859")


def _encoding_text(row: ImportRow, draft: TranscriptDraft) -> str:
    if draft.encoding is None:
        return "–"
    guessed = not draft.encoding_sure and row.encoding is None
    return (tr("{0}, a guess") if guessed else "{0}").format(encoding_name(draft.encoding))


def _judged(row: ImportRow, seen: set[str]) -> FileState:
    if row.reading:
        return FileState.READING
    if row.draft is None:
        return FileState.BAD
    if row.draft.text_sha256 in seen:
        return FileState.AGAIN
    return FileState.LOOK if row.draft.warnings else FileState.READY


def state_text(row: ImportRow) -> str:
    """Say in few words what will happen to a file."""
    if row.state is FileState.LOOK and row.draft is not None:
        n = len(row.draft.warnings)
        return tr_n("{n} thing to look at", "{n} things to look at", n)
    return {
        FileState.READING: tr("reading …"),
        FileState.READY: tr("ready"),
        FileState.AGAIN: tr("same text again"),
        FileState.BAD: tr("cannot be read"),
    }[row.state]


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in (3, 4) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
