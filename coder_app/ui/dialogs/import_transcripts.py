# SPDX-License-Identifier: MIT
"""Look at transcripts before they go in: who speaks, what was guessed, what cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event
from uuid import UUID

from PySide6.QtCore import QItemSelectionModel, QObject, QRunnable, Qt, QThreadPool, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from coder_app.core.errors import CoderAppError
from coder_app.core.places import tr, tr_n
from coder_app.core.records import (
    Changes,
    ImportWarning,
    ParticipantRecord,
    TranscriptDraft,
    Turn,
)
from coder_app.formats import TRANSCRIPT_SUFFIXES, read_transcript
from coder_app.formats.encodings import candidate_encodings
from coder_app.operations import documents
from coder_app.queries import lists
from coder_app.ui.choices import combo
from coder_app.ui.dialogs.progress import ProgressDialog
from coder_app.ui.dialogs.speakers import SpeakersPanel
from coder_app.ui.look import theme
from coder_app.ui.models.import_list import FileState, ImportList, ImportRow
from coder_app.ui.parts import label, rule
from coder_app.ui.workspace import Workspace

Participants = dict[str, UUID | str | None]


def file_filter() -> str:
    """Name the formats for the system's file dialog."""
    patterns = " ".join(f"*{suffix}" for suffix in TRANSCRIPT_SUFFIXES)
    return ";;".join([tr("Transcripts ({0})").format(patterns), tr("All files (*)")])


class _Signals(QObject):
    read = Signal(object, object)  # Path, TranscriptDraft
    failed = Signal(object, object)  # Path, CoderAppError


class _ReadFile(QRunnable):
    """Read one file away from the window; knows no widget."""

    def __init__(self, path: Path, encoding: str | None, nfc: bool, signals: _Signals) -> None:
        super().__init__()
        self._path, self._encoding, self._nfc, self._signals = path, encoding, nfc, signals

    def run(self) -> None:
        """Read, and hand over what was read or why it was not."""
        try:
            draft = read_transcript(self._path, encoding=self._encoding, nfc=self._nfc)
        except CoderAppError as problem:
            self._signals.failed.emit(self._path, problem)
        else:
            self._signals.read.emit(self._path, draft)


class ImportDialog(QDialog):
    """A list of files at the left, one of them at the right; nothing is written until Add."""

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        known: Sequence[str],
        participants: Sequence[ParticipantRecord],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._list = ImportList(known, self)
        self._participants: dict[Path, Participants] = {}
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)  # reading is Python; two would only take turns
        self._signals = _Signals(self)
        self._signals.read.connect(self._on_read)
        self._signals.failed.connect(self._on_failed)
        self._existing = tuple(participants)
        self._build()
        self.setWindowTitle(tr("Add transcripts"))
        self.resize(theme().px(1180), theme().px(740))
        self._list.dataChanged.connect(self._say_counts)
        self._list.rowsInserted.connect(self._say_counts)
        self._list.rowsRemoved.connect(self._say_counts)
        self.add_files(paths)

    # ---- what comes out

    def drafts(self) -> list[TranscriptDraft]:
        """Give what will be added; in a group, turns name the participants chosen for speakers."""
        return [self._with_participants(draft) for draft in self._list.drafts()]

    def participants(self) -> dict[int, UUID | str]:
        """Give, by a draft's number, the one participant who speaks: a guid, or a new name."""
        chosen = {}
        for number, draft in enumerate(self._list.drafts()):
            people = [one for one in self._people(draft).values() if one is not None]
            if len(self._people(draft)) == 1 and people:
                chosen[number] = people[0]
        return chosen

    def _people(self, draft: TranscriptDraft) -> Participants:
        assert draft.path is not None
        if draft.path not in self._participants:  # it was never looked at: what would be offered
            panel = SpeakersPanel(self._existing)
            panel.show_draft(draft)
            self._participants[draft.path] = panel.participants()
            panel.deleteLater()
        return self._participants[draft.path]

    def _with_participants(self, draft: TranscriptDraft) -> TranscriptDraft:
        known = {s: p for s, p in self._people(draft).items() if isinstance(p, UUID)}
        if len(self._people(draft)) < 2 or not known:
            return draft
        turns = tuple(replace(t, participant=known.get(t.speaker)) for t in draft.turns)
        return replace(draft, turns=turns)

    # ---- building

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self._head())
        outer.addWidget(rule(self))
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self._table_part())
        split.addWidget(self._one_part())
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([theme().px(704), theme().px(476)])
        outer.addWidget(split, 1)
        outer.addWidget(rule(self))
        outer.addWidget(self._foot())

    def _head(self) -> QWidget:
        head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(*(theme().px(n) for n in (16, 10, 16, 10)))
        words = QVBoxLayout()
        words.setSpacing(0)
        self._title = label("", step="title")
        words.addWidget(self._title)
        hint = tr("Look before they go in. Nothing is written until you press Add.")
        words.addWidget(label(hint, step="small", ink="ink2"))
        row.addLayout(words, 1)
        more = QPushButton(tr("More files"), head)
        more.setAutoDefault(False)
        theme().dress(more, "plus")
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
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(theme().px(31))
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setStretchLastSection(True)
        for column, width in enumerate((210, 80, 110, 64, 84)):
            table.setColumnWidth(column, theme().px(width))
        table.selectionModel().currentRowChanged.connect(self._show_current)
        return table

    def _one_part(self) -> QWidget:
        part = QFrame(self)
        theme().say(part, surface="window")
        column = QVBoxLayout(part)
        column.setContentsMargins(*(theme().px(n) for n in (14, 8, 14, 8)))
        column.setSpacing(theme().px(8))
        head = QHBoxLayout()
        self._name = label("", step="strong")
        head.addWidget(self._name, 1)
        told, self._encoding = combo(tr("Encoding"), parent=part)
        self._encoding_told = told
        self._encoding.activated.connect(self._on_encoding)
        head.addWidget(told)
        head.addWidget(self._encoding)
        column.addLayout(head)
        self._problem = label("", ink="danger", wraps=True)
        column.addWidget(self._problem)
        self._look_at = self._warnings_part(part)
        column.addWidget(self._look_at)
        self._speakers = SpeakersPanel(self._existing, part)
        self._speakers.turns_changed.connect(self._on_turns)
        column.addWidget(self._speakers, 1)
        return part

    def _warnings_part(self, parent: QWidget) -> QWidget:
        part = QWidget(parent)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label(tr("To look at"), step="section"))
        self._warnings_place = QScrollArea(part)
        self._warnings_place.setWidgetResizable(True)
        self._warnings_place.setFrameShape(QFrame.Shape.NoFrame)
        self._warnings_place.setMaximumHeight(theme().px(110))
        column.addWidget(self._warnings_place)
        return part

    def _foot(self) -> QWidget:
        foot = QWidget(self)
        row = QHBoxLayout(foot)
        row.setContentsMargins(*(theme().px(n) for n in (16, 10, 16, 10)))
        self._counts = label("", ink="ink2")
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
            self._read(self._list.rows[row].path)
        if first and self._list.rows:
            self._table.selectRow(0)
        self._say_counts()

    def _read(self, path: Path, encoding: str | None = None) -> None:
        self._pool.start(_ReadFile(path, encoding, self._nfc.isChecked(), self._signals))

    def _read_all_again(self) -> None:
        for row in self._list.rows:
            encoding = row.draft.encoding if row.draft and not row.draft.encoding_sure else None
            self._read(row.path, encoding)

    def _choose_more(self) -> None:
        rows = self._list.rows
        where = str(rows[-1].path.parent) if rows else ""
        names, _ = QFileDialog.getOpenFileNames(self, tr("Add transcripts"), where, file_filter())
        self.add_files([Path(name) for name in names])

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
        draft = row.draft if row else None
        self._name.setText(row.path.name if row else "")
        self._problem.setText(row.problem if row else "")
        self._problem.setVisible(bool(row and row.problem))
        self._show_encodings(draft)
        self._show_warnings(draft.warnings if draft else ())
        self._speakers.setVisible(draft is not None)
        chosen: Mapping[str, UUID | str | None] = {}
        if row is not None:
            chosen = self._participants.get(row.path, {})
        self._speakers.show_draft(draft, chosen)
        if row is not None and draft is not None:
            self._participants[row.path] = self._speakers.participants()

    def _show_encodings(self, draft: TranscriptDraft | None) -> None:
        offered = draft is not None and draft.encoding is not None
        self._encoding.setVisible(offered)
        self._encoding_told.setVisible(offered)
        self._encoding.clear()
        if draft is None or draft.encoding is None:
            return
        names = [draft.encoding]
        names += [n for n in candidate_encodings(draft.original) if n not in names]
        for name in names:
            sure = draft.encoding_sure and name == draft.encoding
            guessed = tr("{0} (sure)") if sure else tr("{0} (guessed)")
            self._encoding.addItem(guessed.format(name) if name == names[0] else name, name)

    def _on_encoding(self) -> None:
        row = self._current()
        if row is not None:
            self._read(row.path, self._encoding.currentData())

    def _show_warnings(self, warnings: Sequence[ImportWarning]) -> None:
        self._look_at.setVisible(bool(warnings))
        box = QFrame()
        theme().say(box, kind="warn")
        grid = QGridLayout(box)
        grid.setColumnStretch(1, 1)
        for row, warning in enumerate(warnings):
            icon = QLabel(box)
            icon.setPixmap(theme().pixmap("triangle-alert", "warn"))
            grid.addWidget(icon, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(warning.sentence, wraps=True), row, 1)
            if warning.line is not None:
                show = QPushButton(tr("Show"), box)
                show.setAutoDefault(False)
                show.setAccessibleName(tr("Show line {0}").format(warning.line))
                theme().say(show, kind="quiet")
                line = warning.line
                show.clicked.connect(lambda _=False, n=line: self._speakers.preview.show_line(n))
                grid.addWidget(show, row, 2)
        self._warnings_place.setWidget(box)

    def _on_turns(self, turns: tuple[Turn, ...]) -> None:
        row = self._current()
        if row is None or row.draft is None:
            return
        self._participants[row.path] = self._speakers.participants()
        self._list.set_draft(row.path, replace(row.draft, turns=turns))

    # ---- words and keys

    def _say_counts(self) -> None:
        total = len(self._list.rows)
        adding = self._list.count(FileState.READY, FileState.LOOK)
        self._title.setText(tr_n("Add {n} transcript", "Add {n} transcripts", total))
        self._add.setText(tr_n("Add {n} transcript", "Add {n} transcripts", adding))
        reading = self._list.count(FileState.READING)
        self._add.setEnabled(adding > 0 and not reading)
        parts = [tr_n("{n} will be added", "{n} will be added", adding)]
        counted = (
            (FileState.AGAIN, "{n} is the same text again", "{n} are the same text again"),
            (FileState.BAD, "{n} cannot be read", "{n} cannot be read"),
            (FileState.READING, "{n} is being read", "{n} are being read"),
        )
        for state, one, many in counted:
            number = self._list.count(state)
            if number:
                parts.append(tr_n(one, many, number))
        self._counts.setText(tr("{0}.").format(", ".join(parts)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Delete take a file out of the list."""
        row = self._table.currentIndex().row()
        if event.key() == Qt.Key.Key_Delete and self._table.hasFocus() and row >= 0:
            self._list.drop(row)
            select = QItemSelectionModel.SelectionFlag.SelectCurrent
            left = min(row, len(self._list.rows) - 1)
            if left >= 0:
                index = self._list.index(left, 0)
                self._table.selectionModel().setCurrentIndex(
                    index, select | QItemSelectionModel.SelectionFlag.Rows
                )
            return
        super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """Leave no reader behind."""
        self._pool.clear()
        self._pool.waitForDone()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close like Cancel."""
        self.reject()
        super().closeEvent(event)


class _Stopped(CoderAppError):
    """The person pressed Stop."""


def add_transcripts(
    workspace: Workspace,
    parent: QWidget,
    paths: Sequence[Path] = (),
    *,
    done: Callable[[list[UUID]], None],
) -> None:
    """Ask for files if none are given, let the lead look at them, add them in one step.

    Adding goes on behind a progress dialog; Stop adds none of them. `done` hears the new guids.
    """
    if not paths:
        names, _ = QFileDialog.getOpenFileNames(parent, tr("Add transcripts"), "", file_filter())
        paths = [Path(name) for name in names]
    if not paths:
        return
    dialog = ImportDialog(
        paths,
        known=list(workspace.ask(lists.known_texts)),
        participants=workspace.ask(lists.participants),
        parent=parent,
    )
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return
    _add(workspace, parent, dialog.drafts(), dialog.participants(), done)


def _add(
    workspace: Workspace,
    parent: QWidget,
    drafts: list[TranscriptDraft],
    participants: dict[int, UUID | str],
    done: Callable[[list[UUID]], None],
) -> None:
    number = tr_n("{n} transcript", "{n} transcripts", len(drafts))
    stopped = tr_n(
        "If you stop, it is not added.", "If you stop, none of the {n} is added.", len(drafts)
    )
    progress = ProgressDialog(tr("Adding {0}").format(number), stopped, parent)
    asked_to_stop = Event()
    progress.stop_requested.connect(asked_to_stop.set)
    steps = _Steps(progress)
    steps.stepped.connect(progress.show_progress)

    def step(count: int, total: int, name: str) -> None:
        if asked_to_stop.is_set():
            raise _Stopped(tr("Stopped. None of the transcripts was added."))
        steps.stepped.emit(count, total, name)

    def work() -> tuple[list[UUID], Changes]:
        return workspace.project.run(
            documents.add_documents, drafts=drafts, participants=participants, progress=step
        )

    def finished(guids: list[UUID]) -> None:
        progress.done(QDialog.DialogCode.Accepted)
        done(guids)

    def failed(sentence: str) -> None:
        progress.done(QDialog.DialogCode.Rejected)
        workspace.refused.emit(sentence)

    workspace.long_run(work, done=finished, failed=failed)
    progress.open()


class _Steps(QObject):
    """Carries progress from the worker to the dialog."""

    stepped = Signal(int, int, str)
