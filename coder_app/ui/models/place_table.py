# SPDX-License-Identifier: MIT
"""Places where names stand, each with what is around it, to be ticked or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from coder_app.core.places import tr
from coder_app.core.records import TranscriptDraft
from coder_app.formats.pseudonyms.replacements import NamePlace
from coder_app.ui.look import theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_PlaceId = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a transcript."""

    draft: TranscriptDraft
    place: NamePlace


@dataclass(slots=True)
class Ticks:
    """What a person said of single places: the sure ones are replaced, the others are not."""

    left: set[_PlaceId] = field(default_factory=set)
    taken: set[_PlaceId] = field(default_factory=set)

    def has(self, draft: TranscriptDraft, place: NamePlace) -> bool:
        """Tell whether a place gets its pseudonym."""
        named = (hash(draft.text), place.start, place.end)
        return named in self.taken or (place.sure and named not in self.left)

    def set(self, draft: TranscriptDraft, place: NamePlace, *, on: bool) -> None:
        """Let a place get its pseudonym, or keep its name."""
        named = (hash(draft.text), place.start, place.end)
        self.left.discard(named)
        self.taken.discard(named)
        if on and not place.sure:
            self.taken.add(named)
        if place.sure and not on:
            self.left.add(named)


class PlaceTable(QAbstractTableModel):
    """One row a place: where, what is before it, the name and what becomes of it, what follows."""

    HEADS: ClassVar[tuple[str, ...]] = (tr("Where"), "", tr("Becomes"), "")

    def __init__(self, ticks: Ticks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticks = ticks
        self._all: Sequence[Found] = ()
        self._rows: list[Found] = []
        self._name = ""

    def show(self, found: Sequence[Found]) -> None:
        """Show places, those that are not sure first."""
        self._all = sorted(found, key=lambda each: each.place.sure)
        self._filter()

    def show_only(self, name: str) -> None:
        """Show the places of one name; of all without one."""
        self._name = name.casefold()
        self._filter()

    def _filter(self) -> None:
        self.beginResetModel()
        wanted = self._name
        self._rows = [f for f in self._all if not wanted or f.place.name.casefold() == wanted]
        self.endResetModel()

    def counts(self) -> tuple[int, int, int]:
        """Count the places that get a pseudonym, all of them, and those that are not sure."""
        on = sum(self._ticks.has(each.draft, each.place) for each in self._all)
        unsure = sum(not each.place.sure for each in self._all)
        return on, len(self._all), unsure

    def tick_all(self, *, on: bool) -> None:
        """Tick every place that is shown, or none."""
        for each in self._rows:
            self._ticks.set(each.draft, each.place, on=on)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 3))

    # ---- Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the places shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Count the columns."""
        return 0 if parent.isValid() else len(self.HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Name a column."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.HEADS[section]
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let places be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give a cell."""
        if not index.isValid():
            return None
        found, column = self._rows[index.row()], index.column()
        place = found.place
        if role == Qt.ItemDataRole.DisplayRole:
            return _texts(found)[column]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _aloud(found) if column == 0 else _texts(found)[column]
        if role == Qt.ItemDataRole.CheckStateRole and column == 0:
            on = self._ticks.has(found.draft, place)
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return _aloud(found)
        if role == Qt.ItemDataRole.DecorationRole and column == 0 and not place.sure:
            return theme().icon("triangle-alert", "warn")
        if role == Qt.ItemDataRole.ForegroundRole:
            return theme().colour("ink" if column == 2 else "ink2")
        if role == Qt.ItemDataRole.FontRole and column:
            return theme().font("quote")
        return _alignment(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a tick."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        found = self._rows[index.row()]
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        self._ticks.set(found.draft, found.place, on=on)
        self.dataChanged.emit(index, index, [role])
        return True


def _texts(found: Found) -> tuple[str, str, str, str]:
    place = found.place
    where = tr("{0}, line {1}").format(found.draft.name, place.line)
    before, after = (" ".join(words.split()) for words in (place.before, place.after))
    return where, before, f"{place.original} → {place.replacement}", after


def _aloud(found: Found) -> str:
    """Say a place in one sentence, as a reader of the screen tells it."""
    where, before, becomes, after = _texts(found)
    doubt = "" if found.place.sure else tr("not sure, ")
    return f"{where}: {doubt}{before} {becomes} {after}"


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column == 1 else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
