# SPDX-License-Identifier: MIT
"""A person at the program: her eyes are queries, her hands are keys and visible buttons."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, Qt, QTimer
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from coder_app.cli import commands as cli
from coder_app.core.places import codebooks
from coder_app.core.records import CodingRecord, DocumentRecord
from coder_app.core.spans import Span
from coder_app.queries import document as documents
from coder_app.queries import lists
from coder_app.ui.app import Program
from coder_app.ui.dialogs.exporting.dialog import ExportDialog
from coder_app.ui.main_window import MainWindow
from coder_app.ui.preferences import Preferences

BOOK = codebooks("micro_influencer_following.toml")
CREATOR = """Interviewer: Which account would you miss most?
Marisol: The woman who paints stones. She answers everybody, and I trust her more than a shop.
Interviewer: Why is that?
Marisol: Because she tells me what did not work. She is like one of us, only braver.
"""
EMOJI = """Interviewer: What did you write to her?
Noor: 😀😀😀 👩‍👩‍👧 🏳️‍🌈 café 🇵🇪 🧵🪡✂️ and then: I trust you 🙏 with my skin.
Interviewer: And she?
Noor: She said e\u0301l te quiere 💛 and sent a voice note.
"""
HAN = """記者：你最常看誰？
小美：我最信任她，𠮷野家的事她也老實說。她像我們一樣。
記者：為什麼？
小美：因為她會回覆每一個人。
"""
_LIMIT = 5_000


@dataclass
class Person:
    """Somebody at the program. What she sees she asks of the project, never of widgets."""

    qtbot: QtBot
    preferences: Preferences
    program: Program = field(init=False)

    def __post_init__(self) -> None:
        self._start()

    def _start(self) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.program = Program(app, self.preferences)

    # ---- projects

    def open(self, path: Path) -> None:
        """Open a project in the window."""
        assert self.program.open(path)
        self.look_at_window()

    def look_at_window(self) -> None:
        """Wait until the window is there and has the focus."""
        self.qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window, timeout=_LIMIT)

    def close(self) -> None:
        """Quit, as at the end of the day."""
        for window in (self.program.window, self.program.start):
            if window is not None:
                window.close()
        self.program.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def close_window(self) -> None:
        """Close the project; the program goes on."""
        self.window.close()

    def come_back(self, path: Path) -> None:
        """Quit and start the program again."""
        self.close()
        self._start()
        self.open(path)

    @property
    def window(self) -> MainWindow:
        """The window that is open."""
        assert self.program.window is not None
        return self.program.window

    # ---- eyes

    def ask(self, query: Callable[..., Any], *args: Any, **kw: Any) -> Any:
        """Ask the project as the coder at work."""
        project = self.window.workspace.project
        return project.ask(query, self.window.workspace.viewer, *args, **kw)

    @property
    def record(self) -> DocumentRecord:
        """The open transcript as it stands in the file."""
        shown = self.window.transcripts.record
        assert shown is not None
        return self.ask(documents.open_document, shown.guid)

    @property
    def codings(self) -> list[CodingRecord]:
        """Codings of the open transcript, in reading order."""
        return list(self.record.codings)

    def coded(self) -> list[tuple[str, str]]:
        """Codes with the words they lie on, read from the text at start and end."""
        text = self.record.text
        return [(c.code_name, text[c.span.start : c.span.end]) for c in self.codings if c.span]

    def words(self, said: str) -> Span:
        """Find words in the open transcript."""
        at = self.record.text.index(said)
        return Span(at, at + len(said))

    def code(self, name: str) -> Any:
        """Look up a code by name."""
        return next(code for code in self.ask(lists.codes, merged=True) if code.name == name)

    # ---- hands

    def press(self, *keys: str) -> None:
        """Press keys one after the other where the focus is: "Shift+Ctrl+Right", "T"."""
        for key in keys:
            combination: QKeyCombination = QKeySequence(key)[0]
            QTest.keyClick(self._focus(), combination.key(), combination.keyboardModifiers())

    def write(self, words: str) -> None:
        """Type words where the focus is."""
        QTest.keyClicks(self._focus(), words)

    def _focus(self) -> QWidget:
        """Give what has the focus, in the window that is in front."""

        def is_in_front() -> bool:
            found, front = QApplication.focusWidget(), QApplication.activeWindow()
            return found is not None and front is not None and found.window() is front

        if not is_in_front():  # offscreen, nobody gives the focus back when a dialog closes
            (QApplication.activeModalWidget() or self.window).activateWindow()
            self.qtbot.waitUntil(is_in_front, timeout=_LIMIT)
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def do(self, action: str) -> None:
        """Choose an entry of the menus; it has to be possible."""
        found = self.window.findChild(QAction, action)
        assert found is not None, f"{action} is not on the screen"
        assert found.isEnabled(), f"{action} is not possible now"
        found.trigger()

    def do_by_key(self, action: str, key: str) -> None:
        """Press a key of the window once its action is possible."""
        found = self.window.served[action]
        self.qtbot.waitUntil(found.isEnabled, timeout=_LIMIT)
        self.press(key)

    def undo(self, times: int = 1) -> None:
        """Press Ctrl+Z."""
        for _ in range(times):
            self.do_by_key("edit.undo", "Ctrl+Z")

    def redo(self, times: int = 1) -> None:
        """Press Ctrl+Shift+Z."""
        for _ in range(times):
            self.do_by_key("edit.redo", "Ctrl+Shift+Z")

    def go_to(self, said: str) -> None:
        """Find words in the text and put the caret before them, with keys."""
        self.press("F6", "Ctrl+F")
        self._focus().setText(said)  # QTest cannot type what no keyboard has
        self.press("Esc", "Left")

    def select(self, said: str) -> None:
        """Select words with the keyboard alone, word by word, then letter by letter."""
        self.go_to(said)
        wanted = self.words(said)
        for key in ("Shift+Ctrl+Right", "Shift+Right"):
            while not self._has(wanted) and self._may_take_more(wanted):
                self.press(key)
            if not self._has(wanted) and key == "Shift+Ctrl+Right":
                self.press("Shift+Ctrl+Left")
        assert self.window.view.selection() == wanted

    def _has(self, wanted: Span) -> bool:
        return self.window.view.selection() == wanted

    def _may_take_more(self, wanted: Span) -> bool:
        selected = self.window.view.selection()
        return selected is None or selected.end < wanted.end

    def take_code(self, name: str) -> None:
        """Go to a code in the codebook, with keys."""
        self.press("Ctrl+K")
        self.write(name)
        self.press("Down")
        for _ in range(10):
            code = self.window.definition.code
            if code is not None and code.name == name:
                return
            self.press("Down")
        raise AssertionError(f"{name} is not found in the codebook")

    # ---- dialogs

    def when(self, kind: type[QDialog], do: Callable[[Any], object], *, titled: str = "") -> None:
        """Do something in the next modal dialog of a kind; whatever happens, it goes again."""
        timer = QTimer(self.program)
        timer.setInterval(15)

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, kind) and QApplication.activeWindow() is dialog:
                if titled not in dialog.windowTitle():
                    return
                timer.stop()
                try:
                    do(dialog)
                except BaseException:
                    dialog.reject()
                    raise

        timer.timeout.connect(look)
        timer.start()

    def choose_files(self, *paths: Path) -> None:
        """Type paths into the system's file dialog, when it comes, and press Enter."""

        def choose(dialog: QFileDialog) -> None:
            names = " ".join(f'"{path}"' for path in paths) if len(paths) > 1 else str(paths[0])
            self.write(names)
            self.press("Return")
            assert not dialog.isVisible(), f"the file dialog does not take {names}"

        self.when(QFileDialog, choose)

    def is_reading(self, dialog: QDialog) -> bool:
        """Tell whether files are still being read."""
        return any(said.startswith("Reading:") for said in self.said_in(dialog))

    def said_in(self, place: QWidget) -> list[str]:
        """Read what labels say."""
        return [told.text() for told in place.findChildren(QLabel) if told.isVisible()]

    def press_main(self, dialog: QDialog) -> None:
        """Press the button that Enter would press."""
        main = next(b for b in dialog.findChildren(QPushButton) if b.isDefault())
        assert main.isEnabled(), f"“{main.text()}” is not possible now"
        QTest.mouseClick(main, Qt.MouseButton.LeftButton)

    def click(self, place: QWidget, text: str) -> None:
        """Click the visible button with this text."""
        button = self.button(place, text)
        assert button.isEnabled(), f"“{text}” is not possible now"
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def tick(self, place: QWidget, text: str) -> None:
        """Go to the visible box with this text, and press Space."""
        boxes = [box for box in place.findChildren(QCheckBox) if box.isVisible()]
        box = next(box for box in boxes if box.text() == text)
        box.setFocus()
        QTest.keyClick(box, Qt.Key.Key_Space)

    def button(self, place: QWidget, text: str) -> QAbstractButton:
        """Find the visible button with this text or name."""
        buttons = [b for b in place.findChildren(QAbstractButton) if b.isVisible()]
        names = {b: (b.text().replace("&", "").strip("\xa0 "), b.accessibleName()) for b in buttons}
        found = next((b for b in buttons if text in names[b]), None)
        assert found is not None, f"no button “{text}” in {sorted(names.values())}"
        return found

    def type_into(self, place: QWidget, name: str, words: str) -> None:
        """Replace what stands in the field of this name."""
        field = next(
            child
            for child in place.findChildren(QWidget)
            if child.accessibleName() == name and hasattr(child, "selectAll")
        )
        field.setFocus()
        self.press("Ctrl+A")
        QTest.keyClicks(field, words)

    def choose(self, place: QWidget, name: str, entry: str) -> None:
        """Choose an entry of the combo box with this label, with its keys."""
        box = self._combo(place, name)
        box.setFocus()
        wanted = box.findText(entry)
        assert wanted >= 0, [box.itemText(n) for n in range(box.count())]
        while box.currentIndex() != wanted:
            down = box.currentIndex() < wanted
            QTest.keyClick(box, Qt.Key.Key_Down if down else Qt.Key.Key_Up)
            box = self._combo(place, name)  # some rows are made anew by a choice

    def _combo(self, place: QWidget, name: str) -> QComboBox:
        for told in place.findChildren(QLabel):
            box = told.buddy()
            if told.text() == name and isinstance(box, QComboBox) and box.isVisible():
                return box
        raise AssertionError(f"no combo box “{name}”")

    def take_out(self, path: Path, choose: Callable[[ExportDialog], object] | None = None) -> str:
        """Export by the dialog; gives what is said once the file is written."""

        def wish(dialog: ExportDialog) -> None:
            if choose is not None:
                choose(dialog)
            self.choose_files(path)
            self.press_main(dialog)

        told: list[str] = []
        workspace = self.window.workspace
        workspace.said.connect(told.append)
        workspace.refused.connect(told.append)
        self.window.activateWindow()
        self.when(ExportDialog, wish)
        self.do("project.export")
        self.qtbot.waitUntil(lambda: bool(told), timeout=60_000)
        assert told[-1].startswith("Exported to "), told
        written = QApplication.activeModalWidget()
        assert written is not None
        said = "\n".join(self.said_in(written))
        self.press("Return")
        return said

    def let_work(self, name: str) -> None:
        """Let somebody else work at the same machine: the switch in the tool bar."""
        switch = next(
            button
            for button in self.window.findChildren(QToolButton)
            if button.accessibleDescription() == "Coder at work"
        )
        menu = switch.menu()
        assert isinstance(menu, QMenu)
        menu.aboutToShow.emit()
        next(action for action in menu.actions() if action.text() == name).trigger()
        self.press("F6")


@pytest.fixture
def person(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[Person]:
    """Somebody at the program, with no preferences of her own yet."""
    del qapp
    somebody = Person(qtbot, Preferences(tmp_path / "preferences.ini"))
    yield somebody
    somebody.close()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of the study's codebook and three transcripts, made once."""
    folder = tmp_path_factory.mktemp("template")
    files = {"P07 Marisol": CREATOR, "P08 Noor": EMOJI, "P09 小美": HAN}
    for name, text in files.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    path = folder / "study.coder"
    told = ["new", str(path), "--codebook", str(BOOK), "--coder", "Ana"]
    assert cli.main(told).status == 0
    transcripts = [str(folder / f"{name}.txt") for name in files]
    assert cli.main(["import", str(path), *transcripts]).status == 0
    return path


@pytest.fixture
def study(template: Path, tmp_path: Path) -> Path:
    """A project of one's own, in a file."""
    return Path(shutil.copy(template, tmp_path / "study.coder"))
