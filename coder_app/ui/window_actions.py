# SPDX-License-Identifier: MIT
"""What the actions of the main window do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup, QGuiApplication

from coder_app.core.places import tr
from coder_app.core.records import CodeRecord, UndoStep
from coder_app.operations import people
from coder_app.ui import undoing
from coder_app.ui.look import Scheme, theme
from coder_app.ui.popups.keys import KeysPage
from coder_app.ui.preferences import FAMILY_MARKS, THEME, ZOOM

if TYPE_CHECKING:
    from coder_app.ui.main_window import MainWindow

EARLY = ("edit.find", "transcript.done", "code.new", "project.import")
_IN_THE_TEXT = (
    "code.palette",
    "code.repeat",
    "coding.change",
    "coding.memo",
    "coding.weight",
    "coding.remove",
    "coding.next",
    "coding.previous",
    "coding.over",
)
_SCHEMES: dict[str, Scheme | None] = {"light": "light", "dark": "dark", "system": None}


class WindowActions:
    """Serves the actions of one main window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._slots = self._of_window() | window.project.slots() | window.consensus.slots()
        for name, slot in self._slots.items():
            if name not in EARLY:
                window.served.serve(name, slot)
        for name in _IN_THE_TEXT:
            window.served.serve(name, self._text_slot(name))
        self._prepare_view()

    def early(self) -> dict[str, Callable[[], object]]:
        """Give what the actions do that were served before there was anything to do."""
        return {name: self._slots[name] for name in EARLY}

    def _of_window(self) -> dict[str, Callable[[], object]]:
        window = self._window
        find, panels, view = window.centre.find_bar, window.panels, window.view
        return {
            "project.new": lambda: window.new_requested.emit([]),
            "project.open": lambda: window.open_requested.emit(None),
            "project.bring": lambda: window.bring_requested.emit(None),
            "project.recent": window.start_requested.emit,
            "project.preferences": self._open_preferences,
            "project.close": window.start_requested.emit,
            "project.quit": window.close,
            "edit.undo": self.undo,
            "edit.redo": self.redo,
            "edit.copy": self._copy,
            "edit.find": find.open,
            "edit.find_next": lambda: find.go(1),
            "edit.find_previous": lambda: find.go(-1),
            "edit.find_code": lambda: self._go_to(window.codebook.search.setFocus, "left"),
            "edit.find_document": lambda: self._go_to(window.documents.search.setFocus, "left"),
            "view.left": lambda: panels.toggle("left"),
            "view.right": lambda: panels.toggle("right"),
            "view.bottom": lambda: panels.toggle("bottom"),
            "view.zoom_in": lambda: view.step_zoom(1),
            "view.zoom_out": lambda: view.step_zoom(-1),
            "view.zoom_reset": lambda: view.set_zoom(1.0),
            "view.family_marks": self._show_family_marks,
            "view.light": lambda: self._use("light"),
            "view.dark": lambda: self._use("dark"),
            "view.system": lambda: self._use("system"),
            "view.reset": panels.reset,
            "view.text": view.setFocus,
            "transcript.previous": lambda: self._step(-1),
            "transcript.next": lambda: self._step(1),
            "transcript.done": self._mark_done,
            "transcript.memo": self._write_on_document,
            "code.new": window.palettes.ask_for_name,
            "code.from_words": window.palettes.make_from_words,
            "codebook.merge": self._merge,
            "codebook.retire": lambda: self._with_code(window.codes.retire),
            "codebook.bring_back": lambda: self._with_code(window.codes.bring_back),
            "codebook.remove": lambda: self._with_code(window.codes.ask_to_remove),
            "codebook.group": self._add_group,
            "help.keys": self._show_keys,
        }

    def _prepare_view(self) -> None:
        served, preferences = self._window.served, self._window.preferences
        group = QActionGroup(self._window)
        for name in _SCHEMES:
            action = served[f"view.{name}"]
            group.addAction(action)
            action.setChecked(preferences.get(THEME) == name)
        served["view.family_marks"].setChecked(preferences.get(FAMILY_MARKS))

    # ---- edit

    def undo(self) -> None:
        """Take back the last thing, and say what it was."""
        self._take(self._window.workspace.project.next_undo(), back=True)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._take(self._window.workspace.project.next_redo(), back=False)

    def _take(self, step: UndoStep | None, *, back: bool) -> None:
        if step is None:
            self._window.status.say(
                tr("There is nothing to undo") if back else tr("Nothing to redo")
            )
            return
        said = undoing.step(self._window.workspace, back=back)
        if said:
            self._window.centre.toast.tell(said, icon="undo-2" if back else "redo-2")

    def _text_slot(self, name: str) -> Callable[[], object]:
        return lambda: self._in_text(name)

    def _in_text(self, name: str) -> None:
        """Do in the text what its key does there."""
        self._window.view.setFocus()
        self._window.view.run(name)

    def _copy(self) -> None:
        """Copy the selected words as they stand in the wording."""
        span, record = self._window.view.selection(), self._window.transcripts.record
        if span is not None and record is not None:
            QGuiApplication.clipboard().setText(span.text_of(record.text))

    def _go_to(self, focus: Callable[[], object], side: str) -> None:
        if not self._window.panels.is_open(side):
            self._window.panels.toggle(side)
        focus()

    # ---- view

    def _show_family_marks(self) -> None:
        shown = self._action("view.family_marks").isChecked()
        self._window.preferences.set(FAMILY_MARKS, shown)
        self._window.view.set_family_marks(shown)

    def _use(self, name: str) -> None:
        self._window.preferences.set(THEME, name)
        theme().follow(_SCHEMES[name])

    def _action(self, name: str) -> QAction:
        return self._window.served[name]

    # ---- transcript

    def _step(self, by: int) -> None:
        record = self._window.transcripts.record
        if record is not None:
            guid = self._window.documents.neighbour(record.guid, by)
            if guid is not None:
                self._window.open_document(guid)
            else:
                last = tr("This is the last transcript in the list")
                first = tr("This is the first transcript in the list")
                self._window.status.say(last if by > 0 else first)

    def _mark_done(self) -> None:
        window = self._window
        record = window.transcripts.record
        if record is None:
            return
        done = not window.transcripts.is_done
        window.workspace.attempt(
            people.mark_done, document=record.guid, coder=window.workspace.viewer, done=done
        )
        window.situation.tell_done_mark()

    def _write_on_document(self) -> None:
        window = self._window
        record = window.transcripts.record
        if record is not None:
            below = window.centre.head.mapToGlobal(window.centre.head.rect().bottomLeft())
            window.memos.write_on_document(record, (below, below))

    # ---- codebook

    def _with_code(self, do: Callable[[CodeRecord], object]) -> None:
        code = self._window.definition.code
        if code is not None:
            do(code)

    def _merge(self) -> None:
        window = self._window
        source = window.definition.code
        if source is None:
            return

        def ask(target: object) -> None:
            found = next((c for c in window.codebook.codes() if c.guid == target), None)
            if found is not None:
                window.codes.ask_to_merge(source, found)

        window.palettes.ask_for_merge(source, ask)

    def _add_group(self) -> None:
        guid = self._window.codes.add_group()
        if guid is not None:
            self._window.refresh()
            self._window.codebook.set_current(guid)
            self._window.project.edit_code()

    # ---- preferences

    def _open_preferences(self) -> None:
        from coder_app.ui.dialogs.preferences import PreferencesDialog

        window = self._window
        dialog = PreferencesDialog(window.preferences, window.served.rows(), window)
        dialog.changed.connect(self._on_preference)
        dialog.keys_changed.connect(window.served.set_keys)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_preference(self, key: str) -> None:
        """Follow a choice at once; the size of the interface counts from the next start."""
        window, preferences = self._window, self._window.preferences
        if key == THEME.key:
            theme().follow(_SCHEMES.get(preferences.get(THEME)))
        elif key == FAMILY_MARKS.key:
            window.view.set_family_marks(preferences.get(FAMILY_MARKS))
        elif key == ZOOM.key:
            window.view.set_zoom(preferences.get(ZOOM))
        self._prepare_view()

    # ---- help

    def _show_keys(self) -> None:
        served = self._window.served
        KeysPage(served.rows(), served.keys, self._window).show()
