# SPDX-License-Identifier: MIT
"""Menus at the place where something is: in the text, on a code, a transcript, a card."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from coder_app.core.places import tr
from coder_app.core.records import CodeStatus
from coder_app.core.spans import Span

if TYPE_CHECKING:
    from coder_app.ui.main_window import MainWindow

_LAST_CODES = 4


class ContextMenus:
    """Menus made from the table of actions."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def on_text(self, place: QPoint, span: Span | None, coding: UUID | None) -> None:
        """Offer what fits the words or the coding under the pointer."""
        menu = self.text_menu(span, coding)
        if not menu.isEmpty():
            menu.popup(place)

    def text_menu(self, span: Span | None, coding: UUID | None) -> QMenu:
        """Make the menu of the text."""
        menu = QMenu(self._window)
        if span is not None or coding is not None:
            self._add(menu, "code.palette", "code.repeat")
            self._add_last_codes(menu)
        if span is not None:
            self._add(menu, "code.from_words", "", "edit.copy")
        if coding is not None:
            self._add(menu, "", "coding.change", "coding.memo")
            self._add_weights(menu, coding)
            self._add(menu, "coding.remove", "", "coding.over")
        if span is None and coding is None:
            self._add(menu, "edit.find", "transcript.memo", "transcript.done")
        return menu

    def _add_last_codes(self, menu: QMenu) -> None:
        for guid in self._window.coding.last[:_LAST_CODES]:
            code = self._window.coding.code(guid)
            if code is not None and code.status != CodeStatus.RETIRED:
                action = menu.addAction(code.name.replace("&", "&&"))
                action.triggered.connect(lambda *_, guid=guid: self._window.coding.apply(guid))
        menu.addSeparator()

    def _add_weights(self, menu: QMenu, coding: UUID) -> None:
        row = self._window.view.coding(coding)
        code = self._window.coding.code(row.code) if row else None
        if row is None or code is None or not code.scale:
            return
        weights = menu.addMenu(tr("Weight"))
        for level in code.scale:
            action = weights.addAction(f"{level.weight} {level.label}")
            action.setCheckable(True)
            action.setChecked(level.weight == row.weight)
            action.triggered.connect(
                lambda *_, n=level.weight: self._window.coding.weigh(coding, n)
            )
        none = weights.addAction(tr("No weight"))
        none.triggered.connect(lambda *_: self._window.coding.weigh(coding, None))

    def on_card(self, coding: UUID, place: QPoint) -> None:
        """Offer what one does with a coding."""
        self.text_menu(None, coding).popup(place)

    def on_code(self, code: UUID, place: QPoint) -> None:
        """Offer what one does with a code."""
        self.code_menu(code).popup(place)

    def code_menu(self, guid: UUID) -> QMenu:
        """Make the menu of a code, which becomes the one in hand."""
        window = self._window
        window.situation.show_code(guid)
        menu = QMenu(window)
        code = window.coding.code(guid)
        if code is None:
            return menu
        if code.codable and code.status != CodeStatus.RETIRED:
            action = menu.addAction(tr("Code the words with it"))
            action.setEnabled("words" in window.served.facts)
            action.triggered.connect(lambda *_: window.coding.apply(guid))
        shows = menu.addAction(tr("Show its passages"))
        shows.triggered.connect(lambda *_: self._show_passages(guid))
        memo = menu.addAction(tr("Memo on the code"))
        memo.triggered.connect(
            lambda *_: window.memos.write_on_code(
                code,
                (
                    window.definition.mapToGlobal(QPoint(0, 0)),
                    window.definition.mapToGlobal(QPoint(0, 0)),
                ),
            )
        )
        self._add(menu, "", "codebook.edit")
        if code.codable:
            self._add(menu, "codebook.merge")
        retired = code.status == CodeStatus.RETIRED
        self._add(menu, "codebook.bring_back" if retired else "codebook.retire")
        self._add(menu, "codebook.remove", "", "code.new", "codebook.group")
        return menu

    def _show_passages(self, code: UUID) -> None:
        self._window.open_segments()
        self._window.retrieved.show_code(code)

    def on_document(self, document: UUID, place: QPoint) -> None:
        """Offer what one does with a transcript, which is opened for it."""
        self._window.open_document(document)
        menu = QMenu(self._window)
        self._add(menu, "transcript.done", "transcript.memo", "", "transcript.rename")
        self._add(menu, "transcript.speakers", "team.assign", "", "transcript.remove")
        menu.popup(place)

    def _add(self, menu: QMenu, *names: str) -> None:
        served = self._window.served
        for name in names:
            if not name:
                menu.addSeparator()
            elif served.is_served(name):
                menu.addAction(served[name])
