# SPDX-License-Identifier: MIT
"""The codebook as a tree: codes with keys and counts, groups with sums, found by letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from coder_app.core.places import tr, tr_n
from coder_app.core.records import CodeRecord, CodeStatus
from coder_app.ui.models.finding import find_letters

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
CODE_MIME = "application/x-coder-code"

RecordRole = Qt.ItemDataRole.UserRole
GuidRole = Qt.ItemDataRole.UserRole + 1
LettersRole = Qt.ItemDataRole.UserRole + 2
CountRole = Qt.ItemDataRole.UserRole + 3
DepthRole = Qt.ItemDataRole.UserRole + 4


@dataclass(slots=True, eq=False)
class _Node:
    record: CodeRecord
    parent: _Node | None
    row: int
    depth: int
    letters: tuple[int, ...] = ()
    children: list[_Node] = field(default_factory=list)
    total: int = 0


class CodeTreeModel(QAbstractItemModel):
    """Records in, cells out; dropping a code on another place is a wish."""

    move_requested = Signal(object, object, int)  # code, new parent or None, position

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._records: tuple[CodeRecord, ...] = ()
        self._asked = ""
        self._with_retired = False
        self._top: list[_Node] = []
        self._nodes: dict[UUID, _Node] = {}

    # ---- what is shown

    def set_records(self, records: Sequence[CodeRecord]) -> None:
        """Show these codes; where only counts and names differ, the tree stays open as it is."""
        self._records = tuple(records)
        top, nodes = self._build()
        if _shape(top) == _shape(self._top):
            self._take_over(nodes)
            return
        self.beginResetModel()
        self._top, self._nodes = top, nodes
        self.endResetModel()

    def find(self, asked: str) -> None:
        """Show only codes with these letters; their groups stay."""
        self._asked = asked.strip()
        self.set_records(self._records)

    def show_retired(self, shown: bool) -> None:
        """Show retired codes too, or hide them."""
        self._with_retired = shown
        self.set_records(self._records)

    @property
    def shows_retired(self) -> bool:
        """Tell whether retired codes are shown."""
        return self._with_retired

    @property
    def records(self) -> tuple[CodeRecord, ...]:
        """All codes, found or not."""
        return self._records

    def index_of(self, code: UUID) -> QModelIndex:
        """Find the place of a code that is shown."""
        node = self._nodes.get(code)
        return self.createIndex(node.row, 0, node) if node else QModelIndex()

    def _build(self) -> tuple[list[_Node], dict[UUID, _Node]]:
        top: list[_Node] = []
        nodes: dict[UUID, _Node] = {}
        keep = self._kept()
        for record in self._records:
            if record.guid not in keep:
                continue
            parent = nodes.get(record.parent) if record.parent else None
            siblings = parent.children if parent else top
            node = _Node(record, parent, len(siblings), parent.depth + 1 if parent else 0)
            hit = find_letters(self._asked, record.name) if self._asked else None
            node.letters = hit.letters if hit and record.codable else ()
            siblings.append(node)
            nodes[record.guid] = node
        for node in nodes.values():
            above: _Node | None = node
            while above is not None:
                above.total += node.record.codings
                above = above.parent
        return top, nodes

    def _kept(self) -> set[UUID]:
        by_guid = {record.guid: record for record in self._records}
        keep: set[UUID] = set()
        for record in self._records:
            retired = record.status == CodeStatus.RETIRED and not self._with_retired
            if record.merged_into is not None or retired:
                continue
            if self._asked and not (record.codable and find_letters(self._asked, record.name)):
                continue
            above: CodeRecord | None = record
            while above is not None and above.guid not in keep:
                keep.add(above.guid)
                above = by_guid.get(above.parent) if above.parent else None
        return keep

    def _take_over(self, nodes: dict[UUID, _Node]) -> None:
        for guid, node in nodes.items():
            old = self._nodes[guid]
            same = (old.record, old.total, old.letters) == (node.record, node.total, node.letters)
            if not same:
                old.record, old.total, old.letters = node.record, node.total, node.letters
                index = self.index_of(guid)
                self.dataChanged.emit(index, index)

    # ---- Qt's questions

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        """Give the place of a child."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, self._children(parent)[row])

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Give the place of the code above."""
        node = _node(index)
        above = node.parent if node else None
        return self.createIndex(above.row, 0, above) if above else QModelIndex()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Count the codes directly below."""
        return 0 if parent.column() > 0 else len(self._children(parent))

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Have one column."""
        return 1

    def _children(self, parent: Index) -> list[_Node]:
        node = _node(parent)
        return node.children if node else self._top

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Give what a role asks for."""
        node = _node(index)
        if node is None:
            return None
        record = node.record
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return record.name
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return _in_words(node)
        if role == Qt.ItemDataRole.ToolTipRole:
            return record.path + (f"\n{record.question}" if record.question else "")
        own = {
            RecordRole: record,
            GuidRole: record.guid,
            LettersRole: node.letters,
            CountRole: node.total,
            DepthRole: node.depth,
        }
        return own.get(Qt.ItemDataRole(role) if role < RecordRole else role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let codes be dragged, and dropped on any."""
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return base | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled

    # ---- drag and drop

    def mimeTypes(self) -> list[str]:
        """Name what is dragged."""
        return [CODE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Carry one code."""
        data = QMimeData()
        if indexes:
            guid: UUID = indexes[0].data(GuidRole)
            data.setData(CODE_MIME, QByteArray(str(guid).encode()))
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """Move within the tree; the transcript copies."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Wish for a code to be moved; nothing is moved here."""
        if not data.hasFormat(CODE_MIME) or action == Qt.DropAction.IgnoreAction:
            return False
        code = UUID(bytes(data.data(CODE_MIME).data()).decode())
        target = _node(parent)
        position = row if row >= 0 else len(self._children(parent))
        moving = self._nodes.get(code)
        if moving is None or self._is_below(target, moving):
            return False
        if moving.parent is target and moving.row < position:
            position -= 1  # it leaves its own place first
        self.move_requested.emit(code, target.record.guid if target else None, position)
        return False  # the view must not take the row away: the project tells what changed

    def _is_below(self, node: _Node | None, top: _Node) -> bool:
        while node is not None and node is not top:
            node = node.parent
        return node is top


def _node(index: Index) -> _Node | None:
    node = index.internalPointer() if index.isValid() else None
    return node if isinstance(node, _Node) else None


def _shape(nodes: list[_Node]) -> list[object]:
    return [(node.record.guid, _shape(node.children)) for node in nodes]


def _in_words(node: _Node) -> str:
    """Say what a reader hears after the name: what chip and count show."""
    record = node.record
    counted = tr_n("{n} coding", "{n} codings", node.total)
    if not record.codable:
        return tr("group, {0}").format(counted)
    key = tr("key {0}").format(record.key) if record.key else tr("no key")
    parts = [key, counted]
    if record.family:
        parts.append(record.family)
    if record.status != CodeStatus.IN_USE:
        parts.append(tr("retired") if record.status == CodeStatus.RETIRED else tr("proposed"))
    return ", ".join(parts)
