# SPDX-License-Identifier: MIT
"""The first window: recent projects, a new one, or a look around in the sample."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListView,
    QPushButton,
    QStackedLayout,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from coder_app import __version__
from coder_app.core.places import tr
from coder_app.ui.choices import push_button
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.look import theme
from coder_app.ui.parts import EmptyState, box_of, label, paint_row
from coder_app.ui.pressing import enter_presses

_NOWHERE = QModelIndex()
_RECENT = Qt.ItemDataRole.UserRole
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentProject:
    """A project that was open here before."""

    path: Path
    title: str
    opened: datetime
    summary: str  # "8 transcripts, 204 codings"


def day_in_words(moment: datetime, now: datetime | None = None) -> str:
    """Write a moment as a list does: "today 21:08", "12 Nov", "28 Sep 2025"."""
    moment = moment.astimezone()
    today = (now or datetime.now().astimezone()).astimezone()
    if moment.date() == today.date():
        return tr("today {0}").format(moment.strftime("%H:%M"))
    months = tr("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()
    day = f"{moment.day} {months[moment.month - 1]}"
    return day if moment.year == today.year else f"{day} {moment.year}"


class _Recent(QAbstractListModel):
    def __init__(self, rows: Sequence[RecentProject], parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = tuple(rows)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join([row.title, _where(row), day_in_words(row.opened)])
        if role == Qt.ItemDataRole.ToolTipRole:
            return str(row.path)
        return row if role == _RECENT else None


def _where(row: RecentProject) -> str:
    folder = row.path.parent
    if folder == Path.home():
        told = tr("home folder")
    elif folder.is_relative_to(Path.home()):
        told = folder.relative_to(Path.home()).as_posix()
    else:
        told = Path(*folder.parts[-2:]).as_posix()
    return " · ".join(part for part in (told, row.summary) if part)


class _RecentDelegate(QStyledItemDelegate):
    """Paint a project: icon, title, when; below them where and how much."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Give each project two lines."""
        return QSize(theme().px(300), theme().px(58))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        look = theme()
        row: RecentProject = index.data(_RECENT)
        box = box_of(option)
        painter.save()
        paint_row(painter, option)
        icon = look.pixmap("file-text", ratio=painter.device().devicePixelRatioF())
        painter.drawPixmap(box.left() + look.px(16), box.top() + look.px(11), icon)
        text = box.adjusted(look.px(44), look.px(9), -look.px(16), -look.px(9))
        self._lines(painter, text, row)
        painter.restore()

    @staticmethod
    def _lines(painter: QPainter, box: QRect, row: RecentProject) -> None:
        look = theme()
        left, right = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        top, bottom = Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignBottom
        elide = Qt.TextElideMode.ElideMiddle
        painter.setFont(look.font("small"))
        painter.setPen(look.colour("ink3"))
        painter.drawText(box, right | top, day_in_words(row.opened))
        where = painter.fontMetrics().elidedText(_where(row), elide, box.width())
        painter.drawText(box, left | bottom, where)
        painter.setFont(look.font("strong"))
        painter.setPen(look.colour("ink"))
        room = box.width() - look.px(110)
        title = painter.fontMetrics().elidedText(row.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, left | top, title)


class StartWindow(QWidget):
    """Choose what to work on."""

    open_requested = Signal(object)  # Path, or None: ask which
    bring_requested = Signal(object)  # Path of another program's project, or None: ask which
    new_requested = Signal(object)  # list[Path] of transcripts to begin with, often empty
    sample_requested = Signal()
    keys_requested = Signal()

    def __init__(self, recent: Sequence[RecentProject] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Coder App"))
        self.setAcceptDrops(True)
        resize_within_screen(self, 760, 470)
        theme().say(self, surface="paper")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._choices())
        row.addWidget(self._projects(recent), 1)

    def _choices(self) -> QWidget:
        side = QWidget(self)
        theme().say(side, surface="window")
        side.setFixedWidth(theme().px(290))
        column = QVBoxLayout(side)
        column.setContentsMargins(*(theme().px(n) for n in (28, 28, 28, 16)))
        column.setSpacing(theme().px(8))
        column.addWidget(label(tr("Coder App"), step="heading", ink="ink"))
        said = tr("Code interviews with others, and know how well you agree.")
        column.addWidget(label(said, step="body", ink="ink2", wraps=True))
        column.addSpacing(theme().px(14))
        self.new = self._button(tr("New project"), "plus", "on_accent", column)
        theme().say(self.new, kind="main")
        self.new.clicked.connect(lambda: self.new_requested.emit([]))
        opens = self._button(tr("Open a project"), "folder-open", "ink2", column)
        opens.clicked.connect(lambda: self.open_requested.emit(None))
        sample = self._button(tr("Look around in the sample"), "flask-conical", "ink2", column)
        sample.clicked.connect(self.sample_requested)
        bring = push_button(tr("From another program …"), "file-input", side, ink="ink3")
        bring.setToolTip(tr("NVivo, ATLAS.ti, MAXQDA (REFI-QDA), QualCoder, Taguette"))
        theme().say(bring, kind="quiet")
        bring.clicked.connect(lambda: self.bring_requested.emit(None))
        column.addWidget(bring, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        keys = push_button(tr("Keys and first steps"), "keyboard", side, ink="ink3")
        theme().say(keys, kind="quiet")
        keys.clicked.connect(self.keys_requested)
        column.addWidget(keys, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(label(tr("Version {0}").format(__version__), step="small", ink="ink3"))
        return side

    def _button(self, text: str, icon: str, ink: str, column: QVBoxLayout) -> QPushButton:
        button = push_button(text, icon, self, ink=ink)
        button.setProperty("align", "left")
        column.addWidget(button)
        return button

    def _projects(self, recent: Sequence[RecentProject]) -> QWidget:
        part = QWidget(self)
        stack = QStackedLayout(part)
        stack.addWidget(self._list(recent) if recent else self._nothing())
        return part

    def _list(self, recent: Sequence[RecentProject]) -> QWidget:
        part = QWidget(self)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, theme().px(24), 0, 0)
        title = label(tr("Recent projects"), step="section", ink="ink2")
        title.setContentsMargins(theme().px(16), 0, 0, 0)
        column.addWidget(title)
        self.recent = QListView(part)
        self.recent.setModel(_Recent(recent, self))
        self.recent.setItemDelegate(_RecentDelegate(self.recent))
        self.recent.setAccessibleName(tr("Recent projects"))
        self.recent.setMouseTracking(True)
        self.recent.setCurrentIndex(self.recent.model().index(0, 0))
        self.recent.activated.connect(self._on_activated)
        self.recent.clicked.connect(self._on_activated)
        column.addWidget(self.recent)
        return part

    def _on_activated(self, index: QModelIndex) -> None:
        row: RecentProject = index.data(_RECENT)
        self.open_requested.emit(row.path)

    def _nothing(self) -> QWidget:
        empty = EmptyState(self)
        said = tr(
            "A project holds your transcripts, the codebook and everyone’s codings in one file. "
            "Drop transcripts here to start one."
        )
        empty.tell("book-open", tr("No projects yet"), said)
        return empty

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus, and the keys of a project leave."""
        is_leaving = event.key() in (Qt.Key.Key_Q, Qt.Key.Key_W)
        if is_leaving and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.close()
        elif not enter_presses(self, event):
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a dropped project, whichever program made it, or begin one with transcripts."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        projects = [path for path in paths if path.suffix == ".coder"]
        from coder_app.formats.project_files import is_project  # here: a start needs no readers

        foreign = [path for path in paths if is_project(path)]
        if projects:
            self.open_requested.emit(projects[0])
        elif foreign:
            self.bring_requested.emit(foreign[0])
        elif paths:
            self.new_requested.emit(paths)
