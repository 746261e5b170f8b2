# SPDX-License-Identifier: MIT
"""The codebook: groups and codes with chips and counts, found while one types."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QTreeView,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.core.records import Changes, CodeRecord, CodeStatus
from coder_app.queries import lists
from coder_app.ui.docks.frame import Dock
from coder_app.ui.look import draw_chip, theme
from coder_app.ui.models.code_tree import (
    CodeTreeModel,
    CountRole,
    DepthRole,
    GuidRole,
    Index,
    LettersRole,
    RecordRole,
)
from coder_app.ui.parts import (
    EmptyState,
    SearchField,
    box_of,
    draw_found,
    icon_button,
    paint_row,
)
from coder_app.ui.workspace import Workspace

_CHEVRON_REACH = 20


class CodeDelegate(QStyledItemDelegate):
    """Paint a code with chip, name and count; a group with chevron and sum."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give groups a little more room."""
        record: CodeRecord | None = index.data(RecordRole)
        name = "code_row" if record is None or record.codable else "code_group_row"
        return QSize(theme().px(120), theme().size(name))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        look, box = theme(), box_of(option)
        record: CodeRecord = index.data(RecordRole)
        painter.save()
        is_current = paint_row(painter, option)
        count = self._count(painter, box, index.data(CountRole))
        depth: int = index.data(DepthRole)
        indent = look.px(16) * max(depth - 1, 0)
        if index.model().hasChildren(index):
            view = option.widget
            is_open = isinstance(view, QTreeView) and view.isExpanded(_plain(index))
            x = box.left() + look.px(8) + (indent if depth else 0)
            _draw_chevron(painter, QPointF(x + look.px(7), box.center().y() + 0.5), is_open)
        if record.codable:
            self._code(painter, box.adjusted(indent, 0, -count, 0), index, is_current)
        else:
            painter.setFont(look.font("section"))
            text = box.adjusted(look.px(26) + indent, 0, -count, 0)
            draw_found(painter, text, record.name, (), "ink2")
        painter.restore()

    @staticmethod
    def _code(painter: QPainter, box: QRect, index: Index, is_current: bool) -> None:
        look = theme()
        record: CodeRecord = index.data(RecordRole)
        side = look.size("chip")
        top = box.center().y() - side / 2 + 0.5
        colour = "stone-1" if record.status == CodeStatus.RETIRED else record.colour
        draw_chip(painter, QRectF(box.left() + look.px(22), top, side, side), colour, record.key)
        painter.setFont(look.font("strong" if is_current else "body"))
        ink = "ink3" if record.status == CodeStatus.RETIRED else "ink"
        text = box.adjusted(look.px(46), 0, 0, 0)
        draw_found(painter, text, record.name, index.data(LettersRole) or (), ink)

    @staticmethod
    def _count(painter: QPainter, box: QRect, total: int) -> int:
        look = theme()
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("ink3"))
        shown = f"{total:,}" if total else "–"
        right = box.adjusted(0, 0, -look.px(16), 0)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(right, flags, shown)
        return painter.fontMetrics().horizontalAdvance(shown) + look.px(24)


def _plain(index: Index) -> QModelIndex:
    """Narrow the type: views give delegates plain indexes only."""
    return index if isinstance(index, QModelIndex) else QModelIndex()


def _draw_chevron(painter: QPainter, centre: QPointF, is_open: bool) -> None:
    look = theme()
    reach, half = float(look.px(4)), look.px(4) / 2
    pen = QPen(look.colour("ink3"), 1.5)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    if is_open:
        steps = ((-reach, -half), (0.0, half), (reach, -half))
    else:
        steps = ((-half, -reach), (half, 0.0), (-half, reach))
    painter.drawPolyline(QPolygonF([centre + QPointF(x, y) for x, y in steps]))


class CodeTree(QTreeView):
    """The tree itself; a click on a code is told apart from a click on a chevron."""

    code_clicked = Signal(object)  # UUID
    code_activated = Signal(object)

    def __init__(self, model: CodeTreeModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(CodeDelegate(self))
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setMouseTracking(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setAccessibleName(tr("Codebook"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._closed: set[UUID] = set()
        self._kept: UUID | None = None
        self.expanded.connect(lambda index: self._closed.discard(index.data(GuidRole)))
        self.collapsed.connect(lambda index: self._closed.add(index.data(GuidRole)))
        model.modelAboutToBeReset.connect(self._on_reset_begins)
        model.modelReset.connect(self._on_reset)

    def _on_reset_begins(self) -> None:
        self._kept = self.currentIndex().data(GuidRole)

    def _on_reset(self) -> None:
        """Open all but what the person closed; the current code stays current."""
        closed = set(self._closed)
        self.expandAll()
        model = self.model()
        if not isinstance(model, CodeTreeModel):
            return
        for guid in closed:
            index = model.index_of(guid)
            if index.isValid():
                self.collapse(index)
        self._closed |= closed
        if self._kept is not None:
            index = model.index_of(self._kept)
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flag)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open and close by the chevron."""
        index = self.indexAt(event.position().toPoint())
        record: CodeRecord | None = index.data(RecordRole)
        left = event.button() == Qt.MouseButton.LeftButton
        if left and record is not None and self.model().hasChildren(index):
            depth: int = index.data(DepthRole)
            reach = theme().px(_CHEVRON_REACH) + theme().px(16) * max(depth - 1, 0)
            if not record.codable or event.position().x() <= reach:
                self.setExpanded(index, not self.isExpanded(index))
                if record.codable:
                    return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell a click on a code."""
        index = self.indexAt(event.position().toPoint())
        dragging = self.state() == QAbstractItemView.State.DraggingState
        super().mouseReleaseEvent(event)
        record: CodeRecord | None = index.data(RecordRole)
        left = event.button() == Qt.MouseButton.LeftButton
        if left and not dragging and record is not None and record.codable:
            self.code_clicked.emit(record.guid)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Code with Enter; open and close groups with it."""
        index = self.currentIndex()
        record: CodeRecord | None = index.data(RecordRole)
        if record is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if record.codable:
                self.code_activated.emit(record.guid)
            else:
                self.setExpanded(index, not self.isExpanded(index))
            return
        super().keyPressEvent(event)


class CodebookDock(Dock):
    """The tree of codes with its search."""

    code_chosen = Signal(object)  # UUID or None: the current row
    code_clicked = Signal(object)  # UUID: codes the selection, if there is one
    code_activated = Signal(object)  # UUID: codes what is selected or in hand
    move_requested = Signal(object, object, int)
    menu_requested = Signal(object, QPoint)
    new_code_requested = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__("codebook", tr("Codebook"), parent)
        self._workspace = workspace
        self.model = CodeTreeModel(self)
        self._arrange = icon_button("sliders-horizontal", tr("Arrange the codebook"), self)
        self._arrange.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._arrange.setMenu(self._arrange_menu())
        self.title_line.add(self._arrange)
        self.search = SearchField(tr("Find a code"), self)
        self.add_search(self.search)
        self.tree = CodeTree(self.model, self)
        self._empty = EmptyState(self)
        self._empty.wished.connect(self.new_code_requested)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.tree)
        self._stack.addWidget(self._empty)
        self.column.addWidget(self._stack, 1)
        self._connect()
        workspace.changed.connect(self._on_changed)
        workspace.viewer_changed.connect(self.reload)
        self._stale = False

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search)
        self.search.left_down.connect(self._on_left_search)
        self.tree.code_clicked.connect(self.code_clicked)
        self.tree.code_activated.connect(self.code_activated)
        self.tree.customContextMenuRequested.connect(self._on_menu)
        self.tree.selectionModel().currentChanged.connect(self._on_current)
        self.model.move_requested.connect(self.move_requested)

    def _arrange_menu(self) -> QMenu:
        menu = QMenu(self)
        retired = QAction(tr("Show retired codes"), menu)
        retired.setCheckable(True)
        retired.toggled.connect(self.model.show_retired)
        menu.addAction(retired)
        for text, slot in (
            (tr("Open all groups"), lambda: self.tree.expandAll()),
            (tr("Close all groups"), lambda: self.tree.collapseAll()),
        ):
            menu.addAction(text).triggered.connect(slot)
        return menu

    def add_button(self, button: QToolButton) -> None:
        """Put the button that makes a code into the title."""
        self.title_line.add(button)

    # ---- content

    def reload(self) -> None:
        """Read the codes again."""
        self._stale = False
        records = self._workspace.ask(lists.codes, self._workspace.viewer)
        self.model.set_records(records)
        versions = self._workspace.ask(lists.versions)
        newest = max((version.number for version in versions), default=0)
        self.count.setText(tr("v{0}").format(newest) if newest else "")
        self._tell_empty()

    def refresh(self) -> None:
        """Read again if something changed since."""
        if self._stale:
            self.reload()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("code", "coding", "codebook_version", "coder", "assignment", "document"):
            self._stale = True

    def codes(self) -> tuple[CodeRecord, ...]:
        """Give all codes as they were read last."""
        return self.model.records

    def current(self) -> CodeRecord | None:
        """Give the code of the current row."""
        record: CodeRecord | None = self.tree.currentIndex().data(RecordRole)
        return record

    def parent_for_new(self) -> CodeRecord | None:
        """Give the group that a new code would stand in: that of the current row."""
        by_guid = {code.guid: code for code in self.model.records}
        above = self.current()
        while above is not None and above.codable:
            above = by_guid.get(above.parent) if above.parent else None
        return above

    def set_current(self, code: UUID) -> None:
        """Make a code the current row."""
        index = self.model.index_of(code)
        if index.isValid() and index != self.tree.currentIndex():
            self.tree.setCurrentIndex(index)

    def _on_current(self, index: QModelIndex) -> None:
        self.code_chosen.emit(index.data(GuidRole))

    # ---- search

    def _on_search(self, asked: str) -> None:
        self.model.find(asked)
        self.tree.expandAll()
        self._tell_empty()

    def _on_left_search(self) -> None:
        """Go to the first code that was found."""
        index = self.model.index(0, 0)
        while index.isValid() and not index.data(RecordRole).codable:
            index = self.tree.indexBelow(index)
        if index.isValid() and self.search.text():
            self.tree.setCurrentIndex(index)
        self.tree.setFocus()

    def _tell_empty(self) -> None:
        nothing = self.model.rowCount() == 0
        if nothing and self.search.text():
            said = tr("Nothing called “{0}”").format(self.search.text())
            self._empty.tell("search", said, tr("Ctrl+N makes a code with this name."))
        elif nothing:
            self._empty.tell(
                "tag",
                tr("No codes yet"),
                tr("Begin with one, or take them from a codebook."),
                tr("New code"),
            )
        self._stack.setCurrentIndex(1 if nothing else 0)

    def _on_menu(self, place: QPoint) -> None:
        index = self.tree.indexAt(place)
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.menu_requested.emit(index.data(GuidRole), self.tree.viewport().mapToGlobal(place))
