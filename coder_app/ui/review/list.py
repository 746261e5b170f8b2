# SPDX-License-Identifier: MIT
"""The left side of a review: what is looked at, and the passages on which coders differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.places import tr
from coder_app.core.records import CodeRecord, Guid, ReviewItem
from coder_app.ui.choices import choose, combo
from coder_app.ui.fitting import FlowLayout
from coder_app.ui.look import theme
from coder_app.ui.models.review import ROW, Kinds, ReviewDelegate, ReviewFilter, ReviewList
from coder_app.ui.parts import EmptyState, icon_button, label, rule

_TYPING_MS = 200
Names = Sequence[tuple[Guid, str]]


class FilterBar(QWidget):
    """Code and kind in view; coder, transcript and size on demand."""

    changed = Signal()

    def __init__(self, parent: QWidget, *, has_coders: bool = True) -> None:
        super().__init__(parent)
        self._has_coders = has_coders
        column = QVBoxLayout(self)
        column.setContentsMargins(*(theme().px(n) for n in (12, 10, 10, 8)))
        column.setSpacing(theme().px(6))
        told, self.code = combo(tr("Code"), parent=self)
        self.more = icon_button("list-filter", tr("By coder, transcript and size"), self)
        self.more.setCheckable(True)
        row = QHBoxLayout()
        row.setSpacing(theme().px(4))
        row.addWidget(told)
        row.addWidget(self.code, 1)
        row.addWidget(self.more)
        column.addLayout(row)
        column.addWidget(self._make_more())
        column.addWidget(self._make_kinds())
        self.more.toggled.connect(self._on_more)
        for box in (self.code, self.coder, self.document):
            box.currentIndexChanged.connect(self.changed)

    def _make_more(self) -> QWidget:
        self._more = QWidget(self)
        column = QVBoxLayout(self._more)
        column.setContentsMargins(0, theme().px(2), 0, theme().px(4))
        column.setSpacing(theme().px(3))
        told, self.coder = combo(tr("Coder"), parent=self._more)
        for part in (told, self.coder):
            part.setVisible(self._has_coders)
            column.addWidget(part)
        told, self.document = combo(tr("Transcript"), parent=self._more)
        for part in (told, self.document):
            column.addWidget(part)
        for box in (self.code, self.coder, self.document):  # long names give way
            box.setMinimumContentsLength(6)
            box.currentTextChanged.connect(box.setToolTip)
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
        self.least = QLineEdit(self._more)
        self.least.setValidator(QIntValidator(0, 9_999, self.least))
        self.least.setPlaceholderText(tr("any number"))
        self.least.setAccessibleName(tr("Words at least"))
        told = label(tr("Words at least"), self._more, step="small", ink="ink2")
        told.setBuddy(self.least)
        column.addWidget(told)
        column.addWidget(self.least)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self.changed)
        self.least.textChanged.connect(self._typing.start)
        self._more.hide()
        return self._more

    def _make_kinds(self) -> QWidget:
        place = QWidget(self)
        row = self._kinds_row = FlowLayout(place)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme().px(2))
        self._kinds: dict[Kinds, QToolButton] = {}
        group = QButtonGroup(self)
        for kind in Kinds:
            button = self._kinds[kind] = QToolButton(place)
            button.setCheckable(True)
            button.setFont(theme().font("small"))
            button.setToolTip(kind.explanation)
            button.setAccessibleDescription(kind.explanation)
            row.addWidget(button)
            group.addButton(button)
            button.clicked.connect(self.changed)
        self._kinds[Kinds.ALL].setChecked(True)
        return place

    def _on_more(self, shown: bool) -> None:
        self._more.setVisible(shown)
        if shown:
            (self.coder if self._has_coders else self.document).setFocus()

    # ---- offers and choice

    def offer(
        self,
        items: Sequence[ReviewItem],
        codes: Mapping[Guid, CodeRecord],
        coders: Names,
    ) -> None:
        """Offer what occurs, with how often; what was chosen stays so."""
        chosen = self.chosen()
        for box in (self.code, self.coder, self.document):
            box.blockSignals(True)
            box.clear()
        self.code.addItem(tr("all codes ({0})").format(len(items)), None)
        counted = Counter(code for item in items for code in item.codes)
        for code in codes.values():
            if counted[code.guid] or code.guid == chosen.code:
                self.code.addItem(f"{code.name} ({counted[code.guid]})", code.guid)
        self.coder.addItem(tr("all coders"), None)
        for guid, name in coders:
            self.coder.addItem(tr("{0} marked it").format(name), (True, guid))
            self.coder.addItem(tr("{0} did not").format(name), (False, guid))
        self.document.addItem(tr("all transcripts"), None)
        seen = dict.fromkeys((item.document, item.document_name) for item in items)
        for guid, name in seen:
            self.document.addItem(name, guid)
        choose(self.code, chosen.code)
        choose(self.document, chosen.document)
        asked = chosen.marked_by or chosen.missed_by
        choose(self.coder, (chosen.marked_by is not None, asked) if asked else None)
        for box in (self.code, self.coder, self.document):
            box.blockSignals(False)

    def choose_code(self, code: Guid | None) -> None:
        """Look at one code only, or at all."""
        choose(self.code, code)

    def reset(self) -> None:
        """Leave nothing out."""
        self._kinds[Kinds.ALL].setChecked(True)
        for box in (self.code, self.coder, self.document):
            box.setCurrentIndex(0)
        self.least.clear()
        self._typing.stop()

    def let_coders_be_chosen(self, allowed: bool) -> None:
        """Refuse to sort by coder while names are hidden: it would give them away."""
        if not allowed:
            self.coder.setCurrentIndex(0)
        self.coder.setEnabled(allowed)
        self.coder.setToolTip("" if allowed else tr("Names are hidden"))

    def chosen(self) -> ReviewFilter:
        """Give what is looked at, the kind left out."""
        marked, coder = self.coder.currentData() or (True, None)
        return ReviewFilter(
            code=self.code.currentData(),
            marked_by=coder if marked else None,
            missed_by=None if marked else coder,
            document=self.document.currentData(),
            least_words=int(self.least.text() or 0),
        )

    @property
    def kinds(self) -> dict[str, QToolButton]:
        """The buttons of the kinds, by their words."""
        return {kind.value: button for kind, button in self._kinds.items()}

    @property
    def kind(self) -> Kinds:
        """The kind that is looked at."""
        return next(kind for kind, button in self._kinds.items() if button.isChecked())

    def count(self, items: Sequence[ReviewItem]) -> None:
        """Say beside each kind how many there are; a kind of none goes."""
        for kind, button in self._kinds.items():
            number = sum(kind.holds(item) for item in items)
            button.setText(f"{kind.value} {number}")
            button.setVisible(bool(number) or kind is Kinds.ALL or button.isChecked())
        self._kinds_row.invalidate()


class ReviewListPane(QWidget):
    """Filter and list; `chosen` says which passage is to be shown."""

    chosen = Signal(object)  # ReviewItem, or None
    shown_changed = Signal()

    def __init__(self, parent: QWidget, *, has_coders: bool = True) -> None:
        super().__init__(parent)
        theme().say(self, surface="paper")
        self._items: tuple[ReviewItem, ...] = ()
        self._base: tuple[ReviewItem, ...] = ()
        self.filter = FilterBar(self, has_coders=has_coders)
        self.model = ReviewList(self)
        self.list = self._make_list()
        self._empty = EmptyState(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty)
        self._stack.setMinimumHeight(theme().px(ROW))  # the filters keep their room
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filter)
        column.addWidget(rule(self))
        column.addWidget(self._stack, 1)
        self.filter.changed.connect(self._apply)
        self._empty.wished.connect(self.look_at_all)

    def _make_list(self) -> QListView:
        view = QListView(self)
        view.setModel(self.model)
        view.setItemDelegate(ReviewDelegate(view))
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setAccessibleName(tr("Passages on which coders differ"))
        view.selectionModel().currentChanged.connect(lambda *_: self.chosen.emit(self.current))
        return view

    # ---- content

    def show_items(
        self, items: Sequence[ReviewItem], codes: Mapping[Guid, CodeRecord], coders: Names
    ) -> None:
        """Take what is to be reviewed now; the current passage stays current."""
        self._items = tuple(items)
        self.filter.offer(items, codes, coders)
        self.model.codes = codes
        self._apply()

    def look_at(self, code: Guid | None) -> None:
        """Look at one code, of every kind and size."""
        self.look_at_all()
        self.filter.choose_code(code)

    def look_at_all(self) -> None:
        """Leave nothing out."""
        self.filter.blockSignals(True)
        self.filter.reset()
        self.filter.blockSignals(False)
        self._apply()

    def _apply(self) -> None:
        wanted = self.filter.chosen()
        self._base = tuple(item for item in self._items if wanted.holds(item))
        self.filter.count(self._base)
        shown = [item for item in self._base if self.filter.kind.holds(item)]
        before, row = self.current, self.row
        self.model.show(shown, self.model.codes, wanted.code)
        self._tell_empty()
        at = self.model.row_of(before) if before is not None else -1
        self.go_to(at if at >= 0 else min(max(row, 0), len(shown) - 1))
        if not shown:
            self.chosen.emit(None)
        self.shown_changed.emit()

    def _tell_empty(self) -> None:
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        if self._items:
            self._empty.tell("list-filter", tr("None of this kind"), "", tr("Look at all"))
        else:
            self._empty.tell("", "")

    # ---- where one is

    @property
    def current(self) -> ReviewItem | None:
        """The passage that is looked at."""
        return self.model.item_at(self.row)

    @property
    def row(self) -> int:
        """The row of the current passage, -1 without one."""
        return int(self.list.currentIndex().row())

    @property
    def progress(self) -> tuple[int, int]:
        """How many of the passages looked at are settled, of every kind, and how many there are."""
        return sum(item.decision is not None for item in self._base), len(self._base)

    def go_to(self, row: int) -> None:
        """Make a row current."""
        if 0 <= row < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(row))

    def step(self, by: int) -> bool:
        """Go on or back by one; tell whether there was one."""
        there = 0 <= self.row + by < self.model.rowCount()
        if there:
            self.go_to(self.row + by)
        return there
