# SPDX-License-Identifier: MIT
"""What a codebook file would change, as a tree to tick: new codes, changed fields, codes to go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
)

from coder_app.core.codebook_changes import CodebookChanges, CodeChange, FieldChange, Value
from coder_app.core.places import tr, tr_n
from coder_app.core.records import CodeDraft, CodeRecord, CodeStatus, ScaleLevel
from coder_app.ui.look import theme

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TICK = Qt.ItemDataRole.CheckStateRole
Thing = CodeDraft | CodeChange | FieldChange | CodeRecord

FIELD_WORDS = {
    "name": tr("name"),
    "parent": tr("stands under"),
    "codable": tr("code or group"),
    "status": tr("status"),
    "level": tr("level"),
    "key": tr("key"),
    "colour": tr("colour"),
    "question": tr("question"),
    "definition": tr("definition"),
    "use_when": tr("use when"),
    "do_not_use_when": tr("do not use when"),
    "example": tr("typical example"),
    "borderline": tr("borderline"),
    "near_miss": tr("near miss"),
    "near_miss_code": tr("right code for the near miss"),
    "anchor": tr("anchored in"),
    "source": tr("source"),
    "where": tr("where in the study’s text"),
    "home_motive": tr("home motive"),
    "scale": tr("scale"),
}
_STATUS_WORDS = {
    CodeStatus.IN_USE: tr("in use"),
    CodeStatus.PROPOSED: tr("proposed"),
    CodeStatus.RETIRED: tr("retired"),
}


def in_words(value: Value) -> str:
    """Write what a field says, lists one entry a line."""
    if isinstance(value, tuple):
        lines = (_level(each) if isinstance(each, ScaleLevel) else each for each in value)
        return "\n".join(lines)
    if isinstance(value, bool):
        return tr("a code") if value else tr("a group")
    if isinstance(value, CodeStatus):
        return _STATUS_WORDS[value]
    return value


def _level(level: ScaleLevel) -> str:
    return f"{level.weight} {level.label}: {level.anchor}".rstrip(" :")


@dataclass(slots=True, eq=False)
class _Node:
    words: str
    thing: Thing | None
    parent: _Node | None
    row: int = 0
    note: str = ""
    ticked: bool = True
    children: list[_Node] = field(default_factory=list)

    def add(self, child: _Node) -> _Node:
        child.row = len(self.children)
        self.children.append(child)
        return child

    def leaves(self) -> Iterator[_Node]:
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    @property
    def state(self) -> Qt.CheckState:
        ticks = {leaf.ticked for leaf in self.leaves()}
        if len(ticks) > 1:
            return Qt.CheckState.PartiallyChecked
        return Qt.CheckState.Checked if True in ticks else Qt.CheckState.Unchecked


class ChangesTree(QAbstractItemModel):
    """A row a change; what a code stands under is taken over together with it."""

    def __init__(self, changes: CodebookChanges, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes = changes
        self._top = _Node("", None, None)
        self._homes = {name for name, _ in changes.homes}
        self._add_new()
        self._add_changed()
        self._add_gone()

    # ---- building

    def _part(self, words: str, things: Sequence[object]) -> _Node:
        node = _Node(words, None, self._top)
        return self._top.add(node) if things else node

    def _add_new(self) -> None:
        added = self._changes.added
        part = self._part(tr_n("{n} new code", "{n} new codes", len(added)), added)
        for draft in added:
            note = "" if draft.codable else tr("group")
            part.add(_Node(_under(draft.name, draft.parent), draft, part, note=note))

    def _add_changed(self) -> None:
        changed = self._changes.changed
        words = tr_n("{n} code says something else", "{n} codes say something else", len(changed))
        part = self._part(words, changed)
        for change in changed:
            told = tr_n("{n} coding", "{n} codings", change.codings) if change.codings else ""
            node = part.add(_Node(change.code.name, change, part, note=told))
            for each in change.fields:
                node.add(_Node(FIELD_WORDS[each.field], each, node, note=_short(each)))

    def _add_gone(self) -> None:
        gone = self._changes.gone
        words = tr_n("{n} code is not in the file", "{n} codes are not in the file", len(gone))
        part = self._part(words, gone)
        for code in gone:
            told = tr_n("{n} coding", "{n} codings", code.codings) if code.codings else ""
            part.add(_Node(code.path, code, part, note=told, ticked=False))

    # ---- what is chosen

    def chosen(self) -> CodebookChanges:
        """Give only what is ticked."""
        ticked = {id(leaf.thing) for leaf in self._top.leaves() if leaf.ticked}
        changed = []
        for change in self._changes.changed:
            fields = tuple(each for each in change.fields if id(each) in ticked)
            if fields:
                changed.append(replace(change, fields=fields))
        return replace(
            self._changes,
            added=tuple(draft for draft in self._changes.added if id(draft) in ticked),
            changed=tuple(changed),
            gone=tuple(code for code in self._changes.gone if id(code) in ticked),
        )

    def thing_at(self, index: Index) -> Thing | None:
        """Give what a row is about; None for the heads."""
        return self._node(index).thing

    def code_of(self, index: Index) -> str:
        """Name the code that a row belongs to."""
        node = self._node(index)
        above = node.parent
        return above.words if isinstance(node.thing, FieldChange) and above else node.words

    # ---- for the view

    def _node(self, index: Index) -> _Node:
        node: _Node = index.internalPointer() if index.isValid() else self._top
        return node

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Give the place of a row."""
        children = self._node(parent).children
        if 0 <= row < len(children) and 0 <= column < 2:
            return self.createIndex(row, column, children[row])
        return QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Give the row above."""
        above = self._node(index).parent
        if above is None or above is self._top:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Count the rows under one."""
        return 0 if parent.column() > 0 else len(self._node(parent).children)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Have a column for the change and one for what it means."""
        return 2

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let every row be ticked."""
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give the words, the tick, and both in words for readers."""
        node = self._node(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return node.note if index.column() else node.words
        if role == _TICK and index.column() == 0:
            return node.state
        if role == Qt.ItemDataRole.SizeHintRole and index.column():  # the one that stretches
            return QSize(0, theme().size("code_row"))
        if role == Qt.ItemDataRole.ForegroundRole and index.column():
            return theme().colour("ink2")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (node.words, node.note) if part)
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick or untick a row with all under it, and what it cannot be without."""
        if role != _TICK or not index.isValid():
            return False
        tick = Qt.CheckState(value) != Qt.CheckState.Unchecked
        for leaf in self._node(index).leaves():
            leaf.ticked = tick
        self._keep_together(tick)
        self._tell(QModelIndex())
        return True

    def _keep_together(self, tick: bool) -> None:
        """Take what stands under a new code together with it, and leave it together with it."""
        leaves = list(self._top.leaves())
        new = {
            leaf.thing.name.casefold(): leaf for leaf in leaves if isinstance(leaf.thing, CodeDraft)
        }
        while True:
            apart = [
                (leaf, above)
                for leaf in leaves
                if leaf.ticked
                and (above := new.get(_above(leaf.thing))) is not None
                and not above.ticked
            ]
            if not apart:
                return
            for leaf, above in apart:
                (above if tick else leaf).ticked = tick

    def _tell(self, above: QModelIndex) -> None:
        last = self.rowCount(above) - 1
        if last >= 0:
            self.dataChanged.emit(self.index(0, 0, above), self.index(last, 1, above), [_TICK])
            for row in range(last + 1):
                self._tell(self.index(row, 0, above))


def _above(thing: Thing | None) -> str:
    """Name what a new or moved code would stand under."""
    if isinstance(thing, CodeDraft):
        return (thing.parent or "").casefold()
    if isinstance(thing, FieldChange) and thing.field == "parent":
        return str(thing.after).casefold()
    return ""


def _under(name: str, parent: str | None) -> str:
    return tr("{0}, under {1}").format(name, parent) if parent else name


def _short(change: FieldChange) -> str:
    """Say in one line what a field said and would say."""
    before, after = (" ".join(in_words(v).split()) for v in (change.before, change.after))
    return tr("{0} → {1}").format(before or tr("nothing"), after or tr("nothing"))
