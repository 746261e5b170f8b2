# SPDX-License-Identifier: MIT
"""Look at transcripts before they go in: who speaks, what was guessed, what cannot be read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QSplitter,
    QWidget,
)

from coder_app.core.places import tr, tr_n
from coder_app.core.records import (
    AttributeRecord,
    ParticipantRecord,
    SpeakerRole,
    TranscriptDraft,
)
from coder_app.formats.arriving.arrivals import Arrivals
from coder_app.formats.arriving.column_wish import ColumnWish
from coder_app.formats.arriving.handling import Handling
from coder_app.formats.pseudonyms.remembered import KnownKey
from coder_app.formats.transcript_files import TRANSCRIPT_SUFFIXES
from coder_app.ui.choices import push_button
from coder_app.ui.dialogs.importing.arriving import arrivals_of
from coder_app.ui.dialogs.importing.file_table import FileTable
from coder_app.ui.dialogs.importing.foot import ImportFoot
from coder_app.ui.dialogs.importing.names_coming import Answer, before_they_come
from coder_app.ui.dialogs.importing.one_file import OneFile
from coder_app.ui.dialogs.importing.pseudonyms import Pseudonyms, PseudonymsDialog
from coder_app.ui.dialogs.importing.reading import FileReader
from coder_app.ui.dialogs.importing.speakers import Chosen
from coder_app.ui.dialogs.progress import ProgressDialog
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.frames import pile, titled_bar
from coder_app.ui.look import theme
from coder_app.ui.models.import_list import ImportList
from coder_app.ui.models.import_rows import ImportRow, Key, Outcome
from coder_app.ui.models.turn_edits import TurnEdit
from coder_app.ui.parts import label
from coder_app.ui.pressing import enter_presses
from coder_app.ui.tabbing import tab_on


def file_filter() -> str:
    """Name the formats for the system's file dialog."""
    patterns = " ".join(f"*{suffix}" for suffix in (*TRANSCRIPT_SUFFIXES, ".zip"))
    return ";;".join([tr("Transcripts ({0})").format(patterns), tr("All files (*)")])


class ImportDialog(QDialog):
    """A list of files at the left, one of them at the right; nothing is written until Add.

    `key` reads the pseudonym key that belongs to the project, however it lies now.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        known: Mapping[str, str],
        sources: Mapping[str, str] | None = None,
        participants: Sequence[ParticipantRecord],
        attributes: Sequence[AttributeRecord] = (),
        key: Callable[[], KnownKey] = KnownKey,
        project: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._existing = tuple(participants)
        self._known_key, self._project = key, project
        self.pseudonyms: Pseudonyms | None = None
        self._looking: ProgressDialog | None = None  # for names, before what is read goes in
        self._chosen: dict[Key, Chosen] = {}
        self._list = ImportList(known, self, sources=sources)
        self._reader = FileReader(self, attributes=attributes)
        self._reader.read.connect(self._on_read)
        self._reader.found.connect(self._on_found)
        self._passed_over = 0
        self._build()
        self.setWindowTitle(tr("Add transcripts"))
        self.setAcceptDrops(True)
        resize_within_screen(self, 1180, 740)
        self._list.dataChanged.connect(self._say_counts)
        self.add_files(paths)
        self._table.setFocus()

    # ---- what comes out

    def arrivals(self) -> Arrivals:
        """Give what will be added; in a group, turns name the participants chosen for speakers."""
        rows = self._list.wanted()
        return Arrivals.together(
            arrivals_of(row, self._chosen.get(row.key), self._existing) for row in rows
        )

    def drafts(self) -> list[TranscriptDraft]:
        """Give the transcripts that will be added."""
        return list(self.arrivals().drafts)

    def participants(self) -> dict[int, UUID | str]:
        """Give, by a draft's number, the one participant who speaks: a guid, or a new name."""
        return dict(self.arrivals().participants)

    # ---- building

    def _build(self) -> None:
        self._one = OneFile(self._existing, self)
        self._one.rules.changed.connect(self._on_handling)
        self._one.rules_for_all_wished.connect(self._same_rules_for_all)
        self._one.again_wished.connect(self._on_again)
        self._one.speakers_for_all_wished.connect(self._same_speakers_for_all)
        self._one.speakers.edited.connect(self._on_edited)
        self._one.speakers.renamed.connect(self._on_renamed)
        self._one.speakers.participants_changed.connect(self._keep_choices)
        self._one.table.wish_changed.connect(self._on_columns)
        self._one.table.sheet_chosen.connect(self._on_sheet)
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        self._table = FileTable(self._list, self)
        self._table.selectionModel().currentRowChanged.connect(self._show_current)
        self._table.drop_wished.connect(self._drop)
        split.addWidget(self._table)
        split.addWidget(self._one)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setSizes([theme().px(680), theme().px(500)])
        self._foot = ImportFoot(self)
        self._parts = (self._head(), split, self._foot)
        pile(self, *self._parts, grows=split)
        self._foot.stop_wished.connect(self._stop_reading)
        self._foot.names_wished.connect(self._choose_pseudonyms)
        self._foot.cancelled.connect(self.reject)
        self._foot.accepted.connect(self.accept)

    def _head(self) -> QWidget:
        self._title = label("", self, step="title")
        hint = tr("Look before they go in. Nothing is written until you press Add.")
        head, row = titled_bar(self._title, label(hint, self, step="small", ink="ink2"), self)
        for text, icon, slot in (
            (tr("More files …"), "plus", self._choose_more),
            (tr("A folder …"), "folder-open", self._choose_folder),
        ):
            more = push_button(text, icon, head)
            more.clicked.connect(slot)
            row.addWidget(more)
        return head

    # ---- files

    def add_files(self, paths: Sequence[Path]) -> None:
        """Put files into the list and read them, one after the other, behind the window."""
        first = not self._list.rows
        wanted = set(paths)
        failed = [r.path for r in self._list.rows if r.problem and r.path in wanted]
        new = [self._list.rows[at] for at in self._list.add([path for path in paths if path.name])]
        again = [self._list.rows[self._list.of_file(path)[0]] for path in failed]
        self._reader.start(new)
        self._ask((row, row.handling, row.columns) for row in again)
        if first and self._list.rows:
            self._table.selectRow(0)
        self._say_counts()

    def _ask(self, wishes: Iterable[tuple[ImportRow, Handling, ColumnWish | None]]) -> None:
        asked = ((row.path, handling, columns) for row, handling, columns in wishes)
        self._reader.start(self._list.ask_all(asked))

    def _choose_more(self) -> None:
        rows = self._list.rows
        where = str(rows[-1].path.parent) if rows else ""
        names, _ = QFileDialog.getOpenFileNames(self, tr("Add transcripts"), where, file_filter())
        self.add_files([Path(name) for name in names])

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("Add the transcripts of a folder"))
        self.add_files([Path(name)] if name else [])

    def _stop_reading(self) -> None:
        """Keep what is read, and name the rest as not read."""
        self._reader.let_go()
        self._list.give_up()
        self._show_current()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Let Tab go from the files over the one at the right to the foot."""
        return tab_on(self, forward=forward)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Put dropped files, folders and archives into the list."""
        self._add_urls(event.mimeData().urls())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Paste put copied files into the list, and Enter press the button with the focus."""
        mime = QGuiApplication.clipboard().mimeData()
        if event.matches(QKeySequence.StandardKey.Paste) and mime.hasUrls():
            self._add_urls(mime.urls())
        elif not enter_presses(self, event):
            super().keyPressEvent(event)

    def _add_urls(self, urls: Sequence[QUrl]) -> None:
        if self._looking is None:
            self.add_files([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def _on_found(self, path: Path, paths: Sequence[Path], passed_over: int) -> None:
        self._passed_over += passed_over
        rows = self._list.put_in_place_of(path, paths)
        self._reader.start([self._list.rows[at] for at in rows])
        self._show_current()

    def _on_read(self, outcomes: Sequence[Outcome]) -> None:
        self._list.take_all(outcomes)
        current = self._current()
        if current is not None and current.path in {each.path for each in outcomes}:
            self._show_current()

    # ---- one file

    def _current(self) -> ImportRow | None:
        row = self._table.currentIndex().row()
        return self._list.rows[row] if 0 <= row < len(self._list.rows) else None

    def _show_current(self) -> None:
        row = self._current()
        self._one.show_row(row, self._chosen.get(row.key, {}) if row else {})
        self._keep_choices()

    def _keep_choices(self) -> None:
        row = self._current()
        if row is not None and row.draft is not None:
            self._chosen[row.key] = self._one.speakers.participants()

    def _on_handling(self, handling: Handling) -> None:
        row = self._current()
        if row is not None:
            self._ask([(row, handling, row.columns)])

    def _on_columns(self, wish: ColumnWish) -> None:
        row = self._current()
        if row is not None:
            self._ask([(row, row.handling, wish)])

    def _on_sheet(self, sheet: str) -> None:
        row = self._current()
        if row is not None:
            self._ask([(row, replace(row.handling, sheet=sheet, answers=True), None)])

    def _on_again(self, wanted: bool) -> None:
        row = self._current()
        if row is not None:
            self._list.want_again(row.key, wanted=wanted)
            self._show_current()

    def _on_edited(self, edit: TurnEdit) -> None:
        row = self._current()
        if row is not None:
            self._list.edit(row.key, edit)
            self._keep_choices()

    def _on_renamed(self, before: str, name: str) -> None:
        row = self._current()
        if row is not None:
            handling = self._list.rename(row.path, before, name)
            self._keep_choices()
            self._ask([(row, handling, row.columns)])

    # ---- all files

    def _same_rules_for_all(self) -> None:
        row = self._current()
        if row is None:
            return
        wishes = [(each, each.handling.same_rules(row.handling)) for each in self._list.files()]
        self._ask((each, how, each.columns) for each, how in wishes if how != each.handling)

    def _same_speakers_for_all(self) -> None:
        row = self._current()
        if row is None or row.draft is None:
            return
        roles = {turn.speaker: turn.role for turn in row.draft.turns if turn.speaker}
        told = {each.key: _roles_given(each, roles) for each in self._list.rows if each.draft}
        self._list.edit_all({key: edits for key, edits in told.items() if edits})
        names = row.handling.names
        wishes = [(each, {**names, **each.handling.names}) for each in self._list.files()]
        self._ask(
            (each, replace(each.handling, names=told), each.columns)
            for each, told in wishes
            if told != each.handling.names
        )

    # ---- pseudonyms

    def _choose_pseudonyms(self, key: Path | None = None) -> None:
        """Open the pseudonyms with this key; else with the one that is used, or was before."""
        now = self.pseudonyms
        dialog = PseudonymsDialog(
            self.drafts(),
            path=key or (now.path if now else self._known_key().path),
            ticks=now.ticks if now else None,
            project=self._project,
            parent=self,
        )
        if dialog.exec() == QDialog.DialogCode.Accepted:
            self.use_pseudonyms(dialog.decided())
        dialog.deleteLater()

    def use_pseudonyms(self, pseudonyms: Pseudonyms | None) -> None:
        """Show and add transcripts with these pseudonyms."""
        self.pseudonyms = pseudonyms
        if pseudonyms is not None:
            self._one.show_as(pseudonyms.shown)
            self._foot.show_key(pseudonyms.path.name)
        self._show_current()

    # ---- the end

    def accept(self) -> None:
        """Close, unless names stand in what goes in that the project's key has always replaced."""
        if self._looking is not None:
            return
        had_focus = self.focusWidget()
        self._looking = before_they_come(
            self.arrivals(), self._known_key, self, then=self._on_looked, chosen=self.pseudonyms
        )
        self._looking.finished.connect(lambda: self._let_go_on(had_focus))
        for part in self._parts:  # what is looked through is what goes in
            part.setEnabled(False)

    def _let_go_on(self, had_focus: QWidget | None) -> None:
        self._looking = None
        for part in self._parts:
            part.setEnabled(True)
        if had_focus is not None:
            had_focus.setFocus()

    def _on_looked(self, answer: Answer, key: Path | None) -> None:
        if answer is Answer.ADD:
            super().accept()
        elif answer is Answer.PSEUDONYMS:
            self._choose_pseudonyms(key)

    def reject(self) -> None:
        """Close; while names are looked for, stop that first."""
        if self._looking is not None:
            self._looking.reject()
        else:
            super().reject()

    # ---- words and keys

    def _say_counts(self) -> None:
        rows = self._list.rows
        total = sum(len(row.drafts) or 1 for row in rows)
        self._title.setText(tr_n("Add {n} transcript", "Add {n} transcripts", total))
        self._foot.show_rows(rows, self._passed_over)

    def _drop(self, row: int) -> None:
        self._list.drop(row)
        self._table.make_current(min(row, len(self._list.rows) - 1))
        self._show_current()
        self._say_counts()

    def done(self, result: int) -> None:
        """Leave no reader behind."""
        self._reader.stop()
        super().done(result)


def _roles_given(row: ImportRow, roles: Mapping[str, SpeakerRole]) -> list[TurnEdit]:
    """Say which corrections give the speakers of a row these roles; none where they have them."""
    turns = row.draft.turns if row.draft else ()
    now = {turn.speaker: turn.role for turn in turns}
    return [
        TurnEdit(speaker=speaker, role=role)
        for speaker, role in roles.items()
        if now.get(speaker, role) is not role
    ]
