# SPDX-License-Identifier: MIT
"""Places where names stand, each with what is around it, to be ticked or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, Qt

from coder_app.core.places import tr
from coder_app.core.records import TranscriptDraft
from coder_app.formats.pseudonyms.replacements import NamePlace
from coder_app.ui.look import theme
from coder_app.ui.models.rows import Index, RowsModel

_PlaceId = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a transcript."""

    draft: TranscriptDraft
    place: NamePlace

    @property
    def named(self) -> _PlaceId:
        """Tell this place from all others."""
        return _named(self.draft, self.place)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlaces:
    """All places, sorted and counted where they are found, so that a window need not do it."""

    places: Sequence[Found] = ()  # those that are not sure first
    of_name: Mapping[str, Sequence[Found]] = field(default_factory=dict)  # by name, folded
    ids: frozenset[_PlaceId] = frozenset()
    unsure: int = 0

    @classmethod
    def of(cls, found: Iterable[Found]) -> FoundPlaces:
        """Take places as they were found."""
        places = sorted(found, key=lambda each: each.place.sure)
        of_name: dict[str, list[Found]] = {}
        for each in places:
            of_name.setdefault(each.place.name.casefold(), []).append(each)
        return cls(
            places=places,
            of_name=of_name,
            ids=frozenset(each.named for each in places),
            unsure=sum(not each.place.sure for each in places),
        )


@dataclass(slots=True)
class Ticks:
    """What a person said of single places: the sure ones are replaced, the others are not."""

    left: set[_PlaceId] = field(default_factory=set)
    taken: set[_PlaceId] = field(default_factory=set)

    def has(self, draft: TranscriptDraft, place: NamePlace) -> bool:
        """Tell whether a place gets its pseudonym."""
        named = _named(draft, place)
        return named in self.taken or (place.sure and named not in self.left)

    def set(self, found: Iterable[Found], *, on: bool) -> None:
        """Let places get their pseudonym, or keep their name."""
        sure, unsure = set[_PlaceId](), set[_PlaceId]()
        for each in found:
            (sure if each.place.sure else unsure).add(each.named)
        if on:
            self.left -= sure
            self.taken |= unsure
        else:
            self.left |= sure
            self.taken -= unsure

    def count(self, found: FoundPlaces) -> int:
        """Count the places that get a pseudonym."""
        if len(found.ids) < len(found.places):  # transcripts of the same words
            return sum(self.has(each.draft, each.place) for each in found.places)
        sure = len(found.places) - found.unsure
        return sure - len(self.left & found.ids) + len(self.taken & found.ids)


def _named(draft: TranscriptDraft, place: NamePlace) -> _PlaceId:
    return hash(draft.text), place.start, place.end


class PlaceTable(RowsModel):
    """One row a place: where, what is before it, the name and what becomes of it, what follows."""

    heads = (tr("Where"), "", tr("Becomes"), "")
    at_right = (1,)

    def __init__(self, ticks: Ticks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ticks = ticks
        self._found = FoundPlaces()
        self._rows: Sequence[Found] = ()
        self._name = ""

    def show(self, found: FoundPlaces) -> None:
        """Show places."""
        self._found = found
        self._filter()

    def show_only(self, name: str) -> None:
        """Show the places of one name; of all without one."""
        if name.casefold() != self._name:
            self._name = name.casefold()
            self._filter()

    def _filter(self) -> None:
        self.beginResetModel()
        found = self._found
        self._rows = found.of_name.get(self._name, ()) if self._name else found.places
        self.endResetModel()

    def counts(self) -> tuple[int, int, int]:
        """Count the places that get a pseudonym, all of them, and those that are not sure."""
        found = self._found
        return self._ticks.count(found), len(found.places), found.unsure

    def tick_all(self, *, on: bool) -> None:
        """Tick every place that is shown, or none."""
        self._ticks.set(self._rows, on=on)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 3))

    # ---- Qt

    def _count_rows(self) -> int:
        return len(self._rows)

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
        return self.side(column) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take a tick."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        found = self._rows[index.row()]
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        self._ticks.set([found], on=on)
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
