# SPDX-License-Identifier: MIT
"""Look at transcripts before they go in: who speaks, what was guessed, what cannot be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.errors import CoderAppError
from coder_app.core.places import tr, tr_n
from coder_app.core.records import ParticipantRecord, TranscriptDraft, Turn
from coder_app.formats import TRANSCRIPT_SUFFIXES
from coder_app.ui.choices import push_button
from coder_app.ui.dialogs.one_file import OneFile
from coder_app.ui.dialogs.reading import FileReader
from coder_app.ui.dialogs.speakers import Chosen, offered_participants
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.look import theme
from coder_app.ui.models.import_list import FileState, ImportList, ImportRow
from coder_app.ui.parts import label, rule


def file_filter() -> str:
    """Name the formats for the system's file dialog."""
    patterns = " ".join(f"*{suffix}" for suffix in TRANSCRIPT_SUFFIXES)
    return ";;".join([tr("Transcripts ({0})").format(patterns), tr("All files (*)")])


class ImportDialog(QDialog):
    """A list of files at the left, one of them at the right; nothing is written until Add."""

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        known: Iterable[str],
        participants: Sequence[ParticipantRecord],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._existing = tuple(participants)
        self._chosen: dict[Path, Chosen] = {}
        self._list = ImportList(known, self)
        self._reader = FileReader(self)
        self._reader.read.connect(self._on_read)
        self._reader.failed.connect(self._on_failed)
        self._build()
        self.setWindowTitle(tr("Add transcripts"))
        self.setAcceptDrops(True)
        resize_within_screen(self, 1180, 740)
        self._list.dataChanged.connect(self._say_counts)
        self.add_files(paths)

    # ---- what comes out

    def drafts(self) -> list[TranscriptDraft]:
        """Give what will be added; in a group, turns name the participants chosen for speakers."""
        return [self._with_participants(draft) for draft in self._list.drafts()]

    def participants(self) -> dict[int, UUID | str]:
        """Give, by a draft's number, the one participant who speaks: a guid, or a new name."""
        alone = [(n, self._people(draft)) for n, draft in enumerate(self._list.drafts())]
        return {
            number: who
            for number, people in alone
            if len(people) == 1
            for who in people.values()
            if who is not None
        }

    def _people(self, draft: TranscriptDraft) -> Chosen:
        assert draft.path is not None
        return self._chosen.get(draft.path) or offered_participants(draft, self._existing)

    def _with_participants(self, draft: TranscriptDraft) -> TranscriptDraft:
        people = self._people(draft)
        known = {speaker: who for speaker, who in people.items() if isinstance(who, UUID)}
        if len(people) < 2 or not known:
            return draft
        turns = tuple(replace(t, participant=known.get(t.speaker)) for t in draft.turns)
        return replace(draft, turns=turns)

    # ---- building

    def _build(self) -> None:
        self._one = OneFile(self._existing, self)
        self._one.encoding_chosen.connect(self._on_encoding)
        self._one.speakers.turns_changed.connect(self._on_turns)
        self._one.speakers.participants_changed.connect(self._keep_choices)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self._table_part())
        split.addWidget(self._one)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([theme().px(660), theme().px(520)])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._head())
        outer.addWidget(rule(self))
        outer.addWidget(split, 1)
        outer.addWidget(rule(self))
        outer.addWidget(self._foot())

    def _head(self) -> QWidget:
        head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(*(theme().px(n) for n in (16, 10, 16, 10)))
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title = label("", head, step="title")
        words.addWidget(self._title)
        hint = tr("Look before they go in. Nothing is written until you press Add.")
        words.addWidget(label(hint, head, step="small", ink="ink2"))
        row.addLayout(words, 1)
        more = push_button(tr("More files …"), "plus", head)
        more.clicked.connect(self._choose_more)
        row.addWidget(more)
        return head

    def _table_part(self) -> QWidget:
        self._table = table = QTableView(self)
        table.setModel(self._list)
        table.setAccessibleName(tr("Files"))
        table.setTabKeyNavigation(False)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setIconSize(QSize(theme().px(16), theme().px(16)))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme().px(31))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.selectionModel().currentRowChanged.connect(self._show_current)
        return table

    def _foot(self) -> QWidget:
        foot = QWidget(self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(*(theme().px(n) for n in (16, 10, 16, 10)))
        row.setSpacing(theme().px(8))
        self._counts = label("", foot, ink="ink2", wraps=True)
        row.addWidget(self._counts, 1)
        self._nfc = QCheckBox(tr("Compose accents (NFC)"), foot)
        self._nfc.setToolTip(
            tr("Writes é as one character where a file has e and an accent. Otherwise left as is.")
        )
        self._nfc.toggled.connect(self._read_all_again)
        row.addWidget(self._nfc)
        cancel = QPushButton(tr("Cancel"), foot)
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        self._add = QPushButton(foot)
        self._add.setDefault(True)
        theme().say(self._add, kind="main")
        self._add.clicked.connect(self.accept)
        row.addWidget(self._add)
        return foot

    # ---- files

    def add_files(self, paths: Sequence[Path]) -> None:
        """Put files into the list and read them, one after the other, behind the window."""
        first = not self._list.rows
        for row in self._list.add(list(paths)):
            self._read(self._list.rows[row])
        if first and self._list.rows:
            self._table.selectRow(0)
        self._say_counts()

    def _read(self, row: ImportRow) -> None:
        self._reader.start(row.path, encoding=row.encoding, nfc=self._nfc.isChecked())

    def _read_all_again(self) -> None:
        for row in self._list.rows:
            self._list.read_again(row.path, row.encoding)
            self._read(row)

    def _choose_more(self) -> None:
        rows = self._list.rows
        where = str(rows[-1].path.parent) if rows else ""
        names, _ = QFileDialog.getOpenFileNames(self, tr("Add transcripts"), where, file_filter())
        self.add_files([Path(name) for name in names])

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put dropped files into the list."""
        urls = event.mimeData().urls()
        self.add_files([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def _on_read(self, path: Path, draft: TranscriptDraft) -> None:
        self._list.set_draft(path, draft)
        self._show_if_current(path)

    def _on_failed(self, path: Path, problem: CoderAppError) -> None:
        self._list.set_problem(path, problem)
        self._show_if_current(path)

    # ---- one file

    def _current(self) -> ImportRow | None:
        row = self._table.currentIndex().row()
        return self._list.rows[row] if 0 <= row < len(self._list.rows) else None

    def _show_if_current(self, path: Path) -> None:
        current = self._current()
        if current is not None and current.path == path:
            self._show_current()

    def _show_current(self) -> None:
        row = self._current()
        self._one.show_row(row, self._chosen.get(row.path, {}) if row else {})
        self._keep_choices()

    def _keep_choices(self) -> None:
        row = self._current()
        if row is not None and row.draft is not None:
            self._chosen[row.path] = self._one.speakers.participants()

    def _on_encoding(self, encoding: str) -> None:
        row = self._current()
        if row is not None:
            self._list.read_again(row.path, encoding)
            self._read(replace(row, encoding=encoding))

    def _on_turns(self, turns: tuple[Turn, ...]) -> None:
        row = self._current()
        if row is not None:
            self._list.set_turns(row.path, turns)
            self._keep_choices()

    # ---- words and keys

    def _say_counts(self) -> None:
        total = len(self._list.rows)
        adding = self._list.count(FileState.READY, FileState.LOOK)
        reading = self._list.count(FileState.READING)
        self._title.setText(tr_n("Add {n} transcript", "Add {n} transcripts", total))
        self._add.setText(tr_n("Add {n} transcript", "Add {n} transcripts", adding))
        self._add.setEnabled(adding > 0 and not reading)
        self._counts.setText(self._reading(reading, total) if reading else self._outcome(adding))

    @staticmethod
    def _reading(reading: int, total: int) -> str:
        return tr("Reading: {0} of {1} done.").format(total - reading, total)

    def _outcome(self, adding: int) -> str:
        parts = [tr_n("{n} will be added", "{n} will be added", adding)]
        again, bad = self._list.count(FileState.AGAIN), self._list.count(FileState.BAD)
        if again:
            parts.append(tr_n("{n} is the same text again", "{n} are the same text again", again))
        if bad:
            parts.append(tr_n("{n} cannot be read", "{n} cannot be read", bad))
        return tr("{0}.").format(", ".join(parts))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out, where it is narrow, what the right side says too."""
        super().resizeEvent(event)
        for column in (1, 2):
            self._table.setColumnHidden(column, self.width() < theme().px(1000))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Delete take a file out of the list."""
        index = self._table.currentIndex()
        if event.key() == Qt.Key.Key_Delete and self._table.hasFocus() and index.isValid():
            self._drop(index)
        else:
            super().keyPressEvent(event)

    def _drop(self, index: QModelIndex) -> None:
        self._list.drop(index.row())
        left = min(index.row(), len(self._list.rows) - 1)
        flags = QItemSelectionModel.SelectionFlag
        self._table.selectionModel().setCurrentIndex(
            self._list.index(left, 0), flags.ClearAndSelect | flags.Rows
        )
        self._show_current()
        self._say_counts()

    def done(self, result: int) -> None:
        """Leave no reader behind."""
        self._reader.stop()
        super().done(result)
