# SPDX-License-Identifier: MIT
"""Pseudonyms before transcripts go in: a key that stays outside, and every place to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.errors import CoderAppError
from coder_app.core.places import tr, tr_n
from coder_app.core.records import TranscriptDraft
from coder_app.formats.arriving.arrivals import Arrivals, with_pseudonyms
from coder_app.formats.pseudonyms.key import Pseudonym, Replaced, doubts, read_key, write_key
from coder_app.ui.choices import push_button
from coder_app.ui.dialogs.importing.name_finder import NameFinder
from coder_app.ui.dialogs.importing.name_views import KeyView, PlaceView
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.frames import bar, pile, titled_bar
from coder_app.ui.look import theme
from coder_app.ui.models.key_table import KeyTable
from coder_app.ui.models.place_table import FoundPlaces, PlaceTable, Ticks
from coder_app.ui.parts import ElidedLabel, EmptyState, label
from coder_app.ui.pressing import enter_presses


@dataclass(frozen=True, slots=True, kw_only=True)
class Pseudonyms:
    """What is to be replaced on the way in: names, where their key lies, what was said of places.

    `key` is what is replaced now, which may be less than the file holds.
    """

    key: tuple[Pseudonym, ...]
    path: Path
    ticks: Ticks

    def applied(self, arrivals: Arrivals) -> tuple[Arrivals, tuple[Replaced, ...]]:
        """Replace names in all that arrives; gives the log, too."""
        return with_pseudonyms(arrivals, self.key, self.ticks.has)

    def shown(self, draft: TranscriptDraft) -> TranscriptDraft:
        """Give a transcript as it will read."""
        return self.applied(Arrivals(drafts=(draft,)))[0].drafts[0]


def key_filter() -> str:
    """Name the kinds of a key's file for the system's file dialog."""
    return ";;".join([tr("Keys of names (*.csv *.tsv *.xlsx)"), tr("All files (*)")])


class PseudonymsDialog(QDialog):
    """The key at the left, the places of its names at the right; Use writes the key."""

    def __init__(
        self,
        drafts: Sequence[TranscriptDraft],
        *,
        path: Path | None = None,
        ticks: Ticks | None = None,
        project: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._path: Path | None = None
        self._project = project
        self._ticks = ticks or Ticks()
        self._names = KeyTable(self)
        self._places = PlaceTable(self._ticks, self)
        self._finder = NameFinder(drafts, self)
        self._finder.found.connect(self._on_found)
        self._finder.offered.connect(self._on_offered)
        self._build()
        self.setWindowTitle(tr("Pseudonyms"))
        resize_within_screen(self, 1120, 680)
        if path is not None:
            self.open_key(path)
        self._show_state()
        if self._path is None:
            self._choose.setFocus()

    def decided(self) -> Pseudonyms | None:
        """Give what was decided; nothing without a key."""
        if self._path is None:
            return None
        return Pseudonyms(key=self._names.in_use(), path=self._path, ticks=self._ticks)

    # ---- building

    def _build(self) -> None:
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self._key_part())
        split.addWidget(self._places_part())
        split.setStretchFactor(1, 1)
        split.setSizes([theme().px(340), theme().px(780)])
        self._nothing = EmptyState(self)
        self._nothing.tell(
            "shield",
            tr("No key yet"),
            tr("A key is a table of names and their pseudonyms. It stays outside the project."),
        )
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._nothing)
        self._pages.addWidget(split)
        pile(self, self._head(), self._pages, self._foot(), grows=self._pages)

    def _head(self) -> QWidget:
        self._where = ElidedLabel(self, step="small", ink="ink2")
        head, row = titled_bar(label(tr("Pseudonyms"), self, step="title"), self._where, self)
        self._choose = push_button(tr("Choose a key …"), "folder-open", head)
        self._choose.clicked.connect(self._choose_key)
        begin = push_button(tr("New key …"), "plus", head)
        begin.clicked.connect(self._begin_key)
        for button in (self._choose, begin):
            row.addWidget(button)
        return head

    def _part(self, title: str) -> tuple[QWidget, QVBoxLayout, QHBoxLayout]:
        part = QWidget(self)
        theme().say(part, surface="window")
        column = QVBoxLayout(part)
        column.setContentsMargins(*(theme().px(n) for n in (14, 8, 14, 8)))
        head = QHBoxLayout()
        head.addWidget(label(title, part, step="section"), 1)
        column.addLayout(head)
        return part, column, head

    def _link(self, words: str, place: QHBoxLayout) -> QPushButton:
        link = QPushButton(words, self)
        link.setAutoDefault(False)
        theme().say(link, kind="quiet")
        place.addWidget(link)
        return link

    def _key_part(self) -> QWidget:
        part, column, head = self._part(tr("Names"))
        self._add_name = self._link(tr("Add a name"), head)
        self._add_name.clicked.connect(self._on_add)
        self._key_view = KeyView(self._names, part)
        self._key_view.chosen.connect(self._show_places_of)
        self._names.dataChanged.connect(self._on_key_changed)
        self._names.rowsRemoved.connect(self._look_again)
        column.addWidget(self._key_view, 1)
        hint = tr(
            "Unticked names at the end were found in the transcripts. Tick what names people."
        )
        column.addWidget(label(hint, part, step="small", ink="ink3", wraps=True))
        self._doubts = label("", part, step="small", ink="warn", wraps=True)
        column.addWidget(self._doubts)
        return part

    def _places_part(self) -> QWidget:
        part, column, head = self._part(tr("Places"))
        self._all = self._link(tr("Show all"), head)
        self._all.clicked.connect(self._key_view.let_go)
        for words, on in ((tr("Tick all"), True), (tr("Tick none"), False)):
            link = self._link(words, head)
            link.clicked.connect(lambda _=False, on=on: self._places.tick_all(on=on))
        column.addWidget(PlaceView(self._places, part), 1)
        self._places.dataChanged.connect(self._show_state)
        hint = tr(
            "Whole words only. Where the writing differs from the key’s, a place is not sure."
        )
        column.addWidget(label(hint, part, step="small", ink="ink3", wraps=True))
        return part

    def _foot(self) -> QWidget:
        foot, row = bar(self)
        self._counts = label("", foot, ink="ink2", wraps=True)
        row.addWidget(self._counts, 1)
        cancel = QPushButton(tr("Cancel"), foot)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        self._use = QPushButton(tr("Use these pseudonyms"), foot)
        self._use.setDefault(True)
        theme().say(self._use, kind="main")
        self._use.clicked.connect(self.accept)
        row.addWidget(self._use)
        return foot

    # ---- the key

    def open_key(self, path: Path) -> None:
        """Take the names of a key; one that cannot be read is said and changes nothing."""
        try:
            key = read_key(path)
        except CoderAppError as problem:
            if self._path is None:
                self._nothing.tell("shield", tr("This key cannot be read"), str(problem))
            self._doubts.setText(str(problem))
            self._show_state()
            return
        self._take_key(path, key)

    def begin_key(self, path: Path) -> None:
        """Start a key that will be written to this place."""
        self._take_key(path if path.suffix else path.with_suffix(".csv"), ())

    def _take_key(self, path: Path, key: Sequence[Pseudonym]) -> None:
        self._path = path
        self._names.show(key, ())
        self._doubts.setText("\n".join(doubts(key)))
        self._finder.look_for(key)
        self._finder.offer(key)
        self._show_state()

    def _choose_key(self) -> None:
        where = str(self._path or "")
        chosen, _ = QFileDialog.getOpenFileName(self, tr("Choose a key"), where, key_filter())
        if chosen:
            self.open_key(Path(chosen))

    def _begin_key(self) -> None:
        name = tr("pseudonyms.csv")
        chosen, _ = QFileDialog.getSaveFileName(self, tr("New key"), name, key_filter())
        if chosen:
            self.begin_key(Path(chosen))

    def _on_add(self) -> None:
        self._key_view.write_into(self._names.add())

    def _on_key_changed(self, *change: object) -> None:
        roles = change[2] if len(change) > 2 else ()
        if roles != [Qt.ItemDataRole.DisplayRole]:  # those are our own counts
            self._look_again()

    def _look_again(self, *_: object) -> None:
        self._finder.look_for(self._names.in_use())
        self._doubts.setText("\n".join(doubts(self._names.key())))
        self._show_state()

    def _on_offered(self, offers: Sequence[Pseudonym]) -> None:
        self._names.show(self._names.key(), offers)
        self._finder.look_for(self._names.in_use())

    # ---- the places

    def _on_found(self, found: FoundPlaces) -> None:
        self._places.show(found)
        self._names.count_places({name: len(them) for name, them in found.of_name.items()})
        self._show_state()

    def _show_places_of(self, name: str) -> None:
        self._places.show_only(name)

    def _show_state(self) -> None:
        self._where.setText(self._where_text())
        self._pages.setCurrentIndex(int(self._path is not None))
        self._add_name.setEnabled(self._path is not None)
        self._use.setEnabled(self._path is not None and bool(self._names.in_use()))
        on, total, unsure = self._places.counts()
        parts = [tr_n("{n} place gets a pseudonym", "{n} places get a pseudonym", on)]
        if total > on:
            parts.append(tr_n("{n} keeps the name", "{n} keep the name", total - on))
        if unsure:
            parts.append(
                tr_n("{n} is not sure: look at it", "{n} are not sure: look at them", unsure)
            )
        self._counts.setText(tr("{0}.").format(", ".join(parts)) if self._path else "")

    def _where_text(self) -> str:
        if self._path is None:
            return tr("Choose the file that says which name becomes what, or start one.")
        if self._project is not None and self._path.parent == self._project.parent:
            return tr("{0} lies beside the project. Move it where only you may look.").format(
                self._path.name
            )
        return tr("{0}. It stays outside the project.").format(self._path)

    # ---- the end

    def accept(self) -> None:
        """Write the key; what hinders that is said, and the window stays."""
        assert self._path is not None
        try:
            write_key(self._names.key(), self._path)
        except CoderAppError as problem:
            self._doubts.setText(str(problem))
            return
        super().accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Enter press the button that has the focus; elsewhere it is the default one."""
        if not enter_presses(self, event):
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Leave no finder behind."""
        self._finder.stop()
        super().done(result)
