# SPDX-License-Identifier: MIT
"""The coding window: it puts the views together, and holds all connections between them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QMimeData, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow

from coder_app.core.places import tr, tr_n
from coder_app.core.records import Changes, CodingRecord, DocumentRecord
from coder_app.core.spans import Span
from coder_app.queries import lists
from coder_app.ui.action_set import ActionSet
from coder_app.ui.centre import Centre
from coder_app.ui.codebook_desk import CodebookDesk
from coder_app.ui.coding_desk import CodingDesk
from coder_app.ui.consensus_desk import ConsensusDesk
from coder_app.ui.context_menus import ContextMenus
from coder_app.ui.docks.codebook import CodebookDock
from coder_app.ui.docks.coding import CodingDock
from coder_app.ui.docks.definition import DefinitionDock
from coder_app.ui.docks.documents import DocumentsDock
from coder_app.ui.docks.retrieved import RetrievedDock
from coder_app.ui.fitting import resize_within_screen
from coder_app.ui.look import theme
from coder_app.ui.memo_desk import MemoDesk
from coder_app.ui.palette_desk import PaletteDesk
from coder_app.ui.panels import Panels
from coder_app.ui.parts import action_button
from coder_app.ui.preferences import FAMILY_MARKS, ZOOM, Preferences
from coder_app.ui.project_desk import ProjectDesk
from coder_app.ui.situation import Situation
from coder_app.ui.status import StatusBar
from coder_app.ui.tool_bar import ToolBar
from coder_app.ui.transcript_desk import TranscriptDesk
from coder_app.ui.window_actions import EARLY, WindowActions
from coder_app.ui.workspace import Workspace

# Lists follow when the text has been painted: what a key did has to be seen at once.
_IDLE_MS = 40


class MainWindow(QMainWindow):
    """One project, open."""

    closed = Signal()
    open_requested = Signal(object)  # Path, or None: ask which
    bring_requested = Signal(object)  # Path of another program's project, or None: ask which
    new_requested = Signal(object)  # list of paths
    start_requested = Signal()

    def __init__(self, workspace: Workspace, preferences: Preferences) -> None:
        super().__init__()
        self.workspace, self.preferences = workspace, preferences
        self.project_path = workspace.project.path or Path(":memory:")
        self.setAcceptDrops(True)
        room = self.screen().availableGeometry()
        share = 0.85 / theme().px(1)  # of a large screen; a small one is filled
        resize_within_screen(self, max(1280, room.width() * share), max(800, room.height() * share))
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self.refresh)
        self._make_views()
        self._make_desks()
        self._put_bars()
        self._connect_text()
        self._connect_docks()
        self._connect_rest()
        self._was_shown = False
        self.is_away = False
        self._begin()

    # ---- putting together

    def _make_views(self) -> None:
        self.served = ActionSet(self, self.preferences.keys())
        self._early: dict[str, Callable[[], object]] = {}
        for name in EARLY:  # buttons of the views are made of these
            self.served.serve(name, self._early_slot(name))
        self.centre = Centre(self.served["edit.find"], self.served["transcript.done"], self)
        self.setCentralWidget(self.centre)
        self.view = self.centre.view
        self.documents = DocumentsDock(self.workspace, self)
        self.documents.add_import_button()
        self.codebook = CodebookDock(self.workspace, self)
        self.codebook.add_button(action_button(self.served["code.new"], self))
        self.here = CodingDock(self)
        self.definition = DefinitionDock(self)
        self.definition.serve_edit()
        self.retrieved = RetrievedDock(self.workspace, self)
        self.panels = Panels(
            self,
            left=(self.documents, self.codebook),
            right=(self.here, self.definition),
            bottom=self.retrieved,
        )

    def _early_slot(self, name: str) -> Callable[[], object]:
        return lambda: self._early[name]()

    def _make_desks(self) -> None:
        self.transcripts = TranscriptDesk(self.workspace, self.centre, self)
        self.coding = CodingDesk(self.workspace, self.view, self.codebook.codes, self)
        self.memos = MemoDesk(self.workspace, self)
        self.palettes = PaletteDesk(self.view, self.coding, self.codebook, self)
        self.codes = CodebookDesk(self.workspace, self)
        self.project = ProjectDesk(
            self.workspace,
            self,
            codes=self.codebook.codes,
            code=lambda: self.definition.code,
            document=lambda: self.transcripts.record,
        )
        self.consensus = ConsensusDesk(
            self.workspace, self.preferences, self, document=lambda: self.transcripts.record
        )
        self.actions_made = WindowActions(self)
        self._early.update(self.actions_made.early())
        self.menus = ContextMenus(self)

    def _put_bars(self) -> None:
        self.served.fill(self.menuBar())
        self.menuBar().setFixedHeight(theme().size("menu_bar"))
        self.tools = ToolBar(self.served, self)
        self.addToolBar(self.tools)
        self.status = StatusBar(self)
        self.setStatusBar(self.status)
        self.situation = Situation(self)
        for side in ("left", "bottom", "right"):
            self.panels.set_switch(side, self.served[f"view.{side}"])

    # ---- connections

    def _connect_text(self) -> None:
        view, coding, palettes = self.view, self.coding, self.palettes
        view.say.connect(self.status.say)
        view.code_key_pressed.connect(coding.press_key)
        view.palette_requested.connect(lambda memo: palettes.ask_for_words(with_memo=memo))
        view.repeat_requested.connect(coding.repeat)
        view.recode_requested.connect(palettes.ask_for_coding)
        view.remove_requested.connect(coding.remove)
        view.weight_requested.connect(coding.weigh)
        view.border_moved.connect(coding.move_border)
        view.code_dropped.connect(coding.drop)
        view.memo_requested.connect(self.open_memo)
        view.context_menu_requested.connect(self.menus.on_text)
        view.span_selected.connect(lambda _: self.situation.tell())
        view.coding_chosen.connect(lambda _: self.situation.show_coding_soon())
        view.here_changed.connect(lambda _: self.situation.show_coding_soon())
        view.zoom_changed.connect(lambda zoom: self.preferences.set(ZOOM, zoom))
        coding.said.connect(self.status.say)
        coding.done.connect(self.tell_done)
        coding.memo_requested.connect(self.open_memo)
        coding.last_changed.connect(self._keep_last_codes)
        palettes.palette.looked_at.connect(self.situation.show_found)
        palettes.closed.connect(self._back_to_text)
        palettes.code_made.connect(self._on_code_made)
        self.memos.closed.connect(self._back_to_text)
        self.memos.weight_requested.connect(coding.weigh)

    def _connect_docks(self) -> None:
        self.documents.document_open_requested.connect(self.open_document)
        self.documents.import_requested.connect(self.project.open_import)
        self.documents.menu_requested.connect(self.menus.on_document)
        self.documents.search.let_go.connect(self.view.setFocus)
        self.codebook.code_chosen.connect(self.situation.show_code)
        self.codebook.code_clicked.connect(self.coding.apply_to_selection)
        self.codebook.code_activated.connect(self._on_code_activated)
        self.codebook.move_requested.connect(self.codes.move)
        self.codebook.menu_requested.connect(self.menus.on_code)
        self.codebook.new_code_requested.connect(self.palettes.ask_for_name)
        self.codebook.search.let_go.connect(self.view.setFocus)
        self.here.coding_chosen.connect(self.view.take_in_hand)
        self.here.memo_requested.connect(self.open_memo)
        self.here.menu_requested.connect(self.menus.on_card)
        self.definition.edit_requested.connect(lambda _: self.project.edit_code())
        self.definition.menu_requested.connect(self.menus.on_code)
        self.retrieved.coding_chosen.connect(self._on_segment)
        self.retrieved.closed.connect(self.close_segments)
        self.retrieved.visibilityChanged.connect(lambda _: self._on_segments_shown())
        self.centre.bar.clicked.connect(self.open_segments)
        self.centre.import_requested.connect(self.project.open_import)

    def _connect_rest(self) -> None:
        workspace = self.workspace
        workspace.changed.connect(self._on_changed)
        workspace.viewer_changed.connect(self._on_viewer)
        workspace.refused.connect(self._on_refused)
        workspace.noticed.connect(self.centre.add_notice)
        workspace.said.connect(self.status.say)
        self.centre.toast.undo_requested.connect(self.actions_made.undo)
        self.codes.done.connect(self.tell_done)
        self.project.done.connect(self.tell_done)
        self.project.said.connect(self.status.say)
        self.project.imported.connect(self._on_imported)
        self.project.passage_requested.connect(self.open_passage)
        self.project.review_requested.connect(self.consensus.open_review)
        self.consensus.passage_requested.connect(self.open_passage)
        self.consensus.improve_requested.connect(self.project.edit_code)
        self.consensus.agreement_requested.connect(self.project.open_agreement)
        self.consensus.export_requested.connect(self.project.export)
        self.transcripts.opened.connect(self._on_opened)
        self.transcripts.codings_changed.connect(self._idle.start)
        self.transcripts.read_on.connect(self.situation.tell_counts)
        self.tools.coder_chosen.connect(workspace.set_viewer)
        self.served.keys_changed.connect(lambda: self.view.set_keys(self.served.keys))

    # ---- the first moment and the last

    def _begin(self) -> None:
        self.view.set_keys(self.served.keys)
        self.view.set_zoom(self.preferences.get(ZOOM))
        self.view.set_family_marks(self.preferences.get(FAMILY_MARKS))
        for notice in self.workspace.project.notices:
            self.centre.add_notice(notice)
        last = self.preferences.last_codes(self.project_path)
        self.coding.set_last([UUID(guid) for guid in last])
        self.codebook.reload()
        self.documents.reload()
        self._name_people()
        self._open_last()
        self.situation.tell_history()
        self.situation.tell()

    def _open_last(self) -> None:
        last = self.preferences.last_document(self.project_path)
        rows = self.documents.model.records
        guids = [row.guid for row in rows]
        wanted = next((guid for guid in guids if str(guid) == last), None)
        if wanted is None and guids:
            wanted = next((row.guid for row in rows if row.assigned), guids[0])
        if wanted is not None:
            self.open_document(wanted)
        else:
            self._on_opened(None)

    def showEvent(self, event: QShowEvent) -> None:
        """Stand as the person left it."""
        super().showEvent(event)
        if not self._was_shown:
            self._was_shown = True
            if not self.panels.restore(self.preferences):
                self.panels.size_as_designed()
            self.centre.show_bar(self.retrieved.isHidden())
            self.view.setFocus()

    def put_away(self) -> None:
        """Keep what is being written, where the coder is, and how the window stands."""
        self.memos.leave()
        self.transcripts.put_away()
        record = self.transcripts.record
        if record is not None:
            self.preferences.set_last_document(self.project_path, str(record.guid))
        self.panels.save(self.preferences)
        self._note_project()
        self.consensus.put_away()
        self.project.put_away()
        self.preferences.flush()

    def _note_project(self) -> None:
        if self.workspace.project.path is not None:
            info = self.workspace.ask(lists.info, self.workspace.viewer)
            told = tr("{0}, {1}").format(
                tr_n("{n} transcript", "{n} transcripts", info.documents),
                tr_n("{n} coding", "{n} codings", info.codings),
            )
            self.preferences.note_recent(self.project_path, title=info.title, summary=told)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close the project with the window; nothing has to be saved."""
        if self.workspace.is_busy:
            self.status.say(tr("A longer change is running. Wait for it, or stop it."))
            event.ignore()
            return
        self.put_away()
        self.is_away = True
        self._idle.stop()
        self.workspace.close()
        event.accept()
        self.closed.emit()

    # ---- wishes that need more than one view

    def open_document(self, guid: UUID) -> None:
        """Open a transcript."""
        if self.transcripts.open(guid):
            self.documents.set_current(guid)

    def open_passage(self, document: UUID, span: Span) -> None:
        """Open a transcript at a passage, and come to the front."""
        if self.transcripts.open(document, at=span):
            self.documents.set_current(document)
        self.raise_()
        self.activateWindow()
        self.view.setFocus()

    def open_memo(self, coding: UUID) -> None:
        """Write on a coding."""
        row, record = self.view.coding(coding), self.transcripts.record
        if row is None or row.span is None or record is None:
            return
        self.view.take_in_hand(coding)
        self.view.make_room(row.span, self.memos.popup.sizeHint().height())
        places = self.view.passage_rect(row.span)
        words = row.span.text_of(record.text)
        self.memos.write_on_coding(row, self.coding.code(row.code), words, places)

    def open_segments(self) -> None:
        """Show the passages of the code in hand."""
        self.retrieved.show()
        self.retrieved.list.setFocus()

    def close_segments(self) -> None:
        """Close the dock; its line stays."""
        self.retrieved.hide()
        self.view.setFocus()

    def tell_done(self, sentence: str) -> None:
        """Say what happened, with the way back."""
        key = self.served["edit.undo"].shortcut().toString()
        self.centre.toast.tell(sentence, undo_key=key)

    # ---- what happens

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("coder"):
            self._name_people()
        if changes.touches("assignment", "coder", "document", "setting"):
            self.situation.tell_standing()
        self.situation.expect_history()
        self._idle.start()

    def refresh(self) -> None:
        """Let the lists follow."""
        if self.is_away:
            return
        self.documents.refresh()
        self.codebook.refresh()
        if not self.retrieved.isHidden():
            self.retrieved.fill(self.codebook.codes())
            self.retrieved.refresh()
        self.situation.tell_history()
        self.situation.on_codings()

    def _on_viewer(self) -> None:
        self.preferences.set_last_coder(self.project_path, str(self.workspace.viewer))
        self._name_people()
        self.situation.tell_standing()
        self.refresh()

    def _name_people(self) -> None:
        coders, viewer = self.workspace.ask(lists.coders), self.workspace.viewer
        self.tools.show_coders(coders, viewer)
        self.centre.head.offer(coders, self.codebook.codes(), viewer)

    def _on_opened(self, record: DocumentRecord | None) -> None:
        if record is None:
            self.centre.show_empty(has_documents=bool(self.documents.model.records))
        else:
            self.preferences.set_last_document(self.project_path, str(record.guid))
        self.documents.make_stale()
        self.situation.show_document(record)
        if self._was_shown:
            self._idle.start()

    def _on_refused(self, sentence: str) -> None:
        self.centre.toast.tell(sentence, icon="circle-alert")
        self.status.say(sentence)

    def _on_imported(self, guids: list[UUID]) -> None:
        self.refresh()
        if guids:
            self.open_document(guids[0])
            said = tr_n("Added {n} transcript.", "Added {n} transcripts.", len(guids))
            self.tell_done(said)

    def _on_code_made(self, code: UUID) -> None:
        self.refresh()
        self.codebook.set_current(code)

    def _on_code_activated(self, code: UUID) -> None:
        self.coding.apply(code)
        self.view.setFocus()

    def _on_segment(self, coding: CodingRecord) -> None:
        if self.transcripts.open(coding.document, coding=coding.guid):
            self.documents.set_current(coding.document)

    def _on_segments_shown(self) -> None:
        if self.is_away:  # closing hides the docks, and there is no project to ask any more
            return
        shown = not self.retrieved.isHidden()
        self.centre.show_bar(not shown)
        if shown:
            self.retrieved.fill(self.codebook.codes())
            self.retrieved.follow(self.definition.code)
            self.retrieved.refresh()

    def _back_to_text(self) -> None:
        self.view.setFocus()
        self.situation.show_coding()

    def _keep_last_codes(self) -> None:
        guids = [str(guid) for guid in self.coding.last]
        self.preferences.set_last_codes(self.project_path, guids)

    # ---- files dropped

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take transcripts and projects."""
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open a project, bring another program's in, or look at transcripts."""
        paths = _files(event.mimeData())
        projects = [path for path in paths if path.suffix == ".coder"]
        from coder_app.formats.project_files import is_project  # here: a start needs no readers

        foreign = [path for path in paths if is_project(path)]
        if projects:
            self.open_requested.emit(projects[0])
        elif foreign:
            self.bring_requested.emit(foreign[0])
        elif paths:
            self.project.open_import(paths)


def _files(mime: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in mime.urls() if url.isLocalFile()]
