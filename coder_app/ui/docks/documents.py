# SPDX-License-Identifier: MIT
"""The transcripts: how far each is, found by name, filtered by status, participant and coder."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QMenu,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.core.records import AssignmentStatus, Changes, DocumentRow
from coder_app.queries import lists
from coder_app.ui.docks.frame import Dock
from coder_app.ui.look import theme
from coder_app.ui.models.documents import (
    DocumentFilter,
    DocumentListModel,
    GuidRole,
    Index,
    LettersRole,
    RecordRole,
    meta_of,
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

_STATUS = {
    "": tr("All transcripts"),
    "mine": tr("Given to me"),
    "open": tr("Not done yet"),
    "begun": tr("Begun"),
    "done": tr("Done"),
}


class DocumentDelegate(QStyledItemDelegate):
    """Paint a transcript: ring of progress, name, what is known of the participant, codings."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give each transcript two lines."""
        return QSize(theme().px(120), theme().size("document_row"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        look, box = theme(), box_of(option)
        row: DocumentRow = index.data(RecordRole)
        painter.save()
        is_current = paint_row(painter, option)
        count = self._count(painter, box, row)
        text = box.adjusted(look.px(37), look.px(3), -count - look.px(12), -look.px(3))
        upper = QRect(text.left(), text.top(), text.width(), text.height() // 2 + look.px(1))
        lower = QRect(text.left(), upper.bottom(), text.width(), text.bottom() - upper.bottom())
        painter.setFont(look.font("strong" if is_current else "body"))
        draw_found(painter, upper, row.name, index.data(LettersRole) or ())
        painter.setFont(look.font("small"))
        draw_found(painter, lower, meta_of(row.attributes), (), "ink3")
        draw_ring(painter, QPointF(box.left() + look.px(20), box.center().y() + 0.5), row)
        painter.restore()

    @staticmethod
    def _count(painter: QPainter, box: QRect, row: DocumentRow) -> int:
        if not row.codings:
            return 0
        look = theme()
        painter.setFont(look.font("caption"))
        painter.setPen(look.colour("ink3"))
        shown = f"{row.codings:,}"
        right = box.adjusted(0, look.px(6), -look.px(16), 0)
        painter.drawText(right, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, shown)
        return painter.fontMetrics().horizontalAdvance(shown) + look.px(8)


def draw_ring(painter: QPainter, centre: QPointF, row: DocumentRow) -> None:
    """Draw how far a transcript is: an empty ring, the share read, or a check when done."""
    look = theme()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = look.px(14)
    box = QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)
    if row.status == AssignmentStatus.DONE:
        ratio = painter.device().devicePixelRatioF()
        picture = look.pixmap("circle-check", "ink2", ratio=ratio)
        half = look.px(16) / 2
        painter.drawPixmap(QPointF(centre.x() - half, centre.y() - half), picture)
        return
    ring = box.adjusted(1.2, 1.2, -1.2, -1.2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(look.colour("hairline"), 2.4)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    painter.drawEllipse(ring)
    if row.share_read > 0:
        pen.setColor(look.colour("ink2"))
        painter.setPen(pen)
        painter.drawArc(ring, 90 * 16, -round(360 * 16 * min(row.share_read, 1.0)))


class DocumentsDock(Dock):
    """The list of transcripts."""

    document_open_requested = Signal(object)  # UUID
    import_requested = Signal()
    menu_requested = Signal(object, QPoint)  # UUID, place on the screen

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__("documents", tr("Documents"), parent)
        self._workspace = workspace
        self.model = DocumentListModel(self)
        self._filter_button = icon_button("funnel", tr("Filter transcripts"), self)
        self._filter_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_filters)
        self._filter_button.setMenu(self._menu)
        self.title_line.add(self._filter_button)
        self.search = SearchField(tr("Find a document"), self)
        self.add_search(self.search)
        self._stack = QStackedWidget(self)
        self.list = self._make_list()
        self._empty = EmptyState(self)
        self._empty.wished.connect(self._on_wished)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.column.addWidget(self._stack, 1)
        self.search.textChanged.connect(self._on_search)
        self.search.left_down.connect(self.list.setFocus)
        workspace.changed.connect(self._on_changed)
        workspace.viewer_changed.connect(self.reload)
        self._stale = False

    def _make_list(self) -> QListView:
        view = QListView(self)
        view.setModel(self.model)
        view.setItemDelegate(DocumentDelegate(view))
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setTabKeyNavigation(False)
        view.setAccessibleName(tr("Documents"))
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._on_menu)
        view.activated.connect(self._on_activated)
        view.clicked.connect(self._on_activated)
        return view

    def add_import_button(self) -> None:
        """Offer to add transcripts: somebody hears it."""
        button = icon_button("plus", tr("Add to the documents"), self)
        button.clicked.connect(self.import_requested)
        self.title_line.add(button)

    # ---- content

    def reload(self) -> None:
        """Read the list again."""
        self._stale = False
        current = self.current()
        rows = self._workspace.ask(lists.documents, self._workspace.viewer)
        self.model.set_records(rows)
        done = sum(row.status == AssignmentStatus.DONE for row in rows)
        self.count.setText(tr("{0} of {1} done").format(done, len(rows)) if rows else "")
        self._tell_empty()
        if current is not None:
            self.set_current(current)

    def current(self) -> UUID | None:
        """Give the current transcript of the list."""
        guid: UUID | None = self.list.currentIndex().data(GuidRole)
        return guid

    def set_current(self, document: UUID | None) -> None:
        """Make a transcript the current row, without opening it."""
        index = self.model.index_of(document) if document else QModelIndex()
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)

    def neighbour(self, document: UUID, step: int) -> UUID | None:
        """Name the transcript before or after one, as the list shows them."""
        guids = [row.guid for row in self.model.shown]
        if document not in guids:
            return guids[0] if guids else None
        at = guids.index(document) + step
        return guids[at] if 0 <= at < len(guids) else None

    def _on_changed(self, changes: Changes) -> None:
        kinds = ("document", "wording", "coding", "assignment", "participant", "coder", "code")
        if changes.touches(*kinds, "attribute", "attribute_value"):
            self._stale = True

    def refresh(self) -> None:
        """Read again if something changed since."""
        if self._stale:
            self.reload()

    def make_stale(self) -> None:
        """Read again at the next refresh: how far somebody has read is not in the history."""
        self._stale = True

    def _on_search(self, asked: str) -> None:
        current = self.current()
        self.model.find(asked)
        self.set_current(current)
        self._tell_empty()

    def _tell_empty(self) -> None:
        nothing = not self.model.shown
        if not self.model.records:
            self._empty.tell(
                "file-text",
                tr("No transcripts yet"),
                tr("Word, text, subtitles: as many as you like."),
                tr("Add transcripts"),
            )
        elif nothing and self.search.text():
            said = tr("Nothing called “{0}”").format(self.search.text())
            self._empty.tell("search", said, link=tr("Show all"))
        elif nothing:
            self._empty.tell("funnel", tr("The filter keeps none"), link=tr("Show all"))
        self._stack.setCurrentIndex(1 if nothing else 0)

    def _on_wished(self) -> None:
        if not self.model.records:
            self.import_requested.emit()
            return
        self.set_filter(DocumentFilter())
        self.search.clear()

    # ---- filters

    def set_filter(self, chosen: DocumentFilter) -> None:
        """Show only some transcripts."""
        current = self.current()
        self.model.set_filter(chosen)
        self.set_current(current)
        self._filter_button.setProperty("active", chosen != DocumentFilter())
        theme().dress(
            self._filter_button, "funnel", "ink2" if chosen == DocumentFilter() else "accent"
        )
        self._tell_empty()

    def _fill_filters(self) -> None:
        self._menu.clear()
        now = self.model.filter
        for status, text in _STATUS.items():
            chosen = replace(now, status=status)
            self._add_choice(self._menu, text, now.status == status, chosen)
        people = self._workspace.ask(lists.participants)
        part = self._menu.addMenu(tr("Participant"))
        self._add_choice(part, tr("Any"), now.participant is None, replace(now, participant=None))
        for person in people:
            chosen = replace(now, participant=person.guid)
            self._add_choice(part, person.name, now.participant == person.guid, chosen)
        given = self._menu.addMenu(tr("Given to"))
        self._add_choice(given, tr("Anybody"), not now.coder, replace(now, coder=""))
        for coder in self._workspace.ask(lists.coders):
            if not coder.consensus:
                chosen = replace(now, coder=coder.name)
                self._add_choice(given, coder.name, now.coder == coder.name, chosen)

    def _add_choice(self, menu: QMenu, text: str, checked: bool, chosen: DocumentFilter) -> None:
        action = QAction(text.replace("&", "&&"), menu)
        action.setCheckable(True)
        action.setChecked(checked)
        action.setActionGroup(QActionGroup(action))
        action.triggered.connect(lambda *_: self.set_filter(chosen))
        menu.addAction(action)

    # ---- wishes

    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.document_open_requested.emit(index.data(GuidRole))

    def _on_menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if index.isValid():
            self.menu_requested.emit(index.data(GuidRole), self.list.viewport().mapToGlobal(place))
