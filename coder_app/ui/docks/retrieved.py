# SPDX-License-Identifier: MIT
"""Retrieved segments: codings with their words, filtered by code, coder, participant and words."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from coder_app.core.places import tr, tr_n
from coder_app.core.records import Changes, CodeRecord, SegmentRecord
from coder_app.queries import lists, segments
from coder_app.queries.segments import SegmentFilter
from coder_app.ui.choices import CalmComboBox
from coder_app.ui.docks.frame import Dock
from coder_app.ui.fitting import SharedRow
from coder_app.ui.look import draw_chip, theme
from coder_app.ui.models.documents import meta_of
from coder_app.ui.models.segments import Index, RecordRole, SegmentListModel, place_of
from coder_app.ui.parts import (
    EmptyState,
    Picture,
    SearchField,
    box_of,
    draw_found,
    icon_button,
    paint_row,
)
from coder_app.ui.workspace import Workspace

MOST = 2_000  # more than anybody reads in one list; the export has all
_TYPING_MS = 250
_ONE_ROW = 560


class SegmentDelegate(QStyledItemDelegate):
    """Paint a segment: chip, a line of the quotation, where it stands, two attributes."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give each segment two lines."""
        return QSize(theme().px(200), theme().size("card"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        look, box = theme(), box_of(option)
        row: SegmentRecord = index.data(RecordRole)
        painter.save()
        paint_row(painter, option)
        side = look.size("chip")
        chip = QRectF(box.left() + look.px(14), box.top() + look.px(8), side, side)
        draw_chip(painter, chip, row.coding.colour, row.coding.key)
        painter.setFont(look.font("small"))
        meta = meta_of(row.attributes, 2)
        right = painter.fontMetrics().horizontalAdvance(meta) + look.px(12)
        painter.setPen(look.colour("ink3"))
        corner = box.adjusted(0, look.px(6), -look.px(12), 0)
        painter.drawText(corner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, meta)
        left = box.left() + look.px(40)
        width = box.right() - left - look.px(16)
        lower = QRect(left, box.top() + look.px(27), width, look.px(17))
        draw_found(painter, lower, place_of(row), (), "ink3")
        upper = QRect(left, box.top() + look.px(4), width - right, look.px(22))
        self._quotation(painter, upper, row)
        painter.restore()

    def _quotation(self, painter: QPainter, box: QRect, row: SegmentRecord) -> None:
        """Draw context, passage and context in one line; the passage has its tint and bar."""
        look = theme()
        painter.setFont(look.font("quote"))
        metrics = painter.fontMetrics()
        passage = " ".join(row.text.split())
        before = _end_of(" ".join(row.before.split()), 32)
        after = " ".join(row.after.split())
        room = box.width()
        lead = f"{before} " if before and row.before[-1:] not in ".?!…\n" else ""
        lead_width = metrics.horizontalAdvance(lead)
        if lead_width + metrics.horizontalAdvance(passage) > room:
            lead, lead_width = "", 0
        shown = metrics.elidedText(passage, Qt.TextElideMode.ElideRight, room - lead_width)
        wide = metrics.horizontalAdvance(shown)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(look.colour("ink3"))
        painter.drawText(box, flags, lead)
        x = box.left() + lead_width
        colour = look.code_colour(row.coding.colour)
        height = metrics.height()
        top = box.center().y() - height // 2
        painter.fillRect(QRect(x, top, wide, height), colour.tint)
        painter.fillRect(QRect(x, top + height, wide, look.size("bar")), colour.stripe)
        painter.setPen(look.colour("ink"))
        painter.drawText(box.adjusted(lead_width, 0, 0, 0), flags, shown)
        rest = box.adjusted(lead_width + wide + look.px(4), 0, 0, 0)
        if rest.width() > look.px(40):
            painter.setPen(look.colour("ink3"))
            cut = metrics.elidedText(after, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, flags, cut)


def _end_of(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    cut = text[-most:]
    return "… " + cut.partition(" ")[2]


class ClosedBar(QPushButton):
    """The closed dock: a line that names what it would show."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        theme().say(self, kind="bar")
        self.setFixedHeight(theme().px(28))
        row = QHBoxLayout(self)
        row.setContentsMargins(theme().px(12), 0, theme().px(12), 0)
        row.setSpacing(theme().px(8))
        self._icon = Picture("chevron-right", self, ink="ink3", size=14)
        self._title = QLabel(tr("Segments"), self)
        self._title.setFont(theme().font("section"))
        theme().say(self._title, ink="ink2")
        self._told = QLabel(self)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setFont(theme().font("small"))
        theme().say(self._told, ink="ink3")
        for part in (self._icon, self._title, self._told):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(part)
        row.addStretch(1)
        self.tell("")

    def tell(self, sentence: str) -> None:
        """Name what would be shown."""
        self._told.setText(sentence)
        self.setAccessibleName(" ".join(part for part in (tr("Segments"), sentence) if part))


class RetrievedDock(Dock):
    """The list of segments with its filters in one row."""

    coding_chosen = Signal(object)  # SegmentRecord's CodingRecord
    closed = Signal()
    told = Signal(str)  # for the closed bar

    def __init__(self, workspace: Workspace, parent: QWidget) -> None:
        super().__init__("retrieved", tr("Segments"), parent)
        self._workspace = workspace
        self.model = SegmentListModel(self)
        self._fills = False
        self._stale = True
        self._follows = True
        self._in_hand: CodeRecord | None = None
        self._close = icon_button("x", tr("Close segments"), self)
        self._close.clicked.connect(self.closed)
        self.title_line.add(self._close)
        self._make_filters()
        self.list = self._make_list()
        self._empty = EmptyState(self)
        self._empty.wished.connect(self.show_all)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self.column.addWidget(self._stack, 1)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.search_now)
        workspace.changed.connect(self._on_changed)
        workspace.viewer_changed.connect(self._on_viewer)

    def _make_filters(self) -> None:
        self.filters = SharedRow(self, one_row=_ONE_ROW)
        self.code = self._combo(tr("Code"))
        self.coder = self._combo(tr("Coder"))
        self.participant = self._combo(tr("Participant"))
        self.with_code = self._combo(tr("With code"))
        self.words = SearchField(tr("Words"), self.filters)
        self.words.setMinimumWidth(theme().px(70))
        self.words.textChanged.connect(lambda _: self._typing.start())
        boxes = (self.code, self.coder, self.participant, self.with_code)
        self.filters.put([*zip(boxes, (5, 3, 4, 4), strict=True), (self.words, 4)])
        self.filters.setContentsMargins(theme().px(8), 0, theme().px(8), theme().px(6))
        self.column.addWidget(self.filters)

    def _combo(self, name: str) -> QComboBox:
        """Make a filter; its unseen label is what tells a screen reader its name."""
        holder = self.filters
        box = CalmComboBox(holder)
        told = QLabel(name, holder)
        told.setBuddy(box)
        told.hide()
        box.setAccessibleName(name)
        box.setToolTip(name)
        policy = QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        box.setSizeAdjustPolicy(policy)
        box.setMinimumContentsLength(6)
        box.setMinimumWidth(theme().px(64))
        box.setMaximumWidth(theme().px(220))
        box.currentIndexChanged.connect(self._on_filter)
        return box

    def _make_list(self) -> QListView:
        view = QListView(self)
        view.setModel(self.model)
        view.setItemDelegate(SegmentDelegate(view))
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setTabKeyNavigation(False)
        view.setAccessibleName(tr("Segments"))
        view.clicked.connect(self._on_chosen)
        view.activated.connect(self._on_chosen)
        return view

    # ---- filters

    def fill(self, codes: Sequence[CodeRecord]) -> None:
        """Offer codes, coders and participants; choices that are still there stay."""
        self._fills = True
        names = [(code.name if code.codable else code.name.upper(), code.guid) for code in codes]
        people = self._workspace.ask(lists.participants)
        coders = self._workspace.ask(lists.coders)
        _offer(self.code, tr("any code"), names)
        _offer(self.coder, tr("any coder"), [(row.name, row.guid) for row in coders])
        _offer(self.participant, tr("any participant"), [(row.name, row.guid) for row in people])
        withs = [(tr("with: {0}").format(name), guid) for name, guid in names]
        _offer(self.with_code, tr("with: any code"), withs)
        self._fills = False

    def follow(self, code: CodeRecord | None) -> None:
        """Show the segments of the code in hand, until another filter is chosen."""
        self._in_hand = code
        if code is None or not self._follows:
            return
        if self.code.currentData() != code.guid:
            self._fills = True
            self.code.setCurrentIndex(_place_of(self.code, code.guid))
            self._fills = False
            self._stale = True

    def show_code(self, code: UUID) -> None:
        """Show all segments of a code."""
        self._follows = True
        self.code.setCurrentIndex(_place_of(self.code, code))

    def show_all(self) -> None:
        """Let go of all filters."""
        self._fills = True
        for box in (self.code, self.coder, self.participant, self.with_code):
            box.setCurrentIndex(0)
        self.words.clear()
        self._fills = False
        self.search_now()

    def wanted(self) -> SegmentFilter:
        """Give the filter as it is set."""

        def one(box: QComboBox) -> tuple[UUID, ...]:
            return (box.currentData(),) if box.currentData() is not None else ()

        return SegmentFilter(
            codes=one(self.code),
            coders=one(self.coder),
            participants=one(self.participant),
            with_code=self.with_code.currentData(),
            words=self.words.text().strip(),
            limit=MOST,
        )

    def _on_filter(self) -> None:
        if not self._fills:
            if self.sender() is self.code:
                self._follows = False
            self.search_now()

    # ---- content

    def search_now(self) -> None:
        """Ask for the segments, away from the window."""
        self._stale = False
        wanted, viewer = self.wanted(), self._workspace.viewer
        self._workspace.compute(
            lambda: self._workspace.ask(segments.find, viewer, wanted),
            done=self._on_found,
            topic="segments",
        )

    def refresh(self) -> None:
        """Ask again if something changed since."""
        if self._stale:
            self.search_now()

    def _on_found(self, rows: list[SegmentRecord]) -> None:
        self.model.set_records(rows)
        documents = len({row.coding.document for row in rows})
        passages = tr_n("{n} passage", "{n} passages", len(rows))
        held = tr_n("in {n} transcript", "in {n} transcripts", documents)
        self.count.setText(f"{passages} {held}" if rows else "")
        chosen = self.code.currentText() if self.code.currentData() is not None else ""
        self.told.emit(tr("{0} coded {1}").format(passages, chosen) if chosen else passages)
        if not rows and self.wanted() == SegmentFilter(limit=MOST):
            said = tr("Select words in a transcript and press a code’s key.")
            self._empty.tell("inbox", tr("No passages yet"), said)
        elif not rows:
            self._empty.tell(
                "inbox", tr("No passage fits"), tr("Fewer filters show more."), tr("Show all")
            )
        self._stack.setCurrentIndex(0 if rows else 1)

    def _on_changed(self, changes: Changes) -> None:
        kinds = ("coding", "code", "memo", "document", "wording", "coder", "participant")
        if changes.touches(*kinds, "attribute_value", "assignment"):
            self._stale = True

    def _on_viewer(self) -> None:
        self._stale = True

    def _on_chosen(self, index: QModelIndex) -> None:
        row: SegmentRecord | None = index.data(RecordRole)
        if row is not None:
            self.coding_chosen.emit(row.coding)


def _offer(box: QComboBox, everything: str, rows: Sequence[tuple[str, UUID]]) -> None:
    chosen = box.currentData()
    box.clear()
    box.addItem(everything, None)
    for text, guid in rows:
        box.addItem(text, guid)
    box.setCurrentIndex(_place_of(box, chosen))


def _place_of(box: QComboBox, guid: UUID | None) -> int:
    """Find a choice; `findData` would compare Python's objects by identity."""
    return next((n for n in range(box.count()) if box.itemData(n) == guid), 0)
